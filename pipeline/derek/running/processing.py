"""One chunk of documents → its staged files. Runs in a worker process, or in the run's own for a few documents."""

from __future__ import annotations

import dataclasses
import functools
import gc
import hashlib
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from derek.errors import DerekError, ReadError
from derek.finding import Findings, Floors
from derek.knowledge import Knowledge
from derek.readers.documents import Documents
from derek.running.attempts import Attempts
from derek.running.columns import to_batch
from derek.running.jobs import Job, Loading
from derek.running.manifest import Rejected
from derek.running.planning import Chunk, Item
from derek.running.staging import Staged, Staging
from derek.schema import Document, arrow_schema

_ALLOCATIONS = 100_000
"""Objects between two collections: rows are made by the thousand and hold no cycles, so looking often finds nothing."""
_ONE_AT_A_TIME = threading.Lock()
"""Workers of a cluster may have several threads; the clock and the log are for one chunk a process."""


class Worker:
    """A process's readers and extractors, loaded once."""

    def __init__(self, what: Loading) -> None:
        """Raises KnowledgeError or ModelError."""
        self._documents: Documents
        self.find: Callable[[Sequence[Document]], list[Findings]]
        if what.components:
            self._load_with_components(what)
        else:
            knowledge = Knowledge(what.models, what.knowledge)
            self._documents = Documents(knowledge, what.options)
            self.find = Floors(knowledge, backends=what.backends).find
        gc.collect()
        gc.freeze()  # what is loaded stays; without this every full collection walks all of it again
        gc.set_threshold(_ALLOCATIONS)

    def _load_with_components(self, what: Loading) -> None:
        from derek.loading import Pipeline

        pipeline = Pipeline(what.models, what.knowledge, what.options.issuer_country, what.components, what.backends)
        self._documents = Documents(pipeline.knowledge, what.options)
        pipeline.prepare()
        self.find = pipeline.find

    def read(self, item: Item) -> Document:
        """One document, with its copies' names. Raises ReadError, also where its bytes are not those of the plan."""
        data = item.record.read()
        if hashlib.sha256(data).hexdigest() != item.entry.sha256:
            raise ReadError("has changed while the run was going on; run again")
        document = self._documents.read(item.record, data)
        return dataclasses.replace(document, source=item.entry.source, also_at=item.entry.also_at)


@functools.lru_cache(maxsize=1)
def _worker(what: Loading) -> Worker:
    return Worker(what)


def process(job: Job, chunk: Chunk, alone: bool) -> Staged:
    """Reads, extracts and stages a chunk; a document that fails becomes a reject and never takes another with it.

    Raises OSError where the disk is full, KnowledgeError or ModelError where the worker cannot even begin.
    """
    with _ONE_AT_A_TIME:
        staging = Staging(job.out)
        if done := staging.read(chunk.name, job.tables):
            return done
        attempts = Attempts(staging.folder, chunk.name, job.time_limit)
        worker = _worker(job.loading)
        attempts.begin(alone=alone)
        found, rejected = _extract(worker, job, chunk, attempts)
        staged = _stage(staging, job, chunk, found, rejected)
        attempts.forget()
        return staged


def _extract(worker: Worker, job: Job, chunk: Chunk, attempts: Attempts) -> tuple[list[Findings], list[Rejected]]:
    """All at once, which is fast; where that fails, document by document, which tells which one."""
    if not attempts.careful:
        with attempts.watched("chunk", sum(item.size for item in chunk.items)):
            if (found := _extract_all(worker, chunk)) is not None:
                return found, []
    kept: list[Findings] = []
    rejected: list[Rejected] = []
    for number, item in enumerate(chunk.items):
        outcome = _extract_one(worker, job, item, number, attempts)
        if isinstance(outcome, Rejected):
            rejected.append(outcome)
        else:
            kept.append(outcome)
    return kept, rejected


def _extract_all(worker: Worker, chunk: Chunk) -> list[Findings] | None:
    try:
        return worker.find([worker.read(item) for item in chunk.items])
    except Exception:  # noqa: BLE001 - told when it is known which document it was
        return None


def _extract_one(worker: Worker, job: Job, item: Item, number: int, attempts: Attempts) -> Findings | Rejected:
    if known := attempts.known(number):
        return _rejected(job, item, "extract", known, str(known))
    with attempts.watched(f"document {number}", item.size):
        return _outcome(worker, job, item)


def _outcome(worker: Worker, job: Job, item: Item) -> Findings | Rejected:
    stage = "read"
    try:
        document = worker.read(item)
        stage = "extract"
        return worker.find([document])[0]
    except DerekError as error:
        return _rejected(job, item, stage, error, str(error))
    except Exception as error:  # noqa: BLE001 - a fault of derek's own must not cost the other documents
        message = f"derek failed on this document ({error}); report it with the text, the rest of the run is complete"
        return _rejected(job, item, stage, error, message)


def _rejected(job: Job, item: Item, stage: str, error: Exception, message: str) -> Rejected:
    sha256, source, also_at = item.entry
    return Rejected(source, sha256, also_at, stage, type(error).__name__, message, job.loading.versions)


def _stage(staging: Staging, job: Job, chunk: Chunk, found: Sequence[Findings], rejected: Sequence[Rejected]) -> Staged:
    by_month: dict[str, list[Findings]] = defaultdict(list)
    for each in found:
        by_month[month_of(each.document)].append(each)
    months = tuple(sorted(by_month))
    files = {
        table: (arrow_schema(table), [to_batch(table, by_month[month]) for month in months])
        for table in job.tables
        if table != "rejects"
    }
    documents = {each.document.sha256: month_of(each.document) for each in found}
    warnings = {month: _kinds(by_month[month]) for month in months}
    return staging.write(Staged(chunk.name, months, documents, tuple(rejected), warnings, {}), files)


def _kinds(found: Sequence[Findings]) -> dict[str, int]:
    """Warnings by what stands before their colon."""
    return dict(Counter(warning.split(":", 1)[0] for each in found for warning in each.document.warnings))


def month_of(document: Document) -> str:
    """The partition of a document: `2025-11`, or `unknown` without a date."""
    return f"{document.published:%Y-%m}" if document.published else "unknown"
