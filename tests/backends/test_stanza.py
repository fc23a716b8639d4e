"""The Stanza back end over real Stanza models, small ones; and what is said where Stanza or its models are missing."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

import derek
from derek.backends.choice import Backends
from derek.backends.stanza_pipeline import StanzaPipeline, _load
from derek.errors import DerekError, ModelError, UsageError
from derek.loading import Extraction, Pipeline
from derek.running.batch import Summary, run
from derek.running.settings import RunSettings
from derek.stages import rows

TEXT = """Жаңа мектеп ашылды
2026 жылғы 4 наурыз
Астанада жаңа мектеп салынды. Жасөркен агрокешені мектепті ашты.

Бүгін Айдос Серіков елге келді.
– Биыл 1 250 орындық 3 мектеп салынды, – деді Премьер-министр Олжас Бектенов.
"""


def extract(**chosen: object) -> Extraction:
    pipeline = Pipeline(backends=Backends(**chosen))  # type: ignore[arg-type]
    return pipeline.extract(pipeline.read_text(TEXT))


@pytest.fixture(scope="module")
def plain() -> Extraction:
    return extract()


@pytest.fixture(scope="module")
def found(stanza_models: Path) -> Extraction:
    return extract(ner="stanza", annotate="stanza", stanza_models=stanza_models)


def test_offsets_agree(found: Extraction, plain: Extraction) -> None:
    assert [(t.start_char, t.end_char, t.sent_id) for t in found.tokens] == [
        (t.start_char, t.end_char, t.sent_id) for t in plain.tokens
    ]
    for row in (*found.tokens, *found.entities):
        assert found.document.text[row.start_char : row.end_char] == row.text


def test_stanzas_names_stand_beside_what_knowledge_finds(found: Extraction) -> None:
    names = {row.text: row for row in found.entities}
    assert {"Жасөркен агрокешені", "Айдос Серіков"} <= {t for t, row in names.items() if row.resolved_by == "stanza"}
    assert (names["Айдос Серіков"].label, names["Айдос Серіков"].rule) == ("PERSON", "stanza")
    assert (names["Астанада"].resolved_by, names["Астанада"].id) == ("gazetteer", "geonames:1526273")
    assert names["Олжас Бектенов"].id == "person:olzhas-bektenov"


def test_stanzas_words_stand_in_the_tokens_table_alone(found: Extraction, plain: Extraction) -> None:
    words = {token.text: token for token in found.tokens}
    assert (words["мектепті"].lemma, words["мектепті"].pos, words["мектепті"].suffixes) == ("мектеп", "NOUN", ("ті",))
    assert (words["келді"].lemma, words["келді"].pos) == ("кел", "VERB")
    assert [t.lemma for t in found.tokens] != [t.lemma for t in plain.tokens]
    assert [claim.value for claim in found.claims] == [claim.value for claim in plain.claims] == [1250.0, 3.0]
    assert [quote.speaker_id for quote in found.quotes] == [quote.speaker_id for quote in plain.quotes]


def test_the_spacy_pipeline_gives_the_same(found: Extraction, stanza_models: Path, tmp_path: Path) -> None:
    nlp = derek.load(ner="stanza", annotate="stanza", stanza_models=stanza_models)
    nlp.to_disk(tmp_path / "saved")
    for pipeline in (nlp, spacy.load(tmp_path / "saved")):
        doc = pipeline(found.document.text)
        assert [token.lemma_ for token in doc if not token.is_space] == [token.lemma for token in found.tokens]
        assert [row.text for row in rows(doc, "entities") if row.rule == "stanza"] == [  # type: ignore[union-attr]
            row.text for row in found.entities if row.rule == "stanza"
        ]


def test_components_of_the_users_own_see_stanza_too(found: Extraction, stanza_models: Path) -> None:
    chosen = Backends("stanza", "stanza", stanza_models)
    through_doc = Pipeline(backends=chosen, components=("doc_cleaner",))
    assert through_doc.extract(through_doc.read_text(TEXT)) == found


def go(folder: Path, **settings: object) -> Summary:
    return run(RunSettings(inputs=(folder / "in",), out=folder / "out", **settings))  # type: ignore[arg-type]


def test_a_run_knows_which_models_made_its_rows(stanza_models: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    stanza = {"ner": "stanza", "annotate": "stanza", "stanza_models": stanza_models}
    assert [go(tmp_path).processed, go(tmp_path, **stanza).processed, go(tmp_path, **stanza).processed] == [1, 1, 0]
    tables = derek.tables(tmp_path / "out")
    assert "stanza" in set(tables["entities"]["resolved_by"])
    versions = tables.manifest.record["versions"]
    assert f", ner stanza {StanzaPipeline('tokenize,ner', stanza_models).stamp}" in versions
    assert go(tmp_path, ner="stanza", stanza_models=stanza_models).processed == 1
    assert go(tmp_path).processed == 1


def test_many_documents_in_two_workers_or_one_give_the_same_bytes(stanza_models: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(24):
        text = TEXT.replace("1 250", str(100 + number))
        (tmp_path / "in" / f"{number}.txt").write_text(text, encoding="utf-8")
    hashes = []
    for workers in (1, 2):
        settings = {"ner": "stanza", "annotate": "stanza", "stanza_models": stanza_models, "workers": workers}
        run(RunSettings(inputs=(tmp_path / "in",), out=tmp_path / str(workers), **settings))  # type: ignore[arg-type]
        files = sorted((tmp_path / str(workers)).rglob("*.parquet"))
        hashes.append([(file.relative_to(tmp_path / str(workers)), file.read_bytes()) for file in files])
    assert hashes[0] == hashes[1]


def _derek(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from derek.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_command(stanza_models: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    done = _derek("show", file, "--ner", "stanza", "--stanza-models", stanza_models, "--json")
    assert done.stderr == ""
    assert "stanza" in {row["resolved_by"] for row in json.loads(done.stdout)["entities"]}


def test_missing_models_are_told_before_any_document_is_read(stanza_models: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = _derek("run", tmp_path / "a.txt", "--out", tmp_path / "out", "--ner", "stanza", "--stanza-models", tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (3, 1)
    assert "no models for Kazakh (ner) that Stanza" in done.stderr
    assert "stanza.download('kk', model_dir='DIR')" in done.stderr
    assert not (tmp_path / "out" / "documents").exists()


def test_without_stanza_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stanza", None)
    _load.cache_clear()
    with pytest.raises(ModelError, match=r"pip install 'derek\[stanza\]'.*PyTorch's CPU build first"):
        extract(ner="stanza")


def test_another_back_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--annotate 'udpipe': no such back end; there are derek and stanza"):
        extract(annotate="udpipe")
    with pytest.raises(DerekError):
        derek.load(ner="crf")
    assert _derek("run", tmp_path, "--ner", "crf").returncode == 2


@pytest.mark.skipif(importlib.util.find_spec("stanza") is None, reason="Stanza is not installed")
def test_stanza_is_never_imported_unless_asked_for() -> None:
    code = "import sys, derek; derek.extract('Үкімет отырысы өтті.'); derek.load(); print('stanza' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
