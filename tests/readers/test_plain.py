import datetime as dt

import pytest

from derek.errors import ReadError
from derek.knowledge import Knowledge
from derek.readers.plain import PlainReader

BODY = "Үкімет отырысында көктемгі егіс жұмыстарының барысы қаралды. Жиынға өңір әкімдері қатысты."


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> PlainReader:
    return PlainReader(knowledge)


def test_header_title_and_body(reader: PlainReader) -> None:
    document = reader.read(f" date 2026-03-04 Егіс басталды\n{BODY}\n".encode(), "a.txt")
    assert document.title == "Егіс басталды"
    assert document.text == f"Егіс басталды\n{BODY}"
    assert document.published == dt.date(2026, 3, 4)
    assert (document.language, document.script, document.warnings) == ("kk", "Cyrl", ())


def test_a_byte_order_mark_is_no_character(reader: PlainReader) -> None:
    assert reader.read(f"\ufeffЕгіс басталды\n{BODY}".encode(), "a.txt").text.startswith("Егіс")


def test_the_body_wins_where_two_dates_disagree(reader: PlainReader) -> None:
    text = f" date 2026-03-05 Егіс басталды\n2026 жылғы 4 наурыз\n{BODY}"
    document = reader.document(text)
    assert document.published == dt.date(2026, 3, 4)
    assert document.warnings == ("two dates: 2026-03-05 in the header, 2026-03-04 in the body",)


def test_a_date_that_only_opens_the_lead_does_not_overrule_the_header(reader: PlainReader) -> None:
    text = f" date 2026-03-05 Егіс басталды\n2026 жылғы 4 наурызда жиын өтті.\n{BODY}"
    assert reader.document(text).published == dt.date(2026, 3, 5)


def test_no_date_is_said(reader: PlainReader) -> None:
    document = reader.document(f"Егіс басталды\n{BODY}")
    assert document.published is None
    assert document.warnings == ("no date",)


def test_a_long_first_line_is_no_title(reader: PlainReader) -> None:
    assert reader.document(f"{BODY * 5}\n{BODY}").title is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n ", "white space"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "UTF-8"),
        ("Қазақ\0стан".encode(), "NUL"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(reader: PlainReader, data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        reader.read(data, "a.txt")
