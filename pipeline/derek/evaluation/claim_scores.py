"""Claims: found where anything overlaps; value and unit; then each attribute among the found ones."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from derek.evaluation.comparing import Lemmas, accepts, decided, equal, same_person, same_places, shares_word
from derek.evaluation.labels import Label
from derek.evaluation.layer_scores import LayerScore, differences
from derek.evaluation.pairing import Pairing, overlap, pair_up
from derek.evaluation.tallies import Tally, accuracy, total

QuoteIds = Mapping[int, int]
"""Predicted quote_id → the gold quote_id that it was matched with."""

Judge = Callable[[Label, Label], bool]

_AMOUNT = ("value", "low", "high")
_NEVER_NULL = ("kind", "bound", "status")


@dataclasses.dataclass(frozen=True)
class _Attribute:
    """One thing that a claim says about its number: its columns, and when a prediction has it right."""

    name: str
    columns: tuple[str, ...]
    right: Judge

    def decided(self, gold: Label, predicted: Label) -> bool:
        return decided(gold, predicted, *self.columns)

    def wrong(self, gold: Label, predicted: Label) -> bool:
        return self.decided(gold, predicted) and not self.right(gold, predicted)

    def stated(self, claim: Label) -> bool:
        return any(claim.get(column) not in (None, []) for column in self.columns)


def score_claims(
    *, gold: Sequence[Label], predicted: Sequence[Label], lemmas: Lemmas, quote_ids: QuoteIds
) -> LayerScore:
    """Rows of the claims table → found, value+unit, and each attribute: accuracy, and F1 of its stated values."""
    pairing = pair_up(gold=gold, predicted=predicted, closeness=overlap)
    attributes = _attributes(lemmas, quote_ids)
    tallies = {"claims/found": pairing.tally(), "claims/value+unit": pairing.tally(right=right_amount)}
    wrong = [(g, p, columns) for g, p in pairing.pairs if (columns := _wrong_columns(g, p, attributes))]
    return LayerScore({**tallies, **_by_attribute(pairing, attributes)}, differences("claims", pairing, wrong), pairing)


def right_amount(gold: Label, predicted: Label) -> bool:
    """Value, or low and high, and the unit."""
    return all(accepts(gold, predicted, column) for column in _AMOUNT) and _right_unit(gold, predicted)


def _right_unit(gold: Label, predicted: Label) -> bool:
    as_percent = "percentage_point" in gold.answers("unit") and equal("percent", predicted.get("unit"))
    return as_percent or accepts(gold, predicted, "unit")


def _attributes(lemmas: Lemmas, quote_ids: QuoteIds) -> tuple[_Attribute, ...]:
    def plain(name: str, *columns: str) -> _Attribute:
        return _Attribute(name, columns or (name,), partial(_all_accepted, columns=columns or (name,)))

    def words(name: str) -> _Attribute:
        return _Attribute(name, (name,), partial(shares_word, column=name, lemmas=lemmas))

    return (
        plain("kind"),
        plain("bound"),
        plain("status"),
        _Attribute("change", ("change", "change_by"), _right_change),
        plain("period", "period_from", "period_to"),
        words("metric"),
        plain("metric_canonical"),
        plain("from_value"),
        plain("per"),
        words("compared_to"),
        _Attribute("places", ("places",), partial(same_places, column="places")),
        _Attribute("claimant", ("claimant",), partial(same_person, name="claimant", id_="claimant_id")),
        _Attribute("quote_id", ("quote_id",), partial(_right_quote, quote_ids=quote_ids)),
    )


def _all_accepted(gold: Label, predicted: Label, *, columns: tuple[str, ...]) -> bool:
    return all(accepts(gold, predicted, column) for column in columns)


def _right_change(gold: Label, predicted: Label) -> bool:
    """The direction, and where there is one, whether by so much or to so much."""
    unchanged = predicted.get("change") is None
    return accepts(gold, predicted, "change") and (unchanged or accepts(gold, predicted, "change_by"))


def _right_quote(gold: Label, predicted: Label, *, quote_ids: QuoteIds) -> bool:
    found = predicted.get("quote_id")
    return (None if found is None else quote_ids.get(found, -1)) in gold.answers("quote_id")


def _by_attribute(pairing: Pairing, attributes: Sequence[_Attribute]) -> dict[str, Tally]:
    pairs = {a.name: [(g, p) for g, p in pairing.pairs if a.decided(g, p)] for a in attributes}
    right = {f"claims:{a.name}": accuracy(a.right(g, p) for g, p in pairs[a.name]) for a in attributes}
    nullable = [a for a in attributes if a.name not in _NEVER_NULL]
    stated = {f"claims:{a.name}, stated": total(_stated(a, g, p) for g, p in pairs[a.name]) for a in nullable}
    return {"claims/attributes": total(right.values()), **right, **stated}


def _stated(attribute: _Attribute, gold: Label, predicted: Label) -> Tally:
    """One claim's part in precision and recall of the values that are not null."""
    said, wanted = attribute.stated(predicted), attribute.stated(gold)
    if attribute.right(gold, predicted):
        return Tally(1, 1, 1) if said else Tally()
    return Tally(0, int(said), int(wanted))


def _wrong_columns(gold: Label, predicted: Label, attributes: Sequence[_Attribute]) -> tuple[str, ...]:
    amount = () if right_amount(gold, predicted) else (*_AMOUNT, "unit")
    return (*amount, *(column for a in attributes if a.wrong(gold, predicted) for column in a.columns))
