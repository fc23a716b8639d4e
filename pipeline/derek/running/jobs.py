"""What all chunks of a run share."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from derek.backends.choice import Backends
from derek.readers.records import ReadOptions


class Loading(NamedTuple):
    """What a worker loads, once for all runs that need the same."""

    versions: str
    options: ReadOptions
    models: Path | None
    knowledge: tuple[Path, ...]
    components: tuple[str, ...]
    backends: Backends


class Job(NamedTuple):
    """What a worker needs to know beside the chunk; small and picklable."""

    out: Path
    tables: tuple[str, ...]
    loading: Loading
    time_limit: float | None
    """Seconds a document; None where the process may not be ended."""
