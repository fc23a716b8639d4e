import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from derek.errors import ModelError
from derek.knowledge import Knowledge
from derek.text.word_model import ARRAYS, META, load_word_model, to_arrays


@pytest.fixture
def folder(knowledge: Knowledge, tmp_path: Path) -> Path:
    shutil.copytree(knowledge.folder / "words", tmp_path / "words")
    return tmp_path / "words"


def test_the_shipped_model_survives_its_arrays(folder: Path) -> None:
    model = load_word_model(folder)
    with np.load(folder / ARRAYS, allow_pickle=False) as stored:
        for name, array in to_arrays(model).items():
            assert np.array_equal(array, stored[name]), name


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="reinstall derek or train one"):
        load_word_model(tmp_path)


def test_changed_arrays_are_refused(folder: Path) -> None:
    (folder / ARRAYS).write_bytes((folder / ARRAYS).read_bytes() + b"x")
    with pytest.raises(ModelError, match="does not match the hash"):
        load_word_model(folder)


def test_a_foreign_protocol_is_refused(folder: Path) -> None:
    meta = json.loads((folder / META).read_text(encoding="utf-8"))
    (folder / META).write_text(json.dumps({**meta, "protocol": 99}), encoding="utf-8")
    with pytest.raises(ModelError, match="protocol 99"):
        load_word_model(folder)


def test_the_card_names_data_and_licence(folder: Path) -> None:
    meta = json.loads((folder / META).read_text(encoding="utf-8"))
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert meta["licence"] == "CC-BY-SA-4.0"
    assert "KTB" in card
    assert "KazNERD" in card
    assert {"id", "version", "protocol", "sha256", "licence", "needs"} <= meta.keys()
