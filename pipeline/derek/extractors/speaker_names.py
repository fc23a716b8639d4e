"""Which words can name a speaker: entities, nouns such as «министр» and «министрлік», capitalised names."""

from __future__ import annotations

import itertools
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
        self._epithets, self._offices, self._chiefs = words.of("epithet"), words.of("office"), words.of("chief")
        self._writings, self._compounds = words.of("writing"), tuple(words.of("compound"))
        self._connectives, self._honorifics = words.of("connective"), words.of("honorific")
        self._utterances = words.of("utterance")
        self._state_bodies = words.of("state_body")
        self._hosts = words.of("host")
        self._genitives = words.of("genitive_pronoun")
        self._pronouns = self._genitives | words.of("pronoun")

    def kind(self, word: Word) -> str | None:
        """person, organisation or public, where the word is a noun for one; a noun in -шы is a person."""
        lemma = noun(word)
        known = self._kinds.get(lemma) or self._kinds.get(word.text.lower())
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

    def is_office(self, source: Source) -> bool:
        """Whether a title is an office («министр», «басқарма басшысы»), not a trade or a role («тұрғын»)."""
        return source.head in self._offices and not source.plural

    def is_chief(self, source: Source) -> bool:
        """«ведомство басшысы», «бөлім жетекшісі»: whoever is at the head, whatever his office is called."""
        return source.head in self._chiefs

    def is_host(self, source: Source) -> bool:
        """«модератор», «жүргізуші»: whoever leads the talk."""
        return bool({source.head, source.nominative.lower()} & self._hosts) and not source.plural

    def is_state_body(self, word: Word) -> bool:
        """«министрліктің», «комитеттің»: a body of the state whose kind stands for its name."""
        return noun(word) in self._state_bodies and not word.has("P3")

    def title_before(self, scene: Scene, entity: Entity) -> str:
        """The noun for a person right before a name («тұрғын Бақыт Сарина»), else an empty string."""
        words = scene.words(max(0, entity.start_char - 40), entity.start_char)
        return words[-1].lemma if words and self.kind(words[-1]) == "person" else ""

    def writer(self, scene: Scene, start: int, end: int) -> Source | None:
        """Whose paper it is: «министрліктің хабарламасында», «Ақорда сайтында», «ведомство мәлімдемесінде»."""
        words = scene.words(start, end)
        for index, word in enumerate(words):
            if word.lemma.lower() in self._writings and word.has("LOC") and word.has("P3"):
                owner = self.best(scene, start, word.start, "GEN") or self.common(scene, words[:index], index - 1)
                owner = owner or self._body_before(scene, words[:index])
                return owner if owner is not None and len(scene.words(owner.end, word.start)) <= 3 else None
        return None

    def _body_before(self, scene: Scene, words: Sequence[Word]) -> Source | None:
        """«ведомство мәлімдемесінде»: a bare noun for a body of the state right before its paper."""
        if not words or words[-1].functions or self.kind(words[-1]) != "organisation":
            return None
        body = words[-1]
        plain = nominative(scene, words[-1:])
        return Source(body.start, body.end, "organisation", None, plain, noun(body), False, "organisation")

    def utterer(self, scene: Scene, start: int, end: int) -> Source | None:
        """«деген ұстаздың сөзіне»: the one in the genitive right before what he uttered."""
        for source in self.candidates(scene, start, end, "GEN")[:2]:
            following = scene.words(source.end, source.end + 20)[:1]
            uttered = bool(following) and following[0].has("P3") and following[0].lemma.lower() in self._utterances
            if source.how in ("name", "title") and uttered:
                return source
        return None

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

    def actor(self, scene: Scene, start: int, end: int) -> Source | None:
        """The person with whom a sentence opens; one capital word alone may be a surname or a first name."""
        found = next((s for s in self.candidates(scene, start, end) if s.start == start), None)
        if found is not None:
            return found if found.how in ("name", "title", "pronoun") and not found.plural else None
        return self.known_name(scene, start, end)

    def known_name(self, scene: Scene, start: int, end: int) -> Source | None:
        """One capital word at `start` that is a part of a name given in full before."""
        first = scene.words(start, end)[:1]
        if not first or first[0].start != start or not first[0].text[:1].isupper() or len(first[0].text) < 3:
            return None
        people = (e for e in scene.entities_before(start) if e.label in PEOPLE and e.canonical)
        if any(first[0].text in (e.canonical or "").split() for e in people):
            return Source(first[0].start, first[0].end, "name", None, first[0].text)
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
        named = (
            all(is_name_word(word) and (word.pos == "PROPN" or word.text.isupper()) for word in words)
            and len(words) <= 3
        )
        return named and in_case(words[-1], None) and not scene.entities_between(start, end)

    def _of_entity(self, scene: Scene, entity: Entity, end: int, case: str | None) -> Source | None:
        how = _how(entity)
        words = scene.words(entity.start_char, entity.end_char)
        if (
            how is None
            or not words
            or entity.end_char > end
            or not self._entity_in_case(scene, entity, words[-1], case)
        ):
            return None
        if how == "organisation" and self._is_attribute(scene, words[-1], body=True):
            return None
        if entity.mention == "title" and self._kinds.get(words[-1].lemma.lower()) == "organisation":
            plain = nominative(scene, words)  # «Ақсу ауданының әкімдігі» is the body, not its head
            return Source(
                entity.start_char,
                entity.end_char,
                "organisation",
                None,
                plain,
                words[-1].lemma.lower(),
                False,
                "organisation",
            )
        plain = entity.canonical if entity.canonical else nominative(scene, words)
        if how == "name" and entity.id is None and (bare := self._bare(words)):
            return Source(bare[0].start, bare[-1].end, how, None, nominative(scene, bare))
        return Source(entity.start_char, entity.end_char, how, entity, plain)

    def _bare(self, words: Sequence[Word]) -> Sequence[Word]:
        """A name without a connective before it and an honorific after it; empty where it has neither."""
        first, last = 0, len(words)
        if last > 1 and words[0].text.lower() in self._connectives:
            first = 1
        if last - first > 1 and words[last - 1].text[:1].islower() and noun(words[last - 1]) in self._honorifics:
            last -= 1
        return words[first:last] if last - first < len(words) else ()

    def _entity_in_case(self, scene: Scene, entity: Entity, last: Word, case: str | None) -> bool:
        """A name that is written as its canonical one stands in the nominative, whatever it looks like («Айдан»).

        «Майраның өзі» is a nominative too.
        """
        if entity.mention != "pronoun" and entity.label in PEOPLE and entity.canonical:
            if entity.mention == "name" and last.text in entity.canonical.split():
                return case is None
            if case is None and last.has("GEN"):
                following = scene.words(last.end, last.end + 12)[:1]
                return bool(following) and following[0].text.lower() == "өзі"
        return in_case(last, case)

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
        """Whether bare nouns lead on to «төрағасы», «баспасөз қызметі»: that is meant, not the body whose it is."""
        for word in following[:3]:
            if word.has("P3") and (in_case(word, None) or word.has("ABL")):
                return self.kind(word) in ("person", "organisation")
            if word.functions or word.pos not in ("NOUN", "PROPN", "ADJ"):
                return False
        return False

    def anyone(self, scene: Scene, start: int, end: int) -> Source | None:
        """The noun phrase in the nominative that ends a tail («– дейді ата-аналар.»), whoever that is."""
        words = [word for word in scene.words(start, end) if word.text[:1].isalpha()]
        if (
            not words
            or words[-1].pos == "VERB"
            or words[-1].text.lower() in self._no_nouns | self._postpositions
            or len(words[-1].text) < 3
            or not in_case(words[-1], None)
        ):
            return None
        inside = scene.words(start, words[-1].end)
        found = self._phrase(scene, inside, len(inside) - 1, len(inside) - 1)
        if found is None or not found.nominative.istitle() or " " in found.nominative or self.kind(words[-1]):
            return found
        return found._replace(how="name")

    def teller(self, scene: Scene, start: int, end: int) -> Source | None:
        """«Бас прокурор әріптестеріне»: a bare title before those who are told, where nobody else is a subject."""
        words = scene.words(start, end)
        for index, (word, following) in enumerate(itertools.pairwise(words)):
            told = following.has("P3") and following.has("DAT") and self.kind(following) is not None
            if told and self.kind(word) == "person" and not word.functions:
                return self._phrase(scene, words, index, index)
        return None

    def common(self, scene: Scene, words: Sequence[Word], last: int) -> Source | None:
        """Any noun phrase that ends with the word, a source that nothing else knows: «Музейдің», «Ерлан Оспанның»."""
        word = words[last]
        if not word.text[:1].isalpha() or not (word.has("GEN") or word.text[:1].isupper()):
            return None
        first = self._phrase_start(scene, words, last, last)
        while first < last and word.text[:1].isupper() and not words[first].text[:1].isupper():
            first += 1
        first = self._past_region(scene, words, first) if word.lemma.isupper() else first
        named = first < last and all(w.text[:1].isupper() and not w.has("GEN") for w in words[first:last])
        named = named and not word.lemma.isupper()
        kind = self.kind(word) or ""
        how = "name" if named else "title" if kind == "person" else "organisation"
        plain = nominative(scene, words[first : last + 1])
        return Source(words[first].start, word.end, how, None, plain, word.lemma.lower(), word.has("PL"), kind)

    def _past_region(self, scene: Scene, words: Sequence[Word], first: int) -> int:
        """Index of the region or city right before an acronym: «Ақтөбе облысы ТЖД»."""
        before = scene.entities_between(words[first].start - 60, words[first].start)
        near = [
            e for e in before if e.label in ("REGION", "CITY") and scene.text[e.end_char : words[first].start] == " "
        ]
        if not near:
            return first
        return next((at for at in range(first) if words[at].start == near[-1].start_char), first)

    def full_bodies(self, scene: Scene) -> list[Source]:
        """The phrases of a page, in any case, that name an organisation in full: two words, the last one possessed."""
        words, found = scene.page.words, []
        for index, word in enumerate(words):
            if word.has("P3") and self.kind(word) == "organisation":
                first = max(0, index - 2 * _LONGEST)
                source = self._phrase(scene, words[first : index + 1], index - first, index - first)
                whole = self._whole(scene, source) if source is not None and source.how == "organisation" else None
                if whole is not None and self._is_full(scene, whole):
                    found.append(self._within_marks(scene, self._without_subject(scene, whole)))
        return found

    def _is_full(self, scene: Scene, source: Source) -> bool:
        """Two words of which one is capital or a genitive, or three: «баспасөз орталығы» is nobody's name."""
        words = scene.words(source.start, source.end)
        owned = any(word.text[:1].isupper() or word.has("GEN") for word in words[:-1])
        return len(words) > 2 or (len(words) == 2 and owned)

    def _whole(self, scene: Scene, source: Source) -> Source:
        """«Қаланың жұмыспен қамту басқармасы»: past an oblique word to the genitive that the body belongs to."""
        words = scene.words(max(scene.page.sentence_at(source.start).start, source.start - 80), source.end)
        at = next((index for index, word in enumerate(words) if word.start == source.start), 0)
        if at < 2 or words[at].has("GEN") or not (words[at - 1].has("INS") and words[at - 2].has("GEN")):
            return source
        first = self._phrase_start(scene, words, at - 2, at - 2)
        return source._replace(
            start=words[first].start,
            nominative=scene.text[words[first].start : source.start] + source.nominative,
        )

    def _within_marks(self, scene: Scene, source: Source) -> Source:
        """«Көк жиек» авиакомпаниясы: the name in marks is the body's."""
        pair = next(
            (pair for at in range(source.start, source.start + 2) if (pair := scene.pair_by_start.get(at))), None
        )
        if pair is None and source.start:
            pair = scene.pair_by_start.get(source.start - 1)
        if pair is None or pair.end > source.end:
            return source
        name = scene.trimmed(pair.start + 1, pair.end - 1)
        return source._replace(start=name.start, end=name.end, nominative=scene.text[name.start : name.end])

    def _without_subject(self, scene: Scene, source: Source) -> Source:
        """«Жиын Ішкі істер министрлігінде»: the first word of a sentence before a capital one is not the body's."""
        words = scene.words(source.start, source.end)
        first, second = words[0], words[1]
        if first.functions or not second.text[:1].isupper() or first.start != scene.page.sentence_at(first.start).start:
            return source
        if len(words) < 3 or any(
            e.start_char <= first.start < e.end_char for e in scene.entities_between(first.start, second.start)
        ):
            return source
        return source._replace(start=second.start, nominative=source.nominative[second.start - first.start :])

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
        if f"{word.text.lower()} {following}".startswith(self._compounds):
            return None, at + 1
        if kind is None or (following in ("және", "мен", "бен", "пен") and not word.has("P3")):
            return None, at + 1
        last = at
        while last + 1 < len(words) and last - at < 4 and self._goes_on(words[last], words[last + 1]):
            last += 1
        alone = last > at and self.kind(words[last]) is None and self.kind(words[last - 1]) is not None
        if alone and "." not in words[last].text and not self._is_surname(scene, words, last):
            last -= 1  # one capital word alone is as likely a place as a name
        if last - at > 1 and not in_case(words[last], case) and self.kind(words[last]):
            last = at  # «Премьер-министр Қаржы министрлігін»: the body after the title is another
        if not in_case(words[last], case) or self._is_attribute(scene, words[last], kind == "organisation"):
            return None, last + 1
        return self._phrase(scene, words, at, last), last + 1

    def _is_surname(self, scene: Scene, words: Sequence[Word], index: int) -> bool:
        """«тарихшы Тарле»: one capital word after a noun for a person that is no place and describes nothing."""
        word, title = words[index], words[index - 1]
        if (
            self.kind(title) != "person"
            or title.has("PL")
            or len(word.text) < 4
            or word.text[1:] != word.text[1:].lower()
        ):
            return False
        following = scene.words(word.end, word.end + 30)[:1]
        if following and (following[0].has("P3") or following[0].text[:1].isupper() or following[0].text[:1] in "-–—,"):
            return False
        return word.pos == "PROPN" and not any(
            e.end_char > word.start for e in scene.entities_between(word.start - 60, word.end)
        )

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
        while first > 0 and at - first < _LONGEST:
            if self._describes(scene, words[first - 1], words[first], possessed):
                first -= 1
            elif (marked := self._marked(scene, words, first)) is not None and possessed:
                first = marked
            else:
                break
        return first

    def _marked(self, scene: Scene, words: Sequence[Word], first: int) -> int | None:
        """Index of the mark that opens a name right before a word: «Дала» РТРК баспасөз қызметі."""
        pair = scene.pair_by_end.get(words[first - 1].end) if words[first - 1].text in _CLOSERS else None
        if pair is None or pair.end - pair.start > 80:
            return None
        return next((at for at in range(first - 1, max(-1, first - 12), -1) if words[at].start == pair.start), None)

    def _phrase(self, scene: Scene, words: Sequence[Word], at: int, last: int) -> Source | None:
        """A noun with what follows it: a name after a title is the speaker, else the noun phrase is."""
        name = last
        while name > at and self.kind(words[name]) is None:
            name -= 1
        surname = last - name == 1 and ("." in words[last].text or self._is_surname(scene, words, last))
        if last - name >= 2 or surname:
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
        if before.has("GEN") or (before.has("REL") and word.has("P3")):
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


def noun(word: Word) -> str:
    """The lemma, lower case; «журналистер» has lost the т of «журналист»."""
    lemma = word.lemma.lower()
    return lemma + "т" if word.has("PL") and lemma.endswith("ис") else lemma


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
