"""Titles and pronouns: overlapping gold, and resolved to the right person."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from derek.evaluation.comparing import same_person
from derek.evaluation.labels import Label
from derek.evaluation.layer_scores import LayerScore, differences
from derek.evaluation.name_scores import is_name
from derek.evaluation.pairing import intersection_over_union, pair_up
from derek.evaluation.tallies import Tally

_MENTIONS = ("title", "pronoun")


def score_references(*, gold: Sequence[Label], predicted: Sequence[Label]) -> LayerScore:
    """Rows of the entities table → titles and pronouns found, and resolved: found with the right person."""
    pairing = pair_up(
        gold=[label for label in gold if not is_name(label)],
        predicted=[label for label in predicted if not is_name(label)],
        closeness=intersection_over_union,
    )
    tallies: dict[str, Tally] = {}
    for measure, right in (("found", _always), ("resolved", right_person)):
        tallies[f"references/{measure}"] = pairing.tally(right=right)
        for mention in _MENTIONS:
            tallies[f"references/{measure}/{mention}"] = pairing.tally(of=_mentioned(mention), right=right)
    wrong = [(g, p, ("canonical", "id")) for g, p in pairing.pairs if not right_person(g, p)]
    return LayerScore(tallies, differences("references", pairing, wrong, ("mention", "canonical")), pairing)


def right_person(gold: Label, predicted: Label) -> bool:
    """Whether both mentions mean the same person."""
    return same_person(gold, predicted, name="canonical", id_="id")


def _always(gold: Label, predicted: Label) -> bool:
    return True


def _mentioned(mention: str) -> Callable[[Label], bool]:
    return lambda label: label.get("mention") == mention
