"""Rows → Parquet files, each staged under a temporary name and put in place in one step."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from derek.schema import TABLES, Row, to_table

Rows = Mapping[str, Sequence[Row]]


class Written(NamedTuple):
    """One file that a chunk wrote: its table, its path below the output folder, its number of rows."""

    table: str
    path: str
    rows: int


def write_rows(out: Path, chunk: str, month: str | None, rows: Rows) -> list[Written]:
    """Writes one file a table that has rows, under `month` (None for the table that is not partitioned)."""
    return [write_table(out, name, chunk, month, to_table(name, table)) for name, table in rows.items() if table]


def write_table(out: Path, name: str, chunk: str, month: str | None, table: pa.Table) -> Written:
    """Writes `OUT/<table>/month=…/<chunk>.parquet`; a reader sees the whole file or none."""
    folder = out / name / f"month={month}" if month else out / name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{chunk}.parquet"
    staged = folder / f".{chunk}.tmp"
    pq.write_table(table, staged, compression="zstd", compression_level=3)
    os.replace(staged, path)
    return Written(name, path.relative_to(out).as_posix(), table.num_rows)


def write_missing(out: Path, written: Iterable[Written]) -> list[Written]:
    """An empty file for each table without any, so that every table can be read and shows its columns."""
    present = {file.table for file in written}
    return [
        write_table(out, name, "empty", None if name == "rejects" else "unknown", to_table(name, []))
        for name in TABLES
        if name not in present
    ]


def month_of(published: dt.date | None) -> str:
    """The partition of a document: `2025-11`, or `unknown` without a date."""
    return f"{published:%Y-%m}" if published else "unknown"


def remove_stale(out: Path, listed: Iterable[str]) -> None:
    """Removes the Parquet files of earlier runs that the manifest no longer lists, and what killed runs left staged."""
    keep = set(listed)
    for table in TABLES:
        for path in sorted((out / table).rglob("*")):
            if path.is_file() and path.relative_to(out).as_posix() not in keep and path.suffix in {".parquet", ".tmp"}:
                path.unlink()
    for folder in sorted((p for t in TABLES for p in (out / t).glob("month=*")), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
