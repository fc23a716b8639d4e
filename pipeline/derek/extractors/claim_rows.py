"""Drafts → rows: each claim with its meaning, from its sentence, the claim before, the names and the quotations."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from derek.extractors.changes import Change, ChangeReader
from derek.extractors.claim_context import Pair, Sentence
from derek.extractors.claim_drafts import Draft
from derek.extractors.claimants import NamedPlaces, QuoteIndex
from derek.extractors.metrics import Metric, MetricFinder, Surroundings, is_anaphoric
from derek.extractors.pasted_tables import Cell
from derek.extractors.periods import Period
from derek.extractors.rates import Rate, RateFinder
from derek.extractors.span_index import SpanIndex
from derek.extractors.statuses import StatusReader
from derek.knowledge import Knowledge
from derek.schema import Claim, Entity, Quote
from derek.text.page import Page, Word

_HIDING_NAMES = frozenset({"PERSON", "LEADER", "POSITION", "COUNTRY", "REGION", "CITY", "ORGANISATION"})
_GENERAL = frozenset({"жалпы", "орташа", "барлық"})
_ELLIPSIS = 60
_SURE, _DOUBTFUL, _TABULAR = 0.9, 0.6, 0.7


class Readers(NamedTuple):
    """What reads the meaning of a claim."""

    changes: ChangeReader
    statuses: StatusReader
    metrics: MetricFinder
    rates: RateFinder

    @classmethod
    def of(cls, knowledge: Knowledge) -> Readers:
        """All readers. Raises KnowledgeError where a table of lexicon/ is missing or lacks a column."""
        return cls(ChangeReader(knowledge), StatusReader(knowledge), MetricFinder(knowledge), RateFinder(knowledge))


class _Name(NamedTuple):
    start: int
    end: int


class ClaimWriter:
    """Writes the rows of one page."""

    def __init__(
        self,
        readers: Readers,
        page: Page,
        lowered: str,
        periods: Sequence[Period],
        entities: Sequence[Entity],
        quotes: Sequence[Quote],
    ) -> None:
        self._readers, self._page, self._lowered = readers, page, lowered
        self._periods = SpanIndex(periods)
        self._places, self._quotes = NamedPlaces(entities), QuoteIndex(quotes)
        self._names = SpanIndex([_Name(e.start_char, e.end_char) for e in entities if e.label in _HIDING_NAMES])
        self._before: Claim | None = None

    def rows(self, drafts: Sequence[Draft]) -> Iterator[Claim]:
        """One row for each draft, in order; claim_id is 0 in all of them."""
        for group in _by_sentence(drafts):
            sentence = self._sentence(group)
            changes = self._changes(sentence, group)
            for draft in group:
                self._before = self._row(draft, sentence, changes[draft.start])
                yield self._before

    def _sentence(self, drafts: Sequence[Draft]) -> Sentence:
        stretch = drafts[0].stretch
        words = self._page.sentence_words(stretch)
        periods = self._periods.starting(stretch.start, stretch.end)
        return Sentence(stretch, words, self._lowered, periods, drafts, self._readers.statuses.tone(words))

    def _row(self, draft: Draft, sentence: Sentence, change: Change) -> Claim:
        start, end, text = draft.start, draft.end, self._page.text
        left, right = sentence.around(start, draft.amount.verb_start or end)
        rate = self._rate(draft, sentence, left)
        period, period_flag = self._period(sentence, start, end)
        base = sentence.base_for(start)
        metric = self._metric(draft, sentence, left, right, rate)
        quote = self._quotes.enclosing(start, end)
        value, low, high, origin, bound = _numbers(draft, change)
        unit, kind = self._unit(draft, metric)
        flags = tuple(flag for flag in (change.flag, period_flag) if flag)
        return Claim(
            doc_id=self._page.doc_id, claim_id=0, sent_id=draft.stretch.sent_id, start_char=start, end_char=end,
            text=text[start:end], kind=kind, value=value, low=low, high=high, from_value=origin, bound=bound,
            unit=unit, per=rate.per if rate else _slashed(draft),
            metric=text[metric.start : metric.end] if metric else None, metric_start=metric.start if metric else None,
            metric_end=metric.end if metric else None, metric_canonical=metric.term if metric else None,
            change=change.direction, change_by=change.by,
            status=self._status(draft, sentence, right, period, quote, rate is not None),
            period_text=text[period.start : period.end] if period else None,
            period_start=period.start if period else None, period_end=period.end if period else None,
            period_from=period.first if period else None, period_to=period.last if period else None,
            compared_to=text[base.start : base.end] if base else None,
            compared_start=base.start if base else None, compared_end=base.end if base else None,
            claimant=quote.speaker if quote else None, claimant_id=quote.speaker_id if quote else None,
            claimant_entity_id=quote.speaker_entity_id if quote else None, quote_id=quote.quote_id if quote else None,
            places=self._places.of(left[0].start if left else start, sentence.since(start), start),
            rule=_rule(draft), score=_DOUBTFUL if flags else _SURE, flags=flags,
        )  # fmt: skip

    def _rate(self, draft: Draft, sentence: Sentence, left: Sequence[Word]) -> Rate | None:
        if draft.base is not None:
            return draft.base
        if draft.kind in {"multiple", "share", "rank"}:
            return None
        rate = self._readers.rates.before(self._lowered, left)
        return rate if rate is not None and rate.start >= sentence.since(draft.start) else None

    def _changes(self, sentence: Sentence, drafts: Sequence[Draft]) -> dict[int, Change]:
        """Start of each draft → its change, read from the last to the first, so that a list shares its verb."""
        found: dict[int, Change] = {}
        for draft in reversed(drafts):
            right = sentence.around(draft.start, draft.amount.verb_start or draft.end)[1]
            own = self._change(draft, right)
            following = sentence.drafts.after(draft.end)
            shared = found.get(following.start) if following and self._shares_verb(draft, following) else None
            found[draft.start] = own if own.direction or own.bound or shared is None else shared
        return found

    def _shares_verb(self, draft: Draft, following: Draft) -> bool:
        """«жалақы 2 есеге, ал зейнетақы 1,5 есеге өсті», «қияр – 12%-ға, картоп – 8%, сәбіз – 4%-ға қымбаттады»."""
        gap = self._page.text[draft.end : min(following.start, draft.end + _ELLIPSIS)]
        if following.kind != draft.kind or len(gap) >= _ELLIPSIS or not gap.startswith((",", " және", " ал ")):
            return False
        bare = draft.kind == "percent" and {draft.case, following.case} <= {"DAT", ""}
        return bare or draft.case == following.case == "DAT"

    def _change(self, draft: Draft, right: Sequence[Word]) -> Change:
        if draft.rank is not None or (draft.counted is not None and draft.counted.attributive):
            return Change()
        amount = draft.whole
        if draft.counted is not None and right and right[0].text.lower() in {"дейін", "шейін"}:
            amount, right = dataclasses.replace(amount, limit=True), right[1:]
        return self._readers.changes.read(amount, right)

    def _status(
        self,
        draft: Draft,
        sentence: Sentence,
        right: Sequence[Word],
        period: Period | None,
        quote: Quote | None,
        rated: bool,
    ) -> str:
        closed = not draft.case and bool(right) and right[0].text in {",", ";", ".", ")"}
        tone = sentence.tone._replace(habitual=sentence.tone.habitual or rated)
        last = self._lowered[draft.start : draft.end].rsplit(" ", 1)[-1]
        status = self._readers.statuses.read(tone, right, last, closed, period, self._page.published)
        if quote is None or quote.kind != "directive" or status != "actual":
            return status
        return "proposal" if (quote.cue_lemma or quote.cue or "").startswith(("ұсын", "шақыр")) else "target"

    def _period(self, sentence: Sentence, start: int, end: int) -> tuple[Period | None, str]:
        """The expression of time that governs the claim, or one that plainly carries over from the claim before."""
        chosen, earlier = sentence.period_for(start, end), self._before
        if chosen is not None and chosen.kind == "same" and chosen.first is None and earlier is not None:
            return chosen._replace(first=earlier.period_from, last=earlier.period_to), ""
        if (
            chosen is None
            and sentence.points_back
            and earlier is not None
            and earlier.sent_id >= sentence.stretch.sent_id - 1
        ):
            carried = _carried(earlier)
            return carried, "period_carried" if carried else ""
        return chosen, "period_open" if chosen and chosen.first is None and chosen.last is None else ""

    def _metric(
        self, draft: Draft, sentence: Sentence, left: Sequence[Word], right: Sequence[Word], rate: Rate | None
    ) -> Metric | None:
        hidden = sentence.hidden(left, draft.end) + ([(rate.start, rate.end)] if rate is not None else [])
        owned = rate.start if rate is not None and not rate.dative else None
        kind = "bare" if draft.is_bare else draft.kind
        around = Surroundings(
            left, right, hidden, sentence.others(draft, left), self._names_in(left, right), kind, owned
        )
        earlier = (
            self._before if self._before is not None and self._before.sent_id >= draft.stretch.sent_id - 1 else None
        )
        metric = self._readers.metrics.find(self._page.text, draft.whole, around, _metric_of(earlier))
        metric = metric or self._counted_metric(draft)
        if metric is None or metric.term is not None:
            return metric
        if owned is not None and draft.kind == "money":
            return metric._replace(term="price")
        pointing = earlier is not None and is_anaphoric(self._page.text[metric.start : metric.end])
        return metric._replace(term=earlier.metric_canonical) if pointing and earlier is not None else metric

    def _names_in(self, left: Sequence[Word], right: Sequence[Word]) -> list[Pair]:
        words = [*left[:1], *right[-1:], *left[-1:]]
        if not words:
            return []
        return [(n.start, n.end) for n in self._names.around(words[0].start, max(word.end for word in words))]

    def _counted_metric(self, draft: Draft) -> Metric | None:
        """«65 жұмыс орны»: what is counted is the metric where it has a controlled term."""
        noun = draft.counted or (draft.amount.unit if draft.kind == "count" else None)
        term = self._readers.metrics.term(self._page.text[noun.start : noun.end]) if noun is not None else None
        return None if term is None or noun is None else Metric(noun.start, noun.end, term)

    def _unit(self, draft: Draft, metric: Metric | None) -> tuple[str | None, str]:
        """Unit and kind; a bare number takes those of the claim before («бұл көрсеткіш 1,2 миллиардтан асты»)."""
        if draft.amount.unit is not None and draft.rank is None:
            return None if draft.kind == "multiple" else draft.amount.unit.code, draft.kind
        if draft.kind != "count" or draft.counted is not None:
            return draft.counted.lemma if draft.counted is not None else None, draft.kind
        before = self._before
        if metric is not None and before is not None and before.kind in {"money", "quantity", "count"}:
            same = (metric.start, metric.end) == (before.metric_start, before.metric_end)
            if same or is_anaphoric(self._page.text[metric.start : metric.end]):
                return before.unit, before.kind
        return self._inferred_unit(draft, metric), "count"

    def _inferred_unit(self, draft: Draft, metric: Metric | None) -> str | None:
        """«кәсіпорындардың саны 30-ға жетті» counts enterprises; «11-інде» what the claim before counts."""
        if metric is not None and metric.start >= draft.stretch.start:
            words = self._page.words_between(metric.start, metric.end)
            if len(words) > 1 and words[-1].text.lower().startswith("сан"):
                owners = [word for word in words[:-1] if word.text.lower() not in _GENERAL]
                return owners[-1].lemma.lower() if owners else None
        before = self._before
        if before is None or before.kind not in {"count", "quantity"} or not draft.amount.possessed:
            return None
        return before.unit if before.sent_id >= draft.stretch.sent_id - 1 else None


def cell_row(page: Page, cell: Cell, metrics: MetricFinder) -> Claim:
    """A figure of a pasted table: the unit, measure and year are those of its column or caption."""
    kind = "quantity" if cell.unit.kind == "duration" else cell.unit.kind
    metric, year, span = page.text[slice(*cell.metric)], cell.year, cell.year_span
    return Claim(
        doc_id=page.doc_id, claim_id=0, sent_id=page.sentence_at(cell.start).sent_id, start_char=cell.start,
        end_char=cell.end, text=page.text[cell.start : cell.end], kind=kind, value=float(cell.value),
        unit=None if kind == "multiple" else cell.unit.code, metric=metric, metric_start=cell.metric[0],
        metric_end=cell.metric[1], metric_canonical=metrics.term(metric),
        period_text=page.text[slice(*span)] if span else None, period_start=span[0] if span else None,
        period_end=span[1] if span else None, period_from=dt.date(year, 1, 1) if year else None,
        period_to=dt.date(year, 12, 31) if year else None, rule="table_cell", score=_TABULAR,
    )  # fmt: skip


def _by_sentence(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    group: list[Draft] = []
    for draft in drafts:
        if group and draft.stretch.sent_id != group[0].stretch.sent_id:
            yield group
            group = []
        group.append(draft)
    if group:
        yield group


def _carried(earlier: Claim) -> Period | None:
    if earlier.period_start is None or earlier.period_end is None or earlier.period_from is None:
        return None
    return Period(
        earlier.period_start, earlier.period_end, earlier.period_from, earlier.period_to, "carried", "", False, ""
    )


def _metric_of(earlier: Claim | None) -> Metric | None:
    if earlier is None or earlier.metric_start is None or earlier.metric_end is None:
        return None
    return Metric(earlier.metric_start, earlier.metric_end, earlier.metric_canonical)


def _slashed(draft: Draft) -> str | None:
    return (draft.amount.unit.per or None) if draft.amount.unit is not None else None


def _numbers(draft: Draft, change: Change) -> tuple[float | None, float | None, float | None, float | None, str]:
    """value, low, high, from_value and bound, once the verb is known."""
    amount = draft.amount
    value, low, high, origin, bound = amount.value, amount.low, amount.high, amount.origin, amount.bound
    if change.bound is not None:
        bound = change.bound
    elif amount.limit and change.direction is None and bound == "exact" and origin is None:
        bound = "at_most"
    if origin is not None and change.direction is None and value is not None and origin < value:
        value, low, high, origin, bound = None, origin, value, None, "range"
    return _float(value), _float(low), _float(high), _float(origin), bound


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _rule(draft: Draft) -> str:
    """Which rule made the row."""
    if draft.rank is not None:
        return "rank"
    if draft.amount.unit is not None:
        return "from_to" if draft.amount.origin is not None else f"number_{draft.amount.unit.kind}"
    return "counted_noun" if draft.counted is not None else f"bare_{draft.amount.number.role}"
