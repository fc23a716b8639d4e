"""The CoNLL 2018 definition of a right word: system and gold words over the same characters, white space left out.

Tokens and sentences count by equal spans; lemmas and parts of speech by F1 over words that are aligned. A word outside
a multiword token is aligned with a word of the same span; inside one, words are aligned by the longest common
subsequence of their lower-case forms, as in conll18_ud_eval.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from derek.errors import GoldError
from derek.evaluation.conllu import TreebankSentence, TreebankWord


class Score(NamedTuple):
    """Right, gold and system counts."""

    right: int
    gold: int
    system: int

    @property
    def precision(self) -> float:
        """Share of the system's that is right; 0 where there is none."""
        return self.right / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """Share of gold's that is found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / (self.gold + self.system) if self.gold + self.system else 0.0


class PlacedWord(NamedTuple):
    """A word with the span of its token, in characters without white space; `inside`: one of a multiword token."""

    start: int
    end: int
    inside: bool
    word: TreebankWord


class Layout(NamedTuple):
    """Sentences as words and spans over the characters of all of them, white space left out."""

    characters: str
    sentences: list[tuple[int, int]]
    tokens: list[tuple[int, int]]
    words: list[PlacedWord]


def lay_out(sentences: Sequence[TreebankSentence]) -> Layout:
    """Sentences → spans over their joined characters."""
    layout = Layout("", [], [], [])
    pieces: list[str] = []
    position = 0
    for sentence in sentences:
        begin, words = position, iter(sentence.words)
        for form, count, _ in sentence.tokens:
            bare = "".join(form.split())
            end = position + len(bare)
            layout.tokens.append((position, end))
            layout.words.extend(PlacedWord(position, end, count > 1, next(words)) for _ in range(count))
            pieces.append(bare)
            position = end
        layout.sentences.append((begin, position))
    return layout._replace(characters="".join(pieces))


def score_words(gold: Sequence[TreebankSentence], system: Sequence[TreebankSentence]) -> dict[str, Score]:
    """Scores named tokens, sentences, words, upos, lemmas, feats. Raises GoldError where the characters differ."""
    left, right = lay_out(gold), lay_out(system)
    if left.characters != right.characters:
        raise GoldError("the system's words do not spell the gold text; feed it the same text and drop no character")
    pairs = aligned(left.words, right.words)
    return {
        "tokens": _equal_spans(left.tokens, right.tokens),
        "sentences": _equal_spans(left.sentences, right.sentences),
        "words": Score(len(pairs), len(left.words), len(right.words)),
        "upos": _agreeing(pairs, left, right, lambda word: word.upos),
        "lemmas": _agreeing(pairs, left, right, lambda word: word.lemma),
        "feats": _agreeing(pairs, left, right, lambda word: word.feats),
    }


def _equal_spans(gold: Sequence[tuple[int, int]], system: Sequence[tuple[int, int]]) -> Score:
    return Score(len(set(gold) & set(system)), len(gold), len(system))


def _agreeing(
    pairs: Sequence[tuple[TreebankWord, TreebankWord]],
    gold: Layout,
    system: Layout,
    column: Callable[[TreebankWord], str],
) -> Score:
    return Score(sum(column(a) == column(b) for a, b in pairs), len(gold.words), len(system.words))


def aligned(gold: Sequence[PlacedWord], system: Sequence[PlacedWord]) -> list[tuple[TreebankWord, TreebankWord]]:
    """Pairs of words that stand for each other."""
    pairs: list[tuple[TreebankWord, TreebankWord]] = []
    g = s = 0
    while g < len(gold) and s < len(system):
        if gold[g].inside or system[s].inside:
            first_g, first_s = g, s
            g, s = _past_multiword(gold, system, g, s)
            pairs += _common([p.word for p in gold[first_g:g]], [p.word for p in system[first_s:s]])
        elif (gold[g].start, gold[g].end) == (system[s].start, system[s].end):
            pairs.append((gold[g].word, system[s].word))
            g, s = g + 1, s + 1
        elif gold[g].start <= system[s].start:
            g += 1
        else:
            s += 1
    return pairs


def _past_multiword(gold: Sequence[PlacedWord], system: Sequence[PlacedWord], g: int, s: int) -> tuple[int, int]:
    """Past all words of both sides that overlap the multiword token at hand, or one another from it on."""
    end = gold[g].end if gold[g].inside else system[s].end
    if gold[g].inside is False and gold[g].start >= end:
        return g, s + 1
    if system[s].inside is False and system[s].start >= end:
        return g + 1, s
    while True:
        if g < len(gold) and gold[g].start < end:
            end, g = max(end, gold[g].end if gold[g].inside else end), g + 1
        elif s < len(system) and system[s].start < end:
            end, s = max(end, system[s].end if system[s].inside else end), s + 1
        else:
            return g, s


def _common(gold: Sequence[TreebankWord], system: Sequence[TreebankWord]) -> list[tuple[TreebankWord, TreebankWord]]:
    """The longest common subsequence of lower-case forms."""
    best = [[0] * (len(system) + 1) for _ in range(len(gold) + 1)]
    for g in reversed(range(len(gold))):
        for s in reversed(range(len(system))):
            same = gold[g].form.lower() == system[s].form.lower()
            best[g][s] = max(best[g + 1][s + 1] + same if same else 0, best[g + 1][s], best[g][s + 1])
    pairs, g, s = [], 0, 0
    while g < len(gold) and s < len(system):
        if gold[g].form.lower() == system[s].form.lower():
            pairs.append((gold[g], system[s]))
            g, s = g + 1, s + 1
        elif best[g + 1][s] >= best[g][s + 1]:
            g += 1
        else:
            s += 1
    return pairs
