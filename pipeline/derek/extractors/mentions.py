"""A mention on its way to a row of the entities table, and what all name rules share."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from derek.extractors.name_forms import Functions
from derek.schema import Entity
from derek.text.page import Page


@dataclasses.dataclass(frozen=True, slots=True)
class Mention:
    """One found name, title or pronoun. Offsets in code points of the page's text."""

    start: int
    end: int
    label: str
    rule: str
    resolved_by: str
    mention: str = "name"
    canonical: str | None = None
    id: str | None = None
    office: str | None = None
    country: str | None = None
    score: float | None = None
    flags: tuple[str, ...] = ()
    functions: Functions = ()
    """What the endings of the last word do (case); not a column."""
    office_kind: str | None = None
    """Kind of the office, as in the tables of titles and office-holders; not a column."""
    known_as: str | None = None
    """The row of the knowledge that matched, without endings; not a column."""

    def overlaps(self, other: Mention) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Mention) -> bool:
        """Whether it stands wholly inside the other."""
        return other.start <= self.start and self.end <= other.end


def to_entities(page: Page, mentions: Iterable[Mention]) -> list[Entity]:
    """Mentions → rows in document order, numbered from 0; of equal starts the longer comes first."""
    ordered = sorted(mentions, key=lambda m: (m.start, -m.end, m.label))
    return [_entity(page, number, mention) for number, mention in enumerate(ordered)]


def _entity(page: Page, number: int, mention: Mention) -> Entity:
    return Entity(
        doc_id=page.doc_id,
        entity_id=number,
        sent_id=page.sentence_at(mention.start).sent_id,
        start_char=mention.start,
        end_char=mention.end,
        text=page.text[mention.start : mention.end],
        label=mention.label,
        mention=mention.mention,
        canonical=mention.canonical,
        id=mention.id,
        office=mention.office,
        country=mention.country,
        resolved_by=mention.resolved_by,
        rule=mention.rule,
        score=mention.score,
        flags=mention.flags,
    )
