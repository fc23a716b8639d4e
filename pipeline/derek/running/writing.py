"""Record batches → Parquet files, in row groups of one size, so that equal rows give equal bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 2**17


def write_parquet(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> int:
    """Writes one file, flushed to the disk, a row group at a time in memory; returns its number of rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = 0
    with path.open("wb") as sink:
        with pq.ParquetWriter(sink, schema, compression="zstd", compression_level=3) as writer:
            for group in row_groups(schema, batches):
                writer.write_table(group, row_group_size=ROW_GROUP)
                rows += group.num_rows
        sink.flush()
        os.fsync(sink.fileno())
    return rows


def row_groups(schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Batches of any size → tables of `ROW_GROUP` rows, the last one of what is left."""
    held: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        held.append(batch)
        count += batch.num_rows
        if count >= ROW_GROUP:
            table = pa.Table.from_batches(held, schema)
            whole = count - count % ROW_GROUP
            for start in range(0, whole, ROW_GROUP):
                yield table.slice(start, ROW_GROUP).combine_chunks()
            held, count = table.slice(whole).combine_chunks().to_batches(), count - whole
    if count:
        yield pa.Table.from_batches(held, schema).combine_chunks()
