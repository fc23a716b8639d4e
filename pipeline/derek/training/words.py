"""Trains models/words: which split of a word is likeliest, parts of speech, lemmas; from UD Kazakh-KTB and plain text.

Of the treebank only the nine tenths enter that `derek.evaluation.conllu.learnable` gives. Equal inputs, seed and
library versions give equal bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from derek.errors import ModelError
from derek.evaluation.conllu import TreebankSentence, learnable, read_conllu
from derek.evaluation.words import describe_scores, score_treebank
from derek.knowledge import Knowledge
from derek.tagging.iob2 import read_iob2
from derek.text.annotating import Annotator
from derek.text.morphotactics import VERBAL
from derek.text.suffixes import Analyser
from derek.text.word_features import WordFeatures
from derek.text.word_model import ARRAYS, CARD, META, PROTOCOL, WordModel, empty_model, to_arrays
from derek.training.kaznerd import learnable_files
from derek.training.plain_text import FormCounts, count_forms
from derek.training.word_ranker import learn_ranker
from derek.training.word_tagger import items, learn_tagger

VERSION = "1.0.0"
FOLDS = 5
"""The tagger learns from analyses made by rankers that have not seen the sentence in hand: one for each fold."""


class Report(NamedTuple):
    """What training made, and how it scores on the sentences kept apart, a measure a line."""

    model: WordModel
    scores: tuple[str, ...]


def train(
    treebank: Path,
    out: Path,
    kaznerd: Path | None = None,
    seed: int = 1,
    *,
    texts: Sequence[Path] = (),
    knowledge: Knowledge | None = None,
) -> Report:
    """Learns from a treebank's nine tenths and writes `out` (weights.npz, meta.json, README.md).

    `kaznerd`: KazNERD's folder, or an IOB2 file of it, read as plain text; `texts`: files of plain text, a sentence or
    headline a line.
    Raises ModelError for a file that is not there or without python-crfsuite, GoldError for a treebank file that is
    not CoNLL-U or an IOB2 file that is not IOB2.
    """
    sentences = _treebank(treebank)
    tagged = learnable_files(kaznerd) if kaznerd else []
    lines = [*(line for path in tagged for line in _kaznerd_lines(path)), *(x for path in texts for x in _lines(path))]
    model = learn(sentences, count_forms(lines), knowledge or Knowledge(), seed)
    sources = [treebank.name, *(path.name for path in (*tagged, *texts))]
    scores = tuple(describe_scores(score_treebank(Annotator(knowledge or Knowledge(), model), treebank)))
    plain = [*(["KazNERD (CC BY 4.0, ISSAI)"] if tagged else []), *(path.name for path in texts)]
    _write(out, model, sources, seed, _card(plain, scores))
    return Report(model, scores)


def learn(sentences: Sequence[TreebankSentence], counts: FormCounts, knowledge: Knowledge, seed: int) -> WordModel:
    """Sentences to learn from, and counts of plain text → a model; nothing is read or written."""
    analyser = Analyser(knowledge, empty_model())
    forms = counts.forms()
    weights, evidence = learn_ranker(analyser, sentences, forms, seed)
    capitals = counts.capital_fifths()
    lessons: list[list[list[str]]] = [[] for _ in sentences]
    for fold in range(FOLDS):
        rest = [sentence for place, sentence in enumerate(sentences) if place % FOLDS != fold]
        fold_weights, fold_evidence = learn_ranker(analyser, rest, forms, seed, evidence.support)
        analyser.rank(fold_evidence, fold_weights)
        features = WordFeatures(analyser, capitals, {})
        for place in range(fold, len(sentences), FOLDS):
            lessons[place] = items(features, sentences[place])
    chain = learn_tagger(sentences, lessons)
    analyser.rank(evidence, weights)
    return WordModel(
        weights,
        evidence,
        _lemmas(analyser, sentences),
        capitals,
        {},
        chain.tags,
        {name: row for row, name in enumerate(chain.rows)},
        chain.weights.astype(np.float16).astype(np.float32),
        chain.transitions,
    )


def _treebank(path: Path) -> list[TreebankSentence]:
    if not path.is_file():
        raise ModelError(
            f"{path}: no such file; get UD Kazakh-KTB (github.com/UniversalDependencies/UD_Kazakh-KTB) and name its "
            "kk_ktb-ud-test.conllu, the larger of its two files"
        )
    sentences = learnable(read_conllu(path))
    if len(sentences) < FOLDS:
        raise ModelError(f"{path}: {len(sentences)} sentences to learn from; the tagger needs {FOLDS} and more")
    return sentences


def _lemmas(analyser: Analyser, sentences: Sequence[TreebankSentence]) -> dict[tuple[str, str], str]:
    """(form, tag) → its lemma in the treebank; left out where a listed stem contradicts it.

    For verbs the list always wins: the treebank cuts voices off that made other words («қатысты» → «қат»).
    """
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            if word.upos not in {"PUNCT", "SYM"}:
                counts[word.form.lower(), word.upos][word.lemma] += 1
    found = {}
    for (form, tag), lemmas in sorted(counts.items()):
        lemma, count = min(lemmas.items(), key=lambda item: (-item[1], item[0]))
        if not _contradicted(analyser, form, tag, lemma, count):
            found[form, tag] = lemma
    return found


def _contradicted(analyser: Analyser, form: str, tag: str, lemma: str, count: int) -> bool:
    split, share = analyser.best(form, tag)
    if split.stem == lemma.lower() or not analyser.stems.knows(split.stem, split.kind):
        return False
    if tag in {"VERB", "AUX"} and split.kind == VERBAL:
        return form not in analyser.stems.forms or analyser.stems.forms[form].lemma != lemma
    return count <= 2 and share >= 0.5 and not analyser.stems.parts(lemma.lower())


def _kaznerd_lines(path: Path) -> Iterator[str]:
    """The sentences of an IOB2 file as text."""
    return (" ".join(sentence.tokens) for sentence in read_iob2(path))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: cannot be read ({error}); name a file of plain text in UTF-8") from error


def _write(out: Path, model: WordModel, sources: Sequence[str], seed: int, card: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **to_arrays(model))  # type: ignore[arg-type]
    _put(out / ARRAYS, buffer.getvalue())
    _put(out / CARD, card.encode("utf-8"))
    meta = {
        "id": "kk-words",
        "version": VERSION,
        "protocol": PROTOCOL,
        "sha256": hashlib.sha256(buffer.getvalue()).hexdigest(),
        "licence": "CC-BY-SA-4.0",
        "needs": [],
        "learned_from": list(sources),
        "seed": seed,
    }
    _put(out / META, (json.dumps(meta, indent=2, ensure_ascii=False) + "\n").encode("utf-8"))


def _put(path: Path, data: bytes) -> None:
    staged = path.with_name(path.name + ".tmp")
    staged.write_bytes(data)
    staged.replace(path)


def _card(plain: Sequence[str], scores: Sequence[str]) -> str:
    texts = f", and,\nas plain text, from {' and '.join(plain)}" if plain else ""
    return _CARD.format(texts=texts) + "".join(f"    {line}\n" for line in scores)


_CARD = """# Words

Splits of Kazakh words into stem and suffixes, lemmas, and universal parts of speech.

Learned from nine tenths of UD Kazakh-KTB (CC BY-SA 4.0; the sentences at positions 0, 10, 20 … are kept apart){texts}.
These weights are therefore under CC BY-SA 4.0; the licence of derek's code does not cover them. `meta.json` names the
files and the seed.

`weights.npz` holds arrays only (no pickle): weights of the ranking of splits, counts of the treebank's stems, support
of stems by plain text, lemmas of the treebank's word forms, capitals, the chain of the tagger.
`derek.text.word_model` reads them, `derek.training.words` writes them, `derek.evaluation.words` scores them.

Scores on the sentences kept apart, by the CoNLL 2018 definition; «in chain» they are one running text:

"""
