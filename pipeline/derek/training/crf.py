"""From a crfsuite model to the tagger's arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from derek.tagging.features import PAIRS, SLOTS, Lexica
from derek.tagging.viterbi import order_labels
from derek.tagging.weights import PairTable, Weights

SCALE = 256
"""Integer units in a weight of one."""

Linear = dict[tuple[str, str], float]


def to_weights(state: Mapping[tuple[str, str], float], moves: Mapping[tuple[str, str], float], classes: Sequence[str], lexica: Lexica) -> Weights:
    """The arrays of a linear chain with weights `state` {(feature, label)} and `moves` {(from, to)}."""
    labels = order_labels(sorted(classes))
    rows_of = _dense(state, labels)
    atom_ids = {atom: number for number, atom in enumerate(sorted(_atoms(rows_of)), start=1)}
    names = sorted(name for name in rows_of if name != "bias")
    rows = np.zeros((len(names) + 1, len(labels)), dtype=np.int16)
    slot_rows = np.zeros((len(SLOTS), len(atom_ids) + 1), dtype=np.int32)
    pairs: dict[tuple[str, str], list[tuple[int, int]]] = {}
    slots = list(SLOTS)
    for number, name in enumerate(names, start=1):
        rows[number] = rows_of[name]
        head, rest = name.split("|", 1)
        if head in SLOTS:
            slot_rows[slots.index(head), atom_ids[rest]] = number
        else:
            left, right = _pair(rest)
            pairs.setdefault((head, left.split("=", 1)[0]), []).append((atom_ids[left] * (len(atom_ids) + 1) + atom_ids[right], number))
    tables = tuple(_table(side, kind, pairs.get((side, kind), [])) for side in ("left", "right") for kind in PAIRS)
    bias = rows_of.get("bias", np.zeros(len(labels))).astype(np.int64)
    return Weights(tuple(labels), atom_ids, slot_rows, rows, tables, bias, _transitions(moves, labels), lexica)


def _dense(state: Mapping[tuple[str, str], float], labels: Sequence[str]) -> dict[str, np.ndarray]:
    """Feature → its scaled integer weights in label order; features that round to nothing are left out."""
    place = {label: number for number, label in enumerate(labels)}
    out: dict[str, np.ndarray] = {}
    for (name, label), weight in state.items():
        value = round(weight * SCALE)
        if value:
            out.setdefault(name, np.zeros(len(labels), dtype=np.int16))[place[label]] = max(-32767, min(32767, value))
    return out


def _atoms(names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for name in names:
        head, bar, rest = name.partition("|")
        if bar:
            found.update([rest] if head in SLOTS else _pair(rest))
    return found


def _pair(rest: str) -> tuple[str, str]:
    """«st=нұр~st=сұлтан» → its two atoms."""
    kind = rest.split("=", 1)[0]
    left, _, right = rest.partition(f"~{kind}=")
    return left, f"{kind}={right}"


def _table(side: str, kind: str, found: list[tuple[int, int]]) -> PairTable:
    found = sorted(found)
    return PairTable(side, kind, np.array([key for key, _ in found], dtype=np.int64), np.array([row for _, row in found], dtype=np.int64))


def _transitions(moves: Mapping[tuple[str, str], float], labels: Sequence[str]) -> np.ndarray:
    place = {label: number for number, label in enumerate(labels)}
    out = np.zeros((len(labels), len(labels)), dtype=np.int64)
    for (source, target), weight in moves.items():
        out[place[source], place[target]] = round(weight * SCALE)
    return out
