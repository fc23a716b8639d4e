"""What the readers hand on: a reference to one document's bytes, or the reason why there is none."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from derek.readers.handles import read_range, read_row

LARGEST = 10 * 2**20
"""Bytes of one document, unpacked: some 900,000 Kazakh words. More is an archive in one file, and is told so."""


@dataclasses.dataclass(frozen=True, slots=True)
class ReadOptions:
    """How the input is to be read; what stands at None is guessed (see `rows.py` and `encodings.py`)."""

    text: str | None = None
    """Column of a table or key of a JSON object that holds the text; likewise the four below."""
    title: str | None = None
    date: str | None = None
    id: str | None = None
    url: str | None = None
    encoding: str | None = None
    """Python codec name that all input is decoded with, instead of detecting it."""
    issuer_country: str = "KZ"
    """ISO 3166-1 alpha-2 for documents that do not name their issuer."""
    spool: Path | None = None
    """Folder for standard input's temporary file; must be seen by all workers. None: the system's."""
    largest: int = LARGEST
    """Bytes of the largest document that is read."""


@dataclasses.dataclass(frozen=True, slots=True)
class Record:
    """One document, as a reference: small, picklable, and valid wherever `path` is seen.

    `steps` leads through containers: -1 unpacks gzip, n ≥ 0 opens the n-th member of a zip. `start` and `length` (bytes;
    None: to the end) cut a row out of a file of lines; `row` counts a Parquet file's rows from 0.
    """

    name: str
    """Relative to the input root, POSIX: `a/b.txt`, `a.zip#b.txt`, and rows as editors number lines: `a.jsonl#17`."""
    path: Path
    format: str = "text"
    """`text`, `html`, `mhtml` or `json` (one object: a line, or the canonical JSON of a table's row)."""
    steps: tuple[int, ...] = ()
    start: int = 0
    length: int | None = None
    row: int | None = None
    columns: tuple[tuple[str, int], ...] = ()
    """Used columns of a table: (name, position)."""
    codec: str = ""
    """Encoding of a CSV's bytes or of a UTF-16 file of lines; elsewhere each document is looked at by itself."""
    delimiter: str = ""
    largest: int = LARGEST

    def read(self) -> bytes:
        """The document's bytes, whose SHA-256 is its identity: the file, the line, or the row's canonical JSON.

        Canonical JSON holds the used columns alone, keys sorted, no space, UTF-8. Reading rows in their order is linear
        in the container's size, also inside gzip and zip. Raises ReadError where the bytes cannot be had, nothing else.
        """
        return read_row(self) if self.columns else read_range(self)


@dataclasses.dataclass(frozen=True, slots=True)
class Unreadable:
    """Something under the inputs that holds no document; it becomes a row of the rejects table."""

    name: str
    error: str
    """The error's class."""
    message: str
    """What is wrong and what to do."""
