"""Documents → names, quotations and claims, through the floors below and without a spaCy Doc: what the batch runs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from derek.backends.choice import Backends
from derek.backends.stanza_names import beside, credited
from derek.extractors.claims import ClaimFinder
from derek.extractors.names import NameFinder
from derek.extractors.quotes import QuoteFinder
from derek.knowledge import Knowledge
from derek.readers.paragraphs import heard, with_languages
from derek.schema import Claim, Document, Entity, Quote
from derek.tagging.model import Tagger
from derek.tagging.spans import tag_spans
from derek.tagging.tokens import kaznerd_tokens
from derek.text.annotating import Annotator, cut
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

    def __init__(
        self, knowledge: Knowledge, annotator: Annotator | None = None, backends: Backends | None = None
    ) -> None:
        """`annotator`: one to share; `backends`: models beside derek's own.

        Raises KnowledgeError or ModelError for what is missing or broken.
        """
        chosen = (backends or Backends()).checked()
        self._stanza_names, self._stanza_words = chosen.names, chosen.words
        self._annotator = annotator or Annotator(knowledge)
        self._tagger = Tagger.load(knowledge.folder / "ner")
        self._names = NameFinder(knowledge)
        self._quotes = QuoteFinder(knowledge)
        self._claims = ClaimFinder(knowledge)

    def find(self, documents: Sequence[Document]) -> list[Findings]:
        """Documents → what is found in each: the same as alone; in another language nothing but the document."""
        wanted = [document for document in documents if is_processed(document)]
        pages = self._pages(wanted)
        kazakh = list(map(heard, pages))
        found = map(self._found, wanted, pages, kazakh, self._tagged(kazakh))
        return [next(found) if is_processed(document) else Findings(document) for document in documents]

    def _pages(self, documents: Sequence[Document]) -> list[Page]:
        return list(map(with_languages, self._annotator.pages([cut(_uncut(document)) for document in documents])))

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

    def _found(self, document: Document, page: Page, kazakh: Page, tagged: list[tuple[int, int, str]]) -> Findings:
        entities = tuple(self._entities(kazakh, tagged))
        quotes = tuple(self._quotes.find(kazakh, entities))
        claims = tuple(self._claims.find(kazakh, entities, quotes))
        told = self._stanza_words.annotated(page) if self._stanza_words else page  # the rules read derek's own words
        return Findings(counted(document, page), told, entities, quotes, claims)

    def _entities(self, page: Page, tagged: list[tuple[int, int, str]]) -> Iterable[Entity]:
        if self._stanza_names is None:
            return self._names.find(page, tagged)
        spans = self._stanza_names.spans(page)
        return credited(self._names.find(page, beside(spans, tagged)), spans)


def _uncut(document: Document) -> Page:
    return Page(
        document.text,
        (),
        (),
        document.published,
        document.issuer_country,
        title_end(document),
        document.doc_id,
    )


def is_processed(document: Document) -> bool:
    """Whether a document is read further than its text: Kazakh in Cyrillic script."""
    return (document.language, document.script) == PROCESSED


def title_end(document: Document) -> int:
    """Where the title line ends in the text; 0 without a title."""
    return len(document.title) if document.title else 0


def counted(document: Document, page: Page) -> Document:
    """The document with its numbers of sentences and tokens."""
    return dataclasses.replace(document, n_sentences=len(page.sentences), n_tokens=len(page.words))
