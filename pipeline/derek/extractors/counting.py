"""The noun that a number counts: «140-тан астам апатты мектептің» → «мектеп»."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import regex

from derek.extractors.word_classes import case_of, is_modifier, is_nominal, is_possessed
from derek.knowledge import Knowledge
from derek.text.numeral_suffixes import read_suffix
from derek.text.page import Word

_MAX_MODIFIERS = 4
_AGE = regex.compile(r"жас(?:т?ағы|қа|тан|ар|та|ы)?$|жас(?!ы)[тқ]\p{L}*$")
_JOINERS = frozenset({"және", "әрі", "мен", "бен", "пен"})
_CLASSIFIERS = frozenset({"жұп", "түп", "топ"})
_RELATION = regex.compile(
    r"(?:ара|арал|іш|алд|аст|үст|жан|маң|тұс|бой|ішін|қасын|төңірег|айналас|сан|көлем|бөліг|үлес|өкіл|қатыс|ең|басшы|қат)\p{L}*"
)
"""Nouns of place and share that stand behind a counted noun and are not counted themselves: «27 ел арасында»."""


class Counted(NamedTuple):
    """A counted noun: its lemma, where it ends, and the suffixes that matter for the claim."""

    lemma: str
    start: int
    end: int
    case: str
    possessed: bool
    attributive: bool
    form: str = ""
    """The noun as written, in lower case."""


class CountedNouns:
    """Finds counted nouns; lexicon/uncounted_nouns.tsv (noun, up_to) lists what makes no claim."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where the table is missing or lacks a column."""
        rows = knowledge.table("lexicon/uncounted_nouns.tsv", ("noun", "up_to"))
        self._adjectives = frozenset(row["form"] for row in knowledge.table("lexicon/adjectives.tsv", ("form",)))
        self._uncounted = {row["noun"]: Decimal(row["up_to"]) if row["up_to"] else None for row in rows}

    def behind(self, text: str, end: int, words: Sequence[Word]) -> Counted | None:
        """The noun that begins right behind a number or bound word ending at `end`; `words`: those that follow it."""
        previous = end
        for index, word in enumerate(words[: _MAX_MODIFIERS + 1]):
            if text[previous : word.start].strip() or not text[previous : word.start]:
                return None
            following = words[index + 1] if index + 1 < len(words) else None
            if _AGE.match(word.text.lower()):
                return None
            if index and word.text.lower() in _JOINERS:
                previous = word.end
                continue
            if is_modifier(word, following) or (word.text.lower() in self._adjectives and _goes_on(word, following)):
                previous = word.end
                continue
            named = word.text[:1].isupper() and not text[max(0, word.start - 12) : word.end].isupper()
            fits = is_nominal(word) or word.text.lower() in _CLASSIFIERS
            return _head(text, word, following) if fits and not named else None
        return None

    def is_claim(self, value: Decimal | None, counted: Counted) -> bool:
        """Whether so many of these make a claim: «7 ел» does not, «27 ел» does."""
        for word in (counted.lemma, *counted.lemma.split(" "), counted.form):
            noun = self._listed(word)
            if noun is not None:
                limit = self._uncounted[noun]
                return limit is not None and value is not None and value > limit
        return True

    def _listed(self, word: str) -> str | None:
        """The listed noun of which a word is a form, whatever its lemma was taken to be."""
        for length in range(len(word), 1, -1):
            if word[:length] in self._uncounted and (length == len(word) or read_suffix(word[length:])):
                return word[:length]
        return None


def _lemma(word: Word) -> str:
    """The lemma of a noun; that of a verbal noun is the noun («тексеру»), not the verb."""
    return word.lemma.lower() + "у" if "VN" in word.functions and not word.lemma.endswith("у") else word.lemma.lower()


def _owned(word: Word) -> str:
    """A noun with its possessive but without its case: «орнын» → «орны», as «жұмыс орны» is written."""
    after = word.suffixes[word.functions.index("P3") + 1 :] if len(word.suffixes) == len(word.functions) else ()
    length = sum(map(len, after))
    return word.text.lower()[: len(word.text) - length] if length else word.text.lower()


def _goes_on(word: Word, following: Word | None) -> bool:
    """Whether a noun may still come: «үлкен | және шағын көл»."""
    if following is None or following.start - word.end != 1:
        return False
    return is_nominal(following) or following.text.lower() in _JOINERS


def _head(text: str, word: Word, following: Word | None) -> Counted:
    """«жұмыс орны»: a bare noun before one with a possessive is its attribute; both are counted together."""
    joined = following is not None and not text[word.end : following.start].strip() and following.start > word.end
    bare = not case_of(word) and not is_possessed(word)
    if (
        following is not None
        and joined
        and bare
        and is_nominal(following)
        and is_possessed(following)
        and not _RELATION.match(following.text.lower())
    ):
        lemma = f"{word.text.lower()} {_owned(following)}"
        return Counted(lemma, word.start, following.end, case_of(following), True, False, word.text.lower())
    if following is not None and joined and bare and word.text.lower() in _CLASSIFIERS and is_nominal(following):
        lemma = f"{word.text.lower()} {_lemma(following)}"
        return Counted(lemma, word.start, following.end, case_of(following), is_possessed(following), False)
    attributive = regex.fullmatch(r"\p{L}+[лдт](?:ық|ік)", word.text.lower()) is not None and bare
    return Counted(
        _lemma(word), word.start, word.end, case_of(word), is_possessed(word), attributive, word.text.lower()
    )
