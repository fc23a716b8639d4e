"""One file → the documents in it: gzip and zip are entered, tables and JSON Lines expanded row by row."""

from __future__ import annotations

import dataclasses
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from derek.errors import ReadError
from derek.readers import delimited, json_lines
from derek.readers.files import File
from derek.readers.handles import BOMB, FREE, GZIP, RATIO, Budget, Steps, open_archive, open_stream
from derek.readers.parquet import open_rows
from derek.readers.records import ReadOptions, Record, Unreadable, unreadable
from derek.readers.rows import used_columns

DEEPEST = 6
"""Containers in containers; archives of real releases have two or three."""

_FORMATS = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".docx": "text", ".xlsx": "text", ".pptx": "text", ".odt": "text", ".epub": "text",  # refused when read
    ".html": "html", ".htm": "html", ".xhtml": "html", ".mhtml": "mhtml", ".mht": "mhtml",
    ".gz": "gzip", ".zip": "zip",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonlines": "jsonl", ".json": "json",
    ".csv": "csv", ".tsv": "csv", ".tab": "csv",
    ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
_MAGIC = {b"\x1f\x8b\x08": "gzip", b"PAR1": "parquet", b"PK\x03\x04": "zip", b"{": "json"}
"""How files without a known ending begin."""

_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})


class Place(NamedTuple):
    """Something that may hold documents: where it lies, what it is called, and what may still be unpacked."""

    path: Path
    name: str
    """As the user sees it: `a.zip#b.jsonl`."""
    inner: str
    """The name whose ending tells the format: `b.jsonl`."""
    steps: Steps
    options: ReadOptions
    budget: Budget

    def record(self, format: str) -> Record:
        """The whole of it as one document."""
        return Record(self.name, self.path, format, self.steps, largest=self.options.largest)


def expand(file: File, options: ReadOptions) -> Iterator[Record | Unreadable]:
    """Yields the documents of one file. Raises whatever a damaged container makes its library raise."""
    budget = Budget(file.path.stat().st_size)
    yield from _some(_expand(Place(file.path, file.name, file.path.name, (), options, budget)))


def _some(found: Iterator[Record | Unreadable]) -> Iterator[Record | Unreadable]:
    """What is found. Raises ReadError where that is nothing, as an empty export is worth a word."""
    first = next(found, None)
    if first is None:
        raise ReadError("there is no document in it; check how it was exported, or remove it")
    yield first
    yield from found


def _expand(place: Place) -> Iterator[Record | Unreadable]:
    if len(place.steps) > DEEPEST:
        raise ReadError(f"containers lie more than {DEEPEST} deep in one another; unpack the outer ones by hand")
    format = _FORMATS.get(PurePosixPath(place.inner).suffix.lower()) or _sniffed(place)
    if format in {"text", "html", "mhtml"}:
        yield place.record(format)
    else:
        yield from _EXPANDERS[format](place)


def _sniffed(place: Place) -> str:
    with open_stream(place.path, place.steps, place.budget) as stream:
        head = stream.read(8)
    return next((format for magic, format in _MAGIC.items() if head.lstrip().startswith(magic)), "text")


def _gzip(place: Place) -> Iterator[Record | Unreadable]:
    inner = PurePosixPath(place.inner)
    name = inner.stem if inner.suffix.lower() == ".gz" else place.inner
    yield from _expand(place._replace(inner=name, steps=(*place.steps, GZIP)))


def _zip(place: Place) -> Iterator[Record | Unreadable]:
    archive = open_archive(place.path, place.steps, place.budget)
    members = archive.infolist()
    if any(member.filename in _OFFICE for member in members):
        yield place.record("text")  # a Word file under another name: refused when read
        return
    packed = place.path.stat().st_size
    if sum(member.file_size for member in members) > max(FREE, RATIO * packed):
        raise ReadError(BOMB)
    seen: set[str] = set()
    for index in sorted(range(len(members)), key=lambda i: (members[i].filename, i)):
        member = members[index]
        if member.is_dir() or _is_hidden(member.filename):
            continue
        name = f"{place.name}#{member.filename}"
        if reason := "there twice under one name; rename one" if member.filename in seen else _refused(member):
            yield Unreadable(name, "ReadError", reason)
            continue
        seen.add(member.filename)
        yield from _member(place._replace(name=name, inner=member.filename, steps=(*place.steps, index)))


def _member(place: Place) -> Iterator[Record | Unreadable]:
    """One member's documents; a broken member does not take the others with it."""
    try:
        yield from _some(_expand(place))
    except Exception as error:  # noqa: BLE001 - a damaged member raises what it likes
        yield unreadable(place.name, error)


def _is_hidden(name: str) -> bool:
    """Hidden members, and what macOS adds to the archives that it makes."""
    return any(
        part == "__MACOSX" or (part.startswith(".") and part != "..")
        for part in PurePosixPath(name.replace("\\", "/")).parts
    )


def _refused(member: zipfile.ZipInfo) -> str | None:
    name = member.filename
    if ".." in PurePosixPath(name.replace("\\", "/")).parts or name[:1] in "/\\" or name[1:2] == ":":
        return "its name leads out of the archive; archives made to do harm have such names: pack it anew"
    if member.flag_bits & 1:
        return "encrypted; unpack the archive with its password and name the folder"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link, not a file; pack the file that it points to"
    return None


def _json_lines(place: Place) -> Iterator[Record | Unreadable]:
    with open_stream(place.path, place.steps, place.budget) as stream:
        for line in json_lines.lines(stream, place.options):
            name = f"{place.name}#{line.number}"
            if line.fault:
                yield unreadable(name, line.fault)
                continue
            yield dataclasses.replace(
                place.record("json"), name=name, start=line.start, length=line.length, codec=line.codec
            )


def _json(place: Place) -> Iterator[Record | Unreadable]:
    """A `.json` file: JSON Lines where its first line is a whole object, else one document."""
    with open_stream(place.path, place.steps, place.budget) as stream:
        shape = json_lines.shape(stream, place.options)
    if shape == "lines":
        yield from _json_lines(place)
    else:
        yield place.record("json")


def _csv(place: Place) -> Iterator[Record | Unreadable]:
    with open_stream(place.path, place.steps, place.budget) as stream:
        for row in delimited.rows(stream, place.options):
            name = f"{place.name}#{row.number}"
            if row.fault:
                yield unreadable(name, row.fault)
                continue
            yield dataclasses.replace(
                place.record("csv"),
                name=name,
                start=row.start,
                length=row.length,
                codec=row.codec,
                columns=row.columns,
                delimiter=row.delimiter,
            )


def _parquet(place: Place) -> Iterator[Record | Unreadable]:
    """Rows are counted from 1 in names, so that `#1` is the first in every format without a header line."""
    table = open_rows(place.path, place.steps, (), place.budget)
    names = table.names
    columns = tuple((use, names[at], at) for use, at in used_columns(names, place.options).items())
    for row in range(len(table)):
        yield dataclasses.replace(place.record("json"), name=f"{place.name}#{row + 1}", row=row, columns=columns)


_EXPANDERS = {"gzip": _gzip, "zip": _zip, "jsonl": _json_lines, "json": _json, "csv": _csv, "parquet": _parquet}
