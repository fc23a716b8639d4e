"""Words that turn a number into a limit or an estimate: «шамамен 5», «5-тен астам», «5-ке жуық», «5-тен кем емес»."""

from __future__ import annotations

from typing import NamedTuple

import regex

from derek.knowledge import Knowledge
from derek.text.numeral_suffixes import read_suffix
from derek.text.numerals import SPACES

_LONGEST = 24


class Bound(NamedTuple):
    """A bound word as written: where, which bound it sets, and whether it carries a suffix of its own («астамы»)."""

    start: int
    end: int
    bound: str
    form: str
    suffixed: bool
    case: str = ""
    possessed: bool = False


class Bounds:
    """Reads bound words by lexicon/bounds.tsv (form, side, case, bound)."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where the table is missing or lacks a column."""
        rows = knowledge.table("lexicon/bounds.tsv", ("form", "side", "case", "bound"))
        self._before = {row["form"]: row["bound"] for row in rows if row["side"] == "before"}
        self._after = {(row["form"], row["case"]): row["bound"] for row in rows if row["side"] == "after"}
        gap = rf"[{SPACES}]{{1,2}}+"
        after = "|".join(sorted({form for form, _ in self._after}, key=lambda form: (-len(form), form)))
        before = "|".join(sorted(self._before, key=lambda form: (-len(form), form)))
        self._after_pattern = regex.compile(rf"{gap}(?:сәл |едәуір )?(?P<form>{after})(?P<tail>\p{{L}}*+)")
        self._before_pattern = regex.compile(rf"(?<!\p{{L}})(?P<form>{before})(?:[{SPACES}]|$)")

    def after(self, lowered: str, at: int, case: str) -> Bound | None:
        """The bound word behind a number or unit that ends at `at` in this case («DAT», «ABL» or an empty string)."""
        match = self._after_pattern.match(lowered, at)
        if match is None:
            return None
        bound = self._after.get((match["form"], case if (match["form"], case) in self._after else ""))
        suffix = read_suffix(match["tail"])
        if bound is None or suffix is None or (suffix.text and not (suffix.possessed or suffix.relative)):
            return None  # «асады» is no «аса» in the accusative
        return Bound(
            match.start("form"), match.end(), bound, match["form"], bool(suffix.text), suffix.case, suffix.possessed
        )

    def before(self, lowered: str, at: int) -> Bound | None:
        """The bound word that stands before a number beginning at `at`, at most one word away («кемінде тағы 5»)."""
        start = max(0, at - 2 * _LONGEST)
        found = list(self._before_pattern.finditer(lowered[start:at]))
        if not found:
            return None
        match = found[-1]
        between = lowered[start + match.end() : at].strip(SPACES)
        if len(between) > _LONGEST or " " in between or not (between.isalpha() or not between):
            return None
        return Bound(
            start + match.start(), start + match.end("form"), self._before[match["form"]], match["form"], False
        )
