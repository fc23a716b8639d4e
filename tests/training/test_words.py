import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import derek
from derek.errors import ModelError
from derek.evaluation.conllu import read_conllu
from derek.knowledge import Knowledge
from derek.text.annotating import Annotator
from derek.training.plain_text import count_forms
from derek.training.words import train

pytest.importorskip("pycrfsuite")

SENTENCES = [
    "Министр/министр/NOUN жоспарды/жоспар/NOUN айтты/айт/VERB ././PUNCT",
    "Үкімет/үкімет/NOUN шешімді/шешім/NOUN қабылдады/қабылда/VERB ././PUNCT",
    "Халық/халық/NOUN елге/ел/NOUN келді/кел/VERB ././PUNCT",
    "Астанада/Астана/PROPN жол/жол/NOUN салынды/сал/VERB ././PUNCT",
    "Біз/біз/PRON сөздің/сөз/NOUN мәнін/мән/NOUN білдік/біл/VERB ././PUNCT",
]


def treebank(path: Path, count: int) -> Path:
    blocks = []
    for number in range(count):
        words = [word.split("/") for word in SENTENCES[number % len(SENTENCES)].split()]
        rows = [f"{i}\t{w[0]}\t{w[1]}\t{w[2]}\t_\t_\t_\t_\t_\t_" for i, w in enumerate(words, start=1)]
        blocks.append("\n".join(["# text = " + " ".join(w[0] for w in words), *rows]))
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    return path


def test_training_learns_writes_and_repeats_itself(knowledge: Knowledge, tmp_path: Path) -> None:
    data = treebank(tmp_path / "kk.conllu", 24)
    (tmp_path / "text.txt").write_text("Министр жоспарды айтты\nЕлдің жоспары бар\n", encoding="utf-8")
    models = [tmp_path / "one", tmp_path / "two"]
    for out in models:
        train(data, out, None, 1, texts=[tmp_path / "text.txt"], knowledge=knowledge)
    assert (models[0] / "weights.npz").read_bytes() == (models[1] / "weights.npz").read_bytes()
    meta = json.loads((models[0] / "meta.json").read_text(encoding="utf-8"))
    assert meta["learned_from"] == ["kk.conllu", "text.txt"]
    assert "CC BY-SA 4.0" in (models[0] / "README.md").read_text(encoding="utf-8")


def _derek(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from derek.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_command_trains_from_the_files_as_published(knowledge: Knowledge, tmp_path: Path) -> None:
    data = treebank(tmp_path / "kk.conllu", 24)
    (tmp_path / "kaznerd").mkdir()
    (tmp_path / "kaznerd" / "IOB2_train.txt").write_text("Астанада\tB-GPE\nжол\tO\n\nЕлдің\tO\n", encoding="utf-8")
    done = _derek("train", "words", "--treebank", data, "--kaznerd", tmp_path / "kaznerd", "--out", tmp_path / "words")
    assert (done.returncode, done.stderr) == (0, "")
    assert "upos" in done.stdout
    meta = json.loads((tmp_path / "words" / "meta.json").read_text(encoding="utf-8"))
    assert meta["learned_from"] == ["kk.conllu", "IOB2_train.txt"]
    assert "from KazNERD (CC BY 4.0, ISSAI).\n" in (tmp_path / "words" / "README.md").read_text(encoding="utf-8")
    train(data, tmp_path / "again", tmp_path / "kaznerd", knowledge=knowledge)
    assert (tmp_path / "again" / "weights.npz").read_bytes() == (tmp_path / "words" / "weights.npz").read_bytes()


def test_a_trained_model_is_put_to_use(tmp_path: Path, root: Path) -> None:
    """models/ with another words/ in it, named as $DEREK_MODELS or `derek.load(models=…)`."""
    models = tmp_path / "models"
    shutil.copytree(root / "models", models)
    train(treebank(tmp_path / "kk.conllu", 24), models / "words")
    doc = derek.load(models=models)("Халық шешімді қабылдады.")
    assert [token.pos_ for token in doc] == ["NOUN", "NOUN", "VERB", "PUNCT"]


def test_files_that_are_missing_say_what_to_get(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="get UD Kazakh-KTB"):
        train(tmp_path / "none.conllu", tmp_path / "out")
    with pytest.raises(ModelError, match="5 and more"):
        train(treebank(tmp_path / "few.conllu", 3), tmp_path / "out")
    data = treebank(tmp_path / "kk.conllu", 24)
    with pytest.raises(ModelError, match="get KazNERD"):
        train(data, tmp_path / "out", tmp_path)
    with pytest.raises(ModelError, match="name a file of plain text"):
        train(data, tmp_path / "out", texts=[tmp_path / "none.txt"])
    assert not (tmp_path / "out").exists()
    assert _derek("train", "words", "--treebank", tmp_path / "none.conllu", "--out", tmp_path / "out").returncode == 3


def test_what_is_kept_apart_is_never_learned(knowledge: Knowledge, tmp_path: Path) -> None:
    path = treebank(tmp_path / "kk.conllu", 21)
    text = path.read_text(encoding="utf-8")
    marked = text.split("\n\n")
    for place in range(0, len(marked), 10):
        marked[place] = marked[place].replace("\tNOUN\t", "\tSCONJ\t").replace("жоспарды", "жжжжж")
    path.write_text("\n\n".join(marked), encoding="utf-8")
    assert any(word.upos == "SCONJ" for sentence in read_conllu(path) for word in sentence.words)
    model = train(path, tmp_path / "model", None, 1, knowledge=knowledge).model
    assert "SCONJ" not in model.tags
    assert ("жжжжж", "SCONJ") not in model.lemmas
    tags = [word.pos for word in Annotator(knowledge, model).page("Министр жоспарды айтты.").words]
    assert tags == ["NOUN", "NOUN", "VERB", "PUNCT"]


def test_counts_of_plain_text() -> None:
    counts = count_forms(["Астана – ел. Астана.", "Бұл Астана"])
    assert counts.all["астана"] == 3
    assert counts.inside["астана"] == 2
    assert counts.capital_fifths() == {"астана": 5}
    assert counts.forms() == {"астана": True, "бұл": False, "ел": False}
