"""Parquet: one document a row, read in batches, each row known by the canonical JSON of its used columns."""

from __future__ import annotations

import bisect
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from derek.errors import ReadError
from derek.readers.handles import Budget, Steps, keep, seekable, stamp

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 64
"""Rows decoded at once: some hundred kilobytes of releases."""


class Rows:
    """The rows of one Parquet file, forward from any row; at most one batch of them is in memory."""

    def __init__(self, stream: IO[bytes], columns: tuple[str, ...] = ()) -> None:
        """`columns`: those that are read; the file is closed with this object."""
        import pyarrow.parquet as pq

        self._stream = stream
        self._file = pq.ParquetFile(stream, buffer_size=2**20)  # or it loads whole column chunks
        self._columns = list(columns)
        sizes = (self._file.metadata.row_group(i).num_rows for i in range(self._file.num_row_groups))
        self._starts = list(itertools.accumulate(sizes, initial=0))
        self._batches: Iterator[pa.RecordBatch] = iter(())
        self._first, self._batch = 0, None

    def __del__(self) -> None:
        self._stream.close()

    @property
    def names(self) -> list[str]:
        """The names of the file's columns."""
        return list(self._file.schema_arrow.names)

    def __len__(self) -> int:
        return int(self._starts[-1])

    def at(self, row: int) -> dict[str, Any]:
        """The used columns of a row, from 0. Raises IndexError past the end."""
        if not 0 <= row < len(self):
            raise IndexError(row)
        while not self._holds(row):
            self._advance(row)
        batch: Any = self._batch
        return {name: batch.column(name)[row - self._first].as_py() for name in self._columns}

    def _holds(self, row: int) -> bool:
        return self._batch is not None and self._first <= row < self._first + self._batch.num_rows

    def _advance(self, row: int) -> None:
        """One batch further; or to the row's own group, where the row lies behind or in a later group."""
        group = bisect.bisect_right(self._starts, row) - 1
        after = self._first + self._batch.num_rows if self._batch is not None else -1
        if not self._starts[group] < after <= row:
            groups = list(range(group, self._file.num_row_groups))
            self._batches = self._file.iter_batches(_BATCH, row_groups=groups, columns=self._columns, use_threads=False)
            after = self._starts[group]
        self._batch, self._first = next(self._batches), after


def canonical(row: dict[str, Any]) -> bytes:
    """A row → JSON in UTF-8: keys sorted, nulls left out, no spaces; dates as ISO 8601."""
    held = {key: value for key, value in row.items() if value is not None}
    text = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return text.encode("utf-8", "surrogatepass")


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def open_rows(path: Path, steps: Steps, columns: tuple[str, ...], budget: Budget | None = None) -> Rows:
    """The Parquet file at a place; kept open. Raises what pyarrow raises for a damaged one."""
    return keep(("parquet", *stamp(path), steps, columns), lambda: Rows(seekable(path, steps, budget), columns))


def read_row(path: Path, steps: Steps, row: int, columns: tuple[str, ...]) -> bytes:
    """One row's canonical JSON. Raises ReadError where the file has become shorter."""
    try:
        return canonical(open_rows(path, steps, columns).at(row))
    except IndexError:
        raise ReadError("the file has become shorter since it was listed; run again") from None
