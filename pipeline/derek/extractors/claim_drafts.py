"""Claims in the making: which numbers of a page make claims, what they count, which of them belong together."""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Iterator, Sequence

import regex

from derek.extractors.amounts import Amount, AmountReader, is_listed, scale
from derek.extractors.counting import Counted, CountedNouns
from derek.extractors.exclusions import is_excluded
from derek.extractors.figure_lists import is_dealt_out
from derek.extractors.periods import Period
from derek.extractors.ranks import Rank, read_rank
from derek.extractors.rates import Rate
from derek.knowledge import Knowledge
from derek.text.numerals import NumberSpan
from derek.text.page import Page, Stretch

_DURATIONS = frozenset({"a", "mo", "wk", "d", "h", "ғасыр"})
_HEADED = regex.compile(r"(?<!\p{L})саны?(?:\p{L}{0,3})(?: барлығы| шамамен)? ?[–—:-]? ?$")
"""«жұмыс орнының саны – 10207»: a number without a noun behind one that says what is counted."""
_HALF_OF_TIME = regex.compile(r"(?<!\p{L})(?:бірінші|екінші|алғашқы) $")
"""«айдың екінші | жартысында» says when, not how much."""
_HEAD_REACH = 24
_BASE_REACH = 60
_COUNTED_WORDS = 8
_FEW = 10
_LONGEST_LIST = 16


@dataclasses.dataclass(slots=True)
class Draft:
    """A claim in the making: the amount, what it counts, and the sentence it stands in."""

    amount: Amount
    stretch: Stretch
    counted: Counted | None = None
    rank: Rank | None = None
    base: Rate | None = None
    """«1 шаршы метр … 204,8 мың теңге»: one measure before a sum of money."""
    _whole: Amount | None = dataclasses.field(default=None, init=False, repr=False, compare=False)
    tentative: bool = False
    """«бесеуі», «он екісі»: a claim only where a whole stands before it."""

    @property
    def start(self) -> int:
        """The first character of the claim."""
        return self.amount.start

    @property
    def end(self) -> int:
        """One past the last character of the claim, with the counted noun."""
        return max(self.amount.end, self.counted.end if self.counted else 0, self.rank.end if self.rank else 0)

    @property
    def case(self) -> str:
        """The case of its last word."""
        return self.counted.case if self.counted else self.amount.case

    @property
    def whole(self) -> Amount:
        """The amount with the case and possessive of the noun that it counts."""
        if self.counted is None:
            return self.amount
        if self._whole is None:
            owned = self.counted.possessed
            self._whole = dataclasses.replace(self.amount, case=self.counted.case, possessed=owned)
        return self._whole

    @property
    def is_bare(self) -> bool:
        """A number without a unit, a noun or a rank: «1 200-ге жетті»."""
        return self.kind == "count" and self.amount.unit is None and self.counted is None

    @property
    def kind(self) -> str:
        """Money · percent · quantity · count · multiple · share · rank."""
        if self.rank is not None:
            return "rank"
        if self.amount.unit is not None:
            return "quantity" if self.amount.unit.kind == "duration" else self.amount.unit.kind
        return "share" if self.amount.number.role in {"share", "part"} else "count"


class DraftReader:
    """Reads drafts from a page's numbers."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where a table of lexicon/ is missing or lacks a column."""
        self._amounts, self._counted = AmountReader(knowledge), CountedNouns(knowledge)

    def read(self, page: Page, lowered: str, numbers: Sequence[NumberSpan], periods: Sequence[Period]) -> list[Draft]:
        """The drafts of a page in order; numbers inside an expression of time are none."""
        return _take_bases(lowered, _join_counted(page.text, self._drafts(page, lowered, numbers, periods)))

    def _drafts(
        self, page: Page, lowered: str, numbers: Sequence[NumberSpan], periods: Sequence[Period]
    ) -> Iterator[Draft]:
        free = list(_outside(numbers, periods))
        ranks = {rank.start: rank for number in free if (rank := read_rank(lowered, number))}
        measuring = [number for number in free if number.start in ranks or not is_excluded(page.text, number)]
        amounts = self._amounts.read(lowered, measuring)
        for index, amount in enumerate(amounts):
            draft = Draft(amount, page.sentence_at(amount.start), rank=ranks.get(amount.start))
            if amount.unit is None and draft.rank is None:
                draft.counted = self._count(page, amount, draft.stretch)
            if self._is_claim(page, lowered, draft):
                yield from _listed_before(lowered, amounts[:index][-_LONGEST_LIST:], draft)
                yield draft
            elif _is_part(draft):
                draft.tentative = True
                yield draft

    def _count(self, page: Page, amount: Amount, stretch: Stretch) -> Counted | None:
        suffix = amount.number.suffix
        if amount.number.role in {"share", "part"} or suffix.ordinal or suffix.collective:
            return None
        bounded = amount.bound_form and not amount.possessed and (amount.limit or not amount.case)
        if (suffix.case or suffix.possessed) and not bounded:
            return None
        first = bisect.bisect_left(page.word_starts, amount.end)
        words = [word for word in page.words[first : first + _COUNTED_WORDS] if word.start < stretch.end]
        return self._counted.behind(page.text, amount.end, words, amount.limit)

    def _is_claim(self, page: Page, lowered: str, draft: Draft) -> bool:
        amount, number = draft.amount, draft.amount.number
        if draft.rank is not None:
            return True
        if lowered.startswith("шаққанда", draft.end + 1) or _is_lone_abbreviation(lowered, amount):
            return False
        if number.suffix.ordinal:
            return False
        if amount.unit is not None:
            return not (_is_duration_or_base(amount) or _is_capital(page.text, amount) or _is_few(amount))
        if number.role in {"share", "part"}:
            halved = _HALF_OF_TIME.search(lowered, max(0, amount.start - _HEAD_REACH), amount.start) is not None
            return number.role == "share" or (number.suffix.possessed and not halved)
        if draft.counted is not None:
            small = not number.digits and number.value == 1
            return not small and self._counted.is_claim(amount.value or amount.high or amount.low, draft.counted)
        headed = _HEADED.search(lowered, max(0, amount.start - _HEAD_REACH), amount.start)
        return _is_bare_claim(amount) or headed is not None


def _listed_before(lowered: str, before: Sequence[Amount], last: Draft) -> Iterator[Draft]:
    """«тиісінше 40, 55 және 72 мектеп»: bare numbers that share the noun counted last, where each is dealt out."""
    noun, right, shared = last.counted, last.amount, []
    while noun is not None and before and is_listed(lowered, before[-1], right):
        right, before = before[-1], before[:-1]
        shared.append(right)
    if noun is None or not shared or not is_dealt_out(lowered, right.start):
        return
    for amount in reversed(shared):
        scale(amount, last.amount.number.magnitude)
        yield Draft(amount, last.stretch, noun._replace(start=amount.start, end=amount.end))


def _is_duration_or_base(amount: Amount) -> bool:
    """Durations in days and more only give a period; «1 тоннасы» is what a rate counts by."""
    unit = amount.unit
    if unit is None or unit.code in _DURATIONS:
        return unit is not None
    return amount.value == 1 and unit.suffix.possessed and unit.kind == "quantity"


def _is_few(amount: Amount) -> bool:
    """«бір рет», «үш адам»: neither a single one in words nor a few people make a claim."""
    unit, value = amount.unit, amount.value
    if unit is None or unit.kind != "count" or value is None or value % 1:
        return False
    return (value == 1 and not amount.number.digits) or (unit.code == "адам" and value <= _FEW)


def _is_part(draft: Draft) -> bool:
    """«соның бесеуі», «он екісінде»: so many, in words, of what was counted before."""
    amount, number = draft.amount, draft.amount.number
    if number.digits or not number.suffix.possessed or number.role != "number" or number.suffix.ordinal:
        return False
    return amount.unit is None and draft.counted is None and number.value > 2


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
    behind = lowered[amount.end : amount.end + 1]
    listed = lowered[max(0, number.start - 2) : number.start] == ", " and behind in {"", "\n"}
    return listed or lowered.startswith(("млн", "млрд", "трлн"), number.start)


def _outside(numbers: Sequence[NumberSpan], periods: Sequence[Period]) -> Iterator[NumberSpan]:
    """The numerals that no expression of time holds; both run in order."""
    index = 0
    for number in numbers:
        while index < len(periods) and periods[index].end <= number.start:
            index += 1
        if index == len(periods) or number.end <= periods[index].start:
            yield number


def _join_counted(text: str, drafts: Iterator[Draft]) -> list[Draft]:
    """«12 жұп пойыздан 60 жұпқа дейін»: two counts in ablative and dative side by side are one change."""
    joined: list[Draft] = []
    for draft in drafts:
        left = joined[-1] if joined else None
        if left is not None and left.rank is not None and draft.rank is not None and _is_risen(text, left, draft):
            joined[-1] = dataclasses.replace(draft, amount=_from(left, draft))
        elif (
            left is not None and left.counted is not None and left.counted.case == "ABL" and _is_goal(text, left, draft)
        ):
            joined[-1] = _from_count(left, left.counted, draft)
        else:
            joined.append(draft)
    return joined


def _is_goal(text: str, left: Draft, right: Draft) -> bool:
    near = 0 <= right.start - left.end <= 2 and not text[left.end : right.start].strip()
    return near and right.case == "DAT" and left.amount.single and left.amount.value is not None


def _is_risen(text: str, left: Draft, right: Draft) -> bool:
    """«25-орыннан 22-орынға»."""
    case = left.rank.case if left.rank else ""
    return case == "ABL" and 0 <= right.start - left.end <= 2 and not text[left.end : right.start].strip()


def _from(left: Draft, right: Draft) -> Amount:
    return dataclasses.replace(right.amount, start=left.start, origin=left.amount.value, single=False)


def _from_count(left: Draft, noun: Counted, right: Draft) -> Draft:
    amount = _from(left, right)
    counted = right.counted
    if counted is None:
        counted = noun._replace(start=right.start, end=right.end, case=right.case, possessed=False)
    elif noun.lemma.startswith(counted.lemma):
        counted = counted._replace(lemma=noun.lemma)
    return dataclasses.replace(right, amount=amount, counted=counted)


def _take_bases(lowered: str, drafts: Sequence[Draft]) -> list[Draft]:
    """«1 шаршы метр үйге 204,8 мың теңге», «1 литрдің құны 300 теңге»: the base of a rate before money is no claim."""
    kept: list[Draft] = []
    for index, draft in enumerate(drafts):
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        unit = draft.amount.unit
        if following is not None and unit is not None and _is_base(lowered, draft, following):
            following.base = Rate(draft.start, draft.end, unit.code, not unit.suffix.possessed)
        else:
            kept.append(draft)
    return kept


def _is_base(lowered: str, draft: Draft, following: Draft) -> bool:
    amount = draft.amount
    if draft.kind == "quantity" and lowered.startswith("үшін", draft.end + 1):
        return following.stretch == draft.stretch and following.kind == "money"
    if amount.value != 1 or not amount.single or amount.bound != "exact" or draft.base is not None:
        return False
    if following.stretch != draft.stretch or following.start - draft.end > _BASE_REACH:
        return False
    if draft.kind == "money":
        exchanged = amount.case == "DAT" and following.amount.unit != amount.unit
        return following.kind == "money" and (exchanged or lowered.startswith("үшін", draft.end + 1))
    if draft.kind == "quantity" and amount.case in {"", "GEN"}:
        return following.kind == "money"
    return (
        draft.kind in {"quantity", "count"}
        and amount.case == "DAT"
        and following.kind in {"quantity", "money", "count"}
    )
