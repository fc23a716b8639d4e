"""Any record's bytes → Document: one door for text, pages and rows."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable

import regex

from derek.errors import ReadError
from derek.knowledge import Knowledge
from derek.readers.encodings import Decoded, decode, mend
from derek.readers.pages import declared_charset, page_of, unpack_mhtml
from derek.readers.plain import Given, PlainReader, with_hash
from derek.readers.records import ReadOptions, Record
from derek.readers.rows import Fields, json_object, object_fields
from derek.readers.signatures import refuse_binary
from derek.schema import Document

_PAGE = regex.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)?<(?:!doctype\s++html|html)\b",
    regex.IGNORECASE | regex.DOTALL,
)


class Documents:
    """Reads records of every format; one for many documents, as it holds the months and the issuers."""

    def __init__(self, knowledge: Knowledge, options: ReadOptions | None = None) -> None:
        """`options`: the same that found the records."""
        self._options = options or ReadOptions()
        self._plain = PlainReader(knowledge, self._options.issuer_country)
        self._readers: dict[str, Callable[[Record, bytes], Document]] = {
            "text": self._text,
            "html": self._html,
            "mhtml": self._mhtml,
            "json": self._json,
            "csv": self._csv,
        }

    def read(self, record: Record, data: bytes) -> Document:
        """A record and its bytes → Document, known by their hash. Raises ReadError where they hold no text."""
        refuse_binary(data)
        document = self._readers[record.format](record, data)
        if not document.text:
            raise ReadError("it holds control characters only; save the release as UTF-8 text")
        return with_hash(document, data)

    def read_text(self, text: str, published: dt.date | None = None) -> Document:
        """A text at hand → Document, known by the hash of its UTF-8 bytes. A given `published` stands."""
        return self._plain.read_text(text, published)

    def _decode(self, record: Record, data: bytes) -> Decoded:
        codec = self._options.encoding or record.codec or None
        text, warnings = decode(data, codec, mending=record.format not in {"json", "csv"})  # their cells are mended
        return Decoded(text, (*warnings, "read as UTF-16") if record.codec else warnings)

    def _text(self, record: Record, data: bytes) -> Document:
        text, warnings = self._decode(record, data)
        if _PAGE.match(text[:4096]):
            return self._page(record, text, warnings)
        return self._plain.document(text, source=record.name, given=Given(warnings=warnings))

    def _html(self, record: Record, data: bytes) -> Document:
        try:
            text, warnings = self._decode(record, data)
        except ReadError:
            charset = declared_charset(data)
            if not charset or self._options.encoding:
                raise
            text, warnings = decode(data, charset)
        return self._page(record, text, warnings)

    def _mhtml(self, record: Record, data: bytes) -> Document:
        return self._html(record, unpack_mhtml(data))

    def _page(self, record: Record, html: str, warnings: tuple[str, ...]) -> Document:
        page = page_of(html)
        day = self._plain.day(page.date) if page.date else None
        given = Given(page.title, day, "page", warnings=(*warnings, *page.warnings))
        return self._plain.document(page.text, source=record.name, given=given)

    def _json(self, record: Record, data: bytes) -> Document:
        text, warnings = self._decode(record, data)
        return self._row(record, object_fields(json_object(text), self._options), warnings)

    def _csv(self, record: Record, data: bytes) -> Document:
        text, warnings = self._decode(record, data)
        cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=record.delimiter), [])
        fields = {use: cells[at] for use, _, at in record.columns if use in Fields._fields and at < len(cells)}
        return self._row(record, Fields(**{"text": "", **fields}), warnings)

    def _row(self, record: Record, fields: Fields, warnings: tuple[str, ...]) -> Document:
        if not fields.text.strip():
            raise ReadError("the row's text is empty; remove the row, or name the right column with --text-column")
        day = self._plain.day(fields.date) if fields.date else None
        if fields.date.strip() and not day:
            warnings = (*warnings, f"date not understood: «{fields.date.strip()[:40]}»")
        text, title = mend(fields.text), mend(fields.title.strip())  # JSON may hide the letters behind \\u escapes
        told = tuple(dict.fromkeys((*warnings, *title.warnings, *text.warnings)))
        given = Given(title.text or None, day, "row", stands=True, warnings=told)
        return self._plain.document(text.text, source=record.name, given=given)
