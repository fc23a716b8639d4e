"""Scores of a tagger on IOB2 files: exact spans, micro and per class."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from derek.errors import GoldError
from derek.evaluation.ner import evaluate_ner

GOLD = "AID1 O\nАстана B-GPE\nмен O\nҚасым-Жомарт B-PERSON\nТоқаев I-PERSON\n\nAID2 O\n5 B-CARDINAL\nадам O\n"


class Fixed:
    """A tagger that knows a few words."""

    def __init__(self, **tags: str) -> None:
        self.tags = tags

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        return [[self.tags.get(word, "O") for word in sentence] for sentence in sentences]


PERFECT = {"Астана": "B-GPE", "Қасым-Жомарт": "B-PERSON", "Тоқаев": "I-PERSON", "5": "B-CARDINAL"}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "gold.iob2").write_text(GOLD, encoding="utf-8")
    return tmp_path / "gold.iob2"


def test_a_perfect_tagger(gold: Path) -> None:
    score = evaluate_ner(gold, Fixed(**PERFECT))
    assert (score.f1, score.precision, score.recall) == (1.0, 1.0, 1.0)
    assert (score.sentences, score.words, score.micro.gold) == (2, 6, 3)
    assert score.words_per_second > 0


def test_half_a_name_is_wrong_twice(gold: Path) -> None:
    score = evaluate_ner(gold, Fixed(**{**PERFECT, "Тоқаев": "O"}))
    assert (score.micro.true_positives, score.micro.predicted, score.micro.gold) == (2, 3, 3)
    assert score.per_class["PERSON"].f1 == 0.0


def test_a_tagger_that_finds_nothing(gold: Path) -> None:
    score = evaluate_ner(gold, Fixed())
    assert (score.f1, score.precision, score.recall) == (0.0, 0.0, 0.0)


def test_ids_and_tabs_change_nothing(gold: Path, tmp_path: Path) -> None:
    bare = "\n".join(line for line in GOLD.replace(" ", "\t").split("\n") if "AID" not in line)
    (tmp_path / "bare.iob2").write_text(bare, encoding="utf-8")
    one, other = (evaluate_ner(path, Fixed(**PERFECT)) for path in (gold, tmp_path / "bare.iob2"))
    assert (one.micro, one.per_class, one.words) == (other.micro, other.per_class, other.words)


def test_json_has_what_is_promised(gold: Path) -> None:
    found = json.loads(json.dumps(evaluate_ner(gold, Fixed(**PERFECT)).as_dict()))
    assert {"f1", "precision", "recall", "words_per_second"} <= set(found)
    assert found["classes"]["GPE"] == {"f1": 1.0, "precision": 1.0, "recall": 1.0, "gold": 1, "predicted": 1}


def test_a_file_without_tags_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Бұл жай мәтін\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"text\.txt:1"):
        evaluate_ner(tmp_path / "text.txt", Fixed())
