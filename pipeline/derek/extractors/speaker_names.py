"""Which words can name a speaker: entities, nouns such as «министр» and «министрлік», capitalised names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from derek.extractors.quote_drafts import Scene
from derek.knowledge import Knowledge
from derek.schema import Entity
from derek.text.page import Word

CASES = frozenset({"GEN", "DAT", "ACC", "LOC", "ABL", "INS", "EQU"})
PEOPLE = frozenset({"PERSON", "LEADER"})
_RANKS = {"name": 0, "title": 1, "pronoun": 2, "organisation": 3}
_INITIAL = regex.compile(r"\p{Lu}\.?(?:-\p{Lu}\.?)?$")
_PRONOUNS = frozenset({"ол", "оның", "олар", "олардың"})


class Source(NamedTuple):
    """Words that name a speaker: where they stand, how they name him, and the entity, if there is one."""

    start: int
    end: int
    how: str
    entity: Entity | None
    nominative: str


class SpeakerNames:
    """Tells who may be speaking in a stretch of text."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError when the table of nouns is missing or broken."""
        rows = knowledge.table("lexicon/speaker_nouns.tsv", ("noun", "kind"))
        self._kinds = {row["noun"]: row["kind"] for row in rows}

    def kind(self, word: Word) -> str | None:
        """person or organisation, where the word is a noun for one."""
        return self._kinds.get(word.lemma.lower()) or self._kinds.get(word.text.lower())

    def candidates(self, scene: Scene, start: int, end: int, case: str | None = None) -> list[Source]:
        """All that may be a speaker in [start, end), in order of the text; `case` None is the nominative."""
        found = [s for entity in scene.entities_between(start, end) if (s := self._of_entity(scene, entity, end, case))]
        covered = [(s.start, s.end) for s in found]
        for source in self._of_nouns(scene, start, end, case):
            if not any(low < source.end and source.start < high for low, high in covered):
                found.append(source)
        return sorted(found, key=lambda s: s.start)

    def best(self, scene: Scene, start: int, end: int, case: str | None = None) -> Source | None:
        """Name before title before pronoun before organisation; of equals, the first."""
        found = self.candidates(scene, start, end, case)
        return min(found, key=lambda s: (_RANKS[s.how], s.start)) if found else None

    def is_speaker(self, scene: Scene, start: int, end: int) -> bool:
        """Whether the stretch is nothing but a speaker, with titles before the name: «Мәжіліс төрағасы Ерлан Қошанов»."""
        words = [word for word in scene.words(start, end) if word.text[:1].isalnum()]
        if not words or len(words) > 9:
            return False
        found = [s for s in self.candidates(scene, words[0].start, words[-1].end) if s.end >= words[-1].end]
        return any(s.how != "organisation" or len(words) <= 4 for s in found)

    def _of_entity(self, scene: Scene, entity: Entity, end: int, case: str | None) -> Source | None:
        how = _how(entity)
        words = scene.words(entity.start_char, entity.end_char)
        if how is None or not words or entity.end_char > end or not in_case(words[-1], case):
            return None
        if how == "organisation" and self._is_attribute(scene, words[-1]):
            return None
        plain = entity.canonical if entity.canonical else nominative(scene, words)
        return Source(entity.start_char, entity.end_char, how, entity, plain)

    def _is_attribute(self, scene: Scene, word: Word) -> bool:
        """«Үкімет отырысы»: a bare noun before a possessed one only describes it."""
        following = scene.page.words[word.token_id + 1 : word.token_id + 2] if _aligned(scene, word) else ()
        return bool(following) and following[0].text[:1].isalpha() and following[0].has("P3") and not word.has("GEN")

    def _of_nouns(self, scene: Scene, start: int, end: int, case: str | None) -> list[Source]:
        words = scene.words(start, end)
        found: list[Source] = []
        at = 0
        while at < len(words):
            source, at = self._noun_at(scene, words, at, case)
            if source is not None:
                found.append(source)
        return found

    def _noun_at(self, scene: Scene, words: Sequence[Word], at: int, case: str | None) -> tuple[Source | None, int]:
        word = words[at]
        if word.text.lower() in _PRONOUNS and in_case(word, case, word.text.lower() in ("оның", "олардың")):
            return Source(word.start, word.end, "pronoun", None, word.text), at + 1
        kind = self.kind(word)
        if kind is None:
            return None, at + 1
        last = at
        while last + 1 < len(words) and last - at < 4 and (self.kind(words[last + 1]) or is_name_word(words[last + 1])):
            last += 1
        if not in_case(words[last], case) or self._is_attribute(scene, words[last]):
            return None, last + 1
        return self._phrase(scene, words, at, last), last + 1

    def _phrase(self, scene: Scene, words: Sequence[Word], at: int, last: int) -> Source:
        """A noun with what follows it: a name after a title is the speaker, else the noun phrase is."""
        name = last
        while name > at and self.kind(words[name]) is None:
            name -= 1
        if name < last:
            chosen = words[name + 1 : last + 1]
            return Source(chosen[0].start, chosen[-1].end, "name", None, nominative(scene, chosen))
        first = at
        while first > 0 and words[first - 1].end + 1 == words[first].start and at - first < 8 and _describes(words[first - 1], words[first]):
            first -= 1
        how = "title" if self.kind(words[last]) == "person" else "organisation"
        chosen = words[first : last + 1]
        return Source(chosen[0].start, chosen[-1].end, how, None, nominative(scene, chosen))


def _aligned(scene: Scene, word: Word) -> bool:
    words = scene.page.words
    return word.token_id < len(words) and words[word.token_id].start == word.start


def _describes(before: Word, word: Word) -> bool:
    """Whether a word belongs to the noun phrase on its right: a genitive or a bare noun before a possessed one."""
    if not before.text[:1].isalpha() or before.functions and before.functions[-1] in CASES - {"GEN"}:
        return False
    return (before.has("GEN") or before.text[:1].isupper()) and (word.has("P3") or before.has("GEN"))


def _how(entity: Entity) -> str | None:
    if entity.mention in ("title", "pronoun"):
        return entity.mention
    if entity.label in PEOPLE:
        return "name"
    return "organisation" if entity.label == "ORGANISATION" else None


def in_case(word: Word, case: str | None, force: bool = False) -> bool:
    """Whether a word stands in the case; None is the nominative."""
    if case is not None:
        return force or word.has(case)
    return not force and not CASES.intersection(word.functions)


def is_name_word(word: Word) -> bool:
    """A capitalised word or an initial."""
    return word.text[:1].isupper() and (len(word.text) > 1 or bool(_INITIAL.match(word.text)))


def nominative(scene: Scene, words: Sequence[Word]) -> str:
    """The words without the case of the last one: «Сәкен Нұрпейісовтің» → «Сәкен Нұрпейісов»."""
    text = scene.text[words[0].start : words[-1].end]
    last = words[-1]
    for suffix, function in zip(reversed(last.suffixes), reversed(last.functions), strict=False):
        if function not in CASES or not text.lower().endswith(suffix.lower()):
            break
        text = text[: len(text) - len(suffix)].rstrip("-")
    return text
