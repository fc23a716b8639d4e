"""Counts of word forms in unlabelled text: how often, how often with a capital inside a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import regex

_WORD = regex.compile(r"\p{L}++")


class FormCounts(NamedTuple):
    """Counts by lower-case form: of all occurrences, of those inside a line, of those inside with a capital."""

    all: Counter[str]
    inside: Counter[str]
    capital: Counter[str]

    def forms(self) -> dict[str, bool]:
        """Every form → whether it is mostly capitalised."""
        return {form: self.capital[form] * 2 > count for form, count in sorted(self.all.items())}

    def capital_fifths(self) -> dict[str, int]:
        """Forms seen at least twice inside lines → how often with a capital, in fifths."""
        return {form: round(5 * self.capital[form] / n) for form, n in sorted(self.inside.items()) if n >= 2}


def count_forms(lines: Iterable[str]) -> FormCounts:
    """Counts over lines, each of which opens with a capital that says nothing."""
    counts = FormCounts(Counter(), Counter(), Counter())
    for line in lines:
        for match in _WORD.finditer(line):
            word = match.group()
            form = word.lower()
            counts.all[form] += 1
            if match.start() > 0:
                counts.inside[form] += 1
                counts.capital[form] += word[0] != form[0]
    return counts
