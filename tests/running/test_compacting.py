"""Many runs leave many files; compacting them gives what one run would have written."""

from collections.abc import Callable
from pathlib import Path

import pytest

import derek
from derek.errors import RunError
from derek.running.batch import Summary
from derek.running.compacting import compact

RELEASE = "Есеп жарияланды\n2026 жылғы {day} наурыз\n{day} мың тонна бидай жиналды, – деді министр Айдарбек Сапаров."


def test_the_bytes_are_those_of_one_run(
    tmp_path: Path, go: Callable[..., Summary], hashes: Callable[[Path], dict[str, str]]
) -> None:
    (tmp_path / "in").mkdir()
    for day in (10, 2, 7):  # neither the order of the runs nor that of the names decides, but the names' numbers
        (tmp_path / "in" / f"{day}.txt").write_text(RELEASE.format(day=day), encoding="utf-8")
        go(tmp_path / "in", tmp_path / "nightly")
    go(tmp_path / "in", tmp_path / "once")
    done = compact(tmp_path / "nightly")
    assert done.before > done.after
    assert hashes(tmp_path / "nightly") == hashes(tmp_path / "once")
    assert list(derek.tables(tmp_path / "nightly")["documents"]["source"]) == ["2.txt", "7.txt", "10.txt"]
    assert go(tmp_path / "in", tmp_path / "nightly").processed == 0
    assert compact(tmp_path / "nightly") == (done.after, done.after)


def test_no_run_nothing_to_compact(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no finished run here"):
        compact(tmp_path)
