"""Scores worked out by hand."""

import pytest

from derek.errors import GoldError
from derek.evaluation.conllu import TreebankSentence, TreebankWord
from derek.evaluation.word_alignment import Score, score_words


def sentence(*tokens: str) -> TreebankSentence:
    """Tokens as «form/lemma/UPOS»; words of one multiword token are joined by «+», its form before «=»."""
    words: list[TreebankWord] = []
    surface: list[tuple[str, int, bool]] = []
    for token in tokens:
        form, _, parts = token.rpartition("=")
        pieces = [piece.split("/") for piece in parts.split("+")]
        words.extend(TreebankWord(piece[0], piece[1], piece[2], "") for piece in pieces)
        surface.append((form or pieces[0][0], len(pieces), True))
    return TreebankSentence(" ".join(form for form, _, _ in surface), tuple(words), tuple(surface))


def counts(score: Score) -> tuple[int, int, int]:
    return score.right, score.gold, score.system


def test_equal_words_and_one_wrong_lemma() -> None:
    gold = [sentence("Ол/ол/PRON", "келді/кел/VERB", "././PUNCT")]
    system = [sentence("Ол/ол/PRON", "келді/келд/VERB", "././PUNCT")]
    found = score_words(gold, system)
    assert counts(found["upos"]) == (3, 3, 3)
    assert counts(found["lemmas"]) == (2, 3, 3)
    assert found["lemmas"].f1 == pytest.approx(2 / 3)


def test_a_token_cut_in_two_costs_precision_and_recall() -> None:
    gold = [sentence("БҰҰ-ға/БҰҰ/PROPN", "мүше/мүше/NOUN")]
    system = [sentence("БҰҰ/БҰҰ/PROPN", "-ға/-ға/X", "мүше/мүше/NOUN")]
    found = score_words(gold, system)
    assert counts(found["tokens"]) == (1, 2, 3)
    assert counts(found["words"]) == (1, 2, 3)
    assert found["tokens"].f1 == pytest.approx(2 / 5)


def test_sentences_count_by_equal_spans() -> None:
    gold = [sentence("Бар/бар/ADJ", "././PUNCT"), sentence("Жоқ/жоқ/ADJ", "././PUNCT")]
    system = [sentence("Бар/бар/ADJ", "././PUNCT", "Жоқ/жоқ/ADJ", "././PUNCT")]
    found = score_words(gold, system)
    assert counts(found["sentences"]) == (0, 2, 1)
    assert counts(found["words"]) == (4, 4, 4)


def test_a_multiword_token_kept_whole_loses_its_words_and_no_other() -> None:
    gold = [sentence("тиіспіз=тиіс/тиіс/ADJ+піз/е/AUX", "././PUNCT")]
    system = [sentence("тиіспіз/тиіс/ADJ", "././PUNCT")]
    found = score_words(gold, system)
    assert counts(found["tokens"]) == (2, 2, 2)
    assert counts(found["words"]) == (1, 3, 2)
    assert found["lemmas"].f1 == pytest.approx(2 / 5)


def test_words_inside_a_multiword_token_are_aligned_by_form() -> None:
    gold = [sentence("тиіспіз=тиіс/тиіс/ADJ+піз/е/AUX")]
    system = [sentence("тиіспіз=тиіс/тиіс/NOUN+піз/е/AUX")]
    found = score_words(gold, system)
    assert counts(found["words"]) == (2, 2, 2)
    assert counts(found["upos"]) == (1, 2, 2)


def test_white_space_inside_a_word_does_not_count() -> None:
    gold = [sentence("болған жоқ/бол/AUX")]
    system = [sentence("болған/бол/VERB", "жоқ/жоқ/ADJ")]
    assert counts(score_words(gold, system)["tokens"]) == (0, 1, 2)


def test_other_characters_are_refused() -> None:
    with pytest.raises(GoldError, match="do not spell"):
        score_words([sentence("бар/бар/ADJ")], [sentence("жоқ/жоқ/ADJ")])


def test_an_empty_score_is_zero() -> None:
    assert Score(0, 0, 0).f1 == Score(0, 0, 0).precision == Score(0, 0, 0).recall == 0.0
