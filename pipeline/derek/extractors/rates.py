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

    def before(self, lowered: str, left: Sequence[Word]) -> Rate | None:
        """The nearest rate among the words before an amount, at most nine words away."""
        for index in range(len(left) - 1, max(-1, len(left) - 1 - _REACH), -1):
            word = left[index]
            if word.text in {".", ";"}:
                return None
            if _PER_HEAD.fullmatch(word.text.lower()):
                return self._per_head(lowered, left, word)
            unit = self._unit_ending(lowered, left, index) if self._is_owned(word.text.lower()) else None
            if unit is None or unit.kind not in {"quantity", "duration"} or not unit.suffix.possessed:
                continue
            if unit.suffix.case in {"DAT", "ABL", ""} and not (unit.kind == "duration" and unit.suffix.case != "DAT"):
                return Rate(_with_one(lowered, unit.start), unit.end, unit.code, unit.suffix.case == "DAT")
        return None

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
