"""Loss and gradient of a linear chain, for a padded batch."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]


def chain_gradient(emissions: Floats, lengths: Integers, moves: Floats, gold: Integers) -> tuple[float, Floats, Floats]:
    """Negative log-likelihood of `gold` [batch, steps], its gradients by `emissions` and by `moves`.

    `emissions` is [batch, steps, labels], `moves` [from, to]. Steps beyond a sentence's length count for nothing.
    """
    alive = np.arange(emissions.shape[1])[None] < lengths[:, None]
    peak = emissions.max(axis=2, keepdims=True)
    local = np.exp(emissions - peak)
    forward, norms = _forward(local, np.exp(moves), alive)
    backward, by_moves = _backward(local, np.exp(moves), alive, forward, norms)
    by_emissions = np.ascontiguousarray(np.transpose(forward * backward, (1, 0, 2)))
    by_emissions /= np.maximum(by_emissions.sum(axis=2, keepdims=True), 1e-30)
    by_emissions *= alive[:, :, None]
    total = float(np.log(norms).sum() + (peak[:, :, 0] * alive).sum())
    return total - _subtract_gold(emissions, moves, gold, alive, by_emissions, by_moves), by_emissions, by_moves


def _forward(local: Floats, move: Floats, alive: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    batch, steps, size = local.shape
    forward = np.zeros((steps, batch, size), dtype=np.float32)
    norms = np.ones((steps, batch), dtype=np.float32)
    norms[0] = local[:, 0].sum(axis=1)
    forward[0] = local[:, 0] / norms[0][:, None]
    for step in range(1, steps):
        reached = (forward[step - 1] @ move) * local[:, step]
        norms[step] = np.where(alive[:, step], reached.sum(axis=1), 1)
        forward[step] = np.where(alive[:, step, None], reached / norms[step][:, None], forward[step - 1])
    return forward, norms


def _backward(
    local: Floats, move: Floats, alive: npt.NDArray[np.bool_], forward: Floats, norms: Floats
) -> tuple[Floats, Floats]:
    """The backward scores [steps, batch, labels], and how often each move is expected."""
    steps = len(forward)
    backward = np.ones_like(forward)
    expected = np.zeros_like(move)
    for step in range(steps - 2, -1, -1):
        going = local[:, step + 1] * backward[step + 1] / norms[step + 1][:, None]
        going *= alive[:, step + 1, None]
        expected += forward[step].T @ going
        backward[step] = np.where(alive[:, step + 1, None], going @ move.T, 1)
    return backward, expected * move


def _subtract_gold(
    emissions: Floats,
    moves: Floats,
    gold: Integers,
    alive: npt.NDArray[np.bool_],
    by_emissions: Floats,
    by_moves: Floats,
) -> float:
    """Takes the gold path from both gradients in place; returns its score."""
    sentence, step = np.nonzero(alive)
    label = gold[sentence, step]
    by_emissions[sentence, step, label] -= 1
    linked = alive[:, 1:]
    before, after = gold[:, :-1][linked], gold[:, 1:][linked]
    np.subtract.at(by_moves, (before, after), 1)
    return float(emissions[sentence, step, label].sum() + moves[before, after].sum())
