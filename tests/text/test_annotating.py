import datetime as dt
import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derek.knowledge import Knowledge
from derek.text.annotating import Annotator
from derek.text.page import Page

TEXT = """Үкімет отырысы өтті
2025 жылғы 16 қараша
Президент Астанада 11,5 миллиард теңге бөлінгенін айтты. Бұл жобалар БҰҰ-ға мүше елдерге қажет, – деді ол."""


@pytest.fixture(scope="module")
def annotator(knowledge: Knowledge) -> Annotator:
    return Annotator(knowledge)


@pytest.fixture(scope="module")
def page(annotator: Annotator) -> Page:
    return annotator.page(TEXT, published=dt.date(2025, 11, 16), title_end=TEXT.index("\n"), doc_id="d")


def test_offsets_hold(page: Page) -> None:
    assert all(TEXT[word.start : word.end] == word.text for word in page.words)
    assert [word.token_id for word in page.words] == list(range(len(page.words)))
    assert [s.kind for s in page.sentences] == ["title", "dateline", "body", "body"]
    assert {word.sent_id for word in page.words} == {0, 1, 2, 3}
    assert (page.published, page.doc_id) == (dt.date(2025, 11, 16), "d")


WORDS = {
    "Президент": ("президент", "NOUN", ""),
    "Астанада": ("Астана", "PROPN", "LOC"),
    "11,5": ("11,5", "NUM", ""),
    "теңге": ("теңге", "NOUN", ""),
    "бөлінгенін": ("бөл", "VERB", "PASS PTCP_PST P3 ACC"),
    "айтты": ("айт", "VERB", "PST"),
    "жобалар": ("жоба", "NOUN", "PL"),
    "БҰҰ-ға": ("БҰҰ", "PROPN", "DAT"),
    "елдерге": ("ел", "NOUN", "PL DAT"),
    "деді": ("де", "VERB", "PST"),
    "ол": ("ол", "PRON", ""),
    "–": ("–", "PUNCT", ""),
}


@pytest.mark.parametrize("form", WORDS)
def test_words(page: Page, form: str) -> None:
    word = next(word for word in page.words if word.text == form)
    assert (word.lemma, word.pos, " ".join(word.functions)) == WORDS[form]
    assert len(word.suffixes) == len(word.functions)


def test_features_are_in_the_terms_of_ud(page: Page) -> None:
    morph = {word.text: word.morph for word in page.words}
    assert morph["елдерге"] == "Case=Dat|Number=Plur"
    assert morph["айтты"] == "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
    assert morph["бөлінгенін"] == ("Case=Acc|Number[psor]=Plur,Sing|Person[psor]=3|Tense=Past|VerbForm=Ger|Voice=Pass")
    assert morph["–"] == ""


def test_given_tokens_and_sentences_are_kept(annotator: Annotator) -> None:
    text = "Ол келді. Ол кетті."
    spans = [(0, 2), (3, 9), (10, 12), (13, 19)]
    page = annotator.annotate(text, spans, [(0, 9, "body"), (10, 19, "heading")])
    assert [(word.start, word.end) for word in page.words] == spans
    assert [word.sent_id for word in page.words] == [0, 0, 1, 1]
    assert [s.kind for s in page.sentences] == ["body", "heading"]


def test_nothing_gives_an_empty_page(annotator: Annotator) -> None:
    assert annotator.page("").words == ()
    assert annotator.page(" \n\t").sentences == ()
    assert annotator.annotate("", [], []).words == ()


def test_an_annotator_can_be_sent_to_another_process(annotator: Annotator) -> None:
    assert pickle.loads(pickle.dumps(annotator)).page(TEXT) == annotator.page(TEXT)


def test_the_order_of_documents_changes_nothing(annotator: Annotator, knowledge: Knowledge) -> None:
    texts = ["Үкімет шешім қабылдады.", "Министр Қазақстанның жоспарын айтты.", TEXT]
    forward = [annotator.page(text).words for text in texts]
    fresh = Annotator(knowledge)
    assert [fresh.page(text).words for text in reversed(texts)][::-1] == forward


@settings(deadline=None, max_examples=60)
@given(text=st.text(alphabet="аәбҚТоьыйнд1 5.,-–«»%\n\u00a0\u00adAa?!:;№"))
def test_any_text_is_survived(annotator: Annotator, text: str) -> None:
    page = annotator.page(text)
    assert all(text[word.start : word.end] == word.text for word in page.words)
    assert [word.token_id for word in page.words] == list(range(len(page.words)))


@pytest.mark.parametrize("unit", ["қала ", "Ол. ", "-а", "ын", "1 "])
def test_time_grows_linearly(annotator: Annotator, unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * count
        annotator.page(text)
        begin = time.process_time()
        annotator.page(text)
        return time.process_time() - begin

    assert seconds(20_000) < 12 * seconds(5_000) + 0.2
