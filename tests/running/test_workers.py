"""Worker processes: the same bytes for any number of them, and none of their ends costs another document."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import derek
from derek.errors import RunError
from derek.running.batch import Summary
from derek.running.crews import LocalCrew

Go = Callable[..., Summary]
Hashes = Callable[[Path], dict[str, str]]


def test_the_bytes_do_not_depend_on_the_workers(
    archive: Path, tmp_path: Path, go: Go, hashes: Hashes, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(archive, tmp_path / "two", workers=2)
    monkeypatch.setattr("derek.running.executing.FEW", 1000)
    go(archive, tmp_path / "none")
    assert hashes(tmp_path / "none") == hashes(tmp_path / "two")


def test_a_document_that_fails_ends_or_hangs_its_worker_is_rejected(
    archive: Path, tmp_path: Path, go: Go, hashes: Hashes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parent)
    good = go(archive, tmp_path / "good").documents
    for name, word in {"3b": "ҚАТЕ", "5b": "ӨЛІМ", "7b": "КҮТУ"}.items():
        (archive / f"{name}.txt").write_text(f"Тақырып\n{word} болды.", encoding="utf-8")
    done = go(archive, tmp_path / "out", components=("faulty_stages:derek_test_faults",), time_limit=5.0)
    assert {r.source: r.error for r in done.rejects} == {
        "3b.txt": "RuntimeError",
        "5b.txt": "WorkerDiedError",
        "7b.txt": "TimeLimitError",
    }
    assert done.documents == good
    for table in ("documents", "quotes", "claims", "tokens"):
        first, second = (derek.tables(tmp_path / out).arrow(table) for out in ("good", "out"))
        assert first.sort_by("doc_id").equals(second.sort_by("doc_id"))


def test_a_worker_that_somebody_kills_costs_nothing(
    archive: Path, tmp_path: Path, go: Go, hashes: Hashes, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(archive, tmp_path / "undisturbed")
    crews: list[LocalCrew] = []
    start = LocalCrew._start
    monkeypatch.setattr(LocalCrew, "_start", lambda crew: (crews.append(crew), start(crew))[1])

    def kill_when_at_work() -> None:
        while not list((tmp_path / "out").glob(".staging/*.log")):
            time.sleep(0.01)
        os.kill(next(iter(crews[0]._pool._processes)), signal.SIGKILL)

    killer = threading.Thread(target=kill_when_at_work)
    killer.start()
    done = go(archive, tmp_path / "out")
    killer.join()
    assert done.rejects == ()
    assert hashes(tmp_path / "out") == hashes(tmp_path / "undisturbed")


def test_what_a_worker_cannot_begin_with_is_told(archive: Path, tmp_path: Path, go: Go) -> None:
    with pytest.raises(RunError, match="cannot be written"):
        (tmp_path / "file").write_text("", encoding="utf-8")
        go(archive, tmp_path / "file" / "out")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_the_run(archive: Path, tmp_path: Path, number: signal.Signals) -> None:
    text = (archive / "0.txt").read_text(encoding="utf-8")
    (archive / "long.txt").write_text(text * 1000, encoding="utf-8")  # so that the signal comes in the middle
    code = "from derek.cli import main; main()"
    command = [sys.executable, "-c", code, "run", str(archive), "--out", str(tmp_path / "out"), "--workers", "2"]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not list((tmp_path / "out").glob(".staging/*.log")):
        assert run.poll() is None
        time.sleep(0.01)
    if number == signal.SIGINT:
        os.killpg(run.pid, number)  # as a terminal does: the workers hear it too
    else:
        run.kill()
    errors = run.communicate(timeout=30)[1]
    if number == signal.SIGINT:
        assert (run.returncode, errors) == (130, "derek: interrupted; run the same command again to finish\n")
    for _ in range(300):
        try:
            os.killpg(run.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a worker is still there")


def test_a_script_without_a_main_guard_is_told(archive: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from derek.running.batch import run\nfrom derek.running.settings import RunSettings\n"
        f"run(RunSettings(inputs=({str(archive)!r},), out={str(tmp_path / 'out')!r}))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "call run() below `if __name__" in done.stderr
