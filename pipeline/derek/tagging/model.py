"""The tagger: KazNERD-style tokens in, IOB2 tags out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from derek.errors import ModelError
from derek.tagging.features import BOUNDARY, OFFSETS, PAIRS, SLOTS, slot_places
from derek.tagging.type_table import TypeTable
from derek.tagging.viterbi import best_paths, constrain
from derek.tagging.weights import PairTable, Weights, from_arrays

PROTOCOL = "derek-ner-1"
"""Changes whenever features, slots or the layout of the arrays change."""

ARRAYS, META = "weights.npz", "meta.json"
_BATCH = 2048
_CAPACITY = 10240
_LONGEST = 1024

Integers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.int32]
Halves = npt.NDArray[np.int16]


class Tagger:
    """A linear-chain tagger. The same sentence gets the same tags alone or in any batch; threads may share one."""

    def __init__(self, weights: Weights, meta: Mapping[str, object] | None = None, capacity: int = _CAPACITY) -> None:
        """`capacity`: how many word types are kept; beyond it the table starts anew with the frequent words alone."""
        self.meta = dict(meta or {})
        self.labels = weights.labels
        self._weights = weights
        self._transitions = constrain(weights.transitions)
        self._bias = weights.bias.astype(np.int32)
        self._capacity = max(capacity, len(weights.frequent) + 2 * _BATCH)
        self._types = TypeTable(weights, self._capacity)

    @classmethod
    def load(cls, folder: Path, capacity: int = _CAPACITY) -> Tagger:
        """The model of a folder (meta.json and weights.npz); `capacity` as for the class.

        Raises ModelError where a file is missing, the protocol is another one, or the hash does not match.
        """
        meta = _read_meta(folder)
        path = folder / ARRAYS
        if not path.is_file():
            raise ModelError(f"{path}: missing; reinstall derek or train the model again (derek train ner)")
        if hashlib.sha256(path.read_bytes()).hexdigest() != meta.get("sha256"):
            raise ModelError(f"{path}: does not match the sha256 of {META}; reinstall derek or train the model again")
        with np.load(path, allow_pickle=False) as arrays:
            return cls(from_arrays(arrays), meta, capacity)

    def __reduce__(self) -> tuple[object, ...]:
        """Copies and worker processes get the weights, and fill a table of their own."""
        return Tagger, (self._weights, self.meta, self._capacity)

    @property
    def types_kept(self) -> int:
        """How many word types' scores are kept at present."""
        return len(self._types)

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
            table = self._types = table.renewed()
            rows = table.rows(words)
        assert rows is not None, "a batch holds fewer types than the table"
        return rows, table

    def _emissions(self, rows: Integers, table: TypeTable) -> Scores:
        """[words, labels]: bias, the words seen through each slot, the known pairs, the network."""
        lower, opens, closes = table.looks[rows].T
        edge = rows == 0
        linear = np.empty((len(rows), len(self.labels)), dtype=np.int32)
        linear[:] = self._bias
        received = np.zeros((len(rows), table.sent.shape[2]), dtype=np.int16)
        for number, (slot, places) in enumerate(slot_places(lower, opens, closes, edge).items()):
            at, seen = _shown(slot, rows, places)
            _add(linear, at, table.vectors.reshape(-1, linear.shape[1])[seen * len(SLOTS) + number])
            _add(received, at, table.sent.reshape(-1, received.shape[1])[seen * len(SLOTS) + number])
        for pairs in self._weights.pairs:
            self._add_pairs(linear, table, rows, pairs)
        return linear + self._weights.network.scores(received, edge)

    def _add_pairs(self, out: Scores, table: TypeTable, rows: Integers, pairs: PairTable) -> None:
        if not len(pairs.keys):
            return
        atoms = table.pair_atoms[rows, PAIRS.index(pairs.kind)]
        size = len(self._weights.atom_ids) + 1
        wanted = atoms[:-1] * size + atoms[1:]
        near = np.searchsorted(pairs.keys, wanted)
        near[near == len(pairs.keys)] = 0
        hits = np.flatnonzero(pairs.keys[near] == wanted)
        out[hits] += self._weights.rows[pairs.rows_right[near[hits]]]
        out[hits + 1] += self._weights.rows[pairs.rows_left[near[hits]]]


def _shown(slot: str, rows: Integers, places: Integers) -> tuple[Integers | slice, Integers]:
    """Where a slot shows a word, and the rows of those words; a slot at an offset shows one everywhere."""
    if slot in OFFSETS:
        return slice(None), rows[np.clip(places, 0, len(rows) - 1)]
    shown = np.flatnonzero(places >= 0)
    return shown, rows[places[shown]]


def _add(out: Scores | Halves, at: Integers | slice, values: Halves) -> None:
    out[at] += values


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
        raise ModelError(
            f"{path}: no readable model here ({error}); reinstall derek or train one (derek train ner)"
        ) from error
    if not isinstance(meta, dict) or meta.get("protocol") != PROTOCOL:
        raise ModelError(
            f"{path}: not a model of protocol {PROTOCOL}; train it again with this version (derek train ner)"
        )
    return meta
