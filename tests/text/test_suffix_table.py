"""The shipped table of suffixes against the inventory of the language."""

import pytest

from derek.knowledge import Knowledge
from derek.text.morphotactics import Morphotactics

FUNCTIONS = (
    "PL P1SG P2SG P2POL P3 P1PL GEN DAT ACC LOC ABL INS REL EQU SIM LIK POSSREL NEG PASS CAUS RECP VN PST PRS PTCP_PST PTCP_PRS "
    "INT CVB_IP CVB_A COND IMP3 EVID CVB_GANSHA AGT ORD COLL ADVL PERS1SG PERS2 PERS1PL PERS3"
)

CASE_FORMS = [
    ("қала", "ның ға ны да дан мен"),
    ("адам", "ның ға ды да нан мен"),
    ("доллар", "дың ға ды да дан мен"),
    ("пайыз", "дың ға ды да дан бен"),
    ("мемлекет", "тің ке ті те тен пен"),
    ("рубль", "дің ге ді де ден мен"),
    ("жаңа облысы", "ның на н нда нан мен"),
]


@pytest.fixture(scope="module")
def grammar(knowledge: Knowledge) -> Morphotactics:
    return Morphotactics(knowledge)


def test_every_function_has_a_row(knowledge: Knowledge) -> None:
    rows = knowledge.table("lexicon/suffixes.tsv", ("form", "function", "takes", "gives", "after"))
    assert set(FUNCTIONS.split()) <= {row["function"] for row in rows}


@pytest.mark.parametrize(("stem", "endings"), CASE_FORMS)
def test_case_endings_fit_their_stems(grammar: Morphotactics, stem: str, endings: str) -> None:
    word = stem.split()[-1]
    for function, ending in zip(["GEN", "DAT", "ACC", "LOC", "ABL", "INS"], endings.split(), strict=True):
        fitting = [
            split
            for split in grammar.splits(word + ending)
            if split.chain and split.chain[-1].function == function and split.misfits == 0 and split.clashes == 0
        ]
        assert fitting, word + ending


def test_harmony_ranks_and_does_not_refuse(grammar: Morphotactics) -> None:
    clashes = {split.clashes for split in grammar.splits("тоқаевтің") if split.stem == "тоқаев"}
    assert clashes == {0, 1} or clashes == {1} or clashes == {0}
    assert any(split.stem == "баку" for split in grammar.splits("бакуға"))
    assert any(split.stem == "баку" for split in grammar.splits("бакуге"))


def test_no_word_ends_in_an_unfinished_state(grammar: Morphotactics) -> None:
    assert not [split for split in grammar.splits("баға") if split.chain and split.chain[-1].function == "PRS"]


def test_a_word_beyond_all_length_stays_whole(grammar: Morphotactics) -> None:
    assert [split.stem for split in grammar.splits("лар" * 30)] == ["лар" * 30]
