import pytest

from derek.evaluation.gold import load_gold
from derek.evaluation.gold_input import gold_entities, gold_quotes
from derek.text.page import Page, Stretch


@pytest.fixture
def document(gold, save, city, quotation):
    he = {"start_char": 50, "end_char": 52, "text": "ол", "label": "PERSON", "mention": "pronoun"}
    he["canonical"] = "Әли Оқапов"
    return load_gold(save(gold(entities=[he, city], quotes=[{**quotation, "speaker": "Әли Оқапов"}]))).documents[0]


@pytest.fixture
def page(document):
    return Page(document.text, (Stretch(0, 0, 19, "title"), Stretch(1, 20, 53, "body")), (), doc_id="abc")


def test_names_are_numbered_in_the_order_of_the_text(document, page):
    city, he = gold_entities(page, document.entities)
    assert (city.entity_id, city.sent_id, city.text, city.canonical) == (0, 0, "Астанаға", "Астана")
    assert (he.entity_id, he.sent_id, he.mention, he.doc_id) == (1, 1, "pronoun", "abc")


def test_a_quotation_is_tied_to_the_mention_that_speaks_it(document, page):
    (quote,) = gold_quotes(page, document.quotes, gold_entities(page, document.entities))
    assert (quote.speaker, quote.speaker_entity_id, quote.text) == ("Әли Оқапов", 1, "Өнім 5 пайызға өсті")


def test_without_a_mention_there_the_speaker_is_tied_to_none(document, page):
    (quote,) = gold_quotes(page, document.quotes, ())
    assert (quote.speaker, quote.speaker_entity_id) == ("Әли Оқапов", None)
