"""Spans that may overlap, looked up by what they touch: no mention is held against every other of its document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from derek.extractors.span_index import HasSpan

_BLOCK = 128
"""Characters to a block; most mentions lie in one or two, and a block holds a handful of them."""

S = TypeVar("S", bound=HasSpan)


class Overlaps(Generic[S]):
    """A growing set of spans by the blocks of text that they touch."""

    def __init__(self, spans: Iterable[S] = ()) -> None:
        self._blocks: dict[int, list[tuple[int, S]]] = defaultdict(list)
        self._count = 0
        for span in spans:
            self.add(span)

    def add(self, span: S) -> None:
        """Takes in one more span."""
        for block in range(span.start // _BLOCK, max(span.start, span.end - 1) // _BLOCK + 1):
            self._blocks[block].append((self._count, span))
        self._count += 1

    def touching(self, start: int, end: int) -> list[S]:
        """The spans that share a character with [start, end), in the order in which they were added."""
        found = {
            number: span
            for block in range(start // _BLOCK, max(start, end - 1) // _BLOCK + 1)
            for number, span in self._blocks.get(block, ())
            if span.start < end and start < span.end
        }
        return [found[number] for number in sorted(found)]

    def meets(self, start: int, end: int) -> bool:
        """Whether any span shares a character with [start, end)."""
        return any(
            span.start < end and start < span.end
            for block in range(start // _BLOCK, max(start, end - 1) // _BLOCK + 1)
            for _, span in self._blocks.get(block, ())
        )
