"""Whom the narrative above names: the rungs for a cue that names nobody, and where a new item of news cuts them off."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import regex

from derek.extractors.quote_drafts import Scene, Source, Span
from derek.extractors.speaker_names import PEOPLE, SpeakerNames
from derek.schema import Entity

BACK = 900
"""How far back, in characters, the narrative may name the subject of a cue that has none."""
_SENTENCES = 8
"""And in how many sentences."""
_DATED = regex.compile(
    r"^[^\S\n]*(?:\d{4} жылдың \d{1,2} \p{Ll}+[ыі]|\d{1,2}\.\d{2}\.\d{4}"
    r"|\d{1,2} \p{L}{3,9} \d{4}, \d{1,2}:\d{2})(?=\s)",
    regex.MULTILINE,
)
"""«2015 жылдың 7 қазаны …», «07.10.2015 …», «08 Қазан 2015, 13:00 …»: a paragraph that opens an item of a feed."""
_JOINED = ("мен", "бен", "пен", "және", ",")


class Ladder:
    """The subjects of one scene's narrative, looked up from any place downwards to the top."""

    def __init__(self, names: SpeakerNames, scene: Scene, taken: Sequence[Span]) -> None:
        """`taken` are the hulls of direct quotations: nobody named inside one is a subject of the narrative."""
        self._names, self._scene = names, scene
        self._taken = sorted(taken)
        self._taken_starts = [span.start for span in self._taken]
        self._people_of: dict[int, list[Source]] = {}
        dated = [match.start() for match in _DATED.finditer(scene.text)]
        self._items = dated if len(dated) > 1 else []  # one date alone is a dateline

    def item_start(self, offset: int) -> int:
        """Where the item of news begins that the character stands in; 0 where the text is one item."""
        at = bisect.bisect_right(self._items, offset) - 1
        return self._items[at] if at >= 0 else 0

    def subjects_above(self, anchor: int) -> list[Source]:
        """The human subject of the nearest sentence above that has one; two that are joined leave it open."""
        scene, low = self._scene, max(0, anchor - BACK, self.item_start(anchor))
        index = bisect.bisect_left(scene.page.sentence_starts, anchor) - 1
        lowest = max(0, index - _SENTENCES)
        while index >= lowest and scene.page.sentences[index].end > low:
            sentence = scene.page.sentences[index]
            if not self._is_taken(sentence.start) and sentence.kind != "title":
                found = [source for source in self._people(index) if source.end <= anchor]
                if found:
                    return found[:2] if self._are_joined(found) else found[:1]
            index -= 1
        return []

    def principal(self) -> Entity | None:
        """The one person whom the title line names."""
        title = self._scene.page.title_end
        before = self._scene.entities_before(title) if title else ()
        people = {e.canonical: e for e in before if e.label in PEOPLE and e.canonical}
        return next(iter(people.values())) if len(people) == 1 else None

    def _people(self, index: int) -> list[Source]:
        """The first few who may be speaking in a sentence, organisations apart."""
        if index not in self._people_of:
            sentence = self._scene.page.sentences[index]
            found = self._names.candidates(self._scene, sentence.start, min(sentence.end, sentence.start + BACK))
            self._people_of[index] = [source for source in found if self._may_be_subject(source)][:8]
        return self._people_of[index]

    def _may_be_subject(self, source: Source) -> bool:
        """A person of the narrative; a pronoun only where an entity says whose it is."""
        known = source.how != "pronoun" or (source.entity is not None and source.entity.canonical is not None)
        return known and source.how != "organisation" and not self._is_taken(source.start)

    def _are_joined(self, found: Sequence[Source]) -> bool:
        """«Тоқаев пен Әлиев»: the evidence is even."""
        return len(found) > 1 and self._scene.text[found[0].end : found[1].start].strip().lower() in _JOINED

    def _is_taken(self, offset: int) -> bool:
        at = bisect.bisect_right(self._taken_starts, offset) - 1
        return at >= 0 and offset < self._taken[at].end
