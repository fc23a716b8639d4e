"""What may follow a numeral: «15-ке», «жиырма бестен», «екеуі», «жүздей», «2013-інші»; one pattern reads it."""

from __future__ import annotations

import functools
from typing import NamedTuple

import regex

_SLOTS = r"""
    (?P<ordinal>(?:с?[ыі]?н)?ш[ыі])?+
    (?P<collective>[ае]у)?+
    (?P<vague>[лдт](?:аған|еген))?+
    (?P<distributive>[лдт](?:ап|еп))?+
    (?P<attributive>[лдт](?:ық|ік))?+
    (?P<approximate>[дт][ае]й)?+
    (?P<plural>[лдт][ае]р)?+
    (?P<possessed>с?[ыі](?![мңнк])|с?[ыі](?=н)|[ыі]м[ыі]з|[ыі]ң[ыі]з)?+
    (?P<case>(?P<GEN>[ндт][ыі]ң)|(?P<ABL>[ндт][ае]н)|(?P<LOC>н?[дт][ае])|(?P<DAT>ға|ге|қа|ке|на|не)|(?P<INS>[мбп]енен|[мбп]ен)|
        (?P<ACC>[ндт][ыі]|(?<=[ыі])н))?+
    (?:(?P<relative>[ғг][ыі])
        (?:(?P<GEN>ның|нің)|(?P<ABL>дан|ден|нан|нен)|(?P<LOC>да|де|нда|нде)|(?P<DAT>ға|ге|на|не)|(?P<INS>мен)|(?P<ACC>ны|ні|н))?+)?+
    (?P<only>-?(?:ақ|ғана))?+
"""
_CHAIN = regex.compile(_SLOTS, regex.VERBOSE)
_CASES = ("GEN", "ABL", "LOC", "DAT", "INS", "ACC")


class Suffix(NamedTuple):
    """The suffixes of one numeral."""

    text: str = ""
    case: str = ""
    """GEN DAT ACC LOC ABL INS, or an empty string."""
    ordinal: bool = False
    collective: bool = False
    distributive: bool = False
    attributive: bool = False
    approximate: bool = False
    possessed: bool = False
    relative: bool = False
    vague: bool = False
    """«1000-даған»: thousands."""


NO_SUFFIX = Suffix()


@functools.lru_cache(maxsize=4096)
def read_suffix(text: str) -> Suffix | None:
    """A lower-case chain of suffixes, without a hyphen in front → what it says; None where it is no such chain."""
    if not text:
        return NO_SUFFIX
    match = _CHAIN.fullmatch(text) if len(text) <= 24 else None
    if match is None:
        return None
    case = next((name for name in _CASES if match[name]), "")
    flags = ("ordinal", "collective", "distributive", "attributive", "approximate", "possessed", "relative", "vague")
    return Suffix(text, case, *(bool(match[name]) for name in flags))
