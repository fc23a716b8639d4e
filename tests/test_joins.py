"""The joins: each row beside its document, sentence, speaker and places, in its order, none lost."""

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest

from derek import schema
from derek.errors import UsageError
from derek.joins import JOINS, claims_by_place, claims_with_context, connect, joined, quotes_with_documents, relation
from derek.schema import Claim, Document, Entity, Part, Place, Quote, Row, Sentence, to_table

TEXT = "Экспорт\nҚазақстан 5 млрд доллар экспорттады."


class Rows:
    """Hand-built rows in the place of a run's tables."""

    def __init__(self, *rows: Row) -> None:
        self.rows = rows

    def arrow(self, name: str) -> pa.Table:
        return to_table(name, [row for row in self.rows if type(row) is schema.TABLES[name]])


def _row(**columns: Any) -> dict[str, Any]:
    return {"sent_id": 1, "start_char": 8, "end_char": 17, "text": "Қазақстан", **columns}


def _claim(doc_id: str, claim_id: int, **columns: Any) -> Claim:
    return Claim(**_row(doc_id=doc_id, claim_id=claim_id, kind="money", **columns))


HERE, THERE = Place("Қазақстан", "iso3166:KZ"), Place("Бішкек", None)
TABLES = Rows(
    Document(doc_id="b", source="b.txt", sha256="1", title="Экспорт", published=dt.date(2026, 1, 5), text=TEXT),
    Document(doc_id="a", source="a.txt", sha256="2", text=TEXT),
    Sentence(doc_id="b", sent_id=1, start_char=8, end_char=44, text=TEXT[8:44], kind="body"),
    Entity(**_row(doc_id="b", entity_id=0, label="COUNTRY", canonical="Қазақстан", id="iso3166:KZ")),
    Entity(**_row(doc_id="b", entity_id=1, label="LEADER", canonical="А Б", office="Министр", country="KZ")),
    Quote(**_row(doc_id="b", quote_id=0, parts=(Part(8, 17),), kind="direct", layout="dash", speaker="А Б")),
    _claim("a", 0),
    _claim("b", 0, claimant="А Б", claimant_entity_id=1, quote_id=0, places=(HERE, THERE)),
    _claim("b", 1),
)


def column(table: pa.Table, name: str) -> list[Any]:
    values: list[Any] = table[name].to_pylist()
    return values


def test_quotations_have_their_documents_date_and_title() -> None:
    table = quotes_with_documents(TABLES)
    assert (column(table, "published"), column(table, "title")) == ([dt.date(2026, 1, 5)], ["Экспорт"])
    assert column(table, "sentence") == ["Қазақстан 5 млрд доллар экспорттады."]


def test_claims_keep_their_order_and_none_is_lost() -> None:
    table = claims_with_context(TABLES)
    assert list(zip(column(table, "doc_id"), column(table, "claim_id"), strict=True)) == [("a", 0), ("b", 0), ("b", 1)]
    assert column(table, "published") == [None, dt.date(2026, 1, 5), dt.date(2026, 1, 5)]


def test_claims_have_their_claimant_and_quotation() -> None:
    table = claims_with_context(TABLES)
    assert column(table, "claimant_office") == [None, "Министр", None]
    assert column(table, "quote_speaker") == [None, "А Б", None]


def test_claims_by_place_have_a_row_a_place() -> None:
    table = claims_by_place(TABLES)
    assert column(table, "place") == [None, "Қазақстан", "Бішкек", None]
    assert column(table, "place_canonical") == [None, "Қазақстан", None, None]
    assert "places" not in table.column_names


@pytest.mark.parametrize("name", JOINS)
def test_joins_of_an_empty_run(name: str) -> None:
    assert joined(Rows(), name).num_rows == 0


def test_a_table_that_the_run_did_not_write_counts_as_empty() -> None:
    class Fewer(Rows):
        def arrow(self, name: str) -> pa.Table:
            if name in {"entities", "sentences"}:
                raise KeyError(name)
            return super().arrow(name)

    table = claims_with_context(Fewer(*TABLES.rows))
    assert (table.num_rows, column(table, "sentence")) == (3, [None, None, None])


def test_an_unknown_join_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match="quotes_with_documents"):
        joined(TABLES, "quotes_by_weather")


def test_duckdb_knows_every_table_and_join() -> None:
    pytest.importorskip("duckdb")
    query = "select place, count(*) from claims_by_place join documents using (doc_id) where place_id > '' group by all"
    assert connect(TABLES).sql(query).fetchall() == [("Қазақстан", 1)]
    assert relation(TABLES, "claims").count("*").fetchall() == [(3,)]
    with pytest.raises(KeyError, match="claims_by_place"):
        relation(TABLES, "weather")


def test_without_duckdb_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(UsageError, match="pip install"):
        connect(TABLES)
