"""One list out of all sources of names, with a stated precedence.

1. Persons, when longer than the place that they contain («Дінмұхамед Қонаев», «Абай Құнанбайұлы»).
2. Known places; a country also inside an organisation, a title or a law, a city or region not inside a known one.
3. Known organisations, then the sequence model's spans, the longer first.
4. Titles: resolved ones are mentions; an unresolved one is a POSITION when nothing else stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from derek.extractors.mentions import Mention
from derek.extractors.overlaps import Overlaps

_NESTING = {"COUNTRY", "CITY", "REGION", "NORP", "LOCATION"}
"""Labels that keep their row inside a longer organisation, title, event or law."""
_HOLDING = {"ORGANISATION", "POSITION", "EVENT", "LAW", "PROJECT", "FACILITY", "ART", "PRODUCT"}

_BEARING, _PERSONS = {"ORGANISATION", "FACILITY"}, {"PERSON", "LEADER"}
"""Labels of what bears a person's name, in which the person keeps a row."""


def merge(
    persons: Sequence[Mention], places: Sequence[Mention], others: Sequence[Mention], titles: Sequence[Mention]
) -> list[Mention]:
    """Mentions of each source → those that stand, in document order."""
    hiding = Overlaps([*persons, *(o for o in others if o.resolved_by == "gazetteer" or _is_firm(o))])
    kept_places = [p for p in places if not any(_swallows(m, p) and _hides(m, p) for m in _at(hiding, p))]
    shown = Overlaps(kept_places)
    kept_persons = [p for p in persons if not any(_same(p, place) or _swallows(place, p) for place in _at(shown, p))]
    kept = Overlaps([*kept_persons, *kept_places, *titles])
    standing = [*kept_persons, *kept_places, *titles]
    for other in sorted(others, key=lambda m: (m.start - m.end, m.start)):
        if all(_coexist(other, mention) for mention in _at(kept, other)):
            kept.add(other)
            standing.append(other)
    return sorted(_unique(standing), key=lambda m: (m.start, -m.end))


def _at(index: Overlaps[Mention], mention: Mention) -> list[Mention]:
    return index.touching(mention.start, mention.end)


def _swallows(longer: Mention, shorter: Mention) -> bool:
    return shorter.within(longer) and (longer.end - longer.start) > (shorter.end - shorter.start)


def _hides(longer: Mention, place: Mention) -> bool:
    """A person's name hides any place in it; a known organisation («Шанхай ынтымақтастық ұйымы») all but a country.

    The name of a firm in quotation marks («Сырдария Құс») hides rivers and mountains alone.
    """
    if longer.rule == "quoted_name":
        return place.label == "LOCATION"
    return longer.label in {"LEADER", "PERSON"} or place.label != "COUNTRY"


def _is_firm(mention: Mention) -> bool:
    return mention.rule == "quoted_name" and mention.label == "ORGANISATION"


def _same(one: Mention, other: Mention) -> bool:
    return one.start == other.start and one.end == other.end


def _coexist(other: Mention, mention: Mention) -> bool:
    """Whether both may have a row: apart from each other, or one inside an organisation and the like."""
    return not other.overlaps(mention) or _holds(other, mention) or _holds(mention, other)


def _holds(outer: Mention, inner: Mention) -> bool:
    """Whether a row keeps another inside it: a place or a title, and in an event or a law a known organisation."""
    if not _swallows(outer, inner):
        return False
    if outer.label in _HOLDING and (inner.label in _NESTING or inner.mention == "title"):
        return True
    if outer.label in _BEARING and inner.label in _PERSONS:  # «Абай атындағы театр»
        return True
    return outer.label in {"EVENT", "LAW"} and inner.label == "ORGANISATION" and inner.resolved_by == "gazetteer"


def _unique(mentions: Iterable[Mention]) -> list[Mention]:
    found: dict[tuple[int, int, str], Mention] = {}
    for mention in mentions:
        found.setdefault((mention.start, mention.end, mention.mention), mention)
    return list(found.values())
