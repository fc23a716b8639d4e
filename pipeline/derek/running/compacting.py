"""Many small files → few: the parts of a month joined, as one run over all their documents would have written them."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from derek.running.batch import disk_told
from derek.running.locking import locked
from derek.running.manifest import Manifest, Part, read_manifest
from derek.running.planning import natural
from derek.running.publishing import PART, Draft, Publisher, in_order, published_batches
from derek.running.staging import Staging
from derek.schema import arrow_schema


class Compacted(NamedTuple):
    """Numbers of files before and after."""

    before: int
    after: int


def compact(out: Path) -> Compacted:
    """Joins the parts of equal month and versions; no row changes. Needs the memory of the largest month.

    Afterwards the files' bytes depend on the documents alone, not on how many runs brought them. Raises RunError where
    the folder holds no finished run or is locked.
    """
    manifest = read_manifest(out)
    with locked(out), disk_told(out):
        manifest = read_manifest(out)
        staging = Staging(out)
        staging.open()
        publisher = Publisher(out, staging, manifest.tables)
        parts = in_order(part for group in _groups(manifest) for part in _joined(group, out, publisher))
        done = dataclasses.replace(manifest, parts=parts, others=publisher.others(parts, manifest.rejected))
        publisher.publish(done)
        staging.close()
    return Compacted(_count(manifest), _count(done))


def _count(manifest: Manifest) -> int:
    return sum(map(len, manifest.files.values()))


def _groups(manifest: Manifest) -> list[list[Part]]:
    groups: dict[tuple[str, str], list[Part]] = {}
    for part in manifest.parts:
        groups.setdefault((part.month, part.versions), []).append(part)
    return list(groups.values())


def _joined(group: Sequence[Part], out: Path, publisher: Publisher) -> Iterator[Part]:
    """One part for every `PART` documents, in the order of their names."""
    documents = sorted((d for part in group for d in part.documents), key=lambda d: natural(d.source))
    cuts = [tuple(documents[start : start + PART]) for start in range(0, len(documents), PART)]
    if cuts == [part.documents for part in group]:
        yield from group
        return
    warnings: Counter[str] = Counter()
    for part in group:
        warnings.update(part.warnings)
    for number, entries in enumerate(cuts):
        # Warnings are counted by part, not by document: of a month in several parts they all stand with the first.
        part = Part(group[0].month, group[0].versions, entries, {}, dict(warnings) if number == 0 else {})
        yield publisher.part(Draft(part, _Rows(part, group, out).batches))


class _Rows:
    """The rows of a part, gathered from the published files of others."""

    def __init__(self, part: Part, group: Sequence[Part], out: Path) -> None:
        self._order = [document.doc_id for document in part.documents]
        self._group, self._out = group, out

    def batches(self, table: str) -> Iterator[Any]:
        """In the order of the part's documents; the rows of one document stay in theirs."""
        import pyarrow as pa
        import pyarrow.compute as pc

        order = pa.array(self._order, pa.string())
        held = []
        for part in self._group:
            if part.rows.get(table):
                for batch in published_batches(self._out / part.path(table)):
                    held.append(batch.filter(pc.is_in(batch["doc_id"], value_set=order)))
        whole = pa.Table.from_batches(held, arrow_schema(table)).combine_chunks()
        places = pc.index_in(whole["doc_id"].combine_chunks(), value_set=order)
        yield from whole.take(pc.array_sort_indices(places)).combine_chunks().to_batches()
