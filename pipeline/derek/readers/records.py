"""What the readers hand on: a reference to one document's bytes, or the reason why there is none."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from derek.errors import ReadError
from derek.readers.handles import read_range
from derek.readers.parquet import read_row

LARGEST = 10 * 2**20
"""Bytes of one document, unpacked: some 900,000 Kazakh words. More is an archive in one file, and is told so."""


@dataclasses.dataclass(frozen=True, slots=True)
class ReadOptions:
    """How the input is to be read; what stands at None is guessed (see `rows.py` and `encodings.py`)."""

    text: str | None = None
    """Column of a table or key of a JSON object that holds the text; likewise the next two."""
    title: str | None = None
    date: str | None = None
    id: str | None = None
    """Column that makes a Parquet row a document of its own even where its text is a copy; likewise `url`."""
    url: str | None = None
    encoding: str | None = None
    """Python codec name that all input is decoded with, instead of detecting it."""
    issuer_country: str = "KZ"
    """ISO 3166-1 alpha-2 for documents that do not name their issuer."""
    spool: Path | None = None
    """Folder that receives standard input as the file `stdin`; must be seen by all workers. None: a temporary one."""
    largest: int = LARGEST
    """Bytes of the largest document that is read."""


@dataclasses.dataclass(frozen=True, slots=True)
class Record:
    """One document, as a reference: small, picklable, and valid wherever `path` is seen.

    `steps` leads through containers: -1 unpacks gzip, n ≥ 0 opens the n-th member of a zip. `start` and `length`
    (bytes; None: to the end) cut a row out of a file of lines; `row` is a row's place in a Parquet file, from 0.
    """

    name: str
    """Relative to the input root, POSIX: `a/b.txt`, `a.zip#b.txt`; rows by their line, from 1: `a.jsonl#17`."""
    path: Path
    format: str = "text"
    """`text`, `html`, `mhtml`, `json` (one object: a line, or a Parquet row as canonical JSON) or `csv` (one row)."""
    steps: tuple[int, ...] = ()
    start: int = 0
    length: int | None = None
    row: int | None = None
    columns: tuple[tuple[str, str, int], ...] = ()
    """Used columns of a table: (what for: text, title, date, id or url; column's name; its position from 0)."""
    codec: str = ""
    """Encoding of a whole CSV file or of UTF-16 lines; elsewhere each document is looked at by itself."""
    delimiter: str = ""
    largest: int = LARGEST

    def read(self) -> bytes:
        """The document's bytes, whose SHA-256 is its identity: the whole file, the row's own bytes, or canonical JSON.

        Canonical JSON is for Parquet: the used columns alone, keys sorted, no spaces, UTF-8. Reading rows in their
        order is linear in the container's size, also inside gzip and zip. Raises ReadError where there is nothing to
        be had, and never another error.
        """
        try:
            if self.row is not None:
                return read_row(self.path, self.steps, self.row, tuple(name for _, name, _ in self.columns))
            return read_range(self.path, self.steps, self.start, self.length, self.largest)
        except ReadError:
            raise
        except Exception as error:  # a broken container raises what it likes
            raise ReadError(explained(error)) from error


@dataclasses.dataclass(frozen=True, slots=True)
class Unreadable:
    """Something under the inputs that holds no document; it becomes a row of the rejects table."""

    name: str
    error: str
    """The error's class."""
    message: str
    """What is wrong and what to do."""


def unreadable(name: str, error: Exception) -> Unreadable:
    """An error met at a source → its row."""
    message = str(error) if isinstance(error, ReadError) else explained(error)
    return Unreadable(name, type(error).__name__, message)


def explained(error: Exception) -> str:
    """What an error of the system or of a library means to the user, with the remedy."""
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read ({error.strerror}); check that the file is there, is whole and may be read"
    said = str(error).split("\n")[0][:200]
    return f"cannot be read ({type(error).__name__}: {said}); it is damaged or cut short: save or download it again"
