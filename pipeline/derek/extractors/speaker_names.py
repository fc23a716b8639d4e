"""Which words can name a speaker: entities, nouns such as «министр» and «министрлік», capitalised names."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from derek.extractors.quote_drafts import Scene, Source
from derek.extractors.reporting_words import ReportingWords
from derek.knowledge import Knowledge
from derek.schema import Entity
from derek.text.page import Word

CASES = frozenset({"GEN", "DAT", "ACC", "LOC", "ABL", "INS", "EQU"})
PEOPLE = frozenset({"PERSON", "LEADER"})
BODIES = frozenset({"ORGANISATION", "FACILITY"})
_NOT_NOMINAL = frozenset({"VERB", "AUX", "ADV", "PRON", "DET", "CCONJ"})
_RANKS = {"name": 0, "title": 1, "pronoun": 2, "organisation": 3}
_INITIAL = regex.compile(r"\p{Lu}\.?(?:-\p{Lu}\.?)?$")
_LONGEST = 8
"""Words that may describe the noun that names a speaker."""
_CLOSERS = frozenset('»”“"')
_NAME = regex.compile(
    r"\p{Lu}\.[ \u00a0]?(?:-?\p{Lu}\.[ \u00a0]?)?\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?"
    r"|\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?(?: \p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?){1,2}"
)
_GENITIVES = ("ның", "нің", "дың", "дің", "тың", "тің")
"""For names that the suffix analysis leaves whole."""


class SpeakerNames:
    """Tells who may be speaking in a stretch of text."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError when the table of nouns is missing or broken."""
        rows = knowledge.table("lexicon/speaker_nouns.tsv", ("noun", "kind"))
        self._kinds = {row["noun"]: row["kind"] for row in rows}
        words = ReportingWords(knowledge)
        self._no_nouns, self._postpositions, self._bodies = (
            words.of("no_noun"),
            words.of("postposition"),
            words.of("any_body"),
        )
        self._epithets = words.of("epithet")
        self._genitives = words.of("genitive_pronoun")
        self._pronouns = self._genitives | words.of("pronoun")

    def kind(self, word: Word) -> str | None:
        """person, organisation or public, where the word is a noun for one; a noun in -шы is a person."""
        known = self._kinds.get(word.lemma.lower()) or self._kinds.get(word.text.lower())
        return known or ("person" if word.has("AGT") else None)

    def heads(self, phrase: str, source: Source) -> bool:
        """Whether a title's or a body's last word is the source's noun: «Сыртқы істер министрі» and «министр»."""
        words = phrase.lower().split()
        if not words or not source.head:
            return False
        if source.kind == "organisation" and source.head in self._bodies:
            return True
        last = words[-1].strip('»”"()')
        root = source.head[:-1] if source.head[-1] in "кқп" else source.head
        return last.startswith(root) and len(last) <= len(source.head) + 3

    def plain(self, scene: Scene, entity: Entity) -> str:
        """An entity's canonical name, or its words in the nominative."""
        words = scene.words(entity.start_char, entity.end_char)
        return entity.canonical or (nominative(scene, words) if words else entity.text)

    def is_epithet(self, source: Source) -> bool:
        """Whether a title fits whoever is speaking: «Сарапшы», «маман», with nothing before it."""
        return source.head in self._epithets and len(source.nominative.split()) == 1 and not source.plural

    def candidates(
        self, scene: Scene, start: int, end: int, case: str | None = None, public: bool = False
    ) -> list[Source]:
        """All that may be a speaker in [start, end), in order of the text; `case` None is the nominative.

        With `public`, also those who speak as nobody in particular («Словен тарапы», «тұрғындар»).
        """
        found = [s for entity in scene.entities_between(start, end) if (s := self._of_entity(scene, entity, end, case))]
        covered = [(s.start, s.end) for s in found]
        for source in self._of_nouns(scene, start, end, case):
            if source.kind == "public" and not public:
                continue
            if not any(low < source.end and source.start < high for low, high in covered):
                found.append(source)
        return sorted(found, key=lambda s: s.start)

    def best(self, scene: Scene, start: int, end: int, case: str | None = None) -> Source | None:
        """Name before title before pronoun before organisation; of equals, the first."""
        found = self.candidates(scene, start, end, case)
        return min(found, key=lambda s: (_RANKS[s.how], s.start)) if found else None

    def bare_name(self, scene: Scene, start: int, end: int) -> Source | None:
        """A name in the nominative that no entity covers: «С. Жақыпова», «Нығман Құдайбергенұлы»."""
        for match in _NAME.finditer(scene.text, start, end):
            words = scene.words(match.start(), match.end())
            if len(words) > 1 and self.kind(words[0]):
                words = words[1:]
            if words and in_case(words[-1], None):
                start, end = words[0].start, words[-1].end
                return Source(start, end, "name", None, scene.text[start:end])
        return None

    def is_speaker(self, scene: Scene, start: int, end: int) -> bool:
        """Whether the stretch is nothing but a speaker, titles included: «Мәжіліс төрағасы Ерлан Қошанов»."""
        words = [word for word in scene.words(start, end) if word.text[:1].isalnum()]
        if not words or len(words) > 9:
            return False
        found = [s for s in self.candidates(scene, words[0].start, words[-1].end) if s.end >= words[-1].end]
        found = [s for s in found if s.entity is not None or s.how == "name" or s.head in self._kinds or not s.head]
        if any(s.how != "organisation" or len(words) <= 4 for s in found):
            return True
        named = all(is_name_word(word) and word.pos == "PROPN" for word in words) and len(words) <= 3
        return named and in_case(words[-1], None) and not scene.entities_between(start, end)

    def _of_entity(self, scene: Scene, entity: Entity, end: int, case: str | None) -> Source | None:
        how = _how(entity)
        words = scene.words(entity.start_char, entity.end_char)
        if how is None or not words or entity.end_char > end or not in_case(words[-1], case):
            return None
        if how == "organisation" and self._is_attribute(scene, words[-1], body=True):
            return None
        plain = entity.canonical if entity.canonical else nominative(scene, words)
        return Source(entity.start_char, entity.end_char, how, entity, plain)

    def _is_attribute(self, scene: Scene, word: Word, body: bool = False) -> bool:
        """«Үкімет отырысы», «қоры басқарма төрағасы»: a bare noun before a possessed one only describes it.

        A common noun for a body right before a verb is its object («комиссия құруды»).
        """
        following = scene.page.words[word.token_id + 1 : word.token_id + 5] if _aligned(scene, word) else ()
        following = tuple(w for w in following if w.text not in _CLOSERS)
        if not following or word.has("GEN"):
            return False
        text = following[0].text.lower()
        if text in self._postpositions or (text[:1].isalpha() and following[0].has("P3")):
            return True
        if body and not word.functions and word.text[:1].islower() and following[0].has("VN"):
            return True
        return body and self._leads_to_person(following)

    def _leads_to_person(self, following: Sequence[Word]) -> bool:
        """Whether bare nouns lead on to «төрағасы», «өкілі»: the person is meant, not the body."""
        for word in following[:2]:
            if word.has("P3") and in_case(word, None):
                return self.kind(word) == "person"
            if word.functions or word.pos not in ("NOUN", "PROPN", "ADJ"):
                return False
        return False

    def anyone(self, scene: Scene, start: int, end: int) -> Source | None:
        """The noun phrase in the nominative that ends a tail («– дейді ата-аналар.»), whoever that is."""
        words = [word for word in scene.words(start, end) if word.text[:1].isalpha()]
        if (
            not words
            or words[-1].pos == "VERB"
            or words[-1].text.lower() in self._no_nouns
            or not in_case(words[-1], None)
        ):
            return None
        inside = scene.words(start, words[-1].end)
        return self._phrase(scene, inside, len(inside) - 1, len(inside) - 1)

    def common(self, scene: Scene, words: Sequence[Word], last: int) -> Source | None:
        """Any noun phrase that ends with the word, a source that nothing else knows: «Музейдің», «Ерлан Оспанның»."""
        word = words[last]
        if not word.text[:1].isalpha() or not (word.has("GEN") or word.text[:1].isupper()):
            return None
        first = self._phrase_start(scene, words, last, last)
        while first < last and word.text[:1].isupper() and not words[first].text[:1].isupper():
            first += 1
        named = first < last and all(w.text[:1].isupper() and not w.has("GEN") for w in words[first:last])
        kind = self.kind(word) or ""
        how = "name" if named else "title" if kind == "person" else "organisation"
        plain = nominative(scene, words[first : last + 1])
        return Source(words[first].start, word.end, how, None, plain, word.lemma.lower(), word.has("PL"), kind)

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
        if word.text.lower() in self._pronouns and in_case(word, case, word.text.lower() in self._genitives):
            return Source(word.start, word.end, "pronoun", None, word.text), at + 1
        kind = self.kind(word)
        following = words[at + 1].text.lower() if at + 1 < len(words) else ""
        if kind is None or (following in ("және", "мен", "бен", "пен") and not word.has("P3")):
            return None, at + 1
        last = at
        while last + 1 < len(words) and last - at < 4 and self._goes_on(words[last], words[last + 1]):
            last += 1
        if last > at and self.kind(words[last]) is None and self.kind(words[last - 1]) and "." not in words[last].text:
            last -= 1  # one capital word alone is as likely a place as a name
        if not in_case(words[last], case) or self._is_attribute(scene, words[last], kind == "organisation"):
            return None, last + 1
        return self._phrase(scene, words, at, last), last + 1

    def _goes_on(self, word: Word, following: Word) -> bool:
        """Whether a noun phrase runs on: «министрлік өкілі», «министр Ерболат Досаев»."""
        if not in_case(word, None) and not word.has("GEN"):
            return False
        if self.kind(following):
            return following.has("P3")
        return is_name_word(following) and in_case(word, None)

    def _phrase_start(self, scene: Scene, words: Sequence[Word], at: int, last: int) -> int:
        """Index of the first word that describes the noun at `at`; `last` is the phrase's last word."""
        first, possessed = at, words[last].has("P3")
        while first > 0 and at - first < _LONGEST and self._describes(scene, words[first - 1], words[first], possessed):
            first -= 1
        return first

    def _phrase(self, scene: Scene, words: Sequence[Word], at: int, last: int) -> Source | None:
        """A noun with what follows it: a name after a title is the speaker, else the noun phrase is."""
        name = last
        while name > at and self.kind(words[name]) is None:
            name -= 1
        if last - name >= 2 or (last - name == 1 and "." in words[last].text):
            chosen = words[name + 1 : last + 1]
            return Source(chosen[0].start, chosen[-1].end, "name", None, nominative(scene, chosen))
        first = self._phrase_start(scene, words, at, last)
        head = words[name]
        kind = self.kind(head) or ""
        how = "organisation" if kind == "organisation" else "title"
        plain = nominative(scene, words[first : name + 1])
        return Source(words[first].start, head.end, how, None, plain, head.lemma.lower(), head.has("PL"), kind)

    def _describes(self, scene: Scene, before: Word, word: Word, possessed: bool) -> bool:
        """Whether a word belongs to the noun phrase on its right: a genitive or a bare noun before a possessed one."""
        if scene.text[before.end : word.start].strip(" \u00a0"):
            return False
        if not before.text[:1].isalpha() or before.pos in _NOT_NOMINAL or before.text.lower() in self._no_nouns:
            return False
        if before.text.lower() in self._postpositions:
            return False
        if before.has("GEN"):
            return True
        return in_case(before, None) and (word.has("P3") or possessed or before.pos == "ADJ")


def _aligned(scene: Scene, word: Word) -> bool:
    words = scene.page.words
    return word.token_id < len(words) and words[word.token_id].start == word.start


def _how(entity: Entity) -> str | None:
    if entity.mention in ("title", "pronoun"):
        return entity.mention
    if entity.label in PEOPLE:
        return "name"
    return "organisation" if entity.label == "ORGANISATION" else None


def in_case(word: Word, case: str | None, force: bool = False) -> bool:
    """Whether a word stands in the case; None is the nominative."""
    if case == "GEN":
        return force or word.has("GEN") or (not word.functions and word.text.endswith(_GENITIVES))
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
    if not last.functions and last.text.endswith(_GENITIVES) and len(last.text) > 6:
        return text[:-3]
    for suffix, function in zip(reversed(last.suffixes), reversed(last.functions), strict=False):
        if function not in CASES or not text.lower().endswith(suffix.lower()):
            break
        text = text[: len(text) - len(suffix)].rstrip("-")
    return text
