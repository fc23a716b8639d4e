"""Tokens to sentences, and what kind each is: a line never runs on into the next, and within a line marks decide.

No sentence ends after initials, abbreviations, the number of a list item, or before a word in lower case; a dash that
opens the next utterance begins the next sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from derek.text.abbreviations import abbreviations
from derek.text.characters import DASHES
from derek.text.lines import line_kinds

Span = tuple[int, int]

_LEAD_IN = regex.compile(r"\p{Lu}[\p{Lu}-]++\.\s(?:[«\"]?\p{Lu}[\p{Lu}\p{Ll}.]*+[»\"]?\s?){1,3}[—–-]\s")
"""A place and an agency before the first sentence: «АСТАНА. KAZINFORM — »."""

_ENDS = frozenset({".", "!", "?", "…"})
_CLOSERS = frozenset("»”“\"')]’")
_OPENERS = frozenset("«“„\"'([‘")


def split(text: str, tokens: Sequence[Span], *, title_end: int = 0) -> list[tuple[int, int, str]]:
    """(start, end, kind) of each sentence; `tokens` as `tokenize` gives them, `title_end` where the title line ends.

    Kinds: title, heading, dateline, body, list_item, table_row, speaker_line. Sentences begin and end with a token,
    and every token stands in exactly one. Linear in the number of tokens.
    """
    found: list[tuple[int, int, str]] = []
    lines = list(_lines(text, tokens))
    kinds = line_kinds(text, [(tokens[first][0], tokens[last - 1][1]) for first, last in lines], title_end)
    for (first, last), kind in zip(lines, kinds, strict=True):
        found.extend((start, end, kind) for start, end in _sentences(text, tokens, first, last))
    return found


def _lines(text: str, tokens: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """(first token, one past the last token) of each line that holds tokens."""
    first, count = 0, len(tokens)
    for index in range(1, count + 1):
        if index == count or text.find("\n", tokens[index - 1][1], tokens[index][0]) >= 0:
            yield first, index
            first = index


def _sentences(text: str, tokens: Sequence[Span], first: int, last: int) -> Iterator[Span]:
    begin = run = first  # `run`: past the marks that have been weighed together; none is weighed twice
    lead_in = _LEAD_IN.match(text, tokens[first][0], tokens[last - 1][1])
    opening = lead_in.end() if lead_in else 0
    for index in range(first, last - 1):
        if index >= run and tokens[index][0] >= opening and _may_end(text, tokens[index]):
            stop = run = _past_closers(text, tokens, index + 1, last)
            if stop < last and _ends(text, tokens, begin, index, stop, last):
                yield tokens[begin][0], tokens[stop - 1][1]
                begin = stop
    yield tokens[begin][0], tokens[last - 1][1]


def _may_end(text: str, token: Span) -> bool:
    return text[token[1] - 1] in _ENDS


def _past_closers(text: str, tokens: Sequence[Span], index: int, last: int) -> int:
    """Past the marks that end or close the sentence; a straight quotation mark closes only where nothing parts it."""
    while index < last:
        start, end = tokens[index]
        mark = text[start:end]
        if not (mark in _ENDS or mark[0] == "." or (mark in _CLOSERS and start == tokens[index - 1][1])):
            break
        index += 1
    return index


def _ends(text: str, tokens: Sequence[Span], begin: int, index: int, following: int, last: int) -> bool:
    """Whether the sentence that began at token `begin` ends with the mark at `index`, seen what follows it."""
    word = text[tokens[index][0] : tokens[index][1]]
    if len(word) > 1 and word[-1] == "." and word[0] != ".":
        return abbreviations().get(word.lower(), False) and _opens(text, tokens, following, last)
    if word == "." and index - begin == 1 and text[tokens[begin][0] : tokens[begin][1]].isdigit():
        return False  # the number of a list item
    if word == "." and tokens[index][1] == tokens[following][0] and following == index + 1:
        return text[tokens[following][0]].isupper() and text[tokens[index][0] - 1].islower()  # a space forgotten
    return _opens(text, tokens, following, last)


def _opens(text: str, tokens: Sequence[Span], index: int, last: int) -> bool:
    """Whether the token at `index` can begin a sentence: a capital, a digit, or marks followed by one."""
    while index < last and (text[tokens[index][0]] in _OPENERS or text[tokens[index][0]] in DASHES):
        index += 1
    if index >= last:
        return False
    letter = text[tokens[index][0]]
    return not letter.islower() and (letter.isalnum() or letter in "№$€₸•")
