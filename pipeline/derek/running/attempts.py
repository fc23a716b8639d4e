"""Which document a worker died on: a line written ahead of each document, and a clock that ends a worker that hangs.

A document can take its worker with it (memory, a fault in a library), or never come back from a C function, where no
Python signal reaches. So before a worker begins a document it says so in the chunk's log, and `faulthandler`'s clock,
which needs no Python to run, ends the process when the time is over. Who tries the chunk next reads what happened.
"""

from __future__ import annotations

import faulthandler
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from derek.errors import DerekError

_MOST_DEATHS = 2
"""One death can be an accident (somebody killed the worker); at the second the document is taken for the cause."""
_BYTES_A_SECOND = 20_000
"""What the time limit grows with: a tenth of the usual speed."""


class TimeLimitError(DerekError):
    """A document took longer than the time limit."""


class WorkerDiedError(DerekError):
    """A document ended the worker process that read it, twice."""


class Attempts:
    """The log of one chunk: what earlier attempts died of, and what this one is at."""

    def __init__(self, folder: Path, chunk: str, limit: float | None) -> None:
        """`limit`: seconds a document; None sets no clock (the process is not one that may be ended)."""
        self._log, self._trace = folder / f"{chunk}.log", folder / f"{chunk}.trace"
        self._limit = limit
        lines = self._log.read_text(encoding="ascii").split("\n")[:-1] if self._log.exists() else []
        if self._trace.exists() and self._trace.stat().st_size and lines and lines[-1].startswith("document "):
            lines.append("late" + lines[-1].removeprefix("document"))
            self._write(lines[-1])
        self._trace.unlink(missing_ok=True)
        self.careful = bool(lines)
        """Whether to go document by document: an earlier attempt at the whole chunk has not come to its end."""
        self._late = {int(line.split()[1]) for line in lines if line.startswith("late ")}
        self._deaths = Counter(_deaths(lines))

    def begin(self, *, alone: bool) -> None:
        """`alone`: no other chunk is at work in the process pool, so that a death is this chunk's own."""
        self._write("alone" if alone else "shared")

    def known(self, number: int) -> DerekError | None:
        """What earlier attempts say against a document: it took too long once, or ended its worker twice."""
        if number in self._late:
            return TimeLimitError("took longer than the time limit; raise --time-limit, or leave the document out")
        if self._deaths[number] >= _MOST_DEATHS:
            return WorkerDiedError(
                "ended its worker process twice (out of memory, or a fault in a library); "
                "give it more memory or leave the document out, and report it with the text"
            )
        return None

    @contextmanager
    def watched(self, what: str, size: int) -> Iterator[None]:
        """Says what is begun, and ends the process if it takes too long; `size` in bytes lengthens the limit."""
        self._write(what)
        if self._limit is None:
            yield
            return
        with self._trace.open("w") as trace:
            faulthandler.dump_traceback_later(self._limit + size / _BYTES_A_SECOND, exit=True, file=trace)
            try:
                yield
            finally:
                faulthandler.cancel_dump_traceback_later()

    def forget(self) -> None:
        """The chunk is done."""
        self._trace.unlink(missing_ok=True)
        self._log.unlink(missing_ok=True)

    def _write(self, line: str) -> None:
        with self._log.open("a", encoding="ascii") as log:
            log.write(line + "\n")


def _deaths(lines: list[str]) -> Iterator[int]:
    """The documents at which attempts ended that had the worker to themselves."""
    alone, at = False, None
    for line in [*lines, "shared"]:
        if line in {"alone", "shared"}:
            if alone and at is not None:
                yield at
            alone, at = line == "alone", None
        elif line.startswith("document "):
            at = int(line.split()[1])
        elif line.startswith("late "):
            at = None
