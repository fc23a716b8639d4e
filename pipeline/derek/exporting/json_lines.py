"""JSON Lines: one row a line, columns as in the tables, dates as ISO text, null where the table has null."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


def write_json_lines(table: pa.Table, path: Path) -> None:
    """One table → one UTF-8 file without a byte order mark, batch by batch."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for batch in table.to_batches():
            file.writelines(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in batch.to_pylist())
