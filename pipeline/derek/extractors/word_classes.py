"""What an analysed word is to the claims: a noun, a modifier, a verb; its case; whether it carries a possessive."""

from __future__ import annotations

import functools

import regex

from derek.text.page import Word

_CASES = ("GEN", "DAT", "ACC", "LOC", "ABL", "INS")
_NOT_NOMINAL = frozenset(
    {"VERB", "AUX", "ADV", "PRON", "PUNCT", "NUM", "CCONJ", "SCONJ", "ADP", "DET", "PART", "INTJ", "SYM"}
)
_PARTICIPLES = frozenset({"PTCP_PST", "PTCP_PRS", "PTCP_FUT"})
_DERIVED = regex.compile(r"\p{L}{3,}(?:[лдт](?:ық|ік)|[лдт][ыі]|[дт][ае][ғг][ыі]|с[ыі]з|аралық)")
_GENITIVE = regex.compile(r"\p{L}{3,}[ндт][ыі]ң")


def case_of(word: Word) -> str:
    """GEN DAT ACC LOC ABL INS, or an empty string for the nominative and what has no case."""
    found = next((function for function in reversed(word.functions) if function in _CASES), "")
    return found or ("GEN" if not word.functions and _GENITIVE.fullmatch(word.text.lower()) else "")


def is_possessed(word: Word) -> bool:
    """Whether a possessive of the third person stands on the word: «көлемі», «орнын»."""
    return "P3" in word.functions


def is_nominal(word: Word) -> bool:
    """Whether the word can head a noun phrase; a verbal noun can («тексеру»), and so can a bare stem."""
    if not any(map(str.isalpha, word.text)):
        return False
    if word.pos == "VERB" and (not word.functions or ("PL" in word.functions and "PTCP_PST" in word.functions)):
        return True  # «қамтылғандар» are people
    return word.pos not in _NOT_NOMINAL or "VN" in word.functions


def is_modifier(word: Word, following: Word | None) -> bool:
    """Whether the word only modifies a noun behind it: an adjective, a participle, a word in «-лық», «-лы», «-ғы»."""
    lowered = word.text.lower()
    if following is None or not any(map(str.isalpha, word.text)) or not following.text[:1].isalpha():
        return False
    if not (is_nominal(following) or is_participle(following)):
        return False
    if word.pos == "ADJ" or is_participle(word):
        return True
    return case_of(word) == "" and not is_possessed(word) and _derived(lowered) and word.pos != "VERB"


def is_participle(word: Word) -> bool:
    """Whether the word is a participle without case or possessive, as it stands before a noun: «салынған жол»."""
    return bool(word.functions) and word.functions[-1] in _PARTICIPLES


def is_derived_adjective(word: Word) -> bool:
    """Whether the word ends like an adjective made from a noun («маңызды», «ауылдағы»); «-лық» may be a noun too."""
    lowered = word.text.lower()
    return _derived(lowered) and not lowered.endswith(("ық", "ік"))


@functools.lru_cache(maxsize=16384)
def _derived(lowered: str) -> bool:
    return bool(_DERIVED.fullmatch(lowered))
