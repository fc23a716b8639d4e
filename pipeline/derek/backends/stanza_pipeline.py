"""A Stanza pipeline for Kazakh over tokens that derek has cut; loaded when first used, once a process.

On the CPU and one thread, one document a call: so a document gets the same rows alone or among others, whatever the
machine and the number of workers.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from derek.errors import ModelError

_INSTALL = (
    "Stanza is not installed; install it with `pip install 'derek[stanza]'`. It needs PyTorch, and plain pip takes "
    "gigabytes for GPUs on Linux: install PyTorch's CPU build first (pytorch.org, «Start Locally», CPU)"
)


class StanzaPipeline(NamedTuple):
    """Which models, and where; equal ones share what is loaded."""

    processors: str
    """Of Stanza, as `tokenize,ner`; the tokens are given, so that no tokenizer model is read."""
    folder: Path | None
    """Holds resources.json; None for Stanza's own folder, where what is missing is downloaded to."""

    def sentences(self, tokens: Sequence[Sequence[str]]) -> list[Any]:
        """Token strings by sentence → Stanza's sentences, one for each, empty ones left out.

        Raises ModelError where Stanza or its models are missing.
        """
        wanted = [list(sentence) for sentence in tokens if sentence]
        if not wanted:
            return []
        nlp = _load(self)
        with _one_thread():
            return list(nlp(wanted).sentences)

    @property
    def stamp(self) -> str:
        """Stanza's version and the hash of the models loaded: changes whenever a row could."""
        return _stamp(self)


@functools.lru_cache(maxsize=4)
def _load(what: StanzaPipeline) -> Any:
    stanza = _stanza()
    folder = what.folder or Path(stanza.resources.common.DEFAULT_MODEL_DIR)
    try:
        return _pipeline(stanza, folder, what.processors, None)
    except Exception as error:
        if what.folder:
            raise ModelError(_missing(folder, what.processors, error)) from error
    try:
        return _pipeline(stanza, folder, what.processors, stanza.DownloadMethod.REUSE_RESOURCES)
    except Exception as error:
        raise ModelError(_missing(folder, what.processors, error)) from error


def _stanza() -> Any:
    try:
        return importlib.import_module("stanza")
    except ImportError as error:
        raise ModelError(_INSTALL) from error


def _pipeline(stanza: Any, folder: Path, processors: str, download: Any) -> Any:
    return stanza.Pipeline(
        "kk",
        dir=str(folder),
        processors=processors,
        download_method=download,
        tokenize_pretokenized=True,
        lemma_store_results=True,  # a lemma depends on word and tag alone; without this every token is spelt anew
        use_gpu=False,
        logging_level="CRITICAL",
    )


def _missing(folder: Path, processors: str, error: Exception) -> str:
    wanted, version = processors.removeprefix("tokenize,"), _stanza().__version__
    return (
        f"{folder}: no models for Kazakh ({wanted}) that Stanza {version} reads ({_first_line(error)}); where the "
        "network allows, get them with `python -c \"import stanza; stanza.download('kk', model_dir='DIR')\"`, "
        "then name the folder with `--stanza-models DIR`"
    )


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


@functools.lru_cache(maxsize=4)
def _stamp(what: StanzaPipeline) -> str:
    digest = hashlib.sha256()
    for path in _files(_load(what).config):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"{_stanza().__version__} {digest.hexdigest()[:16]}"


def _files(config: dict[str, Any]) -> Iterator[Path]:
    """The files that a pipeline was loaded from, its word vectors included."""
    for name, value in sorted(config.items()):
        if name.endswith("_path"):
            paths = (Path(str(one)) for one in (value if isinstance(value, list | tuple) else [value]))
            yield from (path for path in paths if path.is_file())


@contextmanager
def _one_thread() -> Iterator[None]:
    """Adds in one order; derek's workers are what runs at the same time. What the user had set comes back."""
    torch = importlib.import_module("torch")
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
