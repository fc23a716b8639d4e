"""Staged chunks and what stays of earlier parts → the tables: written aside, moved into place, the manifest last.

At any moment the manifest's files are all there: new ones come before it, old ones go after it.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from derek.running.manifest import MANIFEST, Entry, Manifest, Part, Rejected, write_manifest
from derek.running.planning import Chunk, Plan, natural
from derek.running.staging import Staged, Staging
from derek.schema import TABLES, Reject, arrow_schema, to_table

PART = 4096
"""Documents a part at most."""

Batches = Callable[[str], Iterator[Any]]
"""Table → its record batches of one part."""


class Draft(NamedTuple):
    """A part to be written, and where its rows come from."""

    part: Part
    batches: Batches


class Publisher:
    """Writes the files of one publication, and puts them in place."""

    def __init__(self, out: Path, staging: Staging, tables: Sequence[str]) -> None:
        """`out` must be locked."""
        self._out, self._staging, self._tables = out, staging, tuple(tables)
        self._aside = staging.folder / "publish"
        self._written: list[str] = []

    def part(self, draft: Draft) -> Part:
        """Writes a part's files aside; returns it with its numbers of rows."""
        rows = {}
        for table in (name for name in self._tables if name != "rejects"):
            path = draft.part.path(table)
            rows[table] = self._write(path, table, draft.batches(table))
            if not rows[table]:
                self._written.remove(path)
        return draft.part._replace(rows=rows)

    def others(self, parts: Sequence[Part], rejected: Sequence[Rejected]) -> dict[str, str]:
        """The file of the rejects, and an empty one for each table without rows, so that all can be read."""
        filled = {table for part in parts for table, rows in part.rows.items() if rows}
        empty = [name for name in self._tables if name not in filled and (name != "rejects" or not rejected)]
        found = {name: _empty_path(name) for name in empty}
        for table, path in found.items():
            self._write_new(path, table, ())
        if rejected and "rejects" in self._tables:
            rows = [
                Reject(source=r.source, sha256=r.sha256, stage=r.stage, error=r.error, message=r.message)
                for r in rejected
            ]
            name = hashlib.sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()[:16]
            found["rejects"] = f"rejects/{name}.parquet"
            self._write_new(found["rejects"], "rejects", to_table("rejects", rows).to_batches())
        return found

    def publish(self, manifest: Manifest) -> None:
        """Moves what was written into place, then the manifest, then removes what it does not list."""
        for path in self._written:
            (self._out / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(self._aside / path, self._out / path)
        self._staging.folder.mkdir(parents=True, exist_ok=True)
        write_manifest(self._out, manifest, self._staging.folder / MANIFEST)
        remove_stale(self._out, (path for paths in manifest.files.values() for path in paths))

    def _write_new(self, path: str, table: str, batches: Iterable[Any]) -> None:
        if not (self._out / path).exists():
            self._write(path, table, batches)

    def _write(self, path: str, table: str, batches: Iterable[Any]) -> int:
        from derek.running.writing import write_parquet

        self._written.append(path)
        return write_parquet(self._aside / path, arrow_schema(table), batches)


def _empty_path(table: str) -> str:
    return "rejects/empty.parquet" if table == "rejects" else f"{table}/month=unknown/empty.parquet"


def new_parts(chunks: Sequence[Chunk], staged: dict[str, Staged], staging: Staging, versions: str) -> Iterator[Draft]:
    """The documents of the staged chunks, in order, by month, `PART` at most in each."""
    entries = {item.entry.sha256: item.entry for chunk in chunks for item in chunk.items}
    by_month: dict[str, list[tuple[Staged, Entry]]] = {}
    for chunk in chunks:
        for sha, month in staged[chunk.name].documents.items():
            by_month.setdefault(month, []).append((staged[chunk.name], entries[sha]))
    for month, documents in sorted(by_month.items()):
        for start in range(0, len(documents), PART):
            yield _new_part(month, documents[start : start + PART], staging, versions)


def _new_part(month: str, documents: Sequence[tuple[Staged, Entry]], staging: Staging, versions: str) -> Draft:
    sources = list({each.name: each for each, _ in documents}.values())
    wanted = frozenset(entry.doc_id for _, entry in documents)
    warnings: Counter[str] = Counter()
    for each in sources:
        warnings.update(each.warnings[month])
    part = Part(month, versions, tuple(entry for _, entry in documents), {}, dict(warnings))

    def batches(table: str) -> Iterator[Any]:
        for each in sources:
            path, index = staging.file(each.name, table), each.months.index(month)
            whole = all(sha[:16] in wanted for sha, when in each.documents.items() if when == month)
            yield from only(_staged_batch(path, index), None if whole else wanted)

    return Draft(part, batches)


def _staged_batch(path: Path, index: int) -> Iterator[Any]:
    import pyarrow as pa

    with pa.OSFile(str(path), "rb") as source:
        yield pa.ipc.open_file(source).get_batch(index)


def changed_part(out: Path, old: Part, new: Part) -> Draft:
    """A published part without the documents that leave, and with the names that documents have now."""
    wanted = None if len(new.documents) == len(old.documents) else frozenset(d.doc_id for d in new.documents)
    names = {d.doc_id: d for d in new.documents} if set(new.documents) - set(old.documents) else {}

    def batches(table: str) -> Iterator[Any]:
        if not old.rows.get(table):
            return
        kept = only(published_batches(out / old.path(table)), wanted)
        yield from (_renamed(batch, names) for batch in kept) if table == "documents" and names else kept

    return Draft(new, batches)


def published_batches(path: Path) -> Iterator[Any]:
    """The rows of one Parquet file, a row group at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            yield from file.read_row_group(group).to_batches()


def only(batches: Iterable[Any], wanted: frozenset[str] | None) -> Iterator[Any]:
    """The rows of these documents; None: of all."""
    import pyarrow as pa
    import pyarrow.compute as pc

    keys = pa.array(sorted(wanted), pa.string()) if wanted is not None else None
    for batch in batches:
        kept = batch if keys is None else batch.filter(pc.is_in(batch["doc_id"], value_set=keys))
        if kept.num_rows:
            yield kept


def _renamed(batch: Any, names: dict[str, Entry]) -> Any:
    import pyarrow as pa

    schema = arrow_schema("documents")
    entries = [names[key] for key in batch["doc_id"].to_pylist()]
    new = {
        "source": pa.array([entry.source for entry in entries], pa.string()),
        "also_at": pa.array([list(entry.also_at) for entry in entries], schema.field("also_at").type),
    }
    return pa.RecordBatch.from_arrays([new.get(name, batch[name]) for name in schema.names], schema=schema)


def kept_parts(plan: Plan, tables: Sequence[str], publisher: Publisher, out: Path) -> list[Part]:
    """What stays of earlier parts: as it is, or written anew where documents leave it or are named otherwise."""
    wanted = set(tables)
    parts = []
    for old, new in plan.parts:
        if old.documents == new.documents:
            parts.append(new._replace(rows={name: rows for name, rows in new.rows.items() if name in wanted}))
        else:
            parts.append(publisher.part(changed_part(out, old, new)))
    return parts


def in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    """By month, then by first document."""
    return tuple(sorted(parts, key=lambda part: (part.month, natural(part.documents[0].source), part.name)))


def remove_stale(out: Path, listed: Iterable[str]) -> None:
    """Removes the Parquet files that the manifest no longer lists, and folders that are empty then."""
    keep = set(listed)
    for table in TABLES:
        for path in sorted((out / table).rglob("*.parquet")):
            if path.relative_to(out).as_posix() not in keep:
                path.unlink()
        for folder in [*(out / table).glob("month=*"), out / table]:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
