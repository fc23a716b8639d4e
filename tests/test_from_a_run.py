"""From a run to what analysts hold: the page, the exports, the joins, the draft to correct."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

import derek
from derek.exporting.export import export_run
from derek.joins import JOINS, joined
from derek.labelling.files import draft_release, read_labels, write_labels
from derek.labelling.graph import from_graph, to_graph
from derek.loading import Pipeline
from derek.running.batch import run
from derek.running.settings import RunSettings
from derek.viewing.page import write_page

SEED = "2026-02-10-government-meeting.txt"


@pytest.fixture(scope="module")
def out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("run") / "outputs"
    run(RunSettings(inputs=(root / "seeds" / SEED,), out=folder))
    yield folder


def test_the_page_is_written_beside_the_tables(out: Path) -> None:
    page = write_page(out)
    assert page == out / "view.html"
    assert "Үкімет отырысында" in page.read_text(encoding="utf-8")


def test_the_page_of_one_document_has_a_name_of_its_own(out: Path) -> None:
    doc_id = derek.tables(out)["documents"].doc_id[0]
    assert write_page(out, SEED) == out / f"view-{doc_id}.html"


def test_another_run_leaves_the_page_alone(out: Path, root: Path) -> None:
    page = write_page(out)
    run(RunSettings(inputs=(root / "seeds" / SEED,), out=out))
    assert page.is_file()


def test_exports_hold_as_many_rows_as_the_tables(out: Path) -> None:
    for path in export_run(out, "csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == len(derek.tables(out)[path.stem])


@pytest.mark.parametrize("name", JOINS)
def test_each_join_has_rows(out: Path, name: str) -> None:
    assert joined(derek.tables(out), name).num_rows > 0


def test_a_draft_goes_out_and_comes_back(root: Path, tmp_path: Path) -> None:
    draft = draft_release(root / "seeds" / SEED, Pipeline())
    write_labels([draft], "prodigy", tmp_path / "tasks.jsonl")
    assert read_labels(tmp_path / "tasks.jsonl", "prodigy") == [from_graph(to_graph(draft))]
    assert draft["claims"] and draft["quotes"] and draft["entities"]
