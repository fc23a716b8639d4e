"""What the claims of one sentence share: its words, expressions of time, bases of comparison, and its tone."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Sequence

import regex

from derek.extractors.claim_drafts import Draft
from derek.extractors.comparisons import Comparison, find_comparisons
from derek.extractors.periods import Period
from derek.extractors.span_index import SpanIndex
from derek.extractors.statuses import Tone
from derek.text.page import Stretch, Word

_SIGHT = 60
"""How many words before and behind a claim any rule looks at."""
_BREAKS = frozenset({",", ";", "–", "—", ":"})
_STOPS = frozenset({";", "."})
_CLAUSE = 6
_ASIDE = frozenset("()«»")
_IS_SO = regex.compile(
    r"құрайды|бар|бар\p{L}*н|(?:істе|тұр|жүр)(?:йді|еді|ады|йтін\p{L}*|етін\p{L}*|атын\p{L}*)|отыр|тұр|жатыр"
)
_CONTRASTS = frozenset({"болса", "алайда"})
_DOCUMENT = regex.compile(r"[^.;]{0,40}?(?:№|қаулы|бұйры|жарлығ|өкім|хаттама|заңы|кодексі)")
_POINTING = ("бұл", "оның ішінде", "соның ішінде", "осы", "олардың", "сондай-ақ", "сонымен қатар")
_CONCLUDING = ("осыған орай", "осыған байланысты", "осылай", "бұл ретте", "бұл орайда", "осы орайда")
"""What opens a new matter although it begins like a pointer."""
_OPENING = 24

Pair = tuple[int, int]


class Sentence:
    """One sentence as its claims see it."""

    def __init__(
        self,
        stretch: Stretch,
        words: Sequence[Word],
        lowered: str,
        periods: Sequence[Period],
        drafts: Sequence[Draft],
        tone: Tone,
        published: dt.date | None = None,
    ) -> None:
        self.stretch, self.words, self.tone, self.published = stretch, words, tone, published
        self.comparisons: SpanIndex[Comparison] = SpanIndex(find_comparisons(words, periods))
        self.periods = SpanIndex([period for period in periods if self._dates_claims(lowered, period)])
        self.drafts = SpanIndex(drafts)
        opening = lowered[stretch.start : stretch.start + _OPENING].lstrip("–—- «")
        self.points_back = opening.startswith(_POINTING) and not opening.startswith(_CONCLUDING)

    def _dates_claims(self, lowered: str, period: Period) -> bool:
        """Not «2013 жылғы 18 қыркүйектегі № 983 қаулысымен», not «2020 жылға арналған», not a base of comparison."""
        if period.kind == "meant" or (period.relative and _DOCUMENT.match(lowered, period.end)):
            return False
        return not any(
            base.start <= period.start < base.hull_end for base in self.comparisons.around(period.start, period.end)
        )

    def around(self, start: int, end: int) -> tuple[Sequence[Word], Sequence[Word]]:
        """The words before a claim and those behind it, as many as any rule looks at."""
        first, last = self._at(start), self._at(end)
        return self.words[max(0, first - _SIGHT) : first], self.words[last : last + _SIGHT]

    def _at(self, position: int) -> int:
        return bisect.bisect_left(self.words, position, key=_start)

    def since(self, start: int) -> int:
        """The end of the claim before, or the start of the sentence."""
        before = self.drafts.before(start)
        return self.stretch.start if before is None else before.end

    def hidden(self, left: Sequence[Word], end: int) -> list[Pair]:
        """Stretches near a claim that are no metric: expressions of time and bases of comparison."""
        low, high = (left[0].start if left else self.stretch.start), end + _SIGHT
        near = self.comparisons.around(low, high)
        return [(p.start, p.end) for p in self.periods.around(low, high)] + [(c.start, c.hull_end) for c in near]

    def others(self, draft: Draft, left: Sequence[Word]) -> list[Pair]:
        """The other amounts near a claim."""
        low, high = (left[0].start if left else self.stretch.start), draft.end + _SIGHT
        return [(other.start, other.end) for other in self.drafts.around(low, high) if other is not draft]

    def base_for(self, start: int) -> Comparison | None:
        """The base of comparison that stands between the claim before and this one."""
        base = self.comparisons.before(start)
        return base if base is not None and base.start >= self.since(start) else None

    def clause(self, end: int) -> Pair:
        """What stands behind a claim up to a comma, a dash or the next claim."""
        following = self.drafts.after(end)
        stop = min(self.stretch.end, following.start if following is not None else self.stretch.end)
        first = self._at(end)
        for word in self.words[first : first + _SIGHT]:
            if word.start >= stop or word.text in _BREAKS or word.text in _STOPS or word.text in _ASIDE:
                return end, min(stop, word.start)
        return end, stop

    def period_for(self, start: int, end: int) -> Period | None:
        """The nearest expression of time before a claim in its clause, or behind it before a comma or another claim."""
        before = self.periods.before(start)
        if before is not None:
            return before if self._governs(before, start) and not self._is_past_of_present(before, start, end) else None
        behind = self.periods.after(end)
        if behind is None or self.drafts.starting(end, behind.start):
            return None
        return (
            None if any(word.text in _BREAKS for word in self.words[self._at(end) : self._at(behind.start)]) else behind
        )

    def _is_past_of_present(self, period: Period, start: int, end: int) -> bool:
        """«2016 жылы ашылған, онда 75 ғалым бар»: a past year does not date what a later clause says is so."""
        if period.last is None or self.published is None or period.last >= self.published or period.limit:
            return False
        clause = self.words[self._at(period.end) : self._at(start)]
        if not any(word.text == "," for word in clause):
            return False
        for word in self.words[self._at(end) : self._at(end) + _CLAUSE]:
            if word.text in _BREAKS or word.text in _STOPS:
                return False
            if _IS_SO.fullmatch(word.text.lower()):
                return True
        return False

    def _governs(self, period: Period, start: int) -> bool:
        """Whether nothing near the claim, behind the period, opens a new topic: «; …», «…, ал …»."""
        last = self._at(start)
        words = self.words[max(self._at(period.end), last - _SIGHT) : last]
        breaking = (word for word in words if word.text in _STOPS or word.text.lower() in _CONTRASTS)
        return all(self.drafts.covers(word.start) for word in breaking)


def _start(word: Word) -> int:
    return word.start
