"""A gold document as labelling tools hold one: labelled spans, links between them, and what else is known of a span.

`to_graph` and `from_graph` are each other's inverse for documents whose rows stand in the order of the text.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from derek.evaluation.gold_checks import LAYERS, check_rows
from derek.labelling.labels import EXTENTS, INSIDE, PARENT, PART, Extent, read_label, row_label

Json = dict[str, Any]
UNDECIDED = "undecided"
"""An attribute: the extents that the document does not decide; any other without a link is null."""

_KEYS = {"entities": "e", "quotes": "q", "claims": "c"}
_NUMBERS = {"quotes": "quote_id", "claims": "claim_id"}
_SAID = {"entities": ("label", "mention"), "quotes": ("kind", "quote_id"), "claims": ("kind", "claim_id")}
OTHER_QUOTES = "quote_id_alt"
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

    @cached_property
    def _targets(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for link in self.links:
            found[link.source, link.label].append(link.target)
        return found

    @cached_property
    def _by_key(self) -> dict[str, Span]:
        return {span.key: span for span in self.spans}

    def linked(self, key: str, label: str) -> list[Span]:
        """The spans that a span's links of one label lead to."""
        return [self._by_key[target] for target in self._targets.get((key, label), ()) if target in self._by_key]


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
    said = {"start_char", "end_char", "text", "parts", *_SAID[layer]}
    said |= {name for extent in EXTENTS[layer] for name in extent[:3]}
    pointer = _POINTERS.get(layer, ("", ""))[0]
    kept = {
        name: value for name, value in row.items() if name not in said and not (name == pointer and value is not None)
    }
    if OTHER_QUOTES in kept:
        kept[OTHER_QUOTES] = [number if number is None else f"q{number}" for number in kept[OTHER_QUOTES]]
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
    parts = sorted([span, *graph.linked(span.key, "part")], key=lambda part: part.start)
    text = " ".join(graph.text[part.start : part.end] for part in parts)
    row: Json = {"start_char": parts[0].start, "end_char": parts[-1].end, "text": text}
    if layer == "quotes":
        row["parts"] = [{"start": part.start, "end": part.end} for part in parts]
        row["layout"] = _layout(graph.text, parts[0].start, said["kind"])
    row |= said | {name: value for name, value in span.attributes.items() if name != UNDECIDED}
    for extent in EXTENTS[layer]:
        if extent.column not in span.attributes.get(UNDECIDED, ()):
            row |= _extent(graph, span.key, extent)
    return row


def _extent(graph: Graph, key: str, extent: Extent) -> Json:
    other = next(iter(graph.linked(key, extent.link)), None)
    if other is None:
        return {extent.column: None, extent.start: None, extent.end: None}
    return {extent.column: graph.text[other.start : other.end], extent.start: other.start, extent.end: other.end}


def _layout(text: str, start: int, kind: str) -> str:
    """Of a quotation that was marked by hand: what stands right before its words."""
    marks = {"«": "guillemets", '"': "quotation_marks", "“": "quotation_marks", "„": "quotation_marks", ":": "colon"}
    return marks.get(text[:start].rstrip()[-1:], "dash") if kind == "direct" else "reported"


def _numbered(layer: str, number: int, key: str, row: Json, graph: Graph, quotes: dict[str, int]) -> Json:
    """The row with its own number, and with those of the quotations that it points at."""
    column, label = _POINTERS.get(layer, ("", ""))
    target = next(iter(graph.linked(key, label)), None)
    if target and target.key in quotes:
        row[column] = quotes[target.key]
    if OTHER_QUOTES in row:
        row[OTHER_QUOTES] = [quotes.get(other) if other else None for other in row[OTHER_QUOTES]]
    return {_NUMBERS[layer]: number, **row} if layer in _NUMBERS else row


def shown(documents: Sequence[Json]) -> str:
    """How many documents and rows, for people."""
    counts = {layer: sum(len(document[layer]) for document in documents) for layer in LAYERS}
    rows = f"{counts['entities']} names, {counts['quotes']} quotations, {counts['claims']} claims"
    return f"{len(documents)} documents: {rows}"
