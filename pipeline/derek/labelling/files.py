"""`derek label`: gold documents to the files of labelling tools, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from derek.errors import GoldError, UsageError
from derek.evaluation.gold import BASELINE
from derek.labelling.doccano import from_doccano, to_doccano
from derek.labelling.drafts import draft
from derek.labelling.graph import Graph, Json, from_graph, to_graph
from derek.labelling.label_studio import from_label_studio, label_studio_config, to_label_studio
from derek.labelling.prodigy import ACCEPTED, from_prodigy, to_prodigy
from derek.loading import Pipeline

FORMATS = ("label-studio", "doccano", "prodigy", "gold")
CONFIG = "label-studio.xml"
"""Lies beside a Label Studio file: the interface to paste into its project."""

_READERS: dict[str, Callable[[Json], Graph]] = {"doccano": from_doccano, "prodigy": from_prodigy}


def draft_release(release: Path, pipeline: Pipeline) -> Json:
    """One release → derek's rows as a gold document to correct, called as the file is.

    Raises UsageError where there is no such file, ReadError where it holds no text.
    """
    if not release.is_file():
        raise UsageError(f"{release}: no such file; name one release, as in `derek label seeds/….txt`")
    return draft(pipeline.extract(pipeline.read(release.read_bytes(), release.name)), release.stem)


def read_gold_files(folder: Path) -> list[Json]:
    """The gold documents of a folder that hold their own text, as JSON values, by file name."""
    paths = [path for path in sorted(folder.glob("*.json")) if path.name != BASELINE]
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return [document for document in documents if "text" in document["doc"]]


def write_labels(documents: Sequence[Json], form: str, to: Path, *, draft: bool = False) -> list[Path]:
    """Gold documents → the file `to` of a tool, or the folder `to` of gold documents; returns what was written.

    `draft`: Label Studio shows them as predictions to correct. Raises UsageError for a form that there is none of.
    """
    _check(form)
    if form == "gold":
        return _write_gold(documents, to)
    to.parent.mkdir(parents=True, exist_ok=True)
    graphs = [to_graph(document) for document in documents]
    if form == "label-studio":
        return _write_label_studio([to_label_studio(graph, draft=draft) for graph in graphs], to)
    lines = map(to_doccano if form == "doccano" else to_prodigy, graphs)
    return [_write(to, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))]


def read_labels(file: Path, form: str) -> list[Json]:
    """A tool's file → gold documents, checked; what nobody has labelled or accepted is left out.

    Raises UsageError for a form that there is none of or a file that is none, GoldError, with the record, for labels
    that derek does not know or that do not stand on their text.
    """
    _check(form)
    if form == "gold":
        return read_gold_files(file)
    if not file.is_file():
        raise UsageError(f"{file}: no such file; name what the labelling tool exported")
    read = (_read(file, number, record, form) for number, record in enumerate(_records(file, form), 1))
    return [document for document in read if document is not None]


def _check(form: str) -> None:
    if form not in FORMATS:
        raise UsageError(f"no format {form!r}; there are {', '.join(FORMATS)}")


def _read(file: Path, number: int, record: Any, form: str) -> Json | None:
    try:
        graph = _graph(record, form)
        return from_graph(graph) if graph else None
    except GoldError as error:
        raise GoldError(f"{file}: record {number}: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GoldError(f"{file}: record {number}: not of the form {form} ({type(error).__name__}: {error})") from error


def _graph(record: Json, form: str) -> Graph | None:
    if form == "label-studio":
        return from_label_studio(record)
    return _READERS[form](record) if record.get("answer") in ACCEPTED else None


def _records(file: Path, form: str) -> Iterable[Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        if form != "label-studio":
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        tasks = json.loads(text)
    except ValueError as error:
        raise GoldError(f"{file}: not UTF-8 JSON ({error})") from error
    return tasks if isinstance(tasks, list) else [tasks]


def _write_label_studio(tasks: list[Json], to: Path) -> list[Path]:
    config = _write(to.with_name(CONFIG), label_studio_config())
    return [_write(to, json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"), config]


def _write_gold(documents: Sequence[Json], to: Path) -> list[Path]:
    to.mkdir(parents=True, exist_ok=True)
    named = [(Path(document["doc"]["name"]).name, document) for document in documents]
    return [_write(to / f"{name}.json", json.dumps(d, ensure_ascii=False, indent=1) + "\n") for name, d in named]


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
