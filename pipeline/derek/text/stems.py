"""The stems and word forms that are listed in models/: stems.tsv, word_forms.tsv, and tables with other purposes."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from derek.knowledge import Knowledge
from derek.text.morphotactics import NUMERAL, VERBAL

_OTHER_TABLES = (
    ("lexicon/speech_verbs.tsv", "stem", "VERB"),
    ("lexicon/change_verbs.tsv", "stem", "VERB"),
    ("lexicon/place_nouns.tsv", "noun", "NOUN"),
    ("lexicon/speaker_nouns.tsv", "noun", "NOUN"),
    ("lexicon/currency_nouns.tsv", "noun", "NOUN"),
    ("lexicon/months.tsv", "name", "NOUN"),
    ("lexicon/numerals.tsv", "form", "NUM"),
    ("knowledge/countries.tsv", "name", "PROPN"),
    ("knowledge/cities.tsv", "name", "PROPN"),
    ("knowledge/regions.tsv", "name", "PROPN"),
    ("knowledge/people.tsv", "name", "PROPN"),
)


class Listed(NamedTuple):
    """A word form that the table of irregular and closed-class forms gives whole."""

    lemma: str
    pos: str
    suffixes: tuple[str, ...]
    functions: tuple[str, ...]


class Stems:
    """Lower-case stems with the parts of speech under which they are known, and word forms known whole."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where a table is missing or broken."""
        self._parts = _read_stems(knowledge)
        self.forms = _read_forms(knowledge)

    def parts(self, stem: str) -> tuple[str, ...]:
        """Parts of speech of a lower-case stem, the likeliest first; empty where it is unknown."""
        return self._parts.get(stem, ())

    def knows(self, stem: str, kind: str) -> bool:
        """Whether a lower-case stem is known as one that carries chains of this kind (NOMINAL, VERBAL, NUMERAL)."""
        parts = self._parts.get(stem)
        if parts is None:
            return False
        if kind == VERBAL:
            return "VERB" in parts
        return "NUM" in parts if kind == NUMERAL else parts != ("VERB",)


def _read_stems(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in knowledge.table("lexicon/stems.tsv", ("stem", "pos")):
        found[row["stem"].lower()][row["pos"]] = None
    for table, column, pos in _OTHER_TABLES:
        for row in knowledge.table(table, (column,)):
            for word in _single_words(row[column], pos):
                found[word][pos] = None
    return {stem: tuple(parts) for stem, parts in found.items()}


def _single_words(name: str, pos: str) -> list[str]:
    """The words of a name in lower case; of other things only those that are one word."""
    words = name.lower().split()
    if pos == "PROPN":
        return [word for word in words if len(word) > 2]
    return words if len(words) == 1 else []


def _read_forms(knowledge: Knowledge) -> dict[str, Listed]:
    columns = ("form", "lemma", "pos", "suffixes", "functions")
    return {
        row["form"]: Listed(row["lemma"], row["pos"], tuple(row["suffixes"].split()), tuple(row["functions"].split()))
        for row in knowledge.table("lexicon/word_forms.tsv", columns)
    }
