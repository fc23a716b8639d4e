"""Up or down, by so much or to so much: read from the case of the amount and the verb or comparative behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from derek.extractors.amounts import Amount
from derek.extractors.verb_forms import Stems, is_negative, spelled_out
from derek.extractors.word_classes import case_of, is_possessed
from derek.knowledge import Knowledge
from derek.text.page import Word

_REACH = 5
"""How many words behind an amount its verb may stand («8 пайызға экспорт көлемі артты»)."""
_ALSO = frozenset({"немесе", "яғни", "және"})
"""«1,2 миллиардқа немесе 7 пайызға артты»: the verb behind the second amount is that of the first."""
_STOPS = frozenset(",;.:!?()[]«»")
_GROWTH = regex.compile(r"өсім\p{L}{0,4}")
_EXCEEDED = regex.compile(r"асыр\p{L}*|ас(?:ты|ып|қан\p{L}*|у\p{L}*|ып\p{L}*|са\p{L}*)")
_EXCEEDS = regex.compile(r"ас(?:ады|ар|атын\p{L}*)")
_NOT_EXCEEDING = regex.compile(r"аспа\p{L}*")
_CARRIED_OUT = frozenset({"іске", "жүзеге"})
"""«20 жоспардан іске асырылды»: to carry out, not to exceed."""
_NEARING = regex.compile(r"(?:жақында|тая[дпу]|таян)\p{L}*")
_DENIED = frozenset({"жоқ", "емес"})
_WITHIN = frozenset({"аралығында", "шегінде", "шамасында"})
"""«3–4 пайыз аралығында өседі»."""
_LOOSE = frozenset({"астам", "аса", "артық", "жуық", "таяу"})
_ARRIVING = frozenset({"түс", "түсір"})
"""«3 млрд теңгеден астам түсті» came in; it did not fall."""


class Change(NamedTuple):
    """What the words behind an amount say of it."""

    direction: str | None = None
    by: bool | None = None
    bound: str | None = None
    """A bound that the verb sets: over («асты»), at_most («аспайды»)."""
    flag: str = ""
    verb: int | None = None
    """Offset of the verb, or None."""


NO_CHANGE = Change()


class ChangeReader:
    """Reads changes by lexicon/change_verbs.tsv (stem, direction, role)."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where the table is missing or lacks a column."""
        rows = knowledge.table("lexicon/change_verbs.tsv", ("stem", "direction", "role"))
        self._directions = {row["stem"]: row["direction"] for row in rows}
        self._roles = {row["stem"]: row["role"] for row in rows}
        self._stems = Stems(row["stem"] for row in rows if row["role"] in {"verb", "reach"})
        self._comparatives = frozenset(row["stem"] for row in rows if row["role"] == "comparative")

    def read(self, amount: Amount, behind: Sequence[Word]) -> Change:
        """`behind`: the words of the sentence after the amount, in order."""
        if amount.case == "ABL" and amount.bound == "exact":
            return self._exceeding(behind)
        kind = amount.unit.kind if amount.unit else ""
        if kind == "percent" and not amount.case and behind and _GROWTH.fullmatch(behind[0].text.lower()):
            return Change("increase", True, verb=behind[0].start)
        reach = _REACH
        if kind == "percent" and behind and behind[0].text.lower() in _WITHIN:
            behind = behind[1:]
        for index, word in enumerate(behind[: 2 * _REACH]):
            lowered = word.text.lower()
            following = behind[index + 1].text.lower() if index + 1 < len(behind) else ""
            if (lowered in _ALSO and index < 2) or (lowered == "," and following == "яғни"):
                reach = 2 * _REACH
                continue
            if lowered in _STOPS or index >= reach or (lowered[:1].isdigit() and reach == _REACH):
                break
            if index == 0 and amount.unit is not None and self._is_comparative(lowered):
                return self._compared(amount, lowered, word)
            if amount.case == "DAT" and _NEARING.fullmatch(lowered):
                return Change(bound="about", verb=word.start)
            stem = self._stems.of(lowered)
            if stem is not None:
                if self._roles[stem] == "reach" and any(map(_is_brought, behind[:index])):
                    return NO_CHANGE
                if is_negative(spelled_out(lowered)[len(stem) :]) or following in _DENIED:
                    return self._denied(amount, stem, word)
                return self._moved(amount, stem, word, index)
        return NO_CHANGE

    def _is_comparative(self, word: str) -> bool:
        return word in self._comparatives or word.removesuffix("рақ").removesuffix("рек") in self._comparatives

    def _exceeding(self, behind: Sequence[Word]) -> Change:
        for word in behind[:2]:
            lowered = word.text.lower()
            if lowered in _CARRIED_OUT:
                break
            if _NOT_EXCEEDING.fullmatch(lowered):
                return Change(bound="at_most", verb=word.start)
            if _EXCEEDS.fullmatch(lowered):
                return Change(bound="over", verb=word.start)
            if _EXCEEDED.fullmatch(lowered):
                conditional = lowered.startswith("асса")
                return Change(
                    None if conditional else "increase", None if conditional else False, "over", "", word.start
                )
            if self._directions.get(self._stems.of(lowered) or "") == "decrease":
                return Change("decrease", False, "under", "", word.start)
        return NO_CHANGE

    def _compared(self, amount: Amount, lowered: str, word: Word) -> Change:
        multiple = amount.unit is not None and amount.unit.kind == "multiple"
        if amount.case != "DAT" and not multiple and not (amount.unit and amount.unit.kind == "percent"):
            return NO_CHANGE
        base = lowered if lowered in self._comparatives else lowered.removesuffix("рақ").removesuffix("рек")
        return Change(self._directions[base], True, verb=word.start)

    def _denied(self, amount: Amount, stem: str, word: Word) -> Change:
        """«жоспардың жартысына да жетпеді» is below it; «5 пайызға да өспеді» is no change."""
        below = self._roles[stem] == "reach" and amount.case == "DAT"
        return Change(bound="under", verb=word.start) if below else NO_CHANGE

    def _moved(self, amount: Amount, stem: str, word: Word, distance: int) -> Change:
        role, direction = self._roles[stem], self._directions[stem]
        kind = amount.unit.kind if amount.unit else ""
        if role == "reach":
            return Change(direction, False, verb=word.start) if amount.case == "DAT" else NO_CHANGE
        if kind == "multiple":
            return Change(direction, True, "at_most" if amount.limit else None, "", word.start)
        if amount.origin is not None or (amount.limit and amount.case == "DAT"):
            return Change(direction, False, verb=word.start)
        if amount.case == "DAT":
            return Change(direction, True, None, "" if kind == "percent" else "by_or_to", word.start)
        if kind == "percent" and not amount.case and distance == 0 and not amount.possessed:
            return Change(direction, True, verb=word.start)
        loose = amount.bound_form in _LOOSE and stem not in _ARRIVING and not amount.possessed
        if loose and kind in {"quantity", "money"} and not amount.case and distance == 0:
            return Change(direction, True, verb=word.start)
        return NO_CHANGE


def _is_brought(word: Word) -> bool:
    """What is brought to someone between the amount and «жеткізді»: «15 ауылға газ жеткізді»."""
    case = case_of(word)
    return word.pos == "NOUN" and "VN" not in word.functions and (case == "ACC" or not (case or is_possessed(word)))
