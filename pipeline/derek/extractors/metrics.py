"""What a claim measures, as written: the noun phrase before the amount, behind it, or carried over from the claim before."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

import regex

from derek.extractors.amounts import Amount
from derek.extractors.word_classes import case_of, is_modifier, is_nominal, is_possessed
from derek.knowledge import Knowledge
from derek.text.page import Word

_REACH = 30
_MAX_PHRASE = 7
_HARD = frozenset(";:()[]")
_FLOW = regex.compile(r"(?:бөл|жұмса|сал|қарастыр|бағытта|төле|аудар|тарт|құй|ал|бер|көзде|қажет|керек|кет)\p{L}*")
_ANAPHORIC = regex.compile(r"(?:көрсеткіш|меже|деңгей|өсім|үлес|сан|көлем|бұл)\p{L}{0,6}")
_JOINERS = frozenset({"мен", "бен", "пен", "және"})


class Metric(NamedTuple):
    """A measured thing as written, with its controlled term where one fits. Offsets in code points, end-exclusive."""

    start: int
    end: int
    term: str | None


class Surroundings(NamedTuple):
    """What stands around an amount in its sentence."""

    left: Sequence[Word]
    right: Sequence[Word]
    hidden: Sequence[tuple[int, int]]
    """Stretches that are no metric: periods, bases of comparison, rates."""
    amounts: Sequence[tuple[int, int]]
    """The other amounts of the sentence."""
    names: Sequence[tuple[int, int]]
    """Mentions of people, offices, organisations and places."""


class MetricFinder:
    """Finds metrics; lexicon/metrics.tsv (term, canonical) has the controlled terms, lexicon/metric_stops.tsv what is none."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where a table is missing or lacks a column."""
        rows = knowledge.table("lexicon/metrics.tsv", ("term", "canonical"))
        self._terms = {row["term"]: row["canonical"] for row in rows}
        self._stops = frozenset(row["form"] for row in knowledge.table("lexicon/metric_stops.tsv", ("form",)))
        terms = "|".join(_spaced(term) for term in sorted(self._terms, key=lambda term: (-len(term), term)))
        self._pattern = regex.compile(rf"(?<!\p{{L}})(?:{terms})")
        self.term = functools.lru_cache(maxsize=4096)(self._term)

    def _term(self, phrase: str) -> str | None:
        """The controlled term of a phrase: that of its last listed word, «экспорт көлемі» → export."""
        found = [regex.sub(r"\p{L}*\s+", " ", m[0]) for m in self._pattern.finditer(phrase.lower())]
        known = [self._terms.get(f) or self._terms.get(_nearest(f, self._terms)) for f in found]
        return known[0] if known else None

    def find(self, text: str, amount: Amount, around: Surroundings, previous: Metric | None) -> Metric | None:
        """The metric of an amount, or None. `previous` is that of the claim before in the same sentence."""
        behind = self._behind(text, amount, around)
        before, certain = self._before(text, amount, around)
        if behind is not None and not (certain and before is not None and _is_measure(before)):
            return self._metric(text, behind)
        if before is not None:
            return self._metric(text, before)
        return previous

    def _metric(self, text: str, words: Sequence[Word]) -> Metric:
        start, end = words[0].start, words[-1].end
        return Metric(start, end, self.term(text[start:end]))

    def _behind(self, text: str, amount: Amount, around: Surroundings) -> Sequence[Word] | None:
        """«296,4 миллион тонна | жүк»: a noun right behind a unit that has no case of its own."""
        unit = amount.unit
        plain = not amount.case and not amount.possessed and not amount.attributive
        if unit is None or unit.kind not in {"quantity", "money"} or not (plain or amount.bound_form) or amount.possessed:
            return None
        phrase, previous = [], amount.end
        for index, word in enumerate(around.right[:5]):
            following = around.right[index + 1] if index + 1 < len(around.right) else None
            gap = text[previous : word.start]
            if not gap or gap.strip() or _inside(word, around.hidden) or _inside(word, around.amounts):
                return None
            phrase.append(word)
            if is_modifier(word, following):
                previous = word.end
                continue
            fits = is_nominal(word) and not _FLOW.fullmatch(word.text.lower()) and word.text.lower() not in self._stops
            return phrase if fits else None
        return None

    def _before(self, text: str, amount: Amount, around: Surroundings) -> tuple[Sequence[Word] | None, bool]:
        wanted_owner = amount.possessed or amount.number.role in {"share", "part"}
        flow = any(_FLOW.fullmatch(w.text.lower()) for w in around.right[:3]) and not amount.case
        fallback: int | None = None
        left = around.left
        for index in range(len(left) - 1, max(-1, len(left) - 1 - _REACH), -1):
            word = left[index]
            if word.text in _HARD and (word.text != "(" or index < len(left) - 1):
                break
            if _inside(word, around.amounts):
                if fallback is None:
                    return None, False
                break
            if self._is_no_head(word, around):
                continue
            case = case_of(word)
            if wanted_owner and case == "GEN":
                return self._phrase(left, index, around), True
            if case in {"", "ACC"} and not (wanted_owner and case == "ACC"):
                if wanted_owner and fallback is None and not is_possessed(word):
                    fallback = index
                    continue
                if flow and fallback is not None and case_of(left[fallback]) == "DAT":
                    break
                return self._phrase(left, index, around), True
            if fallback is None and case in {"DAT", "GEN"}:
                fallback = index
        return (None, False) if fallback is None else (self._phrase(left, fallback, around), False)

    def _is_no_head(self, word: Word, around: Surroundings) -> bool:
        lowered = word.text.lower()
        if not is_nominal(word) or lowered in self._stops or _inside(word, around.hidden):
            return True
        return _inside(word, around.names) and case_of(word) != "GEN"

    def _phrase(self, left: Sequence[Word], head: int, around: Surroundings) -> Sequence[Word]:
        """The head with the owners, adjectives and participles before it."""
        first = head
        while first > 0 and head - first < _MAX_PHRASE and self._extends(left[first - 1], left[first], around):
            first -= 1
        return left[first : head + 1]

    def _extends(self, word: Word, following: Word, around: Surroundings) -> bool:
        lowered = word.text.lower()
        if not any(map(str.isalpha, word.text)) or following.start - word.end > 1:
            return False
        if _inside(word, around.hidden) or _inside(word, around.amounts) or lowered in self._stops - _JOINERS:
            return False
        if lowered in _JOINERS:
            return False
        return case_of(word) in {"", "GEN"} and (is_nominal(word) or is_modifier(word, following))


def _spaced(term: str) -> str:
    return r"\p{L}*+\s".join(regex.escape(part) for part in term.split(" "))


def _nearest(found: str, terms: dict[str, str]) -> str:
    return next((term for term in terms if found.startswith(term)), "")


def _inside(word: Word, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in spans)


def _is_measure(words: Sequence[Word]) -> bool:
    return is_possessed(words[-1])


def is_anaphoric(phrase: str) -> bool:
    """Whether a metric only points back: «көрсеткіш», «бұл үлес»."""
    return all(_ANAPHORIC.fullmatch(word) for word in phrase.lower().split())
