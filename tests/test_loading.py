import datetime as dt
from decimal import Decimal

import pytest

import derek


def test_extract_gives_typed_rows() -> None:
    found = derek.extract("Тақырып\nБылтыр 5 мың тонна бидай жиналды.", published="2026-04-14")
    assert [(c.value, c.unit, c.period_from) for c in found.claims] == [(5000.0, "t", dt.date(2025, 1, 1))]
    assert found.document.published == dt.date(2026, 4, 14)
    assert found.tokens
    assert found.sentences[0].kind == "title"


def test_a_given_date_stands_and_without_one_the_text_is_asked() -> None:
    text = "Тақырып\n2026 жылғы 4 наурыз\nҮкімет отырысы өтті."
    assert derek.extract(text).document.published == dt.date(2026, 3, 4)
    assert derek.extract(text, published=dt.date(2020, 1, 1)).document.published == dt.date(2020, 1, 1)


def test_a_date_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        derek.extract("Мәтін", published="14.04.2026")


def test_another_language_gives_the_document_alone() -> None:
    found = derek.extract("Правительство рассмотрело ход весенних полевых работ в областях страны.")
    assert (found.document.language, found.tokens) == ("ru", ())


def test_read_number() -> None:
    assert derek.read_number("жүз жиырма екі мың") == Decimal(122000)
    assert derek.read_number("кітап") is None


def test_unknown_names_of_the_package_are_no_names() -> None:
    with pytest.raises(AttributeError, match="no attribute 'parse'"):
        derek.parse  # noqa: B018
