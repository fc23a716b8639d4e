"""models/ found, read and checked: what the stages know and code does not say.

A table is a TSV file: a header, then one fact a row. A user's own folder lies over the shipped one: its rows come after
the shipped rows of the same table, and readers let later rows win.
"""

from __future__ import annotations

import difflib
import functools
import hashlib
import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from derek.errors import KnowledgeError

ENVIRONMENT = "DEREK_MODELS"
_PACKAGE = Path(__file__).resolve().parent


def models_folder(explicit: Path | None = None) -> Path:
    """The folder of models: an explicit path, then $DEREK_MODELS, then the wheel's copy, then the checkout's.

    Raises KnowledgeError when none of them exists.
    """
    named = explicit or (Path(os.environ[ENVIRONMENT]) if os.environ.get(ENVIRONMENT) else None)
    candidates = [named] if named else [_PACKAGE / "models", _PACKAGE.parents[1] / "models"]
    for folder in candidates:
        if (folder / "lexicon").is_dir():
            return folder
    places = ", ".join(str(folder) for folder in candidates)
    raise KnowledgeError(
        f"{places}: no models folder here (it holds lexicon/ and knowledge/); reinstall derek or set ${ENVIRONMENT}"
    )


class Row(dict[str, str]):
    """One fact: column → cell (empty where unknown), and where it stands (`file:line`)."""

    where: str = ""


class Knowledge:
    """The tables of a models folder, with a user's folders laid over it; reads each table once."""

    def __init__(self, folder: Path | None = None, overlays: Sequence[Path] = ()) -> None:
        """`folder` as for `models_folder`; `overlays` hold files under the same names (lexicon/…, knowledge/…).

        Raises KnowledgeError for an overlay that does not exist, or holds a table that nothing would read.
        """
        self.folder = models_folder(folder)
        self.overlays = tuple(overlays)
        for overlay in self.overlays:
            _check_overlay(overlay, self.folder)
        self._tables: dict[str, tuple[Row, ...]] = {}

    def table(self, name: str, columns: Sequence[str]) -> tuple[Row, ...]:
        """The rows of `lexicon/speech_verbs.tsv` and the like; `columns` are those that the caller reads.

        Raises KnowledgeError with file:line for a missing column, a row of another width, or text that is not NFC.
        """
        if name not in self._tables:
            paths = [root / name for root in (self.folder, *self.overlays)]
            self._tables[name] = tuple(row for path in paths if path.is_file() for row in read_rows(path))
        _require(self.folder / name, self._tables[name], columns)
        return self._tables[name]

    @functools.cached_property
    def fingerprint(self) -> str:
        """SHA-256 over every file of the folders, names and bytes: changes when any fact changes."""
        digest = hashlib.sha256()
        for root in (self.folder, *self.overlays):
            for path in sorted(p for p in root.rglob("*") if p.is_file()):
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    def counts(self) -> Mapping[str, int]:
        """Rows of every table under lexicon/ and knowledge/, by file name."""
        names = sorted(p.relative_to(self.folder).as_posix() for p in self.folder.glob("*/*.tsv"))
        return {name: len(self.table(name, ())) for name in names}


def _check_overlay(overlay: Path, shipped: Path) -> None:
    """A folder of the user's own rows: every table in it must lie where one of the shipped ones lies."""
    found = sorted(overlay.rglob("*.tsv")) if overlay.is_dir() else []
    if not found:
        raise KnowledgeError(
            f"{overlay}: no tables here; put rows in knowledge/people.tsv, lexicon/units.tsv … below it"
        )
    known = {path.name: path.relative_to(shipped) for path in shipped.glob("*/*.tsv")}
    for path in found:
        if not (shipped / path.relative_to(overlay)).is_file():
            near = known.get(path.name) or next(
                map(known.get, difflib.get_close_matches(path.name, known, 1, 0.75)), None
            )
            remedy = f"did you mean {overlay / near}?" if near else f"the tables are {', '.join(sorted(known))}"
            raise KnowledgeError(f"{path}: no table of this name is read there; {remedy}")


def read_rows(path: Path) -> Iterator[Row]:
    """Yields the facts of one TSV file. Raises KnowledgeError (file:line) for a row that does not fit its header."""
    lines = path.read_text(encoding="utf-8").split("\n")
    header = lines[0].rstrip("\r").split("\t")
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() and not line.startswith("#"):
            yield _row(f"{path}:{number}", header, line.rstrip("\r"))


def _row(where: str, header: list[str], line: str) -> Row:
    cells = line.split("\t")
    if len(cells) != len(header):
        raise KnowledgeError(
            f"{where}: {len(cells)} cells under a header of {len(header)}; separate cells by one tab each"
        )
    if not unicodedata.is_normalized("NFC", line):
        raise KnowledgeError(f"{where}: not in Unicode NFC; save the row in composed form")
    row = Row(zip(header, (cell.strip() for cell in cells), strict=True))
    row.where = where
    return row


def _require(path: Path, rows: tuple[Row, ...], columns: Sequence[str]) -> None:
    if not rows:
        raise KnowledgeError(f"{path}: missing or empty; reinstall derek or check the models folder")
    for row in rows:
        for column in columns:
            if column not in row:
                raise KnowledgeError(f"{row.where}: the column {column!r} is missing; the header must name it")
