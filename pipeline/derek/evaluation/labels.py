"""One labelled row, gold or predicted, in one shape: where it stands, its columns, and what else would be right."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from derek.schema import Row, to_plain

ALTERNATIVES = "_alt"
"""A gold column's further right answers stand under its name with this ending."""

OPTIONAL = "optional"


@dataclasses.dataclass(frozen=True, eq=False)
class Label:
    """One entity, quotation or claim. Values are JSON's (dates as ISO text); a column that is absent is undecided."""

    start: int
    end: int
    columns: Mapping[str, Any]
    alternatives: Mapping[str, tuple[Any, ...]] = dataclasses.field(default_factory=dict)
    optional: bool = False

    def get(self, column: str) -> Any:
        """The column's value; None also where the label does not decide it."""
        return self.columns.get(column)

    def decides(self, column: str) -> bool:
        """Whether the label says anything about the column, be it null."""
        return column in self.columns

    def answers(self, column: str) -> tuple[Any, ...]:
        """Every right answer, the first one first."""
        return (self.columns.get(column), *self.alternatives.get(column, ()))

    def overlap(self, other: Label) -> int:
        """Characters that both cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def gold_label(row: Mapping[str, Any]) -> Label:
    """One row of a gold file → Label."""
    columns = {name: value for name, value in row.items() if not name.endswith(ALTERNATIVES) and name != OPTIONAL}
    further = {
        name.removesuffix(ALTERNATIVES): tuple(value) for name, value in row.items() if name.endswith(ALTERNATIVES)
    }
    return Label(row["start_char"], row["end_char"], columns, further, bool(row.get(OPTIONAL)))


def predicted_label(row: Row) -> Label:
    """One row of the entities, quotes or claims table → Label."""
    return plain_label(to_plain(row))


def plain_label(columns: Mapping[str, Any]) -> Label:
    """The same from the row's columns as JSON values."""
    return Label(columns["start_char"], columns["end_char"], columns)
