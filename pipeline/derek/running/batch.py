"""A run from start to finish: look, plan, process, publish."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from derek.errors import RunError
from derek.knowledge import Knowledge
from derek.running.executing import execute
from derek.running.jobs import Job, Loading
from derek.running.locking import locked
from derek.running.manifest import MANIFEST, Manifest, Rejected, read_manifest
from derek.running.planning import Plan, look, natural, plan
from derek.running.publishing import Publisher, in_order, kept_parts, new_parts
from derek.running.settings import RunSettings
from derek.running.staging import Staged, Staging
from derek.running.versioning import versions

Progress = Callable[[str, int, int | None], None]
"""Called with (what is done: reading, processing or writing; done; of how many, None where that is not yet known)."""


class Summary(NamedTuple):
    """What stands in the tables after a run, and what the run did."""

    documents: int
    """In the tables."""
    processed: int
    """By this run; the others stood there already and were equal."""
    rows: dict[str, int]
    """By table."""
    warnings: dict[str, int]
    """By kind."""
    rejects: tuple[Rejected, ...]
    """All that stand in the rejects table."""
    newly_rejected: tuple[Rejected, ...]
    """Those among them that an earlier run into the folder had not rejected."""
    seconds: float
    """Wall clock."""


def run(settings: RunSettings, progress: Progress = lambda what, done, total: None) -> Summary:
    """Processes what is new in the inputs and publishes the tables.

    Raises UsageError for inputs that do not exist; RunError where the folder is locked, of another schema or the disk
    is full; KnowledgeError or ModelError for what is broken under models/.
    """
    began = time.perf_counter()
    with locked(settings.out), disk_told(settings.out):
        staging = Staging(settings.out)
        after_death = staging.open()
        before = _before(settings)
        stamp = versions(Knowledge(settings.models, settings.knowledge), settings)
        found = look(settings, staging.folder / "input", stamp, lambda done: progress("reading", done, None))
        work = plan(found, before, settings, stamp)
        staged = _process(work, _job(settings, stamp), settings, staging, after_death, progress)
        manifest = _publish(settings, work, staged, staging, stamp, began, progress)
        staging.close()
    return _summary(manifest, before, staged, began)


def _before(settings: RunSettings) -> Manifest:
    """What stands in the folder. With --force, tables of another schema are as good as none."""
    if not (settings.out / MANIFEST).exists():
        return Manifest(settings.tables)
    try:
        return read_manifest(settings.out)
    except RunError:
        if settings.force:
            return Manifest(settings.tables)
        raise


def _job(settings: RunSettings, stamp: str) -> Job:
    loading = Loading(
        versions=stamp,
        options=settings.read_options,
        models=settings.models.absolute() if settings.models else None,
        knowledge=tuple(folder.absolute() for folder in settings.knowledge),
        components=settings.components,
        backends=settings.backends,
    )
    return Job(settings.out.absolute(), settings.tables, loading, settings.time_limit)


def _process(
    work: Plan, job: Job, settings: RunSettings, staging: Staging, after_death: bool, progress: Progress
) -> dict[str, Staged]:
    """Every chunk's record: of those that an interrupted run had finished at once, then of the others as they come."""
    total = sum(len(chunk.items) for chunk in work.chunks)
    staged = {c.name: s for c in work.chunks if (s := staging.read(c.name, job.tables))}
    done = sum(len(chunk.items) for chunk in work.chunks if chunk.name in staged)
    sizes = {chunk.name: len(chunk.items) for chunk in work.chunks}
    progress("processing", done, total)
    missing = [chunk for chunk in work.chunks if chunk.name not in staged]
    for each in execute(missing, job, settings, after_death=after_death):
        staged[each.name] = each
        done += sizes[each.name]
        progress("processing", done, total)
    return staged


def _publish(
    settings: RunSettings,
    work: Plan,
    staged: dict[str, Staged],
    staging: Staging,
    stamp: str,
    began: float,
    progress: Progress,
) -> Manifest:
    publisher = Publisher(settings.out, staging, settings.tables)
    drafts = list(new_parts(work.chunks, staged, staging, stamp))
    parts = kept_parts(work, settings.tables, publisher, settings.out)
    for number, draft in enumerate(drafts):
        progress("writing", number, len(drafts))
        parts.append(publisher.part(draft))
    rejected = (*work.rejected, *(r for chunk in work.chunks for r in staged[chunk.name].rejected))
    ordered = tuple(sorted(rejected, key=lambda r: natural(r.source)))
    record = {
        "versions": stamp,
        "settings": settings.model_dump(mode="json"),
        "processed": sum(len(each.documents) for each in staged.values()),
        "seconds": round(time.perf_counter() - began, 3),
    }
    found = in_order(parts)
    manifest = Manifest(settings.tables, found, ordered, publisher.others(found, ordered), record)
    publisher.publish(manifest)
    return manifest


def _summary(manifest: Manifest, before: Manifest, staged: dict[str, Staged], began: float) -> Summary:
    known = {rejected.key for rejected in before.rejected}
    return Summary(
        manifest.documents,
        sum(len(each.documents) for each in staged.values()),
        manifest.rows,
        manifest.warnings,
        manifest.rejected,
        tuple(r for r in manifest.rejected if r.key not in known),
        time.perf_counter() - began,
    )


@contextmanager
def disk_told(out: Path) -> Iterator[None]:
    """What the system says about the disk, as an error that tells what to do."""
    try:
        yield
    except OSError as error:
        if not error.errno:
            raise RunError(f"the run failed ({error}); run the same command again to finish") from error
        said = os.strerror(error.errno)
        raise RunError(
            f"{out}: cannot be written ({said}); the tables are as they were before, "
            "make room or choose another --out, then run the same command again to finish"
        ) from error
