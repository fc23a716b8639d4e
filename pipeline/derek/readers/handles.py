"""Bytes inside containers: gzip and zip, nested in one another, read as streams, with limits against zip bombs.

A place inside containers is a path and steps: -1 unpacks gzip, n ≥ 0 opens the n-th member of a zip. Streams and
archives stay open between reads (a few, one set a thread), so that reading in order never starts anew.
"""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
import threading
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import IO, Any, TypeVar

from derek.errors import ReadError

GZIP = -1
Steps = tuple[int, ...]

RATIO = 200
"""Unpacked bytes a packed one; deflate reaches 1032 on zeros, releases 4 to 8, markup that repeats itself about 40."""
FREE = 32 * 2**20
"""Bytes that any container may unpack to, whatever the ratio."""
BOMB = f"unpacks to more than {RATIO} times its size, as zip bombs do; unpack it by hand if it is genuine"
_KEPT = 4
_BLOCK = 2**20

T = TypeVar("T")


class Budget:
    """How much one file may unpack to, over all that is nested in it."""

    def __init__(self, packed: int) -> None:
        self._left = max(FREE, RATIO * packed)

    def spend(self, count: int) -> None:
        """Takes bytes off; raises ReadError where the file unpacks to too much."""
        self._left -= count
        if self._left < 0:
            raise ReadError(BOMB)


class Unpacked(io.RawIOBase):
    """A stream of unpacked bytes: counted against the budget; closes what it stands on."""

    def __init__(self, inner: IO[bytes], budget: Budget, *under: object) -> None:
        self._inner, self._budget, self._under = inner, budget, under

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """At most the buffer's length, from the stream inside."""
        data = self._inner.read(len(buffer))
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Closes the stream inside and files of its own; a shared archive stays open."""
        if not self.closed:
            super().close()
            self._inner.close()
            for under in self._under:
                if isinstance(under, io.IOBase):
                    under.close()


class Archive(zipfile.ZipFile):
    """A zip file that owns the stream it lies in."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._owned = stream
        super().__init__(stream)

    def __del__(self) -> None:
        self._owned.close()


class _Kept(threading.local):
    """The few things that a thread keeps open, last used last."""

    def __init__(self) -> None:
        self.things: OrderedDict[Hashable, Any] = OrderedDict()


_kept = _Kept()


def keep(key: Hashable, make: Callable[[], T]) -> T:
    """The thing kept under this key, made where there is none; the longest unused one is let go."""
    things = _kept.things
    if key not in things:
        things[key] = make()
        while len(things) > _KEPT:
            things.popitem(last=False)
    things.move_to_end(key)
    found: T = things[key]
    return found


def let_go() -> None:
    """Closes all that this thread keeps open."""
    _kept.things.clear()


def stamp(path: Path) -> tuple[str, int, int]:
    """What tells a file from a later one of the same name."""
    stat = path.stat()
    return str(path), stat.st_mtime_ns, stat.st_size


def open_stream(path: Path, steps: Steps, budget: Budget | None = None) -> IO[bytes]:
    """The bytes at a place, as a stream. Raises OSError, ReadError, or what gzip and zipfile raise."""
    if not steps:
        return path.open("rb")
    budget = budget or Budget(path.stat().st_size)
    if steps[-1] == GZIP:
        packed = open_stream(path, steps[:-1], budget)
        return io.BufferedReader(Unpacked(gzip.GzipFile(fileobj=packed), budget, packed), _BLOCK)  # type: ignore[arg-type]
    archive = open_archive(path, steps[:-1], budget)
    member = archive.open(archive.infolist()[steps[-1]])
    return io.BufferedReader(Unpacked(member, budget, archive), _BLOCK)


def open_archive(path: Path, steps: Steps, budget: Budget | None = None) -> zipfile.ZipFile:
    """The zip file at a place; kept open. One inside another container is unpacked to a temporary file first."""
    return keep(("zip", *stamp(path), steps), lambda: Archive(seekable(path, steps, budget)))


def seekable(path: Path, steps: Steps, budget: Budget | None = None) -> IO[bytes]:
    """The bytes at a place, where one can go back: the file itself, or a temporary copy of what is packed."""
    stream = open_stream(path, steps, budget)
    if not steps:
        return stream
    with stream:
        copy = tempfile.TemporaryFile(prefix="derek-")  # noqa: SIM115 - the caller closes it
        shutil.copyfileobj(stream, copy, _BLOCK)
    copy.seek(0)
    return copy


class _Cursor:
    """A place's stream and how far it was read; going back opens it anew."""

    def __init__(self, path: Path, steps: Steps) -> None:
        self._place = path, steps
        self._open()

    def _open(self) -> None:
        self._stream, self._at = open_stream(*self._place), 0

    def read(self, start: int, count: int) -> bytes:
        """`count` bytes from `start` on, fewer at the end."""
        if start < self._at:
            self._stream.close()
            self._open()
        while self._at < start and (skipped := self._stream.read(min(_BLOCK, start - self._at))):
            self._at += len(skipped)
        data = self._stream.read(count)
        self._at += len(data)
        return data


def read_range(path: Path, steps: Steps, start: int, length: int | None, largest: int) -> bytes:
    """Bytes of a place from `start` on, `length` of them or all. Raises ReadError for more than `largest`."""
    count = largest + 1 if length is None else length
    if not steps:
        with path.open("rb") as file:
            file.seek(start)
            data = file.read(count)
    elif length is None:
        with open_stream(path, steps) as stream:
            data = stream.read(count)
    else:
        data = keep(("stream", *stamp(path), steps), lambda: _Cursor(path, steps)).read(start, count)
    if len(data) > largest:
        raise ReadError(too_large(largest))
    if length is not None and len(data) < length:
        raise ReadError("the file has become shorter since it was listed; run again")
    return data


def too_large(largest: int) -> str:
    """What is said of a document beyond the limit."""
    return f"larger than {largest // 2**20} MB in one document; give each release as a file, or as a line of JSON Lines"
