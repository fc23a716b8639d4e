"""The stages as spaCy components: together, saved, and in worker processes. test_stages_alone.py has them alone."""

from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import derek
from derek.stages import STAGES, rows

TEXT = "Егіс басталды\n– Биыл 300 миллиард теңге бөлінді, – деді Премьер-министр Олжас Бектенов."
ORGANISATION = (
    "key\tname\tkind\tcountry\tvalid_from\tvalid_to\tsource\nzhas\tЖасөркен серіктестігі\tcanonical\tKZ\t\t\trelease\n"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return derek.load()


def test_the_order_of_the_stages(nlp: Language) -> None:
    assert tuple(nlp.pipe_names) == STAGES
    assert not any(nlp.analyze_pipes()["problems"].values())


def test_what_spacy_users_see(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert ("Олжас Бектенов", "LEADER") in [(ent.text, ent.label_) for ent in doc.ents]
    assert {span.label_ for span in doc.spans["derek"]} >= {"LEADER"}
    assert next(sent.text for sent in doc.sents).strip() == "Егіс басталды"
    assert next(token for token in doc if token.text == "теңге").lemma_ == "теңге"
    assert [quote.speaker for quote in rows(doc, "quotes")] == ["Олжас Бектенов"]  # type: ignore[union-attr]
    assert [claim.value for claim in rows(doc, "claims")] == [300e9]  # type: ignore[union-attr]


def test_rows_survive_docbin(nlp: Language) -> None:
    doc = nlp(TEXT)
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    again = next(iter(DocBin(store_user_data=True).from_bytes(stored).get_docs(nlp.vocab)))
    for table in ("entities", "quotes", "claims"):
        assert rows(again, table) == rows(doc, table) != ()


def test_the_pipeline_survives_the_disk(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    assert rows(spacy.load(tmp_path / "model")(TEXT), "quotes") == rows(nlp(TEXT), "quotes")


def test_the_pipeline_survives_bytes(nlp: Language) -> None:
    again = derek.load().from_bytes(nlp.to_bytes())
    assert rows(again(TEXT), "claims") == rows(nlp(TEXT), "claims") != ()


def test_settings_stand_in_the_config_and_come_back(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "knowledge").mkdir(parents=True)
    (mine / "knowledge" / "organisations.tsv").write_text(ORGANISATION, encoding="utf-8")
    nlp = derek.load(knowledge=[mine])
    assert nlp.config["components"]["derek_names"]["knowledge"] == [str(mine)]
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert again.config["components"] == nlp.config["components"]
    assert ("Жасөркен серіктестігі", "ORGANISATION") in [
        (ent.text, ent.label_) for ent in again("Жасөркен серіктестігі егіске шықты.").ents
    ]


def test_worker_processes_give_the_same_docs(nlp: Language) -> None:
    texts = [TEXT, TEXT.replace("300", "400"), "", "Жаңа зауытта 120 адам жұмыс істейді."]
    one, two = ([_all(doc) for doc in nlp.pipe(texts, n_process=number)] for number in (1, 2))
    assert one == two


def _all(doc: Doc) -> tuple[object, ...]:
    words = [(token.text, token.lemma_, token.pos_, str(token.morph), token.is_sent_start) for token in doc]
    spans = [(span.start, span.end, span.label_, span.id_) for span in (*doc.ents, *doc.spans.get("derek", ()))]
    return doc.text, words, spans, doc._.derek


def test_displacy_draws_entities_and_all_mentions(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert "LEADER" in displacy.render(doc, style="ent", jupyter=False)
    spans = displacy.render(doc, style="span", options={"spans_key": "derek"}, jupyter=False)
    assert "Бектенов" in spans and "LEADER" in spans
