"""Training on a handful of sentences: it learns, it is reproducible, it reads the files as published."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from derek.errors import ModelError
from derek.knowledge import Knowledge
from derek.tagging.model import Tagger
from derek.training.names import name_lists
from derek.training.ner import Report, Settings, cut, read_kaznerd, train
from derek.training.neural import NetworkSettings

pytest.importorskip("pycrfsuite")

CITIES = ["Астанада", "Алматыда", "Шымкентте", "Павлодарда", "Таразда", "Семейде", "Ақтауда", "Оралда"]
SMALL = Settings(iterations=15, network=NetworkSettings(width=8, hidden=12, epochs=6, batch=8))


def _sentence(number: int, name: str) -> str:
    city = CITIES[number % len(CITIES)]
    count = ("бес", "5")[name == "B"]
    return f"{name}ID{1000 + number} O\n{city} B-GPE\n{count} B-CARDINAL\nадам O\nжиналды O\n. O\n"


def _corpus() -> str:
    return "\n".join(_sentence(number, name) for number in range(60) for name in "AB")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kaznerd")
    (folder / "train.iob2").write_text(_corpus(), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def trained(data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    out = tmp_path_factory.mktemp("model")
    return out, train(data, out, settings=SMALL)


def test_learns_and_reports(trained: tuple[Path, Report]) -> None:
    out, report = trained
    assert report.f1 > 0.9
    assert (report.kept_apart, report.trained_on) == (12, 120)
    assert Tagger.load(out).tag([["Астанада", "5", "адам"]]) == [["B-GPE", "B-CARDINAL", "O"]]


def test_same_seed_same_bytes(data: Path, trained: tuple[Path, Report], tmp_path: Path) -> None:
    train(data, tmp_path, settings=SMALL)
    for name in ("weights.npz", "meta.json", "README.md"):
        assert (tmp_path / name).read_bytes() == (trained[0] / name).read_bytes(), name


def test_the_command(data: Path, tmp_path: Path) -> None:
    code = "from derek.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        code,
        "train",
        "ner",
        "--kaznerd",
        str(data),
        "--out",
        str(tmp_path),
        "--seed",
        "3",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert "trained on 120 sentences" in done.stdout
    assert Tagger.load(tmp_path).meta["settings"]["seed"] == 3  # type: ignore[index]


def test_card_and_meta(trained: tuple[Path, Report]) -> None:
    out, report = trained
    card = (out / "README.md").read_text(encoding="utf-8")
    assert all(word in card for word in ("ISSAI", "CC BY 4.0", f"{report.f1:.4f}", "Limits"))
    assert json.loads((out / "meta.json").read_text(encoding="utf-8"))["settings"]["seed"] == 7


def test_official_files_are_read_as_published(tmp_path: Path) -> None:
    for name, numbers in (("train", range(5)), ("valid", range(5, 7)), ("test", range(7, 9))):
        text = "\n".join(_sentence(number, "A") for number in numbers).replace(" ", "\t")
        (tmp_path / f"IOB2_{name}.txt").write_text(text, encoding="utf-8")
    known, apart, scored_on = read_kaznerd(tmp_path, 7)
    assert (len(known), len(apart), scored_on) == (7, 2, "IOB2_test.txt")


def test_variants_stay_on_one_side(data: Path) -> None:
    known, apart, _ = read_kaznerd(data / "train.iob2", 7)
    assert not {s.group for s in known} & {s.group for s in apart}
    assert cut(known + apart, 3)[1] != apart


def test_a_folder_without_data_says_what_to_get(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="KazNERD"):
        read_kaznerd(tmp_path, 7)


def test_name_lists_know_their_words(knowledge: Knowledge) -> None:
    lists = name_lists(knowledge)
    assert "C" in lists["алматы"]
    assert "g" in lists["айгүл"]
    assert "N" in lists["өзбекстан"]
