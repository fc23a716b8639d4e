import pytest

from derek.errors import UsageError
from derek.evaluation.evaluating import evaluate
from derek.evaluation.scored import CHAIN, GOLD_INPUT


@pytest.fixture
def folder(gold, save, city, percent):
    save(gold(name="98-other", text="Тоқаев сөйледі\nБасқа мәтін, басқа күн.\n"))
    return save(gold(entities=[city], claims=[percent]))


def test_in_chain_and_on_gold_input(folder):
    _, scored = sorted(evaluate(folder).documents, key=lambda document: document.gold.name)
    assert scored.gold.name == "99-made-up"
    assert set(scored.scores) == {CHAIN, GOLD_INPUT}
    assert scored.scores[CHAIN].tallies["names/exact/CITY"].right == 1
    assert scored.scores[GOLD_INPUT].tallies["claims/value+unit"].right == 1
    assert scored.sentences[0][0] == 0


def test_the_tables_of_a_run(folder, gold, tmp_path):
    from derek.running.batch import run
    from derek.running.settings import RunSettings

    release = tmp_path / "releases" / "made-up.txt"
    release.parent.mkdir()
    release.write_text(gold()["doc"]["text"], encoding="utf-8")
    run(RunSettings(inputs=(release,), out=tmp_path / "out"))
    evaluation = evaluate(folder, run=tmp_path / "out")
    (scored,) = evaluation.documents
    assert (scored.gold.name, evaluation.unread, set(scored.scores)) == ("99-made-up", 1, {CHAIN})
    assert scored.scores[CHAIN].tallies["claims/value+unit"].right == 1


def test_a_run_of_other_documents_is_an_error(folder, tmp_path):
    from derek.running.batch import run
    from derek.running.settings import RunSettings

    (tmp_path / "other.txt").write_text("Өзге хабар\nМұнда алтын құжат жоқ.\n", encoding="utf-8")
    run(RunSettings(inputs=(tmp_path / "other.txt",), out=tmp_path / "out"))
    with pytest.raises(UsageError, match="none of the gold documents"):
        evaluate(folder, run=tmp_path / "out")


def test_an_unknown_split_is_an_error(folder):
    with pytest.raises(UsageError, match="dev and test"):
        evaluate(folder, split="train")
