"""Two output folders → what changed from one to the other, by table and document.

A document is the same where its bytes are (doc_id), else where its source is: then its text has changed.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from derek.comparing.pairing import Row, differences, pair
from derek.errors import UsageError
from derek.results import Tables
from derek.running.planning import natural
from derek.schema import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

KINDS = ("gone", "new", "altered")


class Change(NamedTuple):
    """One row that differs between the runs."""

    table: str
    source: str
    """The document's, in the new run where it has one."""
    doc_id: str | None
    """Likewise; null for what was rejected."""
    kind: str
    """gone, new or altered."""
    row: Row
    """As the new run has it; as the old one had it, where it is gone."""
    columns: dict[str, tuple[Any, Any]]
    """Of an altered row: column → (old value, new value)."""


@dataclasses.dataclass(frozen=True)
class RunDiff:
    """What changed from the run `old` to the run `new`."""

    old: Path
    new: Path
    versions: tuple[str, str]
    """Of code, models and knowledge, as the manifests tell."""
    counts: Mapping[str, Mapping[str, int]]
    """Table → rows gone, new, altered and equal."""
    not_compared: tuple[str, ...]
    """Tables that one of the runs did not write."""
    changes: tuple[Change, ...]
    """By document, table and place."""

    @property
    def is_empty(self) -> bool:
        """Whether the runs have the same rows."""
        return not self.changes


class _Same(NamedTuple):
    """One document in both runs; None where a run lacks it."""

    old: Row | None
    new: Row | None

    @property
    def source(self) -> str:
        return str((self.new or self.old or {})["source"])

    @property
    def doc_id(self) -> str:
        return str((self.new or self.old or {})["doc_id"])

    @property
    def same_text(self) -> bool:
        return self.old is None or self.new is None or self.old["text"] == self.new["text"]


def compare_runs(old: Path, new: Path, tables: Sequence[str] = ()) -> RunDiff:
    """Compares two finished runs; `tables`: those to compare, all by default.

    Raises RunError where a folder holds no finished run, UsageError for a table that a run does not have.
    """
    runs = Tables(old), Tables(new)
    wanted = _wanted(runs, tables)
    same = _documents(runs)
    counts: dict[str, Counter[str]] = {name: Counter() for name in wanted}
    changes = []
    for name in wanted:
        for change in _rejects(runs, counts) if name == "rejects" else _table(name, runs, same, counts[name]):
            changes.append(change)
            counts[name][change.kind] += 1
    order = {name: number for number, name in enumerate(TABLES)}
    changes.sort(key=lambda c: (natural(c.source), c.doc_id or "", order[c.table]))
    return RunDiff(
        old,
        new,
        (str(runs[0].manifest.record.get("versions")), str(runs[1].manifest.record.get("versions"))),
        {name: {kind: counts[name][kind] for kind in (*KINDS, "equal")} for name in wanted},
        tuple(name for name in TABLES if any(name in run.names for run in runs) and name not in wanted),
        tuple(changes),
    )


def _wanted(runs: tuple[Tables, Tables], tables: Sequence[str]) -> list[str]:
    both = [name for name in TABLES if all(name in run.names for run in runs)]
    missing = [name for name in tables if name not in both]
    if missing:
        raise UsageError(f"--tables: {', '.join(missing)} not in both runs; there are {', '.join(both)}")
    if "documents" not in both:
        raise UsageError("a run was written without its table documents; write it with `derek run … --force`")
    return [name for name in both if not tables or name in tables]


def _documents(runs: tuple[Tables, Tables]) -> list[_Same]:
    """Documents of either run, in the order of their names."""
    old, new = ({row["doc_id"]: row for row in run.arrow("documents").to_pylist()} for run in runs)
    moved = {row["source"]: row for key, row in old.items() if key not in new}
    found = [_Same(old.get(key) or moved.pop(row["source"], None), row) for key, row in new.items()]
    found += [_Same(row, None) for row in moved.values()]
    return sorted(found, key=lambda same: (natural(same.source), same.doc_id))


def _table(name: str, runs: tuple[Tables, Tables], documents: Sequence[_Same], count: Counter[str]) -> Iterator[Change]:
    old, new = (_Slices(run.arrow(name)) for run in runs)
    for same in documents:
        before, after = (run.of(row["doc_id"] if row else None) for run, row in zip((old, new), same[:2], strict=True))
        if before.equals(after):  # no row becomes an object where a document's rows are what they were
            count["equal"] += after.num_rows
        else:
            yield from _rows(name, same, before.to_pylist(), after.to_pylist(), count)


def _rows(name: str, same: _Same, before: list[Row], after: list[Row], count: Counter[str]) -> Iterator[Change]:
    if name == "documents":
        gone, new, both = ([], [], [(before[0], after[0])]) if before and after else (before, after, [])
    else:
        gone, new, both = pair(name, before, after, same_text=same.same_text)
    found = [Change(name, same.source, same.doc_id, "gone", row, {}) for row in gone]
    found += [Change(name, same.source, same.doc_id, "new", row, {}) for row in new]
    for one, other in both:
        columns = differences(name, one, other, same_text=same.same_text)
        if columns:
            found.append(Change(name, same.source, same.doc_id, "altered", other, columns))
        else:
            count["equal"] += 1
    yield from sorted(found, key=lambda c: (c.row.get("start_char", 0), KINDS.index(c.kind)))


def _rejects(runs: tuple[Tables, Tables], counts: Mapping[str, Counter[str]]) -> Iterator[Change]:
    old, new = ({row["source"]: row for row in run.arrow("rejects").to_pylist()} for run in runs)
    for source in {**old, **new}:
        if source not in new:
            yield Change("rejects", source, None, "gone", old[source], {})
        elif source not in old:
            yield Change("rejects", source, None, "new", new[source], {})
        elif columns := differences("rejects", old[source], new[source]):
            yield Change("rejects", source, None, "altered", new[source], columns)
        else:
            counts["rejects"]["equal"] += 1


class _Slices:
    """One table, cut by document: a document's rows stand together in the file that holds it."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        self._at: dict[str, tuple[int, int]] = {}
        runs = table["doc_id"].combine_chunks().dictionary_encode() if table.num_rows else None
        begin = 0
        for key, length in _lengths(runs):
            self._at[key] = (begin, length)
            begin += length

    def of(self, doc_id: str | None) -> pa.Table:
        """The rows of one document; none where it has none."""
        return self._table.slice(*self._at.get(doc_id or "", (0, 0)))


def _lengths(keys: pa.DictionaryArray | None) -> Iterator[tuple[str, int]]:
    """(doc_id, rows), in the table's order."""
    import pyarrow.compute as pc

    if keys is None:
        return
    encoded = pc.run_end_encode(keys.indices)
    names, begin = keys.dictionary.to_pylist(), 0
    for index, end in zip(encoded.values.to_pylist(), encoded.run_ends.to_pylist(), strict=True):
        yield names[index], end - begin
        begin = end
