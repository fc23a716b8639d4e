"""A run from start to finish: plan, process, write, publish."""

from __future__ import annotations

import collections
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from derek.loading import Pipeline, versions
from derek.readers.sources import find_sources
from derek.running.locking import locked
from derek.running.manifest import write_manifest
from derek.running.planning import Chunk, Plan, plan
from derek.running.processing import MonthRows, gather, process, rows_of
from derek.running.settings import RunSettings
from derek.running.writing import Written, month_of, remove_stale, write_missing, write_rows
from derek.schema import SCHEMA_VERSION, TABLES, Reject

Progress = Callable[[int, int], None]
"""Called with (documents done, documents in all)."""


class Summary(NamedTuple):
    """What a run did: documents read, rows by table, rejected documents, wall-clock seconds."""

    documents: int
    rows: dict[str, int]
    rejects: tuple[Reject, ...]
    seconds: float


def run(settings: RunSettings, progress: Progress = lambda done, total: None) -> Summary:
    """Processes every record of the inputs and publishes the tables.

    Raises UsageError for inputs that do not exist, RunError where the folder is locked, KnowledgeError for bad rows.
    """
    began = time.perf_counter()
    with locked(settings.out):
        sources = find_sources(settings.inputs)
        pipeline = Pipeline(settings.models, settings.knowledge, settings.issuer_country)
        stamp = versions(pipeline.knowledge)
        work = plan(sources, f"{stamp} {settings.issuer_country}", settings.chunk_size)
        written, rejects = _execute(work, pipeline, settings, progress)
        summary = _summary(written, rejects, began)
        _publish(settings, stamp, written, summary)
    return summary


def _execute(
    work: Plan, pipeline: Pipeline, settings: RunSettings, progress: Progress
) -> tuple[list[Written], list[Reject]]:
    total, done = sum(len(chunk.records) for chunk in work.chunks), 0
    written: list[Written] = []
    rejects = list(work.rejects)
    for chunk in work.chunks:
        months: MonthRows = {}
        for outcome in process(chunk, pipeline):
            if outcome.extraction:
                gather(months, month_of(outcome.extraction.document.published), rows_of(outcome.extraction))
            if outcome.reject:
                rejects.append(outcome.reject)
            done += 1
            progress(done, total)
        written += _write_chunk(chunk, months, settings)
    rejects.sort(key=lambda row: row.source)
    written += write_rows(settings.out, "rejects", None, {"rejects": rejects})
    return written + write_missing(settings.out, written), rejects


def _write_chunk(chunk: Chunk, months: MonthRows, settings: RunSettings) -> list[Written]:
    return [
        file
        for month, rows in sorted(months.items(), key=lambda item: str(item[0]))
        for file in write_rows(settings.out, chunk.name, month, rows)
    ]


def _summary(written: Sequence[Written], rejects: Sequence[Reject], began: float) -> Summary:
    counts = collections.Counter({name: 0 for name in TABLES})
    for file in written:
        counts[file.table] += file.rows
    return Summary(counts["documents"], dict(counts), tuple(rejects), time.perf_counter() - began)


def _publish(settings: RunSettings, stamp: str, written: Sequence[Written], summary: Summary) -> None:
    files: dict[str, list[str]] = {name: [] for name in TABLES}
    for file in sorted(written, key=lambda f: f.path):
        files[file.table].append(file.path)
    manifest: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "versions": stamp,
        "settings": settings.model_dump(mode="json"),
        "documents": summary.documents,
        "rows": summary.rows,
        "seconds": round(summary.seconds, 3),
        "files": files,
    }
    write_manifest(settings.out, manifest)
    remove_stale(settings.out, [path for paths in files.values() for path in paths])
