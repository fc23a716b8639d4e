"""Running text to KazNERD-style tokens, the only kind that the sequence model was trained on.

KazNERD keeps hyphenated words and suffixes whole («Нұр-Сұлтан», «1-інші», «АҚШ-тың», «%-ке»), parts every other mark
from its word, and writes a decimal as three tokens («12 , 5»). Press releases add what television subtitles lack:
grouped thousands (one token, spaces inside), suffixes after a closing quotation mark («-ның», a token), ranges with a
dash (three tokens).
"""

from __future__ import annotations

import regex

_TOKEN = regex.compile(
    r"""
      (?<![\d,.])\d{1,3}(?:[\ \u00a0\u2009\u202f]\d{3})+(?![\d])(?:-\p{L}+)?  # 1 548 000, 25 000-нан
    | [\p{L}\p{M}\p{N}]+(?:['’ʼ\-\u2010\u2011][\p{L}\p{M}\p{N}]+)*          # сөз, Нұр-Сұлтан, 1-інші, д’Ивуар
    | %(?:-\p{L}+)?                                                        # %, %-ке
    | (?<=[»”"])-\p{L}+                                                    # «Самұрық»-тың: -тың
    | \S
    """,
    regex.VERBOSE,
)


def kaznerd_tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """(start, end) of each token of `text` between `start` and `end`, in code points of `text`, end-exclusive.

    Tokens never overlap and leave out nothing but white space; the scan is linear.
    """
    stop = len(text) if end is None else end
    return [match.span() for match in _TOKEN.finditer(text, start, stop)]
