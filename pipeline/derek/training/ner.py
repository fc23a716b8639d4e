"""The sequence model from KazNERD: `derek train ner --kaznerd DIR`. Needs the extra `train` (python-crfsuite)."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from derek.knowledge import Knowledge
from derek.tagging.features import BOUNDARY, atoms, describe
from derek.tagging.iob2 import TaggedSentence, read_iob2
from derek.tagging.model import Tagger
from derek.tagging.scoring import ClassScore, score_tags, sum_scores
from derek.tagging.viterbi import order_labels
from derek.tagging.weights import Weights
from derek.training.corpus import build_corpus, frequent_atoms, frequent_words
from derek.training.crf import LinearModel, crfsuite, to_weights
from derek.training.kaznerd import OFFICIAL, OFFICIAL_TEST, learnable_files
from derek.training.model_folder import write_model
from derek.training.names import name_lists
from derek.training.neural import Net, NetworkSettings


@dataclasses.dataclass(frozen=True)
class Settings:
    """What decides the model; the same settings, files and libraries give the same bytes."""

    seed: int = 7
    """Starts the network; groups of sentences whose number ends in seed modulo 10 are kept apart for the score."""
    iterations: int = 130
    c1: float = 0.05
    c2: float = 0.02
    share: float = 0.35
    """How much the network counts in the sum with the linear model."""
    network: NetworkSettings = dataclasses.field(default_factory=NetworkSettings)


@dataclasses.dataclass(frozen=True)
class Report:
    """What training reached: the score on sentences kept apart, and how much it was trained and scored on."""

    f1: float
    precision: float
    recall: float
    per_class: Mapping[str, ClassScore]
    scored_on: str
    kept_apart: int
    trained_on: int


def train(
    kaznerd: Path, out: Path, seed: int = 7, settings: Settings | None = None, knowledge: Knowledge | None = None
) -> Report:
    """Trains on a folder of KazNERD (the official files, or train.iob2) or on one IOB2 file; writes the model to `out`.

    Where the official test file is there, it is what the score is measured on and nothing learns from it. Otherwise a
    tenth of the sentences is kept apart, by group, so that the variants of one sentence stay on one side; the score
    comes from a model that never saw them, the model written learns from all.

    Raises ModelError without python-crfsuite or data, GoldError where a file is not IOB2.
    """
    settings = settings or Settings(seed=seed)
    known, apart, scored_on = read_kaznerd(kaznerd, settings.seed)
    names = name_lists(knowledge or Knowledge())
    weights = fit(known, names, settings)
    per_class = score_tags((s.tags for s in apart), Tagger(weights).tag([s.tokens for s in apart]))
    total = sum_scores(per_class.values())
    learned = known
    if scored_on != OFFICIAL_TEST:
        learned = known + apart
        weights = fit(learned, names, settings)
    report = Report(total.f1, total.precision, total.recall, per_class, scored_on, len(apart), len(learned))
    write_model(out, weights, report_card(report), dataclasses.asdict(settings))
    return report


def read_kaznerd(path: Path, seed: int) -> tuple[list[TaggedSentence], list[TaggedSentence], str]:
    """Sentences to learn from, sentences kept apart, and in words what those are."""
    files, test = learnable_files(path), path / OFFICIAL_TEST
    sentences = [sentence for file in files for sentence in read_iob2(file)]
    if files[0].name in OFFICIAL and test.is_file():
        return sentences, list(read_iob2(test)), OFFICIAL_TEST
    known, apart = cut(sentences, seed)
    return known, apart, f"groups whose number ends in {seed % 10}"


def cut(sentences: Sequence[TaggedSentence], seed: int) -> tuple[list[TaggedSentence], list[TaggedSentence]]:
    """(to learn from, kept apart): a tenth is kept apart, the variants of one sentence on one side."""
    known: list[TaggedSentence] = []
    apart: list[TaggedSentence] = []
    for sentence in sentences:
        (apart if _digit(sentence.group) == seed % 10 else known).append(sentence)
    return known, apart


def _digit(group: str) -> int:
    return int(group) % 10 if group.isdigit() else sum(group.encode()) % 10


def fit(sentences: Sequence[TaggedSentence], names: Mapping[str, str], settings: Settings) -> Weights:
    """The model of these sentences: a linear chain and a network, learned apart and added up."""
    labels = order_labels(sorted({tag[2:] for sentence in sentences for tag in sentence.tags if tag != "O"}))
    atom_ids = frequent_atoms(sentences, names)
    net = Net(len(atom_ids) + 1, len(labels), settings.network, settings.seed)
    net.fit(build_corpus(sentences, labels, atom_ids, names))
    return to_weights(
        fit_crf(sentences, names, settings), net, labels, atom_ids, names, settings.share, frequent_words(sentences)
    )


def fit_crf(sentences: Sequence[TaggedSentence], names: Mapping[str, str], settings: Settings) -> LinearModel:
    """The linear chain, by crfsuite; deterministic (L-BFGS, no random start)."""
    trainer = crfsuite().Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": settings.c1, "c2": settings.c2, "max_iterations": settings.iterations})
    kept: dict[str, dict[str, str]] = {BOUNDARY: atoms(BOUNDARY, names)}
    for sentence in sentences:
        kept.update((word, atoms(word, names)) for word in sentence.tokens if word not in kept)
        trainer.append(describe(sentence.tokens, kept.__getitem__), sentence.tags)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model.crf")
        trainer.train(path)
        tagger = crfsuite().Tagger()
        tagger.open(path)
        info = tagger.info()
    return LinearModel(dict(info.state_features), dict(info.transitions))


def report_card(report: Report) -> str:
    """The model's README: data, licence, scores, limits."""
    rows = "\n".join(
        f"| {name} | {score.gold} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} |"
        for name, score in sorted(report.per_class.items(), key=lambda item: -item[1].gold)
    )
    return CARD.format(report=report, rows=rows)


CARD = """# Named entities of Kazakh: a linear chain and a small network

**What it does.** Tags the tokens of Kazakh sentences with KazNERD's 25 entity classes (IOB2). Needs numpy and regex.

**Data.** KazNERD (Institute of Smart Systems and Artificial Intelligence, ISSAI, Nazarbayev University), CC BY 4.0:
sentences of television news. The weights are derived from it and carry the same licence (CC BY 4.0, attribution to
ISSAI); the licence of derek's code does not cover them. Membership in the name lists of models/knowledge and
models/ner/name_words.tsv is a feature; the words of those lists are inside the model.

**Trained on** {report.trained_on} sentences.

**Score** on {report.kept_apart} sentences kept apart ({report.scored_on}; the variants of one sentence stay on one
side), exact spans, micro: F1 {report.f1:.4f}, precision {report.precision:.4f}, recall {report.recall:.4f}. The score
comes from a model that saw none of them. Where the official test file is not at hand, the model written beside this
card then learned from all sentences, those kept apart included. Settings were chosen on the same cut, and the name
lists were gathered with the names of these data in view, so on other sentences expect somewhat less.

| class | gold | precision | recall | F1 |
|---|---|---|---|---|
{rows}

**Limits.** News speech, not press releases: long official names, lists and tables are rarer there. Classes with few
examples (ADAGE, CONTACT, EVENT, FACILITY, LAW, MISCELLANEOUS, NON_HUMAN) are weak. Each sentence is read by itself.

**Made by** `derek train ner --kaznerd DIR`. The same files, seed, library versions and machine give the same bytes.
"""
