"""The base of a comparison: «былтырғы сәйкес кезеңнен», «өткен жылмен салыстырғанда», «2022 жылға қарағанда»."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import NamedTuple

import regex

from derek.extractors.periods import Period
from derek.extractors.span_index import SpanIndex
from derek.extractors.word_classes import case_of
from derek.text.page import Word

_WITH = frozenset({"салыстырғанда", "салыстырсақ", "қарағанда", "салыстырғандағы"})
_MARKERS = _WITH | {word.upper() for word in _WITH}
_SINCE = frozenset({"бері", "бастап", "кейін", "соң", "бергі"})
_SAYING = regex.compile(r"(?:сөз|айтқан|пікір|мәлімет|дере[кг]|ақпарат|болжам|хабар)\p{L}*")
"""«оның сөзіне қарағанда» names a source, not a base."""
_BASE_CASES = frozenset({"ABL", "INS", "DAT"})
_MAX_TAIL = 3
_MAX_BACK = 8


class Comparison(NamedTuple):
    """The base of a comparison as written. Offsets in code points, end-exclusive."""

    start: int
    end: int
    hull_end: int
    """One past «салыстырғанда», where it stands there."""


def find_comparisons(words: Sequence[Word], periods: Sequence[Period]) -> list[Comparison]:
    """The bases of comparison of one sentence, given its words and its expressions of time."""
    begun = SpanIndex(periods)
    found = SpanIndex([base for base in (_of_period(period, words) for period in periods) if base is not None])
    marked = (_of_marker(index, words, begun) for index, word in enumerate(words) if word.text in _MARKERS)
    return [*found.spans, *(m for m in marked if m is not None and not _overlaps(found, m))]


def _overlaps(found: SpanIndex[Comparison], base: Comparison) -> bool:
    return any(other.start < base.end and base.start < other.end for other in found.around(base.start, base.end))


def _of_period(period: Period, words: Sequence[Word]) -> Comparison | None:
    """«өткен жылғыдан», «1990 жылғы деңгейден»: an ablative at the end of the expression or up to three words on."""
    first = bisect.bisect_left(words, period.end, key=_start)
    behind = words[first : first + _MAX_TAIL + 2]
    if period.limit:
        return None
    if period.kind == "base":
        return _of_same_period(period, behind)
    if period.case in _BASE_CASES:
        return _closed(period, period.end, period.case, behind)
    if not period.relative and period.case != "GEN":
        return None
    for index, word in enumerate(behind[:_MAX_TAIL]):
        case = case_of(word)
        if case in _BASE_CASES:
            rest = behind[index + 1 :]
            return None if rest and rest[0].text.lower() in _SINCE else _closed(period, word.end, case, rest)
        if case and case != "GEN":
            return None
    return None


def _of_same_period(period: Period, behind: Sequence[Word]) -> Comparison:
    """«былтырғы сәйкес кезең» is always a base, whatever noun in whatever case follows («деңгейіне»)."""
    last = next((i for i, word in enumerate(behind[:_MAX_TAIL]) if case_of(word) in _BASE_CASES), None)
    if period.case in _BASE_CASES or last is None:
        marker = behind[0] if behind and behind[0].text.lower() in _WITH else None
        return Comparison(period.start, period.end, marker.end if marker else period.end)
    return Comparison(period.start, behind[last].end, behind[last].end)


def _start(word: Word) -> int:
    return word.start


def _closed(period: Period, end: int, case: str, behind: Sequence[Word]) -> Comparison | None:
    marker = behind[0] if behind and behind[0].text.lower() in _WITH else None
    if marker is not None:
        return Comparison(period.start, end, marker.end)
    return Comparison(period.start, end, end) if case == "ABL" else None


def _of_marker(index: int, words: Sequence[Word], periods: SpanIndex[Period]) -> Comparison | None:
    """Without a period: the noun phrase before «салыстырғанда»."""
    if index == 0:
        return None
    marker, last = words[index], words[index - 1]
    if _SAYING.fullmatch(last.text.lower()) is not None:
        return None
    first = index - 1
    while (
        first > max(0, index - _MAX_BACK)
        and case_of(words[first - 1]) in {"", "GEN"}
        and words[first - 1].text[:1].isalnum()
    ):
        first -= 1
    while first < index - 1 and words[first].text.lower() in {"және", "ал", "бұл", "олар", "ол"}:
        first += 1
    near = periods.starting(words[max(0, index - _MAX_BACK)].start, last.end)
    begun = [period.start for period in near if period.end >= words[first].start - 1]
    return Comparison(min([words[first].start, *begun]), last.end, marker.end)
