"""manifest.json: which documents stand in which files, from which versions, and how long the run took.

A part is the documents of one month that one publication brought: one file a table, `<table>/month=…/<part>.parquet`.
Its name is a hash of its documents and versions, so equal work has equal names.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from derek.errors import RunError
from derek.schema import SCHEMA_VERSION

MANIFEST = "manifest.json"
_STRUCTURE = (
    "schema_version",
    "documents",
    "rows",
    "warnings",
    "tables",
    "files",
    "others",
    "stamps",
    "rejected",
    "parts",
)


class Entry(NamedTuple):
    """One document: the hash of its bytes, where it was read from, and where its identical copies lie."""

    sha256: str
    source: str
    also_at: tuple[str, ...] = ()

    @property
    def doc_id(self) -> str:
        """Its key in the tables."""
        return self.sha256[:16]


class Part(NamedTuple):
    """Documents of one month in one file a table, with the number of rows by table and of warnings by kind."""

    month: str
    versions: str
    documents: tuple[Entry, ...]
    rows: Mapping[str, int]
    warnings: Mapping[str, int]

    @property
    def name(self) -> str:
        """16 hex digits over what is in it."""
        lines = [self.versions, self.month, *(f"{d.sha256}\t{d.source}\t{d.also_at}" for d in self.documents)]
        return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def path(self, table: str) -> str:
        """Of one table's file, below the output folder."""
        return f"{table}/month={self.month}/{self.name}.parquet"

    def paths(self) -> dict[str, str]:
        """By table, of those that have rows."""
        name = self.name
        return {table: f"{table}/month={self.month}/{name}.parquet" for table, rows in self.rows.items() if rows}


class Rejected(NamedTuple):
    """One document that could not be processed; without a hash where its bytes could not even be read."""

    source: str
    sha256: str | None
    also_at: tuple[str, ...]
    stage: str
    error: str
    message: str
    versions: str

    @property
    def key(self) -> str:
        """What it is known by from run to run."""
        return self.sha256 or self.source


@dataclasses.dataclass(frozen=True)
class Manifest:
    """What stands in an output folder after a run."""

    tables: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    others: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Files by table beside those of the parts: the rejects, and an empty one for a table without rows."""
    record: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """What is told beside: versions, settings, seconds, what this run did."""

    @property
    def files(self) -> dict[str, list[str]]:
        """The paths that make up each table, in order; below the output folder."""
        found: dict[str, list[str]] = {table: [] for table in self.tables}
        for part in self.parts:
            for table, path in part.paths().items():
                found[table].append(path)
        for table, path in self.others.items():
            found[table].append(path)
        return {table: sorted(paths) for table, paths in found.items()}

    @property
    def rows(self) -> dict[str, int]:
        """Rows by table."""
        counts: Counter[str] = Counter(dict.fromkeys(self.tables, 0))
        for part in self.parts:
            counts.update(part.rows)
        if "rejects" in self.tables:
            counts["rejects"] = len(self.rejected)
        return {table: counts[table] for table in self.tables}

    @property
    def documents(self) -> int:
        """How many documents stand in the tables."""
        return sum(len(part.documents) for part in self.parts)

    @property
    def warnings(self) -> dict[str, int]:
        """Warnings by kind, the most frequent first."""
        counts: Counter[str] = Counter()
        for part in self.parts:
            counts.update(part.warnings)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def read_manifest(out: Path) -> Manifest:
    """The manifest of a finished run. Raises RunError where there is none, or it is of another schema."""
    path = out / MANIFEST
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RunError(f"{path}: no finished run here; write one with `derek run seeds --out {out}`") from error
    except (OSError, ValueError) as error:
        raise RunError(f"{path}: not a manifest ({error}); run again with a new --out folder") from error
    found = data.get("schema_version") if isinstance(data, dict) else None
    if found != SCHEMA_VERSION or "parts" not in data:
        raise RunError(
            f"{path}: tables of schema {found}, this derek writes {SCHEMA_VERSION}; "
            f"write them anew with `derek run … --out {out} --force`, or choose another --out"
        )
    return _manifest(data)


def _manifest(data: Mapping[str, Any]) -> Manifest:
    stamps = data["stamps"]
    parts = tuple(
        Part(p["month"], stamps[p["stamp"]], tuple(_entry(d) for d in p["documents"]), p["rows"], p["warnings"])
        for p in data["parts"]
    )
    rejected = tuple(
        Rejected(**{**r, "also_at": tuple(r["also_at"]), "versions": stamps[r["versions"]]}) for r in data["rejected"]
    )
    record = {name: value for name, value in data.items() if name not in _STRUCTURE}
    return Manifest(tuple(data["tables"]), parts, rejected, data["others"], record)


def _entry(data: list[Any]) -> Entry:
    return Entry(data[0], data[1], tuple(data[2:]))


def write_manifest(out: Path, manifest: Manifest, staged: Path) -> None:
    """Publishes a run: written whole at `staged` (on the same disk), then put in place in one step."""
    with staged.open("w", encoding="utf-8") as file:
        json.dump(_plain(manifest), file, indent=1, ensure_ascii=True)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(staged, out / MANIFEST)


def _plain(manifest: Manifest) -> dict[str, Any]:
    stamps = sorted({p.versions for p in manifest.parts} | {r.versions for r in manifest.rejected})
    number = {stamp: index for index, stamp in enumerate(stamps)}
    return {
        "schema_version": SCHEMA_VERSION,
        **manifest.record,
        "documents": manifest.documents,
        "rows": manifest.rows,
        "warnings": manifest.warnings,
        "tables": list(manifest.tables),
        "files": manifest.files,
        "others": dict(manifest.others),
        "stamps": stamps,
        "rejected": [{**r._asdict(), "versions": number[r.versions]} for r in manifest.rejected],
        "parts": [
            {
                "name": part.name,
                "month": part.month,
                "stamp": number[part.versions],
                "rows": dict(part.rows),
                "warnings": dict(part.warnings),
                "documents": [[d.sha256, d.source, *d.also_at] for d in part.documents],
            }
            for part in manifest.parts
        ],
    }
