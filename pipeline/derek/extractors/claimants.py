"""Who says so, and which places a claim is about: taken from the quotes and the names that were found before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from derek.extractors.span_index import SpanIndex
from derek.schema import Entity, Place, Quote

_PLACES = frozenset({"COUNTRY", "REGION", "CITY"})
_DEPTH = 16
"""How many parts of quotations before a claim are looked at: nested ones are few."""


class _Part(NamedTuple):
    start: int
    end: int
    quote: Quote


class NamedPlace(NamedTuple):
    """A place where it is named. Offsets in code points, end-exclusive."""

    start: int
    end: int
    place: Place


class QuoteIndex:
    """The quotations of a page, looked up by place."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._parts = SpanIndex([_Part(part.start, part.end, quote) for quote in quotes for part in quote.parts])

    def enclosing(self, start: int, end: int) -> Quote | None:
        """The innermost quotation whose words hold the claim, or at least its beginning."""
        near = self._parts.starting(0, start + 1)[-_DEPTH:]
        beginning = [part for part in near if part.end > start]
        holding = [part for part in beginning if end <= part.end + 1] or beginning
        innermost = min(holding, key=lambda p: (p.quote.end_char - p.quote.start_char, p.quote.quote_id), default=None)
        return None if innermost is None else innermost.quote


class NamedPlaces:
    """The countries, regions and cities named on a page."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        named = [e for e in entities if e.label in _PLACES and e.mention == "name"]
        self._named = SpanIndex(
            [NamedPlace(e.start_char, e.end_char, Place(e.canonical or e.text, e.id)) for e in named]
        )

    def within(self, low: int, high: int) -> tuple[Place, ...]:
        """Those whose names begin in [low, high), each once."""
        return tuple(dict.fromkeys(name.place for name in self._named.starting(low, high)))

    def named(self, low: int, high: int) -> Sequence[NamedPlace]:
        """Those whose names begin in [low, high), each as often as it is named."""
        return self._named.starting(low, high)
