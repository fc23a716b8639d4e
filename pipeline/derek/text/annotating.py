"""A text → a Page: sentences with their kinds, words with lemma, suffixes, functions, part of speech and features."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from derek.knowledge import Knowledge
from derek.text.lemmas import Lemmatiser
from derek.text.page import Page, Stretch, Word
from derek.text.parts_of_speech import PartTagger
from derek.text.sentences import split
from derek.text.suffixes import Analyser
from derek.text.tokens import tokenize
from derek.text.word_features import WordFeatures
from derek.text.word_model import WordModel, load_word_model

Span = tuple[int, int]


class Annotator:
    """Cuts and analyses texts; its caches of word forms serve one document after the other."""

    def __init__(self, knowledge: Knowledge, model: WordModel | None = None) -> None:
        """`model`: another one than models/words. Raises KnowledgeError or ModelError where either is broken."""
        learned = model or load_word_model(knowledge.folder / "words")
        self.analyser = Analyser(knowledge, learned)
        features = WordFeatures(self.analyser, learned.capitals, learned.clusters)
        self.tagger = PartTagger(learned.tags, learned.tag_rows, learned.tag_weights, learned.transitions, features)
        self.lemmatiser = Lemmatiser(self.analyser, learned.lemmas)

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
        token_spans: Sequence[Span],
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

    def _words(self, text: str, tokens: Sequence[Span], sentences: Sequence[Stretch]) -> Iterator[Word]:
        groups = _by_sentence(tokens, sentences)
        forms = [[text[start:end] for start, end in tokens[first:last]] for _, first, last in groups]
        read = self.lemmatiser.read
        for (sent_id, first, last), words, tags in zip(groups, forms, self.tagger.tag(forms), strict=True):
            for number, form, pos in zip(range(first, last), words, tags, strict=True):
                lemma, suffixes, functions, morph = read(form, pos)
                start, end = tokens[number]
                yield Word(number, sent_id, start, end, form, lemma, suffixes, functions, pos, morph)


def _by_sentence(tokens: Sequence[Span], sentences: Sequence[Stretch]) -> list[tuple[int, int, int]]:
    """(sentence, first token, one past the last) in order; a token before the first sentence belongs to it."""
    groups, first = [], 0
    for sentence in sentences:
        following = sentences[sentence.sent_id + 1].start if sentence.sent_id + 1 < len(sentences) else None
        last = first
        while last < len(tokens) and (following is None or tokens[last][0] < following):
            last += 1
        if last > first:
            groups.append((sentence.sent_id, first, last))
        first = last
    return groups
