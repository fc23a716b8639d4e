"""95% intervals of micro F1 by resampling documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from derek.evaluation.tallies import Tally

_RESAMPLES = 2000
_SEED = 20260101
_TAILS = (2.5, 97.5)


class Interval(NamedTuple):
    """Lower and upper end, 0 to 1."""

    low: float
    high: float


def f1_interval(*, documents: Sequence[Tally]) -> Interval:
    """Percentiles 2.5 and 97.5 of F1 over samples of the documents, drawn with replacement under a fixed seed."""
    if not documents:
        return Interval(0.0, 0.0)
    counts = np.array([(2 * t.right, t.predicted + t.gold) for t in documents], dtype=float)
    draws = np.random.default_rng(_SEED).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), _RESAMPLES)
    right, items = (draws @ counts).T
    f1 = np.divide(right, items, out=np.zeros_like(right), where=items > 0)
    low, high = np.percentile(f1, _TAILS)
    return Interval(float(low), float(high))
