"""How fast derek is, on one thread, beside spaCy on the same text in the same run.

    python tests/bench/bench.py                          # a generated corpus
    python tests/bench/bench.py --releases FILE.jsonl    # {"text": …} a line
    python tests/bench/bench.py --memory                 # also peak memory at 2,000 and 20,000 documents, and the rerun

Words are what white space separates; seconds are CPU seconds of all processes that took part, so that other work on the
machine counts little. «cold» is the first pass of a fresh process (every word form is new to it), «warm» a second pass.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

_TEXT = """Есеп {n} жарияланды
2026 жылғы {day} {month}
Үкімет отырысында Премьер-министр Олжас Бектенов {n} миллиард теңге бөлінгенін айтты.
– Биыл {region} облысында {n} мың тонна бидай жиналды, бұл былтырғыдан {per} пайызға көп, – деді министр Айдарбек Сапаров.
{filler}
"""
_MONTHS = ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан")
_REGIONS = ("Қостанай", "Ақмола", "Павлодар", "Түркістан", "Абай", "Жетісу", "Ұлытау", "Атырау")
_STEMS = (
    "жоба",
    "мектеп",
    "аудан",
    "құрылыс",
    "тұрғын",
    "сала",
    "бағдарлама",
    "қызмет",
    "өндіріс",
    "шаруашылық",
    "жол",
)
_ENDINGS = ("", "лар", "ның", "ға", "да", "дан", "мен", "лары", "ларын", "сы", "сын", "сында")


def main() -> None:
    """Prints a table of figures, one a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=Path, help="JSON Lines with the key text")
    parser.add_argument("--documents", type=int, default=513, help="how many of them")
    parser.add_argument("--memory", action="store_true", help="measure 2,000 and 20,000 documents too (minutes)")
    chosen = parser.parse_args()
    texts = _releases(chosen.releases, chosen.documents) if chosen.releases else list(generated(chosen.documents))
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} documents, {words} words")
    with tempfile.TemporaryDirectory(prefix="derek-bench-") as folder:
        _start_up()
        baseline = _peers(texts)
        _stages(texts)
        _whole(Path(folder), texts, words, baseline)
        if chosen.memory:
            _memory(Path(folder))


def generated(count: int, seed: int = 7) -> Iterator[str]:
    """Releases of some 100 words, no two alike."""
    chance = random.Random(seed)
    for n in range(count):
        filler = " ".join(chance.choice(_STEMS) + chance.choice(_ENDINGS) for _ in range(70)) + "."
        yield _TEXT.format(
            n=n + 1,
            day=1 + n % 28,
            month=_MONTHS[n % 10],
            region=chance.choice(_REGIONS),
            per=1 + n % 40,
            filler=filler.capitalize(),
        )


def _releases(path: Path, count: int) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()[:count]
    return [json.loads(line)["text"] for line in lines]


def _start_up() -> None:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", "from derek.cli import main; main()", "--help"], capture_output=True, check=True
    )
    print(f"start-up: derek --help {time.perf_counter() - began:.2f} s wall")
    began = time.process_time()
    from derek.finding import Floors
    from derek.knowledge import Knowledge

    Floors(Knowledge())
    print(f"start-up: a worker's models and knowledge {time.process_time() - began:.2f} s CPU")


def _timed(name: str, words: int, work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    speed = words / (time.process_time() - began)
    print(f"{name:<44} {speed:>10,.0f} words/s")
    return speed


def _peers(texts: Sequence[str]) -> float:
    """The peers, on the same text; the slow one on a part of it. Returns the speed of tok2vec and ner."""
    import spacy

    words = sum(len(text.split()) for text in texts)
    plain = spacy.blank("xx")
    plain.add_pipe("sentencizer")
    list(plain.pipe(texts[:20]))
    _timed("spaCy xx: tokenizer, sentencizer", words, lambda: list(plain.pipe(texts)))
    network = spacy.blank("xx")
    ner = network.add_pipe("ner")
    for label in ("PERSON", "GPE", "LOCATION", "ORGANISATION", "POSITION"):
        ner.add_label(label)  # type: ignore[attr-defined]
    network.initialize()
    list(network.pipe(texts[:5]))
    part = texts[: max(1, len(texts) // 4)]
    count = sum(len(text.split()) for text in part)
    return _timed("spaCy xx: tok2vec + ner (untrained)", count, lambda: list(network.pipe(part)))


def _stages(texts: Sequence[str]) -> None:
    """Each stage by itself, over all documents, cold and then warm."""
    from derek.finding import Floors
    from derek.knowledge import Knowledge
    from derek.readers.documents import Documents

    knowledge = Knowledge()
    reader, floors = Documents(knowledge), Floors(knowledge)
    words = sum(len(text.split()) for text in texts)
    data = [text.encode() for text in texts]
    for heat in ("cold", "warm"):
        _pass(heat, reader, floors, data, words)


def _pass(heat: str, reader: Any, floors: Any, data: Sequence[bytes], words: int) -> None:
    from derek.readers.records import Record
    from derek.running.columns import to_batch
    from derek.schema import TABLES

    documents: list[Any] = []
    pages: list[Any] = []
    tagged: list[Any] = []
    entities: list[Any] = []
    quotes: list[Any] = []
    _timed(f"{heat}: read", words, lambda: documents.extend(reader.read(Record("a", Path("a")), d) for d in data))
    _timed(f"{heat}: sentences, words", words, lambda: _chunked(floors, documents, pages))
    _timed(f"{heat}: names (model)", words, lambda: tagged.extend(floors._tagged(pages)))
    _timed(f"{heat}: names (rules)", words, lambda: entities.extend(map(floors._names.find, pages, tagged)))
    _timed(f"{heat}: quotes", words, lambda: quotes.extend(map(floors._quotes.find, pages, entities)))
    _timed(f"{heat}: claims", words, lambda: list(map(floors._claims.find, pages, entities, quotes)))
    found = floors.find(documents)
    names = [name for name in TABLES if name != "rejects"]
    _timed(f"{heat}: Arrow columns", words, lambda: [to_batch(name, found) for name in names])


def _chunked(floors: Any, documents: Sequence[Any], pages: list[Any], size: int = 64) -> None:
    """As many documents at a time as a chunk of the batch holds."""
    for begin in range(0, len(documents), size):
        pages.extend(floors._pages(documents[begin : begin + size]))


def _run(inputs: Path, out: Path, *flags: str) -> tuple[float, float, float]:
    """`derek run` in a process of its own. Returns CPU seconds and wall seconds, and peak memory in MB of all its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    command = [
        sys.executable,
        "-c",
        "from derek.cli import main; main()",
        "run",
        str(inputs),
        "--out",
        str(out),
        "--quiet",
    ]
    run = subprocess.Popen([*command, *flags])
    peak = 0.0
    while run.poll() is None:
        peak = max(peak, _resident(run.pid))
        time.sleep(0.1)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run.returncode == 0
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - began, peak


def _resident(pid: int) -> float:
    """Resident memory of a process and its children, in MB (Linux; 0 elsewhere)."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        pages = [int(Path(f"/proc/{p}/statm").read_text().split()[1]) for p in (str(pid), *children)]
    except (OSError, IndexError):
        return 0.0
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _write(folder: Path, texts: Sequence[str]) -> Path:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def _whole(folder: Path, texts: Sequence[str], words: int, baseline: float) -> None:
    """`derek run` over files, less what it costs over a single document."""
    few, many = _write(folder / "few", list(generated(17))), _write(folder / "many", texts)
    start = _run(few, folder / "out-few")[0]
    cpu, wall, peak = _run(many, folder / "out-1")
    speed = words / (cpu - start)
    print(
        f"{'derek run, less start-up':<44} {speed:>10,.0f} words/s, {speed / baseline:.1f} times spaCy's tok2vec + ner"
    )
    print(
        f"derek run: {cpu:.1f} s CPU of which {start:.1f} start-up, {wall:.1f} s wall, peak {peak:.0f} MB in all processes"
    )
    two, wall_two, peak_two = _run(many, folder / "out-2", "--workers", "2")
    print(f"two workers: CPU {two / cpu:.2f} times, wall {wall_two / wall:.2f} times, peak {peak_two:.0f} MB")
    again = _run(many, folder / "out-1")[0]
    print(f"rerun, nothing new: {again:.1f} s CPU, {again / cpu:.0%} of the first run")


def _memory(folder: Path) -> None:
    peaks = {}
    for count in (2_000, 20_000):
        inputs = _write(folder / f"generated-{count}", list(generated(count)))
        out = folder / f"out-{count}"
        cpu, _, peaks[count] = _run(inputs, out)
        again, _, peak_again = _run(inputs, out)
        print(
            f"{count} documents: {cpu:.0f} s CPU, peak {peaks[count]:.0f} MB; rerun {again / cpu:.1%}, {peak_again:.0f} MB"
        )
        shutil.rmtree(inputs)
        shutil.rmtree(out)
    print(f"peak at 20,000 documents: {peaks[20_000] / peaks[2_000]:.2f} times that at 2,000")


if __name__ == "__main__":
    main()
