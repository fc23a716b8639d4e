"""An evaluation for people: the summary, every measure, every difference, and what changed since a baseline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from derek.evaluation.baseline import LAYERS, Change, changes, document_points, layer_points
from derek.evaluation.bootstrap import f1_interval
from derek.evaluation.labels import Label
from derek.evaluation.layer_scores import Difference
from derek.evaluation.reporting import rule, sentence
from derek.evaluation.scored import CHAIN, GOLD_INPUT, Evaluation, ScoredDocument
from derek.evaluation.tallies import Tally

_WIDTH = 160
"""Columns that the widest table needs; a narrower window or a file would cut figures short."""


def render(
    evaluation: Evaluation, console: Console, *, errors: bool = False, baseline: dict[str, Any] | None = None
) -> None:
    """Prints the summary and every measure; with `errors` also each difference, with `baseline` what changed since.

    Raises UsageError where errors or changes are asked of the test split alone: of it only totals are ever shown.
    """
    if errors or baseline is not None:
        evaluation.require_dev()
    console.width = max(console.width, _WIDTH)
    _notices(evaluation, console)
    console.print(_summary(evaluation))
    for group in evaluation.groups:
        console.print(_measures(evaluation, group))
    if errors:
        _print_errors(evaluation, console)
    if baseline is not None:
        _print_changes(evaluation, baseline, console)


def _notices(evaluation: Evaluation, console: Console) -> None:
    if evaluation.skipped:
        where = "their releases are not at hand ($DEREK_SHARED)"
        console.print(f"[yellow]{evaluation.skipped} real documents skipped: {where}[/yellow]")
    if evaluation.unread:
        console.print(f"[yellow]{evaluation.unread} gold documents are not in this run and were not scored[/yellow]")


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    return table


def _summary(evaluation: Evaluation) -> Table:
    """Micro F1 of each layer with its 95% interval, one column a group."""
    counts = (f"{group} ({len(evaluation.of(group))})" for group in evaluation.groups)
    table = _table("\nMicro F1, with 95% intervals over documents", ("layer", *counts))
    for layer, (mode, measure) in LAYERS.items():
        cells = [_with_interval(evaluation, group, mode, measure) for group in evaluation.groups]
        if any(cells):
            table.add_row(layer, *cells)
    return table


def _with_interval(evaluation: Evaluation, group: str, mode: str, measure: str) -> str:
    tally = evaluation.tallies(group, mode).get(measure, Tally())
    if tally.empty:
        return ""
    return f"{_percent(tally.f1)} {_interval(evaluation, group, mode, measure)}"


def _interval(evaluation: Evaluation, group: str, mode: str, measure: str) -> str:
    low, high = f1_interval(documents=evaluation.by_document(group, mode, measure))
    return f"{_percent(low)}–{_percent(high)}"


def _measures(evaluation: Evaluation, group: str) -> Table:
    """Every measure of one group in chain; the last column is F1 of the same on gold input."""
    columns = ("measure", "P", "R", "F1", "95%", "right", "found", "gold", "F1 on gold input")
    table = _table(f"\n{group}", columns)
    on_gold = evaluation.tallies(group, GOLD_INPUT)
    layer = ""
    for measure, tally in evaluation.tallies(group, CHAIN).items():
        if tally.empty:
            continue
        if layer not in ("", _layer(measure)):
            table.add_row()
        layer = _layer(measure)
        ratios = (_percent(tally.precision), _percent(tally.recall), _percent(tally.f1))
        counts = (str(tally.right), str(tally.predicted), str(tally.gold))
        aside = _percent(on_gold[measure].f1) if measure in on_gold else ""
        table.add_row(measure, *ratios, _interval(evaluation, group, CHAIN, measure), *counts, aside)
    return table


def _layer(measure: str) -> str:
    return measure.replace(":", "/").replace("+", "/").split("/")[0]


def _percent(ratio: float) -> str:
    return f"{100 * ratio:.1f}"


def _print_errors(evaluation: Evaluation, console: Console) -> None:
    console.print("\n[bold]Differences in the dev documents, in chain[/bold]")
    for document in evaluation.shown:
        console.print(f"\n[bold]{document.gold.name}[/bold]")
        for layer, found in groupby(document.scores[CHAIN].differences, key=lambda d: d.layer):
            _print_layer(document, layer, tuple(found), console)


def _print_layer(document: ScoredDocument, layer: str, found: Sequence[Difference], console: Console) -> None:
    console.print(f"  [underline]{layer}[/underline] ({len(found)})")
    for difference in found:
        console.print(f"    {difference.outcome} at {difference.start}: {escape(sentence(document, difference))}")
        for name, label in (("gold", difference.gold), ("derek", difference.predicted)):
            if label is not None:
                why = f" [dim]({escape(rule(difference))})[/dim]" if name == "derek" else ""
                console.print(f"      {name:5} {escape(_shown(document, label, difference))}{why}")


def _shown(document: ScoredDocument, label: Label, difference: Difference) -> str:
    """The item's characters, then the columns that matter to the difference."""
    columns = difference.columns or _TELLING[difference.layer]
    values = ", ".join(f"{column}={label.get(column)}" for column in columns if label.decides(column))
    return f"«{_short(document.gold.text[label.start : label.end])}» {values}"


_TELLING = {
    "names": ("label", "canonical"),
    "references": ("mention", "canonical"),
    "quotes": ("kind", "speaker"),
    "claims": ("kind", "value", "unit"),
}


def _short(text: str, length: int = 160) -> str:
    flat = text.replace("\n", " ")
    return flat if len(flat) <= length else f"{flat[: length // 2]} … {flat[-length // 2 :]}"


def _print_changes(evaluation: Evaluation, baseline: dict[str, Any], console: Console) -> None:
    recorded = " ".join(baseline.get(key, "") for key in ("recorded", "reason"))
    console.print(f"\n[bold]Since the baseline[/bold] {escape(recorded)}")
    totals = changes(baseline["layers"], layer_points(evaluation))
    documents = changes(baseline["documents"], document_points(evaluation))
    if not totals and not documents:
        console.print("nothing changed")
    for title, found in (("Groups", totals), ("Dev documents", documents)):
        if found:
            console.print(_changes(title, found))


def _changes(title: str, found: Iterable[Change]) -> Table:
    table = _table(f"\n{title}", ("where", "layer", "before", "now", "gain"))
    for change in found:
        sides = ("" if side is None else f"{side:.1f}" for side in (change.before, change.now))
        table.add_row(change.where, change.layer, *sides, f"{change.gain:+.1f}")
    return table
