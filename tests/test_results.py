from pathlib import Path

import pytest

import derek
from derek.running.batch import run
from derek.running.settings import RunSettings

RELEASE = (
    "Егіс басталды\n2026 жылғы 4 наурыз\n– Биыл 300 миллиард теңге бөлінді, – деді Премьер-министр Олжас Бектенов.\n"
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    (folder / "a.txt").write_text(RELEASE, encoding="utf-8")
    run(RunSettings(inputs=(folder / "a.txt",), out=folder / "out"))
    return folder / "out"


def test_a_table_as_arrow_pandas_and_duckdb(out: Path) -> None:
    tables = derek.tables(out)
    assert tables.arrow("claims").num_rows == len(tables["claims"]) == 1
    assert tables.duckdb("claims").fetchall()[0][0] == tables["claims"]["doc_id"][0]


def test_a_join_brings_the_document(out: Path) -> None:
    joined = derek.tables(out).joined("quotes_with_documents").to_pylist()
    assert [(row["speaker"], row["title"]) for row in joined] == [("Олжас Бектенов", "Егіс басталды")]


def test_an_unknown_table_is_named(out: Path) -> None:
    with pytest.raises(KeyError, match="no table 'moods'"):
        derek.tables(out)["moods"]


def test_the_tables_say_what_they_hold(out: Path) -> None:
    assert "quotes 1, claims 1" in repr(derek.tables(out))
    assert "tables" in dir(derek)
