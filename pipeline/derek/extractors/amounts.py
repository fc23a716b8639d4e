"""Numbers with their units and bounds, ranges and from-to pairs joined: the bodies of claims, read on characters."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from decimal import Decimal

import regex

from derek.extractors.bounds import Bound, Bounds
from derek.extractors.figure_lists import LIST_JOINT, is_dealt_out
from derek.extractors.units import Unit, Units
from derek.knowledge import Knowledge
from derek.text.numeral_suffixes import NO_SUFFIX, Suffix
from derek.text.numerals import HYPHENS, SPACES, NumberSpan

_DASH = regex.compile(rf"[{SPACES}]?[{HYPHENS}][{SPACES}]?")
_AND = regex.compile(rf"[{SPACES}](?:мен|бен|пен)[{SPACES}]")
_BETWEEN = regex.compile(rf"[{SPACES}](?:аралығ|арасын)\p{{L}}*+")
_WITHIN = regex.compile(rf"[{SPACES}](?:аралығында|арасында)(?!\p{{L}})")
_SPACE = regex.compile(rf"[{SPACES}]{{1,2}}")
_MULTIPLYING = regex.compile(rf"[{SPACES}](еселе\p{{L}}++)")
_MAX_JOINT = 8
_PARTS = {
    ("km", "m"): 1000,
    ("m", "cm"): 100,
    ("m", "mm"): 1000,
    ("cm", "mm"): 10,
    ("t", "kg"): 1000,
    ("dt", "kg"): 100,
    ("kg", "g"): 1000,
    ("har", "ar"): 100,
    ("iso4217:KZT", "тиын"): 100,
}
"""How many of the smaller unit make one of the larger."""
_THOUSAND = Decimal(1000)
_SHARED = frozenset({"percent", "money", "quantity"})
"""Units that hold for a whole list; counted nouns do only where «тиісінше» deals them out."""


@dataclasses.dataclass(slots=True)
class Amount:
    """One measured number. Offsets in code points, end-exclusive; `end` covers the unit and a bound word behind it."""

    start: int
    end: int
    number: NumberSpan
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    origin: Decimal | None = None
    """Where a change starts from: «5-тен 8 пайызға»."""
    unit: Unit | None = None
    bound: str = "exact"
    bound_form: str = ""
    limit: bool = False
    """«дейін» stands behind it."""
    limit_start: int = 0
    """Where the amount ends without it; 0 where there is none at its end."""
    case: str = ""
    """Case of its last word: DAT for «8 пайызға»."""
    possessed: bool = False
    attributive: bool = False
    """«5 мегаваттық»."""
    verb_start: int | None = None
    """Where its verb begins, if the amount takes it in: «екі еселенді»."""
    single: bool = True
    """Neither a range nor a from-to pair."""

    @property
    def suffix(self) -> Suffix:
        """The suffixes of the unit, or of the number where there is no unit."""
        return self.unit.suffix if self.unit else self.number.suffix


class AmountReader:
    """Turns the numerals of a text into amounts."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where lexicon/units.tsv or lexicon/bounds.tsv is missing or lacks a column."""
        self._units, self._bounds = Units(knowledge), Bounds(knowledge)

    def read(self, lowered: str, numbers: Sequence[NumberSpan]) -> list[Amount]:
        """The amounts of a lower-cased text, in order; `numbers` are the numerals that may be measured."""
        singles = [self._single(lowered, number) for number in numbers]
        joined: list[Amount] = []
        at = 0
        while at < len(singles):
            following = singles[at + 1] if at + 1 < len(singles) else None
            pair = self._pair(lowered, singles[at], following) if following is not None else None
            joined.append(pair or singles[at])
            at += 2 if pair is not None else 1
        _share_units(lowered, joined)
        for amount in joined:
            _take_range_word(lowered, amount)
        return joined

    def _single(self, lowered: str, number: NumberSpan) -> Amount:
        amount = Amount(number.start, number.end, number, number.value, case=number.suffix.case)
        amount.possessed = number.suffix.possessed
        if number.role == "vague":
            amount.value, amount.low, amount.bound = None, number.value, "about"
        if number.suffix.approximate:
            amount.bound = "about"
        self._take_sign(lowered, amount)
        self._take_bound_behind(lowered, amount, number.suffix.case)
        if amount.unit is None and number.role != "share":
            self._take_unit(lowered, amount)
        self._take_bound_before(lowered, amount)
        return amount

    def _take_sign(self, lowered: str, amount: Amount) -> None:
        sign = self._units.before(lowered, amount.start) if amount.number.digits else None
        if sign is not None:
            amount.start, amount.unit = sign.start, sign

    def _take_unit(self, lowered: str, amount: Amount) -> None:
        suffix = amount.number.suffix
        if (suffix.case or suffix.possessed) and not amount.bound_form:
            return
        unit = self._units.after(lowered, _behind_abbreviation(lowered, amount), amount.number.digits)
        if unit is None:
            _take_multiplying_verb(lowered, amount)
            return
        amount.unit, amount.end, amount.case, amount.limit_start = unit, unit.end, unit.suffix.case, 0
        amount.possessed, amount.attributive = unit.suffix.possessed, unit.suffix.attributive
        if unit.suffix.approximate:
            amount.bound = "about"
        self._take_bound_behind(lowered, amount, unit.suffix.case)

    def _take_bound_behind(self, lowered: str, amount: Amount, case: str) -> None:
        bound = self._bounds.after(lowered, amount.end, case)
        if bound is None or (bound.form in {"көп", "артық", "жоғары", "аз", "кем", "төмен"} and case != "ABL"):
            return
        _apply(amount, bound)
        amount.limit_start = amount.end if amount.limit else 0
        amount.end = bound.end
        further = self._bounds.after(lowered, amount.end, bound.case) if bound.suffixed else None
        if further is not None:
            amount.end = further.end
            amount.limit = amount.limit or further.form in {"дейін", "шейін"}

    def _take_bound_before(self, lowered: str, amount: Amount) -> None:
        bound = self._bounds.before(lowered, amount.start)
        if bound is not None and amount.bound in {"exact", "about"} and not (amount.limit and bound.bound == "about"):
            amount.bound = bound.bound

    def _pair(self, lowered: str, left: Amount, right: Amount) -> Amount | None:
        if (
            right.start < left.end
            or right.start - left.end > _MAX_JOINT
            or "share" in (left.number.role, right.number.role)
        ):
            return None
        gap = lowered[left.end : right.start]
        if left.value is None or right.value is None:
            return None
        if _DASH.fullmatch(gap) and not left.number.suffix.case:
            return _range(left, right, tight=len(gap) == 1)
        if _AND.fullmatch(gap) and _BETWEEN.match(lowered, right.end):
            return _range(left, right, tight=False)
        reached = right.case == "DAT" or (right.limit and right.number.suffix.case == "DAT")
        if left.case == "ABL" and left.bound == "exact" and reached and _SPACE.fullmatch(gap):
            return _from_to(left, right)
        return _compound(left, right) if _SPACE.fullmatch(gap) else None


def _take_multiplying_verb(lowered: str, amount: Amount) -> None:
    """«екі еселенді», «3 еселемек»: the verb holds the unit."""
    match = _MULTIPLYING.match(lowered, amount.end)
    if match is not None:
        amount.unit = Unit(match.start(1), match.end(), "есе", "multiple", NO_SUFFIX)
        amount.end, amount.verb_start = match.end(), match.start(1)


def _behind_abbreviation(lowered: str, amount: Amount) -> int:
    """Where a unit may begin: behind the full stop of «млрд.»."""
    abbreviated = lowered.endswith(("млн", "млрд", "трлн"), 0, amount.end) and lowered.startswith(".", amount.end)
    return amount.end + 1 if abbreviated else amount.end


def _apply(amount: Amount, bound: Bound) -> None:
    amount.bound_form = bound.form
    if bound.form in {"дейін", "шейін"}:
        amount.limit = True
        return
    amount.bound = bound.bound
    amount.case, amount.possessed = bound.case, bound.possessed


def _carried(left: Amount, right: Amount) -> Decimal:
    """The left number with the right one's magnitude where it lacks its own: «2-3 миллион», «230-дан 350 мыңға»."""
    value = left.value or Decimal(0)
    magnitude = right.number.magnitude
    if left.number.magnitude == 1 and magnitude > 1 and value * magnitude < (right.value or Decimal(0)):
        return value * magnitude
    return value


def _same_kind(left: Amount, right: Amount) -> bool:
    return left.unit is None or right.unit is None or left.unit.code == right.unit.code


def _merged(left: Amount, right: Amount) -> Amount:
    merged = dataclasses.replace(right, start=left.start, single=False)
    if right.unit is None and left.unit is not None:
        merged.unit = left.unit
    if left.bound != "exact" and right.bound == "exact":
        merged.bound = left.bound
    return merged


def _range(left: Amount, right: Amount, tight: bool) -> Amount | None:
    low = _carried(left, right)
    if not _same_kind(left, right) or right.value is None or low >= right.value or right.number.suffix.ordinal:
        return None
    if not tight and left.unit is None and right.unit is None:
        return None
    if left.number.role != "number" or right.number.role != "number" or (left.unit is None and left.possessed):
        return None
    merged = _merged(left, right)
    merged.value, merged.low, merged.high, merged.bound = None, low, right.value, "range"
    return merged


def _take_range_word(lowered: str, amount: Amount) -> None:
    """«8–9 пайыз аралығында»: the word that says it is a range belongs to it."""
    match = _WITHIN.match(lowered, amount.end) if amount.bound == "range" and amount.unit is not None else None
    if match is not None:
        amount.end = match.end()


def _compound(left: Amount, right: Amount) -> Amount | None:
    """«4 метр 35 сантиметрге» → 4.35 m: a whole number of one unit and less than one of it in a smaller unit."""
    if left.unit is None or right.unit is None or left.value is None or right.value is None:
        return None
    parts = _PARTS.get((left.unit.code, right.unit.code))
    plain = not (left.case or left.possessed or left.bound_form) and left.bound in {"exact", right.bound, "about"}
    if parts is None or not plain or left.value % 1 or right.value >= parts:
        return None
    merged = dataclasses.replace(right, start=left.start, value=left.value + right.value / parts)
    merged.unit = right.unit._replace(code=left.unit.code, kind=left.unit.kind)
    merged.bound = right.bound if left.bound == "exact" else left.bound
    return merged


def _from_to(left: Amount, right: Amount) -> Amount | None:
    if not _same_kind(left, right):
        return None
    merged = _merged(left, right)
    merged.origin = _carried(left, right)
    return merged


def _share_units(lowered: str, amounts: list[Amount]) -> None:
    """«5, 10 және 15 пайыз»: unit and magnitude of the last number hold for those listed before it."""
    magnitude = Decimal(1)
    for index in range(len(amounts) - 2, -1, -1):
        left, right = amounts[index], amounts[index + 1]
        shared = right.unit is not None and (right.unit.kind in _SHARED or is_dealt_out(lowered, left.start))
        if not (shared and is_listed(lowered, left, right)):
            magnitude = Decimal(1)
            continue
        magnitude = max(magnitude, right.number.magnitude)
        left.unit, left.case = right.unit, left.case or right.case
        scale(left, magnitude)


def scale(amount: Amount, magnitude: Decimal) -> None:
    """Gives a listed number the last one's magnitude, unless it has its own or is too great: «4 500 және 7 мың»."""
    value = amount.value
    if magnitude >= _THOUSAND and value is not None and amount.number.magnitude == 1 and value < _THOUSAND:
        amount.value = value * magnitude


def is_listed(lowered: str, left: Amount, right: Amount) -> bool:
    """Whether a bare number stands before another in a list."""
    number = left.number
    if left.unit is not None or left.bound_form or number.role != "number" or number.suffix is not NO_SUFFIX:
        return False
    near = 0 < right.start - left.end <= _MAX_JOINT
    return near and LIST_JOINT.fullmatch(lowered[left.end : right.start]) is not None
