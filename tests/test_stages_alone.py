"""Each stage alone, on somebody else's pipeline with their own entities; and what the factories promise."""

import contextlib
import io
import re
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from derek.schema import Claim, Quote
from derek.stages import STAGES, rows

TEXT = "– Биыл 300 миллиард теңге бөлінді, – деді Айдос Серіков."
FACTORIES = {
    "derek_sentences": ([], ["token.is_sent_start", "doc.sents"], {}),
    "derek_words": (
        [],
        ["token.lemma", "token.pos", "token.morph", "doc._.derek"],
        {"annotate": "derek", "stanza_models": None},
    ),
    "derek_names": ([], ["doc.ents", "doc.spans", "doc._.derek"], {"ner": "derek", "stanza_models": None}),
    "derek_quotes": (["doc.ents"], ["doc._.derek"], {"labels": {}}),
    "derek_claims": ([], ["doc._.derek"], {"labels": {}}),
}
"""What each factory requires and assigns, and its settings beside `models` and `knowledge`: a promise to users."""


def quotes(nlp: Language, text: str = TEXT) -> list[Quote]:
    return [row for row in rows(nlp(text), "quotes") if isinstance(row, Quote)]


def claims(nlp: Language, text: str = TEXT) -> list[Claim]:
    return [row for row in rows(nlp(text), "claims") if isinstance(row, Claim)]


def theirs(label: str, pattern: str = "Айдос Серіков", language: str = "xx", **more: str) -> Language:
    """A pipeline of spaCy's own with an entity of its own."""
    nlp = spacy.blank(language)
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": pattern, **more}])  # type: ignore[attr-defined]
    return nlp


@pytest.mark.parametrize("name", FACTORIES)
def test_the_golden_list_of_factories(name: str) -> None:
    meta = Language.get_factory_meta(name)
    requires, assigns, settings = FACTORIES[name]
    assert (list(meta.requires), list(meta.assigns)) == (requires, assigns)
    assert meta.default_config == {"models": None, "knowledge": [], **settings}


def test_every_factory_is_an_entry_point(root: Path) -> None:
    declared = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    installed = {point.name: point.value for point in entry_points(group="spacy_factories") if point.name in FACTORIES}
    assert installed == declared["spacy_factories"]
    assert tuple(FACTORIES) == STAGES == tuple(declared["spacy_factories"])


@pytest.mark.parametrize("name", FACTORIES)
@pytest.mark.parametrize("language", ["kk", "xx"])
def test_each_stage_runs_alone(name: str, language: str) -> None:
    nlp = theirs("PERSON", language=language)
    nlp.add_pipe(name)
    assert not any(nlp.analyze_pipes()["problems"].values())
    assert nlp(TEXT).text == TEXT
    assert nlp("").text == ""


def test_claims_alone_on_a_blank_pipeline() -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("derek_claims")
    assert [(claim.value, claim.unit) for claim in claims(nlp)] == [(300e9, "iso4217:KZT")]


def test_sentences_cut_anew_after_dereks_are_all_read() -> None:
    @Language.component("derek_test_cut_everywhere")
    def cut_everywhere(doc: Doc) -> Doc:
        for token in doc:
            token.is_sent_start = token.i == 0 or doc[token.i - 1].text in {";", "."}
        return doc

    nlp = spacy.blank("kk")
    for name in ("derek_sentences", "derek_test_cut_everywhere", "derek_claims"):
        nlp.add_pipe(name)
    found = claims(nlp, "Егіске 3 тонна тұқым; 5 тонна тыңайтқыш керек. Ал 7 тонна отын бар.")
    assert [claim.value for claim in found] == [3, 5, 7]


def test_words_alone_give_lemmas() -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("derek_words")
    assert [token.lemma_ for token in nlp("Мектептерді ашты.")] == ["мектеп", "аш", "."]


@pytest.mark.parametrize("label", ["PERSON", "PER", "LEADER"])
@pytest.mark.parametrize("language", ["kk", "xx"])
def test_the_speaker_is_their_person(label: str, language: str) -> None:
    nlp = theirs(label, language=language, id="Q1")
    nlp.add_pipe("derek_quotes")
    found = [(quote.speaker, quote.speaker_id, quote.resolved_by, quote.speaker_entity_id) for quote in quotes(nlp)]
    assert found == [("Айдос Серіков", "Q1", "name", 0)]


@pytest.mark.parametrize("label", ["ORG", "ORGANIZATION", "ORGANISATION"])
def test_the_speaker_is_their_organisation_without_its_case(label: str) -> None:
    nlp = theirs(label, pattern="Ауыл шаруашылығы министрлігінің", language="kk")
    nlp.add_pipe("derek_quotes")
    text = "Ауыл шаруашылығы министрлігінің мәліметінше, егін толық жиналды."
    assert [quote.speaker for quote in quotes(nlp, text)] == ["Ауыл шаруашылығы министрлігі"]


def test_their_places_are_places_of_claims() -> None:
    nlp = theirs("GPE", pattern="Жасөркенде", language="kk")
    nlp.add_pipe("derek_claims")
    (claim,) = claims(nlp, "Жасөркенде биыл 5 мың тонна бидай жиналды.")
    assert [place.text for place in claim.places] == ["Жасөркен"]


def test_a_label_of_their_own_is_told_in_the_config(tmp_path: Path) -> None:
    nlp = theirs("SHENEUNIK")
    nlp.add_pipe("derek_quotes", config={"labels": {"SHENEUNIK": "PERSON"}})
    assert [quote.speaker_entity_id for quote in quotes(nlp)] == [0]
    nlp.to_disk(tmp_path / "theirs")
    again = spacy.load(tmp_path / "theirs")
    assert again.config["components"]["derek_quotes"]["labels"] == {"SHENEUNIK": "PERSON"}
    assert quotes(again) == quotes(nlp)


def test_labels_that_name_nobody_are_left_out() -> None:
    nlp = theirs("DATE", pattern="Биыл")
    nlp.add_pipe("derek_quotes")
    assert [quote.speaker_entity_id for quote in quotes(nlp)] == [None]


def test_rows_of_one_stage_survive_docbin_and_worker_processes() -> None:
    nlp = theirs("PERSON")
    nlp.add_pipe("derek_quotes")
    docs = list(nlp.pipe([TEXT, TEXT.replace("300", "400")], n_process=2))
    assert [rows(doc, "quotes") for doc in docs] == [
        rows(doc, "quotes") for doc in nlp.pipe([doc.text for doc in docs])
    ]
    stored = DocBin(store_user_data=True, docs=docs).to_bytes()
    again = DocBin(store_user_data=True).from_bytes(stored).get_docs(nlp.vocab)
    assert [rows(doc, "quotes") for doc in again] == [rows(doc, "quotes") for doc in docs]


def test_ten_lines_of_the_readme(root: Path) -> None:
    """A pipeline of spaCy's own and one stage of derek's, as the README shows it, comments and all."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(import spacy\n.*?)```", readme, re.DOTALL)
    assert len(code.strip().splitlines()) <= 10
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, {})
    assert printed.getvalue().strip() == re.findall(r"# → (.+)", code)[0]
