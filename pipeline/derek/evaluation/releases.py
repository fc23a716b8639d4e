"""The texts of real releases that stand-off gold labels point into; they lie outside the project."""

from __future__ import annotations

import json
import os
from pathlib import Path

ENVIRONMENT = "DEREK_SHARED"
"""Names the shared folder explicitly; otherwise it is looked for beside the gold folder and its parents."""

_RELEASES = Path("data", "releases")


class Releases:
    """Records by file and id; every text is None where the folder is not at hand."""

    def __init__(self, folder: Path | None) -> None:
        """`folder` holds the JSON Lines files ({"id": …, "text": …} a line), or None."""
        self.folder = folder
        self._files: dict[str, dict[str, str]] = {}

    @classmethod
    def beside(cls, gold: Path) -> Releases:
        """Those of $DEREK_SHARED, else of the nearest `shared/` beside the gold folder or one of its parents."""
        named = os.environ.get(ENVIRONMENT)
        roots = [Path(named)] if named else [parent / "shared" for parent in gold.resolve().parents]
        return cls(next((root / _RELEASES for root in roots if (root / _RELEASES).is_dir()), None))

    def text(self, file: str, record: str) -> str | None:
        """The record's text; None where the file is not at hand or does not hold it."""
        if self.folder is None or not (self.folder / file).is_file():
            return None
        if file not in self._files:
            self._files[file] = _read(self.folder / file)
        return self._files[file].get(record)


def _read(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}
