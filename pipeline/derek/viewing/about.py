"""`derek info`: versions, models and what the knowledge tables hold."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from derek import __version__
from derek.knowledge import Knowledge
from derek.schema import SCHEMA_VERSION

_LIBRARIES = ("spacy", "pyarrow", "pandas", "numpy", "regex")


def about(overlays: Sequence[Path] = ()) -> str:
    """A readable page of text, one fact a line."""
    return "\n".join(_lines(Knowledge(overlays=overlays)))


def _lines(knowledge: Knowledge) -> Iterator[str]:
    yield f"derek {__version__}, tables' schema {SCHEMA_VERSION}, Python {platform.python_version()}"
    yield "libraries: " + ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    yield f"models and knowledge: {knowledge.fingerprint[:16]} in {knowledge.folder}"
    for path in sorted(knowledge.folder.glob("*/meta.json")):
        meta = json.loads(path.read_text(encoding="utf-8"))
        yield f"  {path.parent.name}: {meta['id']} {meta['version']}, sha256 {meta['sha256'][:16]}, {meta['licence']}"
    for name, rows in knowledge.counts().items():
        yield f"  {name}: {rows} rows"
