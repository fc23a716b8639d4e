"""Drafts → rows: each claim with its meaning, from its sentence, the claim before, the names and the quotations."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import regex

from derek.extractors.carried_periods import PeriodCarrier
from derek.extractors.changes import Change, ChangeReader
from derek.extractors.claim_context import Pair, Sentence
from derek.extractors.claim_drafts import Draft
from derek.extractors.claimants import NamedPlaces, QuoteIndex
from derek.extractors.metrics import Metric, MetricFinder, Surroundings, is_anaphoric, is_place_noun
from derek.extractors.parallel_lists import Share, deal, dealt_lists, is_half_read, listed_periods, listed_places
from derek.extractors.pasted_tables import Cell
from derek.extractors.periods import Period
from derek.extractors.rates import Rate, RateFinder
from derek.extractors.span_index import SpanIndex
from derek.extractors.statuses import StatusReader, Tone, is_condition
from derek.extractors.word_classes import case_of
from derek.knowledge import Knowledge
from derek.schema import Claim, Entity, Place, Quote
from derek.text.page import Page, Stretch, Word

_HIDING_NAMES = frozenset({"PERSON", "LEADER", "POSITION", "COUNTRY", "REGION", "CITY", "ORGANISATION"})
_ACTING = frozenset({"PERSON", "LEADER", "POSITION"})
_NO_SHARE = Share()
_GENERAL = frozenset({"жалпы", "орташа", "барлық"})
_WHOLES = frozenset({"money", "quantity", "count"})
_THIS = ("бұл ", "осы ", "аталған ", "сол ")
_OF_IT = ("оның", "олардың", "соның", "солардың", "бұлардың", "мұның", "бұның")
_THOUSAND = 1000
_PRICED = frozenset({"t", "kg", "g", "dt", "l", "m3", "m2", "[bbl_us]", "kW.h", "MW.h", "Gcal"})
"""What a sum of money for one of them is a price."""
_ONE_YEAR = ("бір жыл", "1 жыл")
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


_ASKED = regex.compile(r"(?:сұрал|респондент|сауалнама|қатысқан)\p{L}*(?:\s\p{L}+)?", regex.IGNORECASE)
"""«қатысқандардың 40 пайызы … деп санайды»: so many are of the view, whatever it is."""
_AIMS = frozenset({"target", "proposal"})
_CLOSING = frozenset({",", ";", ".", ")"})
_DASHES = frozenset("–—-")
_VALUE = regex.compile(r"(?:^|\s)құн\p{L}*$", regex.IGNORECASE)


class _Name(NamedTuple):
    start: int
    end: int
    acts: bool


class _Head(NamedTuple):
    """What stands over a list: «келер жылғы болжам мынадай:»."""

    tone: Tone
    period: Period | None


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
        self._carrier = PeriodCarrier(page, self._periods)
        self._places, self._quotes = NamedPlaces(entities), QuoteIndex(quotes)
        hiding = [entity for entity in entities if entity.label in _HIDING_NAMES]
        self._names = SpanIndex([_Name(e.start_char, e.end_char, e.label in _ACTING) for e in hiding])
        self._heads: dict[int, _Head] = {}
        self._written = 0
        self._before: Claim | None = None
        self._last_rows: list[Claim] = []
        """Those of the last sentence with figures."""
        self._whole: Claim | None = None
        """The last claim with a unit that parts of it may count in: «90 үй … оның 30-ы»."""

    def rows(self, drafts: Sequence[Draft]) -> Iterator[Claim]:
        """One row for each draft, in order, numbered from 0."""
        for group in _by_sentence(drafts):
            sentence = self._sentence(group)
            changes, shares = self._changes(sentence, group), self._shares(sentence, group)
            rows: list[Claim] = []
            for draft in group:
                row = self._row(draft, sentence, changes[draft.start], shares.get(draft.start, _NO_SHARE))
                if draft.tentative and row.unit is None:
                    continue
                self._before = row
                if row.unit is not None and row.kind in _WHOLES:
                    self._whole = row
                self._written += 1
                rows.append(row)
                yield row
            self._last_rows = rows or self._last_rows

    def _sentence(self, drafts: Sequence[Draft]) -> Sentence:
        stretch = drafts[0].stretch
        words = self._page.sentence_words(stretch)
        periods = self._periods.starting(stretch.start, stretch.end)
        tone = self._readers.statuses.tone(words)
        head = self._head(stretch)
        if head is not None:
            self._heads[stretch.sent_id] = head
            tone = tone._replace(foretold=tone.foretold or head.tone.foretold)
        return Sentence(stretch, words, self._lowered, periods, drafts, tone, self._page.published)

    def _head(self, stretch: Stretch) -> _Head | None:
        """The sentence with a colon that a list item stands under, with its tone and its period."""
        if stretch.kind != "list_item":
            return None
        above = self._page.sentences[stretch.sent_id - 1] if stretch.sent_id else stretch
        if above.kind == "list_item":
            return self._heads.get(above.sent_id) or self._head(above)
        if not self._page.text[above.start : above.end].rstrip().endswith(":"):
            return None
        periods = self._periods.starting(above.start, above.end)
        return _Head(self._readers.statuses.tone(self._page.sentence_words(above)), periods[-1] if periods else None)

    def _shares(self, sentence: Sentence, drafts: Sequence[Draft]) -> dict[int, Share]:
        """Start of each draft that «тиісінше» deals something out to → what."""
        found: dict[int, Share] = {}
        for run in dealt_lists(self._lowered, drafts):
            low, high = sentence.stretch.start, run[0].start
            periods = listed_periods(self._lowered, sentence.periods.starting(low, high))
            places = listed_places(self._lowered, self._places.named(low, high))
            metrics = self._listed_metrics(sentence, run)
            shares = deal(len(run), periods, metrics, places)
            if is_half_read(self._lowered, periods):
                shares = [share._replace(undated=True, flag="list_mismatch") for share in shares]
            behind = None if metrics else self._metric_around(run[-1], sentence)[0]
            for draft, share in zip(run, shares, strict=True):
                found[draft.start] = share._replace(metric=share.metric or behind, last=run[-1])
        return found

    def _listed_metrics(self, sentence: Sentence, run: Sequence[Draft]) -> list[Metric]:
        """The metrics listed before figures."""
        metric, around = self._metric_around(run[0], sentence)
        return [] if metric is None else self._readers.metrics.listed(self._page.text, metric, around)

    def _metric_around(self, draft: Draft, sentence: Sentence) -> tuple[Metric | None, Surroundings]:
        left, right = sentence.around(draft.start, draft.end)
        around = self._surroundings(draft, sentence, left, right, None)
        return self._readers.metrics.find(self._page.text, draft.whole, around, None), around

    def _row(self, draft: Draft, sentence: Sentence, change: Change, share: Share) -> Claim:
        start, end, text = draft.start, draft.end, self._page.text
        left, right = sentence.around(start, draft.amount.verb_start or end)
        rate = self._rate(draft, sentence, left)
        period, period_flag = self._period(sentence, start, end)
        if share.period is not None or share.undated:
            period, period_flag = share.period, ""
        base = sentence.base_for(start)
        metric = share.metric or self._metric(draft, sentence, left, right, rate)
        quote = self._quotes.enclosing(start, end)
        value, low, high, origin, bound = _numbers(draft, change)
        end = draft.amount.limit_start if _is_goal(draft, change) else end
        unit, kind = self._unit(draft, metric)
        repeated = (sentence.tone.habitual or rate is not None) and change.by is not False
        if share.last is not None:
            right = sentence.around(share.last.start, share.last.end)[1]
        status = self._status(share.last or draft, sentence, left, right, period, quote, repeated)
        if draft.whole.possessed and metric is not None and _ASKED.match(text, metric.start, metric.end):
            status, period = "actual", period if period is not None and period.end <= start else None
        if status in _AIMS and self._is_past(period) and share.period is None:
            period = None
        if status == "actual" and period is None and not (period_flag or share.undated or repeated):
            measured = text[metric.start : metric.end] if metric else ""
            period = self._carrier.carry(self._last_rows, sentence, right, measured, quote)
            period_flag = "period_carried" if period is not None else ""
        sight = left[0].start if left else start
        places = (share.place,) if share.place else self._places_of(sentence, sight, start, end)
        flags = tuple(flag for flag in (change.flag, period_flag, share.flag) if flag)
        return Claim(
            doc_id=self._page.doc_id, claim_id=self._written, sent_id=draft.stretch.sent_id,
            start_char=start, end_char=end, text=text[start:end],
            kind=kind, value=value, low=low, high=high, from_value=origin, bound=bound,
            unit=unit, per=rate.per if rate else _slashed(draft),
            metric=text[metric.start : metric.end] if metric else None, metric_start=metric.start if metric else None,
            metric_end=metric.end if metric else None, metric_canonical=metric.term if metric else None,
            change=change.direction, change_by=change.by,
            status=status,
            period_text=text[period.start : period.end] if period else None,
            period_start=period.start if period else None, period_end=period.end if period else None,
            period_from=period.first if period else None, period_to=period.last if period else None,
            compared_to=text[base.start : base.end] if base else None,
            compared_start=base.start if base else None, compared_end=base.end if base else None,
            claimant=quote.speaker if quote else None, claimant_id=quote.speaker_id if quote else None,
            claimant_entity_id=quote.speaker_entity_id if quote else None, quote_id=quote.quote_id if quote else None,
            places=places,
            rule=_rule(draft), score=_DOUBTFUL if flags else _SURE, flags=flags,
        )  # fmt: skip

    def _places_of(self, sentence: Sentence, sight: int, start: int, end: int) -> tuple[Place, ...]:
        """Those named between the claim before and this one, else right behind it, else anywhere from `sight` on."""
        anywhere = self._places.within(sentence.stretch.start, sentence.stretch.end)
        if not anywhere:
            return ()
        near = self._places.within(sentence.since(start), start) or self._places.within(*sentence.clause(end))
        return near or self._places.within(sight, start)

    def _is_past(self, period: Period | None) -> bool:
        """«былтыр … ашылды, енді … ашпақпыз»: what is aimed at lies in no past year."""
        base = self._page.published
        return period is not None and period.last is not None and base is not None and period.last < base

    def _rate(self, draft: Draft, sentence: Sentence, left: Sequence[Word]) -> Rate | None:
        if draft.base is not None:
            return draft.base
        if draft.kind in {"multiple", "share", "rank"}:
            return None
        rate = self._readers.rates.before(self._lowered, left, draft.kind == "money")
        if rate is not None and draft.counted is not None and draft.case in {"LOC", "GEN"}:
            return None
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
        left: Sequence[Word],
        right: Sequence[Word],
        period: Period | None,
        quote: Quote | None,
        repeated: bool,
    ) -> str:
        heading = self._readers.statuses.heading(left)
        if heading is not None:
            return heading
        closing = _CLOSING | _DASHES if draft.whole.possessed else _CLOSING
        closed = not draft.case and bool(right) and right[0].text in closing
        tone = sentence.tone
        conditional = tone.conditional and is_condition(left, sentence.since(draft.start) > sentence.stretch.start)
        tone = tone._replace(habitual=repeated, conditional=conditional)
        last = self._lowered[draft.start : draft.end].rsplit(" ", 1)[-1]
        status = self._readers.statuses.read(tone, right, last, closed, period, self._page.published)
        if quote is None or quote.kind != "directive" or status != "actual":
            return status
        return "proposal" if (quote.cue_lemma or quote.cue or "").startswith(("ұсын", "шақыр")) else "target"

    def _period(self, sentence: Sentence, start: int, end: int) -> tuple[Period | None, str]:
        """The expression of time that governs the claim, or one that plainly carries over from the claim before."""
        chosen, earlier = sentence.period_for(start, end), self._before
        if chosen is None and sentence.stretch.kind == "list_item":
            headed = self._heads.get(sentence.stretch.sent_id)
            if headed is not None and headed.period is not None:
                return headed.period, "period_carried"
        if chosen is not None and chosen.first is None and chosen.last is None:
            chosen = self._dated(chosen, sentence)
        if (
            chosen is None
            and sentence.points_back
            and earlier is not None
            and earlier.sent_id >= sentence.stretch.sent_id - 1
        ):
            carried = _carried(earlier)
            return carried, "period_carried" if carried else ""
        return chosen, "period_open" if chosen and chosen.first is None and chosen.last is None else ""

    def _dated(self, period: Period, sentence: Sentence) -> Period:
        """«осы жылдар ішінде», «осы мерзімге дейін» with the days of the period named before; else as it is.

        «бір жылда» in the sentence that names a year is that year.
        """
        written = self._lowered[period.start : period.end]
        one_year = period.kind == "length" and written.startswith(_ONE_YEAR)
        if period.kind != "same" and not one_year:
            return period
        since = sentence.stretch.start if one_year else self._page.sentences[max(0, sentence.stretch.sent_id - 2)].start
        named = (p for p in reversed(self._periods.starting(since, period.start)) if p.first is not None)
        earlier = next(named, None)
        if earlier is None:
            return period
        return period._replace(first=None if period.limit == "until" else earlier.first, last=earlier.last)

    def _metric(
        self, draft: Draft, sentence: Sentence, left: Sequence[Word], right: Sequence[Word], rate: Rate | None
    ) -> Metric | None:
        around = self._surroundings(draft, sentence, left, right, rate)
        earlier = (
            self._before if self._before is not None and self._before.sent_id >= draft.stretch.sent_id - 1 else None
        )
        metric = self._readers.metrics.find(self._page.text, draft.whole, around, _metric_of(earlier))
        metric = metric or self._owner(draft, left, around.names) or self._counted_metric(draft)
        if metric is None or metric.term is not None:
            return metric
        measured = self._page.text[metric.start : metric.end]
        valued = rate is not None and rate.per in _PRICED and _VALUE.search(measured) is not None
        if draft.kind == "money" and (around.rated is not None or valued):
            return metric._replace(term="price")
        pointing = earlier is not None and is_anaphoric(self._page.text[metric.start : metric.end])
        return metric._replace(term=earlier.metric_canonical) if pointing and earlier is not None else metric

    def _surroundings(
        self, draft: Draft, sentence: Sentence, left: Sequence[Word], right: Sequence[Word], rate: Rate | None
    ) -> Surroundings:
        hidden = sentence.hidden(left, draft.end) + ([(rate.start, rate.end)] if rate is not None else [])
        owned = rate.start if rate is not None and not rate.dative else None
        kind, near = "bare" if draft.is_bare else draft.kind, self._names_in(left, right)
        names, people = [(n.start, n.end) for n in near], [(n.start, n.end) for n in near if n.acts]
        people += self._speaker_of(draft)
        return Surroundings(left, right, hidden, sentence.others(draft, left), names, kind, people, owned)

    def _names_in(self, left: Sequence[Word], right: Sequence[Word]) -> Sequence[_Name]:
        words = [*left[:1], *right[-1:], *left[-1:]]
        if not words:
            return ()
        return self._names.around(words[0].start, max(word.end for word in words))

    def _speaker_of(self, draft: Draft) -> list[Pair]:
        """The words before the reported clause that holds the claim, in its sentence: «Үкімет | … өскенін айтты»."""
        quote = self._quotes.enclosing(draft.start, draft.end)
        if quote is None or quote.start_char <= draft.stretch.start:
            return []
        return [(draft.stretch.start, min(quote.start_char, draft.start))]

    def _owner(self, draft: Draft, left: Sequence[Word], names: Sequence[Pair]) -> Metric | None:
        """«ұрлықтың 75 оқиғасы»: whose the counted things are."""
        if draft.counted is None or not draft.counted.possessed or not left or case_of(left[-1]) != "GEN":
            return None
        word = left[-1]
        if any(start <= word.start < end for start, end in names) or is_place_noun(word):
            return None
        return Metric(word.start, word.end, self._readers.metrics.term(word.text))

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
        if metric is not None and before is not None and before.kind in _WHOLES:
            same = (metric.start, metric.end) == (before.metric_start, before.metric_end)
            written = self._page.text[metric.start : metric.end]
            if same or is_anaphoric(written) or written.lower().startswith(_THIS):
                return before.unit, before.kind
        return self._inferred_unit(draft, metric)

    def _inferred_unit(self, draft: Draft, metric: Metric | None) -> tuple[str | None, str]:
        """«кәсіпорындардың саны 30-ға жетті» counts enterprises; «11-інде» what the claim before counts."""
        if metric is not None and metric.start >= draft.stretch.start:
            words = self._page.words_between(metric.start, metric.end)
            if len(words) > 1 and words[-1].text.lower().startswith("сан"):
                owners = [word for word in words[:-1] if word.text.lower() not in _GENERAL]
                return (owners[-1].lemma.lower() if owners else None), "count"
        whole = self._whole
        if whole is None or not draft.amount.possessed or whole.sent_id < draft.stretch.sent_id - self._memory(draft):
            return None, "count"
        if whole.kind == "money":
            return (whole.unit, "money") if draft.amount.number.magnitude >= _THOUSAND else (None, "count")
        return whole.unit, "count" if whole.kind == "count" else "quantity"

    def _memory(self, draft: Draft) -> int:
        """How many sentences back the whole may stand: further where «оның», «олардың» opens the sentence."""
        opening = self._lowered[draft.stretch.start : draft.start].lstrip("–—- «")
        return 2 if opening.startswith(_OF_IT) else 1


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


def _is_goal(draft: Draft, change: Change) -> bool:
    """«4 миллион тоннаға | дейін жеткізу»: what is reached, not a bound; «дейін» is no part of the claim."""
    amount = draft.amount
    return amount.limit_start > 0 and draft.end == amount.end and change.direction is not None and not change.bound


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _rule(draft: Draft) -> str:
    """Which rule made the row."""
    if draft.rank is not None:
        return "rank"
    if draft.amount.unit is not None:
        return "from_to" if draft.amount.origin is not None else f"number_{draft.amount.unit.kind}"
    return "counted_noun" if draft.counted is not None else f"bare_{draft.amount.number.role}"
