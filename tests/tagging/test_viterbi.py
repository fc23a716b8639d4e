"""The best path against trying every path."""

import itertools

import numpy as np

from derek.tagging.viterbi import best_paths, constrain, order_labels

LABELS = order_labels(["A", "B"])


def _by_trial(emissions: np.ndarray, moves: np.ndarray) -> int:
    """The score of the best path that IOB2 allows."""
    best = -(10**9)
    for path in itertools.product(range(len(LABELS)), repeat=len(emissions)):
        pairs = list(itertools.pairwise((0, *path)))
        if any(LABELS[to][0] == "I" and LABELS[at][2:] != LABELS[to][2:] for at, to in pairs):
            continue
        best = max(best, _score(emissions, moves, list(path)))
    return best


def _score(emissions: np.ndarray, moves: np.ndarray, path: list[int]) -> int:
    steps = sum(int(moves[at, to]) for at, to in itertools.pairwise(path))
    return steps + sum(int(emissions[place, label]) for place, label in enumerate(path))


def test_best_paths_are_best_and_valid() -> None:
    random = np.random.default_rng(3)
    moves = random.integers(-90, 90, (5, 5))
    lengths = np.array([3, 1, 5, 4, 2])
    starts = np.array([1, 5, 7, 13, 18])
    emissions = random.integers(-100, 100, (21, 5)).astype(np.int32)
    found = best_paths(emissions, constrain(moves), starts, lengths)
    for start, length in zip(starts, lengths, strict=True):
        part, path = emissions[start : start + length], found[start : start + length].tolist()
        assert _score(part, moves, path) == _by_trial(part, moves)
        assert all(
            LABELS[to][0] != "I" or LABELS[at][2:] == LABELS[to][2:] for at, to in itertools.pairwise([0, *path])
        )


def test_no_sentences() -> None:
    none = np.array([], dtype=np.int64)
    assert len(best_paths(np.zeros((1, 5), dtype=np.int32), constrain(np.zeros((5, 5))), none, none)) == 1
