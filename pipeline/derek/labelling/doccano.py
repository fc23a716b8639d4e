"""doccano's JSON Lines of a sequence labelling project with relations: one document a line."""

from __future__ import annotations

from typing import Any

from derek.labelling.carrying import CARRIED, carried, restored
from derek.labelling.graph import Graph, Json, Link, Span


def to_doccano(graph: Graph) -> Json:
    """A graph → one line. doccano keeps the key `derek` among a document's meta data and writes it again."""
    numbers = {span.key: number for number, span in enumerate(graph.spans)}
    return {
        "text": graph.text,
        "entities": [
            {"id": numbers[span.key], "label": span.label, "start_offset": span.start, "end_offset": span.end}
            for span in graph.spans
        ],
        "relations": [
            {"id": n, "from_id": numbers[link.source], "to_id": numbers[link.target], "type": link.label}
            for n, link in enumerate(graph.links)
        ],
        CARRIED: carried(graph),
    }


def from_doccano(line: Json) -> Graph:
    """One line → a graph; the form without relations («label»: [[start, end, label]]) is read as well."""
    spans = [_span(entity) for entity in line.get("entities", ())]
    spans += [Span(f"label{n}", start, end, label, {}) for n, (start, end, label) in enumerate(line.get("label", ()))]
    links = [Link(str(r["from_id"]), str(r["to_id"]), r["type"]) for r in line.get("relations", ())]
    return restored(line["text"], spans, links, _rides(line))


def _rides(line: Json) -> Json | None:
    """What rode along: at the top, or among the meta data, as the version of doccano writes them."""
    places = (line, line.get("metadata") or {}, line.get("meta") or {})
    return next((place[CARRIED] for place in places if CARRIED in place), None)


def _span(entity: dict[str, Any]) -> Span:
    return Span(str(entity["id"]), entity["start_offset"], entity["end_offset"], entity["label"], {})
