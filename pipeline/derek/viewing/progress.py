"""What a person sees while a run goes on and when it ends; and the same for machines."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from derek.running.batch import Progress as Report
from derek.running.batch import Summary

_MOST_TOLD = 20
"""Rejected documents that are told one by one; the others stand in the table."""


@contextlib.contextmanager
def progress_bar(quiet: bool) -> Iterator[Report]:
    """Yields the callback of a run; draws a bar with documents a second and time left on a terminal, else nothing."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal, transient=True) as bar:
        yield _Tasks(bar).report


class _Tasks:
    """One bar for each thing that is done, begun when it is first heard of."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._began: dict[str, tuple[TaskID, float, int]] = {}

    def report(self, what: str, done: int, total: int | None) -> None:
        """As the run calls it."""
        now = time.monotonic()
        if what not in self._began:
            self._began[what] = (self._bar.add_task(what, total=total, rate=""), now, done)
        task, began, at_first = self._began[what]
        rate = f"{(done - at_first) / (now - began):.0f} a second" if now - began > 1 else ""
        self._bar.update(task, completed=done, total=total, rate=rate)


def summary(done: Summary, out: Path, quiet: bool) -> None:
    """Prints newly rejected documents, then documents, rows by table, warnings by kind, and where the tables lie."""
    errors = Console(stderr=True)
    for reject in done.newly_rejected[:_MOST_TOLD]:
        errors.print(f"rejected {escape(reject.source)}: {escape(reject.message)}", soft_wrap=True, highlight=False)
    if len(done.newly_rejected) > _MOST_TOLD:
        more = len(done.newly_rejected) - _MOST_TOLD
        errors.print(f"rejected {more} more; see the table rejects", soft_wrap=True, highlight=False)
    if not quiet:
        console = Console()
        for line in _lines(done, out):
            console.print(escape(line), soft_wrap=True, highlight=False)


def _lines(done: Summary, out: Path) -> Iterator[str]:
    rate = f", {done.processed / done.seconds:.0f} a second" if done.processed and done.seconds > 1 else ""
    yield f"{done.processed} documents in {done.seconds:.1f} s{rate}; {done.documents} in the tables"
    yield "rows: " + ", ".join(f"{rows} {name}" for name, rows in done.rows.items() if name != "rejects" or rows)
    if done.warnings:
        yield "warnings: " + ", ".join(f"{kind} ({count})" for kind, count in done.warnings.items())
    yield f"tables in {out}/<table>/; load them with derek.tables({str(out)!r})"


def as_json(done: Summary, out: Path) -> str:
    """The same for machines: one JSON object on one line."""
    told: dict[str, Any] = {
        "out": str(out),
        "documents": done.documents,
        "processed": done.processed,
        "rows": done.rows,
        "warnings": done.warnings,
        "newly_rejected": [_plain(reject) for reject in done.newly_rejected],
        "rejected": len(done.rejects),
        "seconds": round(done.seconds, 3),
    }
    return json.dumps(told, ensure_ascii=False)


def _plain(reject: Any) -> dict[str, str | None]:
    return {name: getattr(reject, name) for name in ("source", "sha256", "stage", "error", "message")}
