"""Tags against gold tags: exact spans."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence

from derek.tagging.spans import tag_spans


@dataclasses.dataclass(frozen=True)
class ClassScore:
    """Exact spans of one class (or of all): counts, and their ratios, 0 to 1 (0 where nothing divides)."""

    true_positives: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predicted spans that are right."""
        return self.true_positives / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold spans that were found."""
        return self.true_positives / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.true_positives / total if total else 0.0


def score_tags(gold: Iterable[Sequence[str]], predicted: Iterable[Sequence[str]]) -> dict[str, ClassScore]:
    """Exact span scores of each class that gold or prediction holds, by name."""
    right: Counter[str] = Counter()
    guessed: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for true_tags, tags in zip(gold, predicted, strict=True):
        true_spans, spans = set(tag_spans(true_tags)), set(tag_spans(tags))
        right.update(span.label for span in true_spans & spans)
        guessed.update(span.label for span in spans)
        wanted.update(span.label for span in true_spans)
    return {name: ClassScore(right[name], guessed[name], wanted[name]) for name in sorted(guessed | wanted)}


def sum_scores(scores: Iterable[ClassScore]) -> ClassScore:
    """The counts of several classes as those of one: what micro ratios are taken from."""
    rows = list(scores)
    return ClassScore(
        sum(score.true_positives for score in rows),
        sum(score.predicted for score in rows),
        sum(score.gold for score in rows),
    )
