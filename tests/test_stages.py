"""The stages as spaCy components: alone, together, saved, and in worker processes."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import DocBin

import derek
from derek.stages import STAGES, rows

TEXT = "Егіс басталды\n– Биыл 300 миллиард теңге бөлінді, – деді Премьер-министр Олжас Бектенов."


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


def test_worker_processes_give_the_same_rows(nlp: Language) -> None:
    texts = [TEXT, TEXT.replace("300", "400")]
    alone = [rows(doc, "claims") for doc in nlp.pipe(texts)]
    assert [rows(doc, "claims") for doc in nlp.pipe(texts, n_process=2)] == alone


def test_claims_alone_on_a_blank_pipeline() -> None:
    blank = spacy.blank("kk")
    blank.add_pipe("derek_claims")
    assert [claim.unit for claim in rows(blank(TEXT), "claims")] == ["iso4217:KZT"]  # type: ignore[union-attr]


def test_quotes_on_somebody_elses_entities() -> None:
    other = spacy.blank("kk")
    ruler = other.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Олжас Бектенов"}])  # type: ignore[attr-defined]
    other.add_pipe("derek_quotes")
    assert [quote.speaker for quote in rows(other(TEXT), "quotes")] == ["Олжас Бектенов"]  # type: ignore[union-attr]
