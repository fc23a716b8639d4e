"""Bytes → text: their encoding, by what their letters would be; and text that was read wrongly before, mended.

Looked for: UTF-8, UTF-16 and UTF-32 (by mark, UTF-16 also by its pattern of bytes), KZ-1048, CP1251, PTCP154, and CP866
and KOI8-R for Russian. General detectors fail on Kazakh: they know neither its letters' frequency nor that KZ-1048 and
CP1251 differ in nine of its letters only. Plain loss («қ» written as «к») is not undone.
"""

from __future__ import annotations

import codecs
import math
from collections import Counter
from typing import NamedTuple

import regex

from derek.errors import ReadError
from derek.readers.letter_shares import LOG_SHARES

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as UTF-16's does, so it is looked for first
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"cp1251": "CP1251", "kz1048": "KZ-1048", "ptcp154": "PTCP154", "cp866": "CP866", "koi8-r": "KOI8-R"}
_SAMPLE = 2**20
"""Bytes that are counted to choose between them."""

MENDED = "encoding mended: KZ-1048 had been read as CP1251"
MENDED_UTF8 = "encoding mended: UTF-8 had been read as {}"
CUT = "the last character is cut off"
MIXED = "mixed encodings: some lines are not UTF-8 and were read as {}"
LOST = "some letters were lost before (U+FFFD)"
SURROGATES = "lone surrogates were replaced (U+FFFD)"
PILED = "marks piled on a letter were cut (30 are kept)"

_SIGNS = frozenset("«»–—“”„…№’‘•\u00a0°§₸€")
_ODD, _SIGN = math.log(2e-6), math.log(3e-3)
_PLAUSIBLE = -5.0
"""Mean log probability of a byte above 127 in Cyrillic text: −3.0 to −3.6 in any case; bytes at random: below −8."""


def _weights(lower: dict[str, float]) -> dict[str, float]:
    upper = {letter.upper(): weight - 2.5 for letter, weight in lower.items()}  # one letter of 12 is upper-case
    return {**dict.fromkeys(_SIGNS, _SIGN), **upper, **lower}


_WEIGHTS = tuple(map(_weights, LOG_SHARES.values()))


class Decoded(NamedTuple):
    """Text, and what was odd about its bytes."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, codec: str | None = None, *, mending: bool = True) -> Decoded:
    """Bytes → text; a given codec is taken at its word. Line ends and white space stay; `mending` is what `mend` does.

    Raises ReadError for no bytes, an unknown codec, bytes that are no text in any known encoding, NULs, and for white
    space alone.
    """
    if not data:
        raise ReadError("the file is empty (0 bytes); remove it or write the release into it")
    decoded = _given(data, codec) if codec else _detected(data)
    text, warnings = decoded
    if "\0" in text:
        raise ReadError(f"not a text file (a NUL at character {text.index(chr(0))}); give the release as UTF-8 text")
    if not text.strip():
        raise ReadError("the file holds white space only; remove it or write the release into it")
    mended = mend(text) if mending else Decoded(text)
    lost = (LOST,) if "\ufffd" in mended.text and "\ufffd" not in "".join(warnings) else ()
    return Decoded(mended.text, (*warnings, *mended.warnings, *lost))


def _given(data: bytes, codec: str) -> Decoded:
    mark = next((mark for mark, name in _MARKS if name == codec and data.startswith(mark)), b"")
    try:
        return Decoded(data[len(mark) :].decode(codec))
    except UnicodeDecodeError:
        return Decoded(data[len(mark) :].decode(codec, "replace"), (f"not all bytes are {codec}",))
    except LookupError as error:
        raise ReadError(f"there is no encoding «{codec}»; name one that Python knows, as utf-8 or cp1251") from error


def _detected(data: bytes) -> Decoded:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], name)
    if wide := unmarked_utf16(data):
        return Decoded(data.decode(wide, "replace"), ("read as UTF-16",))
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _damaged_utf8(data, error) or _legacy(data)


def _marked(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    return Decoded(text, () if name == "utf-8" else (f"read as {name[:6].upper()}",))


def unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the beginning is 0 or 4, as in Latin and Cyrillic letters."""
    head = data[:4096]
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(high) >= 4 and (high.count(0) + high.count(4) + high.count(0x20)) >= 0.95 * len(high):
            text = head[: len(head) // 2 * 2].decode(name, "replace")
            if sum(char.isalnum() or char in " \n\r\t.,-«»" for char in text) >= 0.8 * len(text):
                return name
    return None


def _damaged_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded | None:
    """UTF-8 that is cut off at the end, or has some lines in another encoding; None where it is not UTF-8 at all."""
    if error.start >= len(data) - 3 and error.reason == "unexpected end of data" and error.start:
        return Decoded(data[: error.start].decode("utf-8"), (CUT,))
    broken: list[bytes] = []
    good = 0
    lines = data.split(b"\n")
    for line in lines:
        try:
            good += len(line) - len(line.decode("utf-8"))
        except UnicodeDecodeError:
            broken.append(line)
    slips = sum(line.decode("utf-8", "replace").count("\ufffd") for line in broken)
    letters = good + sum(len(line.decode("utf-8", "ignore").encode()) for line in broken) // 2
    if slips * 20 <= letters:  # a few bytes were lost in UTF-8 text
        return Decoded(data.decode("utf-8", "replace"))
    if good < 8:
        return None
    name = best_codec(b"\n".join(broken)) or "cp1251"
    return Decoded("\n".join(_either(line, name) for line in lines), (MIXED.format(_NAMES[name]),))


def _either(line: bytes, name: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(name, "replace")


def _legacy(data: bytes) -> Decoded:
    name = best_codec(data)
    if name is None:
        raise ReadError("not text in UTF-8, UTF-16, KZ-1048 or CP1251; save it as UTF-8 text, or name its --encoding")
    return Decoded(data.decode(name, "replace"), (f"read as {_NAMES[name]}",))


def best_codec(data: bytes) -> str | None:
    """The single-byte Cyrillic encoding in which the bytes are likeliest to be text; None where in none they are."""
    counts = Counter(data[:_SAMPLE])
    controls = sum(counts[byte] for byte in range(32) if byte not in b"\t\n\v\f\r\x1a\x1b")
    if controls * 50 > len(data[:_SAMPLE]):
        return None
    scores = {name: _likelihood(_characters(counts, name)) for name in _NAMES}
    best = max(_NAMES, key=lambda name: scores[name])
    return best if scores[best] > _PLAUSIBLE else None


def _characters(counts: Counter[int], name: str) -> Counter[str]:
    """Counts of bytes above 127 → counts of characters, in one encoding."""
    return Counter({bytes([byte]).decode(name, "replace"): n for byte, n in counts.items() if byte > 127})


def _likelihood(characters: Counter[str]) -> float:
    """Mean log probability of the characters in the language that suits them best."""
    total = sum(characters.values())
    if not total:
        return 2 * _PLAUSIBLE
    sums = (sum(n * weights.get(char, _ODD) for char, n in characters.items()) for weights in _WEIGHTS)
    return max(sums) / total


_CONFUSED = {
    bytes([byte]).decode("cp1251"): bytes([byte]).decode("kz1048")
    for byte in range(0x80, 0x100)
    if byte != 0x98 and bytes([byte]).decode("cp1251") != bytes([byte]).decode("kz1048")
}
"""What CP1251 makes of a KZ-1048 letter → the letter: ќ → қ, ѕ → ң, ў → ұ, ј → ә, ґ → ө, ї → ү, є → ғ, ћ → һ."""
_TELLING = regex.compile(f"[{''.join(_CONFUSED)}]")
_PILE = regex.compile(r"(\p{M}{30})\p{M}++")
_KAZAKH = regex.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")
_TWICE = regex.compile(
    r"[РСТ][\u0080-\u00bf\u0400-\u040f\u0450-\u045f\u0490\u0491\u2010-\u203a\u20ac\u2116\u2122]"
    r"|[ÐÑÒÓ][\u0080-\u00bf\u0152-\u0178\u02c6-\u02dc\u2010-\u203a\u20ac\u2122]"
)
"""The two bytes of a Cyrillic letter in UTF-8, each read as a character."""


def mend(text: str) -> Decoded:
    """Undoes a wrong reading in an earlier life of the text, line by line; other lines stay as they are."""
    warnings: list[str] = []
    if ("°" in text or "µ" in text) and _TWICE.search(text):  # what «а» and «е» become: a look that costs nothing
        text, warnings = _without_double_utf8(text)
    if not _CONFUSED.keys().isdisjoint(set(text)):
        mended = "\n".join(map(_mended_line, text.split("\n")))
        if mended != text:
            text, warnings = mended, [*warnings, MENDED]
    return Decoded(text, tuple(warnings))


def _mended_line(line: str) -> str:
    """«Ќазаќстан» → «Қазақстан», where that makes the line's letters likelier and no Kazakh letter stands there yet."""
    if not _TELLING.search(line) or _KAZAKH.search(line):
        return line
    mended = _TELLING.sub(lambda match: _CONFUSED[match.group()], line)
    return mended if _line_likelihood(mended) > _line_likelihood(line) else line


def _line_likelihood(line: str) -> float:
    return _likelihood(Counter(char for char in line[:_SAMPLE] if char > "\u007f"))


def _without_double_utf8(text: str) -> tuple[str, list[str]]:
    """Lines of UTF-8 that were read as a single-byte encoding and saved as UTF-8 again («ТљР°Р·Р°Т›» → «Қазақ»)."""
    undone = [_undone_line(line) for line in text.split("\n")]
    met = dict.fromkeys(name for _, name in undone if name)
    return "\n".join(line for line, _ in undone), [MENDED_UTF8.format(name.upper()) for name in met]


def _undone_line(line: str) -> tuple[str, str]:
    """The line and the encoding that it had been read as; an empty one where nothing is wrong with it."""
    for name in ("cp1251", "cp1252", "latin-1") if _TWICE.search(line) else ():
        if undone := _undone(line, name):
            return undone, name
    return line, ""


def _undone(line: str, name: str) -> str | None:
    try:
        undone = line.encode(name).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
    return undone if undone != line and regex.search(r"\p{Cyrillic}", undone) else None


def well_formed(text: str) -> Decoded:
    """Text that any table and any Unicode library can take.

    Lone surrogates become U+FFFD one for one, and pairs the character that they mean. Of marks that stand on one letter
    30 are kept (the Stream-Safe Text Format of Unicode, UAX 15): composing takes the square of their number.
    """
    warnings: list[str] = []
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text, warnings = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), [SURROGATES]
    if _PILE.search(text):
        text, warnings = _PILE.sub(r"\1", text), [*warnings, PILED]
    return Decoded(text, tuple(warnings))
