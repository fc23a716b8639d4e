"""Prodigy's JSON Lines of a task with spans and relations, which spaCy's own examples use too: one document a line.

Rows overlap (a name in a quotation), so correct them with `spans.manual`; `relations` takes no overlapping spans.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from derek.labelling.carrying import CARRIED, carried, restored
from derek.labelling.graph import Graph, Json, Link, Span
from derek.text.tokens import tokenize

ACCEPTED = (None, "accept")
"""What `answer` may be: a task that was rejected or ignored is no gold."""


def to_prodigy(graph: Graph) -> Json:
    """A graph → one line, with tokens that every span begins and ends on."""
    tokens = _tokens(graph)
    spans = {span.key: _span(span, tokens) for span in graph.spans}
    return {
        "text": graph.text,
        "tokens": [
            {"id": n, "start": start, "end": end, "text": graph.text[start:end], "ws": graph.text[end : end + 1] == " "}
            for n, (start, end) in enumerate(tokens)
        ],
        "spans": [spans[span.key] for span in graph.spans],
        "relations": [_relation(spans[link.source], spans[link.target], link.label) for link in graph.links],
        CARRIED: carried(graph),
    }


def _tokens(graph: Graph) -> list[tuple[int, int]]:
    """The tokens of derek, cut again where a span begins or ends inside one («2024–2026» of two periods)."""
    edges = sorted({edge for span in graph.spans for edge in (span.start, span.end)})
    return [piece for start, end in tokenize(graph.text) for piece in _cut(start, end, edges)]


def _cut(start: int, end: int, edges: Sequence[int]) -> list[tuple[int, int]]:
    inside = edges[bisect_left(edges, start + 1) : bisect_left(edges, end)]
    return list(zip([start, *inside], [*inside, end], strict=True))


def _span(span: Span, tokens: Sequence[tuple[int, int]]) -> Json:
    first = bisect_left(tokens, (span.start, 0))
    last = max(first, bisect_left(tokens, (span.end, 0)) - 1)
    place = {"start": span.start, "end": span.end, "label": span.label}
    return {**place, "token_start": first, "token_end": last}


def _relation(source: Json, target: Json, label: str) -> Json:
    """Head and child are the last tokens of their spans."""
    ends = {"head": source["token_end"], "child": target["token_end"]}
    return {**ends, "head_span": source, "child_span": target, "label": label}


def from_prodigy(line: Json) -> Graph:
    """One line → a graph; a line with text and spans alone, as written for spaCy by hand, is read as well."""
    spans = [Span(_key(span), span["start"], span["end"], span["label"], {}) for span in line.get("spans", ())]
    links = [Link(_key(r["head_span"]), _key(r["child_span"]), r["label"]) for r in line.get("relations", ())]
    return restored(line["text"], spans, links, line.get(CARRIED))


def _key(span: Json) -> str:
    return f"{span['label']}-{span['start']}-{span['end']}"
