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
    for letter in reversed(word):
        if letter in BACK_VOWELS:
            return False
        if letter in FRONT_VOWELS or letter == "ь":
            return True
    return True if "и" in word else None
