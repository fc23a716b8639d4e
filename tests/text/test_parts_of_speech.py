import itertools

import numpy as np

from derek.text.parts_of_speech import _viterbi


def test_the_best_path_is_found_for_sentences_of_any_length() -> None:
    random = np.random.default_rng(7)
    lengths = [1, 4, 3, 5]
    scores = random.normal(size=(4, 5, 3)).astype(np.float32)
    transitions = random.normal(size=(3, 3)).astype(np.float32)
    found = _viterbi(scores, transitions, np.array(lengths))
    for row, length in enumerate(lengths):
        best = max(
            itertools.product(range(3), repeat=length),
            key=lambda path: (
                sum(scores[row, place, tag] for place, tag in enumerate(path))
                + sum(transitions[a, b] for a, b in itertools.pairwise(path))
            ),
        )
        assert tuple(found[row]) == best
