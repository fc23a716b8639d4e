"""What kind of thing a line of a release is: title, heading, dateline, list item, table row, speaker's line or body."""

from __future__ import annotations

from collections.abc import Sequence

import regex

_MONTHS = "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
_DATE = (
    rf"(?:\d{{4}}\s(?:жылғы|ж\.|жыл|жылдың)\s?\d{{1,2}}\s?(?:{_MONTHS})"
    rf"|\d{{1,2}}\s(?:{_MONTHS})(?:,?\s\d{{4}}(?:\s?(?:жыл|ж\.))?)?"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4})"
)
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?)"
_PLACE = r"(?:[\p{Lu}][\p{L}-]{1,30}(?:\sқаласы|\sқ\.)?)"
_DATELINE = regex.compile(
    rf"(?:{_PLACE}[,.]?\s)?(?:{_CLOCK}[,\s]{{1,3}})?{_DATE}(?:[,\s|]{{1,4}}{_CLOCK})?"
    rf"(?:\s?\|?\s?(?:GMT|UTC)\s?[+−-]\s?\d{{1,2}})?(?:[,\s]{{1,2}}{_PLACE})?[.\s]?",
    regex.IGNORECASE,
)
_NUMBERED = regex.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]|\p{L}\))\s")
_COUNTED = regex.compile(r"(\d{1,3})[.)]\s")
_DASHED = regex.compile(r"[–—−-]\s?(?=\S)")
_BULLET = regex.compile(r"[•·▪●○■□◦‣⁃*]\s?(?=\S)")
_COLUMNS = regex.compile(r"\t|\s\|\s| {3,}")
_FIGURE = regex.compile(r"\d")
_SPEAKER = regex.compile(
    r"(?:(?:\p{Lu}\.[\s-]?){1,2}\p{Lu}[\p{L}-]++|\p{Lu}[\p{L}-]++(?:\s\p{Lu}(?:[\p{L}-]++|\.(?:\p{Lu}\.)?)){1,2}"
    r"|Сұрақ|Жауап|Журналист|Тілші|Жүргізуші|Модератор)\s?:(?=\s|$)"
)
_LONGEST_HEADING = 120
_FINAL = frozenset(".!?…:;,»”")


def line_kinds(text: str, lines: Sequence[tuple[int, int]], title_end: int) -> list[str]:
    """The kind of each line, given as (start, end) without the spaces around it; they are looked at in their order."""
    kinds: list[str] = []
    in_list = False
    counting = _counting([text[start:end] for start, end in lines])
    for number, (start, end) in enumerate(lines):
        before = "list_item" if counting[number] else kinds[-1] if kinds else ""
        kind = _kind(text[start:end], start < title_end, number, in_list, before)
        in_list = text[end - 1] in ":;" or (kind == "list_item" and text[end - 1] != ".")
        kinds.append(kind)
    return _without_lone_rows(kinds)


def _counting(lines: Sequence[str]) -> list[bool]:
    """Whether a line's number goes on from the line before, or on to the line after: «1.», «2.»."""
    matches = [_COUNTED.match(line) for line in lines]
    numbers = [int(match[1]) if match else -9 for match in matches]
    padded = [-9, *numbers, -9]
    return [n > 0 and (padded[i] == n - 1 or padded[i + 2] == n + 1) for i, n in enumerate(numbers)]


def _kind(line: str, titled: bool, number: int, in_list: bool, before: str) -> str:
    if titled:
        return "title"
    if len(line) <= 80 and _DATELINE.fullmatch(line):
        return "dateline"
    if _COLUMNS.search(line):
        return "table_row"
    if _is_item(line, in_list, before):
        return "list_item"
    if len(line) <= _LONGEST_HEADING and _SPEAKER.match(line):
        return "speaker_line"
    return "heading" if _is_heading(line, number) else "body"


def _is_item(line: str, in_list: bool, before: str) -> bool:
    """Bullets always; numbers in a list; dashes only where «;» or the list tells, as a dash opens a quotation too."""
    if _BULLET.match(line):
        return True
    if _NUMBERED.match(line):
        return in_list or before == "list_item" or line[-1] == ";"
    if _DASHED.match(line):
        return line[-1] == ";" or (in_list and (before == "list_item" or line[-1] not in _FINAL))
    return in_list and line[-1] == ";"


def _is_heading(line: str, number: int) -> bool:
    """A short line without a final mark, which no dash opens."""
    return len(line) <= _LONGEST_HEADING and line[-1] not in _FINAL and line[0].isalnum() and number > 0


def _without_lone_rows(kinds: list[str]) -> list[str]:
    """A table has two rows at least; a lone line with a wide gap is body."""
    padded = ["", *kinds, ""]
    return [
        "body" if kind == "table_row" and "table_row" not in (padded[i], padded[i + 2]) else kind
        for i, kind in enumerate(kinds)
    ]
