"""An evaluation for machines: every measure of every group, and what may be shown of single documents."""

from __future__ import annotations

from typing import Any

from derek.evaluation.baseline import document_points, layer_points
from derek.evaluation.bootstrap import f1_interval
from derek.evaluation.labels import Label
from derek.evaluation.layer_scores import Difference
from derek.evaluation.scored import MODES, Evaluation, ScoredDocument
from derek.evaluation.tallies import Tally


def as_json(evaluation: Evaluation, *, errors: bool = False) -> dict[str, Any]:
    """`layers` and `documents` as a baseline holds them (F1 in points), `measures` with counts and ratios 0 to 1.

    `errors` adds every difference in the dev documents; raises UsageError where the test split alone was scored.
    """
    if errors:
        evaluation.require_dev()
    groups = evaluation.groups
    report = {
        "layers": layer_points(evaluation),
        "documents": document_points(evaluation),
        "measures": {group: {mode: _measures(evaluation, group, mode) for mode in MODES} for group in groups},
        "counts": {group: len(evaluation.of(group)) for group in groups},
        "skipped": evaluation.skipped,
        "unread": evaluation.unread,
    }
    return {**report, "errors": _errors(evaluation)} if errors else report


def _measures(evaluation: Evaluation, group: str, mode: str) -> dict[str, Any]:
    sums = evaluation.tallies(group, mode)
    return {
        measure: _ratios(tally, evaluation.by_document(group, mode, measure))
        for measure, tally in sums.items()
        if not tally.empty
    }


def _ratios(tally: Tally, documents: list[Tally]) -> dict[str, Any]:
    low, high = f1_interval(documents=documents)
    return {
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "f1_interval": [round(low, 4), round(high, 4)],
        "right": tally.right,
        "predicted": tally.predicted,
        "gold": tally.gold,
    }


def _errors(evaluation: Evaluation) -> list[dict[str, Any]]:
    return [
        {"document": document.gold.name, "mode": mode, **_difference(document, difference)}
        for document in evaluation.shown
        for mode, scores in document.scores.items()
        for difference in scores.differences
    ]


def _difference(document: ScoredDocument, difference: Difference) -> dict[str, Any]:
    return {
        "layer": difference.layer,
        "outcome": difference.outcome,
        "columns": difference.columns,
        "rule": rule(difference),
        "sentence": sentence(document, difference),
        "gold": _label(difference.gold),
        "predicted": _label(difference.predicted),
    }


def _label(label: Label | None) -> dict[str, Any] | None:
    return None if label is None else dict(label.columns)


def rule(difference: Difference) -> str:
    """The rule that made the prediction; empty for a plain miss."""
    return difference.predicted.get("rule") or "" if difference.predicted else ""


def sentence(document: ScoredDocument, difference: Difference) -> str:
    """The sentence in which it begins; the line, where derek cut no sentences."""
    text, at = document.gold.text, difference.start
    start, end = next(
        ((start, end) for start, end in document.sentences if start <= at < end),
        (text.rfind("\n", 0, at) + 1, (text.find("\n", at) + 1 or len(text) + 1) - 1),
    )
    return text[start:end].strip()
