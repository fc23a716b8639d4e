"""What a number counts, which numbers count nothing, and amounts of two numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from derek.schema import Claim

FindClaims = Callable[[str], list[Claim]]

COUNTED = [
    ("Жиынға 52 заңды тұлғаның өкілі қатысты.", "52 заңды тұлғаның", 52, "заңды тұлға"),
    ("Ауданда 27 бос лауазымды орын бар.", "27 бос лауазымды орын", 27, "лауазымды орын"),
    ("Банк 15 күмәнді операцияны тоқтатты.", "15 күмәнді операцияны", 15, "операция"),
    ("Басқарма 18 күрделі операцияны сәтті өткізді.", "18 күрделі операцияны", 18, "операция"),
    ("Қалада 46 бала дамыту орталығы ашылды.", "46 бала дамыту орталығы", 46, "орталық"),
    ("Бөлім 48 анықтама берді.", "48 анықтама", 48, "анықтама"),
    ("Биыл 64 тұрғын үй жөнделді.", "64 тұрғын үй", 64, "тұрғын үй"),
    ("Облыста 12 ауылдық елді мекен бар.", "12 ауылдық елді мекен", 12, "елді мекен"),
    ("Банк 120 мың QR-терминал орнатты.", "120 мың QR-терминал", 120_000, "QR-терминал"),
    ("Университетке 300-ге жуық IT-маман келді.", "300-ге жуық IT-маман", 300, "IT-маман"),
    ("Мұз астынан 35 балықшы құтқарылды.", "35 балықшы", 35, "балықшы"),
    ("Әуежай төрт жаңа бағыт ашты.", "төрт жаңа бағыт", 4, "бағыт"),
    ("Жүздеген тұрғын көшеге шықты.", "Жүздеген тұрғын", None, "тұрғын"),
    ("«Алты кітап басылды», – деді ол.", "Алты кітап", 6, "кітап"),
]


@pytest.mark.parametrize(("text", "span", "value", "unit"), COUNTED)
def test_counted(find_claims: FindClaims, text: str, span: str, value: float | None, unit: str) -> None:
    (claim,) = find_claims(text)
    assert (claim.text, claim.value, claim.unit) == (span, value, unit)


NOTHING = [
    "Бірақ адамдар жиналысқа келмеді.",
    "Өтінім бір-ақ рет толтырылады.",
    "Менің үш ұлым ауылда тұрады.",
    "Мұз астынан бес балықшы құтқарылды.",
    "Тұрғын үйден жеті адам шығарылды.",
    "Екі қабатты ғимарат жаңарды.",
    "Екі жақты ынтымақтастық кеңейді.",
    "Төрт бұрышты пішін таңдалды.",
    "Кинотеатрда «Үш ағайынды» фильмі көрсетілді.",
    "Мамырдың екінші жартысында егіс басталды.",
    "Көмек керек болса, 103-ке қоңырау шалыңыз.",
    "Кодекстің 9 бабына сәйкес шешім шықты.",
    "Сурет 3 МБ-тан кем болмасын.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_counts_nothing(find_claims: FindClaims, text: str) -> None:
    assert find_claims(text) == []


JOINED = [
    ("Көпірдің ұзындығы 2 шақырым 300 метр.", "2 шақырым 300 метр", 2.3, None, "km"),
    ("Тереңдігі 1 метр 80 сантиметрге жетті.", "1 метр 80 сантиметрге", 1.8, None, "m"),
    ("Парк 30 автобустан 48-ге дейін кеңейеді.", "30 автобустан 48-ге", 48, 30, "автобус"),
    ("Клиникадағы төсек саны 40-тан 65-ке дейін ұлғаюы мүмкін.", "40-тан 65-ке", 65, 40, "төсек"),
]


@pytest.mark.parametrize(("text", "span", "value", "origin", "unit"), JOINED)
def test_two_numbers_make_one(
    find_claims: FindClaims, text: str, span: str, value: float, origin: float | None, unit: str
) -> None:
    (claim,) = find_claims(text)
    assert (claim.text, claim.value, claim.from_value, claim.unit) == (span, value, origin, unit)


def test_a_capacity_between_two_numbers_is_a_range(find_claims: FindClaims) -> None:
    (claim,) = find_claims("Цехта 250-ден 300-ге дейін адам жұмыс істейді.")
    assert (claim.value, claim.low, claim.high, claim.unit) == (None, 250, 300, "адам")


PARTS = [
    ("Конкурсқа 640 өтінім түсті. Бұл былтырғыдан 12 пайызға көп. Оның 410-ы мақұлданды.", "410-ы", "count", "өтінім"),
    ("Ауруханаға 3 200 адам тіркелді, 15 пайызы – балалар. Олардың 900-і шықты.", "900-і", "count", "адам"),
    ("Жобаға 8 миллиард теңге керек. Соның 5 миллиардын қор береді.", "5 миллиардын", "money", "iso4217:KZT"),
    ("Былтыр 12 қойма салынды. Соның бесеуі бос тұр.", "бесеуі", "count", "қойма"),
]


@pytest.mark.parametrize(("text", "span", "kind", "unit"), PARTS)
def test_a_part_counts_what_the_whole_counts(
    find_claims: FindClaims, text: str, span: str, kind: str, unit: str
) -> None:
    claim = find_claims(text)[-1]
    assert (claim.text, claim.kind, claim.unit) == (span, kind, unit)


def test_a_part_in_words_without_a_whole_is_none(find_claims: FindClaims) -> None:
    assert find_claims("Бесеуі келіспеді.") == []


RATES = [
    ("Бюджеттен жыл сайын 2 трлн теңге бөлінеді.", "2 трлн теңге", "a"),
    ("Бекет күн сайын 300 көлікті өткізеді.", "300 көлікті", "d"),
    ("Бір тоннасын 95 мың теңгеден сатты.", "95 мың теңгеден", "t"),
    ("1 киловатт-сағаттың құны 28 теңге болды.", "28 теңге", "kW.h"),
    ("Доллар бағамы 540 теңгеге жетті.", "540 теңгеге", "iso4217:USD"),
    ("Бір долларға 470 теңге берілді.", "470 теңге", "iso4217:USD"),
    ("Топ жыл сайын өңірдің 14 мектебінде жарыс өткізеді.", "14 мектебінде", None),
    ("Жыл сайын сұраныс артады, қоймада 40 тонна қалды.", "40 тонна", None),
]


@pytest.mark.parametrize(("text", "span", "per"), RATES)
def test_rates(find_claims: FindClaims, text: str, span: str, per: str | None) -> None:
    (claim,) = find_claims(text)
    assert (claim.text, claim.per) == (span, per)
