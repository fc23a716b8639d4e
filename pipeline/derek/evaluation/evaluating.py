"""`evaluate`: derek, or the tables of a run, scored against a folder of gold documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from derek.errors import UsageError
from derek.evaluation.document_scores import Labels, score_chain, score_on_gold_input
from derek.evaluation.gold import SPLITS, GoldDocument, load_gold
from derek.evaluation.predicting import Prediction, Predictor
from derek.evaluation.run_tables import run_predictions
from derek.evaluation.scored import CHAIN, GOLD_INPUT, Evaluation, ScoredDocument

GOLD = Path("tests/gold")
"""Where the project's own gold lies, seen from its root."""


def evaluate(
    gold: Path = GOLD, *, run: Path | None = None, split: str | None = None, knowledge: Sequence[Path] = ()
) -> Evaluation:
    """Scores derek in chain and each layer on gold input; or the tables of `run`, in chain alone.

    `gold`: a folder of gold documents; `split`: dev or test alone; `knowledge`: folders of rows laid over the shipped
    ones. Raises GoldError for a drifting label, UsageError for an unknown split or a run of other documents.
    """
    if split not in (None, *SPLITS):
        raise UsageError(f"--split {split}: there are dev and test; leave it out for both")
    documents = load_gold(gold, split=split)
    scored = tuple(_from_run(run, documents.documents) if run else _from_derek(documents.documents, knowledge))
    return Evaluation(scored, documents.skipped, len(documents.documents) - len(scored), split)


def _from_derek(gold: Sequence[GoldDocument], knowledge: Sequence[Path]) -> Iterator[ScoredDocument]:
    predictor = Predictor(knowledge)
    for document in gold:
        found = predictor.in_chain(document)
        yield _scored(document, found, predictor.on_gold_input(document))


def _from_run(out: Path, gold: Sequence[GoldDocument]) -> Iterator[ScoredDocument]:
    found = run_predictions(out, gold)
    return (_scored(document, found[document.name]) for document in gold if document.name in found)


def _scored(gold: GoldDocument, found: Prediction, on_gold: Labels | None = None) -> ScoredDocument:
    rows = Labels(gold.entities, gold.quotes, gold.claims)
    scores = {CHAIN: score_chain(gold=rows, predicted=found.labels, lemmas=found.lemmas)}
    if on_gold is not None:
        scores[GOLD_INPUT] = score_on_gold_input(gold=rows, predicted=on_gold, lemmas=found.lemmas)
    return ScoredDocument(gold, scores, found.sentences)
