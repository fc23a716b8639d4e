"""What the user names → files: folders walked, globs expanded, standard input spooled; each once, in order."""

from __future__ import annotations

import atexit
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from derek.errors import UsageError
from derek.readers.records import ReadOptions, Unreadable, unreadable

STDIN = "-"
_SAVED = ("_files", "_файлы", "_файлдары")
"""How browsers call the folder of a page's images and scripts, beside `page.html`: nothing in it is a release."""


class File(NamedTuple):
    """One file, and its name relative to the input root (POSIX form)."""

    path: Path
    name: str


def find_files(inputs: Sequence[Path | str], options: ReadOptions) -> list[File | Unreadable]:
    """Inputs → files in name order; folders that cannot be listed are Unreadable.

    Hidden files and folders are left out, as are the folders that browsers save beside a page. Two files that would
    have one name are told apart by the folders above them. Raises UsageError for an input that does not exist or
    matches nothing.
    """
    found = [entry for given in inputs for entry in _under(given, options)]
    files = {entry.path.absolute(): entry for entry in found if isinstance(entry, File)}
    broken = [entry for entry in found if isinstance(entry, Unreadable)]
    named = [File(file.path, _writable(file.name)) for file in _told_apart(list(files.values()))]
    return sorted([*named, *broken], key=lambda entry: entry.name)


def _writable(name: str) -> str:
    """A name as a table can hold it: bytes of a file name that are no UTF-8 become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")


def _under(given: Path | str, options: ReadOptions) -> Iterator[File | Unreadable]:
    if str(given) == STDIN:
        yield _spooled(options.spool)
    elif (root := Path(given)).is_dir():
        yield from _walk(root)
    elif root.is_file():
        yield File(root, root.name)
    elif root.exists():
        raise UsageError(f"{root}: neither a file nor a folder; give its content by standard input: `derek run -`")
    elif glob.has_magic(str(given)):
        yield from _matches(str(given))
    else:
        raise UsageError(f"{root}: no such file or folder; name the releases to read, as in `derek run seeds`")


def _walk(root: Path) -> Iterator[File | Unreadable]:
    """Files under a folder. Links to folders are not followed, so that no walk is endless."""
    errors: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".") and not _is_saved(name, names)]
        for name in names:
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file():
                yield File(path, path.relative_to(root).as_posix())
    for error in errors:
        yield unreadable(_writable(Path(error.filename or root).relative_to(root).as_posix()), error)


def _is_saved(folder: str, names: list[str]) -> bool:
    stem = next((folder.removesuffix(end) for end in _SAVED if folder.endswith(end)), None)
    return stem is not None and (f"{stem}.html" in names or f"{stem}.htm" in names)


def _matches(pattern: str) -> Iterator[File | Unreadable]:
    """Files and folders that a pattern matches; named from its last folder without a wildcard on."""
    fixed = Path(*_before_magic(pattern))
    hits = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes hidden files too
    if not hits:
        raise UsageError(f"{pattern}: nothing matches; put the pattern in quotes, as in `derek run 'archive/**/*.txt'`")
    for hit in map(Path, hits):
        for entry in _walk(hit) if hit.is_dir() else [File(hit, hit.name)] if hit.is_file() else []:
            yield File(entry.path, entry.path.relative_to(fixed).as_posix()) if isinstance(entry, File) else entry


def _before_magic(pattern: str) -> Iterator[str]:
    for part in Path(pattern).parts:
        if glob.has_magic(part):
            return
        yield part


def _spooled(folder: Path | None) -> File:
    """Standard input as a file that workers can open as often as they need."""
    if folder is None:
        folder = Path(tempfile.mkdtemp(prefix="derek-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "stdin"
    with path.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return File(path, "stdin")


def _told_apart(files: list[File]) -> list[File]:
    """Files whose names collide are named from the folder that all of them lie in."""
    counts: dict[str, int] = {}
    for file in files:
        counts[file.name] = counts.get(file.name, 0) + 1
    twice = [file for file in files if counts[file.name] > 1]
    if not twice:
        return files
    common = Path(os.path.commonpath([_whole(file.path.parent) for file in twice]))
    return [
        File(file.path, Path(_whole(file.path)).relative_to(common).as_posix()) if counts[file.name] > 1 else file
        for file in files
    ]


def _whole(path: Path) -> Path:
    return path.absolute()
