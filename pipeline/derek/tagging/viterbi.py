"""The best tag sequence under IOB2, for a batch of sentences at once.

Labels are ordered O, B-1 … B-n, I-1 … I-n. An I may follow the B and the I of its own class alone, so it has two
predecessors, every other label all of them. Scores are integers, so results are exact and do not depend on the batch.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.int32]

_NEVER = -(10**8)


def order_labels(classes: list[str]) -> list[str]:
    """O, then B- of every class, then I- of every class, in the given order."""
    return ["O", *(f"B-{name}" for name in classes), *(f"I-{name}" for name in classes)]


def constrain(transitions: npt.NDArray[np.generic]) -> Scores:
    """The transitions [from, to] with those that IOB2 forbids set out of reach."""
    size = len(transitions)
    begins, inner = 1 + (size - 1) // 2, np.arange(1 + (size - 1) // 2, size)
    bound = np.full((size, size), _NEVER, dtype=np.int32)
    bound[:, :begins] = transitions[:, :begins]
    for previous in (inner - (begins - 1), inner):
        bound[previous, inner] = transitions[previous, inner]
    return bound


def best_paths(emissions: Scores, transitions: Scores, starts: Integers, lengths: Integers) -> npt.NDArray[np.int16]:
    """The best label of every row of `emissions` [words, labels]; rows outside the sentences keep 0.

    `transitions` come from `constrain`; sentence k takes rows starts[k] to starts[k] + lengths[k].
    """
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    active = np.searchsorted(-lengths, -np.arange(lengths[0] if len(lengths) else 0), side="left")
    forward = _forward(emissions, transitions, starts, active)
    return _backward(forward, transitions, starts, lengths, len(emissions))


def _forward(emissions: Scores, transitions: Scores, starts: Integers, active: Integers) -> list[Scores]:
    """Per step the best score of each label, [sentences still running, labels], shifted so that the best is 0."""
    begins = 1 + (emissions.shape[1] - 1) // 2
    reach = int((transitions[:, :begins].max(axis=0) - transitions[:, :begins].min(axis=0)).max())
    alphas: list[Scores] = []
    for step, running in enumerate(active):
        alpha = emissions[starts[:running] + step]
        if step == 0:
            alpha[:, begins:] += _NEVER
        else:
            alpha += _reached(alphas[-1][:running], transitions, begins, reach)
        alpha -= alpha.max(axis=1, keepdims=True)
        alphas.append(alpha)
    return alphas


def _reached(alpha: Scores, transitions: Scores, begins: int, reach: int) -> Scores:
    """The best score with which each label is entered.

    A label that lies more than `reach` (the widest spread of transitions into one label) below its sentence's best
    cannot be the best way into any O or B-, so those few that lie nearer are all that is tried; this loses nothing.
    """
    out = np.empty_like(alpha)
    sentence, label = np.nonzero(alpha >= -reach)
    first = np.searchsorted(sentence, np.arange(len(alpha)))
    tried = transitions[label, :begins] + alpha[sentence, label][:, None]
    np.maximum.reduceat(tried, first, axis=0, out=out[:, :begins])
    inner = np.arange(begins, alpha.shape[1])
    begin = inner - (begins - 1)
    opened, kept = transitions[begin, inner], transitions[inner, inner]
    np.maximum(alpha[:, 1:begins] + opened, alpha[:, begins:] + kept, out=out[:, begins:])
    return out


def _backward(
    alphas: list[Scores], transitions: Scores, starts: Integers, lengths: Integers, size: int
) -> npt.NDArray[np.int16]:
    path = np.zeros(size, dtype=np.int16)
    label = np.zeros(len(starts), dtype=np.int64)
    into = np.ascontiguousarray(transitions.T)
    for step in range(len(alphas) - 1, -1, -1):
        running = len(alphas[step])
        going_on = len(alphas[step + 1]) if step + 1 < len(alphas) else 0
        label[:going_on] = (alphas[step][:going_on] + into[label[:going_on]]).argmax(axis=1)
        label[going_on:running] = alphas[step][going_on:].argmax(axis=1)
        path[starts[:running] + step] = label[:running]
    return path
