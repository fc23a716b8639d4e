import io

import pytest
from rich.console import Console

from derek.errors import UsageError
from derek.evaluation.document_scores import Labels, score_chain
from derek.evaluation.gold import GoldDocument
from derek.evaluation.printing import render
from derek.evaluation.reporting import as_json
from derek.evaluation.scored import CHAIN, Evaluation, ScoredDocument

GOLD = "{LEADER Тоқаев} {CITY Астанаға|Астана} келді."
FOUND = "{LEADER Тоқаев} {ORGANISATION Астанаға|Астанаға} {CITY келді}."
TEXT = "Тоқаев Астанаға келді."


@pytest.fixture
def scored(mentions):
    def build(name, split):
        gold = GoldDocument(name, TEXT, None, "KZ", split, False, tuple(mentions(GOLD)), (), ())
        scores = score_chain(gold=Labels(gold.entities), predicted=Labels(mentions(FOUND)), lemmas={})
        return ScoredDocument(gold, {CHAIN: scores}, ((0, len(TEXT)),))

    return build


@pytest.fixture
def evaluation(scored):
    return Evaluation((scored("01-open", "dev"), scored("02-closed", "test")), skipped=20)


def printed(evaluation, **options):
    console = Console(file=io.StringIO(), width=200)
    render(evaluation, console, **options)
    return console.file.getvalue()


def test_groups_measures_and_what_was_skipped(evaluation):
    text = printed(evaluation)
    assert "written dev (1)" in text and "written test (1)" in text
    assert "names/exact/CITY" in text
    assert "20 real documents skipped" in text


def test_no_figure_is_cut_short_in_a_narrow_window(evaluation):
    console = Console(file=io.StringIO(), width=40)
    render(evaluation, console)
    assert "…" not in console.file.getvalue()


def test_errors_show_sentence_gold_and_prediction_of_dev_documents_only(evaluation):
    text = printed(evaluation, errors=True)
    assert "miss at 7: Тоқаев Астанаға келді." in text
    assert "gold  «Астанаға» label=CITY, canonical=Астана" in text
    assert "derek «Астанаға» label=ORGANISATION" in text
    assert "false alarm at 16" in text
    assert "01-open" in text and "02-closed" not in text


def test_changes_since_a_baseline(evaluation):
    head = {"recorded": "2026-01-02", "reason": "first scores"}
    text = printed(evaluation, baseline={**head, "layers": {}, "documents": {"01-open": {"names": 100.0}}})
    assert "2026-01-02 first scores" in text
    assert "-60.0" in text and "02-closed" not in text


@pytest.mark.parametrize("options", [{"errors": True}, {"baseline": {"layers": {}, "documents": {}}}])
def test_of_the_test_split_only_totals_are_shown(evaluation, options):
    with pytest.raises(UsageError, match="dev ones"):
        printed(Evaluation(evaluation.documents[1:], split="test"), **options)


def test_json_shows_no_errors_of_the_test_split(evaluation):
    with pytest.raises(UsageError, match="dev ones"):
        as_json(Evaluation(evaluation.documents[1:], split="test"), errors=True)


def test_json_names_no_test_document(evaluation):
    report = as_json(evaluation, errors=True)
    assert set(report["documents"]) == {error["document"] for error in report["errors"]} == {"01-open"}
    exact = report["measures"]["written test"]["chain"]["names/exact"]
    assert (exact["right"], exact["predicted"], exact["gold"], exact["f1"]) == (1, 3, 2, 0.4)


def test_json_puts_the_rule_beside_the_sentence(evaluation):
    miss = as_json(evaluation, errors=True)["errors"][0]
    assert (miss["outcome"], miss["sentence"], miss["gold"]["label"]) == ("miss", TEXT, "CITY")
