"""Whether a predicted value is one of gold's answers: numbers, names and ids, written phrases, sets of places."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import regex

from derek.evaluation.labels import Label

_WORD = regex.compile(r"[\p{L}\p{N}]+(?:[-.,][\p{L}\p{N}]+)*")
_PRECISION = 1e-5
"""Relative; a third may be written 0.33333."""

Lemmas = Mapping[str, str]
"""Case-folded word form → lemma; forms that it lacks stand for themselves."""


def equal(answer: Any, value: Any) -> bool:
    """Numbers up to rounding, strings whatever their case, everything else exactly."""
    if isinstance(answer, str) and isinstance(value, str):
        return answer.strip().casefold() == value.strip().casefold()
    if _is_number(answer) and _is_number(value):
        return math.isclose(answer, value, rel_tol=_PRECISION)
    return bool(answer == value) and isinstance(answer, bool) == isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def decided(gold: Label, predicted: Label, *columns: str) -> bool:
    """Whether both say something about one of the columns; derek always does, a reader may leave a column open."""
    return any(gold.decides(column) and predicted.decides(column) for column in columns)


def accepts(gold: Label, predicted: Label, column: str) -> bool:
    """Whether the predicted value is one of gold's answers; a column that is left open accepts anything."""
    if not decided(gold, predicted, column):
        return True
    return any(equal(answer, value) for answer in gold.answers(column) for value in predicted.answers(column))


def same_person(gold: Label, predicted: Label, *, name: str, id_: str) -> bool:
    """By id where both have one, else by canonical name; `name` and `id_` are the columns."""
    if gold.get(id_) and predicted.get(id_):
        return accepts(gold, predicted, id_)
    return accepts(gold, predicted, name)


def linked(gold: Label, predicted: Label) -> bool:
    """Whether a mention names the same thing: by id where gold has one, else by canonical form."""
    return accepts(gold, predicted, "id" if gold.get("id") else "canonical")


def shares_word(gold: Label, predicted: Label, column: str, lemmas: Lemmas) -> bool:
    """Whether the phrase has a word form or lemma in common with one of gold's; null is right where gold says so."""
    if not decided(gold, predicted, column):
        return True
    return any(
        answer is value is None or bool(_forms(answer, lemmas) & _forms(value, lemmas))
        for answer in gold.answers(column)
        for value in predicted.answers(column)
    )


def _forms(phrase: str | None, lemmas: Lemmas) -> set[str]:
    words = [word.casefold() for word in _WORD.findall(phrase or "")]
    return {form for word in words for form in (word, lemmas.get(word, word).casefold())}


def same_places(gold: Label, predicted: Label, column: str) -> bool:
    """Whether the same places are named, in any order, by id where they have one."""
    if not decided(gold, predicted, column):
        return True
    found = [_places(answer) for answer in predicted.answers(column)]
    return any(_places(answer) in found for answer in gold.answers(column))


def _places(places: list[dict[str, str | None]] | None) -> set[str]:
    return {place.get("id") or (place["text"] or "").casefold() for place in places or ()}
