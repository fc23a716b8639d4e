"""CSV and TSV: one document a row, found by its byte offset; the header names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO, NamedTuple

from derek.errors import ReadError
from derek.readers.encodings import decode
from derek.readers.handles import too_large
from derek.readers.json_lines import Cut, cut_lines, give_up
from derek.readers.records import LARGEST, ReadOptions
from derek.readers.rows import used_columns

_DELIMITERS = ("\t", ";", ",")
"""Looked for in the header line; «;» is what spreadsheets write in Kazakh and Russian settings."""


class Row(NamedTuple):
    """One row that holds a document, or what is wrong with it."""

    number: int
    """Of its first line in the file, from 1 (the header's), as editors count."""
    start: int
    length: int
    codec: str
    columns: tuple[tuple[str, str, int], ...]
    delimiter: str
    fault: ReadError | None = None


class _Feed:
    """Lines for the CSV parser, counted. Bytes are handed over as Latin-1: what parts the cells is ASCII anyway."""

    def __init__(self, stream: IO[bytes], largest: int) -> None:
        self._cuts = cut_lines(stream, largest)
        self._largest = largest
        self.taken: list[Cut] = []
        self.delimiter = ""

    def __iter__(self) -> Iterator[str]:
        for cut in self._cuts:
            self.taken.append(cut)
            if cut.too_long or cut.start - self.taken[0].start > self._largest:
                raise ReadError(f"{too_large(self._largest)}; or a quotation mark on this line is never closed")
            yield _as_text(cut) + "\n"


def _as_text(cut: Cut) -> str:
    return cut.data.decode(cut.codec or "latin-1", "surrogatepass" if cut.codec else "strict")


def rows(stream: IO[bytes], options: ReadOptions) -> Iterator[Row]:
    """Yields the rows after the header. Raises ReadError where the header has no column for the text."""
    csv.field_size_limit(max(options.largest, LARGEST))
    feed = _Feed(stream, options.largest)
    first = next(iter(feed), "")
    delimiter = max(_DELIMITERS, key=first.count)
    names, columns = _header(feed, first, delimiter, options)
    reader = csv.reader(feed, delimiter=delimiter)
    faults = 0
    while True:
        feed.taken.clear()
        give_up(faults)
        fault, cells = None, []
        try:
            cells = next(reader)
            fault = _misfit(cells, names)
        except StopIteration:
            return
        except (csv.Error, ReadError) as error:
            fault = ReadError(f"not a row of this table ({error}); write line breaks and quotation marks inside quotes")
        faults = faults + 1 if fault else 0
        if cells or fault:
            yield _row(feed.taken, columns, delimiter, fault)


def _header(
    feed: _Feed, line: str, delimiter: str, options: ReadOptions
) -> tuple[list[str], tuple[tuple[str, str, int], ...]]:
    cut = feed.taken[0] if feed.taken else None
    if cut is None:
        raise ReadError("the table is empty; its first line must name the columns")
    text = decode(cut.data, options.encoding or cut.codec or None).text
    names = next(csv.reader(io.StringIO(text), delimiter=delimiter), [])
    return names, tuple((use, names[at], at) for use, at in used_columns(names, options).items())


def _misfit(cells: list[str], names: list[str]) -> ReadError | None:
    if cells and (len(cells) < len(names) or any(cells[len(names) :])):
        said = f"the row has {len(cells)} cells, the header {len(names)}"
        return ReadError(f"{said}; put texts that hold the separator or line breaks into quotation marks")
    return None


def _row(cuts: list[Cut], columns: tuple[tuple[str, str, int], ...], delimiter: str, fault: ReadError | None) -> Row:
    first, last = cuts[0], cuts[-1]
    length = last.start + len(last.data) - first.start
    return Row(first.number, first.start, length, first.codec, columns, delimiter, fault)
