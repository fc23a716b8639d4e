"""The model's arrays: integer weights of features, and how they are laid out on disk.

Weights are integers (a float weight times the model's scale, rounded), so sums are exact: the tags do not depend on the
order of additions, hence neither on the batch nor on the processor.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from derek.tagging.features import KINDS, PAIRS, SLOTS, values
from derek.tagging.network import Network

Integers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.int16]
Arrays = Mapping[str, npt.NDArray[np.generic]]


_COLUMN = {kind: place for place, kind in enumerate(KINDS)}


@dataclasses.dataclass(frozen=True)
class PairTable:
    """Weights of neighbouring pairs of one kind: sorted keys (left atom × atoms + right atom) and their weight rows.

    `rows_right` count for the left word, whose right neighbour completes the pair; `rows_left` for the right word.
    """

    kind: str
    keys: Integers
    rows_left: Integers
    rows_right: Integers


@dataclasses.dataclass(frozen=True)
class Weights:
    """A linear-chain model: labels, atoms, one weight row per (slot, atom) and pair, bias, transitions.

    `rows` is [features + 1, labels] int16 with row 0 all zero; `slot_rows` is [slots, atoms + 1], the row of each atom
    in each slot, 0 for none; atom ids begin at 1, 0 stands for no atom.
    """

    labels: tuple[str, ...]
    atom_ids: dict[str, int]
    slot_rows: npt.NDArray[np.int32]
    rows: Scores
    pairs: tuple[PairTable, ...]
    bias: Integers
    transitions: Integers
    names: Mapping[str, str]
    network: Network
    frequent: tuple[str, ...] = ()
    """The most frequent words of the training data, whose scores are worth computing before the first sentence."""

    def atoms_of(self, words: Sequence[str]) -> Integers:
        """[words, kinds]: the atom ids of each word, 0 where it lacks a kind or training never saw the atom."""
        known = [self._ids_by_kind[kind].get for kind in KINDS]
        table = np.zeros((len(words), len(KINDS)), dtype=np.int64)
        for place, word in enumerate(words):
            for kind, value in values(word, self.names).items():
                column = _COLUMN[kind]
                if atom := known[column](value):
                    table[place, column] = atom
        return table

    @functools.cached_property
    def _ids_by_kind(self) -> dict[str, dict[str, int]]:
        """Of each kind what stands after «=» in an atom → its id."""
        found: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
        for atom, number in self.atom_ids.items():
            kind, _, value = atom.partition("=")
            found[kind][value] = number
        return found

    def vectors(self, atom_table: Integers) -> Scores:
        """[words, slots, labels]: each word's score for each label through each slot."""
        out = np.zeros((len(atom_table), len(SLOTS), len(self.labels)), dtype=np.int16)
        for place, kinds in enumerate(SLOTS.values()):
            for kind in kinds:
                rows = self.slot_rows[place][atom_table[:, _COLUMN[kind]]]
                shown = np.flatnonzero(rows)
                if len(shown):
                    out[shown, place] += self.rows[rows[shown]]
        return out

    def pair_kinds(self, atom_table: Integers) -> Integers:
        """[words, pair kinds]: the atom ids that pairs are looked up by."""
        return atom_table[:, [_COLUMN[kind] for kind in PAIRS]]


def to_arrays(weights: Weights) -> dict[str, npt.NDArray[np.generic]]:
    """The arrays that are written to disk; `from_arrays` reads them back."""
    slots, columns = np.nonzero(weights.slot_rows)
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "labels": _text(weights.labels),
        "atoms": _text(list(weights.atom_ids)),
        "slot_of_row": slots.astype(np.uint8),
        "atom_of_row": columns.astype(np.int32),
        "row_of_row": weights.slot_rows[slots, columns].astype(np.int32),
        "rows": np.ascontiguousarray(weights.rows.T),
        "bias": weights.bias,
        "transitions": weights.transitions,
        "names": _mapping(weights.names),
        "frequent": _text(weights.frequent),
    }
    for field in dataclasses.fields(Network):
        arrays[f"network_{field.name}"] = _small(np.asarray(getattr(weights.network, field.name)))
    for table in weights.pairs:
        arrays[f"pair_{table.kind}_keys"] = table.keys
        arrays[f"pair_{table.kind}_left"] = table.rows_left.astype(np.int32)
        arrays[f"pair_{table.kind}_right"] = table.rows_right.astype(np.int32)
    return arrays


def from_arrays(arrays: Arrays) -> Weights:
    """The model in memory. Raises KeyError for a missing array."""
    names = _lines(arrays["atoms"])
    slot_rows = np.zeros((len(SLOTS), len(names) + 1), dtype=np.int32)
    slot_rows[arrays["slot_of_row"], arrays["atom_of_row"]] = arrays["row_of_row"]
    return Weights(
        labels=tuple(_lines(arrays["labels"])),
        atom_ids={name: number for number, name in enumerate(names, start=1)},
        slot_rows=slot_rows,
        rows=np.ascontiguousarray(np.asarray(arrays["rows"], dtype=np.int16).T),
        pairs=tuple(_pair_table(arrays, kind) for kind in PAIRS),
        bias=np.asarray(arrays["bias"], dtype=np.int64),
        transitions=np.asarray(arrays["transitions"], dtype=np.int64),
        names=_dictionary(arrays["names"]),
        network=_network(arrays),
        frequent=tuple(_lines(arrays["frequent"])),
    )


def _pair_table(arrays: Arrays, kind: str) -> PairTable:
    keys, left, right = (
        np.asarray(arrays[f"pair_{kind}_{name}"], dtype=np.int64) for name in ("keys", "left", "right")
    )
    return PairTable(kind, keys, left, right)


def _network(arrays: Arrays) -> Network:
    """Integers come back as the float32 that the layers compute in, factors as plain floats."""

    def layer(name: str) -> npt.NDArray[np.float32]:
        return np.asarray(arrays[f"network_{name}"], dtype=np.float32)

    return Network(
        atoms=np.asarray(arrays["network_atoms"], dtype=np.int8),
        first=layer("first"),
        first_factor=float(layer("first_factor")),
        first_bias=np.asarray(arrays["network_first_bias"], dtype=np.int16),
        second=layer("second"),
        second_factor=float(layer("second_factor")),
        second_bias=layer("second_bias"),
        near=layer("near"),
        far=layer("far"),
        score_factor=float(layer("score_factor")),
    )


def _small(array: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    """A layer's integer weights as int16 on disk."""
    return array.astype(np.int16) if array.ndim and array.dtype == np.float32 else array


def _text(lines: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def _lines(array: npt.NDArray[np.generic]) -> list[str]:
    text = array.tobytes().decode()
    return text.split("\n") if text else []


def _mapping(pairs: Mapping[str, str]) -> npt.NDArray[np.uint8]:
    return _text([f"{key}\t{value}" for key, value in pairs.items()])


def _dictionary(array: npt.NDArray[np.generic]) -> dict[str, str]:
    return dict(line.split("\t", 1) for line in _lines(array))
