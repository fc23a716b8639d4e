"""The joins that analysts want: rows beside their document, their sentence, their speaker; claims by place; DuckDB.

Row order is that of the table on the left, and no row is lost: what has no partner gets nulls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from derek.errors import UsageError
from derek.schema import TABLES, arrow_schema

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_DOCUMENT = ("published", "title", "issuer", "issuer_country", "source")


class ArrowTables(Protocol):
    """Whatever gives a table of the schema by name: `derek.tables(OUT)`, or rows at hand."""

    def arrow(self, name: str) -> pa.Table:
        """One table as Arrow."""


def table_or_empty(tables: ArrowTables, name: str) -> pa.Table:
    """One table; one without rows where the run was told not to write it."""
    try:
        return tables.arrow(name)
    except KeyError:
        return arrow_schema(name).empty_table()


def mentions_with_documents(tables: ArrowTables) -> pa.Table:
    """`entities`, each row with its sentence and its document's date, title, issuer and source."""
    return _in_context(tables, "entities")


def quotes_with_documents(tables: ArrowTables) -> pa.Table:
    """`quotes`, each row with its first sentence and its document's date, title, issuer and source."""
    return _in_context(tables, "quotes")


def claims_with_context(tables: ArrowTables) -> pa.Table:
    """`claims` with sentence and document, the claimant's office, label and country, and the quotation around it.

    Adds `claimant_office`, `claimant_label`, `claimant_country`, `quote_text`, `quote_kind` and `quote_speaker`.
    """
    rows = _in_context(tables, "claims")
    by_mention = {"claimant_office": "office", "claimant_label": "label", "claimant_country": "country"}
    entities = table_or_empty(tables, "entities")
    rows = _beside(rows, ("doc_id", "claimant_entity_id"), entities, ("doc_id", "entity_id"), by_mention)
    by_quote = {"quote_text": "text", "quote_kind": "kind", "quote_speaker": "speaker"}
    return _beside(rows, ("doc_id", "quote_id"), table_or_empty(tables, "quotes"), ("doc_id", "quote_id"), by_quote)


def claims_by_place(tables: ArrowTables) -> pa.Table:
    """`claims_with_context`, one row a claim and place, without `places`; a claim of no place stands once, with nulls.

    Adds `place` (as written), `place_id` and `place_canonical`, the name that the id has in the same document.
    """
    rows = _one_a_place(claims_with_context(tables))
    named = {"place_canonical": "canonical"}
    return _beside(rows, ("doc_id", "place_id"), table_or_empty(tables, "entities"), ("doc_id", "id"), named)


JOINS: dict[str, Callable[[ArrowTables], pa.Table]] = {
    "mentions_with_documents": mentions_with_documents,
    "quotes_with_documents": quotes_with_documents,
    "claims_with_context": claims_with_context,
    "claims_by_place": claims_by_place,
}


def joined(tables: ArrowTables, name: str) -> pa.Table:
    """One of `JOINS` by its name. Raises KeyError, with the names there are, for another."""
    if name not in JOINS:
        raise KeyError(f"no join {name!r}; there are {', '.join(JOINS)}")
    return JOINS[name](tables)


def connect(tables: ArrowTables, file: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection that knows every table and every join by name; in memory, or written into `file`.

    Raises UsageError where DuckDB is not installed.
    """
    connection: duckdb.DuckDBPyConnection = _duckdb().connect(str(file) if file else ":memory:")
    for name, table in [*_every(tables), *((name, join(tables)) for name, join in JOINS.items())]:
        _put(connection, name, table, lasting=file is not None)
    return connection


def relation(tables: ArrowTables, name: str) -> duckdb.DuckDBPyRelation:
    """One table or join as a DuckDB relation of its own.

    Raises KeyError for another name, UsageError where DuckDB is not installed.
    """
    if name not in {*TABLES, *JOINS}:
        raise KeyError(f"no table {name!r}; there are {', '.join((*TABLES, *JOINS))}")
    table = table_or_empty(tables, name) if name in TABLES else joined(tables, name)
    found: duckdb.DuckDBPyRelation = _duckdb().connect(":memory:").from_arrow(table)
    return found


def _every(tables: ArrowTables) -> list[tuple[str, pa.Table]]:
    return [(name, table_or_empty(tables, name)) for name in TABLES]


def _put(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table, *, lasting: bool) -> None:
    if not lasting:
        connection.register(name, table)
        return
    connection.register("arriving", table)
    connection.execute(f'create table "{name}" as select * from arriving')  # a name of this package, never a user's
    connection.unregister("arriving")


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError as error:
        raise UsageError("DuckDB is not installed; install it with `pip install 'derek[notebooks]'`") from error
    return duckdb


def _in_context(tables: ArrowTables, name: str) -> pa.Table:
    rows = table_or_empty(tables, name)
    sentences = table_or_empty(tables, "sentences")
    rows = _beside(rows, ("doc_id", "sent_id"), sentences, ("doc_id", "sent_id"), {"sentence": "text"})
    document = {column: column for column in _DOCUMENT}
    return _beside(rows, ("doc_id",), table_or_empty(tables, "documents"), ("doc_id",), document)


def _beside(
    left: pa.Table, left_on: Sequence[str], right: pa.Table, right_on: Sequence[str], take: Mapping[str, str]
) -> pa.Table:
    """`left` with columns of the first row of `right` that has the same keys; `take`: new name → column of `right`.

    Arrow's own join takes no tables with lists in them and does not keep the order.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    at = pc.index_in(_key(left, left_on), value_set=pc.drop_null(_key(right, right_on).combine_chunks()))
    known = right.filter(pc.is_valid(_key(right, right_on)))
    for new, column in take.items():
        field = right.schema.field(column)
        left = left.append_column(pa.field(new, field.type, metadata=field.metadata), known[column].take(at))
    return left


def _key(table: pa.Table, names: Sequence[str]) -> pa.ChunkedArray:
    """The key columns as one string a row; null where one of them is."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(*(pc.cast(table[name], pa.string()) for name in names), "\x1f")


def _one_a_place(rows: pa.Table) -> pa.Table:
    import pyarrow as pa

    at: list[int] = []
    found: list[Mapping[str, Any]] = []
    for number, places in enumerate(rows["places"].to_pylist()):
        for place in places or [{"text": None, "id": None}]:
            at.append(number)
            found.append(place)
    spread = rows.take(pa.array(at, pa.int64())).drop_columns(["places"])
    for new, key in (("place", "text"), ("place_id", "id")):
        spread = spread.append_column(new, pa.array([place[key] for place in found], pa.string()))
    return spread
