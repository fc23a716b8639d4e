"""Actual, target, forecast or proposal: read from the predicate that governs a claim."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import NamedTuple

import regex

from derek.extractors.periods import Period
from derek.extractors.verb_forms import AUXILIARIES, FUTURE, INTENT, PASSIVE, PAST, VOWEL_PAST
from derek.knowledge import Knowledge
from derek.text.page import Word

_REACH = 30
_ENDS = frozenset(".;!?»")
_PAUSES = frozenset(",.;:!?»)–—-")
_NEEDS = frozenset({"керек", "қажет", "тиіс", "дайын"})
"""Modal only behind a verbal noun: «салу керек» is a target, «14 дәрігер керек» a present need."""
_NOUNS = frozenset({"тапсыр", "жоспар", "міндет", "мақсат", "ұсын", "болжа", "уағдалас"})
_SET = regex.compile(r"тұр|қой|бер|жүкте|бар|көзде|ал")
"""What makes a plan of a noun: «міндеті тұр», «мақсат қойылды»."""
_ORDERS = frozenset({"тапсыр", "жүкте"})
_ORDERED = regex.compile(r"\p{L}+[ую](?:ды|ді|ын|ін|лар\p{L}*)?")
"""What is ordered stands in the accusative: «бөлуді тапсырды», but not «ҰБТ тапсырды»."""
_VERBAL_NOUN = regex.compile(r"\p{L}+[ую](?:ы|і|ымыз|іміз|ге|ға|лар|лер)?")
_REPORTING = regex.compile(
    r"де(?:ді|йді|п|ген\p{L}*|се)|айт(?:ты|ып|ады|қан)|хабарла\p{L}*|мәлімде\p{L}*|жеткізді|атап|баянда\p{L}*|түсіндір\p{L}*"
)
_STATIVE = regex.compile(
    r"(?:құра|бол|тұр|жат|бар|істе|есепте|санал|кір|айнал|ал|жүр|қамти|қамты|ие|бағалан|келе|кете|кет|жұмса|иелен|жоғал|тап|таб|ен|бер(?!іл)|көрсет|"
    r"сұрал|біл|өт(?!ел)|сат|өндір|пайдалан|тұтын|жина|егі|қолдан|шектел|жаса|қатыс|оқи|оқы|жиі)\p{L}*"
)
_COPULAS = frozenset({"болатын", "еді", "екен", "болды", "болады", "болған", "жоқ", "екенін", "болып"})
_HABITS = frozenset(
    [
        "жылына",
        "айына",
        "күніне",
        "тәулігіне",
        "аптасына",
        "сағатына",
        "сайын",
        "әдетте",
        "жиі",
        "үнемі",
        "әлі",
        "қазір",
    ]
)
_OPINION = regex.compile(r"(?:ойла|сана|есепте|сен|біл|көр|айт|түсін|тұр|жүр|отыр|қолда|құпта|бар|ал)\p{L}*")
"""What «we» do without promising anything: think, know, see."""
_CHANGING = regex.compile(
    r"(?:өс|арт|көбей|ұлғай|ұлғая|азая|қалыптас|төменде|азай|қысқар|кемі|жет(?!кіз|пе)|қымбатта|арзанда|көтеріл)\p{L}*"
)


_FORECASTS = ("болжам", "күтілім")
_VIEWS = frozenset({"бағалауынша", "пікірінше", "есебінше", "ойынша"})
_CONDITION = ("COND",)
_IN_DRAFT = ("жобасында", "жобада")
_BILL = regex.compile(r"(?:заң|кодекс|түзету)\p{L}*")
_CHANCE = frozenset({"негіз", "мүмкіндік", "мүмкіндігі", "мүмкіндігіміз", "әлеует", "әлеуеті"})
"""«жеткізуге барлық негіз бар»."""


class Tone(NamedTuple):
    """What a sentence says of all its claims."""

    foretold: bool
    """It names a forecast as its source: «болжам бойынша»."""
    habitual: bool
    """It tells what is so every day or year: «жылына»."""
    viewed: bool = False
    """It is somebody's view: «есебінше»; what he plans is what he expects."""
    proposed: bool = False
    """It tells of a draft law: «заң жобасында»."""
    conditional: bool = False
    """A condition stands before the claim: «депутаттар қолдаса, …»."""


class StatusReader:
    """Reads statuses by lexicon/modality.tsv (stem, status)."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where the table is missing or lacks a column."""
        rows = knowledge.table("lexicon/modality.tsv", ("stem", "status"))
        self._statuses = {row["stem"]: row["status"] for row in rows}
        stems = "|".join(sorted(self._statuses, key=lambda stem: (-len(stem), stem)))
        self._marker = regex.compile(rf"({stems})\p{{L}}*")

    def tone(self, sentence: Sequence[Word]) -> Tone:
        """What a whole sentence says of the status of its claims."""
        lowered = [word.text.lower() for word in sentence]
        foretold = any(word.startswith(_FORECASTS) for word in lowered)
        drafted = any(b.startswith(_IN_DRAFT) and _BILL.match(a) for a, b in itertools.pairwise(lowered))
        conditional = any(word.functions[-1:] == _CONDITION for word in sentence)
        return Tone(foretold, not _HABITS.isdisjoint(lowered), not _VIEWS.isdisjoint(lowered), drafted, conditional)

    def read(
        self, tone: Tone, behind: Sequence[Word], last: str, closed: bool, period: Period | None, base: dt.date | None
    ) -> str:
        """The status of a claim, once what it hangs on is known («өткізілсе, … өседі» is a forecast)."""
        status = self._read(tone, behind, last, closed, period, base)
        if tone.conditional and status in {"actual", "target"} and not closed and _ends_in_future(behind):
            return "forecast"
        if tone.viewed and status == "target" and not tone.habitual:
            return "forecast"
        return status

    def heading(self, before: Sequence[Word]) -> str | None:
        """What a claim is by the noun that heads it: «межеміз – 25 шақырым» a target, «болжам – 5 пайыз» a forecast."""
        words = [word for word in before[-3:] if word.text not in _DASHES]
        if len(words) == len(before[-3:]) and not (words and words[-1].text.lower() == "бойынша"):
            return None
        nouns = [word.text.lower() for word in words if word.text.lower() != "бойынша"]
        named = _GOAL.fullmatch(nouns[-1]) if nouns else None
        return None if named is None else "forecast" if named["forecast"] else "target"

    def _read(
        self, tone: Tone, behind: Sequence[Word], last: str, closed: bool, period: Period | None, base: dt.date | None
    ) -> str:
        """The status of a claim by its own clause.

        `tone`: of its sentence; `behind`: the words after the claim, whose last word is `last`; `closed`: the claim
        itself is the predicate («құны – 5 млн теңге,»); `period` and `base` (the document's date) tell whether it
        lies ahead.
        """
        ahead, running = _lies_ahead(period, base), _is_running(period, base)
        if closed:
            return "forecast" if tone.foretold and not tone.habitual else "target" if ahead else "actual"
        if behind and "VN" in behind[0].functions and _is_task(behind):
            return "target"
        status = self._of_predicate(behind[:_REACH], last, ahead or running, tone.habitual)
        if tone.proposed and status == "target":
            return "proposal"
        if ahead and status == "actual" and _ends_in_future(behind):
            status = "target"
        if status is None:
            return "target" if ahead else "actual"
        if tone.foretold and status != "proposal" and (status != "actual" or _ends_in_future(behind)):
            return "forecast"
        return status

    def _foretells(self, word: Word, following: str) -> bool:
        """«қалыптасатынын болжап отыр»: the verb behind a nominalised future decides."""
        return "PTCP_PRS" in word.functions and self._marker.fullmatch(following) is not None

    def _of_predicate(self, behind: Sequence[Word], last: str, ahead: bool, habitual: bool) -> str | None:
        """The status that the first deciding word behind the claim gives; a modal behind a verb outdoes its tense."""
        pending: str | None = None
        earlier = last
        for index, word in enumerate(behind):
            lowered = word.text.lower()
            following = behind[index + 1].text.lower() if index + 1 < len(behind) else "."
            if index == 0 and lowered.startswith("бастал") and last.endswith(_ABLATIVE):
                return "actual"  # «жазылым 12 мың теңгеден басталады»
            if word.text in _ENDS or (lowered == "," and pending is not None and _REPORTING.fullmatch(following)):
                break
            if lowered == "мүмкіндік" and following.startswith("бер"):
                return "actual" if following.startswith(("берді", "берген", "беріп")) else "forecast"
            if lowered in _CHANCE and any(map(_is_verbal_dative, behind[max(0, index - 2) : index])):
                return "target"
            marker = self._marker.fullmatch(lowered)
            if marker is not None and _is_modal(marker[1], word, lowered, earlier, following):
                return self._statuses[marker[1]]
            if (
                "INT" in word.functions
                or _OUR_INTENT.fullmatch(lowered)
                or (not word.functions and len(lowered) > 4 and INTENT.fullmatch(lowered))
            ):
                return "target"
            if lowered == "болады" and earlier.endswith(("уға", "уге", "юға", "юге")):
                return "target"  # a possibility: «жеткізуге болады»
            if "COND" in word.functions and pending is None:
                if lowered == "болса":
                    return "actual"  # «былтыр 5 млн болса, биыл …» contrasts
                return "forecast" if _is_open(behind[index + 1 :]) else "actual"
            if pending is None:
                pending = _tense(word, lowered, following, ahead, habitual)
                if pending == "actual" and not (_continues(following) or self._foretells(word, following)):
                    return pending
            earlier = lowered
        return pending


_DASHES = frozenset("–—-")
_GOAL = regex.compile(r"(?:меже|мақсат|жоспар|міндет|нысана|(?P<forecast>болжам))(?:[ыіу]?м[ыі]з|[ыі]|с[ыі])?")
_TASKS = frozenset({"міндет", "мақсат", "міндеті", "мақсаты", "міндетіміз", "мақсатымыз", "парыз"})


def _is_verbal_dative(word: Word) -> bool:
    return word.text.lower().endswith(("уға", "уге", "юға", "юге"))


def _is_task(behind: Sequence[Word]) -> bool:
    """«жеткізу – екі елге ортақ міндет.»: the infinitive is named a task."""
    closing = next((i for i, word in enumerate(behind) if word.text in _ENDS or word.text == ","), len(behind))
    return closing > 1 and behind[closing - 1].text.lower() in _TASKS


def is_condition(words: Sequence[Word], counted: bool) -> bool:
    """Whether a condition closes among the words: «құн төмендесе, …»; «келсек», «болса» only lead over.

    `counted`: a claim stands among them; then only «егер» makes a condition, and «5 мыңы келсе, …» contrasts.
    """
    if counted and all(word.text.lower() != "егер" for word in words):
        return False
    return any(
        word.functions[-1:] == _CONDITION and word.text.lower() not in _LEADING and following.text == ","
        for word, following in itertools.pairwise(words)
    )


_ABLATIVE = ("дан", "ден", "тан", "тен", "нан", "нен")
_LEADING = frozenset({"болса", "десе", "келсе", "айтса", "алса"})
_OUR_INTENT = regex.compile(r"\p{L}{2,}[мбп][ае][қк]п[ыі][зн]")


def _is_modal(stem: str, word: Word, lowered: str, earlier: str, following: str) -> bool:
    """Whether a listed stem is used as a predicate here: «тапсырды», but not «20 тапсырма» or «қызмет ұсынылады»."""
    if stem in _NEEDS:
        return _VERBAL_NOUN.fullmatch(earlier) is not None
    if lowered.startswith("ұсыныл"):
        return lowered == "ұсынылып" or _VERBAL_NOUN.fullmatch(earlier) is not None
    if stem in _ORDERS and "VN" not in word.functions:
        return _ORDERED.fullmatch(earlier) is not None or (
            word.pos in {"NOUN", "PROPN"} and _SET.match(following) is not None
        )
    nominal = word.pos in {"NOUN", "PROPN"} and stem in _NOUNS
    if nominal and stem == "ұсын":
        return False
    return not nominal or _SET.match(following) is not None or _VERBAL_NOUN.fullmatch(earlier) is not None


def is_past(word: Word, lowered: str) -> bool:
    """«өсті», «төмендеді», «құрады», «бөлініпті»."""
    return "PST" in word.functions or "EVID" in word.functions or VOWEL_PAST.fullmatch(lowered) is not None


def _is_present(word: Word, lowered: str) -> bool:
    """The present that serves as future too: «өседі», «бөлінеді»."""
    return ("PRS" in word.functions or (not word.functions and FUTURE.fullmatch(lowered) is not None)) and len(
        lowered
    ) > 3


def _ends_in_future(behind: Sequence[Word]) -> bool:
    """Whether the first finite verb behind the claim is no past."""
    for word in behind:
        lowered = word.text.lower()
        if is_past(word, lowered) or word.text in _ENDS:
            return False
        if _is_present(word, lowered) or ("PTCP_PRS" in word.functions and "ACC" in word.functions):
            return True
    return False


def _is_open(behind: Sequence[Word]) -> bool:
    """Whether a condition is real: its main clause is no past («15 жоба қабылданса, 2 жоба мақұлданды» contrasts)."""
    for word in behind:
        lowered = word.text.lower()
        if is_past(word, lowered):
            return False
        if _is_present(word, lowered):
            return True
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


def _tense(word: Word, lowered: str, following: str, ahead: bool, habitual: bool) -> str | None:
    """«actual», «target» or «forecast» of a verb that closes a clause or is its nominalised kernel; else None."""
    functions = word.functions
    if lowered in AUXILIARIES or (is_past(word, lowered) and word.pos != "NOUN"):
        return "actual"
    if functions[-2:] == ("VN", "LOC") or ("CVB_IP" in functions and following in AUXILIARIES):
        return "actual"
    nominalised = "P3" in functions or "ACC" in functions
    ends = following in _PAUSES or _REPORTING.fullmatch(following) is not None
    if "PTCP_PST" in functions:
        return "actual" if nominalised or ends or following in _COPULAS else None
    if "PTCP_PRS" in functions:
        if following in {"болатын", "еді", "болған"}:
            return "actual"
        if following == "болады":
            return "forecast" if _STATIVE.fullmatch(lowered) else _of_future(lowered, True, habitual)
        return _of_future(lowered, ahead, habitual) if nominalised or following in _COPULAS else None
    if _is_present(word, lowered):
        promised = "PERS1PL" in functions and not habitual and _OPINION.fullmatch(lowered) is None
        return _of_future(lowered, ahead, habitual) if not promised else "target"
    return "actual" if not functions and ends and word.pos in {"VERB", "AUX"} and PAST.fullmatch(lowered) else None


def _of_future(word: str, ahead: bool, habitual: bool) -> str:
    if _CHANGING.fullmatch(word):
        return "forecast"
    if ahead and not _STATIVE.fullmatch(word):
        return "target"
    passive = PASSIVE.fullmatch(word) and not _STATIVE.fullmatch(word)
    return "target" if passive and not habitual else "actual"
