"""The recorded scores: micro F1 a layer and dev document; what fell since; a new record with its reason."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from derek.errors import UsageError
from derek.evaluation.scored import CHAIN, GOLD_INPUT, MODES, Evaluation
from derek.evaluation.tallies import Tally

MARGIN = 1.0
"""Points of F1 that a layer may lose before the gate shuts."""

LAYERS: dict[str, tuple[str, str]] = {
    "names": (CHAIN, "names/exact"),
    "names LEADER+COUNTRY+CITY": (CHAIN, "names/exact/LEADER+COUNTRY+CITY"),
    "linking": (CHAIN, "linking"),
    "titles and pronouns": (CHAIN, "references/resolved"),
    "quotations": (CHAIN, "quotes"),
    "quotations with speaker": (CHAIN, "quotes+speaker"),
    "directives": (CHAIN, "quotes/directive"),
    "claims": (CHAIN, "claims/found"),
    "claims with value and unit": (CHAIN, "claims/value+unit"),
    "attributes of claims": (CHAIN, "claims/attributes"),
    "quotations on gold input": (GOLD_INPUT, "quotes"),
    "quotations with speaker on gold input": (GOLD_INPUT, "quotes+speaker"),
    "claims on gold input": (GOLD_INPUT, "claims/found"),
    "claims with value and unit on gold input": (GOLD_INPUT, "claims/value+unit"),
    "attributes of claims on gold input": (GOLD_INPUT, "claims/attributes"),
}
"""Layer as people read it → mode and measure: the summary's rows, and what the gate watches."""


def points(tally: Tally) -> float:
    """F1 in points, 0 to 100, to a tenth."""
    return round(100 * tally.f1, 1)


def layer_points(evaluation: Evaluation) -> dict[str, dict[str, float]]:
    """Group → layer → micro F1 in points, for the layers that have anything to score."""
    return {group: _layers({mode: evaluation.tallies(group, mode) for mode in MODES}) for group in evaluation.groups}


def document_points(evaluation: Evaluation) -> dict[str, dict[str, float]]:
    """Dev document → layer → F1 in points."""
    return {
        document.gold.name: _layers({mode: scores.tallies for mode, scores in document.scores.items()})
        for document in evaluation.shown
    }


def _layers(modes: Mapping[str, Mapping[str, Tally]]) -> dict[str, float]:
    found = {layer: modes.get(mode, {}).get(measure, Tally()) for layer, (mode, measure) in LAYERS.items()}
    return {layer: points(tally) for layer, tally in found.items() if not tally.empty}


@dataclasses.dataclass(frozen=True)
class Change:
    """One layer of one group or document: F1 before and now, in points; None where it was not scored."""

    where: str
    layer: str
    before: float | None
    now: float | None

    @property
    def gain(self) -> float:
        """Points gained; negative for a loss; 0 where one side is missing."""
        return 0.0 if self.before is None or self.now is None else round(self.now - self.before, 1)


@dataclasses.dataclass(frozen=True)
class Fall:
    """A layer of a group that lost more than the margin, and the dev documents in which it lost most."""

    change: Change
    documents: tuple[Change, ...]

    def __str__(self) -> str:
        """One line for a person, such as the gate's message."""
        c = self.change
        where = ", ".join(f"{d.where} {d.before:.1f} → {d.now:.1f}" for d in self.documents) or "no dev document"
        return f"{c.where}: {c.layer} F1 {c.before:.1f} → {c.now:.1f}; fell in {where}"


def read_baseline(path: Path) -> dict[str, Any]:
    """What `write_baseline` wrote, or an evaluation's JSON. Raises UsageError where the file is neither."""
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: no baseline here ({error}); record one with --update-baseline REASON") from error
    if not {"layers", "documents"} <= set(data):
        raise UsageError(f"{path}: no baseline (layers and documents); name baseline.json or an output of --json")
    return data


def write_baseline(path: Path, evaluation: Evaluation, *, reason: str, day: dt.date | None = None) -> None:
    """Records the evaluation as the new baseline, with the reason and the day (today).

    Raises UsageError without a reason, and where a part of the gold was not scored: it would go unguarded.
    """
    if not reason.strip():
        raise UsageError("--update-baseline needs a reason, as in --update-baseline 'claims: ranges with a colon'")
    if evaluation.split or evaluation.skipped or evaluation.unread:
        raise UsageError("--update-baseline covers all gold: run where the real releases lie; no --split, no --run")
    data = {
        "recorded": (day or dt.date.today()).isoformat(),
        "reason": reason.strip(),
        "layers": layer_points(evaluation),
        "documents": document_points(evaluation),
    }
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def changes(before: Mapping[str, Mapping[str, float]], now: Mapping[str, Mapping[str, float]]) -> list[Change]:
    """Every layer that differs, for the groups or documents that were scored now."""
    return list(_changes(before, now))


def _changes(before: Mapping[str, Mapping[str, float]], now: Mapping[str, Mapping[str, float]]) -> Iterator[Change]:
    for where, layers in now.items():
        old = before.get(where, {})
        for layer in LAYERS:
            if old.get(layer) != layers.get(layer):
                yield Change(where, layer, old.get(layer), layers.get(layer))


def falls(baseline: Mapping[str, Any], evaluation: Evaluation, *, margin: float = MARGIN) -> list[Fall]:
    """The layers that lost more than `margin` points of micro F1 in a group, each with the dev documents that fell."""
    groups = {document.gold.name: document.gold.group for document in evaluation.shown}
    fallen = [c for c in changes(baseline["documents"], document_points(evaluation)) if c.gain < 0]
    lost = (c for c in changes(baseline["layers"], layer_points(evaluation)) if c.gain < -margin)
    return [Fall(c, tuple(d for d in fallen if d.layer == c.layer and _kin(groups[d.where], c.where))) for c in lost]


def _kin(group: str, other: str) -> bool:
    """Whether both groups are of written documents, or both of real ones."""
    return group.split()[0] == other.split()[0]
