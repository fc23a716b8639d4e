"""What changed between two runs, for people and for machines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from derek.comparing.runs import KINDS, Change, RunDiff

_SIGNS = {"gone": "[red]-[/red]", "new": "[green]+[/green]", "altered": "[yellow]~[/yellow]"}
_LONGEST = 60
"""Characters of a value that are shown to people; JSON has all."""
_TELLING = {
    "documents": ("title",),
    "sentences": ("kind", "text"),
    "tokens": ("text", "lemma", "pos"),
    "entities": ("text", "label", "canonical", "id"),
    "quotes": ("text", "kind", "speaker"),
    "claims": ("text", "value", "unit", "metric"),
    "rejects": ("error", "message"),
}
"""Columns that tell a person which row it is."""


def show_diff(diff: RunDiff, console: Console, most: int | None) -> None:
    """Prints the counts by table, then document by document each change; at most `most` of them, None for all."""
    for line in _head(diff):
        console.print(line, highlight=False, soft_wrap=True)
    console.print(_counts(diff))
    shown = diff.changes if most is None else diff.changes[:most]
    for line in _lines(shown):
        console.print(line, highlight=False, soft_wrap=True)
    if len(shown) < len(diff.changes):
        more = len(diff.changes) - len(shown)
        console.print(f"… {more} more changes; --all prints them, --json has every value", soft_wrap=True)


def _head(diff: RunDiff) -> Iterator[str]:
    for sign, path, version in zip("-+", (diff.old, diff.new), diff.versions, strict=True):
        yield escape(f"{sign} {path}: {version}")
    if diff.not_compared:
        yield f"not compared: {', '.join(diff.not_compared)}"


def _counts(diff: RunDiff) -> Table:
    table = Table("table", box=None, pad_edge=False)
    for name in (*KINDS, "equal"):
        table.add_column(name, justify="right")
    for name, counts in diff.counts.items():
        table.add_row(name, *(str(counts[kind]) for kind in (*KINDS, "equal")))
    return table


def _lines(changes: Sequence[Change]) -> Iterator[str]:
    for source, of_document in groupby(changes, key=lambda change: change.source):
        yield f"\n[bold]{escape(source)}[/bold]"
        for table, of_table in groupby(of_document, key=lambda change: change.table):
            yield f"  {table}"
            for change in of_table:
                yield f"  {_SIGNS[change.kind]} {escape(_told(change))}"


def _told(change: Change) -> str:
    row = change.row
    where = f"{row['start_char']:>6}  " if "start_char" in row else ""
    what = where + ", ".join(_short(row[name]) for name in _TELLING[change.table] if row[name] is not None)
    altered = "; ".join(f"{name} {_short(old)} → {_short(new)}" for name, (old, new) in change.columns.items())
    return f"{what}: {altered}" if altered else what


def _short(value: Any) -> str:
    if value is None:
        return "null"
    text = f"{value:.15g}" if isinstance(value, float) else str(_plain(value)).replace("\n", " ")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def as_json(diff: RunDiff) -> dict[str, Any]:
    """Everything as JSON values; `columns` of an altered row maps a column to its old and its new value."""
    return {
        "old": {"out": str(diff.old), "versions": diff.versions[0]},
        "new": {"out": str(diff.new), "versions": diff.versions[1]},
        "counts": {name: dict(counts) for name, counts in diff.counts.items()},
        "not_compared": list(diff.not_compared),
        "changes": [_change(change) for change in diff.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    columns = {name: {"old": _plain(old), "new": _plain(new)} for name, (old, new) in change.columns.items()}
    return {**change._asdict(), "row": _plain(change.row), "columns": columns}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value
