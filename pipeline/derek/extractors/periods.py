"""Expressions of time and the days they mean: «былтыр», «2025 жылғы 16 қараша», «2030 жылға дейін».

The document's date is the base of what is relative. A period is inclusive at both ends; an open end is None.
"""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
from collections.abc import Sequence
from typing import NamedTuple

import regex

from derek.extractors.period_atoms import PeriodAtom, PeriodAtoms, as_letters
from derek.knowledge import Knowledge
from derek.text.numerals import NumberSpan

_YEAR = "(?:Y(?:,Y)+(?:-Y)?-?J|Y-Y-?J?|Y-?J|RJ|PJ|R|Y)"
_END = "E?Z?I?[TBK]?"
_DAYS = "(?:mN(?:-N)?|N(?:-N)?-?[Mm](?:-N-?[Mm])?)"
_GRAMMAR = regex.compile(
    rf"""
    (?P<day> (?: {_YEAR} {_DAYS} | {_DAYS} (?:YJ?)? ) {_END} )
  | (?P<months> {_YEAR}?+ [Mm]-[Mm] A? (?:YJ?)? {_END} )
  | (?P<quarter> (?:{_YEAR}|P)?+ F?[ON]-?Q {_END} | PQ {_END} )
  | (?P<half> (?<!S)(?:{_YEAR}|P)?+ [FOP]?H {_END} )
  | (?P<opening> (?:{_YEAR}F? | F) N A {_END} )
  | (?P<ago> [Nn][JAWD]V )
  | (?P<window> [SP][Nn](?:-[Nn])?[AWDJU] {_END} | S[AWDJ] {_END} )
  | (?P<month> {_YEAR}?+ [Mm] A? {_END} )
  | (?P<edge> {_YEAR}EI?[TBK]? | PAEI?[TBK]? | JEI?[TBK]? )
  | (?P<base> (?:{_YEAR}|P)LG {_END} )
  | (?P<same> (?:{_YEAR}|P)G {_END} )
  | (?P<years> {_YEAR} {_END} )
  | (?P<month_now> P[AQW] {_END} )
  | (?P<length> [Nn](?:-[Nn])?[AWDJ]I?Z?I? )
  | (?P<adverb> X )
    """,
    regex.VERBOSE,
)


_DATING = frozenset({"months", "month", "quarter", "half", "opening"})
"""Whose year holds on in a text without a date: «2025 жылғы қаңтар – маусымда …. Алты айда …»."""


class Part(NamedTuple):
    """One year of a list of years. Offsets in code points, end-exclusive; those of the whole where it is not named."""

    start: int
    end: int
    year: int


class Period(NamedTuple):
    """One expression of time. Offsets in code points, end-exclusive."""

    start: int
    end: int
    first: dt.date | None
    last: dt.date | None
    kind: str
    """The pattern that found it: day · months · quarter · half · opening · ago · window · month · base · same …"""
    case: str
    """Case of its last word: ABL and INS may make it the base of a comparison."""
    relative: bool
    """«былтырғы», «2024 жылғы»: an attribute of the noun that follows."""
    limit: str
    """until · since · after, or an empty string."""
    parts: tuple[Part, ...] = ()
    """The years of «2023, 2024 және 2025 жылдары», «2023–2025 жылдары», where there are several."""


class PeriodFinder:
    """Finds expressions of time in a text."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where lexicon/periods.tsv or lexicon/months.tsv is missing or lacks a column."""
        self._atoms = PeriodAtoms(knowledge)

    def find(self, text: str, lowered: str, numbers: Sequence[NumberSpan], base: dt.date | None) -> list[Period]:
        """All expressions in order; `base` is the document's date, without which what is relative stays open."""
        atoms = self._atoms.find(text, lowered, numbers)
        letters, owners = as_letters(text, atoms)
        found, context = [], base.year if base else None
        for match in _GRAMMAR.finditer(letters):
            used = atoms[owners[match.start()] : owners[match.end() - 1] + 1]
            if _is_period(match.lastgroup or "", used):
                found.append(_period(match.lastgroup or "", used, base, context))
                if base is None and match.lastgroup in _DATING:
                    context = next(iter(_values(used, "calendar_year")), context)
        return found


def _is_period(kind: str, atoms: list[PeriodAtom]) -> bool:
    """Keeps what only looks like time out: a bare «қазан», a bare four-digit number, «екі ай» as a measure."""
    last = atoms[-1]
    if kind == "month":
        return len(atoms) > 1 or last.suffix.case in {"LOC", "DAT", "ABL", "GEN"} or last.suffix.relative
    if kind == "years":
        return len(atoms) > 1 or atoms[0].role == "relative"
    if kind == "half" and last.role == "half" and len(atoms) == 1 and last.value:
        return last.suffix.case == "LOC" or last.suffix.relative  # «жарты жыл бойы» is how long, «жарты жылда» when
    if kind == "length":
        by_noun = atoms[1].suffix if len(atoms) > 1 else last.suffix
        return atoms[-1].role in {"during", "summary"} or by_noun.case == "LOC" or by_noun.relative
    return True


def _period(kind: str, atoms: list[PeriodAtom], base: dt.date | None, context: int | None) -> Period:
    kind = "same" if kind == "years" and _points_back(atoms) else kind
    first, last = _days(kind, atoms, base, context)
    if atoms[-1].role == "meant":
        return Period(atoms[0].start, atoms[-1].end, first, last, "meant", "", True, "")
    limit = next((a.role for a in reversed(atoms) if a.role in {"until", "since", "after"}), "")
    if limit == "until":
        first, last = None, first - _DAY if first and kind in _WHOLE else last
    elif limit == "since":
        if first and base and first > base and _is_bare_since(atoms):
            first = first.replace(year=first.year - 1)
        last = _open_end(first, base)
    elif limit == "after":
        first, last = None, None
    ending = atoms[-1].suffix
    parts = _parts(kind, atoms, limit)
    return Period(atoms[0].start, atoms[-1].end, first, last, kind, ending.case, ending.relative, limit, parts)


def _parts(kind: str, atoms: list[PeriodAtom], limit: str) -> tuple[Part, ...]:
    """Each year of a list; the years between two that a dash joins stand for the whole expression."""
    years = [atom for atom in atoms if atom.role == "calendar_year"]
    if kind != "years" or limit or len(years) < 2:
        return ()
    if len(years) == 2 and years[1].start - years[0].end <= _DASHED:
        span = range(years[0].value, min(years[1].value, years[0].value + _MOST_YEARS) + 1)
        return tuple(Part(atoms[0].start, atoms[-1].end, year) for year in span)
    ends = [*(atom.end for atom in years[:-1]), atoms[-1].end]
    return tuple(Part(atom.start, end, atom.value) for atom, end in zip(years, ends, strict=True))


def _is_bare_since(atoms: list[PeriodAtom]) -> bool:
    """«қазаннан бері» in June began the year before; «қазаннан бастап» is yet to come."""
    return len(atoms) == 2 and atoms[0].role == "name" and atoms[1].end - atoms[1].start < len("бастап")


def _points_back(atoms: list[PeriodAtom]) -> bool:
    """«осы жылдар ішінде»: years named before."""
    years = [atom for atom in atoms if atom.role == "year"]
    return atoms[0].role == "modifier" and bool(years) and years[0].suffix.text[1:3] == "ар"


def _open_end(first: dt.date | None, base: dt.date | None) -> dt.date | None:
    return base if first and base and first <= base else None


def _days(
    kind: str, atoms: list[PeriodAtom], base: dt.date | None, context: int | None
) -> tuple[dt.date | None, dt.date | None]:
    year = _year(atoms, base, context if base or kind != "day" else None)
    reader = _READERS[kind]
    return reader(atoms, year, base)


_TWINS = {"large": "number", "name_of": "name"}


def _values(atoms: list[PeriodAtom], role: str) -> list[int]:
    return [atom.value for atom in atoms if _TWINS.get(atom.role, atom.role) == role]


def _year(atoms: list[PeriodAtom], base: dt.date | None, context: int | None) -> int | None:
    years = _values(atoms, "calendar_year")
    if years:
        return years[0]
    shifts = _values(atoms, "relative")
    shifts += [a.value for a, b in itertools.pairwise(atoms) if a.role == "modifier" and b.role in _YEARLY]
    if not base:
        return None if shifts else context
    return base.year + shifts[0] if shifts else context


_DASHED = 3
"""How long a dash with its spaces is: «2023 – 2025»."""
_MOST_YEARS = 12
_WHOLE = frozenset({"month", "months", "quarter", "half"})
"""«қыркүйекке дейін» ends the day before; «2030 жылға дейін» is read with the year."""
_DAY = dt.timedelta(days=1)
_MEMORY = 300
_YEARLY = {"year", "half"}
Days = tuple[dt.date | None, dt.date | None]
_UNKNOWN: Days = (None, None)


def _span(year: int | None, first: int, last: int) -> Days:
    if year is None or not 1 <= first <= 12 or not 1 <= last <= 12:
        return _UNKNOWN
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def _of_years(atoms: list[PeriodAtom], year: int | None, base: dt.date | None) -> Days:
    years = _values(atoms, "calendar_year")
    last = years[-1] if years else year
    if year is None or last is None:
        return _UNKNOWN
    decade = any(a.role == "year" and a.suffix.text[1:3] == "ар" for a in atoms) and len(years) == 1 and year % 10 == 0
    return dt.date(year, 1, 1), dt.date(last + 9 if decade else last, 12, 31)


def _of_day(atoms: list[PeriodAtom], year: int | None, base: dt.date | None) -> Days:
    days, months = _values(atoms, "number") + _values(atoms, "ordinal"), _values(atoms, "name")
    try:
        return dt.date(year or 0, months[0], days[0]), dt.date(year or 0, months[-1], days[-1])
    except (ValueError, IndexError):
        return _UNKNOWN


def _of_months(atoms: list[PeriodAtom], year: int | None, base: dt.date | None) -> Days:
    months = _values(atoms, "name")
    return _span(year, months[0], months[-1])


def _of_quarter(atoms: list[PeriodAtom], year: int | None, base: dt.date | None) -> Days:
    ordinals, numbers = _values(atoms, "ordinal"), _values(atoms, "number")
    if ordinals and 1 <= ordinals[0] <= 4:
        return _span(year, 3 * ordinals[0] - 2, 3 * ordinals[0])
    if numbers and 1 <= numbers[0] <= 4:
        return _span(year, 1, 3 * numbers[0])
    if _values(atoms, "first"):
        return _span(year, 1, 3)
    return _neighbour_quarter(atoms, base)


def _of_ago(atoms: list[PeriodAtom], year: int | None, base: dt.date | None) -> Days:
    """«екі жыл бұрын» → that year, «үш ай бұрын» → that month, «он күн бұрын» → that day."""
    count, unit = _values(atoms, "number")[0], atoms[1].role
    if base is None or count > _MEMORY:
        return _UNKNOWN
    if unit == "year":
        return _span(base.year - count, 1, 12)
    if unit == "month":
        index = base.year * 12 + base.month - 1 - count
        return _span(index // 12, index % 12 + 1, index % 12 + 1)
    day = base - dt.timedelta(days=count)
    return (day, day) if unit == "day" else _UNKNOWN


def _neighbour_quarter(atoms: list[PeriodAtom], base: dt.date | None) -> Days:
    shift = (_values(atoms, "modifier") or [0])[0]
    if base is None:
        return _UNKNOWN
    index = base.year * 4 + (base.month - 1) // 3 + shift
    return _span(index // 4, index % 4 * 3 + 1, index % 4 * 3 + 3)


def _of_half(atoms: list[PeriodAtom], year: int | None, base: dt.date | None) -> Days:
    second = (_values(atoms, "ordinal") or [1])[0] == 2
    return _span(year, 7, 12) if second else _span(year, 1, 6)


def _of_opening(atoms: list[PeriodAtom], year: int | None, base: dt.date | None) -> Days:
    return _span(year, 1, _values(atoms, "number")[0])


def _of_window(atoms: list[PeriodAtom], year: int | None, base: dt.date | None) -> Days:
    """«соңғы бес жылда» of 2025 → 2020 to 2025, «алдағы үш жылда» → 2025 to 2028 (whole years)."""
    count = (_values(atoms, "number") or [1])[-1]
    if base is None or not any(a.role == "year" for a in atoms):
        return _UNKNOWN
    backwards = atoms[0].value < 0
    first, last = (base.year - count, base.year) if backwards else (base.year, base.year + count)
    return (dt.date(first, 1, 1), dt.date(last, 12, 31)) if count <= 200 else _UNKNOWN


def _of_edge(atoms: list[PeriodAtom], year: int | None, base: dt.date | None) -> Days:
    edge = next(a for a in atoms if a.role == "edge")
    if any(a.role == "month" for a in atoms):
        first, last = _neighbour_month(atoms, base)
    else:
        first, last = _of_years(atoms, year, base)
    return (first, first) if edge.value == 0 else (first, last)


def _neighbour_month(atoms: list[PeriodAtom], base: dt.date | None) -> Days:
    if base is None:
        return _UNKNOWN
    index = base.year * 12 + base.month - 1 + (_values(atoms, "modifier") or [0])[0]
    return _span(index // 12, index % 12 + 1, index % 12 + 1)


def _of_month_now(atoms: list[PeriodAtom], year: int | None, base: dt.date | None) -> Days:
    if atoms[1].role == "quarter":
        return _neighbour_quarter(atoms, base)
    if atoms[1].role == "month":
        return _neighbour_month(atoms, base)
    if base is None:
        return _UNKNOWN
    monday = base - dt.timedelta(days=base.weekday() - 7 * atoms[0].value)
    return monday, monday + dt.timedelta(days=6)


def _of_length(atoms: list[PeriodAtom], year: int | None, base: dt.date | None) -> Days:
    """«тоғыз айда», «9 айдың қорытындысы бойынша» are the months from January; other lengths are no dates."""
    is_months = len(atoms) > 1 and any(a.role == "month" for a in atoms)
    counts = _values(atoms, "number")
    in_sum = any(a.role == "summary" for a in atoms) or all(a.role != "during" for a in atoms)
    return _span(year, 1, counts[-1]) if is_months and in_sum and 2 <= counts[-1] <= 12 else _UNKNOWN


def _of_adverb(atoms: list[PeriodAtom], year: int | None, base: dt.date | None) -> Days:
    day = base + dt.timedelta(days=atoms[0].value) if base else None
    return day, day


def _unknown(atoms: list[PeriodAtom], year: int | None, base: dt.date | None) -> Days:
    return _UNKNOWN


_READERS = {
    "day": _of_day,
    "months": _of_months,
    "quarter": _of_quarter,
    "half": _of_half,
    "opening": _of_opening,
    "window": _of_window,
    "ago": _of_ago,
    "month": _of_months,
    "edge": _of_edge,
    "base": _unknown,
    "same": _unknown,
    "years": _of_years,
    "month_now": _of_month_now,
    "length": _of_length,
    "adverb": _of_adverb,
}
