"""A document as the extractors see it: its text cut into sentences and analysed tokens."""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
import functools
from collections import defaultdict
from typing import NamedTuple

_SPACES = " \u00a0"


class Word(NamedTuple):
    """One token of a page. Offsets in code points of the page's text, end-exclusive."""

    token_id: int
    sent_id: int
    start: int
    end: int
    text: str
    lemma: str
    suffixes: tuple[str, ...]
    """Suffix strings as written, innermost first: «Тоқаевтың» → («тың»,)."""
    functions: tuple[str, ...]
    """What each suffix does, aligned with `suffixes`: GEN, DAT, ACC, LOC, ABL, INS, PL, P3 …"""
    pos: str
    """Universal part of speech."""
    morph: str
    """Universal features, «Case=Gen|Number=Plur», or an empty string."""

    def has(self, function: str) -> bool:
        """Whether one of the suffixes has this function."""
        return function in self.functions


class Stretch(NamedTuple):
    """One sentence (or heading, dateline, list item, table row …) of a page."""

    sent_id: int
    start: int
    end: int
    kind: str
    language: str = "kk"
    """BCP 47."""


@dataclasses.dataclass(frozen=True)
class Page:
    """One document: text, sentences and words in order, and what is known about it.

    `title_end` is the offset where the title line ends (0 where there is none); the body begins after it.
    """

    text: str
    sentences: tuple[Stretch, ...]
    words: tuple[Word, ...]
    published: dt.date | None = None
    issuer_country: str | None = "KZ"
    title_end: int = 0
    doc_id: str = ""

    @functools.cached_property
    def word_starts(self) -> list[int]:
        """Start offsets of all words, for bisection."""
        return [word.start for word in self.words]

    @functools.cached_property
    def forms(self) -> dict[str, list[int]]:
        """Each word form of the page → the indices of its words."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self.words):
            found[word.text].append(index)
        return dict(found)

    @functools.cached_property
    def capitals(self) -> frozenset[str]:
        """The word forms that begin with a capital."""
        return frozenset(form for form in self.forms if form[:1].isupper())

    @functools.cached_property
    def sentence_starts(self) -> list[int]:
        """Start offsets of all sentences, for bisection."""
        return [sentence.start for sentence in self.sentences]

    @functools.cached_property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """(start, end) of each line of the text that is not blank; a release's paragraph is a line."""
        spans, position = [], 0
        for line in self.text.split("\n"):
            if line.strip():
                spans.append((position, position + len(line)))
            position += len(line) + 1
        return tuple(spans)

    @functools.cached_property
    def section_starts(self) -> list[int]:
        """Where headings and datelines begin: a digest's items each start with one."""
        return [sentence.start for sentence in self.sentences if sentence.kind in {"heading", "dateline"}]

    def section_at(self, offset: int) -> int:
        """Where the last heading or dateline before the character begins; 0 where there is none."""
        at = bisect.bisect_right(self.section_starts, offset)
        return self.section_starts[at - 1] if at else 0

    def before(self, offset: int) -> int:
        """The offset without the spaces that end right before it: where the thing before stops."""
        while offset and self.text[offset - 1] in _SPACES:
            offset -= 1
        return offset

    def after(self, offset: int) -> int:
        """The offset past the spaces that begin there: where the thing after starts."""
        while offset < len(self.text) and self.text[offset] in _SPACES:
            offset += 1
        return offset

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin in [start, end)."""
        return self.words[bisect.bisect_left(self.word_starts, start) : bisect.bisect_left(self.word_starts, end)]

    def word_index(self, offset: int) -> int:
        """The index of the word in which the character stands (the one before it, where it stands between two)."""
        return max(0, bisect.bisect_right(self.word_starts, offset) - 1)

    def sentence_at(self, offset: int) -> Stretch:
        """The sentence in which the character stands (the one before it, where it stands between two)."""
        return self.sentences[max(0, bisect.bisect_right(self.sentence_starts, offset) - 1)]

    def sentence_words(self, sentence: Stretch) -> tuple[Word, ...]:
        """The words of one sentence."""
        return self.words_between(sentence.start, sentence.end)
