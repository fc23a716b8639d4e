"""Overlaps against the plain reading: every span held against every other."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from derek.extractors.overlaps import Overlaps


class Span(NamedTuple):
    start: int
    end: int


_SPANS = st.lists(st.tuples(st.integers(0, 900), st.integers(1, 400)).map(lambda pair: Span(pair[0], sum(pair))))


@given(_SPANS, st.integers(0, 900), st.integers(1, 300))
def test_what_touches_is_what_shares_a_character(spans: list[Span], start: int, length: int) -> None:
    index = Overlaps(spans)
    plain = [span for span in spans if span.start < start + length and start < span.end]
    assert index.touching(start, start + length) == plain
    assert index.meets(start, start + length) == bool(plain)


def test_spans_added_later_are_found() -> None:
    index: Overlaps[Span] = Overlaps()
    assert not index.meets(0, 10)
    index.add(Span(5, 300))
    assert index.touching(290, 310) == [Span(5, 300)]
