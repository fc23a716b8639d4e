"""The shipped model: what it promises beyond its score."""

import json
import pickle
import random
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from derek.errors import ModelError
from derek.tagging.model import PROTOCOL, Tagger

SENTENCES = [
    sentence.split()
    for sentence in (
        "Қазақстан Президенті Қасым-Жомарт Тоқаев Астанада Өзбекстан басшысымен кездесті .",
        "Былтыр экспорт 12 , 5 %-ға өсіп , 3 миллиард доллар болды .",
        "« Самұрық-Қазына » қорының басқарма төрағасы 2025 жылғы 16 қарашада мәлімдеді .",
        "Иә .",
        "Ресей мен Қытай 5 құжатқа қол қойды .",
    )
]


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "models" / "ner"


@pytest.fixture(scope="module")
def tagger(folder: Path) -> Tagger:
    return Tagger.load(folder)


def test_tags_line_up_and_are_iob2(tagger: Tagger) -> None:
    for sentence, tags in zip(SENTENCES, tagger.tag(SENTENCES), strict=True):
        assert len(tags) == len(sentence)
        for previous, tag in zip(["O", *tags], tags, strict=False):
            assert tag[0] != "I" or previous[2:] == tag[2:]


def test_knows_what_everyone_knows(tagger: Tagger) -> None:
    tags = dict(zip(SENTENCES[0], tagger.tag(SENTENCES[:1])[0], strict=True))
    assert (tags["Қасым-Жомарт"], tags["Тоқаев"], tags["Астанада"]) == ("B-PERSON", "I-PERSON", "B-GPE")


def test_empty_input(tagger: Tagger) -> None:
    assert tagger.tag([]) == []
    assert tagger.tag([[], ["Алматы"], []])[::2] == [[], []]


def test_the_batch_does_not_matter(tagger: Tagger) -> None:
    many = [random.Random(number).choice(SENTENCES) for number in range(600)]
    together = tagger.tag(many)
    assert together == [tagger.tag([sentence])[0] for sentence in many]
    assert together[::-1] == tagger.tag(many[::-1])


def test_threads_may_share_it(folder: Path) -> None:
    fresh = Tagger.load(folder)
    work = [[[f"{word}{number}" for word in sentence] for sentence in SENTENCES] for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(fresh.tag, work))
    assert found == [fresh.tag(piece) for piece in work]


def test_can_be_sent_to_another_process(tagger: Tagger) -> None:
    copy = pickle.loads(pickle.dumps(tagger))
    assert copy.tag(SENTENCES) == tagger.tag(SENTENCES)


def test_memory_stays_flat(folder: Path) -> None:
    small = Tagger.load(folder, capacity=1)
    expected = small.tag(SENTENCES)
    for number in range(5):
        small.tag([[f"сөз{number}а{place}" for place in range(start, start + 50)] for start in range(0, 5000, 50)])
        assert small.types_kept <= 6000 + 2 * 4096 + 1
    assert small.tag(SENTENCES) == expected


def test_very_long_sentences_and_odd_tokens(tagger: Tagger) -> None:
    assert len(tagger.tag([["Алматы"] * 20_000])[0]) == 20_000
    assert len(tagger.tag([["", "\n", " ", "a" * 10_000, "\ud7ff", "1 000"]])[0]) == 6


def test_refuses_a_foreign_protocol(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "ner")
    meta = json.loads((copy / "meta.json").read_text(encoding="utf-8"))
    (copy / "meta.json").write_text(json.dumps(meta | {"protocol": "other-9"}), encoding="utf-8")
    with pytest.raises(ModelError, match=f"{PROTOCOL}.*derek train ner"):
        Tagger.load(copy)


def test_refuses_arrays_that_do_not_match_their_hash(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "ner")
    (copy / "weights.npz").write_bytes((copy / "weights.npz").read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match=r"sha256.*reinstall"):
        Tagger.load(copy)


def test_missing_files_name_a_remedy(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="reinstall derek"):
        Tagger.load(tmp_path)
    shutil.copy(folder / "meta.json", tmp_path)
    with pytest.raises(ModelError, match="missing"):
        Tagger.load(tmp_path)


def test_is_small_and_says_what_it_is(folder: Path) -> None:
    assert all(path.stat().st_size <= 15_000_000 for path in folder.iterdir())
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    assert {"id", "version", "protocol", "sha256", "licence", "needs"} <= set(meta)
    assert "CC BY 4.0" in (folder / "README.md").read_text(encoding="utf-8")


def test_loads_without_heavy_libraries(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from derek.tagging.model import Tagger;"
        f"Tagger.load(Path({str(folder)!r})).tag([['Алматы']]);"
        "print(sorted({'torch', 'spacy', 'pyarrow', 'pandas', 'pycrfsuite'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
