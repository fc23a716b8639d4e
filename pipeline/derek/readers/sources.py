"""The records that the user names: files and folders → one Source a record, in a stable order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from derek.errors import UsageError


class Source(NamedTuple):
    """One record to read: its file, and its name relative to the input root (POSIX form)."""

    path: Path
    name: str


def find_sources(inputs: Iterable[Path]) -> list[Source]:
    """Files named and files under folders named, hidden ones left out, sorted by name, each once.

    Raises UsageError for an input that does not exist.
    """
    found = {source.name: source for root in inputs for source in _under(root)}
    return [found[name] for name in sorted(found)]


def _under(root: Path) -> Iterator[Source]:
    if not root.exists():
        raise UsageError(f"{root}: no such file or folder; name the releases to read, as in `derek run seeds`")
    if root.is_file():
        yield Source(root, root.name)
        return
    for path in root.rglob("*"):
        inside = path.relative_to(root)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts):
            yield Source(path, inside.as_posix())
