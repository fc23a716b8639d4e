"""When a claim holds: expressions of time that reach it, and those that do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from derek.schema import Claim

FindClaims = Callable[[str], list[Claim]]

PERIODS = [
    ("Жарты жылда 40 мың тонна жүк түсті.", "2024-01-01..2024-06-30"),
    ("Былтырғы жарты жылда өндіріс 3 пайызға өсті.", "2023-01-01..2023-06-30"),
    ("Соңғы жарты жылда өндіріс 3 пайызға өсті.", ".."),
    ("Екі жыл бұрын мұнда 12 зауыт болған.", "2022-01-01..2022-12-31"),
    ("Үлес 21 пайыз болды (бір жыл бұрын – 19 пайыз).", "2023-01-01..2023-12-31"),
    ("Қазаннан бері 7 мың тонна көмір түсті.", "2023-10-01..2024-05-21"),
    ("Ол қыркүйекке дейін 18 жобаны аяқтауды тапсырды.", "..2024-08-31"),
    ("2013 жылғы 10 маусымда 15 жоба басталды.", "2013-06-10..2013-06-10"),
    ("2024 жылдың 3 мамыры 2028 жылға дейін 12 зауыт салынады.", "..2028-12-31"),
    ("Былтыр түсім 40 млн теңге болып, бір жылда 6 пайызға артты.", "2023-01-01..2023-12-31"),
    ("Қор 2010 жылдан бері жұмыс істейді. Осы жылдар ішінде 400 жоба аяқталды.", "2010-01-01..2024-05-21"),
    ("Орталық 2016 жылы ашылған, қазір онда 75 ғалым жұмыс істейді.", ".."),
    ("Былтыр 12 зауыт ашылды, енді санын 20-ға жеткізуді көздеп отырмыз.", ".."),
    ("2019 жылдан бері өткел жабық. Осыған орай ол 30 млрд теңге бөлуді ұсынды.", ".."),
    ("2025 жылғы кіріс – 80 млн теңге, ал шығын 75 млн теңге болады.", "2025-01-01..2025-12-31"),
]


@pytest.mark.parametrize(("text", "period"), PERIODS)
def test_periods(find_claims: FindClaims, text: str, period: str) -> None:
    claim = find_claims(text)[-1]
    assert f"{claim.period_from or ''}..{claim.period_to or ''}" == period


def test_a_text_without_a_date_goes_on_in_the_year_that_it_names(
    find_claims: FindClaims, knowledge: object, make_page: Callable[..., object]
) -> None:
    from derek.extractors.claims import ClaimFinder

    page = make_page("Бюро 2025 жылғы қаңтар – маусымдағы есепті жариялады. Алты айда экспорт 2 пайызға өсті.", None)
    (claim,) = ClaimFinder(knowledge).find(page, [], [])  # type: ignore[arg-type]
    assert (claim.period_from, claim.period_to) == (dt.date(2025, 1, 1), dt.date(2025, 6, 30))
