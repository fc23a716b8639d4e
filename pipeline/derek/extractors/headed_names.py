"""Names without quotation marks that end in a noun of their kind: «Талас өңірлік форумы», «Бюджет кодексі».

Such a name runs from its first capital to the noun. Between them stand words without a case of their own; a verb, a
place or time («Астанада», «биыл»), a title or a person's name ends the search. A treaty is named by what it is about:
«Шекара туралы шарт».
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from derek.extractors.gazetteer import Gazetteer, Match
from derek.extractors.mentions import Mention
from derek.extractors.name_forms import NameForms
from derek.extractors.overlaps import Overlaps
from derek.extractors.span_index import HasSpan
from derek.knowledge import Knowledge
from derek.text.page import Page, Word

_LONGEST = 12
"""Words before the noun; a treaty names two governments and what it is about."""
_PARTS = {"NOUN", "PROPN", "ADJ", "NUM", "X"}
_JOINING = {"және", "мен", "пен", "бен", "арасындағы", "туралы", "жөніндегі", "үшін"}
_ABOUT = {"туралы", "жөніндегі"}
_AGAINST = "қарсы"
"""What a word in the dative may stand before: «Сыбайлас жемқорлыққа қарсы күрес басқармасы»."""
_AND = {"және", "мен", "пен", "бен"}
_RELATING = {"арасындағы", "үшін"}
_NUMBERED, _NUMBER_REACH = {"ORGANISATION", "FACILITY"}, 3
_UNOWNED = {"LAW", "EVENT", "NONE", *_NUMBERED}
"""Labels of the nouns that may end a name without being possessed."""
_NAMED_AFTER = "атындағы"
_MARKS = 6
"""Characters of a list's number, a dash or a mark before a sentence's first word."""
_DEMONSTRATIVES = {"бұл", "осы", "сол", "аталған", "ол"}
_ACTING = {"PROJECT", "FACILITY", "ORGANISATION", "LAW"}
"""Kinds of things whose names may hold a verbal noun and what it acts on («Моноқалаларды дамыту бағдарламасы»)."""


class HeadedNames:
    """Finds names that end in a noun of `lexicon/name_kinds.tsv`."""

    def __init__(self, knowledge: Knowledge, forms: NameForms) -> None:
        rows = knowledge.table("lexicon/name_kinds.tsv", ("noun", "label", "heads"))
        names = ((row["noun"], row["label"]) for row in rows if row["heads"] != "no")
        self._treaties = {row["noun"] for row in rows if row["heads"] == "about"}
        self._kinds: Gazetteer[str] = Gazetteer(names, forms, any_case=True)
        nouns = knowledge.table("lexicon/institution_nouns.tsv", ("noun",))
        self._generic = tuple(row["noun"] for row in nouns)

    def find(
        self,
        page: Page,
        fences: Sequence[HasSpan],
        persons: Sequence[Mention] = (),
        bodies: Sequence[Mention] = (),
    ) -> list[Mention]:
        """Mentions in order.

        `fences`: heads of titles and the like, which no such name holds; `persons`: whose name it may bear; `bodies`:
        known organisations.
        """
        matches = [match for match in self._kinds.find(page) if owned(match) or match.entries[0] in _UNOWNED]
        ends = {m.end for m in matches if owned(m) and m.entries[0] == "ORGANISATION"} | {b.end for b in bodies}
        named = [(p, _bears(page, p)) for p in persons]
        barred = _Barred(
            Overlaps([*fences, *(p for p, by in named if not by)]),
            Overlaps(p for p, by in named if by == "place"),
            ends,
        )
        return [m for match in matches if (m := self._mention(page, match, barred))]

    def _mention(self, page: Page, match: Match[str], barred: _Barred) -> Mention | None:
        label, possessed = match.entries[0], owned(match) and match.name not in self._treaties
        first = None
        if label == "NONE" or len(match.functions) > 1 + (match.functions[:1] == ("P3",)) or "PL" in match.functions:
            return None
        if not possessed:
            if label in _NUMBERED:
                first = _numbered(page, match.first)
            elif label == "EVENT":
                first = _qualified(page, match.first)
            about = label == "LAW" and match.first > 0 and page.words[match.first - 1].text.lower() in _ABOUT
            if first is None and not about:  # «№9 аурухана» and «Өңірлік форум» need no owner, «… туралы шарт» neither
                return None
        elif (
            page.before(match.start) in barred.bodies and label == "ORGANISATION"
        ):  # «Ұлттық банктің басқармасы»: its part
            return None
        first = self._first(page, match.first, barred, label) if first is None else first
        if first is None:
            return None
        bare = possessed and " " not in match.name and first == match.first - 1
        if bare and page.words[first].pos == "ADJ":  # «Мемлекеттік бағдарламасын» names none
            return None
        start = page.words[first].start
        cased = match.functions[-1:] not in {(), ("P3",)}
        ending = page.words[match.last].suffixes[-1:] if cased else ()
        name = page.text[start : match.end].removesuffix("".join(ending))
        return Mention(start, match.end, label, "headed_name", "text", canonical=name, functions=match.functions)

    def _first(self, page: Page, head: int, barred: _Barred, label: str) -> int | None:
        """The index of the first word of the name that ends in the word at `head`; None where none has a capital."""
        found, crossed = None, False
        sentence = page.sentence_at(page.words[head].start)
        for index in range(head - 1, max(-1, head - 1 - _LONGEST), -1):
            word = page.words[index]
            if word.start < sentence.start or barred.stops(page, index, label) or not _adjoins(page, index):
                break
            if _is_unit(page, index):
                break
            acted = label in _ACTING and _acted_on(page, index)
            if not (acted or _may_stand(word, index, head, label)) or (label == "LAW" and barred.owns(word)):
                break
            opens = _opens(page, sentence.start, word.start) and self._only_opens(page, index, label, found is not None)
            if word.text[:1].isupper() and (acted or not crossed or word.pos == "ADJ") and not opens:
                found = index  # «Кеме Құрық портына»: a noun that only opens the sentence is no part
            crossed = crossed or (acted and label == "PROJECT")
        return found

    def _only_opens(self, page: Page, index: int, label: str, named: bool) -> bool:
        """Whether a word has its capital only from the sentence: «Облыстың білім басқармасы» names no body."""
        word, following = page.words[index], page.words[index + 1]
        if label == "ORGANISATION" and word.text.lower().startswith(self._generic):
            return True
        if word.pos == "NOUN" and word.functions == ("PL",):
            return following.pos == "ADJ" or label == "LAW"
        if label == "FACILITY" and word.pos in {"NOUN", "ADJ"} and not word.functions:
            return True
        return named and word.pos == "NOUN" and not word.functions


class _Barred(NamedTuple):
    """What ends the search for a name's first word."""

    fences: Overlaps[HasSpan]
    namesakes: Overlaps[Mention]
    """Persons whose name only a building can bear."""
    bodies: set[int]
    """Where the names of bodies end."""

    def stops(self, page: Page, index: int, label: str) -> bool:
        """Whether the word at `index` is no part of a name of that kind."""
        word = page.words[index]
        if self.fences.meets(word.start, word.end):
            return True
        if label != "FACILITY" and self.namesakes.meets(word.start, word.end):
            return True
        lower = word.text.lower()
        if lower not in _AND:
            return label in _NUMBERED and lower in _RELATING
        if page.before(word.start) in self.bodies and label != "LAW":  # «А қоры мен Б қоры» are two
            return True
        before = page.words[index - 1].text if index else ""
        return label in _NUMBERED and (lower != "және" or before.isascii())

    def owns(self, word: Word) -> bool:
        """Whether a word is the country or body that joins or keeps something («Моңғолияның … туралы шартқа»)."""
        return word.has("GEN") and (word.pos == "PROPN" or word.end in self.bodies)


def _bears(page: Page, person: Mention) -> str:
    """What may bear the person's name: «any» before «атындағы», a «place» before a small letter, else nothing."""
    following = page.words_between(person.end, person.end + 20)[:1]
    if person.functions or not following or page.text[person.end : following[0].start].strip(" "):
        return ""
    if following[0].text.startswith(_NAMED_AFTER):
        return "any"
    return "place" if following[0].text.islower() and following[0].pos == "ADJ" else ""


def owned(match: Match[str]) -> bool:
    """Whether something possesses the noun: «форумы»; a noun of several words is written with that ending."""
    return match.functions[:1] == ("P3",) or (" " in match.name and match.name.endswith(("ы", "і")))


def _numbered(page: Page, head: int) -> int | None:
    """The index of «№9» up to three words before the noun, with no capital or case between: «№9 аудандық емхана»."""
    for index in range(head - 1, max(-1, head - 1 - _NUMBER_REACH), -1):
        word = page.words[index]
        if not _adjoins(page, index):
            return None
        if word.text.startswith("№"):
            return index
        if word.pos not in _PARTS or word.functions:
            return None
    return None


def _qualified(page: Page, head: int) -> int | None:
    """The index of a capitalised adjective inside a sentence, with adjectives alone up to the noun: «Өңірлік форум»."""
    first = None
    for index in range(head - 1, max(-1, head - 1 - _NUMBER_REACH), -1):
        word = page.words[index]
        if word.pos != "ADJ" or word.functions or not _adjoins(page, index):
            break
        first = index
    if first is None or not page.words[first].text[:1].isupper():
        return None
    return None if page.sentence_at(page.words[first].start).start == page.words[first].start else first


def _opens(page: Page, start: int, word: int) -> bool:
    """Whether only marks and a number of a list stand between a sentence's start and a word («2. Кірпіш …»)."""
    return start == word or (word - start <= _MARKS and not any(c.isalpha() for c in page.text[start:word]))


def _acted_on(page: Page, index: int) -> bool:
    """Whether a word is what the verbal noun or «қарсы» after it asks for: «Аралды құтқару», «өртке қарсы»."""
    word, following = page.words[index], page.words[index + 1]
    if word.text.lower() == _AGAINST:
        return index > 0 and page.words[index - 1].has("DAT")
    if word.has("ACC"):
        return following.has("VN")
    return word.has("DAT") and following.text.lower() == _AGAINST


def _is_unit(page: Page, index: int) -> bool:
    """Whether a word is the unit of the number before it: «50 МВт жел паркі» is no park's name."""
    text = page.words[index].text
    counted = index > 0 and page.words[index - 1].text[:1].isdigit()
    return counted and text.isalpha() and not text.isupper() and any(letter.isupper() for letter in text[1:])


def _adjoins(page: Page, index: int) -> bool:
    return not page.text[page.words[index].end : page.words[index + 1].start].strip(" \u00a0\n")


def _may_stand(word: Word, index: int, head: int, label: str) -> bool:
    """Whether a word may stand in a name of that kind; in a treaty's also «саласындағы», in many a verbal noun.

    A capitalised word right before a building's noun has no accusative: «Балқашты стансасы» only ends like one.
    """
    last = word.functions[-1:]
    return (
        (label in _ACTING and last == ("VN",))
        or (label == "LAW" and last == ("REL",))
        or (label == "FACILITY" and index == head - 1 and last == ("ACC",) and word.text[:1].isupper())
        or _belongs(word, index, head)
    )


def _belongs(word: Word, index: int, head: int) -> bool:
    if word.text.lower() in _JOINING:
        return index < head - 1 or word.text.lower() in {*_ABOUT, "арасындағы"}
    if word.text.lower() in _DEMONSTRATIVES or word.pos not in _PARTS:
        return False
    return not set(word.functions) & {"LOC", "ABL", "DAT", "ACC", "INS"}
