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


def test_info_names_versions_and_tables() -> None:
    printed = _derek("info").stdout
    assert "knowledge/countries.tsv" in printed
    assert "sha256" in printed
