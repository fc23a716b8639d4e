"""Gold and predicted labels matched one to one; optional rows are neither missed nor false alarms."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from derek.evaluation.labels import Label
from derek.evaluation.tallies import Tally

Closeness = Callable[[Label, Label], float]
"""(gold, predicted) → how well they match; 0 where they do not."""

Pair = tuple[Label, Label]


@dataclasses.dataclass(frozen=True)
class Pairing:
    """`pairs` holds (gold, predicted) of required gold, `excused` those of optional gold, which no tally counts."""

    pairs: tuple[Pair, ...]
    excused: tuple[Pair, ...]
    missed: tuple[Label, ...]
    spurious: tuple[Label, ...]

    def tally(
        self,
        *,
        of: Callable[[Label], bool] = lambda label: True,
        right: Callable[[Label, Label], bool] = lambda gold, predicted: True,
    ) -> Tally:
        """Counts over the labels that `of` selects: a pair by its gold label, right where `right` says so."""
        pairs = [pair for pair in self.pairs if of(pair[0])]
        n_right = sum(right(gold, predicted) for gold, predicted in pairs)
        return Tally(n_right, len(pairs) + sum(map(of, self.spurious)), len(pairs) + sum(map(of, self.missed)))


def pair_up(*, gold: Sequence[Label], predicted: Sequence[Label], closeness: Closeness) -> Pairing:
    """The closest pairs first; among equally close ones required gold before optional, then in order of the text."""
    candidates = sorted(
        (-close, g.optional, i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if (close := closeness(g, p)) > 0
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in candidates:
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    matched = [(gold[i], predicted[j]) for i, j in sorted(partner.items())]
    return Pairing(
        pairs=tuple(pair for pair in matched if not pair[0].optional),
        excused=tuple(pair for pair in matched if pair[0].optional),
        missed=tuple(g for i, g in enumerate(gold) if i not in partner and not g.optional),
        spurious=tuple(p for j, p in enumerate(predicted) if j not in taken and not p.optional),
    )


def overlap(gold: Label, predicted: Label) -> float:
    """Characters that both cover."""
    return float(gold.overlap(predicted))


def intersection_over_union(gold: Label, predicted: Label) -> float:
    """Characters that both cover over those that either covers, 0 to 1."""
    shared = gold.overlap(predicted)
    return shared / (gold.end - gold.start + predicted.end - predicted.start - shared)


def same_span(gold: Label, predicted: Label) -> bool:
    """Exactly the same characters."""
    return (gold.start, gold.end) == (predicted.start, predicted.end)
