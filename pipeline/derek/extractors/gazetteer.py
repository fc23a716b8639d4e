"""Known names found in a page, in any case form: the longest name at each place wins.

A name is looked up word by word; its last word may carry endings. Capitals must agree: a name written with a capital
matches a capitalised word or a word in capitals, an abbreviation matches only itself.
"""

from __future__ import annotations

import functools
import itertools
import operator
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from derek.extractors.name_forms import Functions, NameForms
from derek.text.page import Page, Word
from derek.text.tokens import tokenize

T = TypeVar("T")
_SHORTEST, _HEAD = 2, 3
"""Letters of the shortest stem; letters by which nearly all words are seen to be no name."""
_SOFTENING = {"P3", "P1PL"}
"""Endings that begin with a vowel: a final қ, к, п softens («аймақ» → «аймағы»). A final ь may go («Тайванда»)."""
_HARD = {"ғ": "қ", "г": "к", "б": "п"}
_CACHE, _IDLE = 1 << 11, 1 << 14


class Match(NamedTuple, Generic[T]):
    """One known name in a page: where it stands, what its endings do, and what is known under that name."""

    start: int
    end: int
    first: int
    """Index of its first word among the page's words."""
    last: int
    """Index of its last word."""
    functions: Functions
    entries: tuple[T, ...]
    name: str


class _Name(NamedTuple):
    """A name as the knowledge writes it, cut into words, and those in lower case."""

    name: str
    words: tuple[str, ...]
    written: tuple[str, ...]


class _Start(NamedTuple):
    """What may begin at a word: names of several words, the one-word name of which it is a form, a compound."""

    longer: Mapping[str, tuple[_Name, ...]]
    """By the second word as it stands, which is not inflected there; under "" the names of two words."""
    single: tuple[str, Functions] | None
    compound: bool


class Gazetteer(Generic[T]):
    """Names → what is known under them; finds every form of them in a page in one pass."""

    def __init__(self, names: Iterable[tuple[str, T]], forms: NameForms, *, any_case: bool = False) -> None:
        """`any_case`: whether «президент» stands for «Президент» (titles) or not (names)."""
        self._forms = forms
        self._any_case = any_case
        self._entries: dict[str, list[T]] = defaultdict(list)
        self._by_stem: dict[str, list[_Name]] = defaultdict(list)
        self._by_first: dict[str, list[_Name]] = defaultdict(list)
        for name, entry in names:
            self._add(name, entry)
        self._longest = max(map(len, self._by_stem), default=0)
        self._heads = frozenset(form[:_HEAD] for stem in self._by_stem for form in (stem, *_worn(stem)))
        self._idle: set[str] = set()
        self._stems = functools.lru_cache(_CACHE)(self._find_stems)
        self._starts = functools.lru_cache(_CACHE)(self._find_start)
        self._lasts = functools.lru_cache(_CACHE)(self._fits)

    def _add(self, name: str, entry: T) -> None:
        written = tuple(name[start:end] for start, end in tokenize(name))
        key = _Name(name, tuple(word.lower() for word in written), written)
        if name not in self._entries:
            index = self._by_first if len(written) > 1 else self._by_stem
            index[key.words[0]].append(key)
        self._entries[name].append(entry)

    def find(self, page: Page) -> Iterator[Match[T]]:
        """Yields the matches from left to right, none overlapping another."""
        words, free = page.words, 0
        for index, start in self._starts_of(page):
            if index < free:
                continue
            found = self._at(page, words, index, start)
            if found:
                yield found
                free = found.last + 1
            elif start.compound:
                yield from self._compound(words[index], index)

    def looked_up(self, page: Page) -> list[tuple[int, str, Functions]]:
        """The words of a page, by their index, that are forms of one-word names: as `look_up` for each."""
        return [(index, *start.single) for index, start in self._starts_of(page) if start.single]

    def _starts_of(self, page: Page) -> list[tuple[int, _Start]]:
        """The words at which something may begin, in order; forms at which nothing can are asked about once."""
        found: list[tuple[int, _Start]] = []
        forms = page.forms
        for form in (forms.keys() if self._any_case else page.capitals) - self._idle:
            start = self._starts(form)
            if start is not None:
                found += [(index, start) for index in forms[form]]
            elif len(self._idle) < _IDLE:
                self._idle.add(form)
        return sorted(found, key=operator.itemgetter(0))

    def _find_start(self, word: str) -> _Start | None:
        """What may begin at a word, whatever follows; None for nearly all words, and then nothing more is asked."""
        lower, compound = word.lower(), "-" in word
        longer = self._by_first.get(lower, ())
        if not (self._any_case or _capital(word)) or not (longer or compound or self._may_be(lower)):
            return None
        start = _Start(_by_second(longer), self.look_up(word), compound)
        return start if any(start) else None

    def _may_be(self, lower: str) -> bool:
        """Whether a word begins as some one-word name does."""
        return lower[:_HEAD] in self._heads or lower[:_SHORTEST] in self._heads

    def _at(self, page: Page, words: Sequence[Word], index: int, start: _Start) -> Match[T] | None:
        if start.longer and index + 1 < len(words):
            named = (*start.longer.get(words[index + 1].text.lower(), ()), *start.longer.get("", ()))
            longer = [m for name in named if (m := self._multiword(page, words, index, name))]
            if longer:
                return max(longer, key=lambda match: match.end)
        if start.single is None:
            return None
        name, functions = start.single
        word = words[index]
        return Match(word.start, word.end, index, index, functions, tuple(self._entries[name]), name)

    def _compound(self, word: Word, index: int) -> Iterator[Match[T]]:
        """The known names that a hyphen joins in one word: «Қазақстан-Қытай», «Алматы-Астана»."""
        parts = word.text.split("-")
        found = [(part, self.look_up(part)) for part in parts]
        if sum(known is not None for _, known in found) < 2:
            return
        start = word.start
        for part, known in found:
            if known:
                name, functions = known
                yield Match(start, start + len(part), index, index, functions, tuple(self._entries[name]), name)
            start += len(part) + 1

    def look_up(self, word: str) -> tuple[str, Functions] | None:
        """The one-word name of which `word` is a form, and what its endings do."""
        for name, functions in self._stems(word.lower()):
            if self._any_case or _agrees(word, name.written[0]):
                return name.name, functions
        return None

    def entries(self, name: str) -> tuple[T, ...]:
        """What is known under a name, as written in the knowledge."""
        return tuple(self._entries.get(name, ()))

    def _find_stems(self, lower: str) -> tuple[tuple[_Name, Functions], ...]:
        """Known one-word names that begin `lower`, longest first, with what the rest does."""
        if not self._may_be(lower):
            return ()
        found: list[tuple[_Name, Functions]] = []
        known = self._by_stem
        for length in range(min(len(lower), self._longest), _SHORTEST - 1, -1):
            stem = lower[:length]
            if stem in known:
                found += self._with_functions(stem, stem, lower, length)
            if length < len(lower):
                if stem + "ь" in known:
                    found += self._with_functions(stem + "ь", stem, lower, length)
                if stem[-1] in _HARD and (hard := _hardened(stem)) in known:
                    found += self._with_functions(hard, stem, lower, length, _SOFTENING)
        return tuple(found)

    def _with_functions(
        self, name: str, stem: str, lower: str, length: int, first: Container[str] | None = None
    ) -> list[tuple[_Name, Functions]]:
        """The names of one stem, where the rest of the word can be endings of it (the first of them one of `first`)."""
        functions = self._forms.functions(stem, lower[length:])
        if functions is None or (name != stem and not functions) or (first is not None and functions[0] not in first):
            return []
        return [(known, functions) for known in self._by_stem[name]]

    def _multiword(self, page: Page, words: Sequence[Word], index: int, name: _Name) -> Match[T] | None:
        last = index + len(name.words) - 1
        if last >= len(words) or not self._inner_fits(words, index, name):
            return None
        functions = self._lasts(words[last].text.lower(), name.words[-1])
        if functions is None or not (self._any_case or _agrees(words[last].text, name.written[-1])):
            return None
        if not _adjacent(page, words[index : last + 1]):
            return None
        entries = tuple(self._entries[name.name])
        return Match(words[index].start, words[last].end, index, last, functions, entries, name.name)

    def _inner_fits(self, words: Sequence[Word], index: int, name: _Name) -> bool:
        """Whether the words stand there that must not be inflected: all but the last."""
        for offset in range(len(name.words) - 1):
            text = words[index + offset].text
            if text.lower() != name.words[offset] or not (self._any_case or _agrees(text, name.written[offset])):
                return False
        return True

    def _fits(self, lower: str, stem: str) -> Functions | None:
        return self._forms.functions(stem, lower[len(stem) :]) if lower.startswith(stem) else None


def _by_second(names: Sequence[_Name]) -> dict[str, tuple[_Name, ...]]:
    grouped: dict[str, list[_Name]] = defaultdict(list)
    for name in names:
        grouped[name.words[1] if len(name.words) > 2 else ""].append(name)
    return {second: tuple(group) for second, group in grouped.items()}


def _worn(stem: str) -> Iterator[str]:
    """What may be left of a stem before an ending: its last consonant softened, its soft sign gone."""
    yield from (stem[:-1] + soft for soft, hard in _HARD.items() if stem.endswith(hard))
    if stem.endswith("ь"):
        yield stem[:-1]


def _hardened(stem: str) -> str:
    """The dictionary form of a stem whose last consonant a vowel has softened; no stem where none has."""
    return stem[:-1] + _HARD[stem[-1]] if stem[-1:] in _HARD else ""


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _agrees(word: str, name: str) -> bool:
    """Whether the capitals of a word allow it to be a form of the name."""
    if len(name) > 1 and name.isupper():
        return word[: len(name)] == name
    return not name[:1].isupper() or _capital(word)


def _adjacent(page: Page, words: Sequence[Word]) -> bool:
    """Whether only white space, with one line break at most, stands between the words."""
    for left, right in itertools.pairwise(words):
        gap = page.text[left.end : right.start]
        if gap.strip() or gap.count("\n") > 1:
            return False
    return True
