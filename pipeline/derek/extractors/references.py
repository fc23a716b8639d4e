"""Titles that stand alone and pronouns, resolved to persons by text, date and issuing country."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from derek.extractors.mentions import Mention
from derek.extractors.offices import LEADING, Offices, Term
from derek.extractors.titles import Title
from derek.knowledge import Knowledge
from derek.text.page import Page, Word

_TAIL = 4
"""Words between a verb of speech and the pronoun of a quotation's tail («– деді ол», «деп атап өтті ол»)."""


class References:
    """Resolves what is no name itself."""

    def __init__(self, knowledge: Knowledge, offices: Offices, canonical: dict[str, str]) -> None:
        """`canonical`: person id → nominative name."""
        self._offices = offices
        self._canonical = canonical
        self._pronouns = {r["form"]: r["use"] for r in knowledge.table("lexicon/pronouns.tsv", ("form", "use"))}
        verbs = knowledge.table("lexicon/speech_verbs.tsv", ("stem",))
        self._verbs = tuple({row["stem"] for row in verbs})
        self._sources = {row["noun"] for row in knowledge.table("lexicon/source_markers.tsv", ("noun",))}

    # -- titles -------------------------------------------------------------------------------------------------

    def titles(self, page: Page, titles: Sequence[Title], persons: Sequence[Mention]) -> list[Mention]:
        """A mention for each title without a name beside it that a person can be found for."""
        found = []
        for title in titles:
            if mention := self._resolve(page, title, persons):
                found.append(mention)
        return found

    def _resolve(self, page: Page, title: Title, persons: Sequence[Mention]) -> Mention | None:
        if title.person:
            term = self._offices.held(title.person, page.published)
            return self._mention(title, self._canonical.get(title.person), title.person, term, "office_table")
        if title.kind in LEADING:
            return self._leader(page, title, persons)
        return self._by_text(title, persons)

    def _leader(self, page: Page, title: Title, persons: Sequence[Mention]) -> Mention | None:
        """By what the text calls somebody; then by the table; then, for a bare title, by who alone bears it."""
        where = title.country or title.organisation or page.issuer_country or ""
        named = [p for p in persons if p.mention == "name" and _holds(p, title, where, self._offices)]
        if named:
            return self._as(title, _nearest(named, title.start), "text")
        bare = not (title.country or title.organisation)
        earlier = [p for p in persons if p.label == "LEADER" and p.end <= title.start and _same_kind(p, title)]
        term = self._offices.holder(title.kind, where, page.published)
        if bare and earlier and not (term and any(p.id == term.person for p in persons)):
            return self._as(title, earlier[-1], "text")
        if term:
            return self._mention(title, self._canonical.get(term.person), term.person, term, "office_table")
        return None

    def _by_text(self, title: Title, persons: Sequence[Mention]) -> Mention | None:
        """A minister, an akim: the person whom the text has introduced by that title, the nearest before."""
        if title.kind in {"former", "deputy"}:
            return None
        fitting = [p for p in persons if p.end <= title.start and p.office and _head(p.office) == _head(title.office)]
        governed = [p for p in fitting if _governs(p.office or "", title.phrase)]
        return self._as(title, (governed or fitting)[-1], "text") if fitting else None

    def _as(self, title: Title, person: Mention, by: str) -> Mention:
        return Mention(
            title.start,
            title.end,
            person.label,
            "title_by_text",
            by,
            mention="title",
            canonical=person.canonical,
            id=person.id,
            office=person.office,
            country=person.country,
            functions=title.functions,
        )

    def _mention(self, title: Title, name: str | None, person: str, term: Term | None, by: str) -> Mention:
        return Mention(
            title.start,
            title.end,
            "LEADER" if term and term.leading else "PERSON",
            "title_by_office",
            by,
            mention="title",
            canonical=name,
            id=person,
            office=term.office if term else None,
            country=term.country or None if term else None,
            functions=title.functions,
        )

    # -- pronouns -----------------------------------------------------------------------------------------------

    def pronouns(self, page: Page, people: Sequence[Mention]) -> Iterator[Mention]:
        """«ол» and «оның» where they name the one who speaks, as the person who last was the subject or spoke."""
        ordered = sorted(people, key=lambda m: m.start)
        starts = [m.start for m in ordered]
        for index, word in enumerate(page.words):
            use = self._pronouns.get(word.text.lower())
            if use and self._speaks(page, index, use):
                before = ordered[: bisect.bisect_left(starts, word.start)]
                if (person := self._antecedent(page, before, word)) is not None:
                    yield _pronoun(word, person)

    def _speaks(self, page: Page, index: int, use: str) -> bool:
        words = page.words
        if use == "possessor":
            following = words[index + 1].text.lower() if index + 1 < len(words) else ""
            return any(following.startswith(noun) and following != noun for noun in self._sources)
        before = words[max(0, index - _TAIL) : index]
        if any(self._is_speech(w) for w in before) and _after_mark(page, before, words[index]):
            return True
        sentence = page.sentence_at(words[index].start)
        last = [w for w in page.sentence_words(sentence) if w.text[:1].isalpha()][-1:]
        opens = words[index].start == sentence.start
        return opens and bool(last) and self._is_speech(last[0])

    def _is_speech(self, word: Word) -> bool:
        lower = word.text.lower()
        return word.pos in {"VERB", "AUX"} and any(lower.startswith(stem) for stem in self._verbs)

    def _antecedent(self, page: Page, before: Sequence[Mention], pronoun: Word) -> Mention | None:
        """The last subject (a mention without case endings) outside the words of others."""
        paragraph = next(((s, e) for s, e in page.paragraphs if s <= pronoun.start < e), (0, 0))
        for person in reversed(before):
            inside = person.start >= paragraph[0] and _spoken(page, paragraph[0], person.start)
            led = _dash_led(page, person.start)
            if not inside and (not led or self._in_tail(page, person)) and set(person.functions) <= {"P3"}:
                return person
        return None

    def _in_tail(self, page: Page, person: Mention) -> bool:
        before = page.words_between(max(0, person.start - 60), person.start)[-_TAIL:]
        return any(self._is_speech(word) for word in before)


def _pronoun(word: Word, person: Mention) -> Mention:
    return Mention(
        word.start,
        word.end,
        person.label,
        "pronoun_of_speech",
        "coreference",
        mention="pronoun",
        canonical=person.canonical,
        id=person.id,
        office=person.office,
        country=person.country,
        functions=("GEN",) if word.text.lower() != "ол" else (),
    )


def _holds(person: Mention, title: Title, where: str, offices: Offices) -> bool:
    """Whether the text gives this person that office: same kind of title, same country or organisation."""
    if person.label != "LEADER" or not person.office:
        return False
    if (person.country or "") != where and not title.organisation:
        return False
    if title.organisation and title.country_name and not person.office.startswith(title.country_name):
        return False
    return _same_kind(person, title) or any(t.kind == title.kind and t.country == where for t in offices.of(person.id or ""))


def _same_kind(person: Mention, title: Title) -> bool:
    return bool(person.office) and _head(person.office or "") == _head(title.office)


def _head(office: str) -> str:
    """The last word of an office without its possessive, lower-case: «Өзбекстан Президенті» → «президент»."""
    word = office.split()[-1].lower()
    for ending in ("сы", "сі", "ы", "і"):
        if word.endswith(ending):
            return word.removesuffix(ending)
    return word


def _governs(office: str, phrase: str) -> bool:
    """Whether an office is over what a title names: «Облыс әкімі» and «Қостанай облысының әкімі»."""
    *before, _ = phrase.lower().split() or [""]
    return bool(before) and all(any(word.startswith(stem[:5]) for word in office.lower().split()) for stem in before)


def _nearest(persons: Sequence[Mention], position: int) -> Mention:
    before = [p for p in persons if p.end <= position]
    return before[-1] if before else persons[0]


def _after_mark(page: Page, before: Sequence[Word], word: Word) -> bool:
    """Whether a dash or a closing mark stands before the verb of a tail."""
    text = page.text[max(0, (before[0].start if before else word.start) - 4) : word.start]
    return any(mark in text for mark in "–—-―»”\"")


def _dash_led(page: Page, position: int) -> bool:
    start = page.text.rfind("\n", 0, position) + 1
    return page.text[start : start + 3].lstrip()[:1] in {"–", "—", "-", "―"}


def _spoken(page: Page, start: int, position: int) -> bool:
    """Whether the position stands in the words of a dash-led paragraph that begins at `start`."""
    return _dash_led(page, start) and page.text[start:position].count(" – ") + page.text[start:position].count(" - ") == 0
