"""Findings → Arrow, straight from the pages' columns: no row object is made where none is needed.

A test holds the result equal to `schema.to_table` over the typed rows.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pyarrow as pa

from derek.finding import Findings
from derek.schema import arrow_schema
from derek.text.page import Stretch, Word

Columns = dict[str, Sequence[Any]]


def to_batch(table: str, found: Sequence[Findings]) -> pa.RecordBatch:
    """The rows of one table, of all documents in order, under the declared schema.

    Raises ValueError where a column that may not be null is null.
    """
    columns = _BUILDERS[table](found)
    schema = arrow_schema(table)
    arrays = [_array(columns[field.name], field.type) for field in schema]
    for field, array in zip(schema, arrays, strict=True):
        if array.null_count and not field.nullable:
            raise ValueError(f"{table}.{field.name} may not be null")
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if not pa.types.is_list(kind):
        return pa.array(values, type=kind)
    offsets = [0, *itertools.accumulate(map(len, values))]
    flat = list(itertools.chain.from_iterable(values))
    if pa.types.is_struct(kind.value_type):
        flat = [item._asdict() for item in flat]
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), pa.array(flat, type=kind.value_type), type=kind)


def _documents(found: Sequence[Findings]) -> Columns:
    return _of_rows("documents", [f.document for f in found])


def _sentences(found: Sequence[Findings]) -> Columns:
    columns = _transposed(Stretch._fields, ((f, f.page.sentences) for f in found if f.page))
    texts = (f.page.text[s.start : s.end] for f in found if f.page for s in f.page.sentences)
    return {
        **columns,
        "start_char": columns["start"],
        "end_char": columns["end"],
        "text": list(texts),
    }


def _tokens(found: Sequence[Findings]) -> Columns:
    columns = _transposed(Word._fields, ((f, f.page.words) for f in found if f.page))
    columns["start_char"], columns["end_char"] = columns["start"], columns["end"]
    for name in ("lemma", "pos", "morph"):
        columns[name] = [value or None for value in columns[name]]
    return columns


def _transposed(names: Sequence[str], tables: Iterable[tuple[Findings, Sequence[tuple[Any, ...]]]]) -> Columns:
    """Tuples → columns, and the document's key beside them."""
    columns: dict[str, list[Any]] = {name: [] for name in (*names, "doc_id")}
    for found, rows in tables:
        for name, values in zip(names, zip(*rows, strict=True), strict=bool(rows)):
            columns[name].extend(values)
        columns["doc_id"].extend([found.document.doc_id] * len(rows))
    return dict(columns)


def _of_rows(table: str, rows: Sequence[Any]) -> Columns:
    names = arrow_schema(table).names
    values = map(operator.attrgetter(*names), rows)
    return dict(zip(names, zip(*values, strict=True), strict=True)) if rows else dict.fromkeys(names, ())


def _rows_of(table: str) -> Callable[[Sequence[Findings]], Columns]:
    return lambda found: _of_rows(table, [row for f in found for row in getattr(f, table)])


_BUILDERS: dict[str, Callable[[Sequence[Findings]], Columns]] = {
    "documents": _documents,
    "sentences": _sentences,
    "tokens": _tokens,
    "entities": _rows_of("entities"),
    "quotes": _rows_of("quotes"),
    "claims": _rows_of("claims"),
}
