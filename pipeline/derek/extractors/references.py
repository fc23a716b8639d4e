"""Titles that stand alone, resolved to persons by text, date and issuing country."""

from __future__ import annotations

from collections.abc import Sequence

from derek.extractors.mentions import Mention
from derek.extractors.offices import LEADING, Offices, Term
from derek.extractors.titles import Title
from derek.text.page import Page

_KINDS = {"minister", "akim", "speaker"}
"""Kinds of office that several titles name («әкім», «өңір басшысы»)."""


class References:
    """Resolves titles that have no name beside them."""

    def __init__(self, offices: Offices, canonical: dict[str, str]) -> None:
        """`canonical`: person id → nominative name."""
        self._offices = offices
        self._canonical = canonical

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
        return None if page.published else self._undated(title, where, persons)

    def _undated(self, title: Title, where: str, persons: Sequence[Mention]) -> Mention | None:
        """Without a day: the one person of the text who ever held that office."""
        held = [(p, t) for p in persons for t in self._offices.of(p.id or "") if t.kind == title.kind]
        fitting = [(p, t) for p, t in held if where in (t.country, t.organisation)]
        if len({p.id for p, _ in fitting}) != 1:
            return None
        person, term = fitting[0]
        return self._mention(title, person.canonical, person.id or "", term, "text")

    def _by_text(self, title: Title, persons: Sequence[Mention]) -> Mention | None:
        """A minister, an akim: whom the text introduces by that title, the nearest before; else the only one after."""
        if title.kind in {"former", "deputy"}:
            return None
        alike = [p for p in persons if self._bears(p, title)]
        fitting = [p for p in alike if p.end <= title.start]
        if not fitting and len({p.canonical for p in alike}) == 1:
            fitting = alike[:1]
        governed = [p for p in fitting if _governs(p.office or "", title.phrase)]
        return self._as(title, (governed or fitting)[-1], "text") if fitting else None

    def _bears(self, person: Mention, title: Title) -> bool:
        """Whether the text gives a person such a title; for a known one a term of that kind, whenever, will do."""
        if person.office:
            return _alike(person, title)
        return title.kind in _KINDS and any(term.kind == title.kind for term in self._offices.of(person.id or ""))

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
            office_kind=person.office_kind,
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


def _holds(person: Mention, title: Title, where: str, offices: Offices) -> bool:
    """Whether the text gives this person that office: same kind of title, same country or organisation."""
    if person.label != "LEADER" or not person.office:
        return False
    if (person.country or "") != where and not title.organisation:
        return False
    if title.organisation and title.country_name and not person.office.startswith(title.country_name):
        return False
    return _same_kind(person, title) or any(
        t.kind == title.kind and t.country == where for t in offices.of(person.id or "")
    )


def _same_kind(person: Mention, title: Title) -> bool:
    return bool(person.office) and _head(person.office or "") == _head(title.office)


def _head(office: str) -> str:
    """The last word of an office without its possessive, lower-case: «Өзбекстан Президенті» → «президент»."""
    word = office.split()[-1].lower()
    for ending in ("сы", "сі", "ы", "і"):
        if word.endswith(ending):
            return word.removesuffix(ending)
    return word


def _alike(person: Mention, title: Title) -> bool:
    """Whether a person bears such a title: the same word, or another word for the same kind of office."""
    return _same_kind(person, title) or (title.kind in _KINDS and person.office_kind == title.kind)


def _governs(office: str, phrase: str) -> bool:
    """Whether an office is over what a title names: «Облыс әкімі» and «Қостанай облысының әкімі»."""
    *before, _ = phrase.lower().split() or [""]
    return bool(before) and all(any(word.startswith(stem[:5]) for word in office.lower().split()) for stem in before)


def _nearest(persons: Sequence[Mention], position: int) -> Mention:
    before = [p for p in persons if p.end <= position]
    return before[-1] if before else persons[0]
