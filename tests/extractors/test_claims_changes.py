"""Up or down, by or to, and the bound that a verb sets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from derek.schema import Claim

FindClaims = Callable[[str], list[Claim]]

CHANGES = [
    ("Егін 1,8 есе ұлғаяды.", "increase", True, "exact"),
    ("Тапшылық 0,4 пайыздық тармаққа азаюы мүмкін.", "decrease", True, "exact"),
    ("Су деңгейі 3 метрден астам көтерілді.", "increase", True, "over"),
    ("Экспорт 3,5–4 пайыз аралығында өседі.", "increase", True, "range"),
    ("Вагон санын 90-ға жеткіземіз.", "increase", False, "exact"),
    ("Көмір 3 есеге дейін қымбаттады.", "increase", True, "at_most"),
    ("Тапсырыс 20 миллиард теңгеге жақындады.", None, None, "about"),
    ("Көрсеткіш жоспардың жартысына да жетпеді.", None, None, "under"),
    ("Тариф 5 пайызға да өскен жоқ.", None, None, "exact"),
    ("Тариф 5 пайызға өспеді.", None, None, "exact"),
    ("Ауданда 12 жоспардан іске асырылды.", None, None, "exact"),
    ("Басқарма 15 ауылға тұрмыстық газ жеткізді.", None, None, "exact"),
    ("Қорға 3 миллиард теңгеден астам түсті.", None, None, "over"),
]


@pytest.mark.parametrize(("text", "change", "by", "bound"), CHANGES)
def test_changes(find_claims: FindClaims, text: str, change: str | None, by: bool | None, bound: str) -> None:
    (claim,) = find_claims(text)
    assert (claim.change, claim.change_by, claim.bound) == (change, by, bound)


SPANS = [
    ("Айналымды 3 миллиард долларға дейін жеткіземіз.", "3 миллиард долларға"),
    ("Залға 300 адамға дейін сыяды.", "300 адамға дейін"),
    ("Инфляция 8–9 пайыз аралығында қалыптасты.", "8–9 пайыз аралығында"),
]


@pytest.mark.parametrize(("text", "span"), SPANS)
def test_a_goal_is_no_bound(find_claims: FindClaims, text: str, span: str) -> None:
    (claim,) = find_claims(text)
    assert claim.text == span


def test_a_source_is_no_base_of_comparison(find_claims: FindClaims) -> None:
    (claim,) = find_claims("Оның сөзіне қарағанда, 40 компания келісімге қол қойды.")
    assert claim.compared_to is None
