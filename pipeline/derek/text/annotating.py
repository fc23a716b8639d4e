"""A text → a Page: sentences with their kinds, words with lemma, suffixes, functions, part of speech and features."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

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
Group = tuple[int, int, int]
"""Number of a sentence, its first token, one past its last."""


class Cut(NamedTuple):
    """A page without words yet, and the (start, end) of its tokens."""

    page: Page
    tokens: Sequence[Span]


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
        return self.pages([cut(Page(text, (), (), published, issuer_country, title_end, doc_id))])[0]

    def annotate(
        self, text: str, tokens: Sequence[Span], sentences: Iterable[tuple[int, int, str]], **meta: Any
    ) -> Page:
        """The same over tokens (start, end) and sentences (start, end, kind) that something else has cut.

        `meta`: published, issuer_country, title_end, doc_id.
        """
        return self.pages([Cut(Page(text, _stretches(sentences), (), **meta), tokens)])[0]

    def pages(self, cuts: Sequence[Cut]) -> list[Page]:
        """Pages that are cut into tokens and sentences → the same with their words; fast where they are many."""
        forms = [[page.text[start:end] for start, end in tokens] for page, tokens in cuts]
        groups = [_by_sentence(tokens, page.sentences) for page, tokens in cuts]
        sentences = [words[a:b] for words, found in zip(forms, groups, strict=True) for _, a, b in found]
        tags = iter(self.tagger.tag(sentences))
        analysed = [
            dataclasses.replace(page, words=self._words(tokens, words, found, tags))
            for (page, tokens), words, found in zip(cuts, forms, groups, strict=True)
        ]
        self.analyser.forget_splits()
        return analysed

    def _words(
        self, tokens: Sequence[Span], forms: Sequence[str], groups: Sequence[Group], tags: Iterator[list[str]]
    ) -> tuple[Word, ...]:
        """The words of one page; `tags` gives the parts of speech of sentence after sentence."""
        numbers = [sent_id for sent_id, first, last in groups for _ in range(first, last)]
        parts = list(itertools.chain.from_iterable(next(tags) for _ in groups))
        if not parts:
            return ()
        lemmas, suffixes, functions, features = zip(*map(self.lemmatiser.read, forms, parts), strict=True)
        starts, ends = zip(*tokens, strict=True)
        columns = (range(len(parts)), numbers, starts, ends, forms, lemmas, suffixes, functions, parts, features)
        return tuple(map(Word._make, zip(*columns, strict=True)))


def cut(page: Page) -> Cut:
    """A page whose text alone is known → the same with its sentences, and its tokens."""
    tokens = tokenize(page.text)
    sentences = split(page.text, tokens, title_end=page.title_end)
    return Cut(dataclasses.replace(page, sentences=_stretches(sentences)), tokens)


def _stretches(sentences: Iterable[tuple[int, int, str]]) -> tuple[Stretch, ...]:
    return tuple(Stretch(number, *span) for number, span in enumerate(sentences))


def _by_sentence(tokens: Sequence[Span], sentences: Sequence[Stretch]) -> list[Group]:
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
