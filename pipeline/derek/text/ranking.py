"""Which split of a word is likeliest: a log-linear model over what is known of stem, chain and sounds.

The weights are learned (derek.training.words); stems that the treebank lists and stems that unlabelled text supports
come with them. Everything here looks at one word, so each form is ranked once.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from derek.text.morphotactics import LONGEST_WORD, NOMINAL, NUMERAL, VERBAL, Split, Suffix
from derek.text.stems import Stems

_CACHED = 1 << 14
_MOST = LONGEST_WORD + 1
"""More misfits or clashes than this no word can have."""
LEVELS = 7
"""Levels of support by unlabelled text: log2 of the expected number of word forms that show a stem."""


@dataclasses.dataclass(frozen=True)
class Evidence:
    """What is known about stems beside the hand-made tables; keys are (lower-case stem, kind)."""

    seen: Mapping[tuple[str, str], int]
    """How often the treebank has the stem."""
    support: Mapping[tuple[str, str], int]
    """Level from 1 to LEVELS of the support by unlabelled text; absent: none."""


def level(expected_forms: float) -> int:
    """Expected number of word forms → level of support, 0 to LEVELS."""
    return min(LEVELS, max(0, round(math.log2(1 + expected_forms) * 1.5)))


class _KindWeights(NamedTuple):
    """The weights of `stem_features` for one kind of stem."""

    seen: list[float]
    support: list[float]
    known: list[list[float]]
    """[known][capital]"""
    length: dict[str | bool, list[float]]
    restored: list[list[float]]
    """[known][seen]"""
    ending: dict[str, float]


def _of_kind(kind: str, weights: Mapping[str, float]) -> _KindWeights:
    def weight(name: str) -> float:
        return weights.get(name, 0.0)

    prefix = f"z{kind}"
    return _KindWeights(
        [weight(f"t{kind}{seen}") for seen in range(3)],
        [weight(f"e{kind}{support}") for support in range(LEVELS + 1)],
        [[weight(f"k{kind}{known}{capital}") for capital in (0, 1)] for known in "uk"],
        {strong: [weight(f"l{kind}{size}{strong}") for size in range(6)] for strong in ("k", False, True)},
        [[weight(f"r{kind}{known}{seen}") for seen in (False, True)] for known in "uk"],
        {name[len(prefix) :]: value for name, value in weights.items() if name.startswith(prefix)},
    )


def shares(scores: Sequence[float]) -> list[float]:
    """Scores → probabilities that sum to 1."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


class Ranker:
    """Scores the splits of a word."""

    def __init__(self, stems: Stems, evidence: Evidence, weights: Mapping[str, float]) -> None:
        self._stems = stems
        self._evidence = evidence
        self._weights = weights
        self._chain_scores: dict[tuple[str, tuple[Suffix, ...], str], float] = {}
        self._by_kind = {kind: _of_kind(kind, weights) for kind in (NOMINAL, VERBAL, NUMERAL)}
        self._misfits = [weights.get(f"m{count}", 0.0) for count in range(_MOST)]
        self._clashes = [weights.get(f"h{count}", 0.0) for count in range(_MOST)]

    def probabilities(self, splits: Sequence[Split], capital: bool, tag: str = "") -> list[float]:
        """How likely each split is (they sum to 1); `tag` is the word's part of speech where it is known."""
        return shares([self.score(split, capital, tag) for split in splits])

    def score(self, split: Split, capital: bool, tag: str = "") -> float:
        """The sum of the weights of a split's features."""
        return self.chain_scores([split], tag)[0] + self.stem_scores([split], capital)[0]

    def chain_scores(self, splits: Sequence[Split], tag: str) -> list[float]:
        """The part of each score that chain and part of speech make."""
        known = self._chain_scores.get
        found = []
        for split in splits:
            score = known((split[1], split[2], tag))
            found.append(self._new_chain(split, tag) if score is None else score)
        return found

    def _new_chain(self, split: Split, tag: str) -> float:
        if len(self._chain_scores) >= _CACHED:
            self._chain_scores.clear()
        score = self._sum(chain_features(split) + (tag_features(split, tag) if tag else []))
        self._chain_scores[split.kind, split.chain, tag] = score
        return score

    def stem_scores(self, splits: Sequence[Split], capital: bool) -> list[float]:
        """The sums of the weights of `stem_features`, looked up without writing their names: most of what is ranked."""
        seen_of, support_of, knows = self._evidence.seen.get, self._evidence.support.get, self._stems.knows
        kinds, misfit, clash = self._by_kind, self._misfits, self._clashes
        found = []
        for stem, kind, _, restored, misfits, clashes in splits:
            key = stem, kind
            seen, support, known, weights = seen_of(key, 0), support_of(key, 0), knows(stem, kind), kinds[kind]
            score = (
                weights.seen[min(2, seen)]
                + weights.support[support]
                + weights.known[known][capital]
                + weights.length["k" if known or seen > 0 else support > 3][min(5, len(stem))]
                + misfit[misfits]
                + clash[clashes]
                + weights.ending.get(stem[-2:], 0.0)
            )
            found.append(score + weights.restored[known][seen > 0] if restored else score)
        return found

    def _sum(self, names: Iterable[str]) -> float:
        weight = self._weights.get
        return sum([weight(name, 0.0) for name in names])

    def features(self, split: Split, capital: bool, own: int = 0) -> list[str]:
        """Names of all that holds for a split; `own` occurrences of the stem are left out of the treebank's count."""
        return self.stem_features(split, capital, own) + chain_features(split)

    def stem_features(self, split: Split, capital: bool, own: int = 0) -> list[str]:
        """What is known of the stem, and how well sounds fit."""
        stem, kind, _, restored, misfits, clashes = split
        seen = min(2, self._evidence.seen.get((stem, kind), 0) - own)
        support = self._evidence.support.get((stem, kind), 0)
        known = "k" if self._stems.knows(stem, kind) else "u"
        strong = known == "k" or seen > 0
        names = [
            f"t{kind}{seen}",
            f"e{kind}{support}",
            f"k{kind}{known}{capital:d}",
            f"l{kind}{min(5, len(stem))}{'k' if strong else support > 3}",
            f"m{misfits}",
            f"h{clashes}",
            f"z{kind}{stem[-2:]}",
        ]
        if restored:
            names.append(f"r{kind}{known}{seen > 0}")
        return names


def chain_features(split: Split) -> list[str]:
    """The chain as a whole, its suffixes, its neighbouring functions."""
    kind, before = split.kind, split.kind
    names = ["c" + kind + " ".join(suffix.function for suffix in split.chain)]
    for suffix in split.chain:
        names += ["f" + suffix.function, f"g{suffix.function}{suffix.form}", f"b{before}>{suffix.function}"]
        before = suffix.function
    names.append(f"b{before}>.")
    return names


def tag_features(split: Split, tag: str) -> list[str]:
    """Features that tie a split to a part of speech."""
    functions = [suffix.function for suffix in split.chain]
    first, last = (functions[0], functions[-1]) if functions else ("", "")
    derived = "+".join(f for f in functions if f in DERIVING)
    return [f"T{tag}{split.kind}", f"F{tag}{first}", f"L{tag}{last}", f"D{tag}{derived}", f"N{tag}{len(functions)}"]


DERIVING = frozenset(
    "LIK WITH WITHOUT AGT EQU SIM REL VN PTCP_PST PTCP_PRS PASS CAUS RECP ORD".split()  # noqa: SIM905 - a list of words
)
"""Functions that can make a new dictionary word."""
