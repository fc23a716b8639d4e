"""What a claim measures, as written: the noun phrase before or behind the amount, or that of the claim before."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Sequence
from typing import NamedTuple

import regex

from derek.extractors.amounts import Amount
from derek.extractors.word_classes import (
    case_of,
    is_derived_adjective,
    is_modifier,
    is_nominal,
    is_participle,
    is_possessed,
)
from derek.knowledge import Knowledge
from derek.text.numeral_suffixes import read_suffix
from derek.text.page import Word

_REACH = 30
_MAX_PHRASE = 7
_HARD = frozenset(";")
_FLOW = regex.compile(
    r"(?:бөл|жұмса|сал|қарастыр|бағытта|төле|аудар|тарт|құй|бер|көзде|қажет|керек|кет|игер|инвест|мақұлда)\p{L}*"
)
_SOURCE = regex.compile(r"(?!бойынша|сәйкесінше|тиісінше|бұрынғыша|керісінше|негізінше)\p{L}{3,}[ыі]нш[ае]")
_ANAPHORIC = regex.compile(r"(?:көрсеткіш|меже|деңгей|өсім|үлес|сан|көлем|бұл|осы|аталған|ең|жоғары|төмен)\p{L}{0,6}")
_POINTERS = frozenset({"оны", "оның", "бұны", "мұны", "соны"})
_OWNERS = frozenset({"олардың", "соның", "оның", "бұлардың", "осының", "солардың", "мұның", "бұның"})
_PLACE_NOUN = regex.compile(r"(?:қала|облыс|аудан|ел|ауыл|өңір|республика|федерация|әлем|дүниежүзі|мемлекет)\p{L}{0,9}")
_BASIS = regex.compile(r"(?:жоспар|есеп|есеб|мәлімет|дерек|дерег|болжам|бағдарлама|қорытынды|жағдай|тізім)\p{L}*")
"""«жоспар бойынша 5 пайыз»: by what it is so, not what it measures."""
_BY = frozenset({"бойынша", "жөнінен"})
_RANKING = regex.compile(r"(?:рейтинг|есеп|тізім|кесте|индекс|жарыс|бәсеке)\p{L}*")
_BELOW = frozenset({"төмен", "жоғары"})
"""«7 пайыздан төмен | инфляция»."""
_AREAS = frozenset({"har", "m2", "ar"})
_WHERE = regex.compile(r"(?:жер|биіктік|қашықтық|тереңдік)[дт][ае](?:ғы|гі)?")
"""«9 шақырым жердегі»: how far away, a measure of nothing named."""
_REST = regex.compile(r"\p{L}*+")
_LIST_SIGNS = frozenset({"–", "—", "-", ":"})
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
    kind: str
    """Kind of the claim: money, percent, count …"""
    people: Sequence[tuple[int, int]]
    """Mentions of people and offices, and who speaks: a subject, no part of a metric."""
    rated: int | None
    """Where the base of a rate with an owner begins: «бидайдың | 1 тоннасы», else None."""


class MetricFinder:
    """Finds metrics.

    lexicon/metrics.tsv (term, canonical) has the controlled terms, lexicon/metric_stops.tsv (form) what is
    never a metric, lexicon/measure_nouns.tsv (stem) what names one («көлем»), lexicon/adjectives.tsv (form).
    """

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError where a table is missing or lacks a column."""
        rows = sorted(knowledge.table("lexicon/metrics.tsv", ("term", "canonical")), key=lambda row: -len(row["term"]))
        self._canonical = [row["canonical"] for row in rows]
        self._pattern = regex.compile("|".join(rf"(?<!\p{{L}})({_spaced(row['term'])})" for row in rows))
        self._stops = frozenset(row["form"] for row in knowledge.table("lexicon/metric_stops.tsv", ("form",)))
        self._adjectives = frozenset(row["form"] for row in knowledge.table("lexicon/adjectives.tsv", ("form",)))
        self._measures = frozenset(row["stem"] for row in knowledge.table("lexicon/measure_nouns.tsv", ("stem",)))
        self._measure = functools.lru_cache(maxsize=8192)(self._measures_something)
        self.term = functools.lru_cache(maxsize=4096)(self._term)

    def _term(self, phrase: str) -> str | None:
        """The controlled term of a phrase, by the first listed words in it: «экспорт көлемі» → export."""
        lowered = phrase.lower()
        for match in self._pattern.finditer(lowered, overlapped=True):
            rest = _REST.match(lowered, match.end())
            if match.lastindex is not None and rest is not None and read_suffix(rest[0]) is not None:
                return self._canonical[match.lastindex - 1]
        return None

    def find(self, text: str, amount: Amount, around: Surroundings, previous: Metric | None) -> Metric | None:
        """The metric of an amount, or None. `previous` is that of the claim before, where it may hold on."""
        if around.kind == "rank":
            return self._of_rank(text, around)
        if around.kind == "quantity" and around.right and _WHERE.fullmatch(around.right[0].text.lower()):
            return None
        if (
            around.kind == "count"
            and amount.origin is None
            and not (amount.case in {"DAT", "ACC", "ABL"} or self._is_headed(around))
        ):
            return None
        if self._in_brackets(around):
            return previous or self._of_list(text, around)
        behind = self._behind(text, amount, around)
        if behind is not None and is_anaphoric(text[behind[0].start : behind[-1].end]):
            behind = None  # «80 пайыздық меже»
        if behind is not None and (amount.attributive or amount.bound_form in _BELOW):
            return self._metric(text, behind)
        before, points_back = self._before(amount, around)
        if around.kind == "count" and amount.origin is None:
            measured = before is not None and self._is_measure(before) and not is_place_noun(before[-1])
            return self._metric(text, before) if measured and before is not None else None
        if behind is not None and not (before is not None and self._is_measure(before)):
            return self._metric(text, behind)
        if around.kind == "bare" and amount.number.suffix.possessed and not (before and self._is_measure(before)):
            return None
        return self._metric(text, before) if before is not None and not points_back else previous

    def listed(self, text: str, metric: Metric, around: Surroundings) -> list[Metric]:
        """The metrics of the list that ends with this one: «экспорт пен | импорт», «күріш, бидай және | арпа»."""
        listed = [metric]
        first = bisect.bisect_left(around.left, metric.start, key=lambda word: word.start)
        while first > 1 and self._is_joint(around.left[first - 1], len(listed)):
            if self._is_no_head(around.left[first - 2], around) or case_of(around.left[first - 2]) not in {"", "GEN"}:
                break
            phrase = self._phrase(around.left, first - 2, around)
            listed.insert(0, self._metric(text, phrase))
            first = bisect.bisect_left(around.left, phrase[0].start, key=lambda word: word.start)
        return listed

    def _is_joint(self, word: Word, found: int) -> bool:
        return word.text.lower() in _JOINERS or (found > 1 and word.text == ",")

    def _metric(self, text: str, words: Sequence[Word]) -> Metric:
        start, end = words[0].start, words[-1].end
        core = _without_complement(words) or words
        term = self.term(text[core[0].start : end])
        return Metric(start, end, term if term is not None or core is words else self.term(text[start:end]))

    def _is_measure(self, words: Sequence[Word]) -> bool:
        return self._measure(words[-1].text.lower())

    def _measures_something(self, word: str) -> bool:
        """Whether a word is a form of a listed noun of measure."""
        lengths = range(len(word), 2, -1)
        return any(word[:length] in self._measures and read_suffix(word[length:]) is not None for length in lengths)

    def _is_headed(self, around: Surroundings) -> bool:
        """«жұмыс орнының саны – 300 адам»."""
        nearest = [word for word in around.left[-3:] if word.text[:1].isalpha()]
        return bool(nearest) and self._is_measure(nearest[-1:]) and is_possessed(nearest[-1])

    def _in_brackets(self, around: Surroundings) -> bool:
        """«Қытай (23,7%)»: a place or name before the bracket is what the figure belongs to, not what it measures."""
        left = around.left
        if len(left) < 2 or left[-1].text != "(":
            return False
        return _inside(left[-2], around.names) or _PLACE_NOUN.fullmatch(left[-2].text.lower()) is not None

    def _of_list(self, text: str, around: Surroundings) -> Metric | None:
        """«Негізгі экспорт серіктестері – Қытай (23,7%)»: what stands before the dash or colon heads the list."""
        left = around.left
        for index in range(len(left) - 1, 0, -1):
            if left[index].text in _LIST_SIGNS:
                return self._metric(text, self._phrase(left, index - 1, around))
        return None

    def _of_rank(self, text: str, around: Surroundings) -> Metric | None:
        """«өнім көлемі бойынша үшінші орында», «рейтингте 94-орында»."""
        left = around.left
        for index in range(len(left) - 1, max(-1, len(left) - 12), -1):
            lowered = left[index].text.lower()
            if (lowered in _BY and index) or _RANKING.fullmatch(lowered):
                head = index - 1 if lowered in _BY else index
                return self._metric(text, self._phrase(left, head, around))
        return None

    def _behind(self, text: str, amount: Amount, around: Surroundings) -> Sequence[Word] | None:
        """«296,4 миллион тонна | жүк»: a noun right behind a unit that has no case of its own."""
        if not _leads_on(amount):
            return None
        phrase, previous = [], amount.end
        for index, word in enumerate(around.right[:5]):
            following = around.right[index + 1] if index + 1 < len(around.right) else None
            gap = text[previous : word.start]
            if not gap or gap.strip() or _inside(word, around.hidden) or _inside(word, around.amounts):
                return None
            phrase.append(word)
            if is_modifier(word, following) or word.text.lower() in self._adjectives:
                previous = word.end
                continue
            fits = is_nominal(word) and "VN" not in word.functions and word.text.lower() not in self._stops
            if fits:
                return self._with_possession(text, phrase, following)
            return phrase[:-1] if len(phrase) > 1 and phrase[-2].pos == "NOUN" else None  # «50 пайыз жеңілдік бар»
        return None

    def _with_possession(self, text: str, phrase: list[Word], following: Word | None) -> list[Word]:
        """«тұрғын үй», «ауыл шаруашылығы өнімі»: nouns in a row belong together while the last has a possessive."""
        if following is not None and not case_of(phrase[-1]) and is_nominal(following) and is_possessed(following):
            return [*phrase, following] if text[phrase[-1].end : following.start] == " " else phrase
        return phrase

    def _before(self, amount: Amount, around: Surroundings) -> tuple[Sequence[Word] | None, bool]:
        """The phrase before the amount, and whether it only points back («оны»)."""
        owned = around.rated is not None or (
            around.kind != "money" and (amount.possessed or amount.number.role in {"share", "part"})
        )
        flow = not amount.case and any(_is_flow(word) for word in around.right[:3])
        fallback: int | None = None
        left = around.left
        for index in range(len(left) - 1, max(-1, len(left) - 1 - _REACH), -1):
            word = left[index]
            lowered = word.text.lower()
            if owned and fallback is None and _inside(word, around.amounts) and case_of(word) == "GEN":
                return [word], False  # «90 үйдің үштен бірі»
            if word.text in _HARD or _SOURCE.fullmatch(lowered) or _inside(word, around.amounts):
                break
            if owned and lowered in _OWNERS:
                return [word], False
            if index + 1 < len(left) and left[index + 1].text.lower() in _BY and _BASIS.fullmatch(lowered):
                continue
            if lowered in _POINTERS and fallback is None and not owned:
                return [word], True
            misread = index == len(left) - 1 and _is_misread(word)
            if self._is_no_head(word, around) and not misread:
                continue
            case = "ACC" if misread else case_of(word)
            if case == "GEN" and (owned or fallback is None):
                return self._phrase(left, index, around), False
            if case in {"", "ACC"}:
                if owned and not is_possessed(word) and index + 1 < len(left):
                    fallback = index if fallback is None else fallback
                    continue
                if flow and fallback is not None and case_of(left[fallback]) == "DAT" and not self._is_measure([word]):
                    break
                return self._phrase(left, index, around), False
            if fallback is None and case in {"DAT", "GEN"}:
                fallback = index
        return (None, False) if fallback is None else (self._phrase(left, fallback, around), False)

    def _is_no_head(self, word: Word, around: Surroundings) -> bool:
        lowered = word.text.lower()
        if not is_nominal(word) or lowered in self._stops or _inside(word, around.hidden):
            return True
        if lowered in self._adjectives or (not case_of(word) and not is_possessed(word) and is_derived_adjective(word)):
            return True
        if any(function.startswith("PERS") for function in word.functions):
            return True  # «салмақпыз» is no noun
        return (_inside(word, around.names) or is_place_noun(word)) and case_of(word) != "GEN"

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
        if _inside(word, around.hidden) or _inside(word, around.amounts) or _is_subject(word, around):
            return False
        if lowered in {"жалпы", "өзара"}:
            return True
        if lowered in self._stops or lowered in _JOINERS or _SOURCE.fullmatch(lowered):
            return False
        if case_of(following) == "DAT" and not (_describes(word, following) or lowered in self._adjectives):
            return False
        if _is_complement(word, following) and not (_inside(word, around.names) or is_place_noun(word)):
            return True
        return case_of(word) in {"", "GEN"} and (is_nominal(word) or is_modifier(word, following))


def _is_complement(word: Word, following: Word) -> bool:
    """«капиталға | салынған инвестиция», «бюджетке | түскен салық»: what a participle takes belongs to the phrase."""
    return case_of(word) == "DAT" and is_participle(following) and is_nominal(word) and "VN" not in word.functions


def _describes(word: Word, following: Word) -> bool:
    """«облыс | бюджетіне түскен салық», but not «мердігер | мектепке салған шығын»."""
    return case_of(word) == "GEN" or is_possessed(following) or is_modifier(word, following)


def _without_complement(words: Sequence[Word]) -> Sequence[Word]:
    """«бюджетке түскен | салық»: what is measured, without where it came in."""
    ends = [i for i, word in enumerate(words[:-1]) if _is_complement(word, words[i + 1])]
    return words[ends[-1] + 2 :] if ends else words


def _is_subject(word: Word, around: Surroundings) -> bool:
    """«Президент | инвестиция көлемі … өскенін айтты»: who says so, in the nominative."""
    return not case_of(word) and _inside(word, around.people)


def is_place_noun(word: Word) -> bool:
    """«қаласына», «облысында»: says where or to whom, not what."""
    lowered, case = word.text.lower(), case_of(word)
    if _PLACE_NOUN.fullmatch(lowered) is None:
        return False
    return case in {"DAT", "LOC", "GEN"} or (not case and not lowered.startswith("аудан"))  # «ауданы»: its area


def _leads_on(amount: Amount) -> bool:
    """Whether the noun behind an amount may be what it measures: «296 тонна | жүк», «4 пайыздық | несие»."""
    unit = amount.unit
    if unit is None:
        return False
    if unit.kind == "percent":
        below = amount.bound_form in _BELOW
        return unit.code == "percent" and not amount.possessed and (amount.attributive or not amount.case or below)
    if unit.kind not in {"quantity", "money"} or (amount.attributive and unit.kind == "quantity"):
        return False
    if amount.case == "DAT" and unit.code in _AREAS and not amount.limit:
        return True  # «700 гектарға | арпа егілді»
    if amount.case and not (amount.bound_form or amount.limit or amount.attributive):
        return False
    return not amount.possessed or unit.kind == "money"


def _spaced(term: str) -> str:
    return r"\p{L}*+\s".join(regex.escape(part) for part in term.split(" "))


def _is_misread(word: Word) -> bool:
    """A past tense right before an amount is a noun in the accusative: «шығынды | 25 пайызға»."""
    return word.functions[-1:] == ("PST",) and word.text[-2:] in {"ды", "ді", "ты", "ті"}


def _is_flow(word: Word) -> bool:
    """A verb of spending, or a need: «бөлінді», «қажет»; not «салық», «инвестиция»."""
    lowered = word.text.lower()
    return lowered in {"қажет", "керек"} or (
        bool(word.functions) and _FLOW.fullmatch(lowered) is not None and word.pos == "VERB"
    )


def _inside(word: Word, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in spans)


def is_anaphoric(phrase: str) -> bool:
    """Whether a metric only points back: «көрсеткіш», «бұл үлес»."""
    return all(_ANAPHORIC.fullmatch(word) for word in phrase.lower().split())
