"""derek's own rows of one document as a gold document to correct."""

from __future__ import annotations

import hashlib
from typing import Any

from derek.evaluation.gold_checks import LAYERS
from derek.labelling.graph import Json
from derek.loading import Extraction
from derek.schema import Document, to_plain

_OWN = frozenset(
    (
        *("doc_id", "entity_id", "sent_id", "speaker_entity_id", "claimant_entity_id", "resolved_by"),
        *("rule", "score", "flags", "cue_lemma", "claimant_id", "speaker_office", "addressee"),
    )
)
"""Columns that say how derek came to a row, or point at rows of a run: no part of gold."""


def draft(extraction: Extraction, name: str, split: str = "dev") -> Json:
    """An extraction → a gold document called `name`, whose labels are derek's guesses until somebody corrects them."""
    rows: dict[str, Any] = {layer: [_row(to_plain(row)) for row in getattr(extraction, layer)] for layer in LAYERS}
    return {"doc": _head(extraction.document, name, split), **rows}


def _head(document: Document, name: str, split: str) -> Json:
    plain = to_plain(document)
    said = {key: plain[key] for key in ("text", "published", "title", "issuer_country", "language", "script")}
    sha256 = hashlib.sha256(document.text.encode("utf-8")).hexdigest()
    return {"name": name, **said, "sha256": sha256, "source": "drafted by derek", "split": split}


def _row(row: Json) -> Json:
    return {column: value for column, value in row.items() if column not in _OWN}
