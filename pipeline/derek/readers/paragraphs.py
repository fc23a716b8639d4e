"""Pages of mixed language: which sentences are whose, and the page that the extractors read, without the foreign ones.

A release that says everything twice, or quotes a paragraph in Russian, is read by paragraph: sentences and tokens of
all languages stand in the tables, names, quotations and claims come from the Kazakh ones alone.
"""

from __future__ import annotations

import dataclasses

import regex

from derek.readers.languages import paragraph_languages
from derek.text.page import Page, Stretch

_READ = "kk"
_LETTERS = regex.compile(r"[^\n]")


def with_languages(page: Page) -> Page:
    """The page with the language of each sentence's paragraph (BCP 47); itself where all is Kazakh."""
    told = paragraph_languages(page.text)
    foreign = [(start, end, tag) for start, end, tag in told if tag not in (_READ, "und")]
    if not foreign:
        return page
    return dataclasses.replace(page, sentences=tuple(_told(sentence, foreign) for sentence in page.sentences))


def heard(page: Page) -> Page:
    """What the extractors read: other languages' sentences blank and without words; offsets and numbers hold."""
    foreign = [sentence for sentence in page.sentences if sentence.language != _READ]
    if not foreign:
        return page
    blank = {sentence.sent_id for sentence in foreign}
    words = (word for word in page.words if word.sent_id not in blank)
    renumbered = tuple(word._replace(token_id=number) for number, word in enumerate(words))
    return dataclasses.replace(page, text=_masked(page.text, foreign), words=renumbered)


def _told(sentence: Stretch, foreign: list[tuple[int, int, str]]) -> Stretch:
    tag = next((tag for start, end, tag in foreign if start <= sentence.start < end), _READ)
    return sentence._replace(language=tag)


def _masked(text: str, stretches: list[Stretch]) -> str:
    pieces, position = [], 0
    for stretch in stretches:
        pieces += [text[position : stretch.start], _LETTERS.sub(" ", text[stretch.start : stretch.end])]
        position = stretch.end
    return "".join([*pieces, text[position:]])
