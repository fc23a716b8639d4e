"""The base of a rate: «гектарына 17 центнер» → har, «жылына» → a, «бір адамға шаққанда» → адам."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

import regex

from derek.extractors.units import Unit, Units
from derek.knowledge import Knowledge
from derek.text.numeral_suffixes import read_suffix
from derek.text.page import Word

_REACH = 9
_OF_DURATION = frozenset({"DAT"})
_OF_MEASURE = frozenset({"DAT", "ABL", ""})
_OF_MONEY = _OF_MEASURE | {"ACC"}
"""«тоннасын 95 мың теңгеден сатты»."""
_COURSE = regex.compile(r"бағам\p{L}*")
_PER_HEAD = regex.compile(r"шаққанда\p{L}*")


class Rate(NamedTuple):
    """The base of a rate. Offsets in code points, end-exclusive."""

    start: int
    end: int
    per: str
    dative: bool = True
    """«гектарына», not «1 тоннасы»."""


class RateFinder:
    """Finds rates by the units of lexicon/units.tsv: a measure with a possessive before the amount."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where lexicon/units.tsv is missing or lacks a column."""
        self._units = Units(knowledge)
        self._is_owned = functools.lru_cache(maxsize=8192)(self._owned)

    def _owned(self, word: str) -> bool:
        """Whether a word can end a unit with a possessive; most words cannot, and need no look at those before."""
        for length in range(len(word) - 1, 1, -1):
            if word[:length] in self._units.endings:
                suffix = read_suffix(word[length:])
                return suffix is not None and suffix.possessed
        return False

    def before(self, lowered: str, left: Sequence[Word], money: bool = False) -> Rate | None:
        """The nearest rate among the words before an amount (`money`: a sum), at most nine words away."""
        for index in range(len(left) - 1, max(-1, len(left) - 1 - _REACH), -1):
            word = left[index]
            if word.text in {".", ";"}:
                return None
            if _PER_HEAD.fullmatch(word.text.lower()):
                return self._per_head(lowered, left, word)
            marked = self._marked(lowered, left, index, money)
            if marked is not None:
                return marked
            unit = self._unit_ending(lowered, left, index) if self._is_owned(word.text.lower()) else None
            if unit is None or unit.kind not in {"quantity", "duration"} or not unit.suffix.possessed:
                continue
            cases = _OF_DURATION if unit.kind == "duration" else _OF_MONEY if money else _OF_MEASURE
            if unit.suffix.case in cases:
                return Rate(_with_one(lowered, unit.start), unit.end, unit.code, unit.suffix.case == "DAT")
        return None

    def _marked(self, lowered: str, left: Sequence[Word], index: int, money: bool) -> Rate | None:
        """«жыл сайын» → a; before a sum of money «доллар бағамы» → the currency."""
        word = left[index].text.lower()
        kind = "duration" if word == "сайын" else "money" if money and _COURSE.fullmatch(word) else ""
        if not kind or not index:
            return None
        unit = self._unit_ending(lowered, left, index - 1)
        if unit is None or unit.kind != kind or (kind == "duration" and unit.suffix.text):
            return None
        if kind == "duration" and any(behind.text == "," for behind in left[index:]):
            return None
        return Rate(unit.start, left[index].end if kind == "duration" else unit.end, unit.code)

    def _unit_ending(self, lowered: str, left: Sequence[Word], index: int) -> Unit | None:
        """The longest unit whose last word this is: «текше метріне» before «метріне»."""
        for first in range(max(0, index - 2), index + 1):
            unit = self._units.after(lowered, left[first].start)
            if unit is not None and unit.end == left[index].end:
                return unit
        return None

    def _per_head(self, lowered: str, left: Sequence[Word], marker: Word) -> Rate | None:
        head = next((word for word in reversed(left) if word.end <= marker.start), None)
        if head is None:
            return None
        unit = self._units.after(lowered, head.start)
        return Rate(_with_one(lowered, head.start), marker.end, unit.code if unit else head.lemma.lower())


def _with_one(lowered: str, start: int) -> int:
    match = regex.search(r"(?<![\p{L}\d,.])(?:1|бір|әр|әрбір)\s$", lowered[max(0, start - 8) : start])
    return start if match is None else max(0, start - 8) + match.start()
