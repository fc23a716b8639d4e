"""What the quotation rules pass to one another: the page with its indexes, and a quotation before it becomes a row."""

from __future__ import annotations

import bisect
import dataclasses
import functools
from collections.abc import Sequence
from typing import NamedTuple

from derek.extractors.quote_marks import MarkPair, Marks
from derek.extractors.source_markers import Marker
from derek.extractors.speech_cues import Cue
from derek.schema import Entity
from derek.text.page import Page, Word

DASHES = "-–—―−"


class Span(NamedTuple):
    """A stretch of the text."""

    start: int
    end: int


class Source(NamedTuple):
    """Words that name a speaker: where they stand, how they name him, and the entity, if there is one."""

    start: int
    end: int
    how: str
    """name, title, pronoun or organisation."""
    entity: Entity | None
    nominative: str
    head: str = ""
    """Lemma of a common noun's head, lower case: «министр»."""
    plural: bool = False
    kind: str = ""
    """person, organisation or public, of a common noun."""


@dataclasses.dataclass(slots=True)
class Draft:
    """A quotation as a rule found it. `source` is where its speaker may be named, in order of preference."""

    parts: list[Span]
    kind: str
    layout: str
    rule: str
    score: float
    cue: Cue | None = None
    marker: Span | None = None
    marker_lemma: str | None = None
    sources: list[Span] = dataclasses.field(default_factory=list)
    source: Source | None = None
    """The speaker, where the rule itself settled who it is."""
    speaker: Span | None = None
    """The speaker's own words, where the rule itself found them."""
    addressee: str | None = None
    flags: list[str] = dataclasses.field(default_factory=list)
    anonymous: bool = False
    """A turn that nobody is named for (an interviewer's question): no ladder is climbed."""

    @property
    def start(self) -> int:
        """First character of the hull."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """One past the last character of the hull."""
        return self.parts[-1].end


@dataclasses.dataclass(frozen=True)
class Scene:
    """One page with everything that the rules look up on it."""

    page: Page
    entities: Sequence[Entity]
    cues: Sequence[Cue]
    marks: Marks
    markers: Sequence[Marker] = ()

    @functools.cached_property
    def text(self) -> str:
        """The page's text."""
        return self.page.text

    @functools.cached_property
    def lines(self) -> tuple[Span, ...]:
        """The paragraphs."""
        return tuple(Span(*line) for line in self.page.paragraphs)

    @functools.cached_property
    def line_starts(self) -> list[int]:
        """Starts of the paragraphs, for bisection."""
        return [line.start for line in self.lines]

    @functools.cached_property
    def cue_starts(self) -> list[int]:
        """Starts of the cues, for bisection."""
        return [cue.start for cue in self.cues]

    @functools.cached_property
    def entity_starts(self) -> list[int]:
        """Starts of the entities, for bisection."""
        return [entity.start_char for entity in self.entities]

    @functools.cached_property
    def pair_by_end(self) -> dict[int, MarkPair]:
        """Pairs of marks by the offset after their closing mark."""
        return {pair.end: pair for pair in self.marks.pairs}

    @functools.cached_property
    def pair_by_start(self) -> dict[int, MarkPair]:
        """Pairs of marks by the offset of their opening mark."""
        return {pair.start: pair for pair in self.marks.pairs}

    @functools.cached_property
    def unclosed_by_line(self) -> dict[int, int]:
        """Line index → offset of the first opening mark left open in it."""
        return {self.line_at(at): at for at in reversed(self.marks.unclosed)}

    @functools.cached_property
    def orphan_ends(self) -> frozenset[int]:
        """Offsets after closing marks that close nothing in their line."""
        return frozenset(at + 1 for at in self.marks.orphans)

    @functools.cached_property
    def marker_starts(self) -> list[int]:
        """Starts of the markers, for bisection."""
        return [self.page.words[marker.first].start for marker in self.markers]

    def has_marker(self, start: int, end: int) -> bool:
        """Whether a source marker stands in [start, end)."""
        return bisect.bisect_left(self.marker_starts, start) < bisect.bisect_left(self.marker_starts, end)

    def line_at(self, offset: int) -> int:
        """Index of the paragraph that the character stands in."""
        return max(0, bisect.bisect_right(self.line_starts, offset) - 1)

    def cues_between(self, start: int, end: int) -> Sequence[Cue]:
        """Cues that begin in [start, end)."""
        return self.cues[bisect.bisect_left(self.cue_starts, start) : bisect.bisect_left(self.cue_starts, end)]

    def entities_between(self, start: int, end: int) -> Sequence[Entity]:
        """Entities that begin in [start, end)."""
        low, high = bisect.bisect_left(self.entity_starts, start), bisect.bisect_left(self.entity_starts, end)
        return self.entities[low:high]

    def entities_before(self, offset: int, most: int = 400) -> Sequence[Entity]:
        """The entities that begin before the offset, nearest first, `most` of them."""
        high = bisect.bisect_left(self.entity_starts, offset)
        return self.entities[max(0, high - most) : high][::-1]

    def words(self, start: int, end: int) -> Sequence[Word]:
        """Words that begin in [start, end)."""
        return self.page.words_between(start, end)

    def trimmed(self, start: int, end: int, strip: str = " \t\u00a0\r\n,") -> Span:
        """The stretch without the given characters at either end."""
        text = self.text
        while end > start and text[end - 1] in strip:
            end -= 1
        while start < end and text[start] in strip:
            start += 1
        return Span(start, end)
