"""What a Kazakh letter is, and which characters count as dashes and quotation marks: said here and nowhere else."""

from __future__ import annotations

KAZAKH_ONLY = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
"""The letters of the Kazakh Cyrillic alphabet that Russian lacks."""

BACK_VOWELS = frozenset("аоұыяё")
FRONT_VOWELS = frozenset("әеіөүэ")
NEUTRAL_VOWELS = frozenset("иую")
"""Harmony of these is decided by the vowel before them."""

VOWELS = BACK_VOWELS | FRONT_VOWELS | NEUTRAL_VOWELS

DASHES = frozenset("-‐‑‒–—―−")
"""Hyphens and dashes of every width, the minus sign included."""

HYPHENS = "-‐‑"
"""The marks that join the parts of one word: hyphen-minus, hyphen, non-breaking hyphen."""

OPENING_QUOTES = frozenset("«“„‹‘\"'")
CLOSING_QUOTES = frozenset("»”“›’\"'")
"""The German closing mark “ opens in English, so it stands in both."""

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Soft hyphen, zero-width space and joiners, word joiner, byte order mark: they show nothing."""

LOOK_ALIKES = dict(
    zip(
        "iIïÏhHəƏaAcCeEoOpPxXyYkKMTBëËѳѲ",
        "іІїЇһҺәӘаАсСеЕоОрРхХуУкКМТВёЁөӨ",
        strict=True,
    )
)
"""Letters typed by mistake → the Kazakh letters that they look like; one to one, so offsets hold."""
LOOK_ALIKES |= {"ï": "і", "Ï": "І"}


def is_front(word: str) -> bool | None:
    """Whether suffixes of a lower-case word take front vowels; None where no letter decides.

    The last vowel decides; «ь» makes the end front, «и», «у» and «ю» look to the left (orthography of Kazakh).
    """
    return fronts_of(word)[-1]


def fronts_of(word: str) -> list[bool | None]:
    """The same of each beginning of a lower-case word, by its length, from 0 to the whole."""
    fronts: list[bool | None] = [None]
    decided: bool | None = None
    weak: bool | None = None
    for letter in word:
        if letter in BACK_VOWELS:
            decided = False
        elif letter in FRONT_VOWELS or letter == "ь":
            decided = True
        elif letter == "и":
            weak = True
        fronts.append(weak if decided is None else decided)
    return fronts
