import pytest

from derek.evaluation.tallies import Tally, accuracy, add_up, total


def test_ratios_by_hand():
    tally = Tally(right=3, predicted=4, gold=6)
    assert (tally.precision, tally.recall, tally.f1) == (0.75, 0.5, pytest.approx(0.6))


def test_nothing_to_divide_by_is_zero():
    assert (Tally().precision, Tally().recall, Tally().f1, Tally().empty) == (0, 0, 0, True)
    assert not Tally(0, 1, 0).empty


def test_an_accuracy_has_equal_ratios():
    tally = accuracy([True, True, False])
    assert tally == Tally(2, 3, 3)
    assert tally.precision == tally.recall == tally.f1


def test_micro_averages_sum_before_dividing():
    sums = add_up([{"a": Tally(1, 1, 1), "b": Tally(0, 2, 1)}, {"a": Tally(0, 3, 3)}])
    assert sums == {"a": Tally(1, 4, 4), "b": Tally(0, 2, 1)}
    assert total(sums.values()) == Tally(1, 6, 5)
