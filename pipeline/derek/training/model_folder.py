"""A model's folder: arrays, meta.json, card."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from derek.tagging.model import ARRAYS, META, PROTOCOL
from derek.tagging.weights import Weights, to_arrays

VERSION = "1.0.0"


def write_model(out: Path, weights: Weights, card: str, settings: Mapping[str, object]) -> None:
    """Writes weights.npz, meta.json and README.md; the arrays first, the meta last, each put in place at once."""
    out.mkdir(parents=True, exist_ok=True)
    staged = out / "weights.tmp.npz"
    np.savez_compressed(staged, **to_arrays(weights))  # type: ignore[arg-type]
    digest = hashlib.sha256(staged.read_bytes()).hexdigest()
    staged.replace(out / ARRAYS)
    _put(out / "README.md", card)
    _put(out / META, json.dumps(_meta(digest, settings), indent=2, ensure_ascii=False) + "\n")


def _meta(digest: str, settings: Mapping[str, object]) -> dict[str, object]:
    return {
        "id": "kaznerd-crf",
        "version": VERSION,
        "protocol": PROTOCOL,
        "sha256": digest,
        "licence": "CC-BY-4.0 (ISSAI, KazNERD)",
        "needs": [],
        "settings": dict(settings),
    }


def _put(path: Path, text: str) -> None:
    staged = path.with_name(path.name + ".tmp")
    staged.write_text(text, encoding="utf-8")
    staged.replace(path)
