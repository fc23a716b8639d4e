"""Numbers that measure nothing: times, telephone and document numbers, numbers in names, list markers, ordinals."""

from __future__ import annotations

import regex

from derek.text.numerals import HYPHENS, NumberSpan

_BEFORE = regex.compile(
    rf"""(?: №\s?[\d./–—-]* | \bN\s? | [+]\d+[\s(-]* | \p{{L}}[{HYPHENS}][{HYPHENS}\d.,]* | \d[{HYPHENS}]\d+[{HYPHENS}]
        | \p{{L}}\.?\s?/ | \d[/:] | \d[xх*] | \#\s? | \bсағат\s | \bтел(?:ефон\p{{L}}*)?[.:]\s? | [@_] )$""",
    regex.VERBOSE | regex.IGNORECASE,
)
_AFTER = regex.compile(
    rf"""(?: :\d | /\d | [xх*]\d | [{HYPHENS}](?!орын|орн|інш|нш|ші|шы)\p{{L}}{{3}} | [{HYPHENS}]\d+[{HYPHENS}]\d
        | \.\d+\.\d | \s?\(\p{{L}}+\)\sсанды )""",
    regex.VERBOSE | regex.IGNORECASE,
)
_LIST_MARKER = regex.compile(r"(?:^|\n)[ \t]*[(]?$")
_MARKER_END = regex.compile(r"[.)](?:\s|$|\d)")
_HYPHENED = regex.compile(r"\p{L}[-‑]$")
_NUMERAL_BEFORE = regex.compile(
    r"(?<!\p{L})(?:бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|он|жиырма|отыз|қырық|елу|алпыс|жетпіс|сексен|тоқсан|жүз|мың)[-‑]$",
    regex.IGNORECASE,
)
_OPENING = frozenset('«“„"')
_TITLE = regex.compile(r"[^«»“”\".!?\n]{1,60}[»”\"]\s(?!де(?:[пд]|йді|ген|се))\p{Ll}")
"""«Екі жұлдыз» фильмі: a name that begins with a number; «Екі жыл өтті» деп is speech."""
_CALLING = regex.compile(r"\s(?:тегін\s)?(?:хабарлас|қоңырау|телефон)")
"""«103-ке қоңырау шалыңыз»: a number to call."""
_ZERO_LED = regex.compile(r"0\d+(?![\d.,])")
_DIGIT_DASH = regex.compile(rf"\d[{HYPHENS}]$")
_DASH_DIGIT = regex.compile(rf"[{HYPHENS}]\d")
_ROW_NUMBER = regex.compile(r"[ \t]\p{Lu}\p{Ll}")
_MORE_DIGITS = regex.compile(r"[\s(-]{1,2}\d")
_MONTH_YEAR = regex.compile(r"[01]?\d\.(?:19|20)\d\d")
_CLOCK = regex.compile(r"[012]?\d[.,][0-5]\d")
_HOURS = regex.compile(r"сағат|уақыт|түскі|таңғы|кешкі", regex.IGNORECASE)
_NAME_BEHIND = regex.compile(r"\s\p{Lu}")
_WINDOW = 16


def is_excluded(text: str, number: NumberSpan) -> bool:
    """Whether what stands right before or behind a numeral shows that it measures nothing."""
    since, after = max(0, number.start - _WINDOW), text[number.end : number.end + _WINDOW]
    if number.start and text[number.start - 1] in _OPENING and _TITLE.match(text, number.end):
        return True
    if not number.digits:
        return _is_second_half(text, number)
    if _BEFORE.search(text, since, number.start) or _AFTER.match(after) or _is_clock(text, number):
        return True
    if text[number.start - 1 : number.start] == "+" and _MORE_DIGITS.match(after):
        return True
    if _ZERO_LED.match(text, number.start) or (
        _DIGIT_DASH.search(text, since, number.start) and _DASH_DIGIT.match(after)
    ):
        return True
    if text[number.start - 1 : number.start] in {"«", "“", "„", '"'} and _NAME_BEHIND.match(after):
        return True
    if number.suffix.case == "DAT" and _CALLING.match(after):
        return True
    if number.suffix.ordinal and not regex.match(r"\sор[ын]", after):
        return True
    if _ROW_NUMBER.match(after) and _LIST_MARKER.search(text, since, number.start) is not None:
        return True
    return (
        number.single and _LIST_MARKER.search(text, since, number.start) is not None and bool(_MARKER_END.match(after))
    )


def _is_clock(text: str, number: NumberSpan) -> bool:
    """«сағат 9.00-ден 18.00-ге дейін»: hours and minutes; «07.1999»: a month."""
    written = text[number.start : number.core_end]
    return (
        _CLOCK.fullmatch(written) is not None
        and _HOURS.search(text, max(0, number.start - 40), number.start) is not None
    )


def _is_second_half(text: str, number: NumberSpan) -> bool:
    """«бір-бірімен»: a small numeral behind a hyphen, unless a numeral stands before the hyphen («екі-үш»)."""
    since = max(0, number.start - _WINDOW)
    hyphenated = number.single and number.value < 10 and _HYPHENED.search(text, since, number.start) is not None
    return hyphenated and _NUMERAL_BEFORE.search(text, since, number.start) is None
