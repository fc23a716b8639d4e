"""Spans in order of their start, looked up by bisection, so that no claim looks at every span of its document."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar


class HasSpan(Protocol):
    """Anything that begins and ends somewhere in the text."""

    @property
    def start(self) -> int:
        """The first character."""

    @property
    def end(self) -> int:
        """One past the last character."""


S = TypeVar("S", bound=HasSpan)


class SpanIndex(Generic[S]):
    """Spans that do not overlap (or hardly), sorted by start."""

    def __init__(self, spans: Sequence[S]) -> None:
        self.spans = sorted(spans, key=lambda span: (span.start, span.end))
        self._starts = [span.start for span in self.spans]

    def starting(self, low: int, high: int) -> Sequence[S]:
        """The spans that begin in [low, high)."""
        return self.spans[bisect.bisect_left(self._starts, low) : bisect.bisect_left(self._starts, high)]

    def around(self, low: int, high: int) -> Sequence[S]:
        """The spans that begin in [low, high), and the one before, which may reach into it."""
        first = max(0, bisect.bisect_left(self._starts, low) - 1)
        return self.spans[first : bisect.bisect_left(self._starts, high)]

    def before(self, position: int) -> S | None:
        """The last span that ends at or before a position."""
        at = bisect.bisect_left(self._starts, position) - 1
        while at >= 0 and self.spans[at].end > position:
            at -= 1
        return self.spans[at] if at >= 0 else None

    def after(self, position: int) -> S | None:
        """The first span that begins at or behind a position."""
        at = bisect.bisect_left(self._starts, position)
        return self.spans[at] if at < len(self.spans) else None

    def covers(self, position: int) -> bool:
        """Whether a span holds the character."""
        at = bisect.bisect_right(self._starts, position) - 1
        return at >= 0 and self.spans[at].end > position
