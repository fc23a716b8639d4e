"""Columns straight from the pages are the typed rows' columns, and the floors alone give what the spaCy stages give."""

import datetime as dt
from pathlib import Path

import pytest

from derek.loading import Extraction, Pipeline
from derek.running.columns import to_batch
from derek.schema import TABLES, Document, to_table

RUSSIAN = "Правительство рассмотрело ход весенних полевых работ\nВ заседании приняли участие акимы областей.\n"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="module")
def documents(pipeline: Pipeline, root: Path) -> list[Document]:
    texts = [path.read_text(encoding="utf-8") for path in sorted((root / "seeds").glob("*.txt"))]
    odd = ["", "\n\n", "а", " 5 мың\u00a0тонна ", RUSSIAN, "Тақырып\r\n\r\n«Иә, – деді ол. – Жоқ»\t!"]
    return [pipeline.read_text(text, published=dt.date(2026, 3, 4)) for text in [*texts, *odd]]


def _rows(extraction: Extraction, table: str) -> tuple[object, ...]:
    return (extraction.document,) if table == "documents" else getattr(extraction, table)


@pytest.mark.parametrize("table", [name for name in TABLES if name != "rejects"])
def test_columns_are_those_of_the_rows(pipeline: Pipeline, documents: list[Document], table: str) -> None:
    typed = [row for document in documents for row in _rows(pipeline.extract(document), table)]
    assert to_batch(table, pipeline.find(documents)).to_pylist() == to_table(table, typed).to_pylist()  # type: ignore[arg-type]
    assert to_batch(table, []).num_rows == 0


def test_the_floors_give_what_the_stages_give(pipeline: Pipeline, documents: list[Document]) -> None:
    for document, found in zip(documents, pipeline.find(documents), strict=True):
        assert pipeline._find_through_doc(document) == found
