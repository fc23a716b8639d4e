"""Marks pair within their line; what is left over is reported and never swallows the rest."""

from __future__ import annotations

import pytest

from derek.extractors.quote_marks import MarkScanner
from derek.knowledge import Knowledge

CASES = [
    ("«а»", ["«а»"]),
    ("«а «б» в»", ["«а «б» в»", "«б»"]),
    ("“а” және „б“", ["“а”", "„б“"]),
    ('"а" және "б"', ['"а"', '"б"']),
    ("”а”", ["”а”"]),
    ("«а”", ["«а”"]),
    ("«а «б»", ["«б»"]),
    ("«а\nб»", []),
    ("а» б»", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_pairs(text: str, expected: list[str]) -> None:
    marks = MarkScanner(Knowledge()).scan(text)
    assert [text[pair.start : pair.end] for pair in marks.pairs] == expected


def test_what_is_left_open_and_what_closes_nothing_is_reported() -> None:
    marks = MarkScanner(Knowledge()).scan("«а\nб»")
    assert (marks.unclosed, marks.orphans) == ((0,), (4,))
