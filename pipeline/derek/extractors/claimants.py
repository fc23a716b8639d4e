"""Who says so, and which places a claim is about: taken from the quotes and the names that were found before."""

from __future__ import annotations

from collections.abc import Sequence

from derek.schema import Entity, Place, Quote

_PLACES = frozenset({"COUNTRY", "REGION", "CITY"})


def enclosing_quote(quotes: Sequence[Quote], start: int, end: int) -> Quote | None:
    """The innermost quotation whose words hold the claim."""
    holding = [q for q in quotes if any(part.start <= start and end <= part.end + 1 for part in q.parts)]
    overlapping = holding or [q for q in quotes if any(part.start <= start < part.end for part in q.parts)]
    return min(overlapping, key=lambda q: (q.end_char - q.start_char, q.quote_id), default=None)


def places_of(entities: Sequence[Entity], sentence: tuple[int, int], since: int, start: int, end: int) -> tuple[Place, ...]:
    """The places named between the claim before (`since`) and this one, or else elsewhere before it in the sentence."""
    named = [e for e in entities if e.label in _PLACES and e.mention == "name" and sentence[0] <= e.start_char < sentence[1]]
    outside = [e for e in named if not start <= e.start_char < end]
    near = [e for e in outside if since <= e.start_char < start] or [e for e in outside if e.start_char < start]
    places = [Place(e.canonical or e.text, e.id) for e in near]
    return tuple(dict.fromkeys(places))
