"""A period that plainly carries over from the sentence before: «2023 жылы экспорт … жетті. Импорт … болды.»."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import regex

from derek.extractors.claim_context import Sentence
from derek.extractors.periods import Period
from derek.extractors.span_index import SpanIndex
from derek.extractors.statuses import is_past
from derek.extractors.verb_forms import AUXILIARIES
from derek.schema import Claim, Quote
from derek.text.page import Page, Stretch, Word

_SPANNING = frozenset({"years", "months", "quarter", "half", "opening", "month", "length", "month_now"})
"""Periods that later figures may fall in; a day dates only what happened on it."""
_OTHER_TIMES = frozenset(
    [
        *("қазір", "қазіргі", "бүгін", "бүгінде", "бүгінгі", "енді", "әлі", "бұрын", "бұрынғы", "кейін", "соң"),
        *("ертең", "алдағы", "болашақта", "жылына", "айына", "күніне", "тәулігіне", "сайын", "әдетте", "үнемі"),
    ]
)
"""What gives a sentence a time of its own although it names no days."""
_STANDING = regex.compile(r"(?:^|\s)саны?(?:н[ыа]?)?$")
"""«ғалымдар саны 25 мыңнан асты»: how many there are by now, whatever year was spoken of."""
_ENDS = frozenset({".", "!", "?", "…", ";"})
_BETWEEN = 2
"""How many sentences without a figure may stand between."""


class PeriodCarrier:
    """Carries the period of one sentence's claims to the next sentence of its paragraph."""

    def __init__(self, page: Page, periods: SpanIndex[Period]) -> None:
        self._page, self._periods = page, periods

    def carry(
        self, earlier: Sequence[Claim], sentence: Sentence, behind: Sequence[Word], metric: str, quote: Quote | None
    ) -> Period | None:
        """The period of the claims of the sentence before, for a claim that tells what was; None where in doubt.

        `earlier`: the rows of the last sentence with figures; `behind`: the words after the claim; `metric`:
        what it measures, as written; `quote`: where it is said.
        """
        if (
            not earlier
            or _STANDING.search(metric.lower())
            or not _tells_what_was(behind)
            or not _same_voice(earlier[-1], quote)
        ):
            return None
        period = self._period_of_all(earlier)
        if period is None or not self._is_near(earlier[-1], sentence.stretch):
            return None
        return period if self._has_no_time_of_its_own(sentence, period) else None

    def _period_of_all(self, rows: Sequence[Claim]) -> Period | None:
        """What dates every claim of a sentence, if it is one span of days."""
        first, start = rows[0], rows[0].period_start
        if start is None or first.period_from is None or first.period_to is None:
            return None
        days = (first.period_from, first.period_to)
        if any((row.period_from, row.period_to) != days or row.status != "actual" for row in rows):
            return None
        named = next(iter(self._periods.starting(start, start + 1)), None)
        if named is None or not _spans(named):
            return None
        return named._replace(first=first.period_from, last=first.period_to, kind="carried")

    def _is_near(self, earlier: Claim, stretch: Stretch) -> bool:
        """Whether both stand in one paragraph, with only what was told in between."""
        sentences, before = self._page.sentences, earlier.sent_id
        if stretch.kind != "body" or sentences[before].kind != "body" or stretch.sent_id - before > _BETWEEN + 1:
            return False
        if self._page.text.find("\n", earlier.end_char, stretch.start) >= 0:
            return False
        return all(self._goes_on(sentences[index]) for index in range(before + 1, stretch.sent_id))

    def _goes_on(self, stretch: Stretch) -> bool:
        words = self._page.sentence_words(stretch)
        if self._periods.starting(stretch.start, stretch.end) or _names_other_times(words):
            return False
        last = [word for word in words if word.text[:1].isalpha()][-1:]
        return bool(last) and is_past(last[0], last[0].text.lower())

    def _has_no_time_of_its_own(self, sentence: Sentence, period: Period) -> bool:
        """A base of comparison before the period is none; «былтырғы сәйкес кезең» compares with the current year."""
        if _names_other_times(sentence.words):
            return False
        named = self._periods.starting(sentence.stretch.start, sentence.stretch.end)
        return all(self._is_base_of(other, sentence, period) for other in named)

    def _is_base_of(self, other: Period, sentence: Sentence, period: Period) -> bool:
        bases = sentence.comparisons.around(other.start, other.end)
        if period.first is None or not any(base.start <= other.start < base.hull_end for base in bases):
            return False
        if other.last is None:
            return other.kind == "base" and _is_of_year(period, self._page.published)
        return other.last < period.first


def _spans(period: Period) -> bool:
    """«2023 жылы», «тоғыз айда»; not «2030 жылға дейін», nor «жыл басынан бері», which tells how things stand now."""
    return period.kind in _SPANNING and not period.limit


def _is_of_year(period: Period, published: dt.date | None) -> bool:
    return published is not None and period.first is not None and period.first.year == published.year


def _same_voice(earlier: Claim, quote: Quote | None) -> bool:
    """Both told by the writer, or said by one speaker."""
    if quote is None or earlier.quote_id is None:
        return quote is None and earlier.quote_id is None
    same_person = earlier.claimant is not None and earlier.claimant == quote.speaker
    return earlier.quote_id == quote.quote_id or same_person


def _names_other_times(words: Sequence[Word]) -> bool:
    return any(word.text.lower() in _OTHER_TIMES for word in words)


def _tells_what_was(behind: Sequence[Word]) -> bool:
    """Whether the first verb that closes a clause behind the claim is a past: «болды», «өскенін айтты»."""
    for word in behind:
        lowered = word.text.lower()
        nominalised = "PTCP_PST" in word.functions and ("P3" in word.functions or "ACC" in word.functions)
        if nominalised or (is_past(word, lowered) and word.pos in {"VERB", "AUX"}):
            return True
        if word.text in _ENDS or lowered in AUXILIARIES or "PRS" in word.functions or "PTCP_PRS" in word.functions:
            return False
    return False
