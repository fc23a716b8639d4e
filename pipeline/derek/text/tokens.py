"""Running text to tokens: one linear pass of one pattern over characters.

A hyphenated suffix stays in its word («БҰҰ-ға», «15%-ға», «2024-жылы»), a number keeps its separators («11,5»,
«1 548,3»), an abbreviation its full stop («млрд.», «т.б.», «Қ.»); every other mark is a token of its own.
"""

from __future__ import annotations

import functools

import regex

from derek.text.abbreviations import abbreviations

_PATTERN = r"""
    (?=[A-Za-z0-9])(?:
        (?:https?://|www\.)(?:[.,;:!?)]*+[^\s<>«»".,;:!?)]++)++           # addresses of pages,
      | [\w.+-]{1,64}+@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}                # of people,
      | (?<![\p{L}\p{N}])[A-Za-z0-9-]{2,63}(?:\.[A-Za-z0-9-]{1,63}){0,3}\.[a-z]{2,4}(?!\p{L})(?:-\p{L}++)?   # of sites
    )
  | (?: (?<![\d,.])[1-9]\d{0,2}(?:[\ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:,\d++)?      # 1 548,3
      | \d++(?:[.,:]\d++)*+ )                                         # 11,5  18:00  16.11.2025
      (?:%|‰|°[СCF]?)?+                                               # 15%
      (?:[-‐‑](?=\p{L})[\p{L}\p{M}]++ | [\p{L}\p{M}]++)?+ (?:-\p{L}++)*+    # 15%-ға  2024-жылы  5G
  | (?<![\p{L}\p{N}])\p{Lu}\.(?:-\p{Lu}\.)?+(?=\s?\p{Lu})            # Қ.-Ж. before a capital
  | (?=\p{L}{1,16}+\.)(?<![\p{L}\p{N}])(?:ABBREVIATIONS)(?![\p{L}\p{N}])                # млрд.  т.б.
  | \p{L}[\p{L}\p{M}\p{N}INVISIBLE]*+ (?:['’ʼ‐‑-](?=[\p{L}\p{N}])[\p{L}\p{M}\p{N}INVISIBLE]++)*+
  | (?<=[»”"’)])[-‐‑]\p{L}++                                          # «Самұрық»-тың: -тың
  | %(?:[-‐‑]\p{L}++)?+                                                # 15 %-ға
  | \.\.++
  | \S
"""

_LINE_ENDS = r"(?![^\S\n]*+(?:\n|\Z))"
"""A one-dot abbreviation that ends its line leaves the full stop to the sentence."""


@functools.cache
def _token() -> regex.Pattern[str]:
    forms = sorted(abbreviations(), key=len, reverse=True)
    dotted = "|".join(_either_case(form) + (_LINE_ENDS if form.count(".") == 1 else "") for form in forms)
    pattern = _PATTERN.replace("ABBREVIATIONS", dotted).replace("INVISIBLE", r"\u00ad\u200b-\u200d\u2060")
    return regex.compile(pattern, regex.VERBOSE)


def _either_case(form: str) -> str:
    """A capital may open «Б.з.б.», but a lone capital letter with a full stop is an initial."""
    first, rest = regex.escape(form[0]), regex.escape(form[1:])
    return f"[{first}{first.upper()}]{rest}" if len(form) > 2 else first + rest


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """(start, end) of each token of `text` between `start` and `end`, in code points, end-exclusive.

    Tokens do not overlap and leave out nothing but white space; the scan is linear in the length of the text.
    """
    return [match.span() for match in _token().finditer(text, start, len(text) if end is None else end)]
