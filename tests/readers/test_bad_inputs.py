"""Bad inputs become documents or reasons; nothing else is lost for them. All thousand: DEREK_BAD_INPUTS=1000."""

import os
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

from derek.errors import ReadError
from derek.readers.documents import Documents
from derek.readers.sources import Record, Unreadable, find_records

COUNT = int(os.environ.get("DEREK_BAD_INPUTS", "100"))
MEGABYTES = 50 if COUNT >= 1000 else 12


def outcomes(folder: Path, documents: Documents) -> dict[str, str]:
    """Name → «document» or why not, of all that lies under the folder."""
    found = {}
    for entry in find_records([folder]):
        if isinstance(entry, Unreadable):
            found[entry.name] = entry.message
            continue
        try:
            document = documents.read(entry, entry.read())
            document.text.encode()
            found[entry.name] = "document"
        except ReadError as error:
            found[entry.name] = str(error)
    return found


def test_bad_inputs_are_documents_or_reasons(tmp_path: Path, documents: Documents, bad_inputs: SimpleNamespace) -> None:
    bad_inputs.write_bad_inputs(tmp_path / "in", COUNT)
    for number in range(0, COUNT, 10):
        (tmp_path / "in" / f"{number:04}" / "zz-good.txt").write_text(f"{number}-хабар\nҮкімет отырысы өтті.", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    found = outcomes(tmp_path / "in", documents)
    assert all(found[f"{number:04}/zz-good.txt"] == "document" for number in range(0, COUNT, 10))
    assert {name[:4] for name in found} == {f"{number:04}" for number in range(COUNT)}
    assert all(found.values())
    assert Counter(found.values())["document"] > COUNT / 2
    assert sorted(tmp_path.rglob("*")) == before


def test_one_line_of_many_megabytes(tmp_path: Path, documents: Documents, bad_inputs: SimpleNamespace) -> None:
    bad_inputs.write_huge_line(tmp_path, MEGABYTES)
    found = outcomes(tmp_path, documents)
    large = "larger than 10 MB in one document; give each release as a file, or as a line of JSON Lines"
    assert found == {
        "huge.html": large,
        "huge.txt": large,
        "huge.jsonl#1": "document",
        "huge.jsonl#2": large,
        "huge.jsonl#3": "document",
    }


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, bad_inputs: SimpleNamespace) -> None:
    one, two = (bad_inputs.write_bad_inputs(tmp_path / name, 40, seed=3) for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_a_record_of_every_kind_is_among_them(tmp_path: Path, bad_inputs: SimpleNamespace) -> None:
    paths = bad_inputs.write_bad_inputs(tmp_path, 150)
    assert len({path.name for path in paths}) > 30
    assert Record("a", paths[0]).read() == paths[0].read_bytes()
