"""Which split of a word is likeliest: a log-linear model over what is known of stem, chain and sounds.

The weights are learned (derek.training.words); stems that the treebank lists and stems that unlabelled text supports
come with them. Everything here looks at one word, so each form is ranked once.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping, Sequence

from derek.text.morphotactics import Split, Suffix
from derek.text.stems import Stems

_CACHED = 1 << 16
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


class Ranker:
    """Scores the splits of a word."""

    def __init__(self, stems: Stems, evidence: Evidence, weights: Mapping[str, float]) -> None:
        self._stems = stems
        self._evidence = evidence
        self._weights = weights
        self._chain_scores: dict[tuple[str, tuple[Suffix, ...], str], float] = {}

    def probabilities(self, splits: Sequence[Split], capital: bool, tag: str = "") -> list[float]:
        """How likely each split is (they sum to 1); `tag` is the word's part of speech where it is known."""
        scores = [self.score(split, capital, tag) for split in splits]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        total = sum(powers)
        return [power / total for power in powers]

    def score(self, split: Split, capital: bool, tag: str = "") -> float:
        """The sum of the weights of a split's features."""
        key = (split.kind, split.chain, tag)
        known = self._chain_scores.get(key)
        if known is None:
            if len(self._chain_scores) >= _CACHED:
                self._chain_scores.clear()
            names = chain_features(split) + (tag_features(split, tag) if tag else [])
            known = self._chain_scores[key] = self._sum(names)
        return known + self._sum(self.stem_features(split, capital))

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
