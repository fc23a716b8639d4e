"""Actual, target, forecast or proposal: read from the predicate that governs a claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import regex

from derek.extractors.periods import Period
from derek.extractors.verb_forms import AUXILIARIES, CONVERB, FUTURE, INTENT, PASSIVE, PAST, VOWEL_PAST, Stems
from derek.knowledge import Knowledge
from derek.text.page import Word

_REACH = 30
_ENDS = frozenset(".;!?»")
_PAUSES = frozenset(",.;:!?»)–—-")
_NEEDS = frozenset({"керек", "қажет", "тиіс", "дайын"})
"""Modal only behind a verbal noun: «салу керек» is a target, «14 дәрігер керек» a present need."""
_VERBAL_NOUN = regex.compile(r"\p{L}+у(?:ы|і|ымыз|іміз|ге|ға|лар|лер)?")
_CONDITIONAL = regex.compile(r"(?!болс)\p{L}{2,}(?:са|се)")
_REPORTING = regex.compile(
    r"де(?:ді|йді|п|ген\p{L}*|се)|айт(?:ты|ып|ады|қан)|хабарла\p{L}*|мәлімде\p{L}*|жеткізді|атап|баянда\p{L}*|түсіндір\p{L}*"
)
_STATIVE = regex.compile(
    r"(?:құра|бол|тұр|жат|бар|істе|есепте|санал|кір|айнал|ал|жүр|қамти|қамты|ие|бағалан|келе|кете|кет|жұмса|иелен|жоғал|тап|бер(?!іл)|көрсет|"
    r"біл|өт(?!ел)|сат|өндір|пайдалан|тұтын|жина|егі|қолдан|шектел|жаса|қатыс|оқи|оқы|жиі)\p{L}*"
)
_HABITS = frozenset("жылына айына күніне тәулігіне аптасына сағатына сайын әдетте жиі үнемі".split())
_CHANGING = regex.compile(r"(?:өс|арт|көбей|ұлғай|төменде|азай|қысқар|кемі|жет|қымбатта|арзанда|көтеріл)\p{L}*")


class Tone(NamedTuple):
    """What a sentence says of all its claims."""

    foretold: bool
    """It names a forecast as its source: «болжам бойынша»."""
    habitual: bool
    """It tells what is so every day or year: «жылына»."""


class StatusReader:
    """Reads statuses by lexicon/modality.tsv (stem, status)."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where the table is missing or lacks a column."""
        rows = knowledge.table("lexicon/modality.tsv", ("stem", "status"))
        self._statuses = {row["stem"]: row["status"] for row in rows}
        stems = "|".join(sorted(self._statuses, key=lambda stem: (-len(stem), stem)))
        self._marker = regex.compile(rf"({stems})\p{{L}}*")
        self._reporting = Stems(("хабарла", "айт", "де", "мәлімде", "баянда"))

    def tone(self, sentence: Sequence[Word]) -> Tone:
        """What a whole sentence says of the status of its claims."""
        lowered = [word.text.lower() for word in sentence]
        return Tone(any(word.startswith("болжам") for word in lowered), not _HABITS.isdisjoint(lowered))

    def read(
        self, tone: Tone, behind: Sequence[Word], last: str, closed: bool, period: Period | None, base: dt.date | None
    ) -> str:
        """The status of a claim.

        `tone`: of its sentence; `behind`: the words after the claim, whose last word is `last`; `closed`: the claim
        itself is the predicate («құны – 5 млн теңге,»); `period` and `base` (the document's date) tell whether it
        lies ahead.
        """
        ahead, running = _lies_ahead(period, base), _is_running(period, base)
        if closed:
            return "forecast" if tone.foretold else "target" if ahead else "actual"
        status = self._of_predicate(behind[:_REACH], last, ahead or running, tone.habitual)
        if status is None:
            return "target" if ahead else "actual"
        if tone.foretold and status != "proposal" and (status != "actual" or _ends_in_future(behind)):
            return "forecast"
        return status

    def _of_predicate(self, behind: Sequence[Word], last: str, ahead: bool, habitual: bool) -> str | None:
        pending: str | None = None
        for index, word in enumerate(behind):
            lowered = word.text.lower()
            following = behind[index + 1].text.lower() if index + 1 < len(behind) else "."
            if lowered in _ENDS:
                break
            if lowered == "," and pending is not None and _REPORTING.fullmatch(following):
                break
            marker = self._marker.fullmatch(lowered)
            earlier = behind[index - 1].text.lower() if index else last
            if marker is not None and (marker[1] not in _NEEDS or _VERBAL_NOUN.fullmatch(earlier)):
                return self._statuses[marker[1]]
            if _CONDITIONAL.fullmatch(lowered) and pending is None:
                return "forecast" if _is_open(behind[index + 1 :]) else "actual"
            if INTENT.fullmatch(lowered) and len(lowered) > 4:
                return "target"
            if pending is None:
                pending = _tense(lowered, following, ahead, habitual)
                if pending == "actual" and not _continues(following):
                    return pending
        return pending


def _ends_in_future(behind: Sequence[Word]) -> bool:
    """Whether the first finite verb behind the claim is no past."""
    for word in behind:
        lowered = word.text.lower()
        if len(lowered) > 3 and FUTURE.fullmatch(lowered):
            return not VOWEL_PAST.fullmatch(lowered)
        if word.text in _ENDS:
            break
    return False


def _is_open(behind: Sequence[Word]) -> bool:
    """Whether a condition is real: its main clause is no past («15 жоба қабылданса, 2 жоба мақұлданды» contrasts)."""
    for word, following in zip(behind, behind[1:], strict=False):
        lowered = word.text.lower()
        if FUTURE.fullmatch(lowered):
            return True
        if following.text in _ENDS:
            return not PAST.fullmatch(lowered)
    return True


def _continues(following: str) -> bool:
    """«өседі деп күтеміз», «өсетінін болжады»: the reporting word behind may still decide."""
    return following in {"деп", "деген"}


def _lies_ahead(period: Period | None, base: dt.date | None) -> bool:
    """Whether the period reaches beyond the document's date and is not a stretch up to it."""
    if period is None or base is None or period.limit == "since":
        return False
    if period.limit == "until":
        return period.last is not None and period.last > base
    return period.first is not None and period.first > base


def _is_running(period: Period | None, base: dt.date | None) -> bool:
    """«биыл» in the middle of the year: past and future may both be meant."""
    return bool(period and base and period.last and period.first and period.first <= base < period.last)


def _tense(word: str, following: str, ahead: bool, habitual: bool) -> str | None:
    if word in AUXILIARIES or (VOWEL_PAST.fullmatch(word) and _CHANGING.fullmatch(word)):
        return "actual"
    if len(word) > 3 and FUTURE.fullmatch(word):
        return _of_future(word, ahead, habitual)
    ends = following in _PAUSES or _REPORTING.fullmatch(following) is not None
    if PAST.fullmatch(word) and (ends or following in {"болатын", "еді", "екен", "болды"}):
        return "actual"
    if CONVERB.fullmatch(word) and following in AUXILIARIES:
        return "actual"
    return None


def _of_future(word: str, ahead: bool, habitual: bool) -> str:
    if _CHANGING.fullmatch(word):
        return "forecast"
    if ahead and not _STATIVE.fullmatch(word):
        return "target"
    passive = PASSIVE.fullmatch(word) and not _STATIVE.fullmatch(word)
    return "target" if passive and not habitual else "actual"
