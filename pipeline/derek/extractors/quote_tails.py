"""Tails: the reporting words after a quotation («, – деді министр.»), and where the words go on after them."""

from __future__ import annotations

from typing import NamedTuple

import regex

from derek.extractors.quote_drafts import DASHES, Scene, Span
from derek.extractors.speech_cues import Cue

_SPACE = " \t\u00a0\u2009\u202f\r"
_RESUME = regex.compile(r"(?<=[.,;:!?…])[^\S\n]*[-–—―](?:[^\S\n]*(?=[^\s\d])|[^\S\n]+(?=\d))")
_LONGEST = 600
"""A tail is no longer than this many characters, whatever the sentence splitter says."""


class Tail(NamedTuple):
    """A cue after the words it reports. `cut` is where those words end, `closer` the offset after a closing mark."""

    cue: Cue
    cut: int
    closer: int | None
    dashed: bool
    comma: bool
    end: int
    """Where the tail ends: its sentence's end, or where the words go on."""
    resume: int | None
    """Where the words go on after a dash."""


def tail_of(scene: Scene, cue: Cue, closers: frozenset[str] | set[str]) -> Tail | None:
    """Reads the characters left of a cue; None where nothing there sets it off from what it reports."""
    text = scene.text
    left = scene.page.words[cue.dep].start if cue.dep is not None else cue.start
    left = min(left, cue.start)
    at = _skip(text, left, _SPACE)
    dashed = at > 0 and text[at - 1] in DASHES and at < left + 1
    if dashed:
        at = _skip(text, at, DASHES + _SPACE)
    comma = at > 0 and text[at - 1] == ","
    at = _skip(text, at, _SPACE + ",")
    closer = at if at > 0 and text[at - 1] in closers else None
    if closer is not None:
        at = _skip(text, at - 1, _SPACE + ",")
    if not (dashed or comma or closer is not None) or at == 0:
        return None
    if text[at - 1] == "\n":
        above = at - 1
        at = _skip(text, above, _SPACE + "\n,")
        if not dashed or at == 0:
            return None
        closer = at if text[at - 1] in closers else None
    end, resume = _reach(scene, cue)
    return Tail(cue, at, closer, dashed, comma, end, resume)


def _skip(text: str, at: int, characters: str) -> int:
    low = max(0, at - 40)
    while at > low and text[at - 1] in characters:
        at -= 1
    return at


def _reach(scene: Scene, cue: Cue) -> tuple[int, int | None]:
    """Where the tail ends, and where the words go on (None where they do not)."""
    line = scene.lines[scene.line_at(cue.start)]
    sentence = scene.page.sentence_at(cue.end - 1)
    limit = min(line.end, max(sentence.end, cue.end), cue.end + _LONGEST)
    match = _RESUME.search(scene.text, cue.end, min(line.end, limit + 4))
    if match:
        return match.start(), match.end()
    return limit, None


def speaker_stretch(tail: Tail) -> Span:
    """Where a tail names its speaker: right of the cue."""
    return Span(tail.cue.end, tail.end)
