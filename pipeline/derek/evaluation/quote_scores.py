"""Quotations: the hull to four fifths, then kind and speaker; directives are scored apart."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from derek.evaluation.comparing import Lemmas, accepts, decided, same_person, shares_word
from derek.evaluation.labels import Label
from derek.evaluation.layer_scores import LayerScore, differences
from derek.evaluation.pairing import Pairing, intersection_over_union, pair_up
from derek.evaluation.tallies import Tally, accuracy

ENOUGH = 0.8
"""Intersection over union of the hulls from which on a quotation counts as found."""

GROUPS = {"direct": ("direct",), "indirect+mixed": ("indirect", "mixed"), "directive": ("directive",)}
"""The kinds that are scored as one."""

_SPOKEN = ("direct", "indirect+mixed")


def score_quotes(*, gold: Sequence[Label], predicted: Sequence[Label], lemmas: Lemmas) -> LayerScore:
    """Rows of the quotes table → tallies by kind, with and without the right speaker; columns among the matched."""
    pairing = pair_up(gold=[_nested_is_optional(quote) for quote in gold], predicted=predicted, closeness=_closeness)
    tallies = {
        **_by_kind("quotes", pairing, right_kind),
        **_by_kind("quotes+speaker", pairing, _right_kind_and_speaker),
        **_columns(pairing, lemmas),
    }
    wrong = [(g, p, columns) for g, p in pairing.pairs if (columns := _wrong_columns(g, p))]
    return LayerScore(tallies, differences("quotes", pairing, wrong, ("kind", "speaker")), pairing)


def _nested_is_optional(quote: Label) -> Label:
    return quote if quote.get("parent_quote_id") is None else dataclasses.replace(quote, optional=True)


def _closeness(gold: Label, predicted: Label) -> float:
    ratio = intersection_over_union(gold, predicted)
    return ratio if ratio >= ENOUGH else 0.0


def _by_kind(measure: str, pairing: Pairing, right: Callable[[Label, Label], bool]) -> dict[str, Tally]:
    tallies = {group: _tally(pairing, (group,), right) for group in GROUPS}
    return {measure: _tally(pairing, _SPOKEN, right), **{f"{measure}/{group}": t for group, t in tallies.items()}}


def _tally(pairing: Pairing, groups: tuple[str, ...], right: Callable[[Label, Label], bool]) -> Tally:
    """Gold counts by its own kind; a prediction by its own too, unless gold accepts it, then by gold's."""
    wanted = [group(quote) in groups for quote in (*(g for g, _ in pairing.pairs), *pairing.missed)]
    placed = [group(g if right_kind(g, p) else p) for g, p in pairing.pairs]
    predicted = [place in groups for place in (*placed, *map(group, pairing.spurious))]
    n_right = sum(right(g, p) for g, p in pairing.pairs if group(g) in groups)
    return Tally(n_right, sum(predicted), sum(wanted))


def group(quote: Label) -> str:
    """The group of kinds that a quotation is scored in."""
    return _group(quote.get("kind"))


def _group(kind: str) -> str:
    return next(name for name, kinds in GROUPS.items() if kind in kinds)


def right_kind(gold: Label, predicted: Label) -> bool:
    """Whether the prediction's kind is in the group of one of gold's answers."""
    said = {_group(kind) for kind in predicted.answers("kind")}
    return any(_group(kind) in said for kind in gold.answers("kind"))


def right_speaker(gold: Label, predicted: Label) -> bool:
    """Whether both name the same speaker; null is right only where gold says so."""
    return same_person(gold, predicted, name="speaker", id_="speaker_id")


def _right_kind_and_speaker(gold: Label, predicted: Label) -> bool:
    return right_kind(gold, predicted) and right_speaker(gold, predicted)


def _columns(pairing: Pairing, lemmas: Lemmas) -> dict[str, Tally]:
    """Accuracy of single columns among the quotations that were found."""
    return {
        "quotes:kind": accuracy(accepts(g, p, "kind") for g, p in pairing.pairs),
        "quotes:speaker": accuracy(right_speaker(g, p) for g, p in pairing.pairs if decided(g, p, "speaker")),
        "quotes:layout": accuracy(accepts(g, p, "layout") for g, p in pairing.pairs),
        "quotes:cue": accuracy(shares_word(g, p, "cue", lemmas) for g, p in pairing.pairs if decided(g, p, "cue")),
    }


def _wrong_columns(gold: Label, predicted: Label) -> tuple[str, ...]:
    kind = () if right_kind(gold, predicted) else ("kind",)
    return (*kind, *(() if right_speaker(gold, predicted) else ("speaker", "speaker_id", "speaker_text")))
