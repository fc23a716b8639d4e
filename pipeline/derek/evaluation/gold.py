"""Gold documents: read from a folder, and every label checked against the text it stands on."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from derek.errors import GoldError
from derek.evaluation.gold_checks import LAYERS, check_rows
from derek.evaluation.labels import Label, gold_label
from derek.evaluation.releases import Releases

BASELINE = "baseline.json"
"""Lies beside the gold documents and is none."""

REAL = "real"
"""The folder of stand-off labels, whose texts lie elsewhere."""

_NEEDED = ("name", "sha256", "published", "issuer_country", "split")
_DOC = frozenset((*_NEEDED, "text", "record", "file", "title", "language", "script", "source"))
SPLITS = ("dev", "test")


@dataclasses.dataclass(frozen=True)
class GoldDocument:
    """One hand-labelled document. `real`: a public release labelled stand-off, else one written for derek."""

    name: str
    text: str
    published: dt.date | None
    issuer_country: str
    split: str
    real: bool
    entities: tuple[Label, ...]
    quotes: tuple[Label, ...]
    claims: tuple[Label, ...]

    @property
    def group(self) -> str:
        """«written dev», «real test» and so on: what is scored together."""
        return f"{'real' if self.real else 'written'} {self.split}"


@dataclasses.dataclass(frozen=True)
class Gold:
    """The documents of a folder, by name, and how many were left out because their texts are not at hand."""

    documents: tuple[GoldDocument, ...]
    skipped: int = 0


def load_gold(folder: Path, *, split: str | None = None) -> Gold:
    """Every `*.json` of the folder and of its `real/`; `split` (dev or test) narrows.

    Raises GoldError, with file and label, for whatever drifts from its text or breaks the form.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder; name that of the gold documents, as in `derek evaluate tests/gold`")
    releases = Releases.beside(folder)
    loaded = [_load(path, releases) for path in _files(folder)]
    if not loaded:
        raise GoldError(f"{folder}: holds no gold document (*.json)")
    found = [document for document in loaded if document is not None]
    return Gold(tuple(d for d in found if split in (None, d.split)), skipped=len(loaded) - len(found))


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.glob("*.json")) if path.name != BASELINE)
    yield from sorted((folder / REAL).glob("*.json"))


def _load(path: Path, releases: Releases) -> GoldDocument | None:
    data = _read(path)
    doc = data["doc"]
    text = doc["text"] if "text" in doc else releases.text(doc["file"], doc["record"])
    return None if text is None else _document(path, data, text)


def _read(path: Path) -> dict[str, Any]:
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise GoldError(f"{path}: not UTF-8 JSON ({error})") from error
    if set(data) != {"doc", *LAYERS}:
        raise GoldError(f"{path}: holds {', '.join(sorted(data))}; a gold document holds doc, {', '.join(LAYERS)}")
    _check_head(path, data["doc"])
    return data


def _check_head(path: Path, doc: dict[str, Any]) -> None:
    missing = [key for key in _NEEDED if key not in doc]
    unknown = sorted(set(doc) - _DOC)
    if missing or unknown:
        raise GoldError(f"{path}: doc lacks {missing} and has unknown keys {unknown}")
    if "text" not in doc and not {"file", "record"} <= set(doc):
        raise GoldError(f"{path}: doc needs text, or the file and record that hold it")
    if doc["name"] != path.stem or doc["split"] not in SPLITS:
        found = f"{doc['name']!r} and {doc['split']!r}"
        raise GoldError(f"{path}: doc.name must be {path.stem!r} and doc.split dev or test, not {found}")


def _document(path: Path, data: dict[str, Any], text: str) -> GoldDocument:
    doc = data["doc"]
    _check_text(path, doc["sha256"], text)
    for layer in LAYERS:
        check_rows(path, layer, data[layer], text)
    return GoldDocument(
        name=doc["name"],
        text=text,
        published=_day(path, doc["published"]),
        issuer_country=doc["issuer_country"],
        split=doc["split"],
        real="text" not in doc,
        **{layer: tuple(map(gold_label, data[layer])) for layer in LAYERS},
    )


def _check_text(path: Path, sha256: str, text: str) -> None:
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != sha256:
        raise GoldError(f"{path}: the text is not the one that was labelled (its SHA-256 differs from doc.sha256)")
    if not unicodedata.is_normalized("NFC", text):
        raise GoldError(f"{path}: the text is not in Unicode NFC, so offsets would shift on reading")


def _day(path: Path, published: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(published) if published else None
    except ValueError as error:
        raise GoldError(f"{path}: doc.published {published!r} is no date of the form YYYY-MM-DD") from error
