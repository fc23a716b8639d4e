import pytest

from derek.evaluation.bootstrap import f1_interval
from derek.evaluation.tallies import Tally


def test_equal_documents_leave_no_doubt():
    assert f1_interval(documents=[Tally(1, 2, 2)] * 5) == pytest.approx((0.5, 0.5))


def test_one_bad_document_of_two_spans_everything():
    assert f1_interval(documents=[Tally(1, 1, 1), Tally(0, 1, 1)]) == pytest.approx((0, 1))


def test_the_same_documents_give_the_same_interval():
    documents = [Tally(n, 10, 10) for n in range(10)]
    low, high = f1_interval(documents=documents)
    assert (low, high) == f1_interval(documents=documents)
    assert low < 0.45 < high


def test_no_documents_and_nothing_to_score():
    assert f1_interval(documents=[]) == (0, 0)
    assert f1_interval(documents=[Tally()]) == (0, 0)
