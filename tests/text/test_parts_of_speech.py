import itertools

import numpy as np
import pytest

from derek.knowledge import Knowledge
from derek.text import parts_of_speech
from derek.text.annotating import Annotator
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


def test_a_full_table_lets_go_of_what_is_not_wanted_and_tags_the_same(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["Мектеп ашылды.", "Астанада жаңа көпір салынып жатыр.", "Мектепте екі жүз оқушы оқиды.", "Көпір ашылды."]
    unbounded = Annotator(knowledge)
    wanted = [[word.pos for word in unbounded.page(text).words] for text in texts]
    monkeypatch.setattr(parts_of_speech, "_CACHED", 4)
    bounded = Annotator(knowledge)
    assert [[word.pos for word in bounded.page(text).words] for text in texts] == wanted
    assert len(bounded.tagger._ids) < len(unbounded.tagger._ids)
