import datetime as dt

import pytest

from derek.knowledge import Knowledge
from derek.readers.datelines import Datelines, Stated


@pytest.fixture(scope="module")
def datelines(knowledge: Knowledge) -> Datelines:
    return Datelines(knowledge)


@pytest.mark.parametrize(
    ("line", "day", "alone"),
    [
        ("2025 жылғы 16 қараша", "2025-11-16", True),
        ("10:15, 14 Сәуір 2026 | GMT +5", "2026-04-14", True),
        ("08 Қазан 2015, 14:01", "2015-10-08", True),
        ("16.11.2025", "2025-11-16", True),
        ("2025-11-16", "2025-11-16", True),
        ("2015 жылғы 25 тамыз Астанада жұмыс кездесуі өтті", "2015-08-25", False),
        ("2026 ж. 5 мамыр", "2026-05-05", True),
    ],
)
def test_a_line_states_a_date(datelines: Datelines, line: str, day: str, alone: bool) -> None:
    assert datelines.date([line]) == Stated(dt.date.fromisoformat(day), alone)


@pytest.mark.parametrize(
    "line",
    [
        "Келесі жиын 2026 жылғы 16 қарашада өтеді",
        "2025 жылғы 31 ақпан",
        "2027-2028 жылдарға арналған жоспар",
        "Астана, 16 қараша",
    ],
)
def test_a_line_states_none(datelines: Datelines, line: str) -> None:
    assert datelines.date([line]) is None


def test_a_line_of_its_own_wins_over_a_lead(datelines: Datelines) -> None:
    lines = ["2026 жылғы 3 наурыз күні басталған жиын туралы", "2026 жылғы 4 наурыз"]
    assert datelines.date(lines) == Stated(dt.date(2026, 3, 4), True)


def test_the_issuer_of_a_dateline(datelines: Datelines) -> None:
    assert datelines.issuer(["Тақырып", "АСТАНА. KAZINFORM — Үкімет отырысы өтті."]) == ("Kazinform", "KZ")
    assert datelines.issuer(["Тақырып", "Үкімет отырысы өтті."]) is None
