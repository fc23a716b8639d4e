"""Parts of speech by a linear chain: a word's tag from the forms around it, decoded for a whole text at once.

The scores that a form gives to the tags at each offset are summed up when it is first met and kept; a text then costs
a few additions of vectors a word and one Viterbi pass over all its sentences together.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from derek.text.word_features import EDGE, OFFSETS, START, WordFeatures

Floats = NDArray[np.float32]

_CACHED = 3 << 12
_BATCH = 256
"""Pieces that are decoded together."""
_LONGEST = 256
"""Words of a sentence that are decoded together; a longer one is cut there, so that padding stays cheap."""


class PartTagger:
    """Decodes universal parts of speech."""

    def __init__(
        self, tags: Sequence[str], rows: Mapping[str, int], weights: Floats, transitions: Floats, features: WordFeatures
    ) -> None:
        """`rows`: feature name → its row of `weights` (features × tags); `transitions`: tag before × tag."""
        self.tags = tuple(tags)
        self._distances = [_Distance.of(distance, rows, weights) for distance in range(len(OFFSETS) // 2 + 1)]
        self._transitions = transitions
        self._features = features
        self._ids: dict[str, int] = {}
        self._table = np.zeros((1024, len(OFFSETS), len(self.tags)), dtype=np.float32)
        self._meet([EDGE])

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """Word forms of each sentence → their tags."""
        pieces = [list(s[at : at + _LONGEST]) for s in sentences for at in range(0, max(1, len(s)), _LONGEST)]
        keyed = [[_first_key(piece[0]), *piece[1:]] if piece else [] for piece in pieces]
        if len(self._ids) > _CACHED:
            self._keep({key for keys in keyed for key in keys})
        self._meet(dict.fromkeys(key for keys in keyed for key in keys if key not in self._ids))
        paths = iter(self._decode(keyed))
        return [[self.tags[t] for _ in range(0, max(1, len(s)), _LONGEST) for t in next(paths)] for s in sentences]

    def _decode(self, pieces: Sequence[Sequence[str]]) -> list[list[int]]:
        """Pieces of like length share a batch."""
        found: list[list[int]] = [[] for _ in pieces]
        order = sorted((i for i, piece in enumerate(pieces) if piece), key=lambda i: len(pieces[i]))
        for begin in range(0, len(order), _BATCH):
            batch = order[begin : begin + _BATCH]
            for index, path in zip(batch, self._batch([pieces[i] for i in batch]), strict=True):
                found[index] = path
        return found

    def _batch(self, pieces: Sequence[Sequence[str]]) -> list[list[int]]:
        width, known = max(map(len, pieces)), self._ids
        ids = np.zeros((len(pieces), width + 4), dtype=np.int64)
        for row, piece in enumerate(pieces):
            ids[row, 2 : 2 + len(piece)] = [known[key] for key in piece]
        scores = sum(self._table[ids[:, 2 + o : 2 + o + width], o + 2] for o in OFFSETS)
        lengths = np.array([len(piece) for piece in pieces])
        return _viterbi(np.asarray(scores), self._transitions, lengths)

    def _keep(self, wanted: Set[str]) -> None:
        """Lets go of all forms but those that are wanted now: the frequent ones are always among them."""
        kept = [EDGE, *(key for key in self._ids if key in wanted)]
        self._table = self._table[[self._ids[key] for key in kept]]
        self._ids = {key: number for number, key in enumerate(kept)}

    def _meet(self, fresh: Iterable[str]) -> None:
        """Sums up what forms not met before give to the tags at each offset, and keeps it."""
        keys = list(fresh)
        if not keys:
            return
        first = len(self._ids)
        self._ids.update((key, number) for number, key in enumerate(keys, first))
        if len(self._ids) > len(self._table):
            more = np.zeros((max(len(self._table), len(keys)), *self._table.shape[1:]), dtype=np.float32)
            self._table = np.concatenate([self._table, more])
        middle, here = len(OFFSETS) // 2, slice(first, first + len(keys))
        for number, (distance, names) in enumerate(
            zip(self._distances, zip(*map(self._features.of, keys), strict=True), strict=True)
        ):
            sums = distance.sums(names)
            # The word at an offset from the one in hand sees it from the other side.
            self._table[here, middle + number], self._table[here, middle - number] = sums[:, 0], sums[:, 1]


class _Distance(NamedTuple):
    """The weights of all features seen so many words away: [row, right of the word in hand or left of it, tags]."""

    rows: Mapping[str, int]
    weights: Floats

    @classmethod
    def of(cls, distance: int, rows: Mapping[str, int], weights: Floats) -> _Distance:
        """Takes the features «1|…» and «-1|…» of one distance out of all; row 0 is empty."""
        prefixes = f"{distance}|", f"{-distance}|"
        sides = [{n.removeprefix(p): row for n, row in rows.items() if n.startswith(p)} for p in prefixes]
        found = {name: number for number, name in enumerate(dict.fromkeys((*sides[0], *sides[1])), 1)}
        table = np.zeros((len(found) + 1, 2, weights.shape[1]), dtype=np.float32)
        for side, known in enumerate(sides):
            table[[found[name] for name in known], side] = weights[list(known.values())]
        return cls(found, table)

    def sums(self, names: Sequence[Sequence[str]]) -> Floats:
        """The sum of the weights of each form's features, added in their order."""
        row = self.rows.get
        found = [[0, *filter(None, map(row, each))] for each in names]
        starts = np.cumsum([0, *map(len, found[:-1])])
        return np.add.reduceat(self.weights[list(itertools.chain.from_iterable(found))], starts, axis=0)


def _first_key(form: str) -> str:
    return START + form if form[0].isupper() else form


def _viterbi(scores: Floats, transitions: Floats, lengths: NDArray[np.int64]) -> list[list[int]]:
    """Best tag paths: scores (sentences × words × tags), padded behind each sentence's length.

    Only the best scores go forward; which tag they came from is asked on the way back, of the best path alone.
    """
    count, width, _ = scores.shape
    best = np.empty((width, count, scores.shape[2]), dtype=np.float32)
    best[0] = scores[:, 0]
    into = np.ascontiguousarray(transitions.T)
    for step in range(1, width):
        (best[step - 1][:, None, :] + into).max(axis=2, out=best[step])
        best[step] += scores[:, step]
    paths = np.zeros((count, width), dtype=np.int64)
    last = lengths - 1
    rows = np.arange(count)
    tag = best[last, rows].argmax(axis=1)
    for step in range(width - 1, -1, -1):
        if step < width - 1:
            before = (best[step] + into[tag]).argmax(axis=1)
            tag = np.where(step < last, before, tag)
        paths[:, step] = tag
    return [path[:length] for path, length in zip(paths.tolist(), lengths.tolist(), strict=True)]
