"""JSON Lines: one document a line, found by its byte offset; what is no object with a text is told line by line."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import IO, Any, NamedTuple, cast

from derek.errors import ReadError
from derek.readers.encodings import decode, unmarked_utf16
from derek.readers.handles import too_large
from derek.readers.records import ReadOptions
from derek.readers.rows import json_object, object_fields

_BOMS = {codecs.BOM_UTF8: "", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


_HEAD = 512
"""Bytes that tell UTF-16 without a mark."""
MOST_IN_A_ROW = 10_000
"""Blank lines, or lines without a document, after which a file is given up."""


class Cut(NamedTuple):
    """A line cut out of a file: bytes without its line end, where it starts, and how it is encoded."""

    number: int
    """From 1, as editors count."""
    start: int
    data: bytes
    codec: str
    """`utf-16-le`, `utf-16-be`, or empty for what is compatible with ASCII."""
    too_long: bool = False


class Line(NamedTuple):
    """One line that holds a document, or what is wrong with it."""

    number: int
    start: int
    length: int
    codec: str
    fault: ReadError | None


def lines(stream: IO[bytes], options: ReadOptions) -> Iterator[Line]:
    """Yields every line that is not blank, each looked at by itself. Raises ReadError where this is no JSON Lines."""
    faults = 0
    for cut in cut_lines(stream, options.largest):
        if cut.data.strip(b" \t\r\n\0"):
            fault = _fault(cut, options)
            faults = faults + 1 if fault else 0
            yield Line(cut.number, cut.start, len(cut.data), cut.codec, fault)
        give_up(faults)


def give_up(faults: int) -> None:
    """Raises ReadError after very many bad rows one after the other: the rejects table is not for copying a file."""
    if faults >= MOST_IN_A_ROW:
        raise ReadError(f"{MOST_IN_A_ROW} lines one after the other hold no document; the rest of the file is left out")


def _fault(cut: Cut, options: ReadOptions) -> ReadError | None:
    if cut.too_long:
        return ReadError(too_large(options.largest))
    try:
        object_fields(json_object(decode(cut.data, options.encoding or cut.codec, mending=False).text), options)
    except ReadError as error:
        return error
    return None


def cut_lines(stream: IO[bytes], largest: int) -> Iterator[Cut]:
    """Yields the lines of a stream; of one that is longer than `largest` bytes, the beginning only."""
    head = stream.read(_HEAD)
    bom = next((mark for mark in _BOMS if head.startswith(mark)), b"")
    codec = _BOMS[bom] if bom else unmarked_utf16(head) or ""
    rest = cast(IO[bytes], io.BufferedReader(_Rejoined(head[len(bom) :], stream)))
    cutter = _cut_utf16(rest, codec, largest) if codec else _cut(rest, largest)
    blank = 0
    for number, (start, data, too_long) in enumerate(cutter, 1):
        blank = 0 if data else blank + 1
        if blank > MOST_IN_A_ROW:
            raise ReadError(
                f"{MOST_IN_A_ROW} blank lines one after the other; the file is damaged: the rest is left out"
            )
        yield Cut(number, start + len(bom), data, codec, too_long)


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were already taken."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _cut(stream: IO[bytes], largest: int) -> Iterator[tuple[int, bytes, bool]]:
    at = 0
    while data := stream.readline(largest + 1):
        size, last = len(data), data
        while not last.endswith(b"\n") and (last := stream.readline(largest + 1)):
            size += len(last)
        yield at, data.rstrip(b"\r\n"), size > largest + 1
        at += size


def _cut_utf16(stream: IO[bytes], codec: str, largest: int) -> Iterator[tuple[int, bytes, bool]]:
    at = 0
    text = io.TextIOWrapper(stream, codec, errors="surrogatepass", newline="\n")
    while line := text.readline(largest):
        size, last = len(line.encode(codec, "surrogatepass")), line
        while not last.endswith("\n") and (last := text.readline(largest)):
            size += len(last.encode(codec, "surrogatepass"))
        yield at, line.rstrip("\r\n").encode(codec, "surrogatepass"), size > largest + 2
        at += size


def shape(stream: IO[bytes], options: ReadOptions) -> str:
    """`lines` where the first line that is not blank is a whole object, else `one`."""
    for cut in cut_lines(stream, options.largest):
        if cut.data.strip(b" \t\r\n\0"):
            try:
                json_object(decode(cut.data, options.encoding or cut.codec).text)
            except ReadError:
                return "one"
            return "lines"
    return "one"
