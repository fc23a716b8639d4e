"""A run on a Dask cluster: a scheduler and two workers as processes of their own, one of which is killed."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from derek.errors import RunError
from derek.running import versioning
from derek.running.batch import Summary

pytest.importorskip("distributed", reason="the extra `cluster` is not installed: pip install 'derek[cluster]'")

Cluster = tuple[str, list[subprocess.Popen[bytes]]]


def _start(*command: str) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]]
    return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """The scheduler's address, and the two workers."""
    from distributed import Client

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    where = ["--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show"]
    scheduler = _start("dask_scheduler", *where, "--idle-timeout", "300s")  # should this process be killed
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "30"]
    workers = [_start("dask_worker", address, *options, "--name", name) for name in ("one", "two")]
    try:
        with Client(address, timeout="60s", set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, workers
    finally:
        for process in [*workers, scheduler]:
            process.kill()
            process.wait()


def test_a_worker_is_killed_and_the_bytes_are_the_serial_ones(
    cluster: Cluster,
    archive: Path,
    tmp_path: Path,
    go: Callable[..., Summary],
    hashes: Callable[[Path], dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address, workers = cluster
    monkeypatch.setattr("derek.running.planning._MOST_DOCUMENTS", 2)  # so that there is something left to kill

    def kill_when_at_work() -> None:
        while not list((tmp_path / "out").glob(".staging/*/record.json")):
            time.sleep(0.01)
        workers[0].kill()

    killer = threading.Thread(target=kill_when_at_work)
    killer.start()
    done = go(archive, tmp_path / "out", scheduler=address)
    killer.join()
    assert done.documents == len(list(archive.iterdir()))
    assert done.rejects == ()
    monkeypatch.setattr("derek.running.executing.FEW", 1000)
    go(archive, tmp_path / "serial")
    assert hashes(tmp_path / "out") == hashes(tmp_path / "serial")
    monkeypatch.setattr(versioning, "code_hash", lambda: "another release of derek")
    with pytest.raises(RunError, match=r"worker tcp://.* runs derek .*install the same versions everywhere"):
        go(archive, tmp_path / "other", scheduler=address)


def test_a_scheduler_that_is_not_there_is_told(
    archive: Path, tmp_path: Path, go: Callable[..., Summary], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("derek.running.crews._PATIENCE", "1s")
    with pytest.raises(RunError, match="cannot be reached"):
        go(archive, tmp_path / "out", scheduler="tcp://127.0.0.1:9")
