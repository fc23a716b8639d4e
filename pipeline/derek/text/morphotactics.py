"""The chains of suffixes that a Kazakh word can end with, read from models/lexicon/suffixes.tsv.

A row says which states a suffix stands behind (`takes`), which state it leads to (`gives`) and which sounds it follows
(`after`). Words are read from their end: every split into a stem and a chain of the table is found, and what does not
fit in sound or harmony is counted, never refused (the press writes «Тоқаевтың» and «Мирзиёевтің»).
"""

from __future__ import annotations

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from derek.knowledge import Knowledge
from derek.text.characters import BACK_VOWELS, FRONT_VOWELS, VOWELS, fronts_of

NOMINAL, VERBAL, NUMERAL = "N", "V", "NUM"
"""States in which a bare stem can stand."""

_UNFINISHED = frozenset({"PRS", "DES"})
"""States in which no word ends."""

_HARDENED = {"б": "п", "г": "к", "ғ": "қ"}
"""What a stem's last sound was before a vowel softened it: «одағы» ← «одақ»."""

_SOFTENED = frozenset("лтр")
"""Sounds after which a loanword may have dropped its soft sign: «моделі» ← «модель»."""

LONGEST_WORD = 48
"""Longer words are left whole: the work for one word is bounded."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Suffix:
    """One row of the table; compared by identity, so that chains are cheap keys."""

    form: str
    function: str
    takes: frozenset[str]
    gives: str
    after: frozenset[str]
    front: bool | None
    fitting: frozenset[str]
    """The letters that it may follow, _UNKNOWN among them where it follows any."""
    place: int
    """Its row among those of its form."""


class Split(NamedTuple):
    """One way to cut a lower-case word."""

    stem: str
    """With changed sounds restored."""
    kind: str
    """NOMINAL, VERBAL or NUMERAL."""
    chain: tuple[Suffix, ...]
    """Innermost first; empty for a bare stem."""
    restored: bool
    """Whether the stem differs from what stands in the word."""
    misfits: int
    """Suffixes that do not follow the sound before them."""
    clashes: int
    """Suffixes that break vowel harmony."""


class _Tail(NamedTuple):
    """One chain that the end of a word spells, and all that can be said of it without the stem."""

    order: tuple[int, ...]
    """What tails are sorted by: length (longest first) and row of each suffix, the outermost first."""
    chain: tuple[Suffix, ...]
    kinds: tuple[str, ...]
    """The kinds of stem that may stand before it."""
    misfits: int
    clashes: int
    """Both of all suffixes but the innermost, whose fit the stem decides."""
    front: bool | None
    """The harmony that the innermost suffix asks of the stem; None where it asks none."""


class Morphotactics:
    """The table, indexed for reading words from their end; every ending of a word is read once and kept."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Reads lexicon/suffixes.tsv. Raises KnowledgeError where it is missing or broken."""
        self._by_form: dict[str, list[Suffix]] = defaultdict(list)
        for row in knowledge.table("lexicon/suffixes.tsv", ("form", "function", "takes", "gives", "after")):
            takes, after = frozenset(row["takes"].split(",")), frozenset(row["after"].split(","))
            rows = self._by_form[row["form"]]
            front, fitting = _harmony(row["form"]), _letters_before(after)
            rows.append(Suffix(row["form"], row["function"], takes, row["gives"], after, front, fitting, len(rows)))
        self._longest = max(map(len, self._by_form))
        states = {suffix.gives for rows in self._by_form.values() for suffix in rows}
        self._final = frozenset(states | {NOMINAL, VERBAL, NUMERAL}) - _UNFINISHED
        self._tails: dict[str, tuple[_Tail, ...]] = {}

    def splits(self, word: str) -> list[Split]:
        """Every way to cut a lower-case word of letters; the bare word is among them, and comes first."""
        if len(word) > LONGEST_WORD:
            return [Split(word, NOMINAL, (), False, 0, 0)]
        found = [Split(word, kind, (), False, 0, 0) for kind in (NOMINAL, VERBAL, NUMERAL) if kind in self._final]
        fronts = fronts_of(word)
        for tail, at in sorted(self._all_tails(word)):
            _stems(word[:at], tail, fronts[at], found)
        return found

    def _all_tails(self, word: str) -> list[tuple[_Tail, int]]:
        """Every chain that ends the word, and where it begins."""
        found: list[tuple[_Tail, int]] = []
        at = last = len(word)
        while at > 1 and last - at < self._longest:  # no suffix reaches further back than from the last chain's start
            at -= 1
            tails = self._tails_of(word[at:])
            if tails:
                last = at
                found += [(tail, at) for tail in tails]
        return found

    def chains(self, text: str) -> list[tuple[tuple[Suffix, ...], str]]:
        """Every chain that `text` (a hyphenated suffix) spells, whatever its sounds, and the kind of stem before it."""
        return [
            (tail.chain, kind)
            for tail in sorted(self._tails_of(text))
            for kind in (NOMINAL, NUMERAL)
            if kind in tail.chain[0].takes
        ]

    def _tails_of(self, text: str) -> tuple[_Tail, ...]:
        """The chains that spell `text` to its last letter."""
        known = self._tails.get(text)
        if known is None:
            if len(self._tails) >= _KEPT_TAILS:
                self._tails.clear()
            known = self._tails[text] = tuple(self._spell(text))
        return known

    def _spell(self, text: str) -> Iterator[_Tail]:
        for size in range(1, min(self._longest, len(text)) + 1):
            rows = self._by_form.get(text[:size])
            if rows and size == len(text):
                yield from (_outermost(suffix) for suffix in rows if suffix.gives in self._final)
            elif rows and (outer := self._tails_of(text[size:])):
                yield from (
                    _before(suffix, tail) for suffix in rows for tail in outer if suffix.gives in tail.chain[0].takes
                )


_KEPT_TAILS = 1 << 14
"""Endings whose chains are kept; then the store is emptied."""


def _outermost(suffix: Suffix) -> _Tail:
    return _Tail((-len(suffix.form), suffix.place), (suffix,), _kinds(suffix), 0, 0, _asked(suffix))


def _before(suffix: Suffix, tail: _Tail) -> _Tail:
    """The chain with one suffix more, at its inner end."""
    outer = tail.chain[0]
    misfit = _known(suffix.form[-1]) not in outer.fitting
    clash = tail.front is not None and suffix.front is not None and suffix.front != tail.front
    front = _asked(suffix) if suffix.front is not None else tail.front
    order = (*tail.order, -len(suffix.form), suffix.place)
    return _Tail(order, (suffix, *tail.chain), _kinds(suffix), tail.misfits + misfit, tail.clashes + clash, front)


def _kinds(suffix: Suffix) -> tuple[str, ...]:
    return tuple(kind for kind in (NOMINAL, VERBAL, NUMERAL) if kind in suffix.takes)


def _asked(suffix: Suffix) -> bool | None:
    """«мен» keeps its vowel behind any stem."""
    return None if suffix.function == "INS" else suffix.front


def _stems(surface: str, tail: _Tail, front: bool | None, found: list[Split]) -> None:
    """Adds the splits of a word whose ending `tail` leaves `surface`; `front`: the harmony of the latter."""
    _, chain, kinds, misfits, clashes, asked = tail
    suffix = chain[0]
    if front is not None and asked is not None and front != asked:
        clashes += 1
    own = _known(surface[-1]) not in suffix.fitting
    merged = suffix.after & _MERGING
    ending, long = surface[-2:], len(surface) > 2
    for kind in kinds:
        if not merged:
            found.append(_new(Split, (surface, kind, chain, False, misfits + own, clashes)))
        for cut, added in _restorations(ending, long, kind, suffix, front):
            found.append(_new(Split, (surface[: len(surface) - cut] + added, kind, chain, True, misfits, clashes)))


_new = tuple.__new__
"""Makes the millions of splits; the named constructor takes three times as long."""
_MERGING = frozenset({"й", "ы"})


def _known(letter: str) -> str:
    return letter if letter in _SOUNDS else _UNKNOWN


@functools.lru_cache(1 << 14)
def _restorations(
    ending: str, long: bool, kind: str, suffix: Suffix, front: bool | None
) -> tuple[tuple[int, str], ...]:
    """The sound changes that may have made what stands before a suffix: letters to cut off and letters to add.

    `ending`: its last two letters; `long`: whether there are more.
    """
    last, first = ending[-1], suffix.form[0]
    vowel = "і" if front else "ы"
    found = []
    if "й" in suffix.after:
        found.append((0, "й"))
    elif "ы" in suffix.after:
        found.append((0, vowel))
    elif first in VOWELS and last in _HARDENED:
        found.append((1, _HARDENED[last]))
    elif first in "ыі" and last == "у" and kind == VERBAL:
        found.append((1, "п"))
    if kind == VERBAL and suffix.form == "у" and last not in VOWELS:
        found.append((0, vowel))
    if first in "ыіау" and long and last not in VOWELS and ending[0] not in VOWELS:
        found.append((1, vowel + last))
    if kind == NOMINAL and last in _SOFTENED and first not in "мнбп":
        found.append((0, "ь"))
    return tuple(found)


def _harmony(form: str) -> bool | None:
    if any(letter in FRONT_VOWELS for letter in form):
        return True
    return False if any(letter in BACK_VOWELS for letter in form) else None


def _sound_classes() -> dict[str, frozenset[str]]:
    groups = {"nasal": "мнң", "sonorant": "рйу", "л": "л", "ж,з": "жз", "voiceless": "пткқсшщчцхфһбвгдғ"}
    classes: dict[str, set[str]] = defaultdict(set)
    for name, letters in groups.items():
        for letter in letters:
            classes[letter] |= {"any", "consonant", *name.split(",")}
    for letter in VOWELS - {"у"}:
        classes[letter] |= {"any", "vowel"}
    classes["и"] |= {"sonorant", "consonant"}
    classes["ю"] |= {"sonorant", "consonant"}
    classes["у"] |= {"vowel"}
    classes["й"] |= {"й"}
    classes["ь"] |= {"any", "consonant", "sonorant", "л"}
    return {letter: frozenset(found) for letter, found in classes.items()}


_SOUNDS = _sound_classes()
_OTHER = frozenset({"any", "consonant"})
_UNKNOWN = "?"
"""Stands for every letter that no class names."""


def _letters_before(after: frozenset[str]) -> frozenset[str]:
    """The letters (and _UNKNOWN) that a suffix with this cell `after` may follow."""
    classes = {**_SOUNDS, _UNKNOWN: _OTHER}
    return frozenset(letter for letter, names in classes.items() if names & after)
