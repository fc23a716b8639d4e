"""CSV for spreadsheets: UTF-8 with a byte order mark, so that Excel reads Kazakh letters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

BOM = b"\xef\xbb\xbf"
_FORMULA = r"(?s)^([=+\-@\t\r])(.)"


def write_csv(table: pa.Table, path: Path, separator: str = ",") -> None:
    """One table → one CSV file with a header; null is an empty cell, a list is JSON in its cell.

    `separator`: «;» where Excel's list separator is one, as in Kazakh and Russian settings. A text that a spreadsheet
    would take for a formula (it begins with = + - @, a tab or a carriage return) gets an apostrophe before it: releases
    are foreign text. JSON Lines and DuckDB hold it unchanged.
    """
    import pyarrow.csv

    options = pyarrow.csv.WriteOptions(delimiter=separator)
    with path.open("wb") as file:
        file.write(BOM)
        pyarrow.csv.write_csv(flat(table), file, options)


def flat(table: pa.Table) -> pa.Table:
    """The table with each list as JSON text and each text safe to open in a spreadsheet."""
    for at, field in enumerate(table.schema):
        column = _flat_column(table[field.name])
        table = table.set_column(at, field.name, column)
    return table


def _flat_column(column: pa.ChunkedArray) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_list(column.type):
        return pa.array([_json(value) for value in column.to_pylist()], pa.string())
    return pc.replace_substring_regex(column, _FORMULA, r"'\1\2") if pa.types.is_string(column.type) else column


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
