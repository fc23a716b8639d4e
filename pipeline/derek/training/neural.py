"""Trains the tagger's small network in numpy: a few minutes on one core, the same bytes from the same seed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from derek.tagging.features import KINDS, SLOTS
from derek.training.chain import chain_gradient
from derek.training.corpus import Corpus

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

_HIDE = {"w": 0.5, "l": 0.4, "st": 0.3, "p5": 0.3, "s5": 0.3, "p4": 0.2, "s4": 0.2, "gz": 0.1}
"""How often an atom of a kind is hidden while learning (0.15 where nothing is said), before `hide`: so that the network
learns to do without the word itself."""


@dataclasses.dataclass(frozen=True)
class NetworkSettings:
    """Sizes and rates; see `Net`."""

    width: int = 80
    hidden: int = 128
    epochs: int = 14
    batch: int = 32
    rate: float = 0.002
    atom_rate: float = 0.05
    decay: float = 0.001
    drop: float = 0.5
    hide: float = 1.4


@dataclasses.dataclass
class _Pass:
    """What the way forward leaves for the way back."""

    atom_ids: Integers
    type_of: Integers
    live: npt.NDArray[np.bool_]
    inputs: Floats
    first_gate: Floats
    first: Floats
    window: Floats
    second_gate: Floats
    second: Floats


class Net:
    """Word = sum of its atoms' vectors; a rectified layer over the slots; one over three neighbours; a chain on top."""

    def __init__(self, atoms: int, labels: int, settings: NetworkSettings, seed: int) -> None:
        """`atoms` counts atom 0, which stands for none and stays zero."""
        self.settings = settings
        self.random = np.random.default_rng(seed)
        width, hidden = settings.width, settings.hidden
        self.atoms = self._normal((atoms, width), 0.1)
        self.atoms[0] = 0
        self.weights = {
            "first": self._normal((len(SLOTS) * width, hidden), 0.7 * (2 / (5 * width)) ** 0.5),
            "first_bias": np.zeros(hidden, dtype=np.float32),
            "second": self._normal((3 * hidden, hidden), (2 / (3 * hidden)) ** 0.5),
            "second_bias": np.zeros(hidden, dtype=np.float32),
            "near": self._normal((hidden, labels), 0.05),
            "far": self._normal((hidden, labels), 0.05),
            "bias": np.zeros(labels, dtype=np.float32),
            "moves": np.zeros((labels, labels), dtype=np.float32),
        }
        self._squares = np.full_like(self.atoms, 1e-4)
        self._mean = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self._spread = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self._steps = 0
        self._hide = np.minimum(0.8, settings.hide * np.array([_HIDE.get(kind, 0.15) for kind in KINDS]))

    def _normal(self, shape: tuple[int, ...], scale: float) -> Floats:
        return (self.random.standard_normal(shape) * scale).astype(np.float32)

    def fit(self, corpus: Corpus) -> None:
        """All epochs; the rate falls along a cosine."""
        for epoch in range(self.settings.epochs):
            slope = 0.03 + 0.97 * 0.5 * (1 + np.cos(np.pi * epoch / self.settings.epochs))
            for chosen in self._batches(corpus):
                self._step(corpus, chosen, slope)

    def _batches(self, corpus: Corpus) -> Iterator[Integers]:
        """Sentences of about one length together, in random order."""
        order = np.argsort(corpus.lengths + self.random.random(len(corpus.lengths)) * 3, kind="stable")
        cuts = np.arange(0, len(order), self.settings.batch)
        for begin in self.random.permutation(cuts):
            yield order[begin : begin + self.settings.batch]

    def _step(self, corpus: Corpus, chosen: Integers, slope: float) -> None:
        lengths = corpus.lengths[chosen]
        steps = np.arange(-1, int(lengths.max()) + 1)[None]
        spots = np.where(steps <= lengths[:, None], corpus.starts[chosen][:, None] + steps, 0)
        inside = (steps >= 0) & (steps < lengths[:, None])
        seen = self._forward(corpus, spots, inside)
        weights = self.weights
        emissions = seen.first[:, 1:-1] @ weights["near"] + seen.second @ weights["far"] + weights["bias"]
        _, by_emissions, by_moves = chain_gradient(emissions, lengths, weights["moves"], corpus.gold[spots[:, 1:-1]])
        scale = np.float32(1 / len(chosen))
        gradients = {"moves": by_moves * scale}
        by_words = self._backward(seen, by_emissions * scale, gradients)
        self._update_atoms(seen.atom_ids, by_words, slope)
        self._update(gradients, slope)

    def _gate(self, values: Floats) -> Floats:
        """Rectifier and dropout in one factor."""
        kept = self.random.random(values.shape, dtype=np.float32) >= self.settings.drop
        gate: Floats = ((values > 0) & kept).astype(np.float32)
        return gate / np.float32(1 - self.settings.drop)

    def _forward(self, corpus: Corpus, spots: Integers, inside: npt.NDArray[np.bool_]) -> _Pass:
        weights, flat = self.weights, spots.ravel()
        places = corpus.places[flat]
        live = (places >= 0) & (flat > 0)[:, None]
        types, type_of = np.unique(corpus.rows[np.clip(places, 0, len(corpus.rows) - 1)], return_inverse=True)
        type_of = type_of.reshape(places.shape)
        atom_ids = corpus.types[types]
        atom_ids = np.where(self.random.random(atom_ids.shape) >= self._hide, atom_ids, 0)
        words = self.atoms[atom_ids].sum(axis=1)
        inputs = (words[type_of] * live[:, :, None]).reshape(len(flat), -1)
        sums = inputs @ weights["first"] + weights["first_bias"]
        first_gate = self._gate(sums) * inside.reshape(-1, 1)
        first = (sums * first_gate).reshape(*spots.shape, -1)
        window = np.concatenate([first[:, :-2], first[:, 1:-1], first[:, 2:]], axis=2)
        higher = window @ weights["second"] + weights["second_bias"]
        second_gate = self._gate(higher)
        second = higher * second_gate
        return _Pass(atom_ids, type_of, live, inputs, first_gate, first, window, second_gate, second)

    def _backward(self, seen: _Pass, by_emissions: Floats, gradients: dict[str, Floats]) -> Floats:
        """Fills `gradients`; returns the gradient of each word type's vector."""
        weights, hidden = self.weights, self.settings.hidden
        flat = by_emissions.reshape(-1, by_emissions.shape[2])
        gradients["bias"] = flat.sum(axis=0)
        gradients["near"] = seen.first[:, 1:-1].reshape(-1, hidden).T @ flat
        gradients["far"] = seen.second.reshape(-1, hidden).T @ flat
        by_second = (by_emissions @ weights["far"].T) * seen.second_gate
        gradients["second_bias"] = by_second.reshape(-1, hidden).sum(axis=0)
        gradients["second"] = seen.window.reshape(-1, 3 * hidden).T @ by_second.reshape(-1, hidden)
        by_window = by_second @ weights["second"].T
        by_first = np.zeros_like(seen.first)
        by_first[:, 1:-1] = by_emissions @ weights["near"].T + by_window[:, :, hidden : 2 * hidden]
        by_first[:, :-2] += by_window[:, :, :hidden]
        by_first[:, 2:] += by_window[:, :, 2 * hidden :]
        by_sums = by_first.reshape(-1, hidden) * seen.first_gate
        gradients["first_bias"] = by_sums.sum(axis=0)
        gradients["first"] = seen.inputs.T @ by_sums
        by_inputs = (by_sums @ weights["first"].T).reshape(*seen.type_of.shape, -1) * seen.live[:, :, None]
        return _sum_by(seen.type_of.ravel(), by_inputs.reshape(seen.type_of.size, -1))[1]

    def _update_atoms(self, atom_ids: Integers, by_words: Floats, slope: float) -> None:
        """Adagrad on the atoms that the batch shows."""
        shown = np.flatnonzero(atom_ids.ravel())
        word = np.repeat(np.arange(len(atom_ids)), atom_ids.shape[1])[shown]
        rows, gradient = _sum_by(atom_ids.ravel()[shown], by_words, word)
        self._squares[rows] += gradient * gradient
        self.atoms[rows] -= self.settings.atom_rate * slope * gradient / np.sqrt(self._squares[rows])

    def _update(self, gradients: dict[str, Floats], slope: float) -> None:
        """Adam, with weight decay on the matrices of the layers."""
        self._steps += 1
        rate = self.settings.rate * slope
        for name, gradient in gradients.items():
            mean, spread, weight = self._mean[name], self._spread[name], self.weights[name]
            mean += 0.1 * (gradient - mean)
            spread += 0.001 * (gradient * gradient - spread)
            step = (mean / (1 - 0.9**self._steps)) / (np.sqrt(spread / (1 - 0.999**self._steps)) + 1e-8)
            weight -= (rate * step).astype(np.float32)
            if name in ("first", "second", "near", "far"):
                weight *= np.float32(1 - rate * self.settings.decay)


def _sum_by(keys: Integers, values: Floats, pick: Integers | None = None) -> tuple[Integers, Floats]:
    """The distinct keys in order, and for each the sum of its values (`values[pick]` where `pick` is given)."""
    order = np.argsort(keys, kind="stable")
    begins = np.flatnonzero(np.diff(keys[order], prepend=-1))
    return keys[order][begins], np.add.reduceat(values[order if pick is None else pick[order]], begins, axis=0)
