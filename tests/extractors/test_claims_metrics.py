"""What a claim measures, and where."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from derek.extractors.claims import ClaimFinder
from derek.knowledge import Knowledge
from derek.schema import Claim, Entity, Part, Quote
from derek.text.page import Page

FindClaims = Callable[[str], list[Claim]]

METRICS = [
    ("Фирмаға 4 пайыздық несие берілді.", "несие", "credit"),
    ("Бөлім орындау сапасы бойынша 80 пайыздық межеге жетті.", "Бөлім орындау сапасы", None),
    ("Үкімет 60 миллиард теңгелік қор құрды.", "қор", None),
    ("Біз 7 пайыздан төмен инфляцияны күтеміз.", "инфляцияны", "inflation"),
    ("Зейнеткерлерге 30 пайыз жеңілдік бар.", "жеңілдік", None),
    ("Шаруа 700 гектарға арпа еккен.", "арпа", None),
    ("Ұрлықтың 75 оқиғасы тіркелді.", "Ұрлықтың", None),
    ("Мойынқұм ауданының 14 ауылын қар басты.", None, None),
    ("Кент 9 шақырым жердегі бұлақтан су алады.", None, None),
    ("Импорт, керісінше, 4 пайызға төмендеді.", "Импорт", "import"),
    ("Құны алғашқы есеп бойынша 3 млн теңгеге бағаланды.", "Құны", None),
    ("Өзара сауда 900 миллион долларға жетті.", "Өзара сауда", "trade_turnover"),
    ("Залдың жалпы ауданы 90 шаршы метр.", "Залдың жалпы ауданы", None),
    ("Алыс-беріс 300 миллион доллар болды.", "Алыс-беріс", "trade_turnover"),
    ("Мұғалімдердің айлығы 25 пайызға көтерілді.", "Мұғалімдердің айлығы", "wage"),
    ("1 киловатт-сағаттың құны 28 теңге болды.", "құны", "price"),
    (
        "Негізгі капиталға салынған инвестиция көлемі 7 пайызға өсті.",
        "Негізгі капиталға салынған инвестиция көлемі",
        "investment",
    ),
    ("Жергілікті бюджетке түскен салық 9 млрд теңге болды.", "Жергілікті бюджетке түскен салық", "tax"),
    ("Былтыр елге тартылған инвестиция көлемі 7 пайызға өсті.", "тартылған инвестиция көлемі", "investment"),
    ("Мердігер мектепке салған шығын 9 млн теңге болды.", "мектепке салған шығын", "expenditure"),
]


@pytest.mark.parametrize(("text", "metric", "canonical"), METRICS)
def test_metrics(find_claims: FindClaims, text: str, metric: str | None, canonical: str | None) -> None:
    claim = find_claims(text)[-1]
    assert (claim.metric, claim.metric_canonical) == (metric, canonical)


def test_a_share_is_of_what_stands_before_it(find_claims: FindClaims) -> None:
    claims = find_claims("Биыл қала салған 90 үйдің үштен бірі бос тұр.")
    assert (claims[-1].text, claims[-1].metric) == ("үштен бірі", "үйдің")


def test_a_place_behind_a_claim_in_its_clause_is_its_place(
    knowledge: Knowledge, make_page: Callable[..., Page]
) -> None:
    text = "Кітаптың 60 пайызы Алматы қаласында басылған."
    city = Entity(
        doc_id="", entity_id=0, sent_id=0, start_char=19, end_char=25, text="Алматы", label="CITY", mention="name",
        canonical="Алматы", id="geonames:1526384", resolved_by="gazetteer", rule="known_place",
    )  # fmt: skip
    (claim,) = ClaimFinder(knowledge).find(make_page(text), [city], [])
    assert [place.id for place in claim.places] == ["geonames:1526384"]


def test_a_person_before_a_metric_is_no_part_of_it(knowledge: Knowledge, make_page: Callable[..., Page]) -> None:
    text = "Президент инвестиция көлемі 20 пайызға өскенін айтты."
    title = Entity(
        doc_id="", entity_id=0, sent_id=0, start_char=0, end_char=9, text="Президент", label="LEADER", mention="title",
        canonical=None, id=None, resolved_by="office_table", rule="title",
    )  # fmt: skip
    (claim,) = ClaimFinder(knowledge).find(make_page(text), [title], [])
    assert claim.metric == "инвестиция көлемі"


def test_a_metric_does_not_reach_out_of_its_quotation(knowledge: Knowledge, make_page: Callable[..., Page]) -> None:
    text = "Үкімет инвестиция көлемі 20 пайызға өскенін мәлімдеді."
    end = text.index(" мәлімдеді")
    said = Quote(
        doc_id="", quote_id=0, sent_id=0, start_char=7, end_char=end, parts=(Part(7, end),), text=text[7:end],
        kind="indirect", layout="reported", speaker="Үкімет", rule="nominalised",
    )  # fmt: skip
    (claim,) = ClaimFinder(knowledge).find(make_page(text), [], [said])
    assert claim.metric == "инвестиция көлемі"
