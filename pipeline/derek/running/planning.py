"""Sources → a plan: identical copies joined, documents put in order and cut into chunks, chunks named by their content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from derek.readers.sources import Source
from derek.schema import Reject


class Record(NamedTuple):
    """One document to process: where it was read from first, and where its identical copies lie."""

    source: Source
    sha256: str
    also_at: tuple[str, ...]


class Chunk(NamedTuple):
    """Documents processed and written together; the name is a hash of them and of the versions that process them."""

    name: str
    records: tuple[Record, ...]


class Plan(NamedTuple):
    """Chunks in order, and the sources that could not even be read."""

    chunks: tuple[Chunk, ...]
    rejects: tuple[Reject, ...]


def plan(sources: Sequence[Source], versions: str, chunk_size: int) -> Plan:
    """Sources in a stable order → a plan; `versions` names code, models and knowledge."""
    names: dict[str, list[Source]] = {}
    rejects = []
    for source in sources:
        try:
            names.setdefault(hashlib.sha256(source.path.read_bytes()).hexdigest(), []).append(source)
        except OSError as error:
            message = f"cannot be read ({error.strerror}); check that the file is there and may be read"
            rejects.append(Reject(source=source.name, stage="read", error=type(error).__name__, message=message))
    records = [Record(group[0], sha, tuple(s.name for s in group[1:])) for sha, group in names.items()]
    return Plan(tuple(_chunks(records, versions, chunk_size)), tuple(rejects))


def _chunks(records: Sequence[Record], versions: str, size: int) -> Iterable[Chunk]:
    for start in range(0, len(records), size):
        group = tuple(records[start : start + size])
        yield Chunk(chunk_name(group, versions), group)


def chunk_name(records: Iterable[Record], versions: str) -> str:
    """16 hex digits over the documents (bytes, names, copies) and the versions: equal work has an equal name."""
    parts = [versions, *(f"{r.sha256}\t{r.source.name}\t{r.also_at}" for r in records)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
