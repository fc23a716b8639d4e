"""derek in a program: `load()` for the spaCy pipeline, `extract()` for one document's rows."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from derek.backends.choice import OWN, Backends
from derek.finding import Findings, Floors, counted, is_processed, title_end
from derek.readers.documents import Documents
from derek.readers.records import ReadOptions, Record
from derek.schema import Claim, Document, Entity, Quote, Sentence, Token
from derek.stages import STAGES, WordsStage, describe, rows, shared_annotator, shared_knowledge
from derek.text.page import Page


@dataclasses.dataclass(frozen=True)
class Extraction:
    """Everything that derek found in one document, as typed rows."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Token, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()


def load(
    models: str | Path | None = None,
    knowledge: Sequence[str | Path] = (),
    *,
    ner: str = OWN,
    annotate: str = OWN,
    stanza_models: str | Path | None = None,
) -> Language:
    """The stages on the spaCy language `kk`, in their order.

    `models`: another models folder; `knowledge`: folders of rows laid over it; `ner` and `annotate`: `stanza` for
    Stanza beside derek's own model, from the folder `stanza_models`. Raises KnowledgeError or ModelError where those
    do not hold what the stages need, UsageError for a back end that there is not.
    """
    nlp = spacy.blank("kk")
    config = {"models": str(models) if models else None, "knowledge": [str(folder) for folder in knowledge]}
    stanza = str(stanza_models) if stanza_models else None
    own = {
        "derek_words": {"annotate": annotate, "stanza_models": stanza},
        "derek_names": {"ner": ner, "stanza_models": stanza},
    }
    for stage in STAGES:
        nlp.add_pipe(stage, config={**config, **own.get(stage, {})})
    return nlp


class Pipeline:
    """The whole way of one document: bytes → Document → rows; the same rows as the stages of `load()` write.

    The floors below run without a spaCy Doc, which costs as much as they do; `annotate` gives one.
    """

    def __init__(
        self,
        models: Path | None = None,
        knowledge: Sequence[Path] = (),
        issuer_country: str = "KZ",
        components: Sequence[str] = (),
        backends: Backends | None = None,
    ) -> None:
        """`issuer_country`: alpha-2 for documents that do not name their issuer.

        `components`: spaCy factories of the user's own, as `module:factory`, which every document passes after derek's.
        `backends`: models beside derek's own. Raises UsageError for one that there is not.
        """
        self._settings = (models, tuple(knowledge))
        self._backends = (backends or Backends()).checked()
        self._components = tuple(components)
        self.knowledge = shared_knowledge(str(models) if models else None, tuple(str(folder) for folder in knowledge))
        self._documents = Documents(self.knowledge, ReadOptions(issuer_country=issuer_country))

    @functools.cached_property
    def nlp(self) -> Language:
        """The stages as a spaCy pipeline, loaded when first asked for."""
        ner, annotate, folder = self._backends
        nlp = load(*self._settings, ner=ner, annotate=annotate, stanza_models=folder)
        for component in self._components:
            module, _, factory = component.rpartition(":")
            if module:
                importlib.import_module(module)
            nlp.add_pipe(factory)
        return nlp

    @functools.cached_property
    def _floors(self) -> Floors:
        return Floors(self.knowledge, shared_annotator(self.knowledge), self._backends)

    def prepare(self) -> None:
        """Loads now what the first document would load. Raises KnowledgeError or ModelError."""
        _ = self.nlp if self._components else self._floors

    def read(self, data: bytes, source: str) -> Document:
        """The bytes of a file of text or of a page → Document. Raises ReadError where they hold no text."""
        return self._documents.read(Record(source, Path(source)), data)

    def read_text(self, text: str, *, published: dt.date | None = None) -> Document:
        """A text at hand → Document; a given date stands, whatever the text says."""
        return self._documents.read_text(text, published)

    def extract(self, document: Document) -> Extraction:
        """Document → its rows; in another language than Kazakh in Cyrillic, the document alone."""
        return _extraction(self.find([document])[0])

    def find(self, documents: Sequence[Document]) -> list[Findings]:
        """Many documents at once, which the sequence model is faster at; each gets what it gets alone."""
        if self._components:
            return [self._find_through_doc(document) for document in documents]
        return self._floors.find(documents)

    def annotate(self, document: Document) -> Doc:
        """Document → spaCy Doc with every stage's annotation."""
        doc = self.nlp.make_doc(document.text)
        describe(
            doc,
            published=document.published,
            issuer_country=document.issuer_country,
            title_end=title_end(document),
            doc_id=document.doc_id,
        )
        return self.nlp(doc)

    def _find_through_doc(self, document: Document) -> Findings:
        if not is_processed(document):
            return Findings(document)
        doc = self.annotate(document)
        page = cast(WordsStage, self.nlp.get_pipe("derek_words")).analysed(doc)
        entities, quotes, claims = (rows(doc, table) for table in ("entities", "quotes", "claims"))
        return Findings(
            counted(document, page),
            page,
            cast("tuple[Entity, ...]", entities),
            cast("tuple[Quote, ...]", quotes),
            cast("tuple[Claim, ...]", claims),
        )


def _extraction(found: Findings) -> Extraction:
    if found.page is None:
        return Extraction(found.document)
    return Extraction(
        found.document,
        sentences=tuple(_sentences(found.page)),
        tokens=tuple(_tokens(found.page)),
        entities=found.entities,
        quotes=found.quotes,
        claims=found.claims,
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
            language=s.language,
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
