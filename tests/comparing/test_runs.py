"""Two runs compared: nothing, a new knowledge row, a changed document, documents that came and went."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from derek.comparing.runs import RunDiff, compare_runs
from derek.errors import RunError, UsageError
from derek.running.batch import run
from derek.running.settings import RunSettings

RELEASE = (
    "Егіс басталды\n2026 жылғы 4 наурыз\n– Биыл 300 миллиард теңге бөлінді, – деді Премьер-министр Олжас Бектенов.\n"
)
OTHER = "Зауыт ашылды\n2026 жылғы 5 наурыз\nЖаңа зауытта 120 адам жұмыс істейді.\n"
ROW = "key\tname\tkind\tcountry\tvalid_from\tvalid_to\tsource\nzauyt\tЖаңа зауыт\tcanonical\tKZ\t\t\trelease\n"


def made(folder: Path, out: str, texts: dict[str, str], knowledge: tuple[Path, ...] = ()) -> Path:
    inputs = folder / f"{out}-in"
    inputs.mkdir()
    for name, text in texts.items():
        (inputs / name).write_text(text, encoding="utf-8")
    run(RunSettings(inputs=(inputs,), out=folder / out, knowledge=knowledge))
    return folder / out


def told(diff: RunDiff) -> list[tuple[str, str, str]]:
    return [(c.source, c.table, c.kind) for c in diff.changes if c.table not in {"sentences", "tokens"}]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("old"), "old", {"a.txt": RELEASE, "b.txt": OTHER, "empty.txt": ""})


def test_the_same_inputs_give_no_difference(old: Path, tmp_path: Path) -> None:
    diff = compare_runs(old, made(tmp_path, "new", {"a.txt": RELEASE, "b.txt": OTHER, "empty.txt": ""}))
    assert diff.is_empty
    assert diff.counts["claims"] == {"gone": 0, "new": 0, "altered": 0, "equal": 2}
    assert diff.counts["rejects"]["equal"] == 1


def test_a_row_of_knowledge_more_and_nothing_else_differs(old: Path, tmp_path: Path) -> None:
    (tmp_path / "mine" / "knowledge").mkdir(parents=True)
    (tmp_path / "mine" / "knowledge" / "organisations.tsv").write_text(ROW, encoding="utf-8")
    texts = {"a.txt": RELEASE, "b.txt": OTHER, "empty.txt": ""}
    diff = compare_runs(old, made(tmp_path, "new", texts, (tmp_path / "mine",)))
    assert diff.versions[0] != diff.versions[1]
    assert [(c.kind, c.row["text"], c.row["canonical"]) for c in diff.changes] == [
        ("new", "Жаңа зауытта", "Жаңа зауыт")
    ]


def test_a_document_whose_text_has_changed(old: Path, tmp_path: Path) -> None:
    texts = {"a.txt": RELEASE.replace("Биыл 300", "Осы жылы 310"), "b.txt": OTHER, "empty.txt": ""}
    diff = compare_runs(old, made(tmp_path, "new", texts))
    assert ("a.txt", "documents", "altered") in told(diff)
    assert {source for source, _, _ in told(diff)} == {"a.txt"}
    claims = [(c.kind, c.row["value"]) for c in diff.changes if c.table == "claims"]
    assert sorted(claims) == [("gone", 300e9), ("new", 310e9)]
    assert not [c for c in diff.changes if c.table == "entities"]


def test_documents_that_came_and_went_bring_and_take_their_rows(old: Path, tmp_path: Path) -> None:
    diff = compare_runs(old, made(tmp_path, "new", {"a.txt": RELEASE, "c.txt": OTHER.replace("120", "130")}))
    assert ("b.txt", "claims", "gone") in told(diff)
    assert ("c.txt", "claims", "new") in told(diff)
    assert ("empty.txt", "rejects", "gone") in told(diff)
    assert diff.counts["documents"] == {"gone": 1, "new": 1, "altered": 0, "equal": 1}


def test_a_moved_document_is_the_same_document(old: Path, tmp_path: Path) -> None:
    diff = compare_runs(old, made(tmp_path, "new", {"z.txt": RELEASE, "b.txt": OTHER, "empty.txt": ""}))
    assert [(c.kind, c.columns) for c in diff.changes] == [("altered", {"source": ("a.txt", "z.txt")})]


def test_what_cannot_be_compared_is_told(old: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--tables: tone not in both runs; there are documents"):
        compare_runs(old, old, ["tone"])
    with pytest.raises(RunError, match="no finished run here"):
        compare_runs(old, tmp_path)


def _derek(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from derek.cli import main; main()", "diff", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_command_for_people_and_machines(old: Path, tmp_path: Path) -> None:
    texts = {"a.txt": RELEASE.replace("300", "310"), "b.txt": OTHER, "empty.txt": ""}
    new = made(tmp_path, "new", texts)
    shown = _derek(old, new)
    assert (shown.returncode, shown.stderr) == (1, "")
    assert "300 миллиард теңге, 300000000000, iso4217:KZT" in shown.stdout
    data = json.loads(_derek(old, new, "--json", "--tables", "claims").stdout)
    assert list(data["counts"]) == ["claims"]
    assert [(c["kind"], c["row"]["value"]) for c in data["changes"]] == [("gone", 300e9), ("new", 310e9)]
    assert _derek(old, old).returncode == 0
    assert (_derek(old, tmp_path).returncode, _derek(old, old, "--tables", "x").returncode) == (3, 2)
