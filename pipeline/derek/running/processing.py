"""One chunk of records → its rows, through the same spaCy pipeline as `derek.load()`."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from derek.errors import DerekError
from derek.loading import Extraction, Pipeline
from derek.running.planning import Chunk, Record
from derek.schema import Document, Reject, Row

MonthRows = dict[str | None, dict[str, list[Row]]]


class Outcome(NamedTuple):
    """What one record became: its extraction, or the row that says why not."""

    extraction: Extraction | None
    reject: Reject | None


def process(chunk: Chunk, pipeline: Pipeline) -> Iterator[Outcome]:
    """Yields one outcome a record, in order; a record that fails never takes another with it."""
    for record in chunk.records:
        yield _process_record(record, pipeline)


def _process_record(record: Record, pipeline: Pipeline) -> Outcome:
    stage = "read"
    try:
        document = pipeline.read(record.source.path.read_bytes(), record.source.name)
        stage = "extract"
        return Outcome(pipeline.extract(_with_copies(document, record)), None)
    except (DerekError, OSError) as error:
        return Outcome(None, _reject(record, stage, error, str(error)))
    except Exception as error:  # noqa: BLE001 - a fault of derek's own must not cost the other documents
        message = f"derek failed on this document ({error}); report it with the text, the rest of the run is complete"
        return Outcome(None, _reject(record, stage, error, message))


def _with_copies(document: Document, record: Record) -> Document:
    return dataclasses.replace(document, also_at=record.also_at) if record.also_at else document


def _reject(record: Record, stage: str, error: Exception, message: str) -> Reject:
    name = type(error).__name__
    return Reject(source=record.source.name, sha256=record.sha256, stage=stage, error=name, message=message)


def rows_of(extraction: Extraction) -> dict[str, tuple[Row, ...]]:
    """The rows of one document, by table."""
    return {
        "documents": (extraction.document,),
        "sentences": extraction.sentences,
        "tokens": extraction.tokens,
        "entities": extraction.entities,
        "quotes": extraction.quotes,
        "claims": extraction.claims,
    }


def gather(months: MonthRows, month: str | None, rows: dict[str, tuple[Row, ...]]) -> None:
    """Adds one document's rows to its month's."""
    tables = months.setdefault(month, defaultdict(list))
    for name, table in rows.items():
        tables[name].extend(table)
