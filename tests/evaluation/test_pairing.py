from derek.evaluation.pairing import intersection_over_union, overlap, pair_up
from derek.evaluation.tallies import Tally


def spans(label, *pairs, optional=False):
    return [label(start, end, optional=optional) for start, end in pairs]


def test_the_closest_pairs_first_and_each_label_once(label):
    gold, predicted = spans(label, (0, 10), (10, 20)), spans(label, (8, 20), (0, 4))
    pairing = pair_up(gold=gold, predicted=predicted, closeness=overlap)
    assert pairing.pairs == ((gold[0], predicted[1]), (gold[1], predicted[0]))
    assert not pairing.missed and not pairing.spurious


def test_what_stays_alone_is_missed_or_spurious(label):
    gold, predicted = spans(label, (0, 5), (20, 25)), spans(label, (0, 5), (0, 5), (40, 45))
    pairing = pair_up(gold=gold, predicted=predicted, closeness=overlap)
    assert pairing.missed == (gold[1],)
    assert pairing.spurious == (predicted[1], predicted[2])
    assert pairing.tally() == Tally(1, 3, 2)


def test_optional_gold_is_neither_miss_nor_false_alarm(label):
    gold = spans(label, (0, 5), (20, 25), optional=True)
    pairing = pair_up(gold=gold, predicted=spans(label, (0, 5)), closeness=overlap)
    assert pairing.tally() == Tally(0, 0, 0)
    assert len(pairing.excused) == 1


def test_required_gold_is_served_before_optional(label):
    gold = [*spans(label, (0, 5), optional=True), *spans(label, (0, 5))]
    pairing = pair_up(gold=gold, predicted=spans(label, (0, 5)), closeness=overlap)
    assert pairing.pairs[0][0] is gold[1]


def test_an_optional_prediction_of_another_reader_is_no_false_alarm(label):
    pairing = pair_up(gold=[], predicted=spans(label, (0, 5), optional=True), closeness=overlap)
    assert pairing.tally() == Tally(0, 0, 0)


def test_intersection_over_union_by_hand(label):
    assert intersection_over_union(label(0, 10), label(2, 12)) == 8 / 12
    assert intersection_over_union(label(0, 10), label(10, 20)) == 0
