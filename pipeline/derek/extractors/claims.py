"""Every figure of a page as a statement: what is measured, how much, for when, up or down, actual or planned, who says so."""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from derek.extractors.amounts import Amount, AmountReader
from derek.extractors.changes import Change, ChangeReader
from derek.extractors.claimants import enclosing_quote, places_of
from derek.extractors.comparisons import Comparison, find_comparisons
from derek.extractors.counting import Counted, CountedNouns
from derek.extractors.exclusions import is_excluded
from derek.extractors.metrics import Metric, MetricFinder, Surroundings, is_anaphoric
from derek.extractors.pasted_tables import Cell, TableReader
from derek.extractors.periods import Period, PeriodFinder
from derek.extractors.ranks import Rank, read_rank
from derek.extractors.rates import Rate, RateFinder
from derek.extractors.statuses import StatusReader, Tone
from derek.knowledge import Knowledge
from derek.schema import Claim, Entity, Quote
from derek.text.numerals import Numerals, NumberSpan, lower
from derek.text.page import Page, Stretch, Word

_HIDING_NAMES = frozenset({"PERSON", "LEADER", "POSITION", "COUNTRY", "REGION", "CITY", "ORGANISATION"})
_DURATIONS = frozenset({"a", "mo", "wk", "d", "h", "ғасыр"})
_BREAKS = frozenset({",", ";", "–", "—", ":"})
_STOPS = frozenset({";", "."})
_CONTRASTS = frozenset({"ал", "болса", "алайда"})
_HEADED = regex.compile(r"(?<!\p{L})саны?(?:\p{L}{0,3})(?: барлығы| шамамен)? ?[–—:-]? ?$")
"""«жұмыс орнының саны – 10207»: a number without a noun behind one that says what is counted."""
_SIGHT = 60
_DOCUMENT = regex.compile(r"[^.;]{0,40}?(?:№|қаулы|бұйры|жарлығ|өкім|хаттама|заңы|кодексі)")
_GENERAL = frozenset({"жалпы", "орташа", "барлық"})
_POINTING = ("бұл", "оның ішінде", "соның ішінде", "осы", "олардың", "сондай-ақ", "сонымен қатар")


@dataclasses.dataclass(slots=True)
class _Draft:
    """A claim in the making: the amount, what it counts, and the sentence it stands in."""

    amount: Amount
    stretch: Stretch
    counted: Counted | None = None
    rank: Rank | None = None
    base: Rate | None = None
    """«1 шаршы метр … 204,8 мың теңге»: one measure before a sum of money."""

    @property
    def start(self) -> int:
        return self.amount.start

    @property
    def end(self) -> int:
        return max(self.amount.end, self.counted.end if self.counted else 0, self.rank.end if self.rank else 0)


class ClaimFinder:
    """Finds the numeric claims of a page, by the tables of a knowledge folder."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where a table under lexicon/ is missing or lacks a column."""
        self._numerals, self._amounts = Numerals(knowledge), AmountReader(knowledge)
        self._periods, self._counted = PeriodFinder(knowledge), CountedNouns(knowledge)
        self._changes, self._statuses = ChangeReader(knowledge), StatusReader(knowledge)
        self._metrics, self._rates = MetricFinder(knowledge), RateFinder(knowledge)
        self._tables = TableReader(knowledge)

    def find(self, page: Page, entities: Sequence[Entity], quotes: Sequence[Quote]) -> list[Claim]:
        """The claims of a page in order, numbered from 0, with the claimant of the quotation that holds each."""
        numbers = self._numerals.scan(page.text)
        if not numbers:
            return []
        lowered = lower(page.text)
        periods = self._periods.find(page.text, lowered, numbers, page.published)
        drafts = take_bases(join_counted(page.text, list(self._drafts(page, lowered, numbers, periods))))
        cells = self._tables.read(page.text)
        if cells:
            rows = _lines_of(page, cells)
            drafts = [draft for draft in drafts if draft.stretch.start not in rows]
        writer = _Writer(self, page, lowered, periods, entities, quotes)
        return _numbered([*writer.rows(drafts), *(self._cell_row(page, cell) for cell in cells)])

    def _cell_row(self, page: Page, cell: Cell) -> Claim:
        """A figure of a pasted table: the unit, measure and year are those of its column or caption."""
        kind = "quantity" if cell.unit.kind == "duration" else cell.unit.kind
        metric = page.text[slice(*cell.metric)]
        year = cell.year
        return Claim(
            doc_id=page.doc_id, claim_id=0, sent_id=page.sentence_at(cell.start).sent_id, start_char=cell.start,
            end_char=cell.end, text=page.text[cell.start : cell.end], kind=kind, value=float(cell.value),
            unit=None if kind == "multiple" else cell.unit.code, metric=metric, metric_start=cell.metric[0],
            metric_end=cell.metric[1], metric_canonical=self._metrics.term(metric),
            period_text=page.text[slice(*cell.year_span)] if cell.year_span else None,
            period_start=cell.year_span[0] if cell.year_span else None,
            period_end=cell.year_span[1] if cell.year_span else None,
            period_from=dt.date(year, 1, 1) if year else None, period_to=dt.date(year, 12, 31) if year else None,
            rule="table_cell", score=0.7,
        )  # fmt: skip

    def _drafts(
        self, page: Page, lowered: str, numbers: Sequence[NumberSpan], periods: Sequence[Period]
    ) -> Iterator[_Draft]:
        taken = [(p.start, p.end) for p in periods]
        measuring = [n for n in _outside(numbers, taken) if not is_excluded(page.text, n) or read_rank(lowered, n)]
        ranks = {rank.start: rank for n in measuring if (rank := read_rank(lowered, n))}
        for amount in self._amounts.read(lowered, measuring):
            stretch = page.sentence_at(amount.start)
            draft = _Draft(amount, stretch, rank=ranks.get(amount.start))
            if amount.unit is None and draft.rank is None:
                draft.counted = self._count(page, amount, stretch)
            if self._is_claim(page, lowered, draft):
                yield draft

    def _count(self, page: Page, amount: Amount, stretch: Stretch) -> Counted | None:
        suffix = amount.number.suffix
        if amount.number.role in {"share", "part"} or suffix.ordinal or suffix.collective:
            return None
        if (suffix.case or suffix.possessed) and (not amount.bound_form or amount.possessed or amount.case):
            return None
        return self._counted.behind(page.text, amount.end, page.words_between(amount.end, stretch.end)[:8])

    def _is_claim(self, page: Page, lowered: str, draft: _Draft) -> bool:
        amount, number = draft.amount, draft.amount.number
        if draft.rank is not None:
            return True
        if lowered.startswith("шаққанда", draft.end + 1):
            return False
        if _is_lone_abbreviation(lowered, amount) or _is_capital(page.text, amount):
            return False
        if amount.unit is not None:
            return not self._is_duration_or_base(lowered, amount)
        if number.role == "share":
            return True
        if number.role == "part":
            return number.suffix.possessed
        if draft.counted is not None:
            small = not number.digits and number.value == 1
            return not small and self._counted.is_claim(amount.value or amount.high or amount.low, draft.counted)
        return _is_bare_claim(amount) or _HEADED.search(lowered, max(0, amount.start - 24), amount.start) is not None

    def _is_duration_or_base(self, lowered: str, amount: Amount) -> bool:
        unit = amount.unit
        if unit is None:
            return False
        if unit.code in _DURATIONS:
            return True
        return amount.value == 1 and unit.suffix.possessed and unit.kind in {"quantity", "duration"}


def _lines_of(page: Page, cells: Sequence[Cell]) -> set[int]:
    return {page.sentence_at(cell.start).start for cell in cells}


def _numbered(rows: Sequence[Claim]) -> list[Claim]:
    ordered = sorted(rows, key=lambda row: (row.start_char, row.end_char))
    return [row if row.claim_id == number else dataclasses.replace(row, claim_id=number) for number, row in enumerate(ordered)]


def join_counted(text: str, drafts: Sequence[_Draft]) -> list[_Draft]:
    """«12 жұп пойыздан 60 жұпқа дейін»: two counts in ablative and dative side by side are one change."""
    joined: list[_Draft] = []
    for draft in drafts:
        left = joined[-1] if joined else None
        if left is not None and left.counted is not None and left.counted.case == "ABL" and _is_goal(text, left, draft):
            amount = dataclasses.replace(draft.amount, start=left.start, origin=left.amount.value, single=False)
            counted = draft.counted
            if counted is not None and left.counted.lemma.startswith(counted.lemma):
                counted = counted._replace(lemma=left.counted.lemma)
            joined[-1] = dataclasses.replace(draft, amount=amount, counted=counted)
        else:
            joined.append(draft)
    return joined


def take_bases(drafts: Sequence[_Draft]) -> list[_Draft]:
    """«1 шаршы метр үйге 204,8 мың теңге»: a single measure before a sum of money is the base of a rate, no claim."""
    kept: list[_Draft] = []
    for draft, following in zip(drafts, [*drafts[1:], None], strict=False):
        unit = draft.amount.unit
        single = draft.amount.value == 1 and draft.amount.single and draft.amount.bound == "exact" and draft.base is None
        priced = following is not None and following.stretch == draft.stretch and _is_priced(draft, following)
        if unit is not None and unit.kind == "quantity" and single and priced and following is not None:
            following.base = Rate(draft.start, draft.end, unit.code, not unit.suffix.possessed)
        else:
            kept.append(draft)
    return kept


def _is_priced(base: _Draft, draft: _Draft) -> bool:
    case = base.amount.unit.suffix.case if base.amount.unit else ""
    return (not case and _is_money(draft)) or (case == "DAT" and draft.start - base.end < _SIGHT)


def _is_money(draft: _Draft) -> bool:
    return draft.amount.unit is not None and draft.amount.unit.kind == "money" and draft.start > 0


def _is_goal(text: str, left: _Draft, right: _Draft) -> bool:
    case = right.counted.case if right.counted else right.amount.case
    gap = text[left.end : right.start] if right.start - left.end <= 2 else "far"
    return case == "DAT" and not gap.strip() and left.amount.single and left.amount.value is not None


def _is_bare_claim(amount: Amount) -> bool:
    """Without a unit or noun: «30-ға жетті», «соның 25-і», «6 миллионнан астамы» are claims, a lone digit is not."""
    number = amount.number
    if number.suffix.ordinal or number.suffix.collective or number.role == "vague":
        return False
    if amount.origin is not None or number.magnitude >= 1000 or amount.bound_form:
        return True
    return number.digits and (number.suffix.possessed or number.suffix.case in {"DAT", "ABL", "ACC"})


def _is_capital(text: str, amount: Amount) -> bool:
    """«ТМА – 18 М»: a capital letter is no metre."""
    unit = amount.unit
    return unit is not None and unit.end - unit.start == 1 and text[unit.start].isupper()


def _is_lone_abbreviation(lowered: str, amount: Amount) -> bool:
    """«млрд. теңге» in the heading of a table, «, мың теңге» at the end of a title."""
    number = amount.number
    if not number.single or number.digits or number.magnitude < 1000:
        return False
    listed = lowered[max(0, number.start - 2) : number.start] == ", " and lowered[amount.end : amount.end + 1] in {"", "\n"}
    return listed or lowered.startswith(("млн", "млрд", "трлн"), number.start)


def _outside(numbers: Sequence[NumberSpan], taken: Sequence[tuple[int, int]]) -> Iterator[NumberSpan]:
    """The numerals that no expression of time holds; both run in order."""
    index = 0
    for number in numbers:
        while index < len(taken) and taken[index][1] <= number.start:
            index += 1
        if index == len(taken) or number.end <= taken[index][0]:
            yield number


class _Writer:
    """Turns the drafts of one page into rows."""

    def __init__(
        self,
        finder: ClaimFinder,
        page: Page,
        lowered: str,
        periods: Sequence[Period],
        entities: Sequence[Entity],
        quotes: Sequence[Quote],
    ) -> None:
        self.finder, self.page, self.lowered = finder, page, lowered
        self.periods, self.entities, self.quotes = periods, entities, quotes
        self.names = [(e.start_char, e.end_char) for e in entities if e.label in _HIDING_NAMES]
        self.sentence: _Sentence | None = None
        self.before: Claim | None = None

    def rows(self, drafts: Sequence[_Draft]) -> list[Claim]:
        """One row for each draft, in order."""
        rows: list[Claim] = []
        for index, draft in enumerate(drafts):
            if self.sentence is None or self.sentence.stretch != draft.stretch:
                self.sentence = self._sentence(draft.stretch, drafts[index:])
            self.before = self._row(draft, len(rows), self.sentence)
            rows.append(self.before)
        return rows

    def _sentence(self, stretch: Stretch, drafts: Sequence[_Draft]) -> _Sentence:
        words = self.page.sentence_words(stretch)
        periods = [p for p in self.periods if stretch.start <= p.start < stretch.end]
        comparisons = find_comparisons(words, periods)
        bases = [(c.start, c.hull_end) for c in comparisons]
        free = [p for p in periods if p.kind != "meant" and not self._dates_document(p) and not any(s <= p.start < e for s, e in bases)]
        spans = []
        for draft in drafts:
            if draft.start >= stretch.end:
                break
            spans.append((draft.start, draft.end))
        tone = self.finder._statuses.tone(words)
        return _Sentence(stretch, words, free, comparisons, spans, self._points_back(stretch), tone)

    def _dates_document(self, period: Period) -> bool:
        """«2013 жылғы 18 қыркүйектегі № 983 қаулысымен»: the date of a document, not of what it brings."""
        return period.relative and _DOCUMENT.match(self.lowered, period.end) is not None

    def _points_back(self, stretch: Stretch) -> bool:
        return self.lowered[stretch.start : stretch.start + 24].lstrip("–—- «").startswith(_POINTING)

    def _row(self, draft: _Draft, claim_id: int, sentence: _Sentence) -> Claim:
        amount, page = draft.amount, self.page
        start, end = draft.start, draft.end
        left, right = sentence.around(start, amount.verb_start or end)
        rate = self._rate(draft, sentence, left)
        period, period_flag = self._period(sentence, start, end)
        change = self._change(draft, right)
        base = self._base(sentence, start, end)
        metric = self._metric(draft, sentence, left, right, rate)
        quote = enclosing_quote(self.quotes, start, end)
        status = self._status(draft, sentence, right, period, quote, rate is not None)
        unit, kind = self._unit(draft, metric)
        text = page.text[start:end]
        value, low, high, origin, bound = _numbers(draft, change)
        flags = [flag for flag in (change.flag, period_flag) if flag]
        return Claim(
            doc_id=page.doc_id, claim_id=claim_id, sent_id=draft.stretch.sent_id, start_char=start, end_char=end, text=text,
            kind=kind, value=value, low=low, high=high, from_value=origin, bound=bound,
            unit=unit, per=rate.per if rate else (amount.unit.per or None) if amount.unit else None,
            metric=page.text[metric.start : metric.end] if metric else None,
            metric_start=metric.start if metric else None, metric_end=metric.end if metric else None,
            metric_canonical=metric.term if metric else None,
            change=change.direction, change_by=change.by, status=status,
            period_text=page.text[period.start : period.end] if period else None,
            period_start=period.start if period else None, period_end=period.end if period else None,
            period_from=period.first if period else None, period_to=period.last if period else None,
            compared_to=page.text[base.start : base.end] if base else None,
            compared_start=base.start if base else None, compared_end=base.end if base else None,
            claimant=quote.speaker if quote else None, claimant_id=quote.speaker_id if quote else None,
            claimant_entity_id=quote.speaker_entity_id if quote else None, quote_id=quote.quote_id if quote else None,
            places=places_of(self.entities, sentence.limits, sentence.since(start), start, end),
            rule=_rule(draft), score=0.6 if flags else 0.9, flags=tuple(flags),
        )  # fmt: skip

    def _rate(self, draft: _Draft, sentence: _Sentence, left: Sequence[Word]) -> Rate | None:
        if draft.base is not None:
            return draft.base
        if self._kind(draft) in {"multiple", "share", "rank"}:
            return None
        rate = self.finder._rates.before(self.lowered, left)
        return rate if rate is not None and rate.start >= sentence.since(draft.start) else None

    def _change(self, draft: _Draft, right: Sequence[Word]) -> Change:
        amount = draft.amount
        if draft.counted is not None:
            amount = dataclasses.replace(amount, case=draft.counted.case, possessed=draft.counted.possessed)
            if draft.counted.attributive:
                return Change()
            if right and right[0].text.lower() in {"дейін", "шейін"}:
                amount.limit, right = True, right[1:]
        return self.finder._changes.read(amount, right) if draft.rank is None else Change()

    def _status(
        self, draft: _Draft, sentence: _Sentence, right: Sequence[Word], period: Period | None, quote: Quote | None, rated: bool
    ) -> str:
        case = draft.counted.case if draft.counted else draft.amount.case
        closed = not case and bool(right) and right[0].text in {",", ";", ".", ")"}
        base = self.page.published
        tone = sentence.tone._replace(habitual=sentence.tone.habitual or rated)
        last = self.lowered[draft.start : draft.end].rsplit(" ", 1)[-1]
        status = self.finder._statuses.read(tone, right, last, closed, period, base)
        if quote is not None and quote.kind == "directive" and status == "actual":
            proposing = (quote.cue_lemma or quote.cue or "").startswith(("ұсын", "шақыр"))
            return "proposal" if proposing else "target"
        return status

    def _period(self, sentence: _Sentence, start: int, end: int) -> tuple[Period | None, str]:
        """The nearest expression of time before the claim in its sentence, else the first behind it, else one carried over."""
        chosen = sentence.period_for(start, end)
        earlier = self.before
        if chosen is not None and chosen.kind == "same" and chosen.first is None and earlier is not None:
            return chosen._replace(first=earlier.period_from, last=earlier.period_to), ""
        if chosen is None and sentence.points_back and earlier is not None and earlier.period_from is not None:
            if earlier.sent_id in {sentence.stretch.sent_id, sentence.stretch.sent_id - 1} and earlier.period_start is not None:
                carried = Period(
                    earlier.period_start, earlier.period_end or 0, earlier.period_from, earlier.period_to, "carried", "", False, ""
                )
                return carried, "period_carried"
        return chosen, "period_open" if chosen and chosen.first is None and chosen.last is None else ""

    def _base(self, sentence: _Sentence, start: int, end: int) -> Comparison | None:
        before = [c for c in sentence.comparisons if c.end <= start and c.start >= sentence.since(start)]
        return before[-1] if before else None

    def _metric(
        self, draft: _Draft, sentence: _Sentence, left: Sequence[Word], right: Sequence[Word], rate: Rate | None
    ) -> Metric | None:
        hidden = [(p.start, p.end) for p in sentence.periods] + [(c.start, c.hull_end) for c in sentence.comparisons]
        if rate is not None:
            hidden.append((rate.start, rate.end))
        others = [span for span in sentence.amounts if span != (draft.start, draft.end)]
        owned = rate.start if rate is not None and not rate.dative else None
        around = Surroundings(left, right, hidden, others, self.names, self._kind(draft), owned)
        amount = draft.amount
        if draft.counted is not None:
            amount = dataclasses.replace(amount, case=draft.counted.case, possessed=draft.counted.possessed)
        metric = self.finder._metrics.find(self.page.text, amount, around, self._metric_before(sentence))
        if metric is None:
            metric = self._counted_metric(draft)
        if metric is not None and metric.term is None and owned is not None and _is_money(draft):
            metric = metric._replace(term="price")
        if metric is not None and metric.term is None and is_anaphoric(self.page.text[metric.start : metric.end]):
            before = self.before
            if before is not None and before.sent_id >= sentence.stretch.sent_id - 1:
                return metric._replace(term=before.metric_canonical)
        return metric

    def _counted_metric(self, draft: _Draft) -> Metric | None:
        """«65 жұмыс орны»: what is counted is the metric where it has a controlled term."""
        unit, counted = draft.amount.unit, draft.counted
        if counted is None and (unit is None or unit.kind != "count"):
            return None
        start, end = (counted.start, counted.end) if counted is not None else (unit.start, unit.end) if unit else (0, 0)
        term = self.finder._metrics.term(self.page.text[start:end])
        return None if term is None else Metric(start, end, term)

    def _kind(self, draft: _Draft) -> str:
        return self._unit(draft, None)[1]

    def _metric_before(self, sentence: _Sentence) -> Metric | None:
        before = self.before
        if before is None or before.metric_start is None or before.metric_end is None:
            return None
        near = before.sent_id >= sentence.stretch.sent_id - 1
        return Metric(before.metric_start, before.metric_end, before.metric_canonical) if near else None

    def _unit(self, draft: _Draft, metric: Metric | None) -> tuple[str | None, str]:
        amount = draft.amount
        if draft.rank is not None:
            return None, "rank"
        if amount.number.role in {"share", "part"} and amount.unit is None:
            return None, "share"
        if amount.unit is not None:
            kind = "quantity" if amount.unit.kind == "duration" else amount.unit.kind
            return (None if kind == "multiple" else amount.unit.code), kind
        if draft.counted is not None:
            return draft.counted.lemma, "count"
        return self._inferred_unit(draft, metric), "count"

    def _inferred_unit(self, draft: _Draft, metric: Metric | None) -> str | None:
        """«кәсіпорындардың саны 30-ға жетті» counts enterprises; «11-інде» what the claim before counts."""
        if metric is not None and metric.start >= draft.stretch.start:
            words = self.page.words_between(metric.start, metric.end)
            if len(words) > 1 and words[-1].text.lower().startswith("сан"):
                owners = [word for word in words[:-1] if word.text.lower() not in _GENERAL]
                return owners[-1].lemma.lower() if owners else None
        before = self.before
        counted = before is not None and before.kind in {"count", "quantity"} and before.sent_id >= draft.stretch.sent_id - 1
        return before.unit if counted and draft.amount.possessed and before is not None else None


@dataclasses.dataclass(slots=True)
class _Sentence:
    """One sentence with what its claims share."""

    stretch: Stretch
    words: Sequence[Word]
    periods: list[Period]
    comparisons: list[Comparison]
    amounts: list[tuple[int, int]]
    points_back: bool
    tone: Tone

    def around(self, start: int, end: int) -> tuple[Sequence[Word], Sequence[Word]]:
        """The words before a claim and those behind it, as many as any rule looks at."""
        first = bisect.bisect_left(self.words, start, key=_start)
        last = bisect.bisect_left(self.words, end, lo=first, key=_start)
        return self.words[max(0, first - _SIGHT) : first], self.words[last : last + _SIGHT]

    @property
    def limits(self) -> tuple[int, int]:
        return self.stretch.start, self.stretch.end

    def since(self, start: int) -> int:
        """The end of the claim before, or the start of the sentence."""
        return max([end for _, end in self.amounts if end <= start], default=self.stretch.start)

    def period_for(self, start: int, end: int) -> Period | None:
        """The nearest expression of time before a claim in its clause, or behind it before a comma or another claim."""
        before = [p for p in self.periods if p.end <= start]
        if before:
            return before[-1] if self._governs(before[-1], start) else None
        behind = next((p for p in self.periods if p.start >= end), None)
        if behind is None or any(end <= other < behind.start for other, _ in self.amounts):
            return None
        between = [word for word in self.words if end <= word.start < behind.start]
        return None if any(word.text in _BREAKS for word in between) else behind

    def _governs(self, period: Period, start: int) -> bool:
        """Whether nothing between the period and the claim opens a new topic: «; …», «…, ал …»."""
        first = bisect.bisect_left(self.words, period.end, key=_start)
        last = bisect.bisect_left(self.words, start, lo=first, key=_start)
        breaking = (word for word in self.words[first:last] if word.text in _STOPS or word.text.lower() in _CONTRASTS)
        return all(self._in_amount(word) for word in breaking)

    def _in_amount(self, word: Word) -> bool:
        return any(first <= word.start < end for first, end in self.amounts)


def _numbers(
    draft: _Draft, change: Change
) -> tuple[float | None, float | None, float | None, float | None, str]:
    amount = draft.amount
    value, low, high, origin, bound = amount.value, amount.low, amount.high, amount.origin, amount.bound
    if change.bound is not None:
        bound = change.bound
    elif amount.limit and change.direction is None and bound == "exact" and origin is None:
        bound = "at_most"
    if origin is not None and change.direction is None and value is not None and origin < value:
        value, low, high, origin, bound = None, origin, value, None, "range"
    return _float(value), _float(low), _float(high), _float(origin), bound


def _start(word: Word) -> int:
    return word.start


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _rule(draft: _Draft) -> str:
    if draft.rank is not None:
        return "rank"
    if draft.amount.unit is not None:
        return "from_to" if draft.amount.origin is not None else f"number_{draft.amount.unit.kind}"
    return "counted_noun" if draft.counted is not None else f"bare_{draft.amount.number.role}"
