"""A run end to end, on small folders of releases."""

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import derek
from derek.errors import RunError, UsageError
from derek.running.batch import Summary
from derek.running.locking import locked

Go = Callable[..., Summary]
Hashes = Callable[[Path], dict[str, str]]

RUSSIAN = "Правительство рассмотрело ход весенних полевых работ\nВ заседании приняли участие акимы областей.\n"


def test_the_tables_of_one_release(inputs: Path, tmp_path: Path, go: Go) -> None:
    summary = go(inputs, tmp_path / "out")
    tables = derek.tables(tmp_path / "out")
    assert summary.documents == 1
    assert set(tables["entities"]["id"]) >= {"person:kassym-jomart-tokayev", "iso3166:KZ"}
    assert list(tables["quotes"]["speaker"]) == ["Олжас Бектенов"]
    assert list(tables["claims"]["value"]) == [300e9]
    assert (tmp_path / "out" / "quotes" / "month=2026-03").is_dir()


def test_bad_records_are_rejected_one_by_one_and_the_rest_goes_on(inputs: Path, tmp_path: Path, go: Go) -> None:
    (inputs / "empty.txt").write_bytes(b"")
    (inputs / "deep" / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    (inputs / "ru.txt").write_text(RUSSIAN, encoding="utf-8")
    summary = go(inputs, tmp_path / "out")
    tables = derek.tables(tmp_path / "out")
    assert [reject.source for reject in summary.rejects] == ["deep/photo.jpg", "empty.txt"]
    assert dict(zip(tables["documents"]["source"], tables["documents"]["language"], strict=True)) == {
        "a.txt": "kk",
        "ru.txt": "ru",
    }
    assert len(tables["rejects"]) == 2


def test_the_same_input_gives_the_same_bytes(inputs: Path, tmp_path: Path, go: Go, hashes: Hashes) -> None:
    go(inputs, tmp_path / "one")
    go(inputs, tmp_path / "two")
    first = hashes(tmp_path / "one")
    assert first == hashes(tmp_path / "two")
    go(inputs, tmp_path / "one")
    assert hashes(tmp_path / "one") == first


def test_identical_copies_are_one_document(inputs: Path, tmp_path: Path, go: Go) -> None:
    (inputs / "deep" / "copy.txt").write_bytes((inputs / "a.txt").read_bytes())
    go(inputs, tmp_path / "out")
    documents = derek.tables(tmp_path / "out")["documents"]
    assert list(documents["source"]) == ["a.txt"]
    assert [list(copies) for copies in documents["also_at"]] == [["deep/copy.txt"]]


def test_every_table_can_be_read_also_when_it_is_empty(tmp_path: Path, go: Go) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ru.txt").write_text(RUSSIAN, encoding="utf-8")
    go(tmp_path / "in", tmp_path / "out")
    tables = derek.tables(tmp_path / "out")
    assert {name: len(tables[name]) for name in tables.names}["quotes"] == 0
    assert pq.read_schema(next((tmp_path / "out" / "claims").rglob("*.parquet"))).field("unit").metadata[b"description"]


def test_the_manifest_names_versions_and_files(inputs: Path, tmp_path: Path, go: Go, hashes: Hashes) -> None:
    go(inputs, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["schema_version"] == "1"
    assert manifest["versions"].startswith(f"derek {derek.__version__}")
    assert manifest["rows"]["documents"] == 1
    assert sorted(path for paths in manifest["files"].values() for path in paths) == sorted(hashes(tmp_path / "out"))


def test_an_input_that_does_not_exist_is_named(tmp_path: Path, go: Go) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        go(tmp_path / "nowhere", tmp_path / "out")


def test_a_second_run_into_the_same_folder_is_refused(inputs: Path, tmp_path: Path, go: Go) -> None:
    with locked(tmp_path / "out"), pytest.raises(RunError, match="another run is writing here"):
        go(inputs, tmp_path / "out")


def test_no_run_no_tables(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no finished run here"):
        derek.tables(tmp_path)
