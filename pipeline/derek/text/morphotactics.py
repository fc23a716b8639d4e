"""The chains of suffixes that a Kazakh word can end with, read from models/lexicon/suffixes.tsv.

A row says which states a suffix stands behind (`takes`), which state it leads to (`gives`) and which sounds it follows
(`after`). Words are read from their end: every split into a stem and a chain of the table is found, and what does not
fit in sound or harmony is counted, never refused (the press writes «Тоқаевтың» and «Мирзиёевтің»).
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from derek.knowledge import Knowledge
from derek.text.characters import BACK_VOWELS, FRONT_VOWELS, VOWELS, is_front

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


class Morphotactics:
    """The table, indexed for reading words from their end."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Reads lexicon/suffixes.tsv. Raises KnowledgeError where it is missing or broken."""
        self._by_form: dict[str, list[Suffix]] = defaultdict(list)
        for row in knowledge.table("lexicon/suffixes.tsv", ("form", "function", "takes", "gives", "after")):
            takes, after = frozenset(row["takes"].split(",")), frozenset(row["after"].split(","))
            self._by_form[row["form"]].append(
                Suffix(row["form"], row["function"], takes, row["gives"], after, _harmony(row["form"]))
            )
        self._longest = max(map(len, self._by_form))
        states = {suffix.gives for rows in self._by_form.values() for suffix in rows}
        self._final = frozenset(states | {NOMINAL, VERBAL, NUMERAL}) - _UNFINISHED

    def splits(self, word: str) -> list[Split]:
        """Every way to cut a lower-case word of letters; the bare word is among them."""
        if len(word) > LONGEST_WORD:
            return [Split(word, NOMINAL, (), False, 0, 0)]
        return list(self._walk(word, len(word), self._final, (), 0))

    def chains(self, text: str) -> list[tuple[tuple[Suffix, ...], str]]:
        """Every chain that `text` (a hyphenated suffix) spells, whatever its sounds, and the kind of stem before it."""
        return list(self._spell(text, len(text), self._final, ()))

    def _spell(
        self, text: str, end: int, wanted: frozenset[str], chain: tuple[Suffix, ...]
    ) -> Iterator[tuple[tuple[Suffix, ...], str]]:
        if end == 0:
            yield from ((chain, state) for state in (NOMINAL, NUMERAL) if state in wanted)
            return
        for begin in range(max(0, end - self._longest), end):
            for suffix in self._by_form.get(text[begin:end], ()):
                if suffix.gives in wanted:
                    yield from self._spell(text, begin, suffix.takes, (suffix, *chain))

    def _walk(
        self, word: str, end: int, wanted: frozenset[str], chain: tuple[Suffix, ...], misfits: int
    ) -> Iterator[Split]:
        for kind in (NOMINAL, VERBAL, NUMERAL):
            if kind in wanted:
                yield from _stems(word[:end], kind, chain, misfits)
        for begin in range(max(1, end - self._longest), end):
            for suffix in self._by_form.get(word[begin:end], ()):
                if suffix.gives in wanted:
                    misfit = not fits(word[:begin], suffix)
                    yield from self._walk(word, begin, suffix.takes, (suffix, *chain), misfits + misfit)


def fits(before: str, suffix: Suffix) -> bool:
    """Whether a suffix may follow the sound that stands before it."""
    return bool(suffix.after & _SOUNDS.get(before[-1], _OTHER))


def _stems(surface: str, kind: str, chain: tuple[Suffix, ...], misfits: int) -> Iterator[Split]:
    first = chain[0].form[0] if chain else ""
    clashes = _clashes(surface, chain)
    merged = bool(chain) and chain[0].after & _MERGING
    if not merged:
        yield Split(surface, kind, chain, False, misfits, clashes)
    if chain:
        for stem in _restored(surface, first, kind, chain[0]):
            yield Split(stem, kind, chain, True, misfits - (not fits(surface, chain[0])), clashes)


_MERGING = frozenset({"й", "ы"})


def _restored(surface: str, first: str, kind: str, suffix: Suffix) -> Iterator[str]:
    """The stems that sound changes would have turned into what stands in the word."""
    last = surface[-1]
    if "й" in suffix.after:
        yield surface + "й"
    elif "ы" in suffix.after:
        yield surface + ("і" if is_front(surface) else "ы")
    elif first in VOWELS and last in _HARDENED:
        yield surface[:-1] + _HARDENED[last]
    elif first in "ыі" and last == "у" and kind == VERBAL:
        yield surface[:-1] + "п"
    if kind == VERBAL and suffix.form == "у" and last not in VOWELS:
        yield surface + ("і" if is_front(surface) else "ы")
    if first in "ыіау" and len(surface) > 2 and last not in VOWELS and surface[-2] not in VOWELS:
        yield f"{surface[:-1]}{'і' if is_front(surface) else 'ы'}{last}"
    if kind == NOMINAL and last in _SOFTENED and first not in "мнбп":
        yield surface + "ь"


def _clashes(stem: str, chain: tuple[Suffix, ...]) -> int:
    front, count = is_front(stem), 0
    for suffix in chain:
        if suffix.front is not None:
            count += front is not None and suffix.front != front and suffix.function != "INS"
            front = suffix.front
    return count


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
