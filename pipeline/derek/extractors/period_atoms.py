"""The words and numbers of which expressions of time are made, found in a text and written as one letter each."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

import regex

from derek.extractors.tries import branching
from derek.knowledge import Knowledge
from derek.text.numeral_suffixes import NO_SUFFIX, Suffix, read_suffix
from derek.text.numerals import HYPHENS, SPACES, NumberSpan, read_roman

FIRST_YEAR, LAST_YEAR = 1800, 2150
LETTERS = {
    "year": "J", "month": "A", "quarter": "Q", "half": "H", "week": "W", "day": "D", "hour": "U", "century": "C",
    "relative": "R", "modifier": "P", "window": "S", "first": "F", "edge": "E", "summary": "Z", "during": "I",
    "until": "T", "since": "B", "after": "K", "before": "V", "same": "L", "span": "G", "yesterday": "X", "name": "M",
    "calendar_year": "Y", "ordinal": "O", "number": "N", "large": "n", "name_of": "m", "meant": "I",
}  # fmt: skip
_DASH = regex.compile(rf"[{SPACES}]?[{HYPHENS}][{SPACES}]?")
_AND = regex.compile(rf"[{SPACES}](?:және|мен|бен|пен)[{SPACES}]")
_MAX_GAP = 3
_LAST_DAY, _JUNE = 31, 6


class PeriodAtom(NamedTuple):
    """One word or number of a time expression. Offsets in code points, end-exclusive."""

    start: int
    end: int
    role: str
    value: int
    suffix: Suffix


class PeriodAtoms:
    """Finds the atoms by lexicon/periods.tsv (form, role, value) and lexicon/months.tsv (month, name)."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where a table is missing or lacks a column."""
        self._roles = {
            row["form"]: (row["role"], int(row["value"] or 0))
            for row in knowledge.table("lexicon/periods.tsv", ("form", "role", "value"))
        }
        for row in knowledge.table("lexicon/months.tsv", ("month", "name")):
            for form in {row["name"], _softened(row["name"])}:
                self._roles[form] = ("name", int(row["month"]))
        initials = "".join(sorted({form[0] for form in self._roles}))
        word = rf"(?P<stem>{branching(self._roles)})(?P<tail>[^\W\d_]*)"
        roman = r"(?P<roman>[ivxіх]{1,4}(?![^\W\d_]))"
        self._word = re.compile(rf"(?:\b|(?<=\d))(?=[{initials}ivxіх])(?:{word}|{roman})")
        self._analyse = functools.lru_cache(maxsize=4096)(self._analysed)

    def find(self, text: str, lowered: str, numbers: Sequence[NumberSpan]) -> list[PeriodAtom]:
        """All atoms of a text in order; `numbers` are the numerals found in it."""
        atoms = [atom for atom in map(_of_number, numbers) if atom is not None]
        for match in self._word.finditer(lowered):
            atom = self._of_word(match) if match["stem"] else _of_roman(text, match)
            if atom is not None:
                atoms.append(atom)
        return _without_summers(_without_twins(sorted(atoms)))

    def _of_word(self, match: re.Match[str]) -> PeriodAtom | None:
        analysed = self._analyse(match["stem"] + match["tail"])
        if analysed is None:
            return None
        role, value, suffix = analysed
        if role == "name" and suffix.attributive:
            return None  # «қазандық» is a boiler
        role = "name_of" if role == "name" and suffix.case == "GEN" else role
        return PeriodAtom(match.start(), match.end(), role, value, suffix)

    def _analysed(self, word: str) -> tuple[str, int, Suffix] | None:
        for length in range(min(len(word), 14), 0, -1):
            role = self._roles.get(word[:length])
            suffix = read_suffix(word[length:]) if role else None
            if role and suffix is not None and (length > 2 or not word[length:] or word[:length] == "ай"):
                return *role, suffix
        return None


def _softened(noun: str) -> str:
    """The stem before a vowel: «қыркүйек» → «қыркүйег»."""
    return noun[:-1] + {"к": "г", "қ": "ғ", "п": "б"}.get(noun[-1], noun[-1])


def _without_twins(atoms: list[PeriodAtom]) -> list[PeriodAtom]:
    """«тоқсан» is ninety and a quarter of a year: beside an ordinal or a number it is the quarter."""
    kept: list[PeriodAtom] = []
    for atom in atoms:
        if kept and kept[-1].end > atom.start:
            if kept[-1].start == atom.start and atom.role in {"quarter", "number", "large"}:
                kept[-1] = atom if atom.role == "quarter" else kept[-1]
            continue
        kept.append(atom)
    return kept


def _without_summers(atoms: list[PeriodAtom]) -> list[PeriodAtom]:
    """«жылу маусымы» is a season, «10 маусымы» a day of June."""
    return [
        atom
        for index, atom in enumerate(atoms)
        if not (atom.role in {"name", "name_of"} and atom.value == _JUNE and atom.suffix.possessed)
        or (index > 0 and atoms[index - 1].role == "number" and atom.start - atoms[index - 1].end == 1)
    ]


def _of_number(number: NumberSpan) -> PeriodAtom | None:
    value = number.value
    if number.role != "number" or value != int(value) or value > LAST_YEAR:
        return None
    written_year = number.digits and number.single and number.core_end - number.start == 4
    is_year = FIRST_YEAR <= value <= LAST_YEAR and (written_year or (not number.digits and not number.single))
    role = (
        "calendar_year"
        if is_year
        else "ordinal"
        if number.suffix.ordinal
        else "number"
        if value <= _LAST_DAY
        else "large"
    )
    return PeriodAtom(number.start, number.end, role, int(value), number.suffix)


def _of_roman(text: str, match: re.Match[str]) -> PeriodAtom | None:
    value = read_roman(text[match.start() : match.end()])
    return None if value is None else PeriodAtom(match.start(), match.end(), "ordinal", value, NO_SUFFIX)


def as_letters(text: str, atoms: Sequence[PeriodAtom]) -> tuple[str, list[int]]:
    """The atoms as letters, «-» for a dash, «,» in a list of years, «|» for a break; and each character's atom."""
    letters, owners = [], []
    for index, atom in enumerate(atoms):
        if index:
            gap = text[atoms[index - 1].end : min(atom.start, atoms[index - 1].end + _MAX_GAP + 1)]
            years = atom.role == atoms[index - 1].role == "calendar_year"
            rising = years and atom.value > atoms[index - 1].value
            joint = "," if rising and gap == ", " else _joint(gap)
            joint = "-" if years and _AND.fullmatch(text, atoms[index - 1].end, atom.start) else joint
            letters += [joint] if joint else []
            owners += [index] if joint else []
        letters.append(LETTERS[atom.role])
        owners.append(index)
    return "".join(letters), owners


def _joint(gap: str) -> str:
    if _DASH.fullmatch(gap):
        return "-"
    plain = gap.removeprefix(".")
    return "" if len(gap) <= _MAX_GAP and not plain.strip(SPACES) else "|"
