"""derek in a program: `load()` for the spaCy pipeline, `extract()` for one document's rows."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from derek.knowledge import Knowledge
from derek.readers.plain import PlainReader
from derek.schema import Claim, Document, Entity, Quote, Sentence, Token
from derek.stages import STAGES, Stage, describe, rows, shared_knowledge
from derek.text.page import Page

PROCESSED = ("kk", "Cyrl")
"""The one language and script whose documents are read further."""


@dataclasses.dataclass(frozen=True)
class Extraction:
    """Everything that derek found in one document, as typed rows."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Token, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()


def load(models: str | Path | None = None, knowledge: Sequence[str | Path] = ()) -> Language:
    """derek's stages on the spaCy language `kk`, in their order.

    `models`: another models folder; `knowledge`: folders of rows laid over it. Raises KnowledgeError or ModelError
    where those do not hold what the stages need.
    """
    nlp = spacy.blank("kk")
    config = {"models": str(models) if models else None, "knowledge": [str(folder) for folder in knowledge]}
    for stage in STAGES:
        nlp.add_pipe(stage, config=config)
    return nlp


class Pipeline:
    """The whole way of one document: bytes → Document → Doc → rows."""

    def __init__(
        self, models: Path | None = None, knowledge: Sequence[Path] = (), issuer_country: str = "KZ"
    ) -> None:
        """`issuer_country`: alpha-2 for documents that do not name their issuer."""
        self.nlp = load(models, knowledge)
        self.knowledge = shared_knowledge(str(models) if models else None, tuple(str(folder) for folder in knowledge))
        self._reader = PlainReader(self.knowledge, issuer_country)

    def read(self, data: bytes, source: str) -> Document:
        """One record's bytes → Document. Raises ReadError where they hold no text."""
        return self._reader.read(data, source)

    def read_text(self, text: str, *, published: dt.date | None = None) -> Document:
        """A text at hand → Document; a given date stands, whatever the text says."""
        return self._reader.read_text(text, published)

    def extract(self, document: Document) -> Extraction:
        """Document → its rows; in another language than Kazakh in Cyrillic, the document alone."""
        if (document.language, document.script) != PROCESSED:
            return Extraction(document)
        doc = self.annotate(document)
        return _extraction(document, doc, self._page(doc))

    def annotate(self, document: Document) -> Doc:
        """Document → spaCy Doc with every stage's annotation."""
        doc = self.nlp.make_doc(document.text)
        describe(
            doc,
            published=document.published,
            issuer_country=document.issuer_country,
            title_end=len(document.title) if document.title else 0,
            doc_id=document.doc_id,
        )
        return self.nlp(doc)

    def _page(self, doc: Doc) -> Page:
        return cast(Stage, self.nlp.get_pipe("derek_words")).page(doc)


def _extraction(document: Document, doc: Doc, page: Page) -> Extraction:
    counted = dataclasses.replace(document, n_sentences=len(page.sentences), n_tokens=len(page.words))
    return Extraction(
        counted,
        sentences=tuple(_sentences(page)),
        tokens=tuple(_tokens(page)),
        entities=cast("tuple[Entity, ...]", rows(doc, "entities")),
        quotes=cast("tuple[Quote, ...]", rows(doc, "quotes")),
        claims=cast("tuple[Claim, ...]", rows(doc, "claims")),
    )


def _sentences(page: Page) -> list[Sentence]:
    return [
        Sentence(
            doc_id=page.doc_id,
            sent_id=s.sent_id,
            start_char=s.start,
            end_char=s.end,
            text=page.text[s.start : s.end],
            kind=s.kind,
        )
        for s in page.sentences
    ]


def _tokens(page: Page) -> list[Token]:
    return [
        Token(
            doc_id=page.doc_id,
            sent_id=w.sent_id,
            token_id=w.token_id,
            start_char=w.start,
            end_char=w.end,
            text=w.text,
            lemma=w.lemma or None,
            suffixes=w.suffixes,
            pos=w.pos or None,
            morph=w.morph or None,
        )
        for w in page.words
    ]


@functools.lru_cache(maxsize=4)
def _pipeline(issuer_country: str) -> Pipeline:
    return Pipeline(issuer_country=issuer_country)


def extract(text: str, *, published: dt.date | str | None = None, issuer_country: str = "KZ") -> Extraction:
    """One release's text → its rows: `.entities`, `.quotes`, `.claims`, `.sentences`, `.tokens`, `.document`.

    `published` (a date or YYYY-MM-DD) is the day that «былтыр» and «Президент» are read by; without it the text's
    own date is. Offsets count code points of `.document.text`. Raises ValueError for a date of another form.
    """
    day = dt.date.fromisoformat(published) if isinstance(published, str) else published
    pipeline = _pipeline(issuer_country)
    return pipeline.extract(pipeline.read_text(text, published=day))


def versions(knowledge: Knowledge) -> str:
    """Code, models and knowledge in one line: whatever changes a row changes it."""
    from derek import __version__

    return f"derek {__version__}, models and knowledge {knowledge.fingerprint[:16]}"
