import datetime as dt

import pytest

from derek.schema import (
    SCHEMA_VERSION,
    TABLES,
    Claim,
    Part,
    Place,
    Quote,
    Reject,
    arrow_schema,
    columns,
    from_plain,
    to_plain,
    to_table,
)

QUOTE = Quote(
    doc_id="d",
    quote_id=0,
    sent_id=0,
    start_char=2,
    end_char=9,
    parts=(Part(2, 9),),
    text="Жер бар",
    kind="direct",
    layout="dash",
)
CLAIM = Claim(
    doc_id="d",
    claim_id=0,
    sent_id=0,
    start_char=0,
    end_char=8,
    text="5 пайыз",
    kind="percent",
    value=5.0,
    period_from=dt.date(2025, 1, 1),
    places=(Place("Қазақстан", "iso3166:KZ"), Place("Шиелі", None)),
)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described_and_the_version_stands_in_the_metadata(table: str) -> None:
    schema = arrow_schema(table)
    assert all(field.metadata[b"description"] for field in schema)
    assert schema.metadata[b"schema_version"].decode() == SCHEMA_VERSION
    assert [column.name for column in columns(table)] == schema.names


def test_rows_become_a_table_and_come_back() -> None:
    assert to_table("claims", [CLAIM]).to_pylist()[0]["places"][1] == {"text": "Шиелі", "id": None}
    assert to_table("quotes", [QUOTE]).to_pylist()[0]["parts"] == [{"start": 2, "end": 9}]


@pytest.mark.parametrize(("table", "row"), [("quotes", QUOTE), ("claims", CLAIM)])
def test_plain_values_are_the_row_again(table: str, row: Quote | Claim) -> None:
    assert from_plain(table, to_plain(row)) == row


def test_a_row_of_another_table_is_refused() -> None:
    with pytest.raises(TypeError, match="Reject row does not belong in the table quotes"):
        to_table("quotes", [Reject(source="a", stage="read", error="E", message="m")])


def test_a_null_where_none_may_stand_is_refused() -> None:
    with pytest.raises(ValueError, match=r"rejects\.source may not be null"):
        to_table("rejects", [Reject(source=None, stage="read", error="E", message="m")])  # type: ignore[arg-type]


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(TypeError, match="no column tone"):
        from_plain("quotes", {**to_plain(QUOTE), "tone": "calm"})
