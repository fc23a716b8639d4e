"""Chunks → staged chunks: in this process for a few documents, else by a crew; after a death it is tried again."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait

from derek.errors import RunError
from derek.running.crews import Crew, crew_of
from derek.running.jobs import Job
from derek.running.planning import Chunk
from derek.running.settings import RunSettings
from derek.running.staging import Staged

FEW = 16
"""Up to this many documents are processed in the run's own process: starting a worker takes longer than they do."""


def execute(chunks: Sequence[Chunk], job: Job, settings: RunSettings, *, after_death: bool) -> Iterator[Staged]:
    """Yields each chunk as it is finished, in any order.

    `after_death`: an earlier run has ended in the middle of a document, so that even a few go to a worker process.
    Raises RunError where chunks cannot be finished, OSError where the disk is full.
    """
    few = sum(len(chunk.items) for chunk in chunks) <= FEW
    if few and not after_death and not settings.scheduler:
        from derek.running.processing import process

        for chunk in chunks:
            yield process(job._replace(time_limit=None), chunk, True)
    elif chunks:
        with crew_of(job, settings.workers, settings.scheduler) as crew:
            yield from _Foreman(crew, chunks).run()


class _Foreman:
    """Hands chunks to a crew, a few at a time; those that were under way at a death go one by one."""

    def __init__(self, crew: Crew, chunks: Sequence[Chunk]) -> None:
        self._crew = crew
        self._waiting = deque(chunks)
        self._suspect: deque[Chunk] = deque()
        self._running: dict[Future[Staged], Chunk] = {}
        self._tries: Counter[str] = Counter()

    def run(self) -> Iterator[Staged]:
        while self._fill():
            done, _ = wait(self._running, timeout=1.0, return_when=FIRST_COMPLETED)
            if not done:
                self._crew.check()
            died = False
            for future in done:
                chunk = self._running.pop(future)
                error = future.exception()
                if error is None:
                    yield future.result()
                elif self._crew.is_death(error):
                    died = True
                    self._suspect.append(chunk)
                else:
                    raise error
            if died:
                yield from self._recover()

    def _fill(self) -> bool:
        """Submits what may be under way now; False when all is done."""
        if self._suspect:
            if not self._running:
                self._submit(self._suspect.popleft(), alone=True)
        else:
            while self._waiting and not self._suspect and len(self._running) < self._crew.width:
                self._submit(self._waiting.popleft(), alone=False)
        return bool(self._running)

    def _submit(self, chunk: Chunk, *, alone: bool) -> None:
        self._tries[chunk.name] += 1
        if self._tries[chunk.name] > 3 * len(chunk.items) + 3:
            name = chunk.items[0].entry.source
            raise RunError(f"workers die again and again near {name}; see whether memory is short, then run again")
        try:
            self._running[self._crew.submit(chunk, alone=alone)] = chunk
        except Exception as error:
            if not self._crew.is_death(error):
                raise
            self._refused(chunk)

    def _refused(self, chunk: Chunk) -> None:
        """A worker has died since the last look: the chunks that are under way will tell, if there are any."""
        if self._running:
            self._suspect.append(chunk)
        else:
            self._crew.renew()
            self._submit(chunk, alone=True)

    def _recover(self) -> Iterator[Staged]:
        """The rest of a broken pool: all that was under way is suspect, except what was just finished."""
        for future, chunk in self._running.items():
            if self._crew.is_death(future.exception() or Exception()):
                self._suspect.append(chunk)
            else:
                yield future.result()
        self._running.clear()
        self._crew.renew()
