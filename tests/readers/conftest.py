"""What the tests of the readers share: documents read from files that a test writes, and bad inputs."""

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from derek.knowledge import Knowledge
from derek.readers.documents import Documents
from derek.readers.sources import ReadOptions, Record, Unreadable, find_records
from derek.schema import Document

BODY = "Үкімет отырысында көктемгі егіс жұмыстарының барысы қаралды.\nЖиынға өңір әкімдері қатысты."


@pytest.fixture(scope="session")
def body() -> str:
    return BODY


@pytest.fixture(scope="session")
def documents(knowledge: Knowledge) -> Documents:
    return Documents(knowledge)


@pytest.fixture
def listed() -> Callable[..., list[str]]:
    """The names of what is found, «!» before what is unreadable."""

    def names(*inputs: Path | str, **options: object) -> list[str]:
        found = find_records(inputs, ReadOptions(**options))  # type: ignore[arg-type]
        return [f"!{entry.name}" if isinstance(entry, Unreadable) else entry.name for entry in found]

    return names


@pytest.fixture
def read_all(knowledge: Knowledge) -> Callable[..., dict[str, Document]]:
    """Every document under the inputs, by name; what is unreadable fails the test."""

    def read(*inputs: Path | str, **given: object) -> dict[str, Document]:
        options = ReadOptions(**given)  # type: ignore[arg-type]
        reader = Documents(knowledge, options)
        return {record.name: reader.read(record, record.read()) for record in _records(inputs, options)}

    return read


def _records(inputs: tuple[Path | str, ...], options: ReadOptions) -> Iterator[Record]:
    for entry in find_records(inputs, options):
        assert isinstance(entry, Record), entry
        yield entry


@pytest.fixture(scope="session")
def bad_inputs() -> SimpleNamespace:
    """The functions of bad_inputs.py, which also runs by itself."""
    return SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("bad_inputs.py"))))
