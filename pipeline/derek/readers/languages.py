"""The language of a document and of each of its paragraphs, by how often which letters stand in them.

No library tells Kazakh from Kyrgyz and Cyrillic Uzbek in one paragraph: py3langid and lingua lack one or both of those,
and load megabytes. Letters decide almost always: Kazakh alone writes «і», «ұ», «қ» and «ғ», in one letter of eight.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import regex

from derek.readers.letter_shares import LOG_SHARES, UNSEEN
from derek.text.scripts import language_and_script

MIXED_LANGUAGES = "mixed languages"

KAZAKH_SHARE = 0.25
"""Of a document's letters: from here on Kazakh paragraphs make it a Kazakh document; the others stay unprocessed.

Less than half, as a bilingual release whose Russian half is the longer one must not lose its Kazakh half; more than
the one quoted paragraph that a Russian release may hold.
"""

_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_OTHER = regex.compile(r"[\p{Latin}\p{Arabic}]")
_LEAST_LETTERS = 12
_LEAST_MARGIN = 4.0
"""Of log likelihood over the second best language (a factor of 50); below, a paragraph is what its neighbours are."""
_PLAIN_WORD = regex.compile(r"(?<![\p{L}\p{N}-])(?!\p{Lu})\p{L}{3}")
_LEAST_WORDS = 3
"""Words without a capital letter; a line with fewer may hold foreign names alone, of which Kazakh text is full."""
_PRIORS = {"kk": 4.0, "ru": 2.0}
"""Log odds before a letter is seen: what comes here is mostly Kazakh, and Russian before all others."""


class Language(NamedTuple):
    """BCP 47 tag, ISO 15924 code, and what was odd."""

    language: str
    script: str
    warnings: tuple[str, ...] = ()


def paragraph_languages(text: str) -> list[tuple[int, int, str]]:
    """Text → (start, end, BCP 47 tag) of each line that is not blank, in code points, end-exclusive.

    «kk» is Kazakh in Cyrillic; in another script it says so («kk-Latn», «kk-Arab»). A line that is too short to tell,
    is of names alone, or could be two languages, takes the language of the line before (at the top, of the line after);
    so does one in a language other than Kazakh and Russian that fills less than a tenth of the text. «und» where no
    line can be told.
    """
    lines = list(_lines(text))
    found = _without_rare(lines, [_language(text[start:end]) for start, end in lines])
    known = next((language for language in found if language), "und")
    filled = list(itertools.accumulate(found, lambda before, own: own or before, initial=known))[1:]
    return [(start, end, language) for (start, end), language in zip(lines, filled, strict=True)]


def document_language(text: str) -> Language:
    """The language of most letters, or Kazakh from a quarter of them on (`KAZAKH_SHARE`); with a warning if mixed.

    A language in less than a twentieth of the letters is not told. «und» and «Zyyy» where there is no letter.
    """
    shares: Counter[str] = Counter()
    for start, end, language in paragraph_languages(text):
        shares[language] += end - start
    whole = sum(shares.values())
    if set(shares) <= {"und"}:
        return Language(*language_and_script(text))
    told = sorted(language for language, count in shares.items() if count * 20 >= whole and language != "und")
    best = "kk" if shares["kk"] >= KAZAKH_SHARE * whole else max(sorted(shares), key=lambda language: shares[language])
    warnings = (f"{MIXED_LANGUAGES}: {', '.join(told)}",) if len(told) > 1 else ()
    tag, _, script = best.partition("-")
    return Language(tag, script or _usual_script(best, text), warnings)


def _usual_script(language: str, text: str) -> str:
    return "Cyrl" if language in LOG_SHARES else language_and_script(text)[1]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        if not line.isspace() and line:
            yield at, at + len(line)
        at += len(line) + 1


def _without_rare(lines: list[tuple[int, int]], found: list[str]) -> list[str]:
    sizes: Counter[str] = Counter()
    for (start, end), language in zip(lines, found, strict=True):
        sizes[language] += end - start
    least = sizes.total() / 10
    return [language if language in _PRIORS or sizes[language] >= least else "" for language in found]


def _language(line: str) -> str:
    """The tag of one paragraph; empty where it cannot be told."""
    lowered = line.lower()
    if _is_plainly_kazakh(lowered):
        return "kk"
    cyrillic, other = len(_CYRILLIC.findall(line)), len(_OTHER.findall(line))
    if max(cyrillic, other) < _LEAST_LETTERS:
        return ""
    language = _by_shares(lowered) if cyrillic >= other else _by_words(line)
    return language if language == "kk" or len(_PLAIN_WORD.findall(line)) >= _LEAST_WORDS else ""


def _is_plainly_kazakh(lowered: str) -> bool:
    """Of 25 characters one at least is «і», «ұ», «қ» or «ғ»; both pairs are there, as in no other language."""
    soft, hard = lowered.count("і") + lowered.count("ұ"), lowered.count("қ") + lowered.count("ғ")
    return bool(soft and hard) and (soft + hard) * 25 >= len(lowered)


def _by_shares(lowered: str) -> str:
    counts = Counter(_CYRILLIC.findall(lowered))
    unseen = math.log(UNSEEN / 1000)
    scores = {
        language: _PRIORS.get(language, 0.0) + sum(n * weights.get(letter, unseen) for letter, n in counts.items())
        for language, weights in LOG_SHARES.items()
    }
    best, second = sorted(scores, key=lambda language: -scores[language])[:2]
    return best if scores[best] - scores[second] >= _LEAST_MARGIN else ""


def _by_words(line: str) -> str:
    language, script = language_and_script(line)
    if language == "und":
        return ""
    return f"{language}-{script}" if language in LOG_SHARES or script == "Arab" else language
