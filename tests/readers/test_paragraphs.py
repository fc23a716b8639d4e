"""A release in two languages: each sentence says its own, and only what is Kazakh is read further."""

import datetime as dt

import pytest

import derek
from derek.loading import Pipeline
from derek.stages import rows

KAZAKH = "Үкімет 2026 жылы ауыл мектептеріне 12 миллиард теңге бөлді, – деп хабарлады Қаржы министрлігі."
RUSSIAN = "Правительство в 2026 году выделит сельским школам 12 миллиардов тенге, сообщила Индира Ахметова в Шымкенте."
MIXED = f"Ауыл мектептеріне қаржы бөлінді\n2026 жылғы 5 ақпан\n{RUSSIAN}\n{KAZAKH}"


@pytest.fixture(scope="module")
def found() -> derek.Extraction:
    return derek.extract(MIXED)


def test_each_sentence_has_the_language_of_its_paragraph(found: derek.Extraction) -> None:
    told = {sentence.text: sentence.language for sentence in found.sentences}
    assert told[RUSSIAN] == "ru"
    assert set(told.values()) == {"kk", "ru"}
    assert [sentence.sent_id for sentence in found.sentences] == list(range(len(found.sentences)))


def test_nothing_is_looked_for_in_the_russian_half(found: derek.Extraction) -> None:
    start = found.document.text.index(RUSSIAN)
    spans = [(row.start_char, row.end_char) for row in (*found.entities, *found.quotes, *found.claims)]
    assert not [span for span in spans if start <= span[0] < start + len(RUSSIAN)]
    assert [claim.value for claim in found.claims] == [12e9]


def test_offsets_and_numbers_of_sentences_hold(found: derek.Extraction) -> None:
    text = found.document.text
    assert all(text[row.start_char : row.end_char] == row.text for row in (*found.entities, *found.claims))
    assert {claim.sent_id for claim in found.claims} == {
        sentence.sent_id for sentence in found.sentences if sentence.text == KAZAKH
    }


def test_the_stages_read_the_same(found: derek.Extraction) -> None:
    pipeline = Pipeline()
    doc = pipeline.annotate(pipeline.read_text(MIXED, published=dt.date(2026, 2, 5)))
    assert (rows(doc, "entities"), rows(doc, "claims")) == (found.entities, found.claims)
