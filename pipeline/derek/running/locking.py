"""One run a folder: a lock that the system lets go when the process ends, however it ends."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from derek.errors import RunError


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Holds the folder for this run. Raises RunError where another run holds it or the folder cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = FileLock(out / ".lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise RunError(f"{out}: another run is writing here; wait for it or choose another --out") from error
    except OSError as error:
        raise RunError(f"{out}: cannot be written ({error.strerror}); choose another --out") from error
    try:
        yield
    finally:
        lock.release()
