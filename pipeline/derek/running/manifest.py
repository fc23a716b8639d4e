"""manifest.json: which files make up the tables, from which versions, and how long the run took."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from derek.errors import RunError

MANIFEST = "manifest.json"


def read_manifest(out: Path) -> dict[str, Any]:
    """The manifest of a finished run. Raises RunError where there is none or it cannot be read."""
    path = out / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RunError(f"{path}: no finished run here; write one with `derek run seeds --out {out}`") from error
    except ValueError as error:
        raise RunError(f"{path}: not a manifest ({error}); run again with a new --out folder") from error
    return manifest


def write_manifest(out: Path, manifest: dict[str, Any]) -> None:
    """Publishes a run: written whole under a temporary name, then put in place in one step."""
    staged = out / f".{MANIFEST}.tmp"
    staged.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(staged, out / MANIFEST)
