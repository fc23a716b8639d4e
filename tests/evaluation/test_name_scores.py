from derek.evaluation.name_scores import score_names
from derek.evaluation.tallies import Tally

GOLD = "{LEADER Тоқаев} {CITY Астанаға|Астана} келіп, {ORGANISATION Ұлттық Банкке|Ұлттық Банк} барды. {CITY? Ақтау}"


def score(mentions, gold, predicted):
    return score_names(gold=mentions(gold), predicted=mentions(predicted)).tallies


def test_the_same_label_and_the_same_characters(mentions):
    tallies = score(
        mentions,
        GOLD,
        "{LEADER Тоқаев} {CITY Астанаға|Астана} келіп, Ұлттық {ORGANISATION Банкке|Банк} {FACILITY барды}. Ақтау",
    )
    assert tallies["names/exact"] == Tally(2, 4, 3)
    assert tallies["names/overlap"] == Tally(3, 4, 3)
    assert tallies["names/exact/LEADER+COUNTRY+CITY"] == Tally(2, 2, 2)
    assert tallies["names/exact/ORGANISATION"] == Tally(0, 1, 1)
    assert tallies["names/overlap/ORGANISATION"] == Tally(1, 1, 1)
    assert tallies["names/exact/FACILITY"] == Tally(0, 1, 0)


def test_another_label_is_a_miss_and_a_false_alarm(mentions):
    tallies = score(mentions, "{CITY Абай}", "{PERSON Абай}")
    assert tallies["names/exact"] == tallies["names/overlap"] == Tally(0, 1, 1)


def test_an_optional_name_counts_neither_way(mentions):
    assert score(mentions, "{CITY? Ақтау}", "{CITY Ақтау}")["names/exact"] == Tally(0, 0, 0)
    assert score(mentions, "{CITY? Ақтау}", "Ақтау")["names/exact"] == Tally(0, 0, 0)


def test_linking_is_judged_among_exact_matches(mentions):
    gold = "{CITY Астанаға|Астана}, {CITY Оралға|Орал}"
    tallies = score(mentions, gold, "{CITY Астанаға|Астана}, {CITY Оралға|Оралға}")
    assert tallies["linking"] == Tally(1, 2, 2)
    assert tallies["linking/canonical"] == Tally(1, 2, 2)


def test_resolved_titles_are_scored_elsewhere_and_positions_here(mentions):
    gold = "{LEADER:title Президент}, {POSITION әкім}"
    tallies = score(mentions, gold, "{LEADER:title Президент}, {POSITION:title әкім}")
    assert tallies["names/exact"] == tallies["names/exact/POSITION"] == Tally(1, 1, 1)


def test_a_miss_stands_beside_the_false_alarm_that_overlaps_it(mentions):
    (found,) = score_names(gold=mentions("{CITY Астана}"), predicted=mentions("{ORGANISATION Астана}")).differences
    assert (found.outcome, found.gold.get("label"), found.predicted.get("label")) == ("miss", "CITY", "ORGANISATION")
