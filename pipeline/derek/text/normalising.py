"""Text made uniform without moving a character: NFC, look-alike letters, odd spaces, line ends."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import regex

from derek.text.characters import LOOK_ALIKES

MIXED_SCRIPT = "look-alike letters of another alphabet were folded"
NOT_COMPOSED = "letters were composed (Unicode NFC)"

_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_LINE_ENDS = dict.fromkeys([0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029], "\n")
_CONTROLS = dict.fromkeys([*range(9), *range(14, 28), 31, *range(127, 133), *range(134, 160)], " ")
_TABLE = {chr(code): letter for code, letter in (_CONTROLS | _SPACES | _LINE_ENDS).items()}
_TRANSLATED = regex.compile(f"[{regex.escape(''.join(_TABLE))}]")

_INVISIBLE = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
_LOOSE = regex.compile(rf"(?<![\p{{L}}\p{{N}}]){_INVISIBLE}|{_INVISIBLE}(?![\p{{L}}\p{{N}}])")
_ODD = regex.compile(_INVISIBLE)
_MIXED = regex.compile(
    r"(?<![\p{Cyrillic}\p{Latin}])"  # only at the head of a word, so that a long one is tried once
    r"(?:\p{Cyrillic}++(?=\p{Latin})|\p{Latin}++(?=\p{Cyrillic}))[\p{Cyrillic}\p{Latin}]++"
)
_FITA = regex.compile(r"[ѳѲ]")


class Normalised(NamedTuple):
    """Normalised text, and what was odd about it."""

    text: str
    warnings: tuple[str, ...]


def normalise(text: str) -> Normalised:
    """Text → NFC, then character for character: look-alikes folded in words that hold Cyrillic, odd spaces to spaces.

    After NFC the length never changes. A tab stays a tab (it parts the columns of a table); a carriage return before a
    line feed becomes a space, alone a line feed; soft hyphens and zero-width marks stay inside a word and become spaces
    elsewhere.
    """
    composed = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    spaced = _space(composed)
    folded = _MIXED.sub(_fold, _FITA.sub(lambda match: LOOK_ALIKES[match.group()], spaced))
    warnings = [NOT_COMPOSED] * (composed != text) + [MIXED_SCRIPT] * (folded != spaced)
    return Normalised(folded, tuple(warnings))


def _space(text: str) -> str:
    lines = text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
    translated = _TRANSLATED.sub(lambda match: _TABLE[match.group()], lines)
    return _LOOSE.sub(" ", translated) if _ODD.search(translated) else translated


def _fold(match: regex.Match[str]) -> str:
    """A hyphen-free stretch of letters of both alphabets, folded where that leaves no foreign letter."""
    word = match.group()
    folded = "".join(LOOK_ALIKES.get(letter, letter) for letter in word)
    return word if regex.search(r"\p{Latin}", folded) else folded
