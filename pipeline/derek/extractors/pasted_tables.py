"""Tables pasted as text: rows of cells between tabs, under a header and a caption that name unit, measure and year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import regex

from derek.extractors.units import Unit, Units
from derek.knowledge import Knowledge
from derek.text.numerals import lower, read_digits

_NUMBER = regex.compile(
    r"[-−–]?(?P<number>\d{1,3}(?:[ \u00a0]\d{3})++(?:[.,]\d++)?+|\d++(?:[.,]\d++)?+)(?P<percent> ?%)?"
)
_YEAR = regex.compile(r"(?P<year>(?:19|20)\d\d)(?: ?(?:ж\.?|жыл\p{L}*|г\.?))?")
_SCALED = regex.compile(r"(?:(?P<scale>мың|млн|миллион|млрд|миллиард|трлн|триллион)\.?\s)?")
_SCALES = {"мың": 3, "млн": 6, "миллион": 6, "млрд": 9, "миллиард": 9, "трлн": 12, "триллион": 12}
_MAX_ROWS = 2000


class Cell(NamedTuple):
    """One figure of a table. Offsets in code points, end-exclusive."""

    start: int
    end: int
    value: Decimal
    unit: Unit
    metric: tuple[int, int]
    year: int | None
    year_span: tuple[int, int] | None
    label: tuple[int, int]
    """The first cell of its row."""


class _Measure(NamedTuple):
    start: int
    end: int
    scale: Decimal
    unit: Unit


Line = tuple[int, list[tuple[int, int]]]


class TableReader:
    """Reads pasted tables; a cell counts only where its column, caption or own sign names a unit."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where lexicon/units.tsv is missing or lacks a column."""
        self._units = Units(knowledge)

    def read(self, text: str) -> list[Cell]:
        """The figures of all tables of a text, in order."""
        if "\t" not in text:
            return []
        cells: list[Cell] = []
        for caption, rows in _tables(text):
            cells += self._table(text, caption, rows)
        return cells

    def _table(
        self, text: str, caption: tuple[int, int] | None, rows: Sequence[list[tuple[int, int]]]
    ) -> Iterator[Cell]:
        common = self._measure(text, *caption) if caption else None
        header = rows[0]
        measures = [self._measure(text, *cell) or common for cell in header]
        for row in rows[1:]:
            for column, (start, end) in enumerate(row[1:], start=1):
                cell = self._cell(text, start, end, header, measures, column, row[0])
                if cell is not None:
                    yield cell

    def _cell(
        self,
        text: str,
        start: int,
        end: int,
        header: Sequence[tuple[int, int]],
        measures: Sequence[_Measure | None],
        column: int,
        label: tuple[int, int],
    ) -> Cell | None:
        match = _NUMBER.fullmatch(text, start, end)
        measure = measures[column] if match is not None and column < len(measures) else None
        value = read_digits(match["number"]) if match is not None else None
        if match is None or measure is None or value is None:
            return None
        scale = Decimal(1) if match["percent"] else measure.scale
        signed = -value if text[start] in "-−–" else value
        year = _YEAR.fullmatch(text, *header[column])
        span = header[column] if year is not None else None
        return Cell(
            start,
            end,
            signed * scale,
            measure.unit,
            (measure.start, measure.end),
            int(year["year"]) if year else None,
            span,
            label,
        )

    def _measure(self, text: str, start: int, end: int) -> _Measure | None:
        """«Инвестициялар, млрд. теңге» → what is measured, the scale and the unit; None without a unit."""
        written = lower(text[start:end])
        comma = max(written.rfind(","), written.rfind("("))
        match = _SCALED.match(written[comma + 1 :].lstrip())
        rest = written[comma + 1 :].lstrip()
        unit = self._units.after(rest, match.end() if match else 0)
        if unit is None or rest[unit.end :].strip(" .)"):
            return None
        scale = Decimal(10) ** _SCALES[match["scale"]] if match and match["scale"] else Decimal(1)
        return _Measure(start, start + comma if comma > 0 else end, scale, unit)


def _tables(text: str) -> Iterator[tuple[tuple[int, int] | None, list[list[tuple[int, int]]]]]:
    """(caption, rows) of each run of lines with tabs; the caption is the line before, if it has none."""
    caption: tuple[int, int] | None = None
    rows: list[list[tuple[int, int]]] = []
    position = 0
    for line in [*text.split("\n"), ""]:
        if "\t" in line and len(rows) < _MAX_ROWS:
            rows.append(_cells(line, position))
        else:
            if len(rows) > 1:
                yield caption, rows
            rows = []
            caption = (position, position + len(line)) if line.strip() else caption
        position += len(line) + 1


def _cells(line: str, position: int) -> list[tuple[int, int]]:
    spans = []
    for cell in line.split("\t"):
        stripped = cell.strip()
        start = position + (len(cell) - len(cell.lstrip()) if stripped else 0)
        spans.append((start, start + len(stripped)))
        position += len(cell) + 1
    return spans
