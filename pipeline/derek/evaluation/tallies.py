"""Counts of right, predicted and gold items, and the ratios of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping


@dataclasses.dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one measure. An accuracy counts what was compared as predicted and as gold, so its ratios are equal."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of the predicted items that are right, 0 to 1; 0 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold items that were found, 0 to 1; 0 where there are none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 0.0

    @property
    def empty(self) -> bool:
        """Whether there was nothing to find and nothing was found."""
        return not (self.predicted or self.gold)


def accuracy(verdicts: Iterable[bool]) -> Tally:
    """One tally of how many verdicts are true."""
    counted = list(verdicts)
    return Tally(sum(counted), len(counted), len(counted))


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies; micro averages are ratios of sums."""
    return sum(tallies, Tally())


def add_up(documents: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """The sums of each measure over documents, in the order in which measures first appear."""
    sums: dict[str, Tally] = {}
    for tallies in documents:
        for measure, tally in tallies.items():
            sums[measure] = sums.get(measure, Tally()) + tally
    return sums
