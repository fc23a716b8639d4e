"""Learns the tagger of parts of speech: python-crfsuite's linear chain over derek.text.word_features."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from derek.evaluation.conllu import TreebankSentence
from derek.text.word_features import EDGE, OFFSETS, START, WordFeatures
from derek.training.crf import crfsuite

SETTINGS = {"c1": 0.02, "c2": 0.7, "max_iterations": 150, "feature.possible_transitions": True}


class Chain(NamedTuple):
    """What was learned: tags, feature names, weights (features × tags), transitions (tag before × tag)."""

    tags: tuple[str, ...]
    rows: tuple[str, ...]
    weights: NDArray[np.float32]
    transitions: NDArray[np.float32]


def items(features: WordFeatures, sentence: TreebankSentence) -> list[list[str]]:
    """The features of each word of a sentence, those of its neighbours included."""
    keys = [word.form for word in sentence.words]
    keys[0] = START + keys[0] if keys[0][0].isupper() else keys[0]
    padded = [EDGE, EDGE, *keys, EDGE, EDGE]
    return [
        [name for offset in OFFSETS for name in features.at(padded[place + 2 + offset], offset)]
        for place in range(len(keys))
    ]


def learn_tagger(sentences: Sequence[TreebankSentence], lessons: Sequence[list[list[str]]]) -> Chain:
    """Sentences and the features of their words (`items`) → the chain. Raises ModelError without python-crfsuite."""
    trainer = crfsuite().Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for sentence, features in zip(sentences, lessons, strict=True):
        trainer.append(features, [word.upos for word in sentence.words])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "tagger.crfsuite")
        trainer.train(path)
        tagger = crfsuite().Tagger()
        tagger.open(path)
        info = tagger.info()
        chain = _chain(info)
        tagger.close()
    return chain


def _chain(info: object) -> Chain:
    states: dict[tuple[str, str], float] = info.state_features  # type: ignore[attr-defined]
    moves: dict[tuple[str, str], float] = info.transitions  # type: ignore[attr-defined]
    tags = tuple(sorted({tag for _, tag in states} | {tag for pair in moves for tag in pair}))
    rows = tuple(sorted({name for (name, _), weight in states.items() if abs(weight) > 5e-3}))
    tag_ids, row_ids = {t: i for i, t in enumerate(tags)}, {r: i for i, r in enumerate(rows)}
    weights = np.zeros((len(rows), len(tags)), dtype=np.float32)
    for (name, tag), weight in states.items():
        if name in row_ids:
            weights[row_ids[name], tag_ids[tag]] = weight
    transitions = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for (before, after), weight in moves.items():
        transitions[tag_ids[before], tag_ids[after]] = weight
    return Chain(tags, rows, weights, transitions)
