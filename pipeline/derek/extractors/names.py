"""The door of names: places, persons, organisations, titles and pronouns of a page → rows of the entities table.

Knowledge speaks first, the sequence model for the rest; merging.py states who wins.
"""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

import regex

from derek.extractors.anaphora import Anaphora, spoken
from derek.extractors.counterparts import Counterparts
from derek.extractors.headed_names import HeadedNames
from derek.extractors.mentions import Mention, to_entities
from derek.extractors.merging import merge
from derek.extractors.name_forms import Functions, NameForms
from derek.extractors.offices import Offices
from derek.extractors.organisations import Organisations
from derek.extractors.overlaps import Overlaps
from derek.extractors.people import OBJECTS, People, title_end
from derek.extractors.places import Places
from derek.extractors.quoted_names import QuotedNames
from derek.extractors.references import References
from derek.extractors.span_index import SpanIndex
from derek.extractors.titles import Context, Title, Titles, possessed
from derek.knowledge import Knowledge
from derek.schema import Entity
from derek.text.page import Page

Span = tuple[int, int, str]
"""(start, end, class) of the sequence model, KazNERD's classes."""

_SAME = {"ORGANISATION", "NORP", "LOCATION", "FACILITY", "EVENT", "LAW", "PROJECT", "PRODUCT", "ART"}
_PLACES = {"GPE", "LOCATION"}
_MARKUP = regex.compile(r"[<>&;]")
_COUNTED = regex.compile(r"\s[–—-]\s\d[\d ,.]*$")
"""«Ақсу – 119»: a figure that a list gives for the place."""
_COLLEAGUES = {"әріптесі", "әріптес"}
_MARKS = ' \u00a0«“„"–—-'
"""What may stand before a sentence's first word."""
_CHARGE, _CHARGED = 6, {"жөніндегі", "бойынша"}
"""Words between an office and its deputy, one of which says what the deputy is charged with."""
_RECORD = regex.compile(r"\b\d{4}\b[^;.–—]{0,45}?\s?[–—-]\s(?:о/у\s)?$")
"""A year and a dash right before a post, as lists of somebody's posts have them."""
_RECORD_REACH = 70
_NEW, _PRESENTED = "жаңа", ("таныстыр", "тағайында", "сайла")
_DASHED = regex.compile(r"\s[–—-]\s")
_LONGEST_POST = 10
"""Words of a post between the dash after a name and the title."""
_POSTS = 60
"""Characters between two posts of one list."""
_IN_OFFICE = ("төрағалығымен", "қатысуымен", "басшылығымен", "жетекшілігімен")
_HABITUAL = ("атын", "етін", "йтын", "йтін")
"""Endings of what happens again and again («өтетін»)."""
_HABIT = 5
_STATED = regex.compile(r"\s[–—-]\s\p{Ll}")
_CHAIN = 90
"""Characters from a title's comma to the next title of the same person."""
_CLOSING = {"»", "”", "“", '"'}
_TITLED = {"head_of_state", "head_of_government", "minister", "akim"}
"""Titles that are a POSITION also where the sequence model sees none."""


class _Head(NamedTuple):
    """Where the word of a title itself stands, and what its endings do."""

    start: int
    end: int
    functions: Functions


class NameFinder:
    """Finds the names, titles and pronouns of a page."""

    def __init__(self, knowledge: Knowledge) -> None:
        forms = NameForms(knowledge)
        self._offices = Offices(knowledge)
        self._places = Places(knowledge, forms)
        self._organisations = Organisations(knowledge, forms)
        self._titles = Titles(knowledge, forms)
        self._quoted = QuotedNames(knowledge, forms)
        self._headed = HeadedNames(knowledge, forms)
        self._people = People(knowledge, forms, self._offices)
        self._references = References(knowledge, self._offices, self._people.canonical)
        self._anaphora = Anaphora(knowledge)
        self._counterparts = Counterparts(knowledge, forms)
        rows = knowledge.table("lexicon/ambiguous_names.tsv", ("name", "reading"))
        self._ambiguous = {row["name"]: row["reading"] for row in rows}

    def find(self, page: Page, tagged: Sequence[Span] = ()) -> list[Entity]:
        """Rows in document order. `tagged`: the sequence model's spans in the page's offsets; none is allowed."""
        quoted = self._quoted.find(page)
        tagged = _outside(tagged, Overlaps(quoted))
        firms = Overlaps([m for m in quoted if m.label == "ORGANISATION"])
        places = [p for p in self._places.find(page) if self._holds(page, p, tagged, firms)]
        organisations, called = self._organisations.find(page)
        positions = [(start, end) for start, end, label in tagged if label == "POSITION"]
        titles = self._titles.find(page, Context({p.end: p for p in places}, called, positions))
        spans = [(start, end) for start, end, label in tagged if label == "PERSON"]
        blocked = [(start, end) for start, end, label in tagged if label in _SAME]
        blocked += [(m.start, m.end) for m in (*organisations, *quoted)]
        marked = {(m.start, m.end) for m in quoted}
        persons = self._people.find(page, spans, titles, places, blocked)
        persons = [p for p in persons if (p.start, p.end) not in marked]
        beside = _beside_names(page, titles, persons)
        alone = [t for t in titles if t.end not in beside and t.use != "body" and not _within(t, organisations)]
        heads = SpanIndex([_Head(t.head, t.end, t.functions) for t in titles])
        begins = {p.start for p in persons}
        free = [t for t in alone if t.use != "given" and not t.new and not _led_on(page, t, heads)]
        listed = _in_records(page, alone, persons)
        free = [t for t in free if t.head not in listed and not (page.published is None and _as_office(page, t))]
        free = [t for t in free if not _owns_bearer(page, t, begins) and not _of_anybody(page, t)]
        resolved = self._references.titles(page, free, list(_with_colleagues(page, persons)))
        if page.published is None:
            given = self._references.titles(page, [t for t in alone if t.use == "given"], persons)
            persons = _named_as_such(persons, [*resolved, *given])
        known = {r.start for r in resolved}
        left = [t for t in free if t.start not in known]
        meant = self._anaphora.find(page, [*persons, *resolved], left)
        resolved += [m for m in meant if m.mention == "title"]
        resolved += self._counterparts.find(page, [*persons, *resolved])
        others = [*organisations, *self._organisations.facilities(page), *quoted]
        cities = [p for p in places if p.label == "CITY" and p.functions == ("GEN",)]  # «Анкараның …»: it acts
        headed = self._headed.find(page, [*heads.spans, *cities], persons, organisations)
        others += [*headed, *self._from_model(page, _not_past(page, tagged, headed), places)]
        ends = {title.end for title in titles}
        seen = [(start, end) for start, end in positions if end in ends]
        named = {end for p in persons for end in (page.before(p.start), title_end(page, p.start))}
        unresolved = _positions(page, seen, alone, named)
        merged = merge(persons, places, [*others, *unresolved], resolved)
        return to_entities(page, [*merged, *(m for m in meant if m.mention == "pronoun")])

    def _from_model(self, page: Page, tagged: Sequence[Span], places: Sequence[Mention]) -> Iterator[Mention]:
        for start, end, label in _trimmed(page, tagged):
            name, functions = self._name(page, start, end)
            if label == "GPE" and not any(p.start < end and start < p.end for p in places):
                yield from _unknown_place(
                    page, Mention(start, end, "CITY", "tagger", "model", canonical=name, functions=functions)
                )
            elif label in _SAME:
                yield Mention(start, end, label, "tagger", "model", canonical=name, functions=functions)

    def _name(self, page: Page, start: int, end: int) -> tuple[str, tuple[str, ...]]:
        """The nominative; between quotation marks the name stands as it is («Дипломмен ауылға»)."""
        if page.text[end : end + 1] in _CLOSING:
            return page.text[start:end], ()
        return self._people.nominative(page.text[start:end])

    def _holds(self, page: Page, place: Mention, tagged: Sequence[Span], firms: Overlaps[Mention]) -> bool:
        """Whether a name that is also a person's or a word stands for the city here; not in a firm's («Алатау Құс»).

        The model, or «қаласы» after it, says so; a word also where its capital is not the sentence's own.
        """
        reading = self._ambiguous.get(place.known_as or "")
        if reading is None or place.label != "CITY":
            return True
        if firms.meets(place.start, place.end):
            return False
        names = _PLACES | _SAME | {"PERSON", "POSITION"}
        if reading == "person" and place.functions[:1] == ("LOC",):  # «Қонаевта»: one is not in a person
            return True
        around = [label for start, end, label in tagged if start < place.end and place.start < end and label in names]
        if around:
            return any(label in _PLACES for label in around)
        if page.text[place.end : place.end + 8].lstrip().lower().startswith(("қала", "кент", "қ.")):
            return True
        opens = not page.text[page.sentence_at(place.start).start : place.start].strip(_MARKS)
        counted = page.text[page.before(place.start) - 1 : place.start].strip().isdigit()
        return reading == "word" and not opens and not counted


def _outside(tagged: Sequence[Span], quoted: Overlaps[Mention]) -> list[Span]:
    """The model's spans without those that cut or cover a name in quotation marks; what lies inside one stays."""
    return [
        (start, end, label)
        for start, end, label in tagged
        if all(
            q.start <= start and end <= q.end and (start, end) != (q.start, q.end) for q in quoted.touching(start, end)
        )
    ]


def _not_past(page: Page, tagged: Sequence[Span], headed: Sequence[Mention]) -> list[Span]:
    """The model's spans without those that begin with a headed name and go on in small letters («… форумының күні»)."""
    ends = {m.start: m.end for m in headed}
    return [span for span in tagged if not page.text[ends.get(span[0], span[1]) : span[1]].strip().islower()]


def _trimmed(page: Page, tagged: Sequence[Span]) -> Iterator[Span]:
    """The model's spans without the dashes, numbers and marks at their edges, and none that holds markup."""
    for start, end, label in tagged:
        if _MARKUP.search(page.text, start, end) or (
            label in _PLACES | {"FACILITY"} and _cut_by_dash(page, start, end)
        ):
            continue
        if label == "PRODUCT":
            start = _with_maker(page, start)
        counted = _COUNTED.search(page.text, start, end)
        end = counted.start() if counted else end
        while start < end and not page.text[start].isalnum():
            start += 1
        while end > start and not (page.text[end - 1].isalnum() or page.text[end - 1] in "%)"):
            end -= 1
        if start < end:
            yield start, end, label


def _cut_by_dash(page: Page, start: int, end: int) -> bool:
    """Whether a dash and a small letter stand inside: a statement («Серік – ұстаздың інісі»), no route."""
    return bool(_STATED.search(page.text, start, end))


def _with_maker(page: Page, start: int) -> int:
    """The start moved back over the maker's name in Latin letters («Tesla» + «Model 3»)."""
    before = page.words_between(max(0, start - _CHAIN), start)[-1:]
    if before and before[0].text.isascii() and before[0].text[:1].isupper() and page.before(start) == before[0].end:
        return before[0].start
    return start


def _unknown_place(page: Page, place: Mention) -> Iterator[Mention]:
    """A place that no table holds: a city where «қаласы» follows or its case says where; else none can tell."""
    following = page.text[place.end : place.end + 8].lstrip().lower()
    if not page.text[place.start].isupper():
        return
    if following.startswith(("қала", "кент")) or place.functions[:1] == ("LOC",):
        yield dataclasses.replace(place, flags=("not in the tables",))


def _positions(
    page: Page, spans: Sequence[tuple[int, int]], alone: Sequence[Title], beside: Container[int]
) -> Iterator[Mention]:
    """Titles without a referent: as far as the model sees them, else the title with its country.

    `beside`: the offsets at which a title that stands beside a name ends.
    """
    written = {title.end: title for title in alone}
    for start, end in spans:
        if end not in beside:
            name = _nominative(page, start, written[end]) if end in written else None
            yield Mention(start, end, "POSITION", "tagger", "model", canonical=name, flags=("no referent",))
    for title in alone:
        monarch = title.kind == "head_of_state" and title.name.islower() and not title.country
        if title.kind in _TITLED and not monarch and not any(s < title.end and title.start < e for s, e in spans):
            name = _nominative(page, title.start, title)
            yield Mention(
                title.start,
                title.end,
                "POSITION",
                "title_without_referent",
                "text",
                canonical=name,
                flags=("no referent",),
            )


def _nominative(page: Page, start: int, title: Title) -> str:
    """A position from `start` on as written, without its case: «Сенат депутатын» → «Сенат депутаты»."""
    head = possessed(title.name) if "P3" in title.functions else title.name
    written = page.text[title.head : title.head + len(head)]
    return page.text[start : title.head] + (written if written.lower() == head.lower() else head)


def _beside_names(page: Page, titles: Sequence[Title], persons: Sequence[Mention]) -> set[int]:
    """Ends of the titles right before a name, and of those that a comma joins to one («Мемлекет басшысы, … Х»)."""
    bearers = {end: p for p in persons for end in (page.before(p.start), title_end(page, p.start))}
    ends: set[int] = set()
    following: Title | None = None
    for title in reversed(titles):
        chained = following and page.text[title.end : title.end + 1] == "," and following.start - title.end < _CHAIN
        bearer = bearers.get(title.end)
        borne = bearer is not None and not _of_the_subject(title, bearer)
        if title.before_name and (borne or (chained and _one_sentence(page, title, following))):
            ends.add(title.end)
            following = title
    return ends


def _of_the_subject(title: Title, person: Mention) -> bool:
    """Whether a bare leading title before the name of another is the sentence's subject («Президент Бектеновті …»)."""
    bare = title.leading and not (title.country or title.organisation)
    return bare and person.office_kind != title.kind and bool(set(person.functions) & OBJECTS)


def _one_sentence(page: Page, title: Title, following: Title | None) -> bool:
    return following is not None and page.sentence_at(title.start) == page.sentence_at(following.start)


def _with_colleagues(page: Page, persons: Sequence[Mention]) -> Iterator[Mention]:
    """The persons, a colleague («Әріптесі Айдос Сейітов …») with the office of the one named before."""
    last: Mention | None = None
    for person in persons:
        word = page.words[page.word_index(person.start) - 1] if person.start else None
        if last and not person.office and word and word.text.lower() in _COLLEAGUES:
            person = dataclasses.replace(person, office=last.office, office_kind=last.office_kind)
        yield person
        last = person if person.office and person.label == "PERSON" else last


def _named_as_such(persons: Sequence[Mention], titles: Sequence[Mention]) -> list[Mention]:
    """In an undated text whoever a leader's title names is a leader in every mention."""
    leading = {title.id for title in titles if title.id and title.label == "LEADER"}
    return [dataclasses.replace(p, label="LEADER") if p.id in leading else p for p in persons]


def _led_on(page: Page, title: Title, titles: SpanIndex[_Head]) -> bool:
    """Whether another title follows, so that this one only qualifies it.

    «Премьер-министрдің орынбасары»; in the genitive also over one word, or over what he is charged with:
    «Премьер-министрінің арнаулы өкілі», «әкімнің құрылыс мәселелері жөніндегі орынбасары». The one
    that follows belongs to somebody: «Президент Премьер-министрге тапсырды» names two people.
    """
    following = titles.after(title.end + 1)
    if following is None or "P3" not in following.functions:
        return False
    between = page.words_between(title.end, following.start)
    if "GEN" not in title.functions:
        return not between
    charged = len(between) <= _CHARGE and any(word.text.lower() in _CHARGED for word in between)
    return len(between) <= 1 or charged


def _in_records(page: Page, titles: Sequence[Title], persons: Sequence[Mention]) -> set[int]:
    """The heads of titles in somebody's record: «2012 жылдан – облыс әкімі», «Х – бөлім бастығы», a list."""
    ends = sorted(p.end for p in persons if not p.functions)
    heads: set[int] = set()
    following: Title | None = None
    for title in reversed(titles):
        plain = title.functions in {(), ("P3",)}
        chained = following and page.text[title.end : title.end + 2] == ", " and following.start - title.end < _POSTS
        listed = chained and _one_sentence(page, title, following) and (following and following.head in heads)
        if plain and (title.use == "given" or listed or _in_record(page, title, ends)):
            heads.add(title.head)
        following = title
    return heads


def _in_record(page: Page, title: Title, ends: Sequence[int]) -> bool:
    """Whether a year and a dash, or a name and a dash, stand before a title, or a semicolon after it."""
    sentence = page.sentence_at(title.start)
    if page.text[title.end : title.end + 1] == ";":
        return True
    if _RECORD.search(page.text, max(sentence.start, title.start - _RECORD_REACH), title.start):
        return True
    at = bisect.bisect_right(ends, title.start) - 1
    if at < 0 or ends[at] < sentence.start or not _DASHED.match(page.text, ends[at], title.head):
        return False
    between = page.words_between(ends[at], title.head)
    return len(between) <= _LONGEST_POST and not any(w.pos in {"VERB", "AUX"} for w in between)


def _as_office(page: Page, title: Title) -> bool:
    """Whether a title names the office, whoever holds it: «Президенттің қатысуымен өтетін жиындар»."""
    if "GEN" not in title.functions:
        return False
    words = [word.text.lower() for word in page.words_between(title.end, title.end + _CHAIN)[:_HABIT]]
    if not words or not words[0].startswith(_IN_OFFICE):
        return False
    return any(word.endswith(_HABITUAL) for word in words)


def _owns_bearer(page: Page, title: Title, begins: Container[int]) -> bool:
    """Whether a title in the genitive is part of what stands beside a name: «Жазушының немересі Айгерім …»."""
    if "GEN" not in title.functions:
        return False
    end = title.end
    for word in page.words_between(title.end, title.end + _CHAIN)[:4]:
        if page.text[end : word.start].strip(" "):
            return False
        if word.start in begins:
            return end != title.end and page.words_between(title.end, end)[-1].functions == ("P3",)
        if set(word.functions) & {"ACC", "DAT", "LOC", "ABL", "INS"}:
            return False
        end = word.end
    return False


def _of_anybody(page: Page, title: Title) -> bool:
    """Whether a plain calling stands for anybody of it, as the words of a quotation do («Ұстаз шыдамды болуы тиіс»)."""
    words = page.words_between(title.end, title.end + _CHAIN)[:1]
    before = page.words_between(max(0, title.head - _CHAIN), title.head)[-1:]
    if words and before and before[0].text.lower() == _NEW and words[0].text.lower().startswith(_PRESENTED):
        return True  # «жаңа әкімін таныстырды»: not the one named before
    if title.kind != "other" or title.start != title.head or "P3" in title.functions:
        return False
    honoured = title.functions == ("ACC",) and bool(words) and words[0].functions[-1:] == ("VN",)
    return honoured or spoken(page, title)  # «Дәрігерді құрметтеу – парыз»


def _within(title: Title, organisations: Sequence[Mention]) -> bool:
    return any(o.start <= title.start and title.end <= o.end for o in organisations)
