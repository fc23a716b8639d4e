"""One run a folder: a lock that the system lets go when the process ends, however it ends."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from derek.errors import RunError


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Holds the folder for this run. Raises RunError where another run holds it."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunError(f"{out}: another run is writing here; wait for it or choose another --out") from error
        yield
