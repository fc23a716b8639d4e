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
_FEW = Decimal(10)
"""Up to so many people make no claim."""
_AGENT = regex.compile(r"\p{L}{3,}(?:шы|ші|гер|кер|қор|паз)")
"""What people who do something are called: «балықшы», «саудагер»."""
_LIKE_ACCUSATIVE = regex.compile(r"\p{Ll}{2,}[дт][ыі]")
_HARDLY_BEHIND = frozenset({"VN", "PL", "DAT", "LOC", "ABL", "INS"})
"""«12 цехты іске қосты»: what stands so behind an accusative is no noun of its own."""
_SITE = regex.compile(
    r"(?:іс|орталығ|мекеме|ұйым|бөлім|пункт|нысан|кәсіпорн|станса|зауыт|қондырғы|құрылғы|жүйе|цех|мекте[бп]|орн|жоба|әрекет)\p{L}*"
)
"""What is counted where a deed stands before it: «су тазарту қондырғысы»; «жоба жағдайын» is an object."""
_DOING = regex.compile(r"\p{Ll}{3,}[ую]")
_PEOPLE = frozenset({"ел", "мемлекет", "тарап", "жақ", "халық"})
_PREFIXED = regex.compile(r"(\p{Lu}{2,5}-)\p{Ll}+")
"""«SIM-карта», «QR-код»: the capitals are no name."""
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
    newly: bool = False
    """«жаңа» stands before it: that there are so many is the news."""
    ours: bool = False
    """A possessive of the speaker stands on it: «үш ұлым»."""


class CountedNouns:
    """Finds counted nouns; lexicon/uncounted_nouns.tsv (noun, up_to) lists what makes no claim."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where the table is missing or lacks a column."""
        rows = knowledge.table("lexicon/uncounted_nouns.tsv", ("noun", "up_to"))
        self._adjectives = frozenset(row["form"] for row in knowledge.table("lexicon/adjectives.tsv", ("form",)))
        self._uncounted = {row["noun"]: Decimal(row["up_to"]) if row["up_to"] else None for row in rows}
        units = knowledge.table("lexicon/units.tsv", ("form", "unit", "kind"))
        paired = [(*row["form"].split(), row["unit"]) for row in units if row["kind"] == "count" and " " in row["form"]]
        self._compounds = {pair[:2]: pair[2] for pair in paired if len(pair) == 3}
        self._openings = frozenset(first for first, _ in self._compounds)
        speakers = knowledge.table("lexicon/speaker_nouns.tsv", ("noun", "kind"))
        self._persons = frozenset(row["noun"] for row in speakers if row["kind"] == "person")
        for noun in self._persons - self._uncounted.keys():
            self._uncounted[noun] = _FEW

    def behind(self, text: str, end: int, words: Sequence[Word], limited: bool = False) -> Counted | None:
        """The noun that begins right behind a number or bound word ending at `end`; `words`: those that follow it.

        `limited`: «дейін» stands between; a verbal noun behind it is what is done («65-ке дейін ұлғаюы»), not counted.
        """
        previous, newly = end, False
        if limited and words and "VN" in words[0].functions:
            return None
        for index, word in enumerate(words[: _MAX_MODIFIERS + 1]):
            if text[previous : word.start].strip() or not text[previous : word.start]:
                return None
            following = words[index + 1] if index + 1 < len(words) else None
            if _AGE.match(word.text.lower()):
                return None
            if index and word.text.lower() in _JOINERS:
                previous = word.end
                continue
            compound = self._compound(word, following)
            if compound is not None:
                return compound
            if self._modifies(word, following):
                newly = newly or word.text.lower() == "жаңа"
                previous = word.end
                continue
            named = word.text[:1].isupper() and not text[max(0, word.start - 12) : word.end].isupper()
            fits = is_nominal(word) or word.functions == ("NEG",) or word.text.lower() in _CLASSIFIERS
            if not fits or (named and not _is_prefixed(word)):
                return None
            return _head(text, word, words[index + 1 : index + 3])._replace(newly=newly, ours=_is_ours(word))
        return None

    def _compound(self, word: Word, following: Word | None) -> Counted | None:
        """«ауылдық | елді мекен», «30 заңды тұлға»: two words that lexicon/units.tsv counts as one."""
        first = word.text.lower()
        if following is None or first not in self._openings or following.start - word.end != 1:
            return None
        second = following.text.lower()
        for length in range(len(second), 1, -1):
            unit = self._compounds.get((first, second[:length]))
            if unit is not None and read_suffix(second[length:]) is not None:
                case, owned = case_of(following), is_possessed(following)
                return Counted(unit, word.start, following.end, case, owned, False, second[:length])
        return None

    def _modifies(self, word: Word, following: Word | None) -> bool:
        if word.text.lower() in self._persons:
            return False
        if is_modifier(word, following):
            return True
        if _is_like_accusative(word, following) and self._listed(word.lemma.lower()) is None:
            return True
        return word.text.lower() in self._adjectives and _goes_on(word, following)

    def is_claim(self, value: Decimal | None, counted: Counted) -> bool:
        """Whether so many of these make a claim: «7 ел» does not, «27 ел» does."""
        few = value is not None and value <= _FEW
        if few and (counted.ours or _AGENT.fullmatch(counted.lemma) is not None):
            return False
        for word in (counted.lemma, *counted.lemma.split(" "), counted.form):
            noun = self._listed(word)
            if noun is not None:
                limit = self._uncounted[noun]
                news = counted.newly and noun not in _PEOPLE
                return limit is not None and value is not None and (value > limit or news)
        return True

    def _listed(self, word: str) -> str | None:
        """The listed noun of which a word is a form, whatever its lemma was taken to be."""
        for length in range(len(word), 1, -1):
            if word[:length] in self._uncounted and (length == len(word) or read_suffix(word[length:])):
                return word[:length]
        return None


def _is_like_accusative(word: Word, following: Word | None) -> bool:
    """«30 заңды тұлға»: an adjective in «-лы, -ды, -ты» looks like an accusative, but a noun follows it."""
    if word.functions != ("ACC",) or following is None or following.start - word.end != 1:
        return False
    if _LIKE_ACCUSATIVE.fullmatch(word.text) is None or _LIKE_ACCUSATIVE.fullmatch(following.text) is not None:
        return False
    return following.pos == "NOUN" and following.text[:1].islower() and _HARDLY_BEHIND.isdisjoint(following.functions)


def _is_prefixed(word: Word) -> bool:
    """«SIM-карта», but not «МБ-тан»."""
    match = _PREFIXED.fullmatch(word.text)
    return match is not None and read_suffix(word.text[len(match[1]) :]) is None


def _is_ours(word: Word) -> bool:
    return not {"P1SG", "P1PL"}.isdisjoint(word.functions)


def _lemma(word: Word) -> str:
    """The lemma of a noun; that of a verbal noun is the noun («тексеру»); «SIM-карта» keeps its capitals."""
    prefix = _PREFIXED.fullmatch(word.text)
    if word.functions == ("NEG",):
        return word.text.lower()
    if prefix is not None and _is_prefixed(word):
        return prefix[1] + word.lemma[len(prefix[1]) :].lower()
    return word.lemma.lower() + "у" if "VN" in word.functions and not word.lemma.endswith("у") else word.lemma.lower()


def _of_doing(text: str, word: Word, behind: Sequence[Word]) -> Word | None:
    """«40 мүлік бағалау ісі», «46 бала дамыту орталығы»: what is counted stands behind the deed and its object."""
    if len(behind) < 2 or text[word.end : behind[1].start] != f" {behind[0].text} ":
        return None
    doing, noun = behind
    plain = not case_of(word) and not is_possessed(word) and _SITE.fullmatch(noun.text.lower()) is not None
    named = doing.functions[-1:] == ("VN",) or (not doing.functions and _DOING.fullmatch(doing.text) is not None)
    fits = plain and named and is_nominal(noun) and is_possessed(noun)
    return noun if fits and not _RELATION.match(noun.text.lower()) else None


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


def _head(text: str, word: Word, behind: Sequence[Word]) -> Counted:
    """«жұмыс орны»: a bare noun before one with a possessive is its attribute; both are counted together."""
    following = behind[0] if behind else None
    work = _of_doing(text, word, behind)
    if work is not None:
        return Counted(_lemma(work), word.start, work.end, case_of(work), True, False, work.text.lower())
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
