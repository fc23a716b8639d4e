"""The tagger: KazNERD-style tokens in, IOB2 tags out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from derek.errors import ModelError
from derek.tagging.features import BOUNDARY, SLOTS, slot_places
from derek.tagging.type_table import TypeTable
from derek.tagging.viterbi import best_paths, constrain
from derek.tagging.weights import PairTable, Weights, from_arrays

PROTOCOL = "derek-crf-1"
"""Changes whenever features, slots or the layout of the arrays change."""

ARRAYS, META = "weights.npz", "meta.json"
_BATCH = 4096
_CAPACITY = 32768
_LONGEST = 1024

Integers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.int32]


class Tagger:
    """A linear-chain tagger. The same sentence gets the same tags alone or in any batch; threads may share one."""

    def __init__(self, weights: Weights, meta: Mapping[str, object] | None = None, capacity: int = _CAPACITY) -> None:
        """`capacity`: how many word types are kept; beyond it the table starts anew (memory stays flat)."""
        self.meta = dict(meta or {})
        self.labels = weights.labels
        self._weights = weights
        self._transitions = constrain(weights.transitions)
        self._bias = weights.bias.astype(np.int32)
        self._capacity = max(capacity, 2 * _BATCH)
        self._types = TypeTable(weights, self._capacity)

    @classmethod
    def load(cls, folder: Path) -> Tagger:
        """The model of a folder (meta.json and weights.npz).

        Raises ModelError where a file is missing, the protocol is another one, or the hash does not match.
        """
        meta = _read_meta(folder)
        path = folder / ARRAYS
        if not path.is_file():
            raise ModelError(f"{path}: missing; reinstall derek or train the model again (derek train ner)")
        if hashlib.sha256(path.read_bytes()).hexdigest() != meta.get("sha256"):
            raise ModelError(f"{path}: does not match the sha256 of {META}; reinstall derek or train the model again")
        with np.load(path, allow_pickle=False) as arrays:
            return cls(from_arrays(arrays), meta)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """IOB2 tags, one for each token of each sentence. Sentences beyond 1,024 tokens are tagged piece by piece."""
        tags: list[list[str]] = [[] for _ in sentences]
        for numbers, pieces in _batches(sentences):
            for number, found in zip(numbers, self._tag_batch(pieces), strict=True):
                tags[number].extend(found)
        return tags

    def _tag_batch(self, pieces: Sequence[Sequence[str]]) -> Iterator[list[str]]:
        words, starts, lengths = _lay_out(pieces)
        rows, table = self._rows_of(words)
        emissions = self._emissions(rows, table)
        path = best_paths(emissions, self._transitions, starts, lengths).tolist()
        for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
            yield [self.labels[label] for label in path[start : start + length]]

    def _rows_of(self, words: Sequence[str]) -> tuple[Integers, TypeTable]:
        table = self._types
        rows = table.rows(words)
        if rows is None:
            table = self._types = TypeTable(self._weights, self._capacity)
            rows = table.rows(words)
        assert rows is not None, "a batch holds fewer types than the table"
        return rows, table

    def _emissions(self, rows: Integers, table: TypeTable) -> Scores:
        """[words, labels]: bias, the words seen through each slot, the known pairs."""
        lower, opens, closes = table.looks[rows].T
        edge = rows == 0
        flat = table.vectors.reshape(-1, len(self.labels))
        out = np.empty((len(rows), len(self.labels)), dtype=np.int32)
        out[:] = self._bias
        for number, (slot, places) in enumerate(slot_places(lower, opens, closes, edge).items()):
            _add_slot(out, flat, rows, places, number, slot)
        for pairs in self._weights.pairs:
            self._add_pairs(out, table, rows, pairs)
        return out

    def _add_pairs(self, out: Scores, table: TypeTable, rows: Integers, pairs: PairTable) -> None:
        if not len(pairs.keys):
            return
        atoms = table.pair_atoms[rows, _pair_column(pairs.kind)]
        size = len(self._weights.atom_ids) + 1
        wanted = atoms[:-1] * size + atoms[1:]
        near = np.searchsorted(pairs.keys, wanted)
        near[near == len(pairs.keys)] = 0
        hits = np.flatnonzero(pairs.keys[near] == wanted)
        target = hits + 1 if pairs.side == "left" else hits
        out[target] += self._weights.rows[pairs.rows[near[hits]]]


def _pair_column(kind: str) -> int:
    from derek.tagging.features import PAIRS

    return PAIRS.index(kind)


def _add_slot(out: Scores, flat: npt.NDArray[np.int16], rows: Integers, places: Integers, number: int, slot: str) -> None:
    """Adds the scores of the words that a slot shows; most places of a pointing slot show none."""
    if slot in ("0", "-1", "+1", "-2", "+2"):
        out += flat[rows[np.clip(places, 0, len(rows) - 1)] * len(SLOTS) + number]
    else:
        shown = np.flatnonzero(places >= 0)
        out[shown] += flat[rows[places[shown]] * len(SLOTS) + number]


def _lay_out(pieces: Sequence[Sequence[str]]) -> tuple[list[str], Integers, Integers]:
    """The words of a batch in one list, a boundary before each sentence and at the end; starts and lengths."""
    words, starts = [BOUNDARY], []
    for piece in pieces:
        starts.append(len(words))
        words.extend(word or BOUNDARY for word in piece)
        words.append(BOUNDARY)
    return words, np.array(starts, dtype=np.int64), np.array([len(piece) for piece in pieces], dtype=np.int64)


def _batches(sentences: Sequence[Sequence[str]]) -> Iterator[tuple[list[int], list[Sequence[str]]]]:
    """Sentence numbers and token lists, about 4,096 tokens a batch; long sentences in pieces, empty ones left out."""
    numbers: list[int] = []
    pieces: list[Sequence[str]] = []
    size = 0
    for number, sentence in enumerate(sentences):
        for begin in range(0, len(sentence), _LONGEST):
            piece = sentence[begin : begin + _LONGEST]
            if size and size + len(piece) > _BATCH:
                yield numbers, pieces
                numbers, pieces, size = [], [], 0
            numbers.append(number)
            pieces.append(piece)
            size += len(piece) + 1
    if pieces:
        yield numbers, pieces


def _read_meta(folder: Path) -> dict[str, object]:
    path = folder / META
    try:
        meta = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: no readable model here ({error}); reinstall derek or train one (derek train ner)") from error
    if not isinstance(meta, dict) or meta.get("protocol") != PROTOCOL:
        raise ModelError(f"{path}: not a model of protocol {PROTOCOL}; train it again with this version (derek train ner)")
    return meta
