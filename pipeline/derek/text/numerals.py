"""Kazakh numerals in running text and alone: digits, words, both mixed, with suffixes on, in decimal arithmetic.

«11,5», «1 548,3», «екі жарым миллион», «2 млрд 300 млн», «он бүтін оннан бес», «бір де жеті», «үштен бірі», «15-ке».
Everything works on characters. A scan is linear in the length of the text.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import regex

from derek.knowledge import Knowledge
from derek.text.numeral_suffixes import NO_SUFFIX, Suffix, read_suffix

SPACES = " \u00a0\u2009\u202f"
HYPHENS = "-‑–—−"
_ONE, _ZERO, _THOUSAND = Decimal(1), Decimal(0), Decimal(1000)
_DIGITS = rf"\d{{1,3}}(?:[{SPACES}]\d{{3}}(?!\d))++(?:[.,]\d++)?+|\d++(?:[.,]\d++)*+"
_ROMAN = regex.compile(r"[IVXLCDMІХСМ]{1,15}")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LOOKALIKES = str.maketrans("ІХСМ", "IXCM")
_DENOMINATORS = frozenset(Decimal(number) for number in (*range(2, 11), 100, 1000))
_SPOKEN_POINT = regex.compile(rf"[{SPACES}](?:де|да|те|та)[{SPACES}]")
_MAX_GAP = 3
_MAX_DIGITS = 40
_NO_SPACES = {ord(space): None for space in SPACES}


class NumberSpan(NamedTuple):
    """One numeral in a text: where it stands and what it says. Offsets in code points, end-exclusive."""

    start: int
    end: int
    """One past the numeral with its suffixes."""
    core_end: int
    """One past the numeral without its suffixes."""
    value: Decimal
    suffix: Suffix
    digits: bool
    """Whether it begins in digits."""
    magnitude: Decimal
    """The magnitude that closes it: a million for «11,5 миллион», one for «20»."""
    role: str
    """number · share («үштен бірі») · part («жартысы») · vague («ондаған»)."""
    single: bool
    """Whether it is one word or one group of digits."""


class _Atom(NamedTuple):
    start: int
    end: int
    core_end: int
    value: Decimal
    role: str
    suffix: Suffix


class _Form(NamedTuple):
    value: Decimal
    role: str


class Numerals:
    """Reads and finds numerals, by the forms that a knowledge folder lists."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Reads lexicon/numerals.tsv (form, value, role) and lexicon/number_homonyms.tsv (form): other words too."""
        rows = knowledge.table("lexicon/numerals.tsv", ("form", "value", "role"))
        self._forms: dict[str, list[_Form]] = {}
        for row in rows:
            self._forms.setdefault(row["form"], []).append(_Form(Decimal(row["value"]), row["role"]))
        self._homonyms = {row["form"] for row in knowledge.table("lexicon/number_homonyms.tsv", ("form",))}
        stems = "|".join(sorted(self._forms, key=lambda form: (-len(form), form)))
        word = rf"(?P<word>{stems})(?P<tail>\p{{L}}*+)"
        hyphenated = r"(?:(?=\.?[-‑](?P<hyphened>\p{L}++)))?+"
        initials = "".join(sorted({form[0] for form in self._forms}))
        self._pattern = regex.compile(
            rf"\b(?=[\d{initials}])(?:(?P<digits>{_DIGITS})(?P<glued>\p{{L}}*+)|{word}){hyphenated}"
        )
        self._analyse = functools.lru_cache(maxsize=8192)(self._word)

    def scan(self, text: str) -> list[NumberSpan]:
        """All numerals of a text, in order; never two that overlap; pronouns that look like one are left out."""
        atoms = self._atoms(text, lower(text))
        return [span for span in _Assembly(text, atoms).spans() if not self._is_homonym(text, span)]

    def read(self, text: str) -> Decimal | None:
        """The value of a text that is one numeral with its suffixes, or None."""
        stripped = text.strip()
        roman = read_roman(stripped)
        if roman is not None:
            return Decimal(roman)
        spans = list(_Assembly(stripped, self._atoms(stripped, lower(stripped))).spans(alone=True))
        whole = len(spans) == 1 and spans[0].start == 0 and stripped[spans[0].end :] in {"", "."}
        if whole and spans[0].role != "vague":
            return spans[0].value
        return None

    def _is_homonym(self, text: str, span: NumberSpan) -> bool:
        return not span.digits and span.single and lower(text[span.start : span.end]) in self._homonyms

    def _atoms(self, text: str, lowered: str) -> list[_Atom]:
        found = []
        for match in self._pattern.finditer(lowered):
            atom = self._digits(match) if match["digits"] else self._of_word(match)
            if atom is not None:
                found.append(atom)
        return found

    def _digits(self, match: regex.Match[str]) -> _Atom | None:
        value = read_digits(match["digits"])
        if value is None:
            return None
        start, core = match.span("digits")
        suffix, end = (
            _hyphen_suffix(match, core) if not match["glued"] else (read_suffix(match["glued"]), match.end("glued"))
        )
        if suffix is None:
            return _Atom(start, core, core, value, "digits", NO_SUFFIX)
        return _Atom(start, end, core, value, "vague" if suffix.vague else "digits", suffix)

    def _of_word(self, match: regex.Match[str]) -> _Atom | None:
        analysed = self._analyse(match["word"] + match["tail"])
        if analysed is None:
            return None
        length, form, suffix = analysed
        start, end = match.start("word"), match.end("tail")
        if suffix is NO_SUFFIX:
            hyphened, end = _hyphen_suffix(match, end)
            suffix = hyphened or NO_SUFFIX
            end = end if hyphened else match.end("tail")
        return _Atom(start, end, start + length, form.value, form.role, suffix)

    def _word(self, word: str) -> tuple[int, _Form, Suffix] | None:
        for length in range(min(len(word), 11), 1, -1):
            for form in self._forms.get(word[:length], ()):
                suffix = _fitting(form, word[length:])
                if suffix is not None:
                    return length, form, suffix
        return None


def _fitting(form: _Form, tail: str) -> Suffix | None:
    if form.role == "vague":
        rest = tail[3:] if tail[:3] in {"ған", "ген"} else None
        return None if rest is None else read_suffix(rest)
    suffix = read_suffix(tail)
    if suffix is None or suffix.vague or suffix.collective != (form.role == "collective"):
        return None
    return None if form.role == "bound" and not (suffix.possessed or suffix.ordinal) else suffix


def _hyphen_suffix(match: regex.Match[str], end: int) -> tuple[Suffix | None, int]:
    hyphened = match["hyphened"]
    suffix = read_suffix(hyphened) if hyphened else NO_SUFFIX
    return (suffix, match.end("hyphened") if hyphened else end)


def lower(text: str) -> str:
    """Lower case with every character kept one character long, so that offsets hold («İ» stays)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def read_digits(text: str) -> Decimal | None:
    """«11,5», «1 548,3», «1.234.567» → the value; None for dotted numbers that are no quantity («12.05.2015»)."""
    if len(text) > _MAX_DIGITS:
        return None
    plain = text.translate(_NO_SPACES)
    separators = [c for c in plain if c in ".,"]
    if len(separators) < 2:
        return Decimal(plain.replace(",", "."))
    head, *groups = regex.split("[.,]", plain)
    if len(set(separators)) == 1 and 0 < len(head) <= 3 and all(len(group) == 3 for group in groups):
        return Decimal(head + "".join(groups))
    return None


def read_roman(text: str) -> int | None:
    """«XXI», also with look-alike Cyrillic letters («ІІІ») → 21; None for what is no canonical Roman numeral."""
    if not _ROMAN.fullmatch(text) or (len(text) == 1 and text not in "IVXІХ"):
        return None
    values = [_ROMAN_VALUES[c] for c in text.translate(_LOOKALIKES)]
    total = sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
    return total if _roman(total) == text.translate(_LOOKALIKES) else None


def _roman(number: int) -> str:
    steps = (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
    )
    written = ""
    for value, letters in (*steps, (5, "V"), (4, "IV"), (1, "I")):
        written += letters * (number // value)
        number %= value
    return written


class _Sum:
    """A running total of atoms: closed magnitudes, and the open group below a thousand."""

    def __init__(self) -> None:
        self.total, self.group, self.ceiling = _ZERO, _ZERO, Decimal("1e18")
        self.floor = _THOUSAND
        """What the next word of the open group must lie below."""
        self.open = self.half = self.decimal = False
        self.last = _ONE

    def take(self, atom: _Atom) -> bool:
        """Adds one atom; False where it cannot continue the numeral."""
        return bool(getattr(self, f"_take_{atom.role}", self._refuse)(atom.value))

    def _refuse(self, value: Decimal) -> bool:
        return False

    def _add(self, value: Decimal, floor: Decimal) -> bool:
        if value >= self.floor or self.half or self.decimal:
            return False
        self.group, self.floor, self.open = self.group + value, floor, True
        self.last = _ONE
        return True

    def _take_digit(self, value: Decimal) -> bool:
        return not (value == 0 and self.touched) and self._add(value, _ZERO)

    _take_collective = _take_digit

    def _take_ten(self, value: Decimal) -> bool:
        return self.floor > 10 and self._add(value, Decimal(10))

    _take_bound = _take_ten

    def _take_hundred(self, value: Decimal) -> bool:
        if self.half or self.decimal or self.group >= 10 or (self.open and self.floor != _ZERO):
            return False
        self.group, self.floor, self.open, self.last = (self.group or _ONE) * 100, Decimal(100), True, Decimal(100)
        return True

    def _take_magnitude(self, value: Decimal) -> bool:
        if value >= self.ceiling or (self.open and self.group == 0):
            return False
        self.total += (self.group if self.open else _ONE) * value
        self.group, self.floor, self.ceiling, self.last = _ZERO, _THOUSAND, value, value
        self.open = self.half = self.decimal = False
        return True

    def _take_half(self, value: Decimal) -> bool:
        if self.half or self.decimal:
            return False
        if self.open or not self.touched:
            self.group += value * (self.last if self.open else _ONE)
        else:
            self.total += value * self.last
        self.open, self.half = self.open or not self.touched, True
        return True

    def _take_part(self, value: Decimal) -> bool:
        return not self.touched and self._take_half(value)

    def _take_digits(self, value: Decimal) -> bool:
        if self.open or (self.total and not self._is_remainder(value)):
            return False
        self.group, self.open, self.decimal, self.last = value, True, True, _ONE
        return True

    def _is_remainder(self, value: Decimal) -> bool:
        return value < 1000 or value * 1000 >= self.ceiling > value

    @property
    def touched(self) -> bool:
        return self.open or bool(self.total)

    @property
    def value(self) -> Decimal:
        return self.total + self.group

    @property
    def magnitude(self) -> Decimal:
        """The magnitude that closes the numeral."""
        return _ONE if self.open and self.group else self.ceiling if self.total else _ONE

    def closes(self, atom: _Atom) -> bool:
        """Digits behind a magnitude belong to it only with a magnitude of their own, or as in «2 мың 500»."""
        return atom.role != "digits" or not self.total or self.ceiling == _THOUSAND or self.group >= 10 * _THOUSAND


class _Assembly:
    """Joins neighbouring atoms into numerals, from the left; each atom is looked at a bounded number of times."""

    def __init__(self, text: str, atoms: Sequence[_Atom]) -> None:
        self.text, self.atoms = text, atoms

    def spans(self, alone: bool = False) -> Iterator[NumberSpan]:
        """All numerals. `alone`: the text is nothing but a numeral, so «бір де бір» is 1.1 and not «not one»."""
        at = 0
        while at < len(self.atoms):
            span, following = self._numeral(at, alone)
            at = following
            if span is not None:
                yield span

    def _numeral(self, at: int, alone: bool) -> tuple[NumberSpan | None, int]:
        role = self.atoms[at].role
        if role in {"vague", "several"}:
            return self._vague(at, at, _ONE)
        whole, following = self._sum(at)
        if whole is None:
            return None, at + 1
        for longer, after in self._continuations(at, whole, following, alone):
            if longer is not None:
                return longer, after
        return whole, following

    def _continuations(
        self, at: int, whole: NumberSpan, following: int, alone: bool
    ) -> Iterator[tuple[NumberSpan | None, int]]:
        if following < len(self.atoms) and whole.suffix is NO_SUFFIX:
            yield self._decimal(at, whole, following)
            yield self._spoken(at, whole, following, alone)
            if self.atoms[following].role == "vague" and self._beside(following):
                yield self._vague(at, following, whole.value)
        if following < len(self.atoms) and whole.suffix.case == "ABL" and not whole.suffix.possessed:
            yield self._share(at, whole, following)

    def _beside(self, at: int) -> bool:
        """Whether an atom stands in one numeral with the one before: only spaces between, or the stop of «млрд.»."""
        if not 0 < at < len(self.atoms):
            return False
        left = self.atoms[at - 1]
        gap = self.text[left.end : min(self.atoms[at].start, left.end + _MAX_GAP + 1)]
        gap = gap.removeprefix(".") if left.role == "magnitude" else gap
        return 0 < len(gap) <= _MAX_GAP and not gap.strip(SPACES)

    def _sum(self, at: int, small: bool = False) -> tuple[NumberSpan | None, int]:
        """The longest plain sum from `at`; `small`: below a thousand, so that a magnitude behind stays free."""
        running, best, following = _Sum(), None, at
        for index in range(at, len(self.atoms)):
            atom = self.atoms[index]
            refused = (index > at and not self._beside(index)) or (small and atom.role == "magnitude")
            if refused or not running.take(atom):
                break
            if best is None or running.closes(atom):
                best, following = self._span(at, index, running), index + 1
            if atom.suffix is not NO_SUFFIX:
                break
        return best, following

    def _span(self, first: int, last: int, running: _Sum) -> NumberSpan:
        role = "part" if first == last and self.atoms[first].role == "part" else "number"
        return self._joined(first, last, running.value, running.magnitude, role)

    def _joined(self, first: int, last: int, value: Decimal, magnitude: Decimal, role: str) -> NumberSpan:
        left, right = self.atoms[first], self.atoms[last]
        digits = self.text[left.start].isdigit()
        return NumberSpan(
            left.start, right.end, right.core_end, value, right.suffix, digits, magnitude, role, first == last
        )

    def _scaled(self, first: int, following: int, value: Decimal, role: str) -> tuple[NumberSpan, int]:
        """Takes the magnitudes that follow: «бір бүтін оннан екі | миллиард»."""
        magnitude = _ONE
        while self._beside(following) and self._is_open_magnitude(following):
            magnitude *= self.atoms[following].value
            following += 1
        return self._joined(first, following - 1, value * magnitude, magnitude, role), following

    def _is_open_magnitude(self, at: int) -> bool:
        return self.atoms[at].role in {"magnitude", "hundred"} and self.atoms[at - 1].suffix is NO_SUFFIX

    def _vague(self, first: int, at: int, times: Decimal) -> tuple[NumberSpan | None, int]:
        """«ондаған», «он мыңдаған», «жүздеген миллион», «бірнеше мың»: the value is the lower end."""
        span, following = self._scaled(first, at + 1, times * self.atoms[at].value, "vague")
        return (None if self.atoms[at].role == "several" and following == at + 1 else span), following

    def _decimal(self, first: int, whole: NumberSpan, at: int) -> tuple[NumberSpan | None, int]:
        """«он бүтін оннан бес», «бес бүтін елу үш»."""
        if self.atoms[at].role != "whole" or not self._beside(at):
            return None, at
        scale, following = None, at + 1
        if self._beside(following) and self.atoms[following].suffix.case == "ABL":
            scale, following = self.atoms[following].value, following + 1
        return self._with_fraction(first, whole, following, scale)

    def _spoken(self, first: int, whole: NumberSpan, at: int, alone: bool) -> tuple[NumberSpan | None, int]:
        """«он де бес» for 10.5; «бір де бір» is «not one» unless it stands alone."""
        gap = self.text[whole.end : min(self.atoms[at].start, whole.end + 2 * _MAX_GAP)]
        if whole.digits or self.atoms[at].role not in {"digit", "ten"} or not _SPOKEN_POINT.fullmatch(gap):
            return None, at
        if not alone and whole.value == self.atoms[at].value == _ONE:
            return None, at
        if self.atoms[at - 1].role == "hundred" and self.atoms[at].role == "ten":
            return self._with_fraction(first, whole, at, _ONE, joined=True)  # «жүз де он тоғыз» is 119
        return self._with_fraction(first, whole, at, None, joined=True)

    def _with_fraction(
        self, first: int, whole: NumberSpan, at: int, scale: Decimal | None, joined: bool = False
    ) -> tuple[NumberSpan | None, int]:
        zeros = 0
        while (joined or self._beside(at)) and at < len(self.atoms) and self.atoms[at].value == 0:
            zeros, at, joined = zeros + 1, at + 1, False
        part, following = self._sum(at, small=True) if joined or self._beside(at) else (None, at)
        if part is None or part.value != int(part.value):
            return None, at
        scale = scale or Decimal(10) ** (len(str(int(part.value))) + zeros)
        return self._scaled(first, following, whole.value + part.value / scale, "number")

    def _share(self, first: int, whole: NumberSpan, at: int) -> tuple[NumberSpan | None, int]:
        """«үштен бірі», «төрттен үш»: the denominator in the ablative, the numerator mostly with a possessive."""
        part, following = self._sum(at, small=True) if self._beside(at) else (None, at)
        if part is None or whole.value not in _DENOMINATORS or not _ZERO < part.value < whole.value:
            return None, at
        if not part.suffix.possessed and (whole.digits or part.suffix is not NO_SUFFIX):
            return None, at
        return self._joined(first, following - 1, part.value / whole.value, _ONE, "share"), following


@functools.cache
def _shipped() -> Numerals:
    return Numerals(Knowledge())


def read_number(text: str) -> Decimal | None:
    """The value of a numeral in digits, words or both, with its suffixes: «екі жарым миллионға» → 2500000.

    None for anything that is not one numeral (a range, a number with its unit, «ондаған»).
    """
    return _shipped().read(text)
