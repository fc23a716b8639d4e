"""IOB2 files as KazNERD publishes them, and as others write them."""

from pathlib import Path

import pytest

from derek.errors import GoldError
from derek.tagging.iob2 import read_iob2

WITH_IDS = "AID7 O\nАстанада B-GPE\n. O\n\nBID7 O\nБіз O\n"


@pytest.mark.parametrize(
    "text",
    [
        WITH_IDS,
        WITH_IDS.replace(" ", "\t"),
        WITH_IDS.replace("AID7 O", "AID7").replace("BID7 O", "BID7"),
        "\ufeff" + WITH_IDS + "\n\n\n",
        WITH_IDS.replace("\n", "\r\n"),
    ],
)
def test_columns_and_ids(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8", newline="")
    first, second = read_iob2(tmp_path / "a.txt")
    assert first == ("AID7", ["Астанада", "."], ["B-GPE", "O"])
    assert (second.name, second.group) == ("BID7", first.group)


@pytest.mark.parametrize("content", [None, "Бұл O\n".encode("kz1048")])
def test_unreadable_files_are_reported(tmp_path: Path, content: bytes | None) -> None:
    if content:
        (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(GoldError, match=r"cannot be read|UTF-8"):
        list(read_iob2(tmp_path / "a.txt"))


def test_a_no_break_space_stays_in_its_token(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1\u00a0000\tB-CARDINAL\n", encoding="utf-8")
    assert next(read_iob2(tmp_path / "a.txt")).tokens == ["1\u00a0000"]


def test_without_ids(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Астанада B-GPE\n. O\n", encoding="utf-8")
    assert list(read_iob2(tmp_path / "a.txt")) == [("", ["Астанада", "."], ["B-GPE", "O"])]


@pytest.mark.parametrize(
    ("text", "says"), [("сөз\n", "a.txt:1"), ("сөз O\nсөз GPE\n", "a.txt:2"), ("\n", "no sentence")]
)
def test_errors_say_where(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=says):
        list(read_iob2(tmp_path / "a.txt"))
