"""Word form and part of speech → lemma, suffixes and features, each pair once, then from a bounded cache.

A lemma is the dictionary form as UD Kazakh-KTB writes it: of verbs the bare stem, without voice, negation and tense
(«бөлінеді» → «бөл», «аяқталғанын» → «аяқта»), of names and nouns the nominative singular («елдеріміздің» → «ел»), of
numbers the number without suffix and percent sign. Causatives are words of their own («өткізді» → «өткіз»).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

from derek.text.features import universal_features
from derek.text.morphotactics import VERBAL, Split
from derek.text.suffixes import Analyser

_CACHED = 3 << 12
_VERBS = frozenset({"VERB", "AUX"})


class Reading(NamedTuple):
    """What a word form is in its place."""

    lemma: str
    suffixes: tuple[str, ...]
    functions: tuple[str, ...]
    morph: str


class Lemmatiser:
    """Reads word forms whose part of speech is known."""

    def __init__(self, analyser: Analyser, lemmas: Mapping[tuple[str, str], str]) -> None:
        """`lemmas`: (lower-case form, part of speech) → lemma, where it is known."""
        self._analyser = analyser
        self._lemmas = lemmas
        self.read = functools.lru_cache(_CACHED)(self._read)

    def __getstate__(self) -> dict[str, Any]:
        """Everything but the cache, so that a lemmatiser can be sent to another process."""
        return {name: value for name, value in self.__dict__.items() if name != "read"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.read = functools.lru_cache(_CACHED)(self._read)

    def _read(self, form: str, pos: str) -> Reading:
        if pos in {"PUNCT", "SYM"} or not form:
            return Reading(form, (), (), "")
        lowered = form.lower()
        known = self._lemmas.get((lowered, pos))
        listed = self._analyser.stems.forms.get(lowered)
        if listed is not None and known in {None, listed.lemma} and (pos in _VERBS) == (listed.pos in _VERBS):
            return self._reading(listed.lemma, listed.suffixes, listed.functions, pos)
        if known in {None, lowered} and pos in self._analyser.stems.parts(lowered) and pos != "VERB":
            return self._reading(form if _keeps_capitals(form, pos) else lowered, (), (), pos)
        split, share = self._split(form, pos, known)
        analysis = self._analyser.to_analysis(form, split, share)
        keeps = _keeps_capitals(form, pos) or (_is_abbreviation(form) and not self._is_common(analysis.stem))
        lemma = known or (analysis.stem if keeps else analysis.stem.lower())
        return self._reading(lemma, analysis.suffixes, analysis.functions, pos)

    def _is_common(self, stem: str) -> bool:
        """Whether a stem is listed as more than a name: «ФОТО» is no abbreviation."""
        return bool(set(self._analyser.stems.parts(stem.lower())) - {"PROPN"})

    def _split(self, form: str, pos: str, known: str | None) -> tuple[Split, float]:
        """The likeliest split, among those that agree with the known lemma if any do."""
        if known is None:
            return self._analyser.best(form, pos)
        splits, shares = self._analyser.ranked(form, pos)
        agreeing = [i for i, split in enumerate(splits) if split.stem == known.lower() and _same_kind(split, pos)]
        top = max(agreeing or range(len(splits)), key=lambda i: (shares[i], -i))
        return splits[top], shares[top]

    def _reading(self, lemma: str, suffixes: tuple[str, ...], functions: tuple[str, ...], pos: str) -> Reading:
        return Reading(lemma, suffixes, functions, universal_features(functions, pos))


def _same_kind(split: Split, pos: str) -> bool:
    return (split.kind == VERBAL) == (pos in _VERBS)


def _keeps_capitals(form: str, pos: str) -> bool:
    """Names do, initials and dotted abbreviations."""
    return pos in {"PROPN", "X"} or "." in form


def _is_abbreviation(form: str) -> bool:
    """«ЖЭО», «ҚР-ның»."""
    return len(form) > 1 and form[:2].isupper()
