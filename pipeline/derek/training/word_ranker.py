"""Learns which split of a word is likeliest: from the treebank's lemmas, and from the stems that plain text shows."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from derek.evaluation.conllu import TreebankSentence, TreebankWord
from derek.text.morphotactics import NOMINAL, NUMERAL, VERBAL, Split
from derek.text.ranking import Evidence, Ranker, level, tag_features
from derek.text.suffixes import Analyser

ROUNDS = 2
EPOCHS = 12
RATE = 0.15
PENALTY = 2e-4
_CASES = {"Gen": "GEN", "Dat": "DAT", "Acc": "ACC", "Loc": "LOC", "Abl": "ABL", "Ins": "INS"}


class Example(NamedTuple):
    """One treebank word: its splits, which of them agree with its annotation, and its part of speech."""

    splits: tuple[Split, ...]
    right: tuple[bool, ...]
    capital: bool
    tag: str
    lemma: str


def examples(analyser: Analyser, sentences: Iterable[TreebankSentence]) -> list[Example]:
    """The words of the treebank that have more than one split, one of which at least agrees with the annotation."""
    found = [_example(analyser, word) for sentence in sentences for word in sentence.words]
    return [example for example in found if example and any(example.right) and len(example.splits) > 1]


def _example(analyser: Analyser, word: TreebankWord) -> Example | None:
    if word.upos in {"PUNCT", "SYM"} or word.form.lower() in analyser.stems.forms:
        return None
    splits = tuple(analyser.splits(word.form))
    right = _agreeing(splits, word)
    return Example(splits, right, word.form[:1].isupper(), word.upos, word.lemma.lower())


def _agreeing(splits: Sequence[Split], word: TreebankWord) -> tuple[bool, ...]:
    lemma = word.lemma.lower()
    verbal = word.upos in {"VERB", "AUX"}
    wanted = {VERBAL} if verbal else {NOMINAL, NUMERAL} if word.upos == "NUM" else {NOMINAL}
    same = [split.stem == lemma and split.kind in wanted for split in splits]
    strict = tuple(ok and _fits_features(split, word.feats, verbal) for ok, split in zip(same, splits, strict=True))
    return strict if any(strict) else tuple(same)


def _fits_features(split: Split, feats: str, verbal: bool) -> bool:
    told = dict(item.split("=") for item in feats.split("|")) if feats else {}
    functions = [suffix.function for suffix in split.chain]
    case = next((f for f in functions if f in _CASES.values()), None)
    if case != _CASES.get(told.get("Case", "")) and not (case and not told):
        return False
    if not verbal and (told.get("Number") == "Plur") != ("PL" in functions):
        return False
    return (told.get("Voice") == "Pass") <= ("PASS" in functions) and (told.get("Polarity") == "Neg") == (
        "NEG" in functions
    )


def seen_stems(sentences: Iterable[TreebankSentence]) -> Counter[tuple[str, str]]:
    """How often the treebank has each (lower-case lemma, kind)."""
    counts: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        for word in sentence.words:
            if word.upos not in {"PUNCT", "SYM", "X"} and word.lemma:
                counts[word.lemma.lower(), _kind(word.upos)] += 1
    return counts


def _kind(upos: str) -> str:
    return VERBAL if upos in {"VERB", "AUX"} else NUMERAL if upos == "NUM" else NOMINAL


def learn_ranker(
    analyser: Analyser,
    sentences: Sequence[TreebankSentence],
    forms: Mapping[str, bool],
    seed: int,
    support: Mapping[tuple[str, str], int] | None = None,
) -> tuple[dict[str, float], Evidence]:
    """Feature weights and evidence; `forms`: lower-case forms of plain text → whether they are mostly capitalised.

    Each round learns from the treebank, then asks the ranker which stems the plain text supports, and learns again;
    where `support` is given, it is taken as it is.
    """
    seen = seen_stems(sentences)
    lessons = examples(analyser, sentences)
    if support is not None:
        evidence = Evidence(seen, support)
        return _fit(Ranker(analyser.stems, evidence, {}), lessons, seed), evidence
    cut = [(tuple(analyser.splits(form)), capital) for form, capital in forms.items()]
    evidence = Evidence(seen, {})
    weights: dict[str, float] = {}
    for number in range(ROUNDS + 1):
        ranker = Ranker(analyser.stems, evidence, {})
        weights = _fit(ranker, lessons, seed)
        if number < ROUNDS and forms:
            evidence = Evidence(seen, _support(Ranker(analyser.stems, evidence, weights), cut))
    return weights, evidence


def _support(ranker: Ranker, cut: Iterable[tuple[tuple[Split, ...], bool]]) -> dict[tuple[str, str], int]:
    expected: dict[tuple[str, str], float] = defaultdict(float)
    for splits, capital in cut:
        for split, share in zip(splits, ranker.probabilities(splits, capital), strict=True):
            expected[split.stem, split.kind] += share
    levels = {key: level(value) for key, value in expected.items()}
    return {key: value for key, value in sorted(levels.items()) if value > 1}


def _fit(ranker: Ranker, lessons: Sequence[Example], seed: int) -> dict[str, float]:
    """Adagrad on the likelihood of the right splits; half of the passes see the tag, half do without it."""
    ids: dict[str, int] = {}
    compiled = [_compile(ranker, example, ids) for example in lessons]
    weights, squares = np.zeros(len(ids)), np.full(len(ids), 1e-6)
    order = list(range(len(compiled)))
    shuffler = random.Random(seed)
    for _ in range(EPOCHS):
        shuffler.shuffle(order)
        for index in order:
            rows, tagged, right = compiled[index]
            for matrix in (rows, tagged):
                _step(weights, squares, matrix, right)
    return {name: float(round(weights[number], 4)) for name, number in ids.items() if abs(weights[number]) > 1e-3}


Compiled = tuple[list[np.ndarray], list[np.ndarray], np.ndarray]


def _compile(ranker: Ranker, example: Example, ids: dict[str, int]) -> Compiled:
    rows, tagged = [], []
    kind = _kind(example.tag)
    for split in example.splits:
        own = int(split.stem == example.lemma and split.kind == kind)
        plain = [ids.setdefault(name, len(ids)) for name in ranker.features(split, example.capital, own)]
        extra = [ids.setdefault(name, len(ids)) for name in tag_features(split, example.tag)]
        rows.append(np.array(plain))
        tagged.append(np.array(plain + extra))
    return rows, tagged, np.array(example.right)


def _step(weights: np.ndarray, squares: np.ndarray, rows: list[np.ndarray], right: np.ndarray) -> None:
    scores = np.array([weights[row].sum() for row in rows])
    powers = np.exp(scores - scores.max())
    model = powers / powers.sum()
    target = np.where(right, model, 0.0)
    target /= target.sum()
    for row, slope in zip(rows, target - model, strict=True):
        if abs(slope) > 1e-4:
            gradient = slope - PENALTY * weights[row]
            squares[row] += gradient * gradient
            weights[row] += RATE * gradient / np.sqrt(squares[row])
