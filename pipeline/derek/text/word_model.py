"""The learned part of the word analysis, as models/words/ holds it: arrays, meta.json, card; no pickle.

Strings lie in one array of UTF-8 bytes, parted by line feeds; their numbers in an array of equal length.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from derek.errors import ModelError
from derek.text.ranking import Evidence

PROTOCOL = 1
"""Grows with every change after which older files would be misread."""
ARRAYS, META, CARD = "weights.npz", "meta.json", "README.md"


@dataclasses.dataclass(frozen=True)
class WordModel:
    """Everything that was learned."""

    split_weights: Mapping[str, float]
    """Feature of a split → weight (derek.text.ranking)."""
    evidence: Evidence
    lemmas: Mapping[tuple[str, str], str]
    """(lower-case form, part of speech) → lemma, as the treebank has them."""
    capitals: Mapping[str, int]
    """Lower-case form → how often plain text capitalises it inside sentences, in fifths."""
    clusters: Mapping[str, int]
    """Lower-case form → number of its cluster of contexts."""
    tags: tuple[str, ...]
    tag_rows: Mapping[str, int]
    """Feature of a word at an offset → its row of `tag_weights`."""
    tag_weights: NDArray[np.float32]
    """Features × tags."""
    transitions: NDArray[np.float32]
    """Tag before × tag."""


def empty_model() -> WordModel:
    """A model that knows nothing: what training starts from."""
    nothing = np.zeros((0, 1), dtype=np.float32)
    return WordModel({}, Evidence({}, {}), {}, {}, {}, ("X",), {}, nothing, np.zeros((1, 1), dtype=np.float32))


def load_word_model(folder: Path) -> WordModel:
    """Reads models/words. Raises ModelError where it is missing, of another protocol, or not what its hash says."""
    try:
        meta = json.loads((folder / META).read_text(encoding="utf-8"))
        data = (folder / ARRAYS).read_bytes()
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder}: no model of words here ({error}); reinstall derek or train one") from error
    if meta.get("protocol") != PROTOCOL:
        found = meta.get("protocol")
        raise ModelError(f"{folder / META}: protocol {found}, this derek reads {PROTOCOL}; train the model anew")
    if hashlib.sha256(data).hexdigest() != meta.get("sha256"):
        raise ModelError(f"{folder / ARRAYS}: does not match the hash in {META}; reinstall derek or train it anew")
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return _from_arrays({name: arrays[name] for name in arrays.files})


def to_arrays(model: WordModel) -> dict[str, NDArray[Any]]:
    """A model → its arrays, the same bytes for the same model."""
    seen, support = model.evidence.seen, model.evidence.support
    return {
        "split_names": _pack(model.split_weights),
        "split_weights": np.array(list(model.split_weights.values()), dtype=np.float32),
        "seen_stems": _pack("\t".join(key) for key in seen),
        "seen_counts": np.array([min(n, 32000) for n in seen.values()], dtype=np.int16),
        "support_stems": _pack("\t".join(key) for key in support),
        "support_levels": np.array(list(support.values()), dtype=np.int8),
        "lemmas": _pack("\t".join((*key, lemma)) for key, lemma in model.lemmas.items()),
        "capital_forms": _pack(model.capitals),
        "capital_shares": np.array(list(model.capitals.values()), dtype=np.int8),
        "cluster_forms": _pack(model.clusters),
        "clusters": np.array(list(model.clusters.values()), dtype=np.int16),
        "tags": _pack(model.tags),
        "tag_names": _pack(model.tag_rows),
        "tag_weights": model.tag_weights.astype(np.float16),
        "transitions": model.transitions.astype(np.float32),
    }


def _from_arrays(arrays: Mapping[str, NDArray[Any]]) -> WordModel:
    lemmas = [line.split("\t") for line in _unpack(arrays["lemmas"])]
    return WordModel(
        split_weights=_numbers(arrays, "split_names", "split_weights"),
        evidence=Evidence(
            _pairs(arrays, "seen_stems", "seen_counts"), _pairs(arrays, "support_stems", "support_levels")
        ),
        lemmas={(form, tag): lemma for form, tag, lemma in lemmas},
        capitals=_numbers(arrays, "capital_forms", "capital_shares"),
        clusters=_numbers(arrays, "cluster_forms", "clusters"),
        tags=tuple(_unpack(arrays["tags"])),
        tag_rows={name: row for row, name in enumerate(_unpack(arrays["tag_names"]))},
        tag_weights=arrays["tag_weights"].astype(np.float32),
        transitions=arrays["transitions"],
    )


def _numbers(arrays: Mapping[str, NDArray[Any]], names: str, values: str) -> dict[str, Any]:
    return dict(zip(_unpack(arrays[names]), arrays[values].tolist(), strict=True))


def _pairs(arrays: Mapping[str, NDArray[Any]], names: str, values: str) -> dict[tuple[str, str], int]:
    keys = [line.split("\t") for line in _unpack(arrays[names])]
    return {(stem, kind): number for (stem, kind), number in zip(keys, arrays[values].tolist(), strict=True)}


def _pack(lines: Any) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)


def _unpack(data: NDArray[np.uint8]) -> Sequence[str]:
    text = data.tobytes().decode("utf-8")
    return text.split("\n") if text else []
