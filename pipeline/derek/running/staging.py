"""What a chunk became, on disk but not yet published: one Arrow file a table, one record batch a month, and a record.

A finished chunk is a folder that appears in one step under the chunk's name; the next run takes over a killed run's.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from derek.running.manifest import Rejected

_RECORD = "record.json"


class Staged(NamedTuple):
    """The record of a finished chunk."""

    name: str
    months: tuple[str, ...]
    """In the order of the record batches in every file."""
    documents: Mapping[str, str]
    """SHA-256 → month, of those that were processed, in order."""
    rejected: tuple[Rejected, ...]
    warnings: Mapping[str, Mapping[str, int]]
    """By month, by kind."""
    sizes: Mapping[str, int]
    """Bytes of each table's file."""


class Staging:
    """The folder `.staging` below the output folder; nothing in it is part of the tables."""

    def __init__(self, out: Path) -> None:
        self.folder = out.absolute() / ".staging"

    def open(self) -> bool:
        """Makes the folder; clears away what killed workers left half-written. Returns whether a worker had died."""
        self.folder.mkdir(parents=True, exist_ok=True)
        logs = list(self.folder.glob("*.log"))
        for path in [*logs, *self.folder.glob("*.trace")]:
            path.unlink(missing_ok=True)
        for path in self.folder.glob("*.tmp"):
            shutil.rmtree(path, ignore_errors=True)
        return bool(logs)

    def close(self) -> None:
        """Removes everything: the run is published."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def file(self, chunk: str, table: str) -> Path:
        """Of a finished chunk."""
        return self.folder / chunk / f"{table}.arrow"

    def read(self, chunk: str, tables: Sequence[str]) -> Staged | None:
        """A finished chunk's record, if it holds these tables whole."""
        try:
            staged = _staged(json.loads((self.folder / chunk / _RECORD).read_text(encoding="utf-8")))
            whole = all(self.file(chunk, table).stat().st_size == staged.sizes[table] for table in tables)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return staged if whole else None

    def write(self, staged: Staged, files: Mapping[str, Any]) -> Staged:
        """Writes a chunk's files (by table, an Arrow schema and its batches) and puts them in place in one step."""
        temporary = self.folder / f"{staged.name}.{uuid.uuid4().hex[:8]}.tmp"
        temporary.mkdir()
        sizes = {table: _write(temporary / f"{table}.arrow", *content) for table, content in files.items()}
        staged = staged._replace(sizes=sizes)
        (temporary / _RECORD).write_text(json.dumps(_plain(staged)), encoding="utf-8")
        self._put_in_place(temporary, self.folder / staged.name, tuple(files))
        return staged

    def _put_in_place(self, temporary: Path, folder: Path, tables: Sequence[str]) -> None:
        if folder.exists() and self.read(folder.name, tables):
            shutil.rmtree(temporary)  # another attempt at the same chunk was faster, and its bytes are the same
            return
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(temporary, folder)


def _write(path: Path, schema: Any, batches: Sequence[Any]) -> int:
    import pyarrow as pa

    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema, options=options) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return path.stat().st_size


def _plain(staged: Staged) -> dict[str, Any]:
    return {**staged._asdict(), "rejected": [rejected._asdict() for rejected in staged.rejected]}


def _staged(data: dict[str, Any]) -> Staged:
    rejected = tuple(Rejected(**{**r, "also_at": tuple(r["also_at"])}) for r in data["rejected"])
    return Staged(**{**data, "months": tuple(data["months"]), "rejected": rejected})
