"""How far two readers of the same documents agree: the second scored against the first, as if a program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from derek.errors import GoldError
from derek.evaluation.document_scores import Labels, Scores, score_chain
from derek.evaluation.gold import GoldDocument, load_gold
from derek.evaluation.tallies import Tally, add_up


def agreement(*, first: Path, second: Path) -> dict[str, Tally]:
    """Tallies by measure over the documents that both folders hold; F1 is the agreement.

    A row that either reader calls optional is no disagreement, nor is a column that one of them leaves open.
    Raises GoldError where the folders share no document, or a document's text differs between them.
    """
    readings = reader_scores(first=first, second=second)
    return add_up(scores.tallies for scores in readings.values())


def reader_scores(*, first: Path, second: Path) -> Mapping[str, Scores]:
    """The same document by document, with every difference between the readers."""
    texts = {document.name: document for document in load_gold(first).documents}
    pairs = [(texts[d.name], d) for d in load_gold(second).documents if d.name in texts]
    if not pairs:
        raise GoldError(f"{first} and {second} have no document in common")
    return {one.name: _compare(one, other) for one, other in pairs}


def _compare(first: GoldDocument, second: GoldDocument) -> Scores:
    if first.text != second.text:
        raise GoldError(f"{first.name}: the two readings are of different texts")
    return score_chain(gold=_rows(first), predicted=_rows(second), lemmas={})


def _rows(document: GoldDocument) -> Labels:
    return Labels(document.entities, document.quotes, document.claims)
