"""Verb stems recognised inside their forms: «өсті», «өскенін», «арттыруды» → the stem that a table lists."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import regex

_TAIL = regex.compile(
    r"""
    (?:т|тыр|тір|дыр|дір|ғыз|гіз|қыз|кіз|ыл|іл|л|тыл|тіл|тырыл|тіріл|дырыл|діріл|ғызыл|гізіл)?
    (?: [дт][ыі]\p{L}{0,4} | [ыі]?п\p{L}{0,3} | [ғқгк][ае]н\p{L}* | [ае]д[ыі]\p{L}{0,4} | йд[ыі]\p{L}{0,4}
      | [аей]т[ыі]н\p{L}* | [аей]м[ыі][зн]\p{L}{0,2} | [аей]с[ыі][зңн]\p{L}{0,4}
      | [ае]р\p{L}* | [мбп][ае](?:қ|к|с|й|у|ғ|г|д|т|ң)\p{L}* | у\p{L}* | с[ае]\p{L}{0,4} | [аей] | й?ік )
    """,
    regex.VERBOSE,
)
_LONGEST = 14
_NEGATIVE = regex.compile(r"(?:[ыі]л|[ыі]н|к[ыі]з[ыі]л|л|н)?[мбп][ае](?:й|д[ыі]|ғ|г|с|у|п)")
FUTURE = regex.compile(r".*(?:[аея]д[ыі]|йд[ыі]|[аей]т[ыі]н(?:[ыі]н?|д[ыі]ғ[ыі]н?|д[ыі]г[ыі]н?)|[ае]м[ыі]з|йм[ыі]з)")
VOWEL_PAST = regex.compile(
    r"(?:төменде|арзанда|қымбатта|жоғарыла|құлдыра|баяула|еселе|үде|азай|көбей|ұлғай|кеңей|молай|күшей|жаңар|құра)д[ыі](?:қ|к|м)?"
)
"""Past forms that end like the present of other stems: «төмендеді», «ұлғайды»."""
PAST = regex.compile(r".*(?:[дт][ыі](?:қ|к|м)?|[ғқгк][ае]н(?:[ыі]н?|д[ыі][ғг][ыі]н?)?|[ыі]пт[ыі]|пт[ыі])")
INTENT = regex.compile(r".{2,}[мбп][ае](?:қ|к)(?:ш[ыі])?(?:п[ыі]з|п[ыі]н)?")
PASSIVE = regex.compile(r".*(?:[ыі]л|л|[ыі]н|н)(?:[ае]д[ыі]|[аей]т[ыі]н\p{L}*)")
AUXILIARIES = frozenset(
    [
        "отыр",
        "отырмыз",
        "отырмын",
        "отырған",
        "отырғанын",
        "жатыр",
        "жатырмыз",
        "жатқан",
        "жатқанын",
        "тұр",
        "тұрмыз",
        "тұрған",
        "жүр",
        "жүрміз",
        "келеді",
        "келе",
    ]
)


@functools.lru_cache(maxsize=8192)
def is_tail(tail: str) -> bool:
    """Whether a lower-case tail is one or more verbal suffixes («ті», «кенін», «тіруді»); an empty one is not."""
    return bool(_TAIL.fullmatch(tail)) if 0 < len(tail) <= _LONGEST else False


def spelled_out(word: str) -> str:
    """A lower-case form with the й of its stem apart: «азаюы» → «азайуы», «ұлғая» → «ұлғайа»."""
    return word.replace("я", "йа").replace("ю", "йу")


@functools.lru_cache(maxsize=4096)
def is_negative(tail: str) -> bool:
    """Whether the suffixes behind a verb's stem deny it: «өс-педі», «жет-пейді»; those of «өс-пек» do not."""
    return _NEGATIVE.match(tail) is not None


class Stems:
    """A set of verb stems; finds the longest one of which a word is a form."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._stems = frozenset(stems)
        self._shortest = min(map(len, self._stems), default=1)

    def of(self, word: str) -> str | None:
        """The stem of a lower-case verb form, or None; «ұлғаяды», «азаю» are read as «ұлғай-ады», «азай-у»."""
        if "я" in word or "ю" in word:
            word = spelled_out(word)
        for length in range(len(word) - 1, self._shortest - 1, -1):
            if word[:length] in self._stems and is_tail(word[length:]):
                return word[:length]
        return None
