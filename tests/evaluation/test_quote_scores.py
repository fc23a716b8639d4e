import pytest

from derek.evaluation.quote_scores import score_quotes
from derek.evaluation.tallies import Tally


@pytest.fixture
def quote(label):
    def build(start, end, kind="direct", speaker="Тоқаев", **more):
        defaults = {"speaker_id": None, "parent_quote_id": None, "layout": "dash", "cue": "деді"}
        return label(start, end, kind=kind, speaker=speaker, **{**defaults, **more})

    return build


def score(gold, predicted):
    return score_quotes(gold=gold, predicted=predicted, lemmas={}).tallies


@pytest.mark.parametrize(("end", "right"), [(100, 1), (80, 1), (79, 0), (125, 1), (126, 0)])
def test_a_hull_counts_from_four_fifths(quote, end, right):
    tallies = score([quote(0, 100)], [quote(0, end)])
    assert tallies["quotes"] == Tally(right, 1, 1)


def test_kinds_are_scored_in_their_groups(quote):
    gold = [quote(0, 50), quote(60, 90, "indirect"), quote(100, 150, "directive"), quote(200, 240, "mixed")]
    predicted = [quote(0, 50, "indirect"), quote(60, 90, "mixed"), quote(100, 150, "directive")]
    tallies = score(gold, predicted)
    assert tallies["quotes/direct"] == Tally(0, 0, 1)
    assert tallies["quotes/indirect+mixed"] == Tally(1, 2, 2)
    assert tallies["quotes/directive"] == Tally(1, 1, 1)
    assert tallies["quotes"] == Tally(1, 2, 3)  # directives apart
    assert tallies["quotes:kind"] == Tally(1, 3, 3)  # indirect is not mixed


def test_an_alternative_kind_counts_in_golds_group(quote):
    gold = [quote(0, 50, "indirect", alternatives={"kind": ("direct",)})]
    tallies = score(gold, [quote(0, 50, "direct")])
    assert tallies["quotes/indirect+mixed"] == Tally(1, 1, 1)
    assert tallies["quotes/direct"] == Tally(0, 0, 0)


def test_with_the_right_speaker(quote):
    gold = [quote(0, 50), quote(60, 90, speaker=None), quote(100, 150, speaker="Оқапов", speaker_id="person:okapov")]
    predicted = [
        quote(0, 50, speaker="Назарбаев"),
        quote(60, 90, speaker=None),
        quote(100, 150, speaker="Ә. Оқапов", speaker_id="person:okapov"),
    ]
    tallies = score(gold, predicted)
    assert tallies["quotes+speaker"] == tallies["quotes:speaker"] == Tally(2, 3, 3)


def test_a_quotation_in_a_quotation_is_optional(quote):
    gold = [quote(0, 100), quote(20, 40, parent_quote_id=0)]
    assert score(gold, [quote(0, 100)])["quotes"] == Tally(1, 1, 1)
    assert score(gold, [quote(0, 100), quote(20, 40, parent_quote_id=0)])["quotes"] == Tally(1, 1, 1)


def test_an_optional_quotation_counts_neither_way_whatever_its_kind(quote):
    gold = [quote(0, 50, "indirect", optional=True)]
    tallies = score(gold, [quote(0, 50, "direct")])
    assert tallies["quotes"] == tallies["quotes/direct"] == Tally(0, 0, 0)
