"""Predictions read back from the tables of a finished run, for the gold documents that it holds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from derek.errors import UsageError
from derek.evaluation.document_scores import Labels
from derek.evaluation.gold import GoldDocument
from derek.evaluation.labels import plain_label
from derek.evaluation.predicting import Prediction
from derek.results import Tables
from derek.text.normalising import normalise

_READ = ("entities", "quotes", "claims", "sentences", "tokens")

Rows = Sequence[Mapping[str, Any]]


def run_predictions(out: Path, gold: Sequence[GoldDocument]) -> dict[str, Prediction]:
    """The run's rows for each gold document whose text it read, by the document's name.

    Raises RunError where the folder holds no finished run, UsageError where the run read none of the documents.
    """
    tables = Tables(out)
    ids = _ids(tables, gold)
    if not ids:
        raise UsageError(f"--run {out}: holds none of the gold documents; leave --run out to have derek read them now")
    rows = {table: _by_document(tables, table, set(ids.values())) for table in _READ}
    return {name: _prediction({table: rows[table][doc_id] for table in _READ}) for name, doc_id in ids.items()}


def _ids(tables: Tables, gold: Sequence[GoldDocument]) -> dict[str, str]:
    """Name of a gold document → doc_id of the run's document with the same text."""
    documents = tables.arrow("documents").select(["doc_id", "text"]).to_pylist()
    by_text = {row["text"].rstrip(): row["doc_id"] for row in documents}
    texts = {document.name: normalise(document.text).text.rstrip() for document in gold}
    return {name: by_text[text] for name, text in texts.items() if text in by_text}


def _by_document(tables: Tables, table: str, wanted: set[str]) -> dict[str, list[dict[str, Any]]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = tables.arrow(table)
    rows = whole.filter(pc.is_in(whole["doc_id"], value_set=pa.array(sorted(wanted)))).to_pylist()
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["doc_id"]].append({name: _plain(value) for name, value in row.items()})
    return grouped


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _prediction(rows: Mapping[str, Rows]) -> Prediction:
    entities, quotes, claims = (tuple(map(plain_label, rows[table])) for table in _READ[:3])
    return Prediction(
        Labels(entities, quotes, claims),
        tuple((row["start_char"], row["end_char"]) for row in rows["sentences"]),
        {row["text"].casefold(): row["lemma"] for row in rows["tokens"] if row["lemma"]},
    )
