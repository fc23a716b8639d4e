"""python-crfsuite, the library that learns linear chains; from its model to the tagger's arrays."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from derek.errors import ModelError
from derek.tagging.features import PAIRS, SLOTS
from derek.tagging.weights import PairTable, Weights
from derek.training.neural import Net
from derek.training.quantise import SCALE, to_network


def crfsuite() -> Any:
    """The library. Raises ModelError where it is not installed."""
    try:
        import pycrfsuite
    except ImportError as error:
        raise ModelError("training needs python-crfsuite; install it with: pip install 'derek[train]'") from error
    return pycrfsuite


@dataclasses.dataclass(frozen=True)
class LinearModel:
    """A linear chain: weights by (feature, label) and by (label, next label)."""

    state: Mapping[tuple[str, str], float]
    moves: Mapping[tuple[str, str], float]


def to_weights(
    linear: LinearModel,
    net: Net,
    labels: Sequence[str],
    atom_ids: Mapping[str, int],
    names: Mapping[str, str],
    share: float,
    frequent: Sequence[str] = (),
) -> Weights:
    """The tagger's arrays: the network's scores times `share` plus the linear model's times the rest.

    `atom_ids` are those that the network learned with; atoms that the linear model alone knows follow them.
    """
    rest = 1 - share
    rows_of = _dense(linear.state, labels, rest)
    atom_ids = dict(atom_ids)
    for atom in sorted(_atoms(rows_of) - set(atom_ids)):
        atom_ids[atom] = len(atom_ids) + 1
    features = sorted(name for name in rows_of if name != "bias")
    rows = np.zeros((len(features) + 1, len(labels)), dtype=np.int16)
    slot_rows = np.zeros((len(SLOTS), len(atom_ids) + 1), dtype=np.int32)
    pairs: dict[str, dict[int, tuple[int, int]]] = {kind: {} for kind in PAIRS}
    slots = list(SLOTS)
    for number, name in enumerate(features, start=1):
        rows[number] = rows_of[name]
        head, tail = name.split("|", 1)
        if head in SLOTS:
            slot_rows[slots.index(head), atom_ids[tail]] = number
        else:
            left, right = _pair(tail)
            found, key = pairs[left.split("=", 1)[0]], atom_ids[left] * (len(atom_ids) + 1) + atom_ids[right]
            before = found.get(key, (0, 0))
            found[key] = (number, before[1]) if head == "left" else (before[0], number)
    bias = rows_of.get("bias", np.zeros(len(labels))) + np.rint(net.weights["bias"] * share * SCALE)
    moves = _transitions(linear.moves, labels) * rest + net.weights["moves"] * share
    return Weights(
        tuple(labels),
        atom_ids,
        slot_rows,
        rows,
        tuple(_table(kind, found) for kind, found in pairs.items()),
        bias.astype(np.int64),
        np.rint(moves * SCALE).astype(np.int64),
        names,
        to_network(net, share),
        tuple(frequent),
    )


def _dense(state: Mapping[tuple[str, str], float], labels: Sequence[str], share: float) -> dict[str, np.ndarray]:
    """Feature → its scaled integer weights in label order; features that round to nothing are left out."""
    place = {label: number for number, label in enumerate(labels)}
    out: dict[str, np.ndarray] = {}
    for (name, label), weight in state.items():
        value = round(weight * share * SCALE)
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


def _table(kind: str, found: Mapping[int, tuple[int, int]]) -> PairTable:
    keys = sorted(found)
    rows = np.array([found[key] for key in keys], dtype=np.int64).reshape(-1, 2)
    return PairTable(kind, np.array(keys, dtype=np.int64), rows[:, 0].copy(), rows[:, 1].copy())


def _transitions(moves: Mapping[tuple[str, str], float], labels: Sequence[str]) -> np.ndarray:
    place = {label: number for number, label in enumerate(labels)}
    out = np.zeros((len(labels), len(labels)))
    for (source, target), weight in moves.items():
        out[place[source], place[target]] = weight
    return out
