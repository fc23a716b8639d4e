"""Names: the same label and exactly the same characters; and whether they are linked to the right thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from derek.evaluation.comparing import accepts, decided, linked
from derek.evaluation.gold_checks import LABELS
from derek.evaluation.labels import Label
from derek.evaluation.layer_scores import LayerScore, differences
from derek.evaluation.pairing import Pairing, intersection_over_union, pair_up, same_span
from derek.evaluation.tallies import Tally, accuracy

CORE = ("LEADER", "COUNTRY", "CITY")
"""The labels that the product was asked for first; scored together as well."""

_CORE_NAME = "+".join(CORE)


def is_name(label: Label) -> bool:
    """Names, and titles without a referent (POSITION); resolved titles and pronouns are scored apart."""
    return label.get("mention") in ("name", None) or label.get("label") == "POSITION"


def score_names(*, gold: Sequence[Label], predicted: Sequence[Label]) -> LayerScore:
    """Rows of the entities table → exact and overlapping tallies per label, and linking among exact matches."""
    names = [label for label in gold if is_name(label)]
    found = [label for label in predicted if is_name(label)]
    exact = pair_up(gold=names, predicted=found, closeness=_exactly)
    loose = pair_up(gold=names, predicted=found, closeness=_overlapping)
    tallies = {**_by_label("names/exact", exact), **_by_label("names/overlap", loose), **_linking(exact)}
    wrong = [(g, p, columns) for g, p in exact.pairs if (columns := _wrong_columns(g, p))]
    return LayerScore(tallies, differences("names", exact, wrong, ("label", "canonical")), exact)


def _exactly(gold: Label, predicted: Label) -> float:
    return float(same_span(gold, predicted) and accepts(gold, predicted, "label"))


def _overlapping(gold: Label, predicted: Label) -> float:
    return intersection_over_union(gold, predicted) if accepts(gold, predicted, "label") else 0.0


def _by_label(measure: str, pairing: Pairing) -> dict[str, Tally]:
    return {
        measure: pairing.tally(),
        f"{measure}/{_CORE_NAME}": pairing.tally(of=_labelled(*CORE)),
        **{f"{measure}/{label}": pairing.tally(of=_labelled(label)) for label in sorted(LABELS)},
    }


def _labelled(*labels: str) -> Callable[[Label], bool]:
    return lambda label: label.get("label") in labels


def _linking(pairing: Pairing) -> dict[str, Tally]:
    core = [pair for pair in pairing.pairs if _labelled(*CORE)(pair[0])]
    tallies = {
        "linking": accuracy(linked(g, p) for g, p in pairing.pairs if _is_linked(g)),
        f"linking/{_CORE_NAME}": accuracy(linked(g, p) for g, p in core if _is_linked(g)),
        "linking/id": accuracy(accepts(g, p, "id") for g, p in pairing.pairs if g.get("id")),
    }
    for column in ("canonical", "office", "country"):
        stated = [(g, p) for g, p in pairing.pairs if decided(g, p, column)]
        tallies[f"linking/{column}"] = accuracy(accepts(g, p, column) for g, p in stated)
    return tallies


def _is_linked(gold: Label) -> bool:
    return gold.decides("canonical") or bool(gold.get("id"))


def _wrong_columns(gold: Label, predicted: Label) -> tuple[str, ...]:
    return () if linked(gold, predicted) else tuple(c for c in ("canonical", "id") if not accepts(gold, predicted, c))
