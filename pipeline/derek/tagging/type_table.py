"""Score vectors of word types, computed once a type and kept in a table of bounded size."""

from __future__ import annotations

import copy
import itertools
import threading
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from derek.tagging.features import BOUNDARY, PAIRS, SLOTS, looks
from derek.tagging.weights import Weights

Integers = npt.NDArray[np.int64]


class TypeTable:
    """Word type → row; rows are only ever added, so a reader needs no lock.

    Rows: the boundary at 0, the frequent words, then words as met.
    """

    def __init__(self, weights: Weights, capacity: int) -> None:
        """Room for `capacity` types; the memory is taken as rows fill."""
        self._weights = weights
        self._rows: dict[str, int] = {}
        self._lock = threading.Lock()
        self.capacity = capacity
        self.vectors = np.zeros((capacity, len(SLOTS), len(weights.labels)), dtype=np.int16)
        self.sent = np.zeros((capacity, len(SLOTS), weights.network.hidden), dtype=np.int16)
        self.pair_atoms = np.zeros((capacity, len(PAIRS)), dtype=np.int64)
        self.looks = np.zeros((capacity, 3), dtype=np.bool_)
        self._add([BOUNDARY, *weights.frequent])
        self._lasting = len(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def renewed(self) -> TypeTable:
        """A table with nothing but the lasting rows of this one: the boundary and the frequent words."""
        fresh = copy.copy(self)
        last = self._lasting
        fresh._lock = threading.Lock()
        with self._lock:
            fresh._rows = dict(itertools.islice(self._rows.items(), last))
        for name in ("vectors", "sent", "pair_atoms", "looks"):
            old = getattr(self, name)
            new = np.zeros_like(old)
            new[:last] = old[:last]
            setattr(fresh, name, new)
        return fresh

    def rows(self, words: Sequence[str]) -> Integers | None:
        """The row of each word, adding types not met before; None where the table has no room for them."""
        known = self._rows.get
        found = np.array([known(word, -1) for word in words], dtype=np.int64)
        unknown = np.flatnonzero(found < 0).tolist()
        if unknown:
            fresh = [words[place] for place in unknown]
            with self._lock:
                if not self._add(fresh):
                    return None
            found[unknown] = [self._rows[word] for word in fresh]
        return found

    def _add(self, words: Sequence[str]) -> bool:
        fresh = [word for word in dict.fromkeys(words) if word not in self._rows]
        first, last = len(self._rows), len(self._rows) + len(fresh)
        if last > self.capacity:
            return False
        table = self._weights.atoms_of(fresh)
        self.vectors[first:last] = self._weights.vectors(table)
        self.sent[first:last] = self._weights.network.vectors(table)
        self.pair_atoms[first:last] = self._weights.pair_kinds(table)
        self.looks[first:last] = [(False, False, False) if word == BOUNDARY else looks(word) for word in fresh]
        self._rows.update(zip(fresh, range(first, last), strict=True))
        return True
