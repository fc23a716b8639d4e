"""Who held which office when: terms of office from models/knowledge/office_holders.tsv."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from derek.knowledge import Knowledge, Row

LEADING = frozenset({"head_of_state", "head_of_government", "international_head"})
"""The kinds of office that make a person a LEADER."""


class Term(NamedTuple):
    """One person in one office from a day to a day (ISO dates; empty where unknown or open)."""

    person: str
    office: str
    kind: str
    country: str
    organisation: str
    valid_from: str
    valid_to: str

    def covers(self, day: dt.date) -> bool:
        """Whether the term is known to hold on that day; an open end holds, two unknown ends do not."""
        if not self.valid_from and not self.valid_to:
            return False
        text = day.isoformat()
        return (not self.valid_from or self.valid_from <= text) and (not self.valid_to or text <= self.valid_to)

    @property
    def leading(self) -> bool:
        """Whether the office heads a state, a government or an international organisation."""
        return self.kind in LEADING


class Offices:
    """Looks terms up by person and by office."""

    def __init__(self, knowledge: Knowledge) -> None:
        columns = ("id", "office", "kind", "country", "organisation", "valid_from", "valid_to")
        self._by_person: dict[str, list[Term]] = defaultdict(list)
        self._by_office: dict[tuple[str, str], list[Term]] = defaultdict(list)
        for row in knowledge.table("knowledge/office_holders.tsv", columns):
            term = _term(row)
            self._by_person[term.person].append(term)
            self._by_office[term.kind, term.country or term.organisation].append(term)

    def of(self, person: str) -> tuple[Term, ...]:
        """All known terms of a person."""
        return tuple(self._by_person.get(person, ()))

    def held(self, person: str, day: dt.date | None) -> Term | None:
        """The person's office on that day, a leading one first; without a day the one still open, else the last."""
        terms = self._by_person.get(person, [])
        if day:
            fitting = [term for term in terms if term.covers(day)]
        else:
            fitting = [term for term in terms if not term.valid_to] or terms[-1:]
        return min(fitting, key=lambda term: not term.leading, default=None)

    def serving(self, kind: str, where: str, day: dt.date) -> list[Term]:
        """All terms of that kind of office in a country or organisation on that day."""
        return [term for term in self._by_office.get((kind, where), ()) if term.covers(day)]

    def holder(self, kind: str, where: str, day: dt.date | None) -> Term | None:
        """Who held the office in a country (alpha-2) or organisation (key) on that day; None where it is not sure."""
        terms = [term for term in self._by_office.get((kind, where), ()) if day and term.covers(day)]
        people = {term.person for term in terms}
        return terms[-1] if len(people) == 1 else _newest(terms, day)


def _newest(terms: list[Term], day: dt.date | None) -> Term | None:
    """On the day of a hand-over two terms touch: the one that begins that day holds."""
    beginning = [term for term in terms if day and term.valid_from == day.isoformat()]
    return beginning[0] if len(beginning) == 1 else None


def _term(row: Row) -> Term:
    return Term(
        row["id"], row["office"], row["kind"], row["country"], row["organisation"], row["valid_from"], row["valid_to"]
    )
