"""Who is told to do what: the addressees inside an order, and the order without them."""

from __future__ import annotations

from collections.abc import Sequence

from derek.extractors.quote_drafts import Scene, Span
from derek.extractors.reporting_words import ReportingWords
from derek.extractors.speaker_names import SpeakerNames
from derek.extractors.speech_cues import FINITE, Cue
from derek.knowledge import Knowledge
from derek.text.page import Word

_TRIM = " \t\u00a0\u2009\u202f\r\n,;:–—-"
_PEOPLE = ("PERSON", "LEADER", "ORGANISATION")
_ASKING = ("талап ет", "сұра", "өтін")
"""Verbs whose addressee stands in the ablative: «Үкіметтен … талап етті»."""
_ELSEWHERE = frozenset({"LOC", "ABL", "INS", "CVB_IP"})
"""Suffixes of words that say when, where or how, not who."""
_OBLIGING = ("міндетте",)
"""Verbs of ordering whose addressee stands in the accusative before «-уға»."""
_JOINING = ("және", "мен", "бен", "пен", "әрі", ",")
_PLURAL = frozenset(
    {"жас", "мемлекет", "үлкен", "қарт", "өңір", "облыс", "аудан", "мектеп", "сала", "шаруашылық", "жауапты"}
)
"""Words that name people in the plural only: «жастарды», «өңірлерге»."""


class Addressees:
    """Takes the addressees out of a directive."""

    def __init__(self, knowledge: Knowledge, names: SpeakerNames) -> None:
        """Raises KnowledgeError when the table of words is missing or broken."""
        self._names = names
        words = ReportingWords(knowledge)
        self._addressees = words.of("addressee")
        self._postpositions, self._given = words.of("postposition"), words.of("given")

    def without(self, scene: Scene, span: Span, cue: Cue) -> tuple[list[Span], str | None]:
        """A directive's parts without those who are told, and their words."""
        words = scene.words(*span)
        invites = "invite" in cue.takes and ("order" not in cue.takes or cue.lemma in _OBLIGING)
        case = "ACC" if invites and words and words[-1].has("DAT") else "DAT"
        case = "ABL" if cue.lemma in _ASKING else case
        if case == "DAT" and self._is_gift(scene, words, cue):
            return [span], None
        parts, told, begin, at = [], [], span.start, 0
        while at < len(words):
            stop = self._addressee(scene, words, at, case)
            if stop is None:
                nxt = _next_member(words, at)
                if nxt is None:
                    break
                at = nxt
                continue
            stop = self._with_others(scene, words, stop, case)
            first = self._first(words, at, stop)
            if words[first].start > begin:
                parts.append(scene.trimmed(begin, words[first].start, _TRIM))
            told.append(scene.text[words[first].start : words[stop].end])
            begin, at = words[stop].end, stop + 1
            nxt = _next_member(words, at)
            if nxt is None:
                break
            at = nxt
        parts.append(scene.trimmed(begin, span.end, _TRIM))
        kept = [part for part in parts if part.end > part.start]
        return kept or [span], "; ".join(told) or None

    def _is_gift(self, scene: Scene, words: Sequence[Word], cue: Cue) -> bool:
        """«Мұғалімдерге үй беруді ұсынды», «… беру мәселесін …»: somebody is given something, not told anything."""
        inner = any(word.functions == ("VN",) and word.lemma.lower() in self._given for word in words[:-1])
        offered = cue.lemma == "ұсын" and bool(words) and words[-1].lemma.lower() in self._given
        if not (inner or offered):
            return False
        first = next((word for word in words if word.has("DAT")), None)
        return first is not None and first.has("PL") and not self._is_party(scene, first)

    def _first(self, words: Sequence[Word], at: int, stop: int) -> int:
        """Index of an addressee's first word: «бір ай ішінде» before «прокурорларға» belongs to the order."""
        for index in range(stop - 1, at - 1, -1):
            word = words[index]
            if word.text.lower() == "қарсы" and words[at].text[:1].isupper():
                return at
            if _ELSEWHERE.intersection(word.functions) and not word.has("REL"):
                return index + 1
            if word.text.lower() in self._postpositions:
                return index + 1
        return at

    def _with_others(self, scene: Scene, words: Sequence[Word], stop: int, case: str) -> int:
        """«Үкіметке және Ұлттық Банкке»: the last word of those who are named side by side."""
        while stop + 2 < len(words) and words[stop + 1].text.lower() in _JOINING:
            other = self._addressee(scene, words, stop + 2, case)
            if other is None:
                break
            stop = other
        return stop

    def _addressee(self, scene: Scene, words: Sequence[Word], at: int, case: str) -> int | None:
        """Index of the last word of an addressee that begins at `at`."""
        for index in range(at, min(len(words), at + 9)):
            word = words[index]
            if word.text == "," and index > at and _lists(words, index):
                continue
            if word.text == "," or (word.has("ACC") and case != "ACC") or FINITE.intersection(word.functions):
                return None
            if not word.has(case):
                continue
            following = words[index + 1].text.lower() if index + 1 < len(words) else ""
            if following in self._postpositions:
                if index - at < 2 and words[at].text[:1].isupper() and following == "қарсы":
                    continue  # «Жемқорлыққа қарсы күрес агенттігіне»
                return None
            if word.lemma.lower() in _PLURAL and index + 1 < len(words) and words[index + 1].has("VN"):
                return None  # «өңірлерге сапарлауды»: where to, not whom
            if self._names.kind(word) or self._is_party(scene, word) or self._may_be_told(word):
                return index
            if index == at and word.lemma.lower() == "ол":
                return index
            return None
        return None

    def _may_be_told(self, word: Word) -> bool:
        """«жастарды», «өңірлерге», «қонақты»: a place or an adjective in the plural only."""
        lemma = word.lemma.lower()
        return lemma in self._addressees and (word.has("PL") or lemma not in _PLURAL)

    def _is_party(self, scene: Scene, word: Word) -> bool:
        near = scene.entities_between(max(0, word.start - 150), word.end)
        return any(e.end_char == word.end and (e.label in _PEOPLE or e.mention != "name") for e in near)


def _lists(words: Sequence[Word], comma: int) -> bool:
    """«кәсіпкерлік, сауда және туризм басқармасына»: bare nouns in a row, which the last one's possessive holds."""
    ahead = words[comma + 1 : comma + 7]
    owner = next((at for at, word in enumerate(ahead) if word.has("P3")), None)
    if owner is None or not ahead[owner].has("DAT"):
        return False
    return not words[comma - 1].functions and not any(word.functions for word in ahead[:owner])


def _next_member(words: Sequence[Word], at: int) -> int | None:
    """The word after the next comma: another thing that is ordered may have another addressee."""
    for index in range(at, len(words) - 1):
        if words[index].text == ",":
            return index + 1
    return None
