"""What all chunks of a run share."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from derek.readers.records import ReadOptions


class Job(NamedTuple):
    """What a worker needs to know beside the chunk; small and picklable."""

    out: Path
    tables: tuple[str, ...]
    versions: str
    options: ReadOptions
    models: Path | None
    knowledge: tuple[Path, ...]
    components: tuple[str, ...]
    time_limit: float | None
    """Seconds a document; None where the process may not be ended."""
