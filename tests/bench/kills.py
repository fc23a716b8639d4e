"""Kills runs at random moments and compares what the next run leaves with what an undisturbed one does.

    python tests/bench/kills.py --kills 50

Every second time the folder holds an earlier run over half of the documents; every third time a worker is killed instead
of the whole run.
"""

import argparse
import contextlib
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import derek
from derek.errors import RunError

TEXT = """Есеп {n} жарияланды
2026 жылғы {day} {month}
Үкімет отырысында Премьер-министр Олжас Бектенов {n} миллиард теңге бөлінгенін айтты.
– Биыл {n} мың тонна бидай жиналды, – деді министр Айдарбек Сапаров.
"""
MONTHS = ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз")


def main() -> int:
    """Returns 0 where every kill came to the undisturbed bytes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="derek-kills-") as folder:
        good = Trial(Path(folder), chosen.documents, chosen.workers, random.Random(chosen.seed)).run(chosen.kills)
    print(f"{chosen.kills} kills, {good} times the undisturbed bytes")
    return 0 if good == chosen.kills else 1


class Trial:
    """One corpus, its two undisturbed results, and the kills."""

    def __init__(self, folder: Path, documents: int, workers: int, chance: random.Random) -> None:
        self._folder, self._workers, self._chance = folder, workers, chance
        self._half, self._whole = folder / "half", folder / "whole"
        for path, count in ((self._half, documents // 2), (self._whole, documents)):
            path.mkdir()
            for n in range(count):
                text = TEXT.format(n=n + 1, day=1 + n % 28, month=MONTHS[n % len(MONTHS)])
                (path / f"{n}.txt").write_text(text, encoding="utf-8")

    def run(self, kills: int) -> int:
        """How many of the kills ended well."""
        earlier = self._folder / "earlier"
        self._finish(self._half, earlier)
        wanted, seconds = {}, 0.0
        for again in (False, True):
            out = self._folder / f"undisturbed-{again}"
            if again:
                shutil.copytree(earlier, out)
            began = time.monotonic()
            self._finish(self._whole, out)
            seconds = max(seconds, time.monotonic() - began)
            wanted[again] = hashes(out)
        return sum(self._killed(n, earlier if n % 2 else None, wanted[bool(n % 2)], seconds) for n in range(kills))

    def _killed(self, number: int, earlier: Path | None, wanted: dict[str, str], seconds: float) -> bool:
        out = self._folder / f"killed-{number}"
        if earlier:
            shutil.copytree(earlier, out)
        moment = self._chance.uniform(0, seconds)
        run = self._start(self._whole, out)
        time.sleep(moment)
        if number % 3 == 2 and (worker := self._one_of(children(run.pid))):
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
            run.wait()
        else:
            run.kill()
            run.wait()
        read_all(out)
        self._finish(self._whole, out)
        equal = hashes(out) == wanted and read_all(out)
        print(f"{number}: killed after {moment:.2f} s, {'equal' if equal else 'DIFFERENT'}", flush=True)
        shutil.rmtree(out)
        return equal

    def _one_of(self, processes: list[int]) -> int | None:
        return self._chance.choice(processes) if processes else None

    def _start(self, inputs: Path, out: Path) -> subprocess.Popen[bytes]:
        code = "from derek.cli import main; main()"
        arguments = ["run", str(inputs), "--out", str(out), "--workers", str(self._workers), "--quiet"]
        return subprocess.Popen([sys.executable, "-c", code, *arguments])

    def _finish(self, inputs: Path, out: Path) -> None:
        if status := self._start(inputs, out).wait():
            raise SystemExit(f"an undisturbed run ended with status {status}")


def children(parent: int) -> list[int]:
    """Process ids of a process's children (Linux; empty elsewhere)."""
    path = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(pid) for pid in path.read_text().split()] if path.exists() else []


def hashes(out: Path) -> dict[str, str]:
    """Every Parquet file and the hash of its bytes."""
    return {p.relative_to(out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in out.rglob("*.parquet")}


def read_all(out: Path) -> bool:
    """Reads every table, if there are any yet."""
    try:
        tables = derek.tables(out)
    except RunError:
        return False
    return all(tables.arrow(name).num_rows >= 0 for name in tables.names)


if __name__ == "__main__":
    sys.exit(main())
