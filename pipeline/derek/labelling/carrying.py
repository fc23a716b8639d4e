"""What a labelling tool cannot show rides along in its file: the document's head and each row's further columns.

A row that comes back is known by its place: the same characters under the same label, else the longest overlap in the
same layer. A row that nobody knows is new, and decides only what its label says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from derek.errors import GoldError
from derek.labelling.graph import OTHER_QUOTES, Graph, Json, Link, Span
from derek.labelling.labels import read_label

CARRIED = "derek"
"""The key under which it rides."""


def carried(graph: Graph) -> Json:
    """The head without its text, and the attributes of every row, by place."""
    head = {name: value for name, value in graph.head.items() if name != "text"}
    rows = [
        {"key": span.key, "label": span.label, "start": span.start, "end": span.end, "attributes": span.attributes}
        for span in graph.spans
        if read_label(span.label)
    ]
    return {"doc": head, "rows": rows}


def restored(text: str, spans: Sequence[Span], links: Iterable[Link], rides: Json | None) -> Graph:
    """A tool's spans and links with what rode along; `rides` is None in a file that derek did not write."""
    rides = rides or {"doc": {}, "rows": []}
    _check_places(text, spans)
    rows = _recognised(spans, rides["rows"])
    keys = {row["key"]: spans[number].key for number, row in rows.items()}
    known = tuple(
        span._replace(attributes=_with_keys(rows[number]["attributes"], keys)) if number in rows else span
        for number, span in enumerate(spans)
    )
    return Graph({**rides["doc"], "text": text}, known, tuple(links))


def _with_keys(attributes: Json, keys: Mapping[str, str]) -> Json:
    """Attributes that point at rows, under the keys that the tool gave these."""
    if OTHER_QUOTES not in attributes:
        return attributes
    return {**attributes, OTHER_QUOTES: [keys.get(key) if key else None for key in attributes[OTHER_QUOTES]]}


def _check_places(text: str, spans: Iterable[Span]) -> None:
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            raise GoldError(f"{span.label} {span.start}–{span.end} lies outside the text of {len(text)} characters")


def _recognised(spans: Sequence[Span], rows: Sequence[Json]) -> dict[int, Json]:
    """Number of the span → the row that it was; each row is given out once."""
    left = dict(enumerate(rows))
    found: dict[int, Json] = {}
    for match in (_same, _near):
        for number, span in enumerate(spans):
            at = None if number in found else match(span, left)
            if at is not None:
                found[number] = left.pop(at)
    return found


def _same(span: Span, rows: Mapping[int, Json]) -> int | None:
    place = (span.label, span.start, span.end)
    return next((at for at, row in rows.items() if (row["label"], row["start"], row["end"]) == place), None)


def _near(span: Span, rows: Mapping[int, Json]) -> int | None:
    said = read_label(span.label)
    return max(_overlaps(span, rows, said[0]), default=(0, None))[1] if said else None


def _overlaps(span: Span, rows: Mapping[int, Json], layer: str) -> Iterator[tuple[int, int]]:
    for at, row in rows.items():
        shared = min(span.end, row["end"]) - max(span.start, row["start"])
        other = read_label(row["label"])
        if shared > 0 and other and other[0] == layer:
            yield shared, at
