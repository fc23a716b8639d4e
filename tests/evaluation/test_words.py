from pathlib import Path

import pytest

from derek.errors import GoldError
from derek.evaluation.conllu import kept_apart, learnable, read_conllu
from derek.evaluation.words import (
    RunningText,
    annotate_text,
    annotate_tokens,
    describe_scores,
    measure_speed,
    read_running_text,
    score_sentence_ends,
    score_tokens,
    score_treebank,
)
from derek.knowledge import Knowledge
from derek.text.annotating import Annotator

TREEBANK = """# text = Біз келуге тиіспіз.
1\tБіз\tбіз\tPRON\tprn\tCase=Nom\t_\t_\t_\t_
2\tкелуге\tкел\tVERB\tv\tCase=Dat|VerbForm=Ger\t_\t_\t_\t_
3-4\tтиіспіз\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
3\tтиіс\tтиіс\tADJ\tadj\t_\t_\t_\t_\t_
4\tпіз\tе\tAUX\tcop\t_\t_\t_\t_\t_
5\t.\t.\tPUNCT\tsent\t_\t_\t_\t_\t_

# text = Жол салынды.
1\tЖол\tжол\tNOUN\tn\tCase=Nom\t_\t_\t_\t_
2\tсалынды\tсал\tVERB\tv\tVoice=Pass\t_\t_\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\tsent\t_\t_\t_\t_\t_
"""

KAZNERD = """AID1
Өсім O
12 B-PERCENTAGE
, I-PERCENTAGE
5 I-PERCENTAGE
%-ке I-PERCENTAGE
жетті O
. O

BID2
« O
Самұрық B-ORGANISATION
» O
сағат O
18 O
: O
00 O
- O
де O
( O
іі O
) O
ашылды O
. O
"""


@pytest.fixture(scope="module")
def annotator(knowledge: Knowledge) -> Annotator:
    return Annotator(knowledge)


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "kk.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    return path


def test_reading_conllu(treebank: Path) -> None:
    first, second = read_conllu(treebank)
    assert [word.form for word in first.words] == ["Біз", "келуге", "тиіс", "піз", "."]
    assert first.tokens == (("Біз", 1, True), ("келуге", 1, True), ("тиіспіз", 2, False), (".", 1, True))
    assert second.text == "Жол салынды."
    assert second.words[1].lemma == "сал"


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.conllu").write_text("# text = а\n1\tа\tа\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"bad\.conllu:2: 3 cells"):
        read_conllu(tmp_path / "bad.conllu")


def test_every_tenth_sentence_is_kept_apart(treebank: Path) -> None:
    sentences = read_conllu(treebank) * 15
    assert len(kept_apart(sentences)) == 3
    assert len(learnable(sentences)) == 27
    numbered = list(range(30))
    assert kept_apart(numbered) == [0, 10, 20]  # type: ignore[arg-type,comparison-overlap]


def test_scores_of_the_treebank(annotator: Annotator, treebank: Path) -> None:
    scores = score_treebank(annotator, treebank)
    assert set(scores) == {"gold tokens", "in chain"}
    assert scores["gold tokens"]["tokens"].f1 == 1.0
    assert scores["gold tokens"]["lemmas"].gold == 5  # the first sentence alone is kept apart
    assert len(list(describe_scores(scores))) == 12


def test_given_tokens_and_running_text_agree_where_tokens_do(annotator: Annotator, treebank: Path) -> None:
    sentences = read_conllu(treebank)[1:]
    assert annotate_tokens(annotator, sentences)[0].words == annotate_text(annotator, "Жол салынды.")[0].words


def test_kaznerd_as_running_text(tmp_path: Path) -> None:
    (tmp_path / "k.iob2").write_text(KAZNERD, encoding="utf-8")
    first, second = read_running_text(tmp_path / "k.iob2")
    assert first.text == "Өсім 12,5%-ке жетті."
    assert second.text == "«Самұрық» сағат 18:00 - де (іі) ашылды."
    assert first.text[first.tokens[4][0] : first.tokens[4][1]] == "%-ке"


def test_tokens_of_numbers_are_left_out() -> None:
    row = RunningText("Ол 5-тен көп.", ((0, 2, False), (3, 8, True), (9, 12, False), (12, 13, False)))
    assert score_tokens([row]) == (3, 3, 3)
    wrong = RunningText("Ол келді.", ((0, 2, False), (3, 9, False)))
    assert score_tokens([wrong]) == (1, 2, 3)


def test_sentence_ends() -> None:
    rows = [RunningText(f"Бұл {word} сөйлем.", ()) for word in ("бірінші", "екінші", "үшінші", "төртінші", "бесінші")]
    assert score_sentence_ends(rows) == (4, 4, 4)


def test_speed_is_measured(annotator: Annotator) -> None:
    speed = measure_speed(annotator, "Министр жоспарды айтты. " * 20)
    assert min(speed) > 0
