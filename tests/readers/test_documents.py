import datetime as dt
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derek.errors import ReadError
from derek.readers.documents import Documents
from derek.readers.languages import paragraph_languages
from derek.readers.plain import read_day
from derek.readers.sources import ReadOptions, Record
from derek.schema import Document

ReadRow = Callable[..., Document]


@pytest.fixture
def read_row(documents: Documents) -> ReadRow:
    def read(**row: object) -> Document:
        return documents.read(Record("a.jsonl#1", Path("a.jsonl"), "json"), json.dumps(row).encode())

    return read


def test_a_document_is_known_by_its_bytes(documents: Documents, body: str) -> None:
    document = documents.read(Record("a.txt", Path("a.txt")), body.encode())
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    assert (document.sha256, document.doc_id, document.source) == (sha256, sha256[:16], "a.txt")
    assert documents.read_text(body).sha256 == sha256


def test_title_and_date_of_a_row(read_row: ReadRow, body: str) -> None:
    document = read_row(title=" Егіс  басталды ", text=body, date="2026-03-04T23:30:00Z")
    assert document.text == f"Егіс басталды\n{body}"
    assert (document.title, document.published) == ("Егіс басталды", dt.date(2026, 3, 4))


def test_a_title_that_the_text_begins_with_is_not_doubled(read_row: ReadRow, body: str) -> None:
    assert read_row(title="Егіс басталды", text=f"Егіс  басталды\n{body}").text == f"Егіс  басталды\n{body}"


def test_the_date_of_a_row_stands(read_row: ReadRow, body: str) -> None:
    document = read_row(text=f"2026 жылғы 3 наурыз\n{body}", date="2026-03-04")
    assert document.published == dt.date(2026, 3, 4)
    assert document.warnings == ("two dates: 2026-03-04 in the row, 2026-03-03 in the body",)


def test_a_date_that_is_none_is_told(read_row: ReadRow, body: str) -> None:
    assert read_row(text=body, date="кеше").warnings == ("date not understood: «кеше»", "no date")


def test_misread_text_behind_escapes_is_mended(read_row: ReadRow) -> None:
    document = read_row(text="Ќазаќстан Їкіметініѕ отырысы", date="2026-03-04")
    assert document.text == "Қазақстан Үкіметінің отырысы"
    assert document.warnings == ("encoding mended: KZ-1048 had been read as CP1251",)


def test_paragraphs_in_a_list_are_joined(read_row: ReadRow) -> None:
    assert read_row(text=["Бірінші сөйлем.", "Екінші сөйлем."]).text == "Бірінші сөйлем.\nЕкінші сөйлем."


@pytest.mark.parametrize("text", ["", " ", None, {"a": 1}])
def test_a_row_without_text_is_refused(read_row: ReadRow, text: object) -> None:
    with pytest.raises(ReadError, match="text"):
        read_row(text=text)


def test_lone_surrogates_do_not_reach_the_tables(read_row: ReadRow, documents: Documents) -> None:
    document = read_row(text="Қазақ \ud800 стан 😀", date="2026-03-04")
    assert document.text == "Қазақ \ufffd стан 😀"
    assert document.warnings == ("lone surrogates were replaced (U+FFFD)",)
    documents.read_text("\ud800").text.encode()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-04", "2026-03-04"),
        ("2026-03-04 10:15:00+05:00", "2026-03-04"),
        ("1772600400", "2026-03-04"),
        ("1772600400000", "2026-03-04"),
        ("2026-13-04", None),
        ("", None),
        ("99999999999999", None),
    ],
)
def test_days(text: str, day: str | None) -> None:
    assert read_day(text) == (dt.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    "text", ["04.03.2026", "4 наурыз 2026", "2026 жылғы 4 наурыз", "10:15, 4 Наурыз 2026 | GMT +5"]
)
def test_days_as_people_write_them(read_row: ReadRow, body: str, text: str) -> None:
    assert read_row(text=body, date=text).published == dt.date(2026, 3, 4)


def test_a_given_encoding_and_issuer_country(knowledge: object, body: str) -> None:
    reader = Documents(knowledge, ReadOptions(encoding="kz1048", issuer_country="KG"))  # type: ignore[arg-type]
    document = reader.read(Record("a.txt", Path("a.txt")), body.encode("kz1048"))
    assert (document.text, document.issuer_country) == (body, "KG")


def _holds(document: Document) -> None:
    """What every document keeps: it can be written, it begins with its title, its paragraphs lie where they are said to."""
    document.text.encode()
    assert document.text == document.text.strip()
    assert document.text.startswith(document.title or "")
    for start, end, language in paragraph_languages(document.text):
        assert 0 <= start < end <= len(document.text) and language
        assert "\n" not in document.text[start:end]


FORMATS = ["text", "html", "mhtml", "json", "csv"]
PIECES = st.sampled_from(
    ["<p>", "</p>", "<html>", "<!--", "-->", "<script>", "{", '"text"', ":", '"', "}", "«", "Қазақ", "ќ", " "]
)


@settings(max_examples=150, deadline=None)
@given(
    format=st.sampled_from(FORMATS), data=st.binary(max_size=400) | st.lists(PIECES).map(lambda x: "".join(x).encode())
)
def test_bytes_of_any_format_become_a_document_or_a_reason(documents: Documents, format: str, data: bytes) -> None:
    columns = (("text", "text", 0),)
    record = Record("a", Path("a"), format, columns=columns if format == "csv" else (), delimiter=",")
    try:
        _holds(documents.read(record, data))
    except ReadError as error:
        assert str(error)


@settings(max_examples=150, deadline=None)
@given(text=st.text() | st.text(st.characters(min_codepoint=0x2E0, max_codepoint=0x530)))
def test_any_text_becomes_a_document(documents: Documents, text: str) -> None:
    _holds(documents.read_text(text))


@settings(max_examples=100, deadline=None)
@given(row=st.dictionaries(st.sampled_from(["text", "title", "date", "x"]), st.text() | st.none() | st.integers()))
def test_any_row_becomes_a_document_or_a_reason(documents: Documents, row: dict[str, object]) -> None:
    try:
        _holds(documents.read(Record("a", Path("a"), "json"), json.dumps(row).encode()))
    except ReadError as error:
        assert str(error)
