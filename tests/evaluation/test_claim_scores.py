import pytest

from derek.evaluation.claim_scores import score_claims
from derek.evaluation.tallies import Tally
from derek.schema import Claim, to_plain

EMPTY = to_plain(Claim(doc_id="", claim_id=0, sent_id=0, start_char=0, end_char=1, text="", kind="count"))


@pytest.fixture
def found(label):
    """A predicted claim: every column is there, as derek writes it."""

    def build(start, end, **columns):
        return label(start, end, **{**EMPTY, **columns})

    return build


def score(gold, predicted, quote_ids=None):
    return score_claims(gold=gold, predicted=predicted, lemmas={}, quote_ids=quote_ids or {}).tallies


def test_any_overlap_is_found_and_the_best_overlap_wins(label, found):
    gold = [label(0, 10, value=5), label(10, 20, value=8)]
    tallies = score(gold, [found(8, 20, value=8), found(0, 9, value=5), found(30, 40)])
    assert tallies["claims/found"] == Tally(2, 3, 2)
    assert tallies["claims/value+unit"] == Tally(2, 3, 2)


@pytest.mark.parametrize(
    ("gold", "predicted", "right"),
    [
        ({"value": 5.3, "unit": "percent"}, {"value": 5.3, "unit": "percent"}, 1),
        ({"value": 5.3, "unit": "percent"}, {"value": 5.4, "unit": "percent"}, 0),
        ({"value": 5.3, "unit": "percent"}, {"value": 5.3, "unit": None}, 0),
        ({"value": 2, "unit": "percentage_point"}, {"value": 2.0, "unit": "percent"}, 1),
        ({"value": 2, "unit": "percent"}, {"value": 2.0, "unit": "percentage_point"}, 0),
        ({"value": None, "low": 8.3, "high": 8.7}, {"low": 8.3, "high": 8.7}, 1),
        ({"value": None, "low": 8.3, "high": 8.7}, {"low": 8.3, "high": 8.8}, 0),
        ({"value": None, "low": 8.3, "high": 8.7}, {"value": 8.7}, 0),
        ({"value": 3, "unit": None, "alternatives": {"unit": ("есе",)}}, {"value": 3, "unit": "есе"}, 1),
        ({"value": 3}, {"value": 3, "unit": "адам"}, 1),  # gold leaves the unit open
    ],
)
def test_value_and_unit(label, found, gold, predicted, right):
    assert score([label(0, 10, **gold)], [found(0, 10, **predicted)])["claims/value+unit"] == Tally(right, 1, 1)


@pytest.mark.parametrize(
    ("attribute", "gold", "predicted", "right"),
    [
        ("bound", {"bound": "over"}, {"bound": "over"}, True),
        ("bound", {"bound": "over"}, {"bound": "exact"}, False),
        ("status", {"status": "target", "alternatives": {"status": ("forecast",)}}, {"status": "forecast"}, True),
        ("change", {"change": "increase", "change_by": True}, {"change": "increase", "change_by": True}, True),
        ("change", {"change": "increase", "change_by": True}, {"change": "increase", "change_by": False}, False),
        ("change", {"change": None, "change_by": None}, {"change": "increase", "change_by": True}, False),
        ("period", {"period_from": "2024-01-01", "period_to": "2024-12-31"}, {"period_from": "2024-01-01"}, False),
        ("period", {"period_from": None, "period_to": "2030-12-31"}, {"period_to": "2030-12-31"}, True),
        ("metric", {"metric": "сауда көлемі"}, {"metric": "өзара сауда"}, True),
        ("metric", {"metric": "сауда көлемі"}, {"metric": "экспорт"}, False),
        ("claimant", {"claimant": "Әли Оқапов"}, {"claimant": "Әли Оқапов"}, True),
        ("claimant", {"claimant": None}, {"claimant": "Әли Оқапов"}, False),
        ("per", {"per": "har"}, {"per": None}, False),
        ("from_value", {"from_value": 5}, {"from_value": 5.0}, True),
        ("places", {"places": []}, {"places": []}, True),
        ("compared_to", {"compared_to": "былтырғыдан"}, {"compared_to": "былтырғыдан"}, True),
    ],
)
def test_attributes_among_found(label, found, attribute, gold, predicted, right):
    tallies = score([label(0, 10, **gold)], [found(0, 10, **predicted)])
    assert tallies[f"claims:{attribute}"] == Tally(int(right), 1, 1)


def test_an_attribute_that_gold_leaves_open_is_not_scored(label, found):
    tallies = score([label(0, 10, value=5)], [found(0, 10, value=5, status="target")])
    assert tallies["claims:status"] == tallies["claims/attributes"] == Tally(0, 0, 0)


def test_stated_values_leave_agreement_on_null_out(label, found):
    gold = [label(0, 10, per="har"), label(20, 30, per=None), label(40, 50, per="a"), label(60, 70, per=None)]
    predicted = [found(0, 10, per="har"), found(20, 30), found(40, 50), found(60, 70, per="d")]
    tallies = score(gold, predicted)
    assert tallies["claims:per"] == Tally(2, 4, 4)
    assert tallies["claims:per, stated"] == Tally(1, 2, 2)


@pytest.mark.parametrize(("predicted", "right"), [(7, 1), (8, 0), (None, 0)])
def test_quote_ids_are_compared_through_the_matched_quotations(label, found, predicted, right):
    tallies = score([label(0, 10, quote_id=0)], [found(0, 10, quote_id=predicted)], {7: 0, 8: 1})
    assert tallies["claims:quote_id"] == Tally(right, 1, 1)


def test_an_optional_claim_counts_neither_way(label, found):
    tallies = score([label(0, 10, value=5, optional=True)], [found(0, 10, value=6)])
    assert tallies["claims/found"] == tallies["claims/attributes"] == Tally(0, 0, 0)
