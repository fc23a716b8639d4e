"""The stages as spaCy components: thin wrappers around the floors below, usable alone or in derek's order.

All rows live in one Doc extension, `doc._.derek`, as plain columns (they survive DocBin and worker processes);
`rows(doc, "quotes")` gives them typed. `doc.spans["derek"]` holds every mention, `doc.ents` the longest that do not
overlap.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from derek.backends.choice import OWN, Backends
from derek.backends.spacy_entities import entity_rows
from derek.backends.stanza_names import beside, credited
from derek.extractors.claims import ClaimFinder
from derek.extractors.names import NameFinder
from derek.extractors.quotes import QuoteFinder
from derek.knowledge import Knowledge
from derek.readers.paragraphs import heard, with_languages
from derek.schema import Entity, Quote, Row, from_plain, to_plain
from derek.tagging.model import Tagger
from derek.tagging.spans import tag_spans
from derek.tagging.tokens import kaznerd_tokens
from derek.text.annotating import Annotator
from derek.text.page import Page
from derek.text.sentences import split

STAGES = ("derek_sentences", "derek_words", "derek_names", "derek_quotes", "derek_claims")
"""The stages in their order: each reads what those before it wrote."""

_PAGE, _HEARD, _ANALYSED = "derek_page", "derek_heard", "derek_analysed"
_META = {"published": None, "issuer_country": "KZ", "title_end": 0, "doc_id": ""}

if not Doc.has_extension("derek"):
    Doc.set_extension("derek", default={})


def describe(doc: Doc, *, published: dt.date | None, issuer_country: str | None, title_end: int, doc_id: str) -> None:
    """Tells the stages what is known about a document beside its text; call it before they run."""
    day = published.isoformat() if published else None
    meta = {"published": day, "issuer_country": issuer_country, "title_end": title_end, "doc_id": doc_id}
    doc._.derek = {**doc._.derek, "document": meta}


def rows(doc: Doc, table: str) -> tuple[Row, ...]:
    """The typed rows of `entities`, `quotes` or `claims` that the stages have written."""
    return tuple(from_plain(table, row) for row in doc._.derek.get(table, ()))


@functools.lru_cache(maxsize=8)
def shared_knowledge(models: str | None, overlays: tuple[str, ...]) -> Knowledge:
    """One Knowledge for all stages of equal settings, so that each table is read once a process."""
    return Knowledge(Path(models) if models else None, tuple(Path(folder) for folder in overlays))


@functools.lru_cache(maxsize=8)
def shared_annotator(knowledge: Knowledge) -> Annotator:
    """One Annotator for all stages of equal settings: its cache of words serves them all."""
    return Annotator(knowledge)


class Stage:
    """What the stages have in common: their knowledge, and the document as the floors below see it."""

    def __init__(self, models: str | None, knowledge: Sequence[str]) -> None:
        """`models`: another models folder; `knowledge`: folders of rows laid over it."""
        self.knowledge = shared_knowledge(models, tuple(knowledge))
        self.annotator = shared_annotator(self.knowledge)

    def page(self, doc: Doc) -> Page:
        """The document as a page; built once, from whatever cut the Doc into tokens and sentences."""
        store = cast("dict[str, Any]", doc.user_hooks)  # the one store of a Doc that is not serialised
        if _PAGE not in store:
            page = self.annotator.annotate(doc.text, token_spans(doc), self._sentences(doc), **meta(doc))
            store[_PAGE] = with_languages(page)
        return cast(Page, store[_PAGE])

    def heard(self, doc: Doc) -> Page:
        """The same without the sentences of other languages, in which nothing is looked for."""
        store = cast("dict[str, Any]", doc.user_hooks)
        if _HEARD not in store:
            store[_HEARD] = heard(self.page(doc))
        return cast(Page, store[_HEARD])

    def _sentences(self, doc: Doc) -> list[tuple[int, int, str]]:
        if not doc.has_annotation("SENT_START"):
            return split(doc.text, token_spans(doc), title_end=meta(doc)["title_end"])
        spans, kinds = [_trimmed(sent) for sent in doc.sents], doc._.derek.get("sentences", ())
        if len(kinds) != len(spans):  # cut by another component, or cut anew after derek
            kinds = ["body"] * len(spans)
        return [(s, e, k) for (s, e), k in zip(spans, kinds, strict=True)]


def meta(doc: Doc) -> dict[str, Any]:
    """What `describe` has told: published, issuer_country, title_end, doc_id."""
    known = {**_META, **doc._.derek.get("document", {})}
    return {**known, "published": dt.date.fromisoformat(known["published"]) if known["published"] else None}


def token_spans(doc: Doc) -> list[tuple[int, int]]:
    """(start, end) of each token that is not white space."""
    return [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]


def _trimmed(sentence: Span) -> tuple[int, int]:
    """(start, end) without the white space around it: a Doc's sentences leave no gap, the rows do."""
    text = sentence.text
    return sentence.start_char + len(text) - len(text.lstrip()), sentence.start_char + len(text.rstrip())


def _write(doc: Doc, table: str, found: Iterable[Row]) -> None:
    doc._.derek = {**doc._.derek, table: [to_plain(row) for row in found]}


_DEFAULTS: dict[str, Any] = {"models": None, "knowledge": []}
_STANZA: dict[str, Any] = {"stanza_models": None}
_LABELS: dict[str, Any] = {"labels": {}}


@Language.factory("derek_sentences", default_config=_DEFAULTS, assigns=["token.is_sent_start", "doc.sents"])
class SentencesStage(Stage):
    """Cuts a Doc into sentences, headings, list items and table rows."""

    def __init__(self, nlp: Language, name: str, models: str | None, knowledge: list[str]) -> None:
        super().__init__(models, knowledge)

    def __call__(self, doc: Doc) -> Doc:
        """Marks sentence starts."""
        found = split(doc.text, token_spans(doc), title_end=meta(doc)["title_end"])
        starts = {start for start, _, _ in found}
        for token in doc:
            token.is_sent_start = token.idx in starts or token.i == 0
        doc._.derek = {**doc._.derek, "sentences": [kind for _, _, kind in found]}
        return doc


_WORDS = ["token.lemma", "token.pos", "token.morph", "doc._.derek"]


@Language.factory("derek_words", default_config={**_DEFAULTS, "annotate": OWN, **_STANZA}, assigns=_WORDS)
class WordsStage(Stage):
    """Gives each token its lemma, part of speech and features; suffixes stand in `doc._.derek["suffixes"]`.

    With Stanza the tokens get Stanza's; the stages that follow read derek's own analysis all the same.
    """

    def __init__(
        self,
        nlp: Language,
        name: str,
        models: str | None,
        knowledge: list[str],
        annotate: str,
        stanza_models: str | None,
    ) -> None:
        super().__init__(models, knowledge)
        folder = Path(stanza_models) if stanza_models else None
        self._stanza = Backends(annotate=annotate, stanza_models=folder).checked().words

    def analysed(self, doc: Doc) -> Page:
        """The document with the words as this stage writes them."""
        store = cast("dict[str, Any]", doc.user_hooks)
        if _ANALYSED not in store:
            page = self.page(doc)
            store[_ANALYSED] = self._stanza.annotated(page) if self._stanza else page
        return cast(Page, store[_ANALYSED])

    def __call__(self, doc: Doc) -> Doc:
        """Analyses every token that is not white space."""
        page = self.analysed(doc)
        for token, word in zip((t for t in doc if not t.is_space), page.words, strict=True):
            token.lemma_, token.pos_ = word.lemma, word.pos
            if word.morph:
                token.set_morph(word.morph)  # type: ignore[attr-defined]  # spaCy's stub lacks it
        doc._.derek = {**doc._.derek, "suffixes": [list(word.suffixes) for word in page.words]}
        return doc


_NAMES = ["doc.ents", "doc.spans", "doc._.derek"]


@Language.factory("derek_names", default_config={**_DEFAULTS, "ner": OWN, **_STANZA}, assigns=_NAMES)
class NamesStage(Stage):
    """Finds names, titles and pronouns."""

    def __init__(
        self, nlp: Language, name: str, models: str | None, knowledge: list[str], ner: str, stanza_models: str | None
    ) -> None:
        super().__init__(models, knowledge)
        folder = Path(stanza_models) if stanza_models else None
        self._stanza = Backends(ner=ner, stanza_models=folder).checked().names
        self._finder = NameFinder(self.knowledge)
        self._tagger = Tagger.load(self.knowledge.folder / "ner")

    def __call__(self, doc: Doc) -> Doc:
        """Writes the rows of `entities`, `doc.spans["derek"]` and `doc.ents`."""
        page = self.heard(doc)
        found = list(self._found(page))
        _write(doc, "entities", found)
        spans = [span for row in found if (span := _span(doc, row))]
        doc.spans["derek"] = spans
        doc.set_ents(filter_spans(spans))
        return doc

    def _found(self, page: Page) -> Iterable[Entity]:
        if self._stanza is None:
            return self._finder.find(page, self.tagged(page))
        stanza = self._stanza.spans(page)
        return credited(self._finder.find(page, beside(stanza, self.tagged(page))), stanza)

    def tagged(self, page: Page) -> list[tuple[int, int, str]]:
        """The sequence model's spans in the page's offsets."""
        cut = [kaznerd_tokens(page.text, s.start, s.end) for s in page.sentences]
        tags = self._tagger.tag([[page.text[a:b] for a, b in tokens] for tokens in cut])
        spans = (span for found, offsets in zip(tags, cut, strict=True) for span in tag_spans(found, offsets))
        return [(span.start, span.end, span.label) for span in spans]


def _span(doc: Doc, row: Entity) -> Span | None:
    span = doc.char_span(row.start_char, row.end_char, label=row.label, alignment_mode="expand")
    if span is not None:
        span.id_ = row.id or ""
    return span


@Language.factory(
    "derek_quotes", default_config={**_DEFAULTS, **_LABELS}, requires=["doc.ents"], assigns=["doc._.derek"]
)
class QuotesStage(Stage):
    """Finds quotations, their cues and speakers, among the entities that stand in the Doc.

    These are derek's own rows, or `doc.ents` of whatever component; `labels`: its labels → derek's, where they differ
    from the common ones.
    """

    def __init__(
        self, nlp: Language, name: str, models: str | None, knowledge: list[str], labels: dict[str, str]
    ) -> None:
        super().__init__(models, knowledge)
        self._labels = labels
        self._finder = QuoteFinder(self.knowledge)

    def __call__(self, doc: Doc) -> Doc:
        """Writes the rows of `quotes`."""
        page = self.heard(doc)
        _write(doc, "quotes", self._finder.find(page, entities_of(doc, page, self._labels)))
        return doc


@Language.factory("derek_claims", default_config={**_DEFAULTS, **_LABELS}, assigns=["doc._.derek"])
class ClaimsStage(Stage):
    """Finds figures with their meaning; ties in places and speakers where earlier stages have found them."""

    def __init__(
        self, nlp: Language, name: str, models: str | None, knowledge: list[str], labels: dict[str, str]
    ) -> None:
        super().__init__(models, knowledge)
        self._labels = labels
        self._finder = ClaimFinder(self.knowledge)

    def __call__(self, doc: Doc) -> Doc:
        """Writes the rows of `claims`."""
        page = self.heard(doc)
        quotes = cast("tuple[Quote, ...]", rows(doc, "quotes"))
        _write(doc, "claims", self._finder.find(page, entities_of(doc, page, self._labels), quotes))
        return doc


def entities_of(doc: Doc, page: Page, labels: Mapping[str, str]) -> tuple[Entity, ...]:
    """The rows of derek's own names stage, or the Doc's entities where another component found them."""
    if "entities" in doc._.derek:
        return cast("tuple[Entity, ...]", rows(doc, "entities"))
    return tuple(entity_rows(doc.ents, page, labels))
