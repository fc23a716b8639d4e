"""The date and the issuer that a release states about itself: header prefix, dateline, opening words.

Forms read: ` date 2025-11-16 TITLE`, «2025 жылғы 16 қараша», «16 қараша 2025 (жыл)», «10:15, 14 Сәуір 2026 | GMT +5»,
«16.11.2025», «2025-11-16», «АСТАНА. KAZINFORM —». A month may carry a case suffix («16 қарашада»).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import regex

from derek.knowledge import Knowledge

HEADER = regex.compile(r"[ \t]*date[ \t]+(\d{4}-\d{2}-\d{2})[ \t]+")
_LINES = 6
"""How many lines from the top may be datelines: a title, a place line, a date line, and slack for blank markup."""


class Stated(NamedTuple):
    """A date that a document states: the day, and whether the line says nothing else (a dateline proper)."""

    day: dt.date
    alone: bool


class Datelines:
    """Reads datelines; month names and issuers come from models/lexicon."""

    def __init__(self, knowledge: Knowledge) -> None:
        months = knowledge.table("lexicon/months.tsv", ("month", "name"))
        self._months = {row["name"]: int(row["month"]) for row in months}
        self._issuers = {r["name"]: r for r in knowledge.table("lexicon/issuers.tsv", ("name", "issuer", "country"))}
        names = "|".join(self._months)
        month = rf"(?P<month>{names})(?:ның|нің|дың|дің|тың|тің|да|де|та|те|ы|і)?"
        self._date = regex.compile(
            rf"(?P<year>\d{{4}})[ -]?(?:жыл(?:ғы|дың|ы|)\.?|ж\.),?[ ]+(?P<day>\d{{1,2}})[ -]{month}(?!\p{{L}})"
            rf"|(?<!\d)(?P<day>\d{{1,2}})[ -]{month},?[ ]+(?P<year>\d{{4}})(?!\d)"
            r"(?:[ -]?(?:жыл(?:ы|ғы|)|ж\.)(?!\p{L}))?"
            r"|(?<!\d)(?P<day>\d{1,2})\.(?P<num>\d{2})\.(?P<year>\d{4})(?!\d)"
            r"|(?<!\d)(?P<year>\d{4})-(?P<num>\d{2})-(?P<day>\d{2})(?!\d)",
            regex.IGNORECASE,
        )
        issuers = "|".join(regex.escape(name) for name in self._issuers)
        self._issuer = regex.compile(rf"(?<!\p{{L}})(?P<name>{issuers})(?!\p{{L}})")

    def date(self, lines: list[str]) -> Stated | None:
        """The date that the first lines state: a line of its own wins over a line that only begins with a date."""
        found = [stated for line in lines[:_LINES] if (stated := self._stated(line))]
        return next((s for s in found if s.alone), found[0] if found else None)

    def issuer(self, lines: list[str]) -> tuple[str, str] | None:
        """(issuer, alpha-2) of a dateline such as «АСТАНА. KAZINFORM —», within the opening of the first lines."""
        for line in lines[:_LINES]:
            if match := self._issuer.search(line[:60]):
                row = self._issuers[match["name"]]
                return row["issuer"], row["country"]
        return None

    def _stated(self, line: str) -> Stated | None:
        for match in self._date.finditer(line[:160]):
            before, after = line[: match.start()], line[match.end() :]
            alone = not _has_words(before) and not _has_words(after)
            if (alone or not _has_words(before)) and (day := self._day(match)):
                return Stated(day, alone)
        return None

    def _day(self, match: regex.Match[str]) -> dt.date | None:
        month = self._months[match["month"].lower()] if match["month"] else int(match["num"])
        try:
            return dt.date(int(match["year"]), month, int(match["day"]))
        except ValueError:  # «31 ақпан»: no such day, so no date is stated
            return None


def _has_words(text: str) -> bool:
    """Whether anything beside clock times, zones, weekday commas and punctuation stands in the text."""
    return any(True for _ in _words(text))


def _words(text: str) -> Iterator[str]:
    for match in regex.finditer(r"\p{L}[\p{L}\d]*", text):
        if match.group().upper() not in {"GMT", "UTC", "ЖЫЛ", "Ж", "ЖЫЛЫ", "P", "BR", "DATE"}:
            yield match.group()
