"""Every figure as a statement: what is measured, how much, for when, up or down, actual or planned, who says so."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from derek.extractors.claim_drafts import DraftReader
from derek.extractors.claim_rows import ClaimWriter, Readers, cell_row
from derek.extractors.pasted_tables import TableReader
from derek.extractors.periods import PeriodFinder
from derek.knowledge import Knowledge
from derek.schema import Claim, Entity, Quote
from derek.text.numerals import Numerals, lower
from derek.text.page import Page


class ClaimFinder:
    """Finds the numeric claims of a page, by the tables of a knowledge folder."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where a table under lexicon/ is missing or lacks a column."""
        self._numerals, self._periods = Numerals(knowledge), PeriodFinder(knowledge)
        self._drafts, self._tables = DraftReader(knowledge), TableReader(knowledge)
        self._readers = Readers.of(knowledge)

    def find(self, page: Page, entities: Sequence[Entity], quotes: Sequence[Quote]) -> list[Claim]:
        """The claims of a page in order, numbered from 0, with the claimant of the quotation that holds each."""
        numbers = self._numerals.scan(page.text)
        if not numbers:
            return []
        lowered = lower(page.text)
        periods = self._periods.find(page.text, lowered, numbers, page.published)
        drafts = self._drafts.read(page, lowered, numbers, periods)
        cells = self._tables.read(page.text)
        tabular = {page.sentence_at(cell.start).sent_id for cell in cells}
        writer = ClaimWriter(self._readers, page, lowered, periods, entities, quotes)
        rows = list(writer.rows([draft for draft in drafts if draft.stretch.sent_id not in tabular]))
        return _numbered(rows + [cell_row(page, cell, self._readers.metrics) for cell in cells])


def _numbered(rows: Sequence[Claim]) -> list[Claim]:
    ordered = sorted(rows, key=lambda row: (row.start_char, row.end_char))
    return [
        row if row.claim_id == number else dataclasses.replace(row, claim_id=number)
        for number, row in enumerate(ordered)
    ]
