"""The exports hold what the tables hold, and spreadsheets open them safely."""

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from derek import schema
from derek.errors import UsageError
from derek.exporting.export import export_tables
from derek.schema import Claim, Document, Place, Row, to_table

FORMULA = '=HYPERLINK("http://example.org";"басыңыз")'
TEXT = 'Тақырып\nЕкі жол; "тырнақша", үтір.'


class Rows:
    """Hand-built rows in the place of a run's tables."""

    def __init__(self, *rows: Row) -> None:
        self.rows = rows

    def arrow(self, name: str) -> pa.Table:
        return to_table(name, [row for row in self.rows if type(row) is schema.TABLES[name]])


CLAIM = {"doc_id": "a", "sent_id": 0, "start_char": 0, "end_char": 3, "text": "Екі", "kind": "count"}
TABLES = Rows(
    Document(doc_id="a", source="a.txt", sha256="1", title=FORMULA, text=TEXT, warnings=("no date",)),
    Claim(**CLAIM, claim_id=0, value=-2.5, places=(Place("Алматы", None),)),
    Claim(**CLAIM, claim_id=1, metric="- сызықша"),
)


def csv_rows(path: Path, separator: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def test_csv_begins_with_the_mark_that_excel_reads(tmp_path: Path) -> None:
    export_tables(TABLES, "csv", tmp_path)
    assert (tmp_path / "claims.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("separator", [",", ";"])
def test_csv_holds_the_rows(tmp_path: Path, separator: str) -> None:
    export_tables(TABLES, "csv", tmp_path, separator)
    document = csv_rows(tmp_path / "documents.csv", separator)[0]
    assert (document["text"], document["published"], document["warnings"]) == (TEXT, "", '["no date"]')
    first, second = csv_rows(tmp_path / "claims.csv", separator)
    assert (first["value"], second["value"]) == ("-2.5", "")
    assert json.loads(first["places"]) == [{"text": "Алматы", "id": None}]


def test_no_text_is_a_formula_in_a_spreadsheet(tmp_path: Path) -> None:
    export_tables(TABLES, "csv", tmp_path)
    assert csv_rows(tmp_path / "documents.csv")[0]["title"] == "'" + FORMULA
    assert csv_rows(tmp_path / "claims.csv")[1]["metric"] == "'- сызықша"


def test_json_lines_hold_the_rows_unchanged(tmp_path: Path) -> None:
    export_tables(TABLES, "jsonl", tmp_path)
    lines = (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    assert [schema.from_plain("claims", row) for row in rows] == [r for r in TABLES.rows if isinstance(r, Claim)]


def test_one_duckdb_file_holds_tables_and_joins(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    files = export_tables(TABLES, "duckdb", tmp_path)
    export_tables(TABLES, "duckdb", tmp_path)  # a second time over the first
    with duckdb.connect(str(files[0]), read_only=True) as database:
        names = {name for (name,) in database.sql("show tables").fetchall()}
        assert {*schema.TABLES, "claims_by_place"} <= names
        assert database.sql("select place, source from claims_by_place order by claim_id").fetchall() == [
            ("Алматы", "a.txt"),
            (None, "a.txt"),
        ]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_every_table_has_its_file_and_nothing_else_is_left(tmp_path: Path, form: str) -> None:
    files = export_tables(TABLES, form, tmp_path)
    assert sorted(files) == sorted(tmp_path.iterdir())
    assert {path.stem for path in files} == set(schema.TABLES)


@pytest.mark.parametrize(
    ("form", "separator", "says"), [("xlsx", ",", "csv, jsonl, duckdb"), ("csv", ";;", "one character")]
)
def test_what_cannot_be_written_is_refused(tmp_path: Path, form: str, separator: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        export_tables(TABLES, form, tmp_path, separator)
