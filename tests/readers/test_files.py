import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from derek.errors import UsageError

Listed = Callable[..., list[str]]


@pytest.fixture
def archive(tmp_path: Path, body: str) -> Path:
    for name in ("b.txt", "a.txt", "2025/c.txt", ".hidden.txt", ".git/d.txt", "2026/01/e.txt"):
        path = tmp_path / "archive" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n{body}", encoding="utf-8")
    return tmp_path / "archive"


def test_a_folder_gives_its_files_in_name_order_without_the_hidden_ones(archive: Path, listed: Listed) -> None:
    assert listed(archive) == ["2025/c.txt", "2026/01/e.txt", "a.txt", "b.txt"]


def test_a_file_goes_by_its_own_name(archive: Path, listed: Listed) -> None:
    assert listed(archive / "2025" / "c.txt") == ["c.txt"]


def test_a_pattern_is_expanded_and_names_begin_after_its_last_fixed_folder(archive: Path, listed: Listed) -> None:
    assert listed(f"{archive}/*.txt") == ["a.txt", "b.txt"]
    assert listed(f"{archive}/**/*.txt") == ["2025/c.txt", "2026/01/e.txt", "a.txt", "b.txt"]
    assert listed(f"{archive}/202*/*.txt") == ["2025/c.txt"]
    assert listed(f"{archive}/202?") == ["2025/c.txt", "2026/01/e.txt"]


def test_a_file_named_twice_is_one(archive: Path, listed: Listed) -> None:
    assert listed(archive, archive / "a.txt", f"{archive}/a*") == ["2025/c.txt", "2026/01/e.txt", "a.txt", "b.txt"]


def test_two_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path, body: str, listed: Listed) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(f"{folder}\n{body}", encoding="utf-8")
    assert listed(tmp_path / "one", tmp_path / "two") == ["one/x.txt", "two/x.txt"]


def test_the_folder_that_a_browser_saves_beside_a_page_is_left_out(tmp_path: Path, body: str, listed: Listed) -> None:
    for name in ("бет.html", "бет_files/app.js", "бет_files/ad.html", "other_files/a.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"<p>{body}", encoding="utf-8")
    assert listed(tmp_path) == ["other_files/a.txt", "бет.html"]


def test_standard_input_is_spooled(tmp_path: Path, body: str, monkeypatch: pytest.MonkeyPatch, listed: Listed) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(body.encode())))
    assert listed("-", spool=tmp_path / "spool") == ["stdin"]
    assert (tmp_path / "spool" / "stdin").read_text(encoding="utf-8") == body


def test_json_lines_are_known_without_a_file_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: Listed
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "a"}\n{"text": "b"}\n')))
    assert listed("-", spool=tmp_path) == ["stdin#1", "stdin#2"]


@pytest.mark.parametrize("name", ["missing", "missing/*.txt"])
def test_an_input_that_is_not_there_is_told(tmp_path: Path, name: str, listed: Listed) -> None:
    with pytest.raises(UsageError, match="missing"):
        listed(f"{tmp_path}/{name}")


@pytest.mark.skipif(os.name == "nt", reason="names of files are Unicode there")
def test_a_file_name_that_is_no_utf8_can_still_be_written_into_a_table(
    tmp_path: Path, body: str, listed: Listed
) -> None:
    Path(os.fsdecode(bytes(tmp_path) + b"/\xef.txt")).write_text(body, encoding="utf-8")
    assert listed(tmp_path) == ["\ufffd.txt"]


def test_a_loop_of_links_ends(tmp_path: Path, body: str, listed: Listed) -> None:
    (tmp_path / "a.txt").write_text(body, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert listed(tmp_path) == ["a.txt"]
