"""Documents → names, quotations and claims, through the floors below and without a spaCy Doc: what the batch runs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from derek.extractors.claims import ClaimFinder
from derek.extractors.names import NameFinder
from derek.extractors.quotes import QuoteFinder
from derek.knowledge import Knowledge
from derek.schema import Claim, Document, Entity, Quote
from derek.tagging.model import Tagger
from derek.tagging.spans import tag_spans
from derek.tagging.tokens import kaznerd_tokens
from derek.text.annotating import Annotator
from derek.text.page import Page

PROCESSED = ("kk", "Cyrl")
"""The one language and script whose documents are read further."""


class Findings(NamedTuple):
    """One document as the floors below leave it: `page` (sentences, words) is None where it is not processed."""

    document: Document
    page: Page | None = None
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()


class Floors:
    """The stages' work without a Doc; a test holds the rows equal to what `load()` gives."""

    def __init__(self, knowledge: Knowledge, annotator: Annotator | None = None) -> None:
        """`annotator`: one to share. Raises KnowledgeError or ModelError for what is missing or broken."""
        self._annotator = annotator or Annotator(knowledge)
        self._tagger = Tagger.load(knowledge.folder / "ner")
        self._names = NameFinder(knowledge)
        self._quotes = QuoteFinder(knowledge)
        self._claims = ClaimFinder(knowledge)

    def find(self, documents: Sequence[Document]) -> list[Findings]:
        """Documents → what is found in each: the same as alone; in another language nothing but the document."""
        wanted = [document for document in documents if is_processed(document)]
        pages = [self._page(document) for document in wanted]
        found = map(self._found, wanted, pages, self._tagged(pages))
        return [next(found) if is_processed(document) else Findings(document) for document in documents]

    def _page(self, document: Document) -> Page:
        return self._annotator.page(
            document.text,
            published=document.published,
            issuer_country=document.issuer_country,
            title_end=title_end(document),
            doc_id=document.doc_id,
        )

    def _tagged(self, pages: Sequence[Page]) -> Iterator[list[tuple[int, int, str]]]:
        """Of each page the sequence model's spans, (start, end, label)."""
        cut = [[kaznerd_tokens(page.text, s.start, s.end) for s in page.sentences] for page in pages]
        words = [
            [page.text[a:b] for a, b in tokens]
            for page, sentences in zip(pages, cut, strict=True)
            for tokens in sentences
        ]
        tags = iter(self._tagger.tag(words))
        for sentences in cut:
            spans = (span for tokens in sentences for span in tag_spans(next(tags), tokens))
            yield [(span.start, span.end, span.label) for span in spans]

    def _found(self, document: Document, page: Page, tagged: list[tuple[int, int, str]]) -> Findings:
        entities = tuple(self._names.find(page, tagged))
        quotes = tuple(self._quotes.find(page, entities))
        claims = tuple(self._claims.find(page, entities, quotes))
        return Findings(counted(document, page), page, entities, quotes, claims)


def is_processed(document: Document) -> bool:
    """Whether a document is read further than its text: Kazakh in Cyrillic script."""
    return (document.language, document.script) == PROCESSED


def title_end(document: Document) -> int:
    """Where the title line ends in the text; 0 without a title."""
    return len(document.title) if document.title else 0


def counted(document: Document, page: Page) -> Document:
    """The document with its numbers of sentences and tokens."""
    return dataclasses.replace(document, n_sentences=len(page.sentences), n_tokens=len(page.words))
