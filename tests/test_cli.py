import hashlib
import json
import subprocess
import sys
from pathlib import Path

RELEASE = (
    "Егіс басталды\n2026 жылғы 4 наурыз\n– Биыл 300 миллиард теңге бөлінді, – деді Премьер-министр Олжас Бектенов.\n"
)


def _derek(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from derek.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, encoding="utf-8")


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys; sys.argv = ['derek', '--help']\n"
        "from derek.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print({'spacy', 'pyarrow', 'pandas', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("set()")


def test_run_then_exit_statuses(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(RELEASE, encoding="utf-8")
    good = _derek("run", tmp_path / "in", "--out", tmp_path / "out")
    assert (good.returncode, good.stderr) == (0, "")
    assert "1 documents in" in good.stdout
    (tmp_path / "in" / "b.txt").write_bytes(b"")
    bad = _derek("run", tmp_path / "in", "--out", tmp_path / "out")
    assert bad.returncode == 1
    assert bad.stderr.splitlines() == [
        "rejected b.txt: the file is empty (0 bytes); remove it or write the release into it"
    ]
    again = _derek("run", tmp_path / "in", "--out", tmp_path / "out", "--quiet")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_the_summary_of_a_run_for_machines(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(RELEASE, encoding="utf-8")
    done = _derek("run", tmp_path / "in", "--out", tmp_path / "out", "--json", "--tables", "claims,documents")
    told = json.loads(done.stdout)
    assert (told["documents"], told["processed"], told["newly_rejected"]) == (1, 1, [])
    assert told["rows"] == {"documents": 1, "claims": 1}
    assert "now 2, in" in _derek("compact", "--out", tmp_path / "out").stdout


def test_standard_input_and_a_table_that_does_not_exist(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from derek.cli import main; main()", "run", "-", "--out", str(tmp_path / "out")]
    done = subprocess.run(command, input=RELEASE.encode(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    wrong = _derek("run", tmp_path, "--out", tmp_path / "out", "--tables", "tone")
    assert (wrong.returncode, "no table tone; there are documents" in wrong.stderr) == (2, True)


def test_wrong_usage_is_one_line_and_status_2(tmp_path: Path) -> None:
    done = _derek("run", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "no such file or folder" in done.stderr
    country = _derek("run", tmp_path, "--issuer-country", "Kazakhstan", "--out", tmp_path / "out")
    assert (country.returncode, "--issuer-country 'Kazakhstan'" in country.stderr) == (2, True)


def test_show_for_people_and_for_machines(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(RELEASE, encoding="utf-8")
    shown = _derek("show", file, "--why")
    assert "Олжас Бектенов" in shown.stdout
    assert "rule " in shown.stdout
    rows = json.loads(_derek("show", file, "--json").stdout)
    assert rows["claims"][0]["unit"] == "iso4217:KZT"
    assert "lemma" in _derek("show", file, "--words").stdout


def test_info_names_versions_models_and_tables_with_their_hashes(root: Path, tmp_path: Path) -> None:
    file = root / "models" / "knowledge" / "facilities.tsv"
    told = json.loads(_derek("info", "--json").stdout)
    table = told["knowledge"]["tables"]["knowledge/facilities.tsv"]
    assert table["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert {name: model["intact"] for name, model in told["models"].items()} == {"ner": True, "words": True}
    printed = _derek("info").stdout
    assert f"knowledge/facilities.tsv: {table['rows']} rows, sha256 {table['sha256'][:16]}" in printed
    assert f"spacy {told['libraries']['spacy']}" in printed
    (tmp_path / "knowledge").mkdir()
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)[:2]
    (tmp_path / "knowledge" / "facilities.tsv").write_text("".join(rows), encoding="utf-8")
    mine = json.loads(_derek("info", "--json", "--knowledge", tmp_path).stdout)["knowledge"]
    assert mine["tables"]["knowledge/facilities.tsv"]["rows"] == table["rows"] + 1
    assert mine["sha256"] != told["knowledge"]["sha256"]


def test_a_component_of_the_users_own_runs_last(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RELEASE, encoding="utf-8")
    (tmp_path / "mine.py").write_text(
        "from spacy.language import Language\n\n\n"
        "@Language.component('mine')\n"
        "def mine(doc):\n    print('claims', len(doc._.derek['claims']))\n    return doc\n",
        encoding="utf-8",
    )
    done = _derek("run", "a.txt", "--out", "out", "--component", "mine:mine", cwd=tmp_path)
    assert (done.returncode, "claims 1" in done.stdout) == (0, True), done.stderr


def test_columns_are_explained() -> None:
    told = _derek("columns", "claims")
    assert "period_from" in told.stdout
    assert _derek("columns", "moods").returncode == 2
