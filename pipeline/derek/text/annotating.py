"""A text → a Page: sentences with their kinds, words with lemma, suffixes, functions, part of speech and features."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from derek.knowledge import Knowledge
from derek.text.page import Page, Stretch, Word
from derek.text.sentences import split
from derek.text.suffixes import Analyser, Analysis
from derek.text.tokens import tokenize


class Annotator:
    """Cuts and analyses texts; its cache of word forms serves one document after the other."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Reads the tables of models/lexicon that words need. Raises KnowledgeError or ModelError where one is broken."""
        self.analyser = Analyser(knowledge)

    def page(
        self,
        text: str,
        *,
        published: dt.date | None = None,
        issuer_country: str | None = "KZ",
        title_end: int = 0,
        doc_id: str = "",
    ) -> Page:
        """A normalised text, cut and analysed; `title_end` is where the title line ends (0: no title)."""
        tokens = tokenize(text)
        return self.annotate(
            text,
            tokens,
            split(text, tokens, title_end=title_end),
            published=published,
            issuer_country=issuer_country,
            title_end=title_end,
            doc_id=doc_id,
        )

    def annotate(
        self,
        text: str,
        token_spans: Sequence[tuple[int, int]],
        sentence_spans: Iterable[tuple[int, int, str]],
        *,
        published: dt.date | None = None,
        issuer_country: str | None = "KZ",
        title_end: int = 0,
        doc_id: str = "",
    ) -> Page:
        """The same over tokens (start, end) and sentences (start, end, kind) that something else has cut."""
        sentences = tuple(Stretch(number, *span) for number, span in enumerate(sentence_spans))
        words = tuple(self._words(text, token_spans, sentences))
        return Page(text, sentences, words, published, issuer_country, title_end, doc_id)

    def _words(self, text: str, tokens: Sequence[tuple[int, int]], sentences: Sequence[Stretch]) -> Iterable[Word]:
        starts = [sentence.start for sentence in sentences]
        current, count = 0, len(starts)
        for number, (start, end) in enumerate(tokens):
            while current + 1 < count and starts[current + 1] <= start:
                current += 1
            form = text[start:end]
            found = self.analyser.analyse(form)
            pos = _part_of_speech(form, found)
            lemma = found.stem if pos == "PROPN" else found.stem.lower()
            yield Word(number, current, start, end, form, lemma, found.suffixes, found.functions, pos, "")


def _part_of_speech(form: str, analysis: Analysis) -> str:
    if not any(letter.isalnum() for letter in form):
        return "PUNCT"
    if form[0].isdigit() or analysis.kind == "NUM":
        return "NUM"
    if analysis.kind == "V":
        return "VERB"
    return "PROPN" if form[0].isupper() else "NOUN"
