"""What a second run does: only what is new, and what becomes of documents that have changed or gone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import derek
from derek.errors import RunError
from derek.running import versioning
from derek.running.batch import Summary

Go = Callable[..., Summary]
Hashes = Callable[[Path], dict[str, str]]


def _sources(out: Path) -> list[str]:
    return sorted(derek.tables(out)["documents"]["source"])


@pytest.fixture
def two(inputs: Path) -> Path:
    """A second release, of another month."""
    text = (inputs / "a.txt").read_text(encoding="utf-8")
    (inputs / "b.txt").write_text(text.replace("4 наурыз", "5 сәуір"), encoding="utf-8")
    return inputs


def test_what_is_done_and_equal_is_not_done_again(two: Path, tmp_path: Path, go: Go, hashes: Hashes) -> None:
    assert go(two, tmp_path / "out").processed == 2
    first = hashes(tmp_path / "out")
    again = go(two, tmp_path / "out")
    assert (again.processed, again.documents, hashes(tmp_path / "out")) == (0, 2, first)


def test_only_the_new_document_is_processed(two: Path, tmp_path: Path, go: Go) -> None:
    go(two, tmp_path / "out")
    (two / "c.txt").write_text("Тақырып\n2026 жылғы 6 сәуір\n5 мың тонна бидай жиналды.", encoding="utf-8")
    done = go(two, tmp_path / "out")
    assert (done.processed, done.documents, _sources(tmp_path / "out")) == (1, 3, ["a.txt", "b.txt", "c.txt"])


def test_the_rows_of_a_changed_document_leave_as_the_new_ones_come(two: Path, tmp_path: Path, go: Go) -> None:
    go(two, tmp_path / "out")
    text = (two / "b.txt").read_text(encoding="utf-8")
    (two / "b.txt").write_text(text.replace("300 миллиард", "400 миллиард"), encoding="utf-8")
    assert go(two, tmp_path / "out").processed == 1
    assert sorted(derek.tables(tmp_path / "out")["claims"]["value"]) == [300e9, 400e9]
    assert _sources(tmp_path / "out") == ["a.txt", "b.txt"]


def test_a_document_that_has_gone_stays_until_it_is_pruned(two: Path, tmp_path: Path, go: Go) -> None:
    go(two, tmp_path / "out")
    (two / "b.txt").unlink()
    assert go(two, tmp_path / "out").documents == 2
    assert go(two, tmp_path / "out", prune=True).documents == 1
    assert not (tmp_path / "out" / "quotes" / "month=2026-04").exists()
    assert _sources(tmp_path / "out") == ["a.txt"]


def test_a_document_of_another_name_is_not_read_again(two: Path, tmp_path: Path, go: Go, hashes: Hashes) -> None:
    go(two, tmp_path / "out")
    (two / "b.txt").rename(two / "z.txt")
    assert go(two, tmp_path / "out").processed == 0
    assert _sources(tmp_path / "out") == ["a.txt", "z.txt"]
    go(two, tmp_path / "fresh")
    assert hashes(tmp_path / "fresh") == hashes(tmp_path / "out")


def test_a_copy_that_appears_is_told(two: Path, tmp_path: Path, go: Go) -> None:
    go(two, tmp_path / "out")
    (two / "deep" / "copy.txt").write_bytes((two / "a.txt").read_bytes())
    assert go(two, tmp_path / "out").processed == 0
    documents = derek.tables(tmp_path / "out")["documents"].set_index("source")
    assert list(documents.loc["a.txt", "also_at"]) == ["deep/copy.txt"]


def test_another_version_of_code_or_knowledge_processes_all_again(
    two: Path, tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(two, tmp_path / "out")
    monkeypatch.setattr(versioning, "code_hash", lambda: "another release of derek")
    assert go(two, tmp_path / "out").processed == 2
    assert go(two, tmp_path / "out").processed == 0
    assert go(two, tmp_path / "out", issuer_country="KG").processed == 2


def test_force_processes_all_again(two: Path, tmp_path: Path, go: Go, hashes: Hashes) -> None:
    go(two, tmp_path / "out")
    first = hashes(tmp_path / "out")
    assert go(two, tmp_path / "out", force=True).processed == 2
    assert hashes(tmp_path / "out") == first


def test_rejected_documents_are_told_once_and_tried_again_when_they_change(two: Path, tmp_path: Path, go: Go) -> None:
    (two / "c.txt").write_bytes(b"")
    first = go(two, tmp_path / "out")
    assert [r.source for r in first.newly_rejected] == ["c.txt"]
    again = go(two, tmp_path / "out")
    assert (again.newly_rejected, len(again.rejects), again.processed) == ((), 1, 0)
    (two / "c.txt").write_text("Тақырып\nБидай жиналды.", encoding="utf-8")
    assert go(two, tmp_path / "out").rejects == ()
    assert len(derek.tables(tmp_path / "out")["rejects"]) == 0


def test_only_the_tables_that_are_named(two: Path, tmp_path: Path, go: Go, hashes: Hashes) -> None:
    go(two, tmp_path / "out", tables=("quotes", "documents"))
    assert sorted(path.name for path in (tmp_path / "out").iterdir() if path.is_dir()) == ["documents", "quotes"]
    assert derek.tables(tmp_path / "out").names == ("documents", "quotes")
    assert go(two, tmp_path / "out").processed == 2
    go(two, tmp_path / "all")
    assert hashes(tmp_path / "out") == hashes(tmp_path / "all")
    assert go(two, tmp_path / "out", tables=("claims",)).processed == 0
    assert derek.tables(tmp_path / "out").names == ("claims",)


def test_a_folder_of_an_older_schema_is_told_with_the_remedy(two: Path, tmp_path: Path, go: Go) -> None:
    go(two, tmp_path / "out")
    path = tmp_path / "out" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "schema_version": "0"}), encoding="utf-8")
    with pytest.raises(RunError, match=r"tables of schema 0, this derek writes 1.*--force"):
        go(two, tmp_path / "out")
    with pytest.raises(RunError, match="tables of schema 0"):
        derek.tables(tmp_path / "out")
    assert go(two, tmp_path / "out", force=True).documents == 2


def test_a_folder_below_the_inputs_is_no_input(two: Path, go: Go) -> None:
    assert [go(two, two / "out").documents for _ in range(2)] == [2, 2]


def test_what_cannot_be_read_now_has_not_gone(two: Path, tmp_path: Path, go: Go) -> None:
    (two / "rows.jsonl").write_text('{"text": "Тақырып\\n5 мың тонна бидай жиналды."}\n', encoding="utf-8")
    assert go(two, tmp_path / "out").documents == 3
    (two / "rows.jsonl").write_bytes(b"")
    done = go(two, tmp_path / "out", prune=True)
    assert done.documents >= 2
