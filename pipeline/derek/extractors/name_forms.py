"""The forms of a name: whether a word is a given stem with endings that a name can take («Тоқаевтың», «АҚШ-та»).

The endings stand in models/lexicon/name_endings.tsv by what they follow. Consonants decide, vowel harmony does not: in
press text every departure of names from the table is one of harmony («Назарбаевқа», «Бакуге»).
"""

from __future__ import annotations

import functools
from collections import defaultdict

from derek.knowledge import Knowledge

Functions = tuple[str, ...]
_SLOTS = ("plural", "possessive", "case", "relative", "similative", "equative", "inhabitant")
_CLASSES = {
    **dict.fromkeys("аәеёоөұүыіэяаə", ("vowel",)),
    **dict.fromkeys("уиюй", ("sonorant",)),
    **dict.fromkeys("мнң", ("nasal",)),
    **dict.fromkeys("л", ("л",)),
    **dict.fromkeys("р", ("sonorant",)),
    **dict.fromkeys("жз", ("ж з",)),
    **dict.fromkeys("пфкқтсшщчцхһбвгғд", ("voiceless",)),
}
_GLIDES = "уию"
_ANY = ("vowel", "nasal", "л", "sonorant", "ж з", "voiceless")
_CACHE = 1 << 14


class NameForms:
    """Splits endings off names; knows no stems of its own."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._endings: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for row in knowledge.table("lexicon/name_endings.tsv", ("slot", "after", "ending", "function")):
            self._endings[row["slot"], row["after"]].append((row["ending"], row["function"]))
        self._kept: dict[tuple[tuple[str, ...], str], list[tuple[str, str]]] = {}
        self.functions = functools.lru_cache(_CACHE)(self._functions)

    def _functions(self, stem: str, rest: str) -> Functions | None:
        """What the endings `rest` of a lower-case `stem` do, or None where `rest` is no chain of endings.

        `rest` may begin with a hyphen («АҚШ-та»). An empty `rest` does nothing: ().
        """
        if not rest:
            return ()
        if rest[0] in "-‑–":
            return self._hyphenated(rest[1:])
        return self._chain(_classes(stem), rest, 0)

    def _hyphenated(self, rest: str) -> Functions | None:
        """After a hyphen the spoken form of the stem decides («БҰҰ-ға», «АҚШ-тың»), so any class may."""
        return self._chain(_ANY, rest, 0) if rest else None

    def _chain(self, after: tuple[str, ...], rest: str, slot: int) -> Functions | None:
        for index in range(slot, len(_SLOTS)):
            for ending, function in self._candidates(after, _SLOTS[index]):
                if rest.startswith(ending):
                    tail = rest[len(ending) :]
                    more = () if not tail else self._chain(_after(ending, function), tail, index + 1)
                    if more is not None:
                        return (function, *more)
        return None

    def _candidates(self, after: tuple[str, ...], slot: str) -> list[tuple[str, str]]:
        key = (after, slot)
        if key not in self._kept:
            self._kept[key] = [pair for name in after for pair in self._endings.get((slot, name), ())]
        return self._kept[key]


def _after(ending: str, function: str) -> tuple[str, ...]:
    return ("poss3",) if function == "P3" else _classes(ending)


def _classes(stem: str) -> tuple[str, ...]:
    """The classes that the end of a stem belongs to; a name that ends in -ы/-і may be a possessive («облысы»)."""
    last = stem.rstrip("ьъ»”\"'").lower()[-1:]
    if last in _GLIDES:
        return ("sonorant", "vowel")
    if last in "ыі":
        return ("vowel", "poss3")
    return _CLASSES.get(last, _ANY)
