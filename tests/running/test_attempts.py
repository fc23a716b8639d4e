"""What a chunk's log says about the workers that have tried it."""

from pathlib import Path

import pytest

from derek.running.attempts import Attempts


def _after(folder: Path, *lines: str, late: bool = False) -> Attempts:
    (folder / "c.log").write_text("".join(line + "\n" for line in lines), encoding="ascii")
    if late:
        (folder / "c.trace").write_text("Timeout (0:01:00)!\n", encoding="ascii")
    return Attempts(folder, "c", 60.0)


@pytest.mark.parametrize(
    ("lines", "rejected"),
    [
        pytest.param(("alone", "document 3"), False, id="one death can be an accident"),
        pytest.param(("alone", "document 3", "alone", "document 3"), True, id="two are not"),
        pytest.param(
            ("shared", "document 3", "shared", "document 3"), False, id="another chunk can have broken the pool"
        ),
        pytest.param(("alone", "document 3", "alone", "document 3", "document 4"), False, id="it was survived"),
    ],
)
def test_deaths(tmp_path: Path, lines: tuple[str, ...], rejected: bool) -> None:
    attempts = _after(tmp_path, *lines)
    assert attempts.careful
    assert bool(attempts.known(3)) == rejected


def test_the_clock_is_heard_at_once_and_remembered(tmp_path: Path) -> None:
    first = _after(tmp_path, "shared", "chunk", "alone", "document 2", late=True)
    assert "time limit" in str(first.known(2))
    assert first.known(1) is None
    assert "time limit" in str(Attempts(tmp_path, "c", 60.0).known(2))


def test_a_chunk_that_took_too_long_as_a_whole_blames_nobody(tmp_path: Path) -> None:
    attempts = _after(tmp_path, "shared", "chunk", late=True)
    assert attempts.careful
    assert attempts.known(0) is None


def test_nothing_is_left_of_a_chunk_that_is_done(tmp_path: Path) -> None:
    attempts = Attempts(tmp_path, "c", 60.0)
    assert not attempts.careful
    attempts.begin(alone=True)
    with attempts.watched("document 0", 10):
        pass
    attempts.forget()
    assert not list(tmp_path.iterdir())
