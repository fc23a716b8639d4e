"""All layers of one document scored: in chain, and each on gold input."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from derek.evaluation.claim_scores import score_claims
from derek.evaluation.comparing import Lemmas
from derek.evaluation.labels import Label
from derek.evaluation.layer_scores import Difference, LayerScore
from derek.evaluation.name_scores import score_names
from derek.evaluation.pairing import Pairing
from derek.evaluation.quote_scores import score_quotes
from derek.evaluation.reference_scores import score_references
from derek.evaluation.tallies import Tally


@dataclasses.dataclass(frozen=True)
class Labels:
    """One document's rows of the three tables."""

    entities: Sequence[Label] = ()
    quotes: Sequence[Label] = ()
    claims: Sequence[Label] = ()


@dataclasses.dataclass(frozen=True)
class Scores:
    """One document's tallies by measure, and its differences in the order of layers and text."""

    tallies: Mapping[str, Tally]
    differences: tuple[Difference, ...] = ()


def score_chain(*, gold: Labels, predicted: Labels, lemmas: Lemmas) -> Scores:
    """Every layer as it comes out at the end, each built on what derek itself found before."""
    quotes = score_quotes(gold=gold.quotes, predicted=predicted.quotes, lemmas=lemmas)
    ids = _quote_ids(quotes.pairing)
    return _join(
        score_names(gold=gold.entities, predicted=predicted.entities),
        score_references(gold=gold.entities, predicted=predicted.entities),
        quotes,
        score_claims(gold=gold.claims, predicted=predicted.claims, lemmas=lemmas, quote_ids=ids),
    )


def score_on_gold_input(*, gold: Labels, predicted: Labels, lemmas: Lemmas) -> Scores:
    """Quotations found with gold names, claims with gold names and quotations: their quote_id is gold's own."""
    ids = {quote.get("quote_id"): quote.get("quote_id") for quote in gold.quotes}
    return _join(
        score_quotes(gold=gold.quotes, predicted=predicted.quotes, lemmas=lemmas),
        score_claims(gold=gold.claims, predicted=predicted.claims, lemmas=lemmas, quote_ids=ids),
    )


def _quote_ids(pairing: Pairing) -> dict[int, int]:
    pairs = (*pairing.pairs, *pairing.excused)
    return {predicted.columns["quote_id"]: gold.columns["quote_id"] for gold, predicted in pairs}


def _join(*layers: LayerScore) -> Scores:
    tallies = {measure: tally for layer in layers for measure, tally in layer.tallies.items()}
    return Scores(tallies, tuple(difference for layer in layers for difference in layer.differences))
