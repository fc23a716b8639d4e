"""A trained network to the tagger's integer layers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from derek.tagging.features import SLOTS
from derek.tagging.network import UNIT, Network
from derek.training.neural import Net

Floats = npt.NDArray[np.float32]

SCALE = 256
"""Integer units in a score of one."""


def to_network(net: Net, share: float) -> Network:
    """The integer network whose scores count for `share` in the sum with the linear model's."""
    weights, width, hidden = net.weights, net.settings.width, net.settings.hidden
    atoms, atom_unit = _integers(net.atoms, 127)
    by_slot = weights["first"].reshape(len(SLOTS), width, hidden)
    first, first_unit = _integers(by_slot.transpose(1, 0, 2).reshape(width, -1), 127)
    second, second_unit = _integers(weights["second"], 127)
    both, score_unit = _integers(np.concatenate([weights["near"], weights["far"]]), 511)
    return Network(
        atoms=atoms.astype(np.int8),
        first=first,
        first_factor=float(np.float32(atom_unit * first_unit * UNIT)),
        first_bias=np.rint(weights["first_bias"] * UNIT).astype(np.int16),
        second=second,
        second_factor=float(np.float32(second_unit)),
        second_bias=np.rint(weights["second_bias"] * UNIT).astype(np.float32),
        near=both[:hidden],
        far=both[hidden:],
        score_factor=float(np.float32(score_unit / UNIT * SCALE * share)),
    )


def _integers(values: Floats, most: int) -> tuple[Floats, float]:
    """Values in whole units, and the unit; the largest three in a hundred thousand are cut to `most` units."""
    unit = float(np.quantile(np.abs(values), 1 - 3e-5)) / most
    return np.clip(np.rint(values / unit), -most, most).astype(np.float32), unit
