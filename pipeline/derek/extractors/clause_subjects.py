"""Who opens a sentence with reported speech, and where the reported clause begins after him."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from derek.extractors.quote_drafts import Scene, Source
from derek.extractors.reporting_words import ReportingWords
from derek.extractors.speaker_names import CASES, SpeakerNames, in_case, noun
from derek.extractors.speech_cues import FINITE
from derek.knowledge import Knowledge
from derek.text.page import Word

_AGENT = regex.compile(r"(?:шы|ші|ман|кер|гер)?(?:лар|лер|дар|дер|тар|тер)$|(?:шы|ші)$")
_BLANK = " \t\u00a0\u2009\u202f"
_OBLIQUE = frozenset({"DAT", "ACC", "ABL", "INS", "EQU"})
_CHAIN = 14
"""How many words may lie between a title and the name that belongs to it."""
_ADJUNCT = 7
"""How many words an adjunct of place or time may have («Астанада өткен баспасөз мәслихатында»)."""
_FORMS = frozenset({"ақ", "жшс", "рмк", "рмқк", "ұк", "кеақ", "мкк", "мм", "фк", "фк-і", "ко"})
"""Legal forms after a name in quotation marks."""


class ClauseSubjects:
    """Finds the subject of a reporting sentence and what stands between it and the reported clause."""

    def __init__(self, knowledge: Knowledge, names: SpeakerNames) -> None:
        """Raises KnowledgeError when the table of words is missing or broken."""
        self._names = names
        words = ReportingWords(knowledge)
        self._occasions, self._during = words.of("occasion"), words.of("during")
        self._there = {noun + ending for noun in self._occasions for ending in ("да", "де", "та", "те")}
        self._honorifics, self._listeners = words.of("honorific"), words.of("listener")
        self._postpositions = words.of("postposition")

    def subject(self, scene: Scene, start: int, end: int) -> Source | None:
        """The first that may be speaking before the end of a clause."""
        if some := shares(scene, scene.words(start, min(start + 120, end))):
            return some
        found = self._names.candidates(scene, start, end, public=True)
        if found and not self._heads(scene, found[0]):
            widened = self._widened(scene, found)  # «Премьер-министрдің орынбасары – министр Х»
            return widened if widened is not found[0] else None
        if not found:
            return self._agent(scene, start, end) or self._names.teller(scene, start, end)
        return self._widened(scene, found)

    def after(self, scene: Scene, subject: Source, end: int) -> int:
        """Where the clause may begin: past «мырза», «… ұлттық компаниясы», «брифингте», «журналистерге»."""
        at = self._past_particle(scene, self._past_body(scene, subject, end), end)
        at = self.past_occasion(scene, at, end)
        at = self._past_listeners(scene, at, end)
        return self.past_occasion(scene, at, end)

    def _heads(self, scene: Scene, source: Source) -> bool:
        """«Бітірушілер – жас ел негізі екенін»: before a dash stands what is spoken of, not who speaks."""
        return scene.text[source.end : source.end + 3].strip(_BLANK)[:1] not in tuple("-–—―")

    def _widened(self, scene: Scene, found: list[Source]) -> Source:
        """A title and the name that belongs to it are one subject; the name counts."""
        first = found[0]
        if first.how not in ("title", "organisation") or (first.entity is not None and first.how == "title"):
            close = found[1:2] if first.how == "title" else []
            return next((s for s in close if s.how == "name" and self._touches(scene, first, s)), first)
        for second in found[1:5]:
            if second.how == "name" and self._is_chain(scene, first, second):
                return second
        return first

    def _touches(self, scene: Scene, first: Source, second: Source) -> bool:
        return not scene.text[first.end : second.start].strip(_BLANK)

    def _is_chain(self, scene: Scene, first: Source, second: Source) -> bool:
        """«Жиынның модераторы, университет проректоры Х»: only nouns lie between a title and the name."""
        between = scene.words(first.end, second.start)
        if not between or len(between) > _CHAIN:
            return not between and self._touches(scene, first, second)
        following = scene.words(second.end, second.end + 30)[:1]
        if (
            following
            and following[0].text[:1].isalpha()
            and following[0].has("P3")
            and not CASES & {*following[0].functions}
        ):
            return False
        if first.how == "organisation" and any(word.text == "," for word in between):
            return False
        return all(self._is_nominal(word) for word in between) and self._is_headed(between)

    def _is_nominal(self, word: Word) -> bool:
        if not word.text[:1].isalpha():
            return word.text in (",", "«", "»", "(", ")", "-", "–", "—")
        if _OBLIQUE.intersection(word.functions) and word.text.lower() not in self._postpositions:
            return False
        return not (FINITE.union({"CVB_IP", "CVB_A"}).intersection(word.functions))

    def _is_headed(self, between: Sequence[Word]) -> bool:
        """Whether a name follows a title right away («… орынбасары Зәуре Аманова»)."""
        last = next((word for word in reversed(between) if word.text[:1].isalpha()), None)
        return last is not None and (self._names.kind(last) is not None or last.has("P3"))

    def _agent(self, scene: Scene, start: int, end: int) -> Source | None:
        """A sentence that opens with a name, or with agents: «Мамандар …», «Құтқарушылар …», «Сөз сөйлегендер …»."""
        named = self._names.bare_name(scene, start, start + 60)
        if (
            named is not None
            and not scene.text[start : named.start].strip()
            and not scene.entities_between(start, named.end)
        ):
            return named
        words = scene.words(start, min(start + 60, end))
        if words and (known := self._names.known_name(scene, words[0].start, end)):
            return known
        described = len(words) > 1 and words[1].has("P3")
        plain = bool(words) and not described and not CASES.intersection(words[0].functions)
        if plain and words[0].text[:1].isupper() and _AGENT.search(words[0].text.lower()):
            return Source(words[0].start, words[0].end, "title", None, words[0].text)
        return agents(scene, words)

    # Between the subject and the clause

    def _past_body(self, scene: Scene, subject: Source, end: int) -> int:
        """Past a form of address after a name, and past «… ұлттық компаниясы», «… АҚ» after a name in marks."""
        words = scene.words(subject.end, end)
        if words and words[0].text.lower() in self._honorifics:
            return words[0].end
        if subject.how != "organisation" or not words or words[0].text not in ("»", "”", '"', "“"):
            return subject.end
        at = words[0].end
        for word in words[1:5]:
            if word.text.lower() in _FORMS:
                return word.end
            if not word.text[:1].isalpha() or CASES.intersection(word.functions):
                break
            if self._names.kind(word) and word.has("P3"):
                at = word.end
        return at

    def _past_particle(self, scene: Scene, start: int, end: int) -> int:
        """Past «да» after a subject: «Ержан да …»."""
        words = scene.words(start, end)[:1]
        return words[0].end if words and words[0].text.lower() in ("да", "де", "болса") else start

    def past_occasion(self, scene: Scene, start: int, end: int) -> int:
        """Past «брифингте», «өз сөзінде», «кездесу барысында», «Астанада өткен форумда»."""
        words = scene.words(start, end)[:_ADJUNCT]
        for index, word in enumerate(words):
            if not word.text[:1].isalnum() or word.has("ACC") or FINITE.intersection(word.functions):
                return start
            if word.text.lower() in self._there:
                return word.end
            if word.lemma.lower() in self._occasions:
                if word.has("LOC") and not word.has("REL"):
                    return word.end
                following = words[index + 1] if index + 1 < len(words) else None
                if following is not None and following.text.lower() in self._during and not word.has("DAT"):
                    return following.end
            elif self._names.kind(word) and in_case(word, None) and not word.functions:
                return start
        return start

    def _past_listeners(self, scene: Scene, start: int, end: int) -> int:
        """Past those who are told: «журналистерге», «депутаттарға»."""
        words = scene.words(start, end)[:3]
        for word in words:
            if word.has("DAT") and noun(word) in self._listeners:
                return word.end
            if not (in_case(word, None) or word.has("GEN")) or not word.text[:1].isalpha():
                break
        return start


def shares(scene: Scene, words: Sequence[Word]) -> Source | None:
    """«Жауап бергендердің 40 пайызы», «Қатысқандардың басым бөлігі», «Қалғандары»: some of those who do something."""
    at = next((index for index, word in enumerate(words[:4]) if word.has("PTCP_PST") and word.has("PL")), None)
    if at is None or any(not word.text[:1].isalpha() or FINITE.intersection(word.functions) for word in words[:at]):
        return None
    some, start = words[at], words[0].start
    if some.functions[-2:] == ("PL", "P3"):
        return Source(start, some.end, "title", None, scene.text[start : some.end], plural=True)
    if not some.has("GEN"):
        return None
    for word in words[at + 1 : at + 6]:
        if word.has("P3"):
            span = scene.text[start : word.end]
            return Source(start, word.end, "title", None, span, plural=True) if in_case(word, None) else None
        if word.text == "," or CASES.intersection(word.functions) - {"ABL"}:
            return None
    return None


def agents(scene: Scene, words: Sequence[Word]) -> Source | None:
    """«Сөз сөйлегендер», «Саябаққа келгендер»: those who do something, as the first words of a sentence."""
    for index, word in enumerate(words[:4]):
        one = words[index + 1] if index + 1 < len(words) and words[index + 1].text.lower() == "бірі" else None
        if word.functions == ("PTCP_PST", "PL") or (one is not None and word.has("PL") and word.has("GEN")):
            end = one.end if one is not None else word.end
            return Source(words[0].start, end, "title", None, scene.text[words[0].start : end], plural=True)
        if not word.text[:1].isalpha() or FINITE.intersection(word.functions) or (index and word.text[:1].isupper()):
            return None
    return None
