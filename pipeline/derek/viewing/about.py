"""`derek info`: versions, models and what the knowledge tables hold, each with its hash; `derek columns`."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from derek import __version__
from derek.errors import UsageError
from derek.knowledge import Knowledge
from derek.running.versioning import code_hash
from derek.schema import SCHEMA_VERSION, TABLES, columns

_LIBRARIES = ("spacy", "pyarrow", "pandas", "numpy", "regex")
_EXTRAS = {
    "stanza": ("stanza", "torch"),
    "cluster": ("distributed",),
    "train": ("python-crfsuite",),
    "notebooks": ("duckdb", "matplotlib"),
}
_SHOWN = 16
"""Hex digits of a hash that are shown to people; JSON has all."""


def facts(overlays: Sequence[Path] = ()) -> dict[str, Any]:
    """Everything as JSON values. Raises KnowledgeError where a table is broken."""
    knowledge = Knowledge(overlays=overlays)
    counts = knowledge.counts().items()
    return {
        "derek": __version__,
        "code": code_hash(),
        "schema_version": SCHEMA_VERSION,
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "extras": {extra: {name: _version(name) for name in names} for extra, names in _EXTRAS.items()},
        "models": {path.parent.name: _model(path) for path in sorted(knowledge.folder.glob("*/meta.json"))},
        "knowledge": {
            "folder": str(knowledge.folder),
            "overlays": [str(folder) for folder in knowledge.overlays],
            "sha256": knowledge.fingerprint,
            "tables": {name: {"rows": rows, "sha256": _hash(knowledge, name)} for name, rows in counts},
        },
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _model(path: Path) -> dict[str, Any]:
    meta = json.loads(path.read_text(encoding="utf-8"))
    weights = path.with_name("weights.npz")
    told = {name: meta[name] for name in ("id", "version", "protocol", "sha256", "licence")}
    return {**told, "intact": weights.is_file() and hashlib.sha256(weights.read_bytes()).hexdigest() == meta["sha256"]}


def _hash(knowledge: Knowledge, table: str) -> str:
    """SHA-256 of a table's bytes, the user's rows after the shipped ones."""
    digest = hashlib.sha256()
    for root in (knowledge.folder, *knowledge.overlays):
        if (root / table).is_file():
            digest.update((root / table).read_bytes())
    return digest.hexdigest()


def about(told: Mapping[str, Any]) -> str:
    """The facts for people: a page of text, one fact a line."""
    return "\n".join(_lines(told))


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    schema, python = told["schema_version"], told["python"]
    yield f"derek {told['derek']} (code {told['code'][:_SHOWN]}), tables' schema {schema}, Python {python}"
    yield "libraries: " + ", ".join(f"{name} {number}" for name, number in told["libraries"].items())
    yield "extras: " + ", ".join(_extra(name, found) for name, found in told["extras"].items())
    yield "models:"
    for name, model in told["models"].items():
        state = "" if model["intact"] else " (weights.npz is not the file that this names; reinstall derek)"
        digest = model["sha256"][:_SHOWN]
        yield f"  {name}: {model['id']} {model['version']}, {model['licence']}, sha256 {digest}{state}"
    knowledge = told["knowledge"]
    folders = ", then ".join([knowledge["folder"], *knowledge["overlays"]])
    yield f"models and knowledge: sha256 {knowledge['sha256'][:_SHOWN]}, in {folders}"
    for name, table in knowledge["tables"].items():
        yield f"  {name}: {table['rows']} rows, sha256 {table['sha256'][:_SHOWN]}"


def about_columns(tables: Sequence[str] = ()) -> str:
    """What each column of the tables (all by default) means, one a line. Raises UsageError for a table unknown."""
    unknown = [table for table in tables if table not in TABLES]
    if unknown:
        raise UsageError(f"no table {unknown[0]!r}; there are {', '.join(TABLES)}")
    return "\n\n".join(_columns(table) for table in tables or TABLES)


def _columns(table: str) -> str:
    found = columns(table)
    width = max(len(column.name) for column in found)
    return "\n".join([table, *(f"  {c.name:<{width}}  {c.description}{' · may be null' * c.nullable}" for c in found)])


def _extra(name: str, found: Mapping[str, str | None]) -> str:
    versions = [f"{library} {number}" for library, number in found.items() if number]
    return f"{name} ({', '.join(versions)})" if len(versions) == len(found) else f"{name} not installed"
