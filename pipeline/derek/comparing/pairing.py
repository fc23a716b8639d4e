"""Which row of one run is which row of another: the rows of one document and one table, paired.

Equal rows pair first; then rows with the same characters and the same kind, then with the same characters, then rows
that overlap, the largest overlap first. So a name whose label, id or borders changed is one altered row, not one gone
and one new. Where the document's own text has changed, offsets mean nothing: the row's text stands in their place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

Row = dict[str, Any]

_KINDS = {"entities": ("label", "mention"), "quotes": ("kind", "layout"), "claims": ("kind", "unit")}
"""Columns that, with its characters, say which row a row is."""
_NUMBERS = {
    "sentences": ("sent_id",),
    "tokens": ("sent_id", "token_id"),
    "entities": ("sent_id", "entity_id"),
    "quotes": ("sent_id", "quote_id"),
    "claims": ("sent_id", "claim_id"),
}
"""Running numbers, which one row more shifts: never compared."""
_REFERENCES = {"quotes": ("speaker_entity_id", "parent_quote_id"), "claims": ("claimant_entity_id", "quote_id")}
"""Running numbers of other rows: compared as to whether they are null."""


class Pairs(NamedTuple):
    """Rows of one document and table: what only the old run has, what only the new one has, and what both have."""

    gone: list[Row]
    new: list[Row]
    both: list[tuple[Row, Row]]


def pair(table: str, old: Sequence[Row], new: Sequence[Row], *, same_text: bool = True) -> Pairs:
    """The rows of one document in two runs; `same_text`: whether the document's text is the same in both.

    Each list comes back in the order of its run.
    """
    pairing = _Pairing(old, new)
    kinds = _KINDS.get(table, ())
    where = ("start_char", "end_char") if same_text else ("text",)
    pairing.by(lambda row: comparable(table, row, same_text=same_text))
    pairing.by(lambda row: tuple(row[name] for name in (*where, *kinds)))
    pairing.by(lambda row: tuple(row[name] for name in where))
    if same_text:
        pairing.by_overlap()
    return pairing.pairs()


def differences(table: str, old: Row, new: Row, *, same_text: bool = True) -> dict[str, tuple[Any, Any]]:
    """Column → (old value, new value), of the columns that differ; running numbers do not count."""
    before, after = (dict(comparable(table, row, same_text=same_text)) for row in (old, new))
    return {name: (old[name], new[name]) for name in before if before[name] != after[name]}


def comparable(table: str, row: Row, *, same_text: bool = True) -> tuple[tuple[str, Hashable], ...]:
    """(column, value) of what counts when rows are compared."""
    left_out = {*_NUMBERS.get(table, ()), *(() if table == "documents" else ("doc_id",))}
    references = _REFERENCES.get(table, ())
    return tuple(
        (name, value is None if name in references else _frozen(value))
        for name, value in row.items()
        if name not in left_out and (same_text or not _is_offset(name))
    )


def _is_offset(name: str) -> bool:
    return name == "parts" or name.endswith(("_start", "_end", "start_char", "end_char"))


def _frozen(value: Any) -> Hashable:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return tuple(value.items()) if isinstance(value, dict) else value


class _Pairing:
    """Two lists of rows and which of them have found each other so far."""

    def __init__(self, old: Sequence[Row], new: Sequence[Row]) -> None:
        self._old, self._new = old, new
        self._partner: dict[int, int] = {}
        self._taken: set[int] = set()

    def by(self, key: Callable[[Row], Hashable]) -> None:
        """Rows of equal key, in their order."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for place in reversed(self._free_new()):
            waiting[key(self._new[place])].append(place)
        for place in self._free_old():
            if found := waiting.get(key(self._old[place])):
                self._join(place, found.pop())

    def by_overlap(self) -> None:
        """Rows that share characters, those that share most first."""
        free = self._free_new()
        shared = [
            (-size, old, new)
            for old in self._free_old()
            for new in free
            if (size := _shared(self._old[old], self._new[new])) > 0
        ]
        for _, old, new in sorted(shared):
            if old not in self._partner and new not in self._taken:
                self._join(old, new)

    def pairs(self) -> Pairs:
        """What the passes have come to."""
        gone = [self._old[place] for place in self._free_old()]
        new = [self._new[place] for place in self._free_new()]
        return Pairs(gone, new, [(self._old[o], self._new[n]) for o, n in sorted(self._partner.items())])

    def _join(self, old: int, new: int) -> None:
        self._partner[old] = new
        self._taken.add(new)

    def _free_old(self) -> list[int]:
        return [place for place in range(len(self._old)) if place not in self._partner]

    def _free_new(self) -> list[int]:
        return [place for place in range(len(self._new)) if place not in self._taken]


def _shared(one: Row, other: Row) -> int:
    return int(min(one["end_char"], other["end_char"]) - max(one["start_char"], other["start_char"]))
