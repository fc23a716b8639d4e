from pathlib import Path

import pytest

from derek.errors import KnowledgeError
from derek.knowledge import Knowledge, models_folder, read_rows


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_shipped_table_reads_and_names_its_sources(knowledge: Knowledge) -> None:
    for name in knowledge.counts():
        assert all(row["source"] for row in knowledge.table(name, ("source",))), name


def test_a_row_of_another_width_is_reported_with_its_line(tmp_path: Path) -> None:
    path = _write(tmp_path, "lexicon/a.tsv", "name\tsource\nАстана\trecalled\nАлматы\n")
    with pytest.raises(KnowledgeError, match=r"a\.tsv:3: 1 cells under a header of 2"):
        list(read_rows(path))


def test_decomposed_letters_are_reported(tmp_path: Path) -> None:
    path = _write(tmp_path, "lexicon/a.tsv", "name\tsource\nи\u0306од\trecalled\n")
    with pytest.raises(KnowledgeError, match=r"a\.tsv:2: not in Unicode NFC"):
        list(read_rows(path))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "lexicon/a.tsv", "name\tsource\nАстана\trecalled\n")
    with pytest.raises(KnowledgeError, match="the column 'kind' is missing"):
        Knowledge(tmp_path).table("lexicon/a.tsv", ("kind",))


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="reinstall derek or set"):
        models_folder(tmp_path / "nowhere")


def test_a_users_rows_lie_over_the_shipped_ones(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "knowledge/cities.tsv",
        "id\tname\tkind\tcountry\tvalid_from\tvalid_to\tsource\n\tЖаңажол\tcanonical\tKZ\t\t\town\n",
    )
    mixed = Knowledge(overlays=[tmp_path])
    assert mixed.table("knowledge/cities.tsv", ("name",))[-1]["name"] == "Жаңажол"
    assert mixed.fingerprint != Knowledge().fingerprint


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("people.tsv", "did you mean .*knowledge/people.tsv"),
        ("knowledge/peopel.tsv", "did you mean .*knowledge/people.tsv"),
        ("knowledge/ships.tsv", "no table of this name is read there; the tables are .*units.tsv"),
    ],
)
def test_a_users_table_that_nothing_reads_is_told(name: str, says: str, tmp_path: Path) -> None:
    _write(tmp_path, name, "id\tname\n")
    with pytest.raises(KnowledgeError, match=says):
        Knowledge(overlays=[tmp_path])


@pytest.mark.parametrize("folder", ["", "nowhere"])
def test_a_users_folder_without_tables_is_told(folder: str, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"no tables here; put rows in knowledge/people\.tsv"):
        Knowledge(overlays=[tmp_path / folder])
