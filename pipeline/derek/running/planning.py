"""Inputs → a plan: identical copies joined, documents put in order, compared with what is done, cut into chunks.

Everything here is a function of the inputs and the manifest alone, so that a killed run, started again, plans the same.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import regex

from derek.errors import ReadError
from derek.readers.records import Record, Unreadable
from derek.readers.sources import find_records
from derek.running.manifest import Entry, Manifest, Part, Rejected
from derek.running.settings import RunSettings

_MOST_DOCUMENTS = 128
"""Documents a chunk: enough for the sequence model to work in large batches, few enough to lose little."""
_MOST_BYTES = 2**20
"""Bytes a chunk, unless one document alone is larger: keeps memory flat."""
_CUT = 64
"""A chunk also ends behind a document whose hash is a multiple of this. So a document more changes its own chunk alone,
and the chunks that a killed run has finished are of use to a rerun over other inputs."""


class Item(NamedTuple):
    """One document to process: where its bytes are, and how it is known."""

    record: Record
    entry: Entry
    size: int


class Chunk(NamedTuple):
    """Documents processed together; the name is a hash of them and of the versions that process them."""

    name: str
    items: tuple[Item, ...]


class Found(NamedTuple):
    """The inputs: documents in order, each once, and what could not be read."""

    items: tuple[Item, ...]
    unreadable: tuple[Rejected, ...]

    @property
    def names(self) -> frozenset[str]:
        """Every name that a document has."""
        return frozenset(name for item in self.items for name in (item.entry.source, *item.entry.also_at))


class Plan(NamedTuple):
    """What to process, and what of the tables stays: (part as it stands, what shall stand in its place)."""

    chunks: tuple[Chunk, ...]
    parts: tuple[tuple[Part, Part], ...]
    rejected: tuple[Rejected, ...]


def natural(name: str) -> tuple[tuple[str, int], ...]:
    """The order of names: numbers count as numbers, «a.jsonl#9» before «a.jsonl#10»."""
    pieces = regex.split(r"(\d+)", name)
    return tuple((text, int(digits)) for text, digits in zip(pieces[::2], [*pieces[1::2], "0"], strict=True))


def look(settings: RunSettings, spool: Path, versions: str, progress: Callable[[int], None]) -> Found:
    """Reads every document of the inputs once, for its hash. Raises UsageError for an input that does not exist."""
    options = dataclasses.replace(settings.read_options, spool=spool)
    out = settings.out.resolve()
    by_hash: dict[str, list[tuple[str, Record, int]]] = {}
    unreadable = []
    for number, record in enumerate(find_records(_absolute(settings.inputs), options)):
        if isinstance(record, Unreadable):
            unreadable.append(Rejected(record.name, None, (), "read", record.error, record.message, versions))
        elif not record.path.is_relative_to(out) or record.path.is_relative_to(spool):
            _add(by_hash, unreadable, record, versions)
        progress(number + 1)
    items = sorted((_item(sha, group) for sha, group in by_hash.items()), key=lambda i: natural(i.entry.source))
    return Found(tuple(items), tuple(sorted(unreadable, key=lambda r: natural(r.source))))


def _add(
    by_hash: dict[str, list[tuple[str, Record, int]]], unreadable: list[Rejected], record: Record, versions: str
) -> None:
    try:
        data = record.read()
    except ReadError as error:
        unreadable.append(Rejected(record.name, None, (), "read", type(error).__name__, str(error), versions))
        return
    by_hash.setdefault(hashlib.sha256(data).hexdigest(), []).append((record.name, record, len(data)))


def _item(sha: str, group: list[tuple[str, Record, int]]) -> Item:
    (name, record, size), *copies = sorted(group, key=lambda each: natural(each[0]))
    return Item(record, Entry(sha, name, tuple(copy[0] for copy in copies)), size)


def plan(found: Found, before: Manifest, settings: RunSettings, versions: str) -> Plan:
    """What is new or changed is processed; what is done and equal stays; what is gone stays unless pruned."""
    enough = set(settings.tables) <= set(before.tables) and not settings.force
    kept = {e.sha256 for p in before.parts if enough and p.versions == versions for e in p.documents}
    kept |= {r.sha256 for r in before.rejected if r.sha256 and r.versions == versions and not settings.force}
    comparison = _Comparison(found, kept, settings.prune)
    chunks = cut([item for item in found.items if item.entry.sha256 not in kept], versions)
    parts = [(part, comparison.part(part)) for part in before.parts]
    rejected = [comparison.rejected(r) for r in before.rejected if comparison.stays(r.sha256, (r.source, *r.also_at))]
    return Plan(
        tuple(chunks),
        tuple((old, new) for old, new in parts if new.documents),
        tuple(sorted([*rejected, *found.unreadable], key=lambda r: natural(r.source))),
    )


class _Comparison:
    """Documents of an earlier run against those of this one."""

    def __init__(self, found: Found, kept: set[str], prune: bool) -> None:
        self._now = {item.entry.sha256: item.entry for item in found.items}
        self._kept, self._prune = kept, prune
        self._names = found.names
        self._blocked = frozenset(rejected.source for rejected in found.unreadable)

    def part(self, part: Part) -> Part:
        stay = (d for d in part.documents if self.stays(d.sha256, (d.source, *d.also_at)))
        return part._replace(documents=tuple(self._now.get(d.sha256, d) for d in stay))

    def rejected(self, rejected: Rejected) -> Rejected:
        now = self._now.get(rejected.sha256 or "")
        return rejected._replace(source=now.source, also_at=now.also_at) if now else rejected

    def stays(self, sha256: str | None, names: Iterable[str]) -> bool:
        """In the inputs: unless it is processed anew. Gone from them: unless pruned, or others have all its names."""
        if sha256 in self._now:
            return sha256 in self._kept
        if sha256 is None and any(name in self._blocked for name in names):
            return False  # told anew by this run
        if all(name in self._names for name in names):
            return False  # changed: its names are another document's
        return not self._prune or any(self._is_blocked(name) for name in names)

    def _is_blocked(self, name: str) -> bool:
        """Whether it, or the container that it lies in, could not be read now: that is not gone."""
        return bool({name, name.split("#", 1)[0]} & self._blocked)


def cut(items: Sequence[Item], versions: str) -> Iterator[Chunk]:
    """Documents in order → chunks (see `_CUT`)."""
    group: list[Item] = []
    size = 0
    for item in items:
        group.append(item)
        size += item.size
        if len(group) >= _MOST_DOCUMENTS or size >= _MOST_BYTES or int(item.entry.sha256[:8], 16) % _CUT == 0:
            yield _chunk(group, versions)
            group, size = [], 0
    if group:
        yield _chunk(group, versions)


def _chunk(items: Sequence[Item], versions: str) -> Chunk:
    lines = [versions, *(f"{i.entry.sha256}\t{i.entry.source}\t{i.entry.also_at}" for i in items)]
    return Chunk(hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16], tuple(items))


def _absolute(inputs: Sequence[Path | str]) -> list[Path | str]:
    """Workers may stand in another folder; `-` is standard input."""
    return [name if str(name) == "-" else Path(name).absolute() for name in inputs]
