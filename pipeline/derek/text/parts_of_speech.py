"""Parts of speech by a linear chain: a word's tag from the forms around it, decoded for a whole text at once.

The scores that a form gives to the tags at each offset are summed up when it is first met and kept; a text then costs
a few additions of vectors a word and one Viterbi pass over all its sentences together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from derek.text.word_features import EDGE, OFFSETS, START, WordFeatures

Floats = NDArray[np.float32]

_CACHED = 1 << 16
_LONGEST = 256
"""Words of a sentence that are decoded together; a longer one is cut there, so that padding stays cheap."""


class PartTagger:
    """Decodes universal parts of speech."""

    def __init__(
        self, tags: Sequence[str], rows: Mapping[str, int], weights: Floats, transitions: Floats, features: WordFeatures
    ) -> None:
        """`rows`: feature name → its row of `weights` (features × tags); `transitions`: tag before × tag."""
        self.tags = tuple(tags)
        self._rows = rows
        self._weights = weights
        self._transitions = transitions
        self._features = features
        self._clear()

    def _clear(self) -> None:
        self._ids: dict[str, int] = {}
        self._table = np.zeros((1024, len(OFFSETS), len(self.tags)), dtype=np.float32)
        self._id(EDGE)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """Word forms of each sentence → their tags."""
        if len(self._ids) > _CACHED:
            self._clear()
        pieces = [list(s[at : at + _LONGEST]) for s in sentences for at in range(0, max(1, len(s)), _LONGEST)]
        paths = iter(self._decode(pieces))
        return [[self.tags[t] for _ in range(0, max(1, len(s)), _LONGEST) for t in next(paths)] for s in sentences]

    def _decode(self, pieces: Sequence[Sequence[str]]) -> list[list[int]]:
        """Pieces of like length share a batch."""
        found: list[list[int]] = [[] for _ in pieces]
        order = sorted((i for i, piece in enumerate(pieces) if piece), key=lambda i: len(pieces[i]))
        for begin in range(0, len(order), 64):
            batch = order[begin : begin + 64]
            for index, path in zip(batch, self._batch([pieces[i] for i in batch]), strict=True):
                found[index] = path
        return found

    def _batch(self, pieces: Sequence[Sequence[str]]) -> list[list[int]]:
        width = max(map(len, pieces))
        ids = np.zeros((len(pieces), width + 4), dtype=np.int64)
        for row, piece in enumerate(pieces):
            ids[row, 2 : 2 + len(piece)] = self._identify(piece)
        scores = sum(self._table[ids[:, 2 + o : 2 + o + width], o + 2] for o in OFFSETS)
        lengths = np.array([len(piece) for piece in pieces])
        return _viterbi(np.asarray(scores), self._transitions, lengths)

    def _identify(self, piece: Sequence[str]) -> list[int]:
        known = self._ids
        first = START + piece[0] if piece[0][0].isupper() else piece[0]
        return [known[form] if form in known else self._id(form) for form in (first, *piece[1:])]

    def _id(self, key: str) -> int:
        number = self._ids.get(key)
        if number is None:
            number = self._ids[key] = len(self._ids)
            if number >= len(self._table):
                self._table = np.concatenate([self._table, np.zeros_like(self._table)])
            for place, offset in enumerate(OFFSETS):
                # The word at an offset from the one in hand sees it from the other side.
                rows = [self._rows[name] for name in self._features.at(key, offset) if name in self._rows]
                self._table[number, place] = self._weights[rows].sum(axis=0, dtype=np.float32)
        return number


def _viterbi(scores: Floats, transitions: Floats, lengths: NDArray[np.int64]) -> list[list[int]]:
    """Best tag paths: scores (sentences × words × tags), padded behind each sentence's length."""
    count, width, _ = scores.shape
    best = scores[:, 0].copy()
    back = np.zeros((width, count, scores.shape[2]), dtype=np.int8)
    for step in range(1, width):
        through = best[:, :, None] + transitions
        back[step] = through.argmax(axis=1)
        following = through.max(axis=1) + scores[:, step]
        best = np.where((step < lengths)[:, None], following, best)
    return [_trace(back[:, row], int(best[row].argmax()), int(lengths[row])) for row in range(count)]


def _trace(back: NDArray[np.int8], last: int, length: int) -> list[int]:
    path = [last]
    for step in range(length - 1, 0, -1):
        path.append(int(back[step, path[-1]]))
    return path[::-1]
