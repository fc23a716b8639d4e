"""What derek says of a gold document: by the whole chain, by each stage on gold input, or in the tables of a run."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path

from derek.errors import GoldError
from derek.evaluation.comparing import Lemmas
from derek.evaluation.document_scores import Labels
from derek.evaluation.gold import GoldDocument
from derek.evaluation.gold_input import gold_entities, gold_quotes
from derek.evaluation.labels import predicted_label
from derek.extractors.claims import ClaimFinder
from derek.extractors.quotes import QuoteFinder
from derek.loading import Pipeline
from derek.schema import Claim, Document, Entity, Quote, Sentence, Token
from derek.text.annotating import Annotator

Span = tuple[int, int]


@dataclasses.dataclass(frozen=True)
class Prediction:
    """One document's predicted rows, its sentences' (start, end), and the lemmas of its word forms."""

    labels: Labels
    sentences: tuple[Span, ...] = ()
    lemmas: Lemmas = dataclasses.field(default_factory=dict)


class Predictor:
    """derek, asked about one gold document at a time."""

    def __init__(self, knowledge: Sequence[Path] = ()) -> None:
        """`knowledge`: folders of rows laid over the shipped ones. Raises KnowledgeError or ModelError."""
        self._pipeline = Pipeline(knowledge=knowledge)
        self._annotator = Annotator(self._pipeline.knowledge)
        self._quotes = QuoteFinder(self._pipeline.knowledge)
        self._claims = ClaimFinder(self._pipeline.knowledge)

    def in_chain(self, gold: GoldDocument) -> Prediction:
        """Each layer on what derek itself found before. Raises GoldError where derek's text has other offsets."""
        found = self._pipeline.extract(self._read(gold))
        return prediction(found.entities, found.quotes, found.claims, found.sentences, found.tokens)

    def on_gold_input(self, gold: GoldDocument) -> Labels:
        """Quotations found with gold names; claims found with gold names and gold quotations."""
        document = self._read(gold)
        page = self._annotator.page(
            document.text,
            published=document.published,
            issuer_country=document.issuer_country,
            title_end=len(document.title or ""),
        )
        entities = gold_entities(page, gold.entities)
        quotes = self._quotes.find(page, entities)
        claims = self._claims.find(page, entities, gold_quotes(page, gold.quotes, entities))
        return labels((), quotes, claims)

    def _read(self, gold: GoldDocument) -> Document:
        document = self._pipeline.read_text(gold.text, published=gold.published)
        if len(document.text) != len(gold.text.rstrip()):
            raise GoldError(
                f"{gold.name}: derek reads {len(document.text)} characters of {len(gold.text.rstrip())}, "
                "so offsets would shift; the text must begin with its first letter and hold no header line"
            )
        return dataclasses.replace(document, issuer_country=gold.issuer_country)


def labels(entities: Iterable[Entity], quotes: Iterable[Quote], claims: Iterable[Claim]) -> Labels:
    """Rows of the tables → labels to score."""
    return Labels(*(tuple(predicted_label(row) for row in rows) for rows in (entities, quotes, claims)))


def prediction(
    entities: Iterable[Entity],
    quotes: Iterable[Quote],
    claims: Iterable[Claim],
    sentences: Iterable[Sentence],
    tokens: Iterable[Token],
) -> Prediction:
    """One document's rows of five tables → Prediction."""
    return Prediction(
        labels(entities, quotes, claims),
        tuple((sentence.start_char, sentence.end_char) for sentence in sentences),
        {token.text.casefold(): token.lemma for token in tokens if token.lemma},
    )
