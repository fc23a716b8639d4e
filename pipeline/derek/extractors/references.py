"""Titles that stand alone, resolved to persons by text, date and issuing country."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from derek.extractors.mentions import Mention
from derek.extractors.office_words import KINDS, OfficeWords, governs, names_office, same_kind
from derek.extractors.offices import LEADING, Offices, Term
from derek.extractors.titles import Title
from derek.knowledge import Knowledge
from derek.text.page import Page

_TABLED = {"minister", "akim", "speaker"}
"""Kinds of office that the table of terms settles where the text names nobody and the title says which one."""

_STATE = {"head_of_state", "head_of_government"}
_GOVERNMENTS = ("үкімет", "кабинет")
"""What a head of government is «басшы» of."""

_SHORT = {"премьер", "канцлер"}
"""Short words for an office that a text gives in full («Ұлыбритания Премьер-министрі … Премьер …»)."""


class References:
    """Resolves titles that have no name beside them."""

    def __init__(self, knowledge: Knowledge, offices: Offices, canonical: dict[str, str]) -> None:
        """`canonical`: person id → nominative name."""
        self._offices = offices
        self._canonical = canonical
        self._words = OfficeWords(knowledge)

    def titles(self, page: Page, titles: Sequence[Title], persons: Sequence[Mention]) -> list[Mention]:
        """A mention for each title without a name beside it that a person can be found for."""
        fitting = _Fitting(self, persons)
        return [mention for title in titles if (mention := self._resolve(page, title, fitting))]

    def _resolve(self, page: Page, title: Title, fitting: _Fitting) -> Mention | None:
        if title.person:
            term = self._offices.held(title.person, page.published)
            return self._mention(title, self._canonical.get(title.person), title.person, term, "office_table")
        if title.kind in LEADING:
            return self._leader(page, title, fitting)
        return self._by_text(page, title, fitting)

    def _leader(self, page: Page, title: Title, fitting: _Fitting) -> Mention | None:
        """By what the text calls somebody; then by the table; then, for a bare title, by who alone bears it."""
        where = title.country or title.organisation or page.issuer_country or ""
        bare = not (title.country or title.organisation)
        named = [p for p in fitting.named(title, where) if not bare or names_office(title.name, p.office or "")]
        if named:
            return self._as(title, _nearest(named, title.start), "text")
        if bare and title.kind == "international_head":
            heads = [p for p in fitting.leaders if same_kind(p, title)]
            return self._as(title, _nearest(heads, title.start), "text") if heads else None
        section = page.section_at(title.start)
        earlier = [p for p in fitting.bare(title) if section <= p.start and p.end <= title.start] if bare else []
        term = self._offices.holder(title.kind, where, page.published)
        if earlier and not (term and term.person in fitting.ids):
            return self._as(title, earlier[-1], "text")
        if term and not (bare and not names_office(title.name, term.office)):
            return self._mention(title, self._canonical.get(term.person), term.person, term, "office_table")
        return None if page.published else self._undated(title, where, fitting.people)

    def _undated(self, title: Title, where: str, persons: Sequence[Mention]) -> Mention | None:
        """Without a day: the one person of the text who ever held that office."""
        held = [(p, t) for p in persons for t in self._offices.of(p.id or "") if t.kind == title.kind]
        fitting = [(p, t) for p, t in held if where in (t.country, t.organisation)]
        if len({p.id for p, _ in fitting}) != 1:
            return None
        person, term = fitting[0]
        return self._mention(title, person.canonical, person.id or "", term, "text")

    def _by_text(self, page: Page, title: Title, fitting: _Fitting) -> Mention | None:
        """A minister, an akim: whom the text introduces by that title, the nearest before; else the only one after."""
        alike = fitting.bearers(title)
        before = [p for p in alike if p.end <= title.start]
        if not before and len({p.canonical for p in alike}) == 1:
            before = alike[:1]
        section = page.section_at(title.start)
        before = [p for p in before if p.start >= section] or before
        governed = [p for p in before if governs(p.office or "", title.phrase)]
        if title.kind == "deputy" and not governed:
            return None
        return self._as(title, (governed or before)[-1], "text") if before else self._by_table(page, title)

    def _by_table(self, page: Page, title: Title) -> Mention | None:
        """A minister, an akim or a speaker of the issuing country whom the text does not name, by office and day."""
        where = title.country or page.issuer_country or ""
        if page.published is None or title.kind not in _TABLED or "P3" not in title.functions:
            return None
        terms = [t for t in self._offices.serving(title.kind, where, page.published) if governs(t.office, title.phrase)]
        if len({term.person for term in terms}) != 1:
            return None
        return self._mention(title, self._canonical.get(terms[0].person), terms[0].person, terms[0], "office_table")

    def bears(self, person: Mention, title: Title) -> bool:
        """Whether a title of a minister, an akim, an expert … may be the person's."""
        return self._bears(person, title) and not self._contradicts(person, title)

    def holds(self, person: Mention, title: Title, where: str) -> bool:
        """Whether the text gives a leader that office there."""
        return person.mention == "name" and _holds(person, title, where, self._offices)

    def _bears(self, person: Mention, title: Title) -> bool:
        """Whether the text gives a person such a title; for a known one a term of that kind, whenever, will do."""
        if title.kind == "former":
            return person.office_kind == "former"
        governing = any(noun in title.of.lower() for noun in _GOVERNMENTS)
        if title.kind == "other" and person.label == "LEADER" and person.office_kind in _STATE and not governing:
            return False  # «Әкімшілік басшысы» heads no state
        if person.office and self._words.alike(person, title):
            return True
        tabled = title.kind in KINDS and any(term.kind == title.kind for term in self._offices.of(person.id or ""))
        return tabled and not person.office

    def _contradicts(self, person: Mention, title: Title) -> bool:
        """Whether the title names another office than the person's: «Қаржы министрі» is not the foreign minister."""
        if title.country and person.country and title.country != person.country:
            return True
        held = [person.office or "", *(t.office for t in self._offices.of(person.id or "") if t.kind == title.kind)]
        return self._words.contradicts(title, held)

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


class _Fitting:
    """The persons of a page by the titles they may bear; each way of writing a title is asked about once."""

    def __init__(self, references: References, people: Sequence[Mention]) -> None:
        self._references = references
        self.people = people
        self.leaders = [p for p in people if p.label == "LEADER"]
        self.ids = {p.id for p in people}
        self._found: dict[tuple[str | None, ...], list[Mention]] = {}

    def bearers(self, title: Title) -> list[Mention]:
        """Who may bear a title that leads no state."""
        return self._once(("bearer", *_key(title)), self.people, lambda p: self._references.bears(p, title))

    def named(self, title: Title, where: str) -> list[Mention]:
        """The leaders whom the text gives that office."""
        key = ("named", where, *_key(title))
        return self._once(key, self.leaders, lambda p: self._references.holds(p, title, where))

    def bare(self, title: Title) -> list[Mention]:
        """The leaders whom a title without a country may mean."""
        return self._once(("bare", *_key(title)), self.leaders, lambda p: _may_be_bare(p, title))

    def _once(
        self, key: tuple[str | None, ...], people: Sequence[Mention], fits: Callable[[Mention], bool]
    ) -> list[Mention]:
        if key not in self._found:
            self._found[key] = [p for p in people if fits(p)]
        return self._found[key]


def _key(title: Title) -> tuple[str | None, ...]:
    return title.kind, title.name, title.phrase, title.of, title.country, title.country_name, title.organisation


def _holds(person: Mention, title: Title, where: str, offices: Offices) -> bool:
    """Whether the text gives this person that office: same kind of title, same country or organisation."""
    if person.label != "LEADER" or not person.office:
        return False
    if (person.country or "") != where and not title.organisation:
        return False
    if title.organisation and title.country_name and not person.office.startswith(title.country_name):
        return False
    return same_kind(person, title) or any(
        t.kind == title.kind and t.country == where for t in offices.of(person.id or "")
    )


def _may_be_bare(person: Mention, title: Title) -> bool:
    """Whether a bare title may be this leader's: the same word, or the same kind of office under a word for any."""
    if person.label != "LEADER":
        return False
    return same_kind(person, title) or (person.office_kind == title.kind and title.name in _SHORT)


def _nearest(persons: Sequence[Mention], position: int) -> Mention:
    before = [p for p in persons if p.end <= position]
    return before[-1] if before else persons[0]
