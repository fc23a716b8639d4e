import datetime as dt

import pytest

from derek.errors import UsageError
from derek.evaluation.baseline import changes, falls, layer_points, read_baseline, write_baseline
from derek.evaluation.document_scores import Scores
from derek.evaluation.gold import GoldDocument
from derek.evaluation.scored import CHAIN, Evaluation, ScoredDocument
from derek.evaluation.tallies import Tally


def document(name, right, *, split="dev", real=False):
    """A document with ten quotations, of which `right` were found."""
    gold = GoldDocument(name, "", None, "KZ", split, real, (), (), ())
    return ScoredDocument(gold, {CHAIN: Scores({"quotes": Tally(right, 10, 10)})})


@pytest.fixture
def before():
    return Evaluation((document("01-one", 9), document("02-two", 9), document("03-three", 8, split="test")))


@pytest.fixture
def baseline(before, tmp_path):
    write_baseline(tmp_path / "baseline.json", before, reason="first scores", day=dt.date(2026, 1, 2))
    return read_baseline(tmp_path / "baseline.json")


def test_it_holds_groups_dev_documents_reason_and_day(baseline):
    assert baseline == {
        "recorded": "2026-01-02",
        "reason": "first scores",
        "layers": {"written dev": {"quotations": 90.0}, "written test": {"quotations": 80.0}},
        "documents": {"01-one": {"quotations": 90.0}, "02-two": {"quotations": 90.0}},
    }


def test_the_same_scores_pass(before, baseline):
    assert falls(baseline, before) == []


def test_a_fall_of_more_than_a_point_names_the_dev_documents_that_fell(baseline):
    now = Evaluation((document("01-one", 9), document("02-two", 5), document("03-three", 8, split="test")))
    (fall,) = falls(baseline, now)
    assert str(fall) == "written dev: quotations F1 90.0 → 70.0; fell in 02-two 90.0 → 50.0"


def test_a_fall_in_the_test_split_names_no_test_document(baseline):
    now = Evaluation((document("01-one", 9), document("02-two", 9), document("03-three", 5, split="test")))
    (fall,) = falls(baseline, now)
    assert str(fall) == "written test: quotations F1 80.0 → 50.0; fell in no dev document"


def test_a_point_may_be_lost(baseline, before):
    assert falls({**baseline, "layers": {"written dev": {"quotations": 91.0}}}, before) == []
    assert falls({**baseline, "layers": {"written dev": {"quotations": 91.1}}}, before) != []


def test_groups_that_were_not_scored_are_not_compared(baseline):
    assert falls(baseline, Evaluation((document("01-one", 9), document("02-two", 9)))) == []


def test_real_documents_are_not_blamed_for_written_ones(baseline):
    now = Evaluation((document("01-one", 5), document("02-two", 9), document("gov-0001", 1, real=True)))
    with_real = {**baseline, "documents": {**baseline["documents"], "gov-0001": {"quotations": 90.0}}}
    assert "gov-0001" not in str(falls(with_real, now)[0])


def test_changes_show_both_sides():
    found = changes({"a": {"claims": 50.0}}, {"a": {"claims": 60.0, "names": 70.0}})
    assert [(c.layer, c.before, c.now, c.gain) for c in found] == [
        ("names", None, 70.0, 0.0),
        ("claims", 50.0, 60.0, 10.0),
    ]


def test_a_layer_without_anything_to_score_is_left_out():
    gold = GoldDocument("01-one", "", None, "KZ", "dev", False, (), (), ())
    scores = Scores({"quotes": Tally(), "claims/found": Tally(0, 0, 2)})
    evaluation = Evaluation((ScoredDocument(gold, {CHAIN: scores}),))
    assert layer_points(evaluation) == {"written dev": {"claims": 0.0}}


@pytest.mark.parametrize("part", [{"skipped": 3}, {"unread": 1}, {"split": "dev"}])
def test_a_part_of_the_gold_makes_no_baseline(before, tmp_path, part):
    with pytest.raises(UsageError, match="covers all gold"):
        write_baseline(tmp_path / "baseline.json", Evaluation(before.documents, **part), reason="because")


def test_a_reason_is_needed(before, tmp_path):
    with pytest.raises(UsageError, match="needs a reason"):
        write_baseline(tmp_path / "baseline.json", before, reason=" ")


@pytest.mark.parametrize("content", [None, "no json", "{}"])
def test_a_missing_or_foreign_baseline_is_an_error(tmp_path, content):
    path = tmp_path / "baseline.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="baseline"):
        read_baseline(path)
