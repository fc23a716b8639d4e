from derek.evaluation.reference_scores import score_references
from derek.evaluation.tallies import Tally

GOLD = "{LEADER:title Мемлекет басшысы|Тоқаев} келді. {LEADER:pronoun Оның|Тоқаев} сөзі. {PERSON?:title Министр|Оқапов}"


def score(mentions, predicted):
    return score_references(gold=mentions(GOLD), predicted=mentions(predicted)).tallies


def test_overlap_is_found_and_the_right_person_resolved(mentions):
    found = "Мемлекет {LEADER:title басшысы|Тоқаев} келді. {PERSON:pronoun Оның|Оқапов} сөзі. Министр"
    tallies = score(mentions, found)
    assert tallies["references/found"] == Tally(2, 2, 2)
    assert tallies["references/resolved"] == Tally(1, 2, 2)
    assert tallies["references/resolved/title"] == Tally(1, 1, 1)
    assert tallies["references/resolved/pronoun"] == Tally(0, 1, 1)


def test_misses_false_alarms_and_optional_titles(mentions):
    tallies = score(mentions, "Мемлекет басшысы {PERSON:title келді|Оқапов}. Оның сөзі. {PERSON:title Министр|Оқапов}")
    assert tallies["references/found"] == Tally(0, 1, 2)


def test_names_are_scored_elsewhere(mentions):
    assert score(mentions, "{ORGANISATION Мемлекет басшысы}")["references/found"] == Tally(0, 0, 2)
