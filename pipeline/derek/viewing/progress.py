"""What a person sees while a run goes on and when it ends."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from derek.running.batch import Summary


@contextlib.contextmanager
def progress_bar(quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Yields the callback of a run; draws a bar where standard error is a terminal, else nothing."""
    console = Console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal, transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def summary(done: Summary, out: Path, quiet: bool) -> None:
    """Prints one line a rejected document, then documents, rows by table, seconds and where the tables lie."""
    errors = Console(stderr=True)
    for reject in done.rejects:
        errors.print(f"rejected {escape(reject.source)}: {escape(reject.message)}", soft_wrap=True)
    if quiet:
        return
    console = Console()
    counts = ", ".join(f"{rows} {name}" for name, rows in done.rows.items() if name != "rejects" or rows)
    console.print(f"{done.documents} documents in {done.seconds:.1f} s: {counts}", soft_wrap=True, highlight=False)
    console.print(f"tables in {out}/<table>/*.parquet; load them with derek.tables({str(out)!r})", soft_wrap=True)
