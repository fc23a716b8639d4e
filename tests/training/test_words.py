import json
from pathlib import Path

import pytest

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


def test_what_is_kept_apart_is_never_learned(knowledge: Knowledge, tmp_path: Path) -> None:
    path = treebank(tmp_path / "kk.conllu", 21)
    text = path.read_text(encoding="utf-8")
    marked = text.split("\n\n")
    for place in range(0, len(marked), 10):
        marked[place] = marked[place].replace("\tNOUN\t", "\tSCONJ\t").replace("жоспарды", "жжжжж")
    path.write_text("\n\n".join(marked), encoding="utf-8")
    assert any(word.upos == "SCONJ" for sentence in read_conllu(path) for word in sentence.words)
    model = train(path, tmp_path / "model", None, 1, knowledge=knowledge)
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
