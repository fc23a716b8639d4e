"""What the tests of the batch share: small releases, and the bytes of what a run wrote."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from derek.running.batch import Summary, run
from derek.running.settings import RunSettings

RELEASE = """Егіс науқаны басталды
2026 жылғы 4 наурыз
Үкімет отырысында Қазақстан Президенті Қасым-Жомарт Тоқаевтың тапсырмалары қаралды.
– Биыл егіске 300 миллиард теңге бөлінді, – деді Премьер-министр Олжас Бектенов.
"""
RUSSIAN = "Правительство рассмотрело ход весенних полевых работ\nВ заседании приняли участие акимы областей.\n"
MONTHS = ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым")


def release(number: int) -> str:
    """One of many releases: other days, other sums."""
    dated = RELEASE.replace("4 наурыз", f"{1 + number % 28} {MONTHS[number % len(MONTHS)]}")
    return dated.replace("300 миллиард", f"{300 + number} миллиард")


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A folder with one release."""
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text(RELEASE, encoding="utf-8")
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with more releases than one process does alone."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(24):
        (folder / f"{number}.txt").write_text(release(number), encoding="utf-8")
    return folder


@pytest.fixture
def go() -> Callable[..., Summary]:
    """Runs derek: `go(inputs, out, workers=2)`."""

    def go(inputs: Path, out: Path, **settings: Any) -> Summary:
        return run(RunSettings(inputs=(inputs,), out=out, **settings))

    return go


@pytest.fixture
def hashes() -> Callable[[Path], dict[str, str]]:
    """Every Parquet file below a folder, and the hash of its bytes."""

    def hashes(out: Path) -> dict[str, str]:
        files = sorted(path for path in out.rglob("*.parquet") if ".staging" not in path.parts)
        return {f.relative_to(out).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}

    return hashes
