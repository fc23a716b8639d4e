"""Stanza with small models that the tests train; where it is not installed, what needs it skips and says so."""

import importlib.util
import runpy
from pathlib import Path

import pytest

INSTALL = "Stanza is not installed: pip install torch==2.13.0, then pip install 'derek[stanza]'"


@pytest.fixture(scope="session")
def stanza_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models as Stanza's own download leaves one."""
    if importlib.util.find_spec("stanza") is None:
        pytest.skip(INSTALL)
    train = runpy.run_path(str(Path(__file__).with_name("small_models.py")))["train"]
    return Path(train(tmp_path_factory.mktemp("stanza")))
