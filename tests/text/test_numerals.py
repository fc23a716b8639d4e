"""Numerals: digits, words and both mixed, with suffixes; alone and in running text."""

from __future__ import annotations

import functools
import itertools
import time
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from num2words import num2words

from derek.knowledge import Knowledge
from derek.text.numerals import Numerals, read_number, read_roman


@pytest.fixture(scope="module")
def numerals() -> Numerals:
    return Numerals(Knowledge())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # digits
        ("11,5", "11.5"),
        ("11.5", "11.5"),
        ("1 548,3", "1548.3"),
        ("1\u00a0548,3", "1548.3"),
        ("1\u2009548,3", "1548.3"),
        ("1\u202f548", "1548"),
        ("100 000 000", "100000000"),
        ("1.234.567", "1234567"),
        ("0", "0"),
        # suffixes behind a hyphen
        ("15-ке", "15"),
        ("30-ға", "30"),
        ("11-інде", "11"),
        ("2013-інші", "2013"),
        ("4-еуі", "4"),
        ("14-ақ", "14"),
        # words
        ("нөл", "0"),
        ("жиырма бес", "25"),
        ("жүз", "100"),
        ("мың бір жүз", "1100"),
        ("екі мың он үшінші", "2013"),
        ("жүз де он тоғыз", "119"),
        ("миллион мың", "1001000"),
        # words with suffixes
        ("жиырма бестен", "25"),
        ("отыз жетісі", "37"),
        ("бес жүз мыңдай", "500000"),
        ("сегіз мыңдайы", "8000"),
        ("он мыңдап", "10000"),
        ("екеуі", "2"),
        ("алтау", "6"),
        ("төрттік", "4"),
        ("қырық үштегі", "43"),
        ("жиырмасыншы", "20"),
        ("қырқыншы", "40"),
        # halves, quarters, decimals, fractions
        ("бір жарым", "1.5"),
        ("екі жарым миллион", "2500000"),
        ("мың жарымнан", "1500"),
        ("жарты", "0.5"),
        ("жарты миллион", "500000"),
        ("жартысы", "0.5"),
        ("ширек", "0.25"),
        ("он бүтін оннан бес", "10.5"),
        ("он бүтін бес", "10.5"),
        ("екі бүтін жүзден бес", "2.05"),
        ("нөл бүтін нөл бес", "0.05"),
        ("бір бүтін оннан екі миллиардқа", "1200000000"),
        ("бір де жеті", "1.7"),
        ("бір де алпыс жеті", "1.67"),
        ("бір де бір", "1.1"),
        ("төрттен үш", "0.75"),
        ("жүзден бірі", "0.01"),
        # mixed
        ("2 млрд 300 млн", "2300000000"),
        ("2 млрд. 300 млн.", "2300000000"),
        ("2 мың 500", "2500"),
        ("11,5 миллиардқа", "11500000000"),
        ("2,9 млн-нан", "2900000"),
        # Roman
        ("XXI", "21"),
        ("ІІІ", "3"),
    ],
)
def test_read(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


def test_fraction_is_exact_to_context() -> None:
    assert read_number("үштен бірі") == Decimal(1) / 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "теңге",
        "25 пайыз",
        "20-25",
        "екі-үш",
        "ондаған",
        "бірнеше мың",
        "12.05.2015",
        "1.2.3",
        "бүтін",
        "5 ел",
        "VV",
        "IIII",
    ],
)
def test_is_no_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("экспорт 11,5 миллиард долларға жетті", ["11,5 миллиард"]),
        ("2 млрд. 300 млн. теңге", ["2 млрд. 300 млн"]),
        ("екі-үш мың адам", ["екі", "үш мың"]),
        ("20-25 пайыз", ["20", "25"]),
        ("1 миллион 2015 жылы", ["1 миллион", "2015"]),
        ("оның айтуынша, бірі де жоқ, ол үшін онда бірге", []),
        ("бір де бір адам", ["бір", "бір"]),
        ("COVID19 A4 _7", []),
        ("мердігерлердің үштен бірі кешікті", ["үштен бірі"]),
        ("ондаған мың адам", ["ондаған мың"]),
        ("1000-даған шақырым", ["1000-даған"]),
        ("бірнеше адам бірнеше миллион теңге алды", ["бірнеше миллион"]),
        ("жиырмадан отызға дейін", ["жиырмадан", "отызға"]),
        ("онлайн сегізінші", ["сегізінші"]),
    ],
)
def test_scan(numerals: Numerals, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in numerals.scan(text)] == found


def test_span_says_what_it_is(numerals: Numerals) -> None:
    (span,) = numerals.scan("240,5 мыңнан")
    assert (span.value, span.magnitude, span.suffix.case, span.digits) == (
        Decimal("240500"),
        Decimal(1000),
        "ABL",
        True,
    )


@settings(max_examples=1000, deadline=None)
@given(st.integers(min_value=0, max_value=10**15))
@example(10**15)
@example(1_001_000)
@example(100_100_100_100_100)
def test_round_trip_through_num2words(number: int) -> None:
    assert read_number(num2words(number, lang="kz")) == number


@given(st.text(alphabet="0123456789 ,.-%бірекіүшмыңонжарымбүтіннөлдедаға", max_size=60))
def test_never_raises_and_spans_hold(text: str) -> None:
    read_number(text)
    spans = _shared().scan(text)
    assert all(0 <= a.start < a.core_end <= a.end <= len(text) for a in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@functools.cache
def _shared() -> Numerals:
    return Numerals(Knowledge())


@pytest.mark.parametrize(
    ("unit", "size"),
    [
        ("1", 1_000_000),
        ("123 ", 1_000_000),
        ("1,", 1_000_000),
        ("1 ", 300_000),
        ("12 345 678 ", 300_000),
        ("бір ", 300_000),
        ("бүтін ", 300_000),
        ("үштен ", 300_000),
        ("бір де ", 300_000),
        ("млрд. ", 300_000),
        ("бір бүтін нөл ", 300_000),
    ],
)
def test_time_is_linear(numerals: Numerals, unit: str, size: int) -> None:
    """Adversarial digits take about eight times what an eighth of them takes, never its square."""
    text = unit * (size // len(unit))
    assert _seconds(numerals, text) < 8 * 4 * max(_seconds(numerals, text[: len(text) // 8]), 0.02)


def _seconds(numerals: Numerals, text: str) -> float:
    started = time.perf_counter()
    numerals.scan(text)
    return time.perf_counter() - started


@pytest.mark.parametrize(
    ("text", "value"), [("VII", 7), ("XIV", 14), ("ХІХ", 19), ("С", None), ("IC", None), ("мм", None)]
)
def test_roman(text: str, value: int | None) -> None:
    assert read_roman(text) == value
