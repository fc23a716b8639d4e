"""A gold document as labelling tools hold one: labelled spans, links between them, and what else is known of a span.

`to_graph` and `from_graph` are each other's inverse for documents whose rows stand in the order of the text.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from derek.evaluation.gold_checks import LAYERS, check_rows
from derek.labelling.labels import EXTENTS, INSIDE, PARENT, PART, read_label, row_label

Json = dict[str, Any]
UNDECIDED = "undecided"
"""An attribute: the extents that the document does not decide; any other without a link is null."""

_KEYS = {"entities": "e", "quotes": "q", "claims": "c"}
_NUMBERS = {"quotes": "quote_id", "claims": "claim_id"}
_POINTERS = {"quotes": ("parent_quote_id", PARENT), "claims": ("quote_id", INSIDE)}


class Span(NamedTuple):
    """One labelled stretch, in code points of the text; `attributes`: the row's other columns, none for an extent."""

    key: str
    start: int
    end: int
    label: str
    attributes: Json


class Link(NamedTuple):
    """A link between two spans by their keys; it starts at the row that it says something about."""

    source: str
    target: str
    label: str


@dataclasses.dataclass(frozen=True)
class Graph:
    """`head`: the gold document's `doc`, with its text."""

    head: Json
    spans: tuple[Span, ...]
    links: tuple[Link, ...]

    @property
    def text(self) -> str:
        """The text that the spans count in."""
        return str(self.head["text"])


# ---- a gold document → a graph


def to_graph(document: Json) -> Graph:
    """A gold document (`doc`, `entities`, `quotes`, `claims`) → its graph."""
    spans: dict[str, Span] = {}
    links: list[Link] = []
    for layer in LAYERS:
        for number, row in enumerate(document[layer]):
            key = f"{_KEYS[layer]}{number}"
            first = row["parts"][0] if layer == "quotes" else {"start": row["start_char"], "end": row["end_char"]}
            spans[key] = Span(key, first["start"], first["end"], row_label(layer, row), _attributes(layer, row))
            for span, link in _belonging(layer, key, row):
                spans.setdefault(span.key, span)
                links.append(link)
            links += _pointer(layer, key, row)
    return Graph(document["doc"], tuple(spans.values()), tuple(links))


def _attributes(layer: str, row: Json) -> Json:
    """The columns that neither span nor label nor link says."""
    said = {"start_char", "end_char", "text", "parts", "label", "mention", *_NUMBERS.values()} - {"quote_id"}
    said |= {"kind"} if layer != "entities" else set()
    said |= {_POINTERS[layer][0]} if layer in _POINTERS and row.get(_POINTERS[layer][0], 0) is not None else set()
    said |= {"quote_id"} if layer == "quotes" else set()
    for extent in EXTENTS[layer]:
        said |= {extent.column, extent.start, extent.end}
    kept = {name: value for name, value in row.items() if name not in said}
    undecided = [extent.column for extent in EXTENTS[layer] if extent.start not in row]
    return {**kept, UNDECIDED: undecided} if undecided else kept


def _belonging(layer: str, key: str, row: Json) -> Iterator[tuple[Span, Link]]:
    for part in row["parts"][1:] if layer == "quotes" else ():
        yield _tied(key, PART, part["start"], part["end"], "part")
    for extent in EXTENTS[layer]:
        if row.get(extent.start) is not None:
            yield _tied(key, extent.label, row[extent.start], row[extent.end], extent.link)


def _tied(key: str, label: str, start: int, end: int, link: str) -> tuple[Span, Link]:
    other = f"{label.lower()}-{start}-{end}"
    return Span(other, start, end, label, {}), Link(key, other, link)


def _pointer(layer: str, key: str, row: Json) -> list[Link]:
    column, link = _POINTERS.get(layer, ("", ""))
    return [Link(key, f"q{row[column]}", link)] if row.get(column) is not None else []


# ---- a graph → a gold document


def from_graph(graph: Graph) -> Json:
    """A graph → a gold document, checked. Raises GoldError for a foreign label or whatever breaks the form.

    What a tool cannot say stays out of a row: scoring leaves such columns undecided.
    """
    rows = {layer: _rows(graph, layer) for layer in LAYERS}
    numbers = {key: number for number, (key, _) in enumerate(rows["quotes"])}
    document: Json = {"doc": _head(graph.head)}
    for layer in LAYERS:
        document[layer] = [_numbered(layer, n, key, row, graph, numbers) for n, (key, row) in enumerate(rows[layer])]
        check_rows(Path(str(document["doc"]["name"])), layer, document[layer], graph.text)
    return document


def _head(head: Json) -> Json:
    """The `doc` of a gold document; what a tool's file does not say gets the plainest value."""
    sha256 = hashlib.sha256(head["text"].encode("utf-8")).hexdigest()
    usual = {"name": sha256[:16], "published": None, "issuer_country": "KZ", "split": "dev"}
    return {**usual, **head, "sha256": sha256}


def _rows(graph: Graph, layer: str) -> list[tuple[str, Json]]:
    found = [(span, said[1]) for span in graph.spans if (said := read_label(span.label)) and said[0] == layer]
    made = [(span.key, _row(graph, layer, span, said)) for span, said in found]
    return sorted(made, key=lambda item: (item[1]["start_char"], -item[1]["end_char"]))


def _row(graph: Graph, layer: str, span: Span, said: Json) -> Json:
    parts = [span, *_linked(graph, span.key, "part")] if layer == "quotes" else [span]
    parts.sort(key=lambda part: part.start)
    row = {"start_char": parts[0].start, "end_char": parts[-1].end}
    row["text"] = " ".join(graph.text[part.start : part.end] for part in parts)
    if layer == "quotes":
        row["parts"] = [{"start": part.start, "end": part.end} for part in parts]
        row["layout"] = _layout(graph.text, parts[0].start, said["kind"])
    row |= said | {name: value for name, value in span.attributes.items() if name != UNDECIDED}
    for extent in EXTENTS[layer]:
        if extent.column not in span.attributes.get(UNDECIDED, ()):
            other = next(iter(_linked(graph, span.key, extent.link)), None)
            row[extent.column] = graph.text[other.start : other.end] if other else None
            row[extent.start], row[extent.end] = (other.start, other.end) if other else (None, None)
    return row


def _linked(graph: Graph, key: str, label: str) -> list[Span]:
    targets = {link.target for link in graph.links if link.source == key and link.label == label}
    return [span for span in graph.spans if span.key in targets]


def _layout(text: str, start: int, kind: str) -> str:
    """Of a quotation that was marked by hand: what stands right before its words."""
    before = text[:start].rstrip()[-1:]
    if kind in {"indirect", "mixed", "directive"}:
        return "reported"
    return {"«": "guillemets", '"': "quotation_marks", "“": "quotation_marks", "„": "quotation_marks", ":": "colon"}.get(
        before, "dash"
    )


def _numbered(layer: str, number: int, key: str, row: Json, graph: Graph, quotes: dict[str, int]) -> Json:
    """The row with its own number and the number of the quotation that it points at."""
    if layer in _POINTERS:
        column, label = _POINTERS[layer]
        target = next((link.target for link in graph.links if link.source == key and link.label == label), None)
        if target in quotes:
            row[column] = quotes[target]
    return {_NUMBERS[layer]: number, **row} if layer in _NUMBERS else row


def shown(documents: Sequence[Json]) -> str:
    """How many documents and rows, for people."""
    counts = {layer: sum(len(document[layer]) for document in documents) for layer in LAYERS}
    return f"{len(documents)} documents: {counts['entities']} names, {counts['quotes']} quotations, {counts['claims']} claims"
