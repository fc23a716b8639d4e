"""The model's small network: word vectors from atoms, a layer over the slots, a layer over three neighbours.

All sums run over integers held in float32, small enough to be exact, and are rounded after every layer: the scores of a
word do not depend on the batch that it stands in, nor on the order in which a processor adds.
"""

from __future__ import annotations

import dataclasses
import functools

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
_ONE_THREAD = 2**18
"""Multiplications up to which OpenBLAS computes a product in the calling thread."""
_CHUNK = 256
"""Rows at a time, so that what is computed stays in the processor's cache."""


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
        sent = np.empty((len(atom_table), len(SLOTS), self.hidden), dtype=np.int16)
        for begin in range(0, len(atom_table), _CHUNK):
            sent[begin : begin + _CHUNK] = self._sent(atom_table[begin : begin + _CHUNK])
        return sent

    def _sent(self, atom_table: Integers) -> Floats:
        words = np.zeros((len(atom_table), self.atoms.shape[1]), dtype=np.float32)
        for column in atom_table.T:
            shown = np.flatnonzero((column > 0) & (column < len(self.atoms)))
            if len(shown):
                words[shown] += self.atoms[column[shown]]
        sent = np.stack([product(words, part) for part in self._by_slot], axis=1)
        sent *= np.float32(self.first_factor)
        return np.clip(np.rint(sent, out=sent), -_VECTOR_LIMIT, _VECTOR_LIMIT, out=sent)

    @functools.cached_property
    def _by_slot(self) -> Floats:
        """`first` as [slots, width, hidden]."""
        return np.ascontiguousarray(self.first.reshape(len(self.first), len(SLOTS), -1).transpose(1, 0, 2))

    def scores(self, received: Halves, edge: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
        """[words, labels] from what each word received through its slots; nothing passes a boundary (`edge`)."""
        first = np.clip(received + self.first_bias, 0, CEILING).astype(np.float32)
        first[edge] = 0
        out = np.empty((len(first), self.near.shape[1]), dtype=np.int32)
        for begin in range(0, len(first), _CHUNK):
            out[begin : begin + _CHUNK] = self._scores(first[max(0, begin - 1) : begin + _CHUNK + 1], begin > 0)[
                : len(out) - begin
            ]
        return out

    def _scores(self, first: Floats, led: bool) -> Floats:
        """Scores of a stretch of words; `led`: its first row is a neighbour only, as its last row may be."""
        second = self._neighbours(first)
        second *= np.float32(self.second_factor)
        second += self.second_bias
        np.clip(np.rint(second, out=second), 0, CEILING, out=second)
        total = product(first, self.near)
        total += product(second, self.far)
        total *= np.float32(self.score_factor)
        return np.rint(total, out=total)[int(led) : int(led) + _CHUNK]

    def _neighbours(self, first: Floats) -> Floats:
        """The sums of the second layer: of the word before, the word itself, and the word after."""
        before, here, after = np.split(self.second, 3)
        sums = product(first, here)
        sums[1:] += product(first[:-1], before)
        sums[:-1] += product(first[1:], after)
        return sums


def product(left: Floats, right: Floats) -> Floats:
    """`left @ right` in pieces so small that BLAS wakes no threads: where processes share cores, they cost tenfold."""
    rows = max(1, _ONE_THREAD // right.size)
    whole = len(left) // rows * rows
    out = np.empty((len(left), right.shape[1]), dtype=np.float32)
    np.matmul(left[:whole].reshape(-1, rows, len(right)), right, out=out[:whole].reshape(-1, rows, right.shape[1]))
    np.matmul(left[whole:], right, out=out[whole:])
    return out
