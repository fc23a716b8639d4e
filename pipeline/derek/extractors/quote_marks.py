"""Quotation marks paired line by line, in one pass over the characters of a text.

A mark never pairs across a line end here: what is left open or closes nothing is reported, so that one forgotten mark
cannot swallow the rest of a document. Paragraphs that share one pair are put together by the caller.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from derek.knowledge import Knowledge

_REACH = 8
"""How far down the stack a closing mark looks for its own kind; a bound keeps hostile nesting linear."""


class MarkPair(NamedTuple):
    """Two marks and what is between them; `depth` 0 stands in no other pair of its line."""

    start: int
    end: int
    layout: str
    depth: int


class Marks(NamedTuple):
    """Pairs by start; the first opening mark left open in each line; closing marks that close nothing."""

    pairs: tuple[MarkPair, ...]
    unclosed: tuple[int, ...]
    orphans: tuple[int, ...]


class MarkScanner:
    """Pairs the quotation marks of `lexicon/quotation_marks.tsv`."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError when the table of marks is missing or broken."""
        rows = knowledge.table("lexicon/quotation_marks.tsv", ("opening", "closing", "layout"))
        self.layouts = {row["opening"]: row["layout"] for row in rows}
        self.closers = {row["closing"] for row in rows}
        self._closed_by = {(row["opening"], row["closing"]) for row in rows}
        self._any = regex.compile("[" + "".join(map(regex.escape, sorted(set(self.layouts) | self.closers))) + "\n]")

    def scan(self, text: str) -> Marks:
        """All pairs of a text, in time linear in its length."""
        pairs: list[MarkPair] = []
        unclosed: list[int] = []
        orphans: list[int] = []
        stack: list[int] = []
        for match in self._any.finditer(text):
            at = match.start()
            if text[at] == "\n":
                unclosed.extend(stack[:1])
                stack.clear()
            elif self._opens(text, at, stack):
                stack.append(at)
            elif stack:
                pairs.append(self._close(text, at, stack))
            else:
                orphans.append(at)
        unclosed.extend(stack[:1])
        return Marks(tuple(sorted(pairs)), tuple(unclosed), tuple(orphans))

    def _opens(self, text: str, at: int, stack: list[int]) -> bool:
        mark = text[at]
        if mark not in self.closers:
            return True
        if mark not in self.layouts:
            return False
        if any((text[down], mark) in self._closed_by and text[down] != mark for down in stack[-_REACH:]):
            return False
        right, left = _faces_right(text, at), _faces_left(text, at)
        return right if right != left else not _holds(text, stack, mark)

    def _close(self, text: str, at: int, stack: list[int]) -> MarkPair:
        """Pops the opening mark of the same kind, or the last one when none is near (a mismatched pair)."""
        kinds = range(1, min(_REACH, len(stack)) + 1)
        depth = next((d for d in kinds if (text[stack[-d]], text[at]) in self._closed_by), 1)
        start = stack[-depth]
        del stack[-depth:]
        return MarkPair(start, at + 1, self.layouts[text[start]], len(stack))


def _holds(text: str, stack: list[int], mark: str) -> bool:
    return any(text[down] == mark for down in stack[-_REACH:])


def _faces_right(text: str, at: int) -> bool:
    """Whether a mark that may open or close looks like an opening one: a gap before it, a word after it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([{«„“-–—:") and bool(after) and not after.isspace()


def _faces_left(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before) and not before.isspace() and (not after or not after.isalnum())
