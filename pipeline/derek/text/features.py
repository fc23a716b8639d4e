"""Functions of suffixes → universal features in UD's terms, as the treebank writes them: «Case=Gen|Number=Plur»."""

from __future__ import annotations

import functools
from collections.abc import Sequence

_CASES = {"GEN": "Gen", "DAT": "Dat", "ACC": "Acc", "LOC": "Loc", "ABL": "Abl", "INS": "Ins"}
_POSSESSORS = {
    "P1SG": ("Sing", "1"),
    "P2SG": ("Sing", "2"),
    "P2POL": ("Sing", "2"),
    "P3": ("Plur,Sing", "3"),
    "P1PL": ("Plur", "1"),
}
_PERSONS = {"PERS1SG": ("Sing", "1"), "PERS2": ("Sing", "2"), "PERS1PL": ("Plur", "1"), "PERS3": ("Sing", "3")}
_VOICES = {"PASS": "Pass", "CAUS": "Cau", "RECP": "Rcp", "REFL": "Rfl"}
_FORMS = {
    "PST": {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Past"},
    "PRS": {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres", "Aspect": "Hab"},
    "EVID": {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Past", "Evident": "Fh"},
    "PTCP_PST": {"VerbForm": "Part", "Tense": "Past"},
    "PTCP_PRS": {"VerbForm": "Part", "Aspect": "Imp"},
    "FUT": {"VerbForm": "Part", "Tense": "Fut"},
    "VN": {"VerbForm": "Ger"},
    "INT": {"VerbForm": "Fin", "Mood": "Des", "Tense": "Fut"},
    "DES": {"VerbForm": "Inf", "Mood": "Des"},
    "CVB_IP": {"VerbForm": "Conv", "Aspect": "Perf"},
    "CVB_A": {"VerbForm": "Conv", "Aspect": "Imp"},
    "CVB_GANSHA": {"VerbForm": "Conv"},
    "CVB_GALY": {"VerbForm": "Conv"},
    "COND": {"VerbForm": "Conv", "Mood": "Cnd"},
    "IMP3": {"VerbForm": "Fin", "Mood": "Opt", "Person": "3", "Number": "Sing"},
    "IMP2": {"VerbForm": "Fin", "Mood": "Imp", "Person": "2", "Number": "Sing", "Polite": "Form"},
    "IMP1SG": {"VerbForm": "Fin", "Mood": "Opt", "Person": "1", "Number": "Sing"},
    "IMP1PL": {"VerbForm": "Fin", "Mood": "Opt", "Person": "1", "Number": "Plur"},
}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_VERBAL_NOUN = frozenset({"PTCP_PST", "PTCP_PRS", "FUT"})


@functools.lru_cache(1 << 14)
def universal_features(functions: tuple[str, ...], pos: str) -> str:
    """Functions of a word's suffixes, innermost first, and its part of speech → its features, sorted by name."""
    told: dict[str, str] = {}
    for function in functions:
        told.update(_FORMS.get(function, {}))
        if function in _CASES:
            told["Case"] = _CASES[function]
        elif function in _POSSESSORS:
            told["Number[psor]"], told["Person[psor]"] = _POSSESSORS[function]
        elif function in _PERSONS:
            told["Number"], told["Person"] = _PERSONS[function]
        elif function in _VOICES:
            told["Voice"] = _VOICES[function]
    told |= _rest(functions, pos, told)
    return "|".join(f"{name}={value}" for name, value in sorted(told.items(), key=lambda item: item[0].lower()))


def _rest(functions: Sequence[str], pos: str, told: dict[str, str]) -> dict[str, str]:
    """What follows from the functions taken together."""
    found: dict[str, str] = {}
    if "NEG" in functions:
        found["Polarity"] = "Neg"
    if "PL" in functions:
        found["Number"] = "Plur"
    if "ORD" in functions:
        found["NumType"] = "Ord"
    elif pos == "NUM":
        found["NumType"] = "Card"
    if tuple(functions[-1:]) in {("PST",), ("EVID",)}:
        found["Number"], found["Person"] = "Sing", "3"
    inflected = told.keys() & {"Case", "Number[psor]"}
    if inflected and _VERBAL_NOUN.intersection(functions):
        found["VerbForm"] = "Ger"
    if "Case" not in told and (pos in _NOMINAL or told.get("VerbForm") == "Ger" or (inflected and pos != "VERB")):
        found["Case"] = "Nom"
    return found
