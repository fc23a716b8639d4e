"""One list out of all sources of names, with a stated precedence.

1. Persons, when longer than the place that they contain («Дінмұхамед Қонаев», «Абай Құнанбайұлы»).
2. Known places; a country also inside an organisation, a title or a law, a city or region not inside a known one.
3. Known organisations, then the sequence model's spans, the longer first.
4. Titles: resolved ones are mentions; an unresolved one is a POSITION when nothing else stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from derek.extractors.mentions import Mention

_NESTING = {"COUNTRY", "CITY", "REGION", "NORP"}
"""Labels that keep their row inside a longer organisation, title, event or law."""
_HOLDING = {"ORGANISATION", "POSITION", "EVENT", "LAW", "PROJECT", "FACILITY", "ART", "PRODUCT"}


def merge(
    persons: Sequence[Mention], places: Sequence[Mention], others: Sequence[Mention], titles: Sequence[Mention]
) -> list[Mention]:
    """Mentions of each source → those that stand, in document order."""
    known = [o for o in others if o.resolved_by == "gazetteer"]
    kept_places = [p for p in places if not any(_swallows(m, p) for m in [*persons, *known] if _hides(m, p))]
    kept_persons = [p for p in persons if not any(_same(p, place) or _swallows(place, p) for place in kept_places)]
    kept = [*kept_persons, *kept_places, *titles]
    for other in sorted(others, key=lambda m: (m.start - m.end, m.start)):
        if all(_coexist(other, mention) for mention in kept):
            kept.append(other)
    return sorted(_unique(kept), key=lambda m: (m.start, -m.end))


def _swallows(longer: Mention, shorter: Mention) -> bool:
    return shorter.within(longer) and (longer.end - longer.start) > (shorter.end - shorter.start)


def _hides(longer: Mention, place: Mention) -> bool:
    """A person's name hides any place in it; a known organisation («Шанхай ынтымақтастық ұйымы») all but a country."""
    return longer.label in {"LEADER", "PERSON"} or place.label != "COUNTRY"


def _same(one: Mention, other: Mention) -> bool:
    return one.start == other.start and one.end == other.end


def _coexist(other: Mention, mention: Mention) -> bool:
    """Whether both may have a row: apart from each other, or a place (a title) inside an organisation and the like."""
    if not other.overlaps(mention):
        return True
    return (
        other.label in _HOLDING
        and (mention.label in _NESTING or mention.mention == "title")
        and _swallows(other, mention)
    )


def _unique(mentions: Iterable[Mention]) -> list[Mention]:
    found: dict[tuple[int, int, str], Mention] = {}
    for mention in mentions:
        found.setdefault((mention.start, mention.end, mention.mention), mention)
    return list(found.values())
