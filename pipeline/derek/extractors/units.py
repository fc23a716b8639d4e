"""Units of measure and currencies beside a number, with their suffixes: «долларға», «%-ы», «шаршы метрден», «$»."""

from __future__ import annotations

import functools
from typing import NamedTuple

import regex

from derek.errors import KnowledgeError
from derek.knowledge import Knowledge
from derek.text.numeral_suffixes import Suffix, read_suffix
from derek.text.numerals import SPACES

_TOKEN = r"[\p{L}%°\p{Sc}](?:[\p{L}\d²³/·*°\p{Sc}]|[.](?=\p{L})|[-‑](?=\p{L}))*+[.]?+"
_NEXT = regex.compile(rf"[{SPACES}]{{0,2}}+({_TOKEN})")
KINDS = ("money", "percent", "quantity", "multiple", "duration", "count")
_MAX_WORDS = 3
_SOFT = {"к": "г", "қ": "ғ", "п": "б"}
_SHORT = 2
"""Abbreviations up to this length («т», «км») stand beside digits only; in words they would be other words."""


class Unit(NamedTuple):
    """One unit as written. Offsets in code points, end-exclusive."""

    start: int
    end: int
    code: str
    """`iso4217:KZT`, `percent`, a UCUM code, or the lemma of a counting word («жұмыс орны»)."""
    kind: str
    """One of KINDS."""
    suffix: Suffix
    per: str = ""
    """What stands behind a slash: «теңге/литр»."""


class Units:
    """Reads units by lexicon/units.tsv (form, unit, kind); a form is a stem, its suffixes are read behind it."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where the table is missing, lacks a column or names a kind that no rule reads."""
        rows = knowledge.table("lexicon/units.tsv", ("form", "unit", "kind"))
        for row in rows:
            if row["kind"] not in KINDS:
                raise KnowledgeError(f"{row.where}: the kind {row['kind']!r} is none of {', '.join(KINDS)}")
        self._units = {softened(row["form"]): (row["unit"], row["kind"]) for row in rows}
        self._units.update({row["form"]: (row["unit"], row["kind"]) for row in rows})
        self._beginnings = {" ".join(form.split()[:size]) for form in self._units for size in range(1, _MAX_WORDS)}
        self.endings = frozenset(form.rpartition(" ")[2] for form in self._units)
        """The last words of all forms."""
        signs = "".join(
            regex.escape(form) for form in self._units if len(form) == 1 and not form.isalpha() and form != "%"
        )
        self._sign = regex.compile(rf"(?:us|ақш )?([{signs}])[{SPACES}]?$")
        self._analyse = functools.lru_cache(maxsize=8192)(self._stem)

    def after(self, lowered: str, at: int, digits: bool = True) -> Unit | None:
        """The longest unit that begins at most two spaces behind `at`; `digits`: the number stands in digits."""
        best, written, start = None, "", -1
        for _ in range(_MAX_WORDS):
            match = _NEXT.match(lowered, at)
            if match is None:
                break
            start = match.start(1) if start < 0 else start
            token = match[1].rstrip(".")
            best = self._unit(f"{written} {token}".strip(), start, match.start(1) + len(token), digits) or best
            written, at = f"{written} {token}".strip(), match.end(1)
            if written not in self._beginnings:
                break
        return best

    def before(self, lowered: str, at: int) -> Unit | None:
        """A currency sign that ends at `at`, a space allowed: «$5 млрд», «€ 20»."""
        match = self._sign.search(lowered[max(0, at - 6) : at])
        if match is None:
            return None
        code, kind = self._units[match[1]]
        return Unit(max(0, at - 6) + match.start(), at, code, kind, read_suffix("") or Suffix())

    def _unit(self, written: str, start: int, end: int, digits: bool) -> Unit | None:
        analysed = self._analyse(written)
        if analysed is None or (not digits and analysed[0].isalpha() and len(analysed[0]) <= _SHORT):
            return None
        form, suffix, per = analysed
        code, kind = self._units[form]
        return Unit(start, end, code, kind, suffix, per)

    def _stem(self, written: str) -> tuple[str, Suffix, str] | None:
        """«шаршы метрден» → («шаршы метр», its suffix); the longest stem whose rest is a chain of suffixes."""
        shortest = written.rfind(" ") + 1
        for length in range(len(written), shortest, -1):
            if written[:length] in self._units:
                suffix = _suffix(written[:length], written[length:])
                if suffix is not None:
                    return written[:length], suffix, ""
        head, slash, per = written.partition("/")
        analysed = self._stem(head) if slash and per else None
        return None if analysed is None else (analysed[0], analysed[1], per)


def softened(stem: str) -> str:
    """A stem before a suffix that begins with a vowel: «тәулік» → «тәуліг», «тармақ» → «тармағ»."""
    return stem[:-1] + _SOFT.get(stem[-1], stem[-1]) if len(stem) > _SHORT else stem


def _suffix(stem: str, rest: str) -> Suffix | None:
    if rest and rest[0] in "-‑":
        return read_suffix(rest[1:])
    letters_only = stem.replace(" ", "").isalpha()
    return None if rest and letters_only and len(stem) <= _SHORT and stem != "ай" else read_suffix(rest)
