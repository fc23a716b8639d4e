"""Which name lists hold a word: a feature of the sequence model, read once and shipped inside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import regex

from derek.knowledge import Knowledge

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’ʼ\-][\p{L}\p{M}\p{N}]+)*")
_TABLES = {
    "knowledge/cities.tsv": "C",
    "knowledge/countries.tsv": "N",
    "knowledge/regions.tsv": "R",
    "knowledge/organisations.tsv": "O",
    "knowledge/locations.tsv": "L",
    "knowledge/facilities.tsv": "F",
    "knowledge/people.tsv": "P",
}
_WORDS = "ner/name_words.tsv"
_SIGNS = {"given_name": "g", "language": "T", "currency": "M", "month": "m", "weekday": "d"}
_LOWER_TOO = frozenset("ORLFTMmd")
"""Lists whose lower-case words count too («министрлігі», «доллары»); of other names only the capitalised words do."""


def name_lists(knowledge: Knowledge) -> dict[str, str]:
    """Lower-case word → signs of the lists that hold it: «C» alone, «C+» in, «C$» at the end of a longer name.

    Of people the first words count as given names (g), the last as surnames (s).
    """
    found: dict[str, set[str]] = defaultdict(set)
    for sign, name in (*_knowledge_names(knowledge), *_single_words(knowledge)):
        words = _WORD.findall(name)
        for place, word in enumerate(words):
            if word[0].isupper() or sign in _LOWER_TOO:
                found[word.lower()].add(_sign(sign, place, len(words)))
    return {word: "".join(sorted(signs)) for word, signs in sorted(found.items())}


def _sign(sign: str, place: int, size: int) -> str:
    if sign == "P":
        return "s" if place == size - 1 else "g"
    return sign if size == 1 else f"{sign}$" if place == size - 1 else f"{sign}+"


def _knowledge_names(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for table, sign in _TABLES.items():
        for row in knowledge.table(table, ("name",)):
            yield sign, row["name"]


def _single_words(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for row in knowledge.table(_WORDS, ("word", "list")):
        yield _SIGNS[row["list"]], row["word"]
