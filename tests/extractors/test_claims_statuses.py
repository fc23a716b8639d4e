"""Actual, target, forecast or proposal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from derek.schema import Claim

FindClaims = Callable[[str], list[Claim]]

STATUSES = [
    ("Келер жылы аптасына 12 рейске дейін жеткіземіз.", "target"),
    ("Біз 2026 жылы 400 орындық мектеп салмақпыз.", "target"),
    ("Көлемді 5 мың тоннаға дейін жеткізуге мүмкіндік бар.", "target"),
    ("Бұл 45 цех ашуға мүмкіндік берді.", "actual"),
    ("Бұл 45 цех ашуға мүмкіндік береді.", "forecast"),
    ("Айналымды 3 миллиард долларға жеткізу – ортақ міндет.", "target"),
    ("Биылғы межеміз – 25 шақырым.", "target"),
    ("Жоспар бойынша 6% болуы тиіс еді.", "target"),
    ("Заң жобасында айыппұлды 50 АЕК-ке дейін көтеру қарастырылған.", "proposal"),
    ("Ол заң жобасын пысықтап, 300 жұмыс орнын ашуды тапсырды.", "target"),
    ("Сарапшылар инфляция 8 пайыз деңгейінде қалыптасатынын болжап отыр.", "forecast"),
    ("Банктің бағалауынша, бағдарламаға 4 млрд теңге бөлінеді.", "forecast"),
    ("Мәслихат мақұлдаса, жоба 600 мың адамға көмектеседі.", "forecast"),
    ("Егер құн 10 доллар төмендесе, өндіріс қысқарады.", "forecast"),
    ("Былтыр 90 маман келсе, биыл 110 маман оқиды.", "actual"),
    ("Зауыттың үлесі 40 пайызды құрайтын болады.", "forecast"),
    ("Кітаптың 70 пайызы — ескі басылым, сондықтан қорды жыл соңына дейін жаңартамыз.", "actual"),
    ("Жазылым ақысы 12 мың теңгеден басталады.", "actual"),
    ("Хаттың 20 пайызы әлі де поштамен жіберіледі.", "actual"),
    ("Сауалнамаға қатысқандардың 58 пайызы баға күзде өседі деп санайды.", "actual"),
]


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_statuses(find_claims: FindClaims, text: str, status: str) -> None:
    assert find_claims(text)[-1].status == status


def test_a_list_takes_the_tone_and_the_period_over_it(find_claims: FindClaims) -> None:
    items = find_claims("Мәлімет\n2026 жылға болжам мынадай:\n– инфляция – 9 пайыз;\n– ЖІӨ өсімі – 5 пайыз.")
    assert [claim.status for claim in items] == ["forecast", "forecast"]
    assert [claim.period_text for claim in items] == ["2026 жылға", "2026 жылға"]
