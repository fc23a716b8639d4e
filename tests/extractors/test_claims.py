"""Claims of short sentences in a release of 21 May 2024: one line of expected columns for each."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derek.extractors.claims import ClaimFinder
from derek.knowledge import Knowledge
from derek.schema import Claim, Entity, Part, Quote
from derek.text.page import Page

MakePage = Callable[..., Page]


@pytest.fixture(scope="module")
def finder(knowledge: Knowledge) -> ClaimFinder:
    return ClaimFinder(knowledge)


@pytest.fixture(scope="module")
def claims(finder: ClaimFinder, make_page: MakePage) -> Callable[[str], list[Claim]]:
    return lambda text: finder.find(make_page(text, published="2024-05-21"), [], [])


def _only(claims: Callable[[str], list[Claim]], text: str) -> Claim:
    (claim,) = claims(text)
    assert text[claim.start_char : claim.end_char] == claim.text
    return claim


def _check(claim: Claim, expected: dict[str, Any]) -> None:
    found = {name: getattr(claim, name) for name in expected}
    assert found == expected


NUMBERS = [
    ("Экспорт 11,5 миллиард долларды құрады.", "11,5 миллиард долларды", "money", 11.5e9, "iso4217:USD"),
    ("Бюджеттен 2 млрд 300 млн теңге бөлінді.", "2 млрд 300 млн теңге", "money", 2.3e9, "iso4217:KZT"),
    ("Қарыз 56,2 млрд. теңге болды.", "56,2 млрд. теңге", "money", 56.2e9, "iso4217:KZT"),
    ("Құны – $5 млрд.", "$5 млрд", "money", 5e9, "iso4217:USD"),
    ("Инфляция 8,5%-ды құрады.", "8,5%-ды", "percent", 8.5, "percent"),
    ("Үлес 3 пайыздық тармаққа артты.", "3 пайыздық тармаққа", "percent", 3, "percentage_point"),
    ("Екі жарым миллион тонна астық жиналды.", "Екі жарым миллион тонна", "quantity", 2.5e6, "t"),
    ("Стансаның қуаты – 1 320 мегаватт.", "1 320 мегаватт", "quantity", 1320, "MW"),
    ("Биыл 240 мың адам келді.", "240 мың адам", "count", 240000, "адам"),
    ("Ауданда 65 жаңа мектеп ашылды.", "65 жаңа мектеп", "count", 65, "мектеп"),
    ("Зауытта 300 жұмыс орны ашылды.", "300 жұмыс орны", "count", 300, "жұмыс орны"),
    ("Тасымал 3 есе өсті.", "3 есе", "multiple", 3, None),
    ("Мал саны екі еселенді.", "екі еселенді", "multiple", 2, None),
    ("Мердігерлердің үштен бірі кешікті.", "үштен бірі", "share", 1 / 3, None),
    ("Тұрғындардың жартысы көшті.", "жартысы", "share", 0.5, None),
    ("Еліміз рейтингте 94-орында тұр.", "94-орында", "rank", 94, None),
    ("Облыс республикада екінші орында.", "екінші орында", "rank", 2, None),
    ("Жұмыс орнының саны – 10207.", "10207", "count", 10207, "орын"),
]


@pytest.mark.parametrize(("text", "span", "kind", "value", "unit"), NUMBERS)
def test_numbers_and_units(
    claims: Callable[[str], list[Claim]], text: str, span: str, kind: str, value: float, unit: str | None
) -> None:
    claim = _only(claims, text)
    assert claim.value == pytest.approx(value)
    _check(claim, {"text": span, "kind": kind, "unit": unit})


BOUNDS = [
    ("Жиынға шамамен 500 адам келді.", "about"),
    ("Жиынға 500-ге жуық адам келді.", "about"),
    ("Жиынға 500-дей адам келді.", "about"),
    ("Жиынға 500 шақты адам келді.", "about"),
    ("Жиынға 500-ден астам адам келді.", "over"),
    ("Өнім 500 тоннадан асты.", "over"),
    ("Кемінде 500 тонна керек.", "at_least"),
    ("Жылына 500 тоннадан кем емес өнім алынады.", "at_least"),
    ("Шығын 5 пайыздан аспайды.", "at_most"),
    ("Шаруаға 10 миллион теңгеге дейін несие беріледі.", "at_most"),
    ("Өндіріс 500 тоннаға жетті.", "exact"),
    ("Үлес 5 пайызға дейін өсті.", "exact"),
]


@pytest.mark.parametrize(("text", "bound"), BOUNDS)
def test_bounds(claims: Callable[[str], list[Claim]], text: str, bound: str) -> None:
    assert _only(claims, text).bound == bound


RANGES: list[tuple[str, dict[str, Any]]] = [
    ("Баға 20-25 пайызға өсті.", {"value": None, "low": 20, "high": 25, "bound": "range"}),
    ("Екі-үш миллион тонна астық жиналды.", {"low": 2e6, "high": 3e6, "unit": "t"}),
    ("Баға 450 мыңнан 600 мың теңгеге дейін.", {"low": 450e3, "high": 600e3, "from_value": None, "bound": "range"}),
    ("Үлес 5-тен 8 пайызға дейін өсті.", {"value": 8, "from_value": 5, "change": "increase", "change_by": False}),
    ("Көлем 230-дан 350 мың тоннаға дейін өсті.", {"value": 350e3, "from_value": 230e3, "unit": "t"}),
    ("Жұмысқа 20 мен 25 пайыз аралығында қаржы керек.", {"low": 20, "high": 25}),
    ("Жиынға ондаған мың адам келді.", {"value": None, "low": 10e3, "bound": "about", "unit": "адам"}),
]


@pytest.mark.parametrize(("text", "expected"), RANGES)
def test_ranges(claims: Callable[[str], list[Claim]], text: str, expected: dict[str, Any]) -> None:
    _check(_only(claims, text), expected)


CHANGES = [
    ("Өндіріс 5 миллион тоннаға жетті.", "increase", False),
    ("Экспорт 7 пайызға өсті.", "increase", True),
    ("Шығын 2 пайызға қысқарды.", "decrease", True),
    ("Өнім былтырғыдан 12 пайызға көп.", "increase", True),
    ("Үлес 70 пайызға дейін төмендеді.", "decrease", False),
    ("Инвестиция 6 миллиард доллардан асты.", "increase", False),
    ("Көлемі 3 миллиард теңгені құрады.", None, None),
    ("Тасымал 1,2 миллион тоннаға немесе 7 пайызға артты.", "increase", True),
]


@pytest.mark.parametrize(("text", "change", "by"), CHANGES)
def test_changes(claims: Callable[[str], list[Claim]], text: str, change: str | None, by: bool | None) -> None:
    assert {(claim.change, claim.change_by) for claim in claims(text)} == {(change, by)}


STATUSES = [
    ("Былтыр 5 млрд теңге бөлінді.", "actual"),
    ("Жол салуға 5 млрд теңге бөлініп отыр.", "actual"),
    ("Айналымды 8 миллиард долларға дейін ұлғайту жоспарланған.", "target"),
    ("Өнімнің 30 пайызын жаңарту керек.", "target"),
    ("Ауданға 14 дәрігер керек.", "actual"),
    ("Уақыт 25 минутқа дейін қысқармақ.", "target"),
    ("Келесі жылы 580 миллиард теңге бөлінеді.", "target"),
    ("Баға 6 пайызға өседі деп күтіліп отыр.", "forecast"),
    ("Болжам бойынша 17 млн тонна астық жиналады.", "forecast"),
    ("Жыл сайын 400 отбасы көшіп келеді.", "actual"),
    ("Министрлік 5 млрд теңге бөлуді ұсынды.", "proposal"),
]


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_statuses(claims: Callable[[str], list[Claim]], text: str, status: str) -> None:
    assert _only(claims, text).status == status


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Қияр – 12,5%-ға, картоп – 8,1%, сәбіз – 4,4%-ға қымбаттады.", ["increase"] * 3),
        ("Бензин 1,2%-ға, газ 0,5%-ға қымбаттаса, көмір 3%-ға арзандады.", ["increase", "increase", "decrease"]),
        ("Үлесі 5% болды, ал бағасы 3%-ға өсті.", [None, "increase"]),
        ("Алматыда 0,9%, Шымкентте 1,1% тіркелді.", [None, None]),
    ],
)
def test_a_list_shares_its_verb(claims: Callable[[str], list[Claim]], text: str, changes: list[str | None]) -> None:
    assert [claim.change for claim in claims(text)] == changes


def test_period_of_the_clause(claims: Callable[[str], list[Claim]]) -> None:
    first, second = claims("Биыл 12 центнер өнім алынды, ал былтыр 9 центнер жиналды.")
    assert (first.period_text, first.period_from, first.period_to) == (
        "Биыл",
        dt.date(2024, 1, 1),
        dt.date(2024, 12, 31),
    )
    assert (second.period_text, second.period_from) == ("былтыр", dt.date(2023, 1, 1))


def test_base_of_a_comparison_is_no_period(claims: Callable[[str], list[Claim]]) -> None:
    claim = _only(claims, "Қаңтар-сәуірде экспорт былтырғы сәйкес кезеңнен 4,6 пайызға артты.")
    _check(
        claim,
        {"period_text": "Қаңтар-сәуірде", "compared_to": "былтырғы сәйкес кезеңнен", "period_to": dt.date(2024, 4, 30)},
    )


def test_period_that_points_back(claims: Callable[[str], list[Claim]]) -> None:
    _, second = claims("Қаңтар-сәуірде 5 тонна жүк тасымалданды. Осы кезеңде транзит 19 пайызға ұлғайды.")
    _check(
        second, {"period_text": "Осы кезеңде", "period_from": dt.date(2024, 1, 1), "period_to": dt.date(2024, 4, 30)}
    )


METRICS = [
    ("Өңір ішіндегі сауда-саттық көлемі 11,5 миллиард долларға жетті.", "сауда-саттық көлемі", "trade_turnover"),
    ("Қоймаларда 22,3 млрд текше метр су жиналды.", "су", None),
    ("Жолаушылар вагондарының 30 пайызы жаңарды.", "вагондарының", None),
    ("Инвестиция көлемі – 18,3 млрд теңге.", "Инвестиция көлемі", "investment"),
    ("Субсидияға 56,2 млрд теңге бөлінді.", "Субсидияға", None),
    ("Облыс ауыл өнімінің көлемі бойынша үшінші орында.", "өнімінің көлемі", "production"),
]


@pytest.mark.parametrize(("text", "part", "term"), METRICS)
def test_metrics(claims: Callable[[str], list[Claim]], text: str, part: str, term: str | None) -> None:
    claim = _only(claims, text)
    assert claim.metric is not None and part in claim.metric
    assert text[claim.metric_start : claim.metric_end] == claim.metric
    assert claim.metric_canonical == term


def test_indicator_of_the_sentence_before(claims: Callable[[str], list[Claim]]) -> None:
    _, target = claims(
        "Былтыр сауда көлемі 11,5 миллиард долларға жетті. Көрсеткішті 20 миллиард долларға дейін жеткізу қажет."
    )
    _check(
        target, {"metric": "Көрсеткішті", "metric_canonical": "trade_turnover", "status": "target", "change_by": False}
    )


def test_places_in_brackets_are_not_the_metric(finder: ClaimFinder, make_page: MakePage) -> None:
    text = "Негізгі экспорт серіктестері – Қытай (23,7%) және Ресей (19,4%)."
    named = [
        Entity(
            doc_id="d", entity_id=i, sent_id=0, start_char=text.index(name), end_char=text.index(name) + len(name),
            text=name, label="COUNTRY", canonical=name,
        )
        for i, name in enumerate(("Қытай", "Ресей"))
    ]  # fmt: skip
    found = finder.find(make_page(text), named, [])
    assert [(c.value, c.metric, c.places[0].text) for c in found] == [
        (23.7, "Негізгі экспорт серіктестері", "Қытай"),
        (19.4, "Негізгі экспорт серіктестері", "Ресей"),
    ]


def test_one_verb_for_two_amounts(claims: Callable[[str], list[Claim]]) -> None:
    found = claims("Жалақы 2 есеге, ал зейнетақы 1,5 есеге өсті.")
    assert [(claim.metric, claim.change) for claim in found] == [("Жалақы", "increase"), ("зейнетақы", "increase")]


def test_bare_number_goes_on_from_the_claim_before(claims: Callable[[str], list[Claim]]) -> None:
    _, goal = claims("Сауда көлемі 1 миллиард долларға жетті және бұл көрсеткіш 1,2 миллиардтан асуы мүмкін.")
    _check(goal, {"unit": "iso4217:USD", "kind": "money", "bound": "over", "status": "forecast"})


def test_rank_that_rose(claims: Callable[[str], list[Claim]]) -> None:
    _check(
        _only(claims, "Еліміз рейтингте 25-орыннан 22-орынға көтерілді."),
        {"value": 22, "from_value": 25, "kind": "rank"},
    )


RATES = [
    ("Гектарына 17 центнер өнім алынды.", "har"),
    ("Зауыт жылына 240 мың тонна өнім шығарады.", "a"),
    ("Бидайдың 1 тоннасы 210 доллар болды.", "t"),
    ("Текше метріне 5 теңге төленеді.", "m3"),
    ("1 шаршы метр тұрғын үйге 204,8 мың теңге жұмсалды.", "m2"),
    ("Бір адамға шаққанда 5 тонна өнім өндірілді.", "адам"),
]


@pytest.mark.parametrize(("text", "per"), RATES)
def test_rates(claims: Callable[[str], list[Claim]], text: str, per: str) -> None:
    assert _only(claims, text).per == per


@pytest.mark.parametrize(
    "text",
    [
        "2025 жылғы 16 қараша",
        "Кездесу сағат 18:00-де басталады.",
        "№5 бұйрық шықты.",
        "Заңның 136-бабы өзгерді.",
        "1. Бірлескен мәлімдеме;",
        "Телефон: +7 7172 74-90-11",
        "Екі ел басшылары келісімге қол қойды.",
        "Соңғы бес жылда ұстаным өзгерді.",
        "XXI ғасырдағы VII кездесу.",
        "«ЭКСПО-2017» көрмесі ашылды.",
        "Оның айтуынша, ол үшін бірі де жоқ.",
        "Бесінші сынып оқушысы келді.",
        "2013-2014 жылдарға арналған жоспар бекітілді.",
        "Сағат 9.00-ден 18.00-ге дейін жұмыс істейді.",
    ],
)
def test_is_no_claim(claims: Callable[[str], list[Claim]], text: str) -> None:
    assert claims(text) == []


def test_pasted_table(claims: Callable[[str], list[Claim]]) -> None:
    rows = ("Өңір\t2022 ж.\tӨзгеріс, %", "Абай облысы\t201.4\t121,0", "Ақмола облысы\t318.0\t107,3")
    text = "\n".join(("Инвестициялар, млрд. теңге", *rows))
    found = claims(text)
    assert [(claim.text, claim.value, claim.unit) for claim in found] == [
        ("201.4", 201.4e9, "iso4217:KZT"),
        ("121,0", 121.0, "percent"),
        ("318.0", 318e9, "iso4217:KZT"),
        ("107,3", 107.3, "percent"),
    ]
    assert found[0].metric == "Инвестициялар" and found[0].period_from == dt.date(2022, 1, 1)
    assert [claim.claim_id for claim in found] == [0, 1, 2, 3]


def test_claimant_and_places(finder: ClaimFinder, make_page: MakePage) -> None:
    text = "– Қостанай облысында 86 мектеп жөнделді, – деді әкім."
    part = Part(2, text.index(","))
    quote = Quote(
        doc_id="d", quote_id=3, sent_id=0, start_char=part.start, end_char=part.end, parts=(part,),
        text=text[2 : part.end], kind="direct", layout="dash", speaker="Құмар Ақсақалов", speaker_id="person:x",
    )  # fmt: skip
    region = Entity(
        doc_id="d", entity_id=0, sent_id=0, start_char=2, end_char=20, text="Қостанай облысында", label="REGION",
        canonical="Қостанай облысы", id="iso3166-2:KZ-39",
    )  # fmt: skip
    (claim,) = finder.find(make_page(text, published=None), [region], [quote])
    _check(claim, {"quote_id": 3, "claimant": "Құмар Ақсақалов", "claimant_id": "person:x", "metric": None})
    assert [(place.text, place.id) for place in claim.places] == [("Қостанай облысы", "iso3166-2:KZ-39")]


def test_directive_makes_a_target(finder: ClaimFinder, make_page: MakePage) -> None:
    text = "Президент 90 пайызын жөндеуді тапсырды."
    part = Part(10, 29)
    quote = Quote(
        doc_id="d", quote_id=0, sent_id=0, start_char=10, end_char=29, parts=(part,), text=text[10:29],
        kind="directive", layout="reported", cue="тапсырды",
    )  # fmt: skip
    (claim,) = finder.find(make_page(text), [], [quote])
    assert claim.status == "target"


def test_page_without_numbers_has_no_claims(claims: Callable[[str], list[Claim]]) -> None:
    assert claims("Оның айтуынша, жұмыс жалғасып жатыр.") == []


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789 ,.-–%\n\t()«»$тгміылңеқжадғбпроснкшзу", max_size=120))
def test_never_raises_and_offsets_hold(finder: ClaimFinder, make_page: MakePage, text: str) -> None:
    for number, claim in enumerate(finder.find(make_page(text), [], [])):
        assert text[claim.start_char : claim.end_char] == claim.text and claim.claim_id == number
        assert claim.metric is None or text[claim.metric_start : claim.metric_end] == claim.metric
        assert claim.period_text is None or text[claim.period_start : claim.period_end] == claim.period_text
        assert dataclasses.replace(claim) == claim


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "5 % ", "1-", "5 т ", "1 млн теңге, ", "5-тен 8 пайызға ", "1\t", "2025 жылы "]
)
def test_time_is_linear(finder: ClaimFinder, make_page: MakePage, unit: str) -> None:
    short, long = (make_page(unit * (size // len(unit))) for size in (5_000, 40_000))
    assert _seconds(finder, long) < 8 * 4 * max(_seconds(finder, short), 0.02)


def _seconds(finder: ClaimFinder, page: Page) -> float:
    started = time.perf_counter()
    finder.find(page, [], [])
    return time.perf_counter() - started
