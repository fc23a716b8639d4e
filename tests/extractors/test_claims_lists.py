"""Figures in a row: the last one's unit and magnitude hold for all; with «тиісінше» each has its own period or place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from derek.extractors.claims import ClaimFinder
from derek.knowledge import Knowledge
from derek.schema import Claim, Entity
from derek.text.page import Page

FindClaims = Callable[[str], list[Claim]]

VALUES = [
    ("Биыл 2, 3 және 5 миллион тонна жүк тасылды.", [2e6, 3e6, 5e6], "t"),
    ("Жобаларға 1,5, 2,5, 4 және 7 млрд теңге бөлінді.", [1.5e9, 2.5e9, 4e9, 7e9], "iso4217:KZT"),
    ("Өңірлерге тиісінше 3,2; 4,1 және 5 млн тонна көмір жеткізілді.", [3.2e6, 4.1e6, 5e6], "t"),
    ("Зауыттар 800 мың және 2 млн теңге төледі.", [8e5, 2e6], "iso4217:KZT"),
    ("Зауыттар 4 500 және 7 мың теңге төледі.", [4500, 7000], "iso4217:KZT"),
    ("2022 және 2023 жылдары тиісінше 40 және 72 мектеп салынды.", [40, 72], "мектеп"),
    ("2021, 2022 және 2023 жылдары тиісінше 10, 12 және 15 мың маман оқыды.", [1e4, 1.2e4, 1.5e4], "маман"),
    ("Қалада № 5, 7 және 9 мектеп жөнделді.", [9], None),
    ("Тиісінше, кеше 5 жиын және 3 көрме өтті.", [5, 3], None),
]


@pytest.mark.parametrize(("text", "values", "unit"), VALUES)
def test_the_last_unit_and_magnitude_hold_for_the_list(
    find_claims: FindClaims, text: str, values: list[float], unit: str | None
) -> None:
    claims = find_claims(text)
    assert [claim.value for claim in claims] == pytest.approx(values)
    assert unit is None or {claim.unit for claim in claims} == {unit}


YEARS = [
    ("2021, 2022 және 2023 жылдары инвестиция тиісінше 4, 5 және 6 миллиард долларды құрады.", [2021, 2022, 2023]),
    ("2022 және 2023 жылдары күріш өнімі сәйкесінше 3,2 және 4,1 млн тонна болды.", [2022, 2023]),
    ("2021–2023 жылдары экспорт тиісінше 12, 14 және 18 пайызға өсті.", [2021, 2022, 2023]),
    ("2022 жылы және 2023 жылы зауыт тиісінше 5 және 8 мың тонна май шығарды.", [2022, 2023]),
    ("Былтыр және биыл зауыт тиісінше 5 және 8 мың тонна май шығарды.", [2023, 2024]),
    ("2021, 2022, 2023 жылдары экспорт тиісінше 3 және 4 миллиард долларды құрады.", [None, None]),
    ("2023 жылы экспорт пен импорт тиісінше 5,4 және 3,2 млрд долларды құрады.", [2023, 2023]),
]


@pytest.mark.parametrize(("text", "years"), YEARS)
def test_each_figure_has_its_own_year(find_claims: FindClaims, text: str, years: list[int | None]) -> None:
    claims = find_claims(text)
    assert [claim.period_from and claim.period_from.year for claim in claims] == years
    assert [claim.period_to and claim.period_to.year for claim in claims] == years


def test_counts_that_differ_are_flagged(find_claims: FindClaims) -> None:
    claims = find_claims("2021, 2022 және 2023 жылдары экспорт тиісінше 3 және 4 миллиард долларды құрады.")
    assert [claim.flags for claim in claims] == [("list_mismatch",), ("list_mismatch",)]


def test_a_list_of_years_is_one_period_without_a_word_that_deals_it_out(find_claims: FindClaims) -> None:
    (claim,) = find_claims("2021, 2022 және 2023 жылдары 5 зауыт салынды.")
    assert claim.period_text == "2021, 2022 және 2023 жылдары"
    assert (claim.period_from and claim.period_from.year, claim.period_to and claim.period_to.year) == (2021, 2023)


def test_sums_in_a_row_are_no_years(find_claims: FindClaims) -> None:
    assert [c.value for c in find_claims("Билет 1900, 2000 немесе 2100 теңге тұрады.")][-1] == 2100


METRICS = [
    ("Экспорт пен импорт көлемі тиісінше 5,4 және 3,2 млрд долларды құрады.", ["Экспорт", "импорт көлемі"]),
    ("Экспорт пен импорт тиісінше 12 және 8 пайызға өсті.", ["Экспорт", "импорт"]),
    ("Күріш, бидай және арпа өнімі тиісінше 1, 9 және 3 млн тонна болды.", ["Күріш", "бидай", "арпа өнімі"]),
    ("Экспорт 5 және 8 пайызға өсті.", ["Экспорт", "Экспорт"]),
]


@pytest.mark.parametrize(("text", "metrics"), METRICS)
def test_each_figure_has_its_own_metric(find_claims: FindClaims, text: str, metrics: list[str]) -> None:
    assert [claim.metric for claim in find_claims(text)] == metrics


def _country(text: str, name: str, iso: str) -> Entity:
    start = text.index(name)
    return Entity(
        doc_id="", entity_id=0, sent_id=0, start_char=start, end_char=start + len(name), text=name, label="COUNTRY",
        mention="name", canonical=name, id=f"iso3166:{iso}", resolved_by="gazetteer", rule="known_place",
    )  # fmt: skip


PLACES = [
    ("Қазақстан мен Өзбекстан зауыттарында тиісінше 12 және 15 млн тонна болат құйылды.", [["KZ"], ["UZ"]]),
    ("Қазақстан мен Өзбекстан зауыттарында 12 және 15 млн тонна болат құйылды.", [["KZ", "UZ"], ["KZ", "UZ"]]),
]


@pytest.mark.parametrize(("text", "places"), PLACES)
def test_each_figure_has_its_own_place(
    knowledge: Knowledge, make_page: Callable[..., Page], text: str, places: list[list[str]]
) -> None:
    named = [_country(text, "Қазақстан", "KZ"), _country(text, "Өзбекстан", "UZ")]
    claims = ClaimFinder(knowledge).find(make_page(text), named, [])
    assert [[place.id.removeprefix("iso3166:") for place in claim.places] for claim in claims] == places
    assert claims[-1].metric == "болат"


def test_the_metric_behind_the_last_figure_is_that_of_all(find_claims: FindClaims) -> None:
    claims = find_claims("2022 және 2023 жылдары тиісінше 12 және 15 млн тонна астық жиналды.")
    assert [claim.metric for claim in claims] == ["астық", "астық"]


def test_a_dealt_list_has_one_verb(find_claims: FindClaims) -> None:
    claims = find_claims("2025 және 2026 жылдары тиісінше 4 және 5 млрд теңге бөлінеді.")
    assert [(c.status, c.period_from and c.period_from.year) for c in claims] == [("target", 2025), ("target", 2026)]


def test_a_month_of_which_the_first_is_not_read_dates_nothing(find_claims: FindClaims) -> None:
    claims = find_claims("Қаңтар мен ақпанда тиісінше 3 және 4 мың тонна мұнай өндірілді.")
    assert [(c.period_from, c.flags) for c in claims] == [(None, ("list_mismatch",))] * 2
