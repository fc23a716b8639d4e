"""Stanza's lemma, part of speech and features in the place of derek's, over the same tokens and sentences."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from derek.backends.stanza_pipeline import StanzaPipeline
from derek.text.page import Page, Word


class StanzaWords:
    """Analyses of words by Stanza."""

    def __init__(self, folder: Path | None = None) -> None:
        self.pipeline = StanzaPipeline("tokenize,pos,lemma", folder)

    def annotated(self, page: Page) -> Page:
        """The page with Stanza's lemmas, parts of speech and features; suffixes and offsets stay derek's.

        Raises ModelError where Stanza or its models are missing.
        """
        cut = [list(words) for _, words in groupby(page.words, key=lambda word: word.sent_id)]
        found = self.pipeline.sentences([[word.text for word in words] for words in cut])
        pairs = ((w, a) for words, s in zip(cut, found, strict=True) for w, a in zip(words, s.words, strict=True))
        # Page caches what it derives; a new one is made from its fields
        return Page(
            page.text,
            page.sentences,
            tuple(_analysed(word, analysis) for word, analysis in pairs),
            page.published,
            page.issuer_country,
            page.title_end,
            page.doc_id,
        )


def _analysed(word: Word, analysis: Any) -> Word:
    return word._replace(lemma=analysis.lemma or word.lemma, pos=analysis.upos or word.pos, morph=analysis.feats or "")
