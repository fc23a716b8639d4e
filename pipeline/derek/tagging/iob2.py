"""IOB2 files as KazNERD publishes them: one token and its tag a line, a blank line between sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import regex

from derek.errors import GoldError

_ID = regex.compile(r"\A[A-Z]{1,2}ID(\d+)\Z")
_GAP = regex.compile(r"[ \t]+")
_TAG = regex.compile(r"\A(?:O|[BI]-[A-Z_]+)\Z")


class TaggedSentence(NamedTuple):
    """One sentence: its id (empty where the file has none), tokens, and one tag for each token."""

    name: str
    tokens: list[str]
    tags: list[str]

    @property
    def group(self) -> str:
        """What the variants of one sentence share: «AID283875» and «BID283875» are 283875; without an id, the text."""
        match = _ID.match(self.name)
        return match[1] if match else " ".join(self.tokens)


def read_iob2(path: Path) -> Iterator[TaggedSentence]:
    """The sentences of a file; columns apart by tab or space, a first line with the sentence's id or none.

    Raises GoldError (file:line) for a line that has no tag of IOB2, and for a file that is not there, not in UTF-8 or
    without a sentence.
    """
    try:
        yield from _read(path)
    except OSError as error:
        raise GoldError(f"{path}: cannot be read ({error.strerror}); name an IOB2 file") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not in UTF-8 ({error.reason}); save it as UTF-8") from error


def _read(path: Path) -> Iterator[TaggedSentence]:
    block: list[tuple[str, str]] = []
    empty = True
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                block.append(_columns(f"{path}:{number}", line))
            elif block:
                empty = False
                yield _sentence(block)
                block = []
    if block:
        yield _sentence(block)
    elif empty:
        raise GoldError(f"{path}: no sentence here; give a file with a token and its IOB2 tag on each line")


def _columns(where: str, line: str) -> tuple[str, str]:
    parts = _GAP.split(line.strip(" \t\r\n"))
    if len(parts) == 1 and _ID.match(parts[0]):
        return parts[0], "O"
    if len(parts) < 2 or not _TAG.match(parts[-1]):
        raise GoldError(f"{where}: no token with an IOB2 tag (O, B-CLASS, I-CLASS) here: {line.strip()!r}")
    return parts[0], parts[-1]


def _sentence(block: list[tuple[str, str]]) -> TaggedSentence:
    name = block[0][0] if _ID.match(block[0][0]) else ""
    rows = block[1:] if name else block
    return TaggedSentence(name, [token for token, _ in rows], [tag for _, tag in rows])
