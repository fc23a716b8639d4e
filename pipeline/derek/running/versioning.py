"""What a run's rows depend on beside their documents: code, models, knowledge, and the settings that change a row."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

import derek
from derek.knowledge import Knowledge
from derek.running.settings import RunSettings

_NO_ROWS = ("comparing", "evaluation", "viewing", "training", "cli.py", "results.py")
"""Rooms that make no row: a change there processes nothing again."""


def versions(knowledge: Knowledge, settings: RunSettings) -> str:
    """One line that changes whenever the rows of some document could.

    Raises ModelError where a back end of the settings, or a model of it, is missing: before any document is read.
    """
    stamp = code_and_knowledge(knowledge)
    options = {name: value for name, value in _options(settings).items() if value}
    return stamp + "".join(f", {name} {value}" for name, value in options.items())


def code_and_knowledge(knowledge: Knowledge) -> str:
    """The part of it that all workers of a run must share."""
    return f"derek {derek.__version__} (code {code_hash()[:8]}), models and knowledge {knowledge.fingerprint[:16]}"


def _options(settings: RunSettings) -> dict[str, str | None]:
    columns = {name: getattr(settings, name) for name in type(settings).model_fields if name.endswith("_column")}
    return {
        "issuer_country": settings.issuer_country,
        **columns,
        "encoding": settings.encoding,
        "components": " ".join(settings.components),
        **settings.backends.prepare(),
    }


@functools.cache
def code_hash() -> str:
    """SHA-256 over the package's source; without it an edited checkout would pass for the release."""
    root, digest = Path(derek.__file__).parent, hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root)
        if name.parts[0] not in _NO_ROWS:
            digest.update(name.as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
