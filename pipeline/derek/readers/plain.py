"""Plain text → Document: its encoding, a header line, a title, a dateline, its language."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from typing import NamedTuple

from derek.knowledge import Knowledge
from derek.readers.datelines import HEADER, Datelines
from derek.readers.encodings import decode, well_formed
from derek.readers.languages import document_language
from derek.schema import Document
from derek.text.normalising import normalise

_LONGEST_TITLE = 300
"""Characters; a longer first line is a paragraph, and the document has no title."""


class Given(NamedTuple):
    """What stands beside a text: in its row, in its page's head."""

    title: str | None = None
    day: dt.date | None = None
    by: str = "header"
    """Who gives the day, as a warning names it: header, row or page."""
    stands: bool = False
    """Whether the day stands even where a dateline in the text says another."""
    warnings: tuple[str, ...] = ()


NOTHING_GIVEN = Given()


class PlainReader:
    """Reads one plain-text record into a Document."""

    def __init__(self, knowledge: Knowledge, issuer_country: str = "KZ") -> None:
        """`issuer_country`: ISO 3166-1 alpha-2 for documents that do not name their issuer."""
        self._datelines = Datelines(knowledge)
        self._country = issuer_country

    def read(self, data: bytes, source: str) -> Document:
        """Bytes of one record → Document. Raises ReadError where they hold no text."""
        text, warnings = decode(data)
        return with_hash(self.document(text, source=source, given=Given(warnings=warnings)), data)

    def read_text(self, text: str, published: dt.date | None = None) -> Document:
        """A text at hand → Document, known by the hash of its UTF-8 bytes. A given `published` stands."""
        return with_hash(self.document(text, published=published), text.encode("utf-8", "surrogatepass"))

    def document(
        self, raw: str, *, source: str = "", published: dt.date | None = None, given: Given = NOTHING_GIVEN
    ) -> Document:
        """Text → Document without a hash.

        A given `published` stands; otherwise the body's date wins over the header's, a row's date over the body's.
        """
        if published:
            given = given._replace(day=published, stands=True)
        whole, mended = well_formed(raw)
        header = HEADER.match(whole)
        if header and not given.day:
            given = given._replace(day=_header_day(header[1]))
        body = _strip(whole[header.end() :] if header else whole)
        normalised = normalise(_titled(given.title, body))
        text = _strip(normalised.text)  # control characters at the ends have become spaces
        lines = text.split("\n")
        stated = self._datelines.date(lines)
        day = stated.day if stated and (stated.alone or not given.day) else None
        issuer = self._datelines.issuer(lines)
        language = document_language(text)
        return Document(
            doc_id="",
            source=source,
            sha256="",
            title=lines[0] if given.title else _title(lines, self._datelines),
            published=given.day if given.stands and given.day else day or given.day,
            issuer=issuer[0] if issuer else None,
            issuer_country=issuer[1] if issuer else self._country,
            text=text,
            language=language.language,
            script=language.script,
            warnings=(
                *given.warnings,
                *mended,
                *normalised.warnings,
                *language.warnings,
                *_date_warnings(given, day),
            ),
        )

    def day(self, text: str) -> dt.date | None:
        """The day that a column or a page's head names: ISO 8601, seconds since 1970, or as a dateline; else None."""
        return read_day(text) or (stated.day if (stated := self._datelines.date([text])) else None)


def with_hash(document: Document, data: bytes) -> Document:
    """The document, known by the SHA-256 of its record's bytes."""
    sha256 = hashlib.sha256(data).hexdigest()
    return dataclasses.replace(document, sha256=sha256, doc_id=sha256[:16])


def read_day(text: str) -> dt.date | None:
    """ISO 8601 (the day as written, whatever the zone) or seconds or milliseconds since 1970 → the day."""
    text = text.strip()
    try:
        if text.isascii() and text.isdigit() and len(text) in {9, 10, 12, 13}:
            return dt.datetime.fromtimestamp(int(text) / (1000 if len(text) > 10 else 1), dt.UTC).date()
        return dt.date.fromisoformat(text[:10])
    except (ValueError, OverflowError, OSError):
        return None


def _titled(title: str | None, body: str) -> str:
    """Title, newline, body; the title once, where the body begins with it already."""
    line = " ".join(title.split()) if title else ""
    if not line or not body:
        return body or line
    first = body.split("\n", 1)[0]
    return body if " ".join(first.split()) == line else f"{line}\n{body}"


def _strip(text: str) -> str:
    """Without blank lines at the top and white space at the end; inner characters and their count stay."""
    text = text.rstrip()
    return text[len(text) - len(text.lstrip()) :]


def _header_day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:  # « date 2025-13-40 »: no such day
        return None


def _title(lines: list[str], datelines: Datelines) -> str | None:
    """The first line, where a body follows it and it is neither a dateline nor a paragraph."""
    first = lines[0].strip()
    stated = datelines.date([first])
    if len(lines) < 2 or len(first) > _LONGEST_TITLE or (stated and stated.alone):
        return None
    return first


def _date_warnings(given: Given, stated: dt.date | None) -> tuple[str, ...]:
    if given.day and stated and given.day != stated:
        return (f"two dates: {given.day} in the {given.by}, {stated} in the body",)
    return () if given.day or stated else ("no date",)
