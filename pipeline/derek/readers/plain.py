"""Plain text → Document: UTF-8 with or without BOM, a header line, a dateline."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib

from derek.errors import ReadError
from derek.knowledge import Knowledge
from derek.readers.datelines import HEADER, Datelines
from derek.schema import Document
from derek.text.normalising import normalise
from derek.text.scripts import language_and_script

_LONGEST_TITLE = 300
"""Characters; a longer first line is a paragraph, and the document has no title."""


class PlainReader:
    """Reads one plain-text record into a Document."""

    def __init__(self, knowledge: Knowledge, issuer_country: str = "KZ") -> None:
        """`issuer_country`: ISO 3166-1 alpha-2 for documents that do not name their issuer."""
        self._datelines = Datelines(knowledge)
        self._country = issuer_country

    def read(self, data: bytes, source: str) -> Document:
        """Bytes of one record → Document. Raises ReadError where they hold no text."""
        document = self.document(decode(data), source=source)
        sha256 = hashlib.sha256(data).hexdigest()
        return _with_hash(document, sha256)

    def read_text(self, text: str, published: dt.date | None = None) -> Document:
        """A text at hand → Document, known by the hash of its UTF-8 bytes. A given `published` stands."""
        data = text.encode("utf-8", "surrogatepass")
        return _with_hash(self.document(text, published=published), hashlib.sha256(data).hexdigest())

    def document(self, raw: str, *, source: str = "", published: dt.date | None = None) -> Document:
        """Text → Document without a hash. A given `published` stands; otherwise the body's date wins over the header's."""
        header = HEADER.match(raw)
        normalised = normalise(_strip(raw[header.end() :] if header else raw))
        text, lines = normalised.text, normalised.text.split("\n")
        stated = self._datelines.date(lines)
        given = published or _header_day(header[1] if header else None)
        day = stated.day if stated and (stated.alone or not given) else None
        issuer = self._datelines.issuer(lines)
        language, script = language_and_script(text)
        return Document(
            doc_id="",
            source=source,
            sha256="",
            title=_title(lines, self._datelines),
            published=published or day or given,
            issuer=issuer[0] if issuer else None,
            issuer_country=issuer[1] if issuer else self._country,
            text=text,
            language=language,
            script=script,
            warnings=(*normalised.warnings, *_date_warnings(given, day)),
        )


def decode(data: bytes) -> str:
    """UTF-8 bytes, with or without BOM → text. Raises ReadError for no bytes, no UTF-8, NULs, or white space alone."""
    if not data:
        raise ReadError("the file is empty (0 bytes); remove it or write the release into it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"not UTF-8 text (byte {error.start}); save the release as UTF-8 text") from error
    if "\0" in text:
        raise ReadError(f"not a text file (a NUL at character {text.index(chr(0))}); give the release as UTF-8 text")
    if not text.strip():
        raise ReadError("the file holds white space only; remove it or write the release into it")
    return text


def _strip(text: str) -> str:
    """Without blank lines at the top and white space at the end; inner characters and their count stay."""
    text = text.rstrip()
    return text[len(text) - len(text.lstrip()) :]


def _header_day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:  # « date 2025-13-40 »: no such day
        return None


def _title(lines: list[str], datelines: Datelines) -> str | None:
    """The first line, where a body follows it and it is neither a dateline nor a paragraph."""
    first = lines[0].strip()
    stated = datelines.date([first])
    if len(lines) < 2 or len(first) > _LONGEST_TITLE or (stated and stated.alone):
        return None
    return first


def _date_warnings(given: dt.date | None, stated: dt.date | None) -> tuple[str, ...]:
    if given and stated and given != stated:
        return (f"two dates: {given} in the header, {stated} in the body",)
    return () if given or stated else ("no date",)


def _with_hash(document: Document, sha256: str) -> Document:
    return dataclasses.replace(document, sha256=sha256, doc_id=sha256[:16])
