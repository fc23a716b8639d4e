"""What an evaluation holds: each document's scores, and the sums of a group."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cached_property

from derek.errors import UsageError
from derek.evaluation.document_scores import Scores
from derek.evaluation.gold import GoldDocument
from derek.evaluation.tallies import Tally, add_up

CHAIN = "chain"
GOLD_INPUT = "gold input"
MODES = (CHAIN, GOLD_INPUT)
GROUPS = ("written dev", "written test", "real dev", "real test")


@dataclasses.dataclass(frozen=True)
class ScoredDocument:
    """One document's scores by mode (`chain`, `gold input`); `sentences` are (start, end) in its text."""

    gold: GoldDocument
    scores: Mapping[str, Scores]
    sentences: tuple[tuple[int, int], ...] = ()


@dataclasses.dataclass(frozen=True)
class Evaluation:
    """Every scored document; `skipped` real ones had no text at hand, `unread` ones are not in the scored run.

    `split`: dev or test where only that one was asked for.
    """

    documents: tuple[ScoredDocument, ...]
    skipped: int = 0
    unread: int = 0
    split: str | None = None

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups that hold documents, in their order."""
        return tuple(group for group in GROUPS if self.of(group))

    def require_dev(self) -> None:
        """Raises UsageError where the test split alone was scored and single documents are asked for."""
        if self.split == "test":
            raise UsageError("--errors and --compare show single documents: dev ones alone, so leave out --split test")

    @property
    def shown(self) -> tuple[ScoredDocument, ...]:
        """The documents of the dev split: of the test split only totals are ever shown."""
        return tuple(document for document in self.documents if document.gold.split == "dev")

    def of(self, group: str) -> tuple[ScoredDocument, ...]:
        """The documents of one group."""
        return tuple(document for document in self.documents if document.gold.group == group)

    def tallies(self, group: str, mode: str) -> dict[str, Tally]:
        """A group's sums by measure; empty where the mode was not run."""
        return add_up(document.scores[mode].tallies for document in self.of(group) if mode in document.scores)

    def by_document(self, group: str, mode: str, measure: str) -> list[Tally]:
        """One measure's tallies, document by document: what intervals are drawn from. Not for showing."""
        scores = (document.scores[mode] for document in self.of(group) if mode in document.scores)
        return [score.tallies.get(measure, Tally()) for score in scores]
