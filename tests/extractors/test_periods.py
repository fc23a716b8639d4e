"""Expressions of time and the days they mean, in a document of 21 May 2024."""

from __future__ import annotations

import datetime as dt

import pytest

from derek.extractors.periods import PeriodFinder
from derek.knowledge import Knowledge
from derek.text.numerals import Numerals, lower

BASE = dt.date(2024, 5, 21)


@pytest.fixture(scope="module")
def numerals(knowledge: Knowledge) -> Numerals:
    return Numerals(knowledge)


@pytest.fixture(scope="module")
def finder(knowledge: Knowledge) -> PeriodFinder:
    return PeriodFinder(knowledge)


def _found(finder: PeriodFinder, numerals: Numerals, text: str, base: dt.date | None = BASE) -> list[str]:
    periods = finder.find(text, lower(text), numerals.scan(text), base)
    return [f"{text[p.start : p.end]}: {p.first or ''}..{p.last or ''}" for p in periods]


@pytest.mark.parametrize(
    "expected",
    [
        "былтыр: 2023-01-01..2023-12-31",
        "Биыл: 2024-01-01..2024-12-31",
        "өткен жылы: 2023-01-01..2023-12-31",
        "келесі жылы: 2025-01-01..2025-12-31",
        "2025 жылы: 2025-01-01..2025-12-31",
        "2014-жылы: 2014-01-01..2014-12-31",
        "екі мың он үшінші жылы: 2013-01-01..2013-12-31",
        "2025-2027 жылдары: 2025-01-01..2027-12-31",
        "1992 және 2006 жылдары: 1992-01-01..2006-12-31",
        "2020 жылдары: 2020-01-01..2029-12-31",
        "2025 жылғы 16 қараша: 2025-11-16..2025-11-16",
        "16-18 қараша: 2024-11-16..2024-11-18",
        "30 қыркүйек - 2 қазан: 2024-09-30..2024-10-02",
        "қарашаның 16-сында: 2024-11-16..2024-11-16",
        "қаңтар-қыркүйек айларында: 2024-01-01..2024-09-30",
        "2023 жылғы қаңтар-шілдеде: 2023-01-01..2023-07-31",
        "қазан айында: 2024-10-01..2024-10-31",
        "бірінші тоқсанда: 2024-01-01..2024-03-31",
        "2014 жылдың ІІІ тоқсанында: 2014-07-01..2014-09-30",
        "үш тоқсанның: 2024-01-01..2024-09-30",
        "2013 жылғы бірінші жартыжылдықта: 2013-01-01..2013-06-30",
        "тоғыз айда: 2024-01-01..2024-09-30",
        "9 айдың қорытындысы бойынша: 2024-01-01..2024-09-30",
        "биылғы төрт айда: 2024-01-01..2024-04-30",
        "соңғы бес жылда: 2019-01-01..2024-12-31",
        "алдағы үш жылда: 2024-01-01..2027-12-31",
        "жыл басынан бері: 2024-01-01..2024-05-21",
        "2021 жылдан бері: 2021-01-01..2024-05-21",
        "2030 жылға дейін: ..2030-12-31",
        "2030 жылға қарай: ..2030-12-31",
        "жыл соңына дейін: ..2024-12-31",
        "келесі жылдың соңына дейін: ..2025-12-31",
        "15 желтоқсанға дейін: ..2024-12-15",
        "келер жылдың қаңтарынан бастап: 2025-01-01..",
        "өткен айда: 2024-04-01..2024-04-30",
        "үш жыл ішінде: ..",
        "осы уақытта: ..",
    ],
)
def test_period(finder: PeriodFinder, numerals: Numerals, expected: str) -> None:
    text = expected.split(":")[0]
    assert _found(finder, numerals, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "20 жылдан астам уақыт",
        "қазан асылды",
        "8 қазандық",
        "жылына 5 тонна",
        "тоқсан теңге",
        "желтоқсанда үш жүз теңге алды",
    ],
)
def test_is_no_period(finder: PeriodFinder, numerals: Numerals, text: str) -> None:
    assert [found.split(":")[0] for found in _found(finder, numerals, text)] in ([], ["желтоқсанда"])


def test_without_a_date_of_the_document(finder: PeriodFinder, numerals: Numerals) -> None:
    assert _found(finder, numerals, "былтыр", None) == ["былтыр: .."]
    assert _found(finder, numerals, "2015 жылы", None) == ["2015 жылы: 2015-01-01..2015-12-31"]


def test_impossible_dates_stay_open(finder: PeriodFinder, numerals: Numerals) -> None:
    assert _found(finder, numerals, "2023 жылғы 31 ақпан") == ["2023 жылғы 31 ақпан: .."]
