"""Who does the work: worker processes of this machine, or the workers of the user's Dask cluster.

Both are `concurrent.futures` executors. Each worker imports this module as it starts, so it imports nothing heavy.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Protocol

from derek.errors import RunError, UsageError

if TYPE_CHECKING:
    from derek.running.jobs import Job
    from derek.running.planning import Chunk
    from derek.running.staging import Staged

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_NUM_THREADS")
_MOST_UNBORN = 3
_PATIENCE = "15s"
"""How long a scheduler may take to answer."""


class Crew(Protocol):
    """What the run needs of an executor."""

    width: int
    """How many chunks may be under way."""

    def submit(self, chunk: Chunk, *, alone: bool) -> Future[Staged]:
        """Begins a chunk."""
        ...

    def is_death(self, error: BaseException) -> bool:
        """Whether an error means that a worker died, so that the chunk may be tried again."""
        ...

    def renew(self) -> None:
        """Makes the crew whole after a death."""
        ...

    def check(self) -> None:
        """Raises RunError where nobody is left to wait for."""
        ...

    def stop(self) -> None:
        """Ends the work at once."""
        ...


def work(job: Job, chunk: Chunk, alone: bool) -> Staged:
    """What a worker is told to do; imports what is heavy only now."""
    from derek.running.processing import process

    return process(job, chunk, alone)


def _prepare() -> None:
    """First in a worker process: the parent alone heeds Ctrl-C; one thread; and an end when the parent has died."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(parent: int) -> None:
    """A killed parent cannot tell its workers; without this they would wait for ever."""
    wait([parent])
    os._exit(1)


class LocalCrew:
    """Worker processes on this machine, started anew (`spawn`), so that they share nothing."""

    def __init__(self, job: Job, workers: int) -> None:
        self._job, self._workers = job, workers
        self.width = workers + 1  # one waits, so that no worker does
        self._unborn = 0
        self._pool: ProcessPoolExecutor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, mp_context=spawn, initializer=_prepare)

    def submit(self, chunk: Chunk, *, alone: bool) -> Future[Staged]:
        """Begins a chunk."""
        return self._pool.submit(work, self._job, chunk, alone)

    def is_death(self, error: BaseException) -> bool:
        """A pool with a dead worker is broken as a whole."""
        from concurrent.futures import BrokenExecutor

        return isinstance(error, BrokenExecutor)

    def renew(self) -> None:
        """A new pool. Raises RunError where workers die again and again before they have begun."""
        begun = any((self._job.out / ".staging").glob("*.log"))
        self._unborn = 0 if begun else self._unborn + 1
        if self._unborn >= _MOST_UNBORN:
            raise RunError(
                "worker processes cannot start; see whether memory is short, "
                'and in a script call run() below `if __name__ == "__main__":`'
            )
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._start()

    def check(self) -> None:
        """A pool tells by itself."""

    def stop(self) -> None:
        """Ends the worker processes."""
        for process in list((self._pool._processes or {}).values()):
            with suppress(OSError, ValueError):
                process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)


class DaskCrew:
    """The workers of a Dask cluster; they must see the same folders and run the same versions."""

    def __init__(self, job: Job, address: str) -> None:
        """Raises UsageError without `distributed`, RunError where the cluster cannot be reached or does not fit."""
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError("--scheduler needs Dask; install it with `pip install 'derek[cluster]'`") from error
        try:
            connect: Any = Client
            self._client: Any = connect(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise RunError(f"--scheduler {address}: cannot be reached ({error}); check the address") from error
        self._job, self._address = job, address
        self._missing = 0
        self._executor: Executor = self._client.get_executor(pure=False)
        try:
            self.width = 2 * max(1, self._count())
            check_cluster(self._client, job)
        except BaseException:
            self._client.close()
            raise

    def _count(self) -> int:
        return len(self._client.ncores())

    def submit(self, chunk: Chunk, *, alone: bool) -> Future[Staged]:
        """Begins a chunk. A worker does one at a time, so every death is the chunk's own."""
        return self._executor.submit(work, self._job, chunk, True)

    def is_death(self, error: BaseException) -> bool:
        """Dask itself tries a lost task again, and gives up with KilledWorker."""
        return type(error).__name__ == "KilledWorker"

    def renew(self) -> None:
        """The cluster's nannies do it."""

    def check(self) -> None:
        """Raises RunError when no worker has been there for a minute."""
        self._missing = 0 if self._count() else self._missing + 1
        if self._missing > 60:
            raise RunError(f"--scheduler {self._address}: no workers are left; start some, then run again")

    def stop(self) -> None:
        """Leaves the cluster; what was submitted is cancelled."""
        self._executor.shutdown(wait=False)
        self._client.close()


def check_cluster(client: Any, job: Job) -> None:
    """Raises RunError where workers run other versions or do not see the output folder."""
    if not client.ncores():
        raise RunError("the scheduler has no workers; start some with `dask worker ADDRESS`")
    asked = (job.loading.models, job.loading.knowledge, job.loading.backends)
    token = job.out / ".staging" / f"{uuid.uuid4().hex}.token"
    token.write_text("seen", encoding="ascii")
    try:
        answers = client.run(_answer, str(token), *asked)
    except (ImportError, AttributeError) as error:
        raise RunError(f"the workers lack this derek ({error}); install the same version everywhere") from error
    finally:
        token.unlink()
    here = _answer(str(token), *asked)
    for address, (stamp, sees) in answers.items():
        if stamp != here[0]:
            raise RunError(f"worker {address} runs {stamp}, this is {here[0]}; install the same versions everywhere")
        if not sees:
            raise RunError(f"worker {address} does not see {job.out}; choose an --out on a file system that all share")


def _answer(token: str, models: Any, knowledge: Any, backends: Any) -> tuple[str, bool]:
    from pathlib import Path

    import numpy
    import pyarrow
    import regex

    from derek.knowledge import Knowledge
    from derek.running.versioning import code_and_knowledge

    python = ".".join(map(str, sys.version_info[:2]))
    libraries = f"Python {python}, numpy {numpy.__version__}, pyarrow {pyarrow.__version__}, regex {regex.__version__}"
    libraries += "".join(f", {name} {stamp}" for name, stamp in backends.prepare().items())
    return f"{code_and_knowledge(Knowledge(models, knowledge))}, {libraries}", Path(token).exists()


@contextmanager
def crew_of(job: Job, workers: int, scheduler: str | None) -> Iterator[Crew]:
    """The crew that the settings name; ended when the work is, or when anything goes wrong."""
    crew: Crew = DaskCrew(job, scheduler) if scheduler else LocalCrew(job, workers)
    try:
        yield crew
    finally:
        crew.stop()
