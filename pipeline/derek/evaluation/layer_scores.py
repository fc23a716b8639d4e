"""What scoring one layer of one document gives: tallies by measure, and every difference."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from derek.evaluation.labels import Label
from derek.evaluation.pairing import Pairing
from derek.evaluation.tallies import Tally

MISS = "miss"
FALSE_ALARM = "false alarm"
WRONG = "wrong"


@dataclasses.dataclass(frozen=True)
class Difference:
    """One miss, false alarm, or matched item of which some `columns` are wrong; gold and prediction side by side."""

    layer: str
    outcome: str
    gold: Label | None
    predicted: Label | None
    columns: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where it stands, in code points of the document's text."""
        return min(label.start for label in (self.gold, self.predicted) if label is not None)


@dataclasses.dataclass(frozen=True)
class LayerScore:
    """`tallies` by measure («names/exact/CITY»); `pairing` is the one that the layer's rows were compared by."""

    tallies: Mapping[str, Tally]
    differences: tuple[Difference, ...]
    pairing: Pairing


Wrong = tuple[Label, Label, tuple[str, ...]]
"""(gold, predicted, the columns that differ)."""


def differences(
    layer: str, pairing: Pairing, wrong: Iterable[Wrong] = (), span: tuple[str, ...] = ()
) -> tuple[Difference, ...]:
    """Wrong pairs, then misses beside the false alarm that overlaps them, then the other false alarms; in text order.

    `span`: the columns to show where a miss and a false alarm overlap.
    """
    found = [Difference(layer, WRONG, gold, predicted, columns) for gold, predicted, columns in wrong]
    left = list(pairing.spurious)
    for gold in pairing.missed:
        beside = next((predicted for predicted in left if gold.overlap(predicted)), None)
        if beside is not None:
            left.remove(beside)
        found.append(Difference(layer, MISS, gold, beside, span if beside else ()))
    found += [Difference(layer, FALSE_ALARM, None, predicted) for predicted in left]
    return tuple(sorted(found, key=lambda difference: difference.start))
