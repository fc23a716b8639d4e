"""The sequence model alone against an IOB2 file: gold tokens in, exact spans, micro and per class."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from derek.tagging.iob2 import read_iob2
from derek.tagging.scoring import ClassScore, score_tags, sum_scores


class TagsSentences(Protocol):
    """Whatever tags token lists, such as derek.tagging.model.Tagger."""

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """IOB2 tags for each token of each sentence."""


@dataclasses.dataclass(frozen=True)
class NerScore:
    """What `derek evaluate-ner` reports. Speed counts tokens to tags, features included, reading the file left out."""

    micro: ClassScore
    per_class: dict[str, ClassScore]
    sentences: int
    words: int
    seconds: float

    @property
    def f1(self) -> float:
        """Micro F1 over all classes, 0 to 1."""
        return self.micro.f1

    @property
    def precision(self) -> float:
        """Micro precision, 0 to 1."""
        return self.micro.precision

    @property
    def recall(self) -> float:
        """Micro recall, 0 to 1."""
        return self.micro.recall

    @property
    def words_per_second(self) -> float:
        """Tokens tagged a second of wall time."""
        return self.words / self.seconds if self.seconds else 0.0

    def as_dict(self) -> dict[str, object]:
        """Ready for JSON: f1, precision, recall, words_per_second, counts, and `classes` by name."""
        return {
            "f1": self.f1,
            "precision": self.precision,
            "recall": self.recall,
            "words_per_second": self.words_per_second,
            "sentences": self.sentences,
            "words": self.words,
            "gold": self.micro.gold,
            "predicted": self.micro.predicted,
            "true_positives": self.micro.true_positives,
            "classes": {name: _ratios(score) for name, score in self.per_class.items()},
        }


def evaluate_ner(path: Path, tagger: TagsSentences) -> NerScore:
    """Scores `tagger` on the gold tokens of an IOB2 file, with or without id lines.

    Raises GoldError where the file cannot be read or is not IOB2.
    """
    gold = list(read_iob2(path))
    begin = time.perf_counter()
    found = tagger.tag([sentence.tokens for sentence in gold])
    seconds = time.perf_counter() - begin
    per_class = score_tags((sentence.tags for sentence in gold), found)
    return NerScore(sum_scores(per_class.values()), per_class, len(gold), sum(len(s.tokens) for s in gold), seconds)


def _ratios(score: ClassScore) -> dict[str, float]:
    return {
        "f1": score.f1,
        "precision": score.precision,
        "recall": score.recall,
        "gold": score.gold,
        "predicted": score.predicted,
    }
