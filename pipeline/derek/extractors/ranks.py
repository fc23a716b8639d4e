"""Ranks: «94-орында», «екінші орын», «үштікке кірді» is none."""

from __future__ import annotations

from typing import NamedTuple

import regex

from derek.text.numeral_suffixes import read_suffix
from derek.text.numerals import NumberSpan

_PLACE = regex.compile(r"(?P<joint>[-‑]|[ \u00a0])(?:ор(?:ын|н))(?P<tail>\p{L}*+)")


class Rank(NamedTuple):
    """One rank as written. Offsets in code points, end-exclusive."""

    start: int
    end: int
    value: int
    case: str


def read_rank(lowered: str, number: NumberSpan) -> Rank | None:
    """The rank that a numeral opens, or None: «5 800 орындық» counts seats."""
    match = _PLACE.match(lowered, number.end)
    suffix = read_suffix(match["tail"]) if match is not None else None
    if match is None or suffix is None or suffix.attributive or number.value != int(number.value):
        return None
    if match["joint"] not in "-‑" and not number.suffix.ordinal and suffix.case != "LOC":
        return None
    return Rank(number.start, match.end(), int(number.value), suffix.case)
