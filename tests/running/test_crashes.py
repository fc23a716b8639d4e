"""Killed at any moment: the tables can be read, and the next run gives the bytes of an undisturbed one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import derek
from derek.errors import RunError
from derek.running import batch, publishing, staging
from derek.running.batch import Summary

Go = Callable[..., Summary]
Hashes = Callable[[Path], dict[str, str]]


class Killed(BaseException):
    """The process ends here."""


class Clock:
    """Kills at the n-th step that changes the disk; counts them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = self.steps = 10**9
        self._watch(monkeypatch, os, "replace")
        self._watch(monkeypatch, Path, "unlink")
        self._watch(monkeypatch, shutil, "rmtree")
        self._watch(monkeypatch, staging, "_write")
        self._watch(monkeypatch, publishing.Publisher, "_write")
        self._watch(monkeypatch, batch, "plan")

    def _watch(self, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def watched(*arguments: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left < 0:
                raise Killed
            return real(*arguments, **named)

        monkeypatch.setattr(owner, name, watched)

    def kill_after(self, steps: int) -> None:
        """Sets the clock."""
        self.left = steps


def test_killed_at_every_step(
    inputs: Path, tmp_path: Path, go: Go, hashes: Hashes, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (inputs / "a.txt").read_text(encoding="utf-8")
    (inputs / "b.txt").write_text(text.replace("4 наурыз", "5 сәуір"), encoding="utf-8")
    some = {"tables": ("documents", "quotes", "rejects")}
    go(inputs, tmp_path / "before", **some)
    (inputs / "b.txt").rename(inputs / "c.txt")
    (inputs / "a.txt").write_text(text.replace("300", "400"), encoding="utf-8")
    shutil.copytree(tmp_path / "before", tmp_path / "undisturbed")
    go(inputs, tmp_path / "undisturbed", **some)
    earlier, later = hashes(tmp_path / "before"), hashes(tmp_path / "undisturbed")
    with monkeypatch.context() as patch:
        clock = Clock(patch)
        patch.setattr(os, "fsync", lambda file: None)  # for time: it is the process that is killed, not the machine
        for step in range(1000):
            out = tmp_path / f"killed-{step}"
            shutil.copytree(tmp_path / "before", out)
            clock.kill_after(step)
            try:
                go(inputs, out, **some)
            except Killed:
                clock.kill_after(10**9)
                listed = {
                    path: hashes(out)[path] for paths in derek.tables(out).manifest.files.values() for path in paths
                }
                assert listed in (earlier, later)
                go(inputs, out, **some)
                assert hashes(out) == later
                assert not (out / ".staging").exists()
            else:
                break
    assert step > 15


def test_a_full_disk_is_told_and_loses_nothing(archive: Path, tmp_path: Path, go: Go, hashes: Hashes) -> None:
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4000, resource.RLIM_INFINITY))\n"
        "from derek.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "run", str(archive), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert "cannot be written (File too large); the tables are as they were before" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    with pytest.raises(RunError, match="no finished run here"):
        derek.tables(tmp_path / "out")
    go(archive, tmp_path / "out")
    go(archive, tmp_path / "undisturbed")
    assert hashes(tmp_path / "out") == hashes(tmp_path / "undisturbed")


def test_killed_at_random_moments(root: Path) -> None:
    """A few of the kills of tests/bench/kills.py, which does 50 of them by default."""
    command = [sys.executable, str(root / "tests" / "bench" / "kills.py"), "--kills", "3", "--documents", "40"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 kills, 3 times the undisturbed bytes" in done.stdout
