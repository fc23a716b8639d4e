"""Figures in a row, and the word that deals them out: «4, 5 және 6», «тиісінше 3,2 және 4,1»."""

from __future__ import annotations

import regex

from derek.text.numerals import SPACES

LIST_JOINT = regex.compile(rf"(?:[,;][{SPACES}]|[{SPACES}](?:және|әрі|мен|бен|пен)[{SPACES}])")
"""What stands between two figures of a list."""
_DEALT = regex.compile(
    rf"""
    .*(?<!\p{{L}})(?:тиісінше|сәйкесінше)(?:[{SPACES}]\p{{L}}++){{0,4}}+
    (?:[{SPACES}\d.,;%]|(?:және|әрі|мен|бен|пен|мың|млн|млрд|трлн|миллион|миллиард|триллион)(?!\p{{L}}))*+
    """,
    regex.VERBOSE | regex.DOTALL,
)
_SIGHT = 80


def is_dealt_out(lowered: str, start: int) -> bool:
    """Whether «тиісінше» stands before the list in which the figure at `start` (of a lower-cased text) stands."""
    return _DEALT.fullmatch(lowered, max(0, start - _SIGHT), start) is not None
