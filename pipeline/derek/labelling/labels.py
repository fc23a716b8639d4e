"""The labels of rows and of their extents in a labelling tool: `LEADER`, `PERSON_TITLE`, `QUOTE_DIRECT`, `CUE`."""

from __future__ import annotations

from typing import Any, NamedTuple

from derek.errors import GoldError
from derek.evaluation.gold_checks import LABELS

QUOTE_KINDS = ("direct", "indirect", "mixed", "directive")
CLAIM_KINDS = ("money", "percent", "quantity", "count", "multiple", "share", "rank")
MENTIONS = ("name", "title", "pronoun")
_PEOPLE = ("LEADER", "PERSON")


class Extent(NamedTuple):
    """A further stretch that belongs to a row: its column, its offsets' columns, and the label and link it goes by."""

    column: str
    start: str
    end: str
    label: str
    link: str


EXTENTS: dict[str, tuple[Extent, ...]] = {
    "entities": (),
    "quotes": (
        Extent("cue", "cue_start", "cue_end", "CUE", "cue"),
        Extent("speaker_text", "speaker_start", "speaker_end", "SPEAKER", "speaker"),
    ),
    "claims": (
        Extent("metric", "metric_start", "metric_end", "METRIC", "metric"),
        Extent("period_text", "period_start", "period_end", "PERIOD", "period"),
        Extent("compared_to", "compared_start", "compared_end", "COMPARED", "compared"),
    ),
}
PART, PARENT, INSIDE = "PART", "parent", "inside"
"""A quotation's further parts; links from a quotation to the one around it, and from a claim to its quotation."""

EXTENT_LABELS = (PART, *(extent.label for extents in EXTENTS.values() for extent in extents))
LINKS = ("part", PARENT, INSIDE, *(extent.link for extents in EXTENTS.values() for extent in extents))
ROW_LABELS = (
    *sorted(LABELS),
    *(f"{label}_{mention.upper()}" for label in _PEOPLE for mention in MENTIONS[1:]),
    *(f"QUOTE_{kind.upper()}" for kind in QUOTE_KINDS),
    *(f"CLAIM_{kind.upper()}" for kind in CLAIM_KINDS),
)


def row_label(layer: str, row: dict[str, Any]) -> str:
    """The label of a row: that of a name, with the mention where it is none; the kind of a quotation or claim."""
    if layer == "entities":
        label, mention = str(row["label"]), str(row["mention"])
        return label if mention == "name" else f"{label}_{mention.upper()}"
    return f"{'QUOTE' if layer == 'quotes' else 'CLAIM'}_{row['kind'].upper()}"


def read_label(label: str) -> tuple[str, dict[str, Any]] | None:
    """A row's layer and what its label says; None for an extent's label. Raises GoldError for a foreign one."""
    if label in EXTENT_LABELS:
        return None
    head, _, tail = label.rpartition("_")
    if label in LABELS:
        return "entities", {"label": label, "mention": "name"}
    if head in LABELS and tail.lower() in MENTIONS:
        return "entities", {"label": head, "mention": tail.lower()}
    for layer, name, kinds in (("quotes", "QUOTE", QUOTE_KINDS), ("claims", "CLAIM", CLAIM_KINDS)):
        if head == name and tail.lower() in kinds:
            return layer, {"kind": tail.lower()}
    raise GoldError(f"label {label!r} is none of derek's; there are {', '.join((*ROW_LABELS, *EXTENT_LABELS))}")
