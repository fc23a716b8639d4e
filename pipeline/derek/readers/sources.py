"""The records that the user names: every document under files, folders, globs and standard input, in a stable order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from derek.readers.files import File, find_files
from derek.readers.records import ReadOptions, Record, Unreadable, unreadable
from derek.readers.unpacking import expand

__all__ = ["ReadOptions", "Record", "Unreadable", "find_records"]


def find_records(inputs: Sequence[Path | str], options: ReadOptions | None = None) -> Iterator[Record | Unreadable]:
    """Yields a reference to each document, or why there is none, sorted by file name, rows in their order.

    Containers are read as streams, never a whole one in memory. Raises UsageError for an input that does not exist, and
    no other error: what cannot be read is Unreadable, and the rest goes on.
    """
    options = options or ReadOptions()
    for file in find_files(inputs, options):
        if isinstance(file, Unreadable):
            yield file
        else:
            yield from _records(file, options)


def _records(file: File, options: ReadOptions) -> Iterator[Record | Unreadable]:
    try:
        yield from expand(file, options)
    except Exception as error:  # noqa: BLE001 - a broken container raises what it likes; the run must go on
        yield unreadable(file.name, error)
