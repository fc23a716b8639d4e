"""Real Stanza models, small ones, learned by Stanza's own trainers from a few written sentences; no network.

The folder that comes out is laid out as `stanza.download` leaves one: resources.json and kk/<processor>/<package>.pt.
"""

import contextlib
import importlib
import io
import json
from collections.abc import Sequence
from pathlib import Path

TAGGED = """
Министр/министр/NOUN/O жаңа/жаңа/ADJ/O жоспарды/жоспар/NOUN/O айтты/айт/VERB/O ././PUNCT/O
Үкімет/үкімет/NOUN/B-ORGANISATION шешім/шешім/NOUN/O қабылдады/қабылда/VERB/O ././PUNCT/O
Халық/халық/NOUN/O елге/ел/NOUN/O келді/кел/VERB/O ././PUNCT/O
Астанада/Астана/PROPN/B-GPE жаңа/жаңа/ADJ/O мектеп/мектеп/NOUN/O салынды/салын/VERB/O ././PUNCT/O
Жасөркен/Жасөркен/PROPN/B-ORGANISATION агрокешені/агрокешен/NOUN/I-ORGANISATION жұмысты/жұмыс/NOUN/O бастады/баста/VERB/O ././PUNCT/O
Елді/ел/NOUN/O дамытуды/дамыту/NOUN/O Айдос/Айдос/PROPN/B-PERSON Серіков/Серіков/PROPN/I-PERSON айтты/айт/VERB/O ././PUNCT/O
Павлодарда/Павлодар/PROPN/B-GPE халық/халық/NOUN/O жиналды/жинал/VERB/O ././PUNCT/O
Ерлан/Ерлан/PROPN/B-PERSON Оспанов/Оспанов/PROPN/I-PERSON мектепті/мектеп/NOUN/O ашты/аш/VERB/O ././PUNCT/O
Жасөркен/Жасөркен/PROPN/B-ORGANISATION агрокешені/агрокешен/NOUN/I-ORGANISATION мектепті/мектеп/NOUN/O ашты/аш/VERB/O ././PUNCT/O
Бүгін/бүгін/ADV/O Айдос/Айдос/PROPN/B-PERSON Серіков/Серіков/PROPN/I-PERSON елге/ел/NOUN/O келді/кел/VERB/O ././PUNCT/O
"""
"""word/lemma/UPOS/KazNERD class, a sentence a line."""

Word = list[str]


def sentences() -> list[list[Word]]:
    """The sentences above."""
    return [[word.split("/") for word in line.split()] for line in TAGGED.strip().split("\n")]


def train(folder: Path) -> Path:
    """Trains tokenizer, tagger, lemmatizer and named-entity model; gives the folder that a Pipeline loads."""
    data, models = folder / "data", folder / "models"
    data.mkdir(parents=True)
    conllu = _write(data / "kk.conllu", "".join(map(_conllu, sentences())))
    ner = _write(data / "kk.json", json.dumps([[{"text": w[0], "ner": w[3]} for w in s] for s in sentences()]))
    text = _write(data / "kk.txt", _text())
    labels = _write(data / "kk.toklabels", _labels())
    files = ["--train_file", conllu, "--eval_file", conllu]
    _learn(
        "tokenizer",
        [
            *("--txt_file", text, "--label_file", labels, "--dev_txt_file", text, "--dev_label_file", labels),
            *(
                "--mwt_json_file",
                _write(data / "kk-mwt.json", "[]"),
                "--dev_conll_gold",
                conllu,
                "--steps",
                "60",
                "--eval_steps",
                "30",
                "--lang",
                "kk",
            ),
        ],
        models / "kk/tokenize/small.pt",
    )
    size = ["--hidden_dim", "32", "--char_hidden_dim", "32", "--char_emb_dim", "16", "--word_emb_dim", "32"]
    steps = ["--max_steps", "150", "--eval_interval", "50", "--no_pretrain", "--dropout", "0.1"]
    _learn("tagger", [*files, *size, *steps, "--word_dropout", "0", "--lang", "kk"], models / "kk/pos/small.pt")
    _learn("lemmatizer", [*files, "--num_epoch", "6", "--batch_size", "8"], models / "kk/lemma/small.pt")
    _learn(
        "ner_tagger",
        [
            *("--train_file", ner, "--eval_file", ner, *size, *steps),
            *("--optim", "adam", "--lr", "0.01", "--batch_size", "8"),
        ],
        models / "kk/ner/small.pt",
    )
    _write(models / "resources.json", json.dumps(RESOURCES))
    return models


RESOURCES = {
    "kk": {
        "lang_name": "Kazakh",
        **{name: {"small": {}} for name in ("tokenize", "pos", "lemma", "ner")},
        "default_processors": dict.fromkeys(("tokenize", "pos", "lemma", "ner"), "small"),
        "packages": {"default": dict.fromkeys(("tokenize", "pos", "lemma", "ner"), "small")},
    }
}


def _learn(trainer: str, arguments: Sequence[str | Path], to: Path) -> None:
    """Runs one of Stanza's trainers, quietly, on one CPU."""
    importlib.import_module("torch").set_num_threads(1)  # a few sentences: more threads only wait for each other
    main = importlib.import_module(f"stanza.models.{trainer}").main
    where = [
        "--save_dir",
        str(to.parent),
        "--save_name",
        to.name,
        "--shorthand",
        "kk_small",
        "--cpu",
        "--mode",
        "train",
    ]
    with contextlib.redirect_stdout(io.StringIO()):
        main([*map(str, arguments), *where])


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _conllu(words: list[Word]) -> str:
    rows = [f"{n}\t{w[0]}\t{w[1]}\t{w[2]}\t_\t_\t{n - 1}\tdep\t_\t_" for n, w in enumerate(words, start=1)]
    rows[0] = rows[0].replace("\tdep\t", "\troot\t")
    return "\n".join([f"# text = {' '.join(w[0] for w in words)}", *rows]) + "\n\n"


def _text() -> str:
    return " ".join(" ".join(w[0] for w in words) for words in sentences()) + "\n\n"


def _labels() -> str:
    """Of each character: 1 at the end of a token, 2 at the end of a sentence."""
    parts = []
    for words in sentences():
        marks = ["0" * (len(w[0]) - 1) + "1" for w in words]
        parts.append("0".join(marks)[:-1] + "2")
    return "0".join(parts) + "\n\n"
