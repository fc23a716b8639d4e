"""The model's small network: word vectors from atoms, a layer over the slots, a layer over three neighbours.

All sums run over integers held in float32, small enough to be exact, and are rounded after every layer: the scores of a
word do not depend on the batch that it stands in, nor on the order in which a processor adds.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

from derek.tagging.features import SLOTS

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.int16]

UNIT = 64
"""Integer units in an activation of one."""
CEILING = 1023
"""The largest activation, in units."""
_VECTOR_LIMIT = 3200


@dataclasses.dataclass(frozen=True)
class Network:
    """Integer weights and, for each layer, the factor that brings a sum back to units.

    atoms [atoms + 1, width] int8 · first [width, slots × hidden] · second [3 × hidden, hidden] · near and far
    [hidden, labels], integers in float32. `near` reads the first layer, `far` the second.
    """

    atoms: npt.NDArray[np.int8]
    first: Floats
    first_factor: float
    first_bias: Halves
    second: Floats
    second_factor: float
    second_bias: Floats
    near: Floats
    far: Floats
    score_factor: float

    @property
    def hidden(self) -> int:
        """Width of the first layer."""
        return len(self.first_bias)

    def vectors(self, atom_table: Integers) -> Halves:
        """[words, slots, hidden]: what each word type sends to the first layer through each slot, in units.

        Atoms beyond the table are the linear model's alone and count as none.
        """
        atom_table = np.where(atom_table < len(self.atoms), atom_table, 0)
        words = np.empty((len(atom_table), self.atoms.shape[1]), dtype=np.float32)
        for begin in range(0, len(atom_table), 1024):
            part = atom_table[begin : begin + 1024]
            words[begin : begin + 1024] = self.atoms[part].sum(axis=1, dtype=np.int32)
        sent = np.rint((words @ self.first) * np.float32(self.first_factor))
        limited: Halves = np.clip(sent, -_VECTOR_LIMIT, _VECTOR_LIMIT).astype(np.int16)
        return limited.reshape(len(words), len(SLOTS), self.hidden)

    def scores(self, received: Halves, edge: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
        """[words, labels] from what each word received through its slots; nothing passes a boundary (`edge`)."""
        first = np.clip(received + self.first_bias, 0, CEILING).astype(np.float32)
        first[edge] = 0
        window = np.zeros((len(first), 3 * self.hidden), dtype=np.float32)
        window[1:, : self.hidden] = first[:-1]
        window[:, self.hidden : 2 * self.hidden] = first
        window[:-1, 2 * self.hidden :] = first[1:]
        second = window @ self.second
        second *= np.float32(self.second_factor)
        second += self.second_bias
        np.clip(np.rint(second, out=second), 0, CEILING, out=second)
        total = first @ self.near
        total += second @ self.far
        total *= np.float32(self.score_factor)
        scores: npt.NDArray[np.int32] = np.rint(total, out=total).astype(np.int32)
        return scores
