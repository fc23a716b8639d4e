"""The door of names: places, persons, organisations, titles and pronouns of a page → rows of the entities table.

Knowledge speaks first, the sequence model for the rest; merging.py states who wins.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterator, Sequence

from derek.extractors.anaphora import Anaphora
from derek.extractors.mentions import Mention, to_entities
from derek.extractors.merging import merge
from derek.extractors.name_forms import NameForms
from derek.extractors.offices import Offices
from derek.extractors.organisations import Organisations
from derek.extractors.people import People
from derek.extractors.places import Places
from derek.extractors.references import References
from derek.extractors.titles import Context, Title, Titles
from derek.knowledge import Knowledge
from derek.schema import Entity
from derek.text.page import Page

Span = tuple[int, int, str]
"""(start, end, class) of the sequence model, KazNERD's classes."""

_SAME = {"ORGANISATION", "NORP", "LOCATION", "FACILITY", "EVENT", "LAW", "PROJECT", "PRODUCT", "ART"}
_PLACES = {"GPE", "LOCATION"}
_CHAIN = 90
"""Characters from a title's comma to the next title of the same person."""
_CLOSING = {"»", "”", "“", '"'}
_TITLED = {"head_of_state", "head_of_government", "minister", "akim"}
"""Titles that are a POSITION also where the sequence model sees none."""


class NameFinder:
    """Finds the names, titles and pronouns of a page."""

    def __init__(self, knowledge: Knowledge) -> None:
        forms = NameForms(knowledge)
        self._offices = Offices(knowledge)
        self._places = Places(knowledge, forms)
        self._organisations = Organisations(knowledge, forms)
        self._titles = Titles(knowledge, forms)
        self._people = People(knowledge, forms, self._offices)
        self._references = References(self._offices, self._people.canonical)
        self._anaphora = Anaphora(knowledge)
        rows = knowledge.table("lexicon/ambiguous_names.tsv", ("name", "reading"))
        self._ambiguous = {row["name"]: row["reading"] for row in rows}

    def find(self, page: Page, tagged: Sequence[Span] = ()) -> list[Entity]:
        """Rows in document order. `tagged`: the sequence model's spans in the page's offsets; none is allowed."""
        places = [p for p in self._places.find(page) if self._holds(page, p, tagged)]
        organisations, ends = self._organisations.find(page)
        positions = [(start, end) for start, end, label in tagged if label == "POSITION"]
        titles = self._titles.find(page, Context({p.end: p for p in places}, ends, positions))
        spans = [(start, end) for start, end, label in tagged if label == "PERSON"]
        blocked = [(start, end) for start, end, label in tagged if label in _SAME] + [
            (o.start, o.end) for o in organisations
        ]
        persons = self._people.find(page, spans, titles, places, blocked)
        beside = _beside_names(page, titles, persons)
        alone = [t for t in titles if t not in beside and not _within(t, organisations)]
        free = [t for t in alone if not _led_on(page, t, titles)]
        resolved = self._references.titles(page, free, persons)
        persons = persons if page.published else _named_as_such(persons, resolved)
        left = [t for t in free if not any(r.start == t.start for r in resolved)]
        meant = self._anaphora.find(page, [*persons, *resolved], left)
        resolved += [m for m in meant if m.mention == "title"]
        others = [*organisations, *self._organisations.facilities(page), *self._from_model(page, tagged, places)]
        heads = {title.end for title in titles}
        seen = [(start, end) for start, end in positions if end in heads]
        unresolved = _positions(seen, alone, {page.before(p.start) for p in persons})
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

    def _holds(self, page: Page, place: Mention, tagged: Sequence[Span]) -> bool:
        """Whether a name that is also a person's or a word stands for the city here.

        The model, or «қаласы» after it, says so; a word also where its capital is not the sentence's own.
        """
        reading = self._ambiguous.get(place.known_as or "")
        if reading is None or place.label != "CITY":
            return True
        names = _PLACES | _SAME | {"PERSON", "POSITION"}
        around = [label for start, end, label in tagged if start < place.end and place.start < end and label in names]
        if around:
            return any(label in _PLACES for label in around)
        if page.text[place.end : place.end + 8].lstrip().lower().startswith(("қала", "кент")):
            return True
        opens = page.sentence_at(place.start).start == place.start
        counted = page.text[page.before(place.start) - 1 : place.start].strip().isdigit()
        return reading == "word" and not opens and not counted


def _trimmed(page: Page, tagged: Sequence[Span]) -> Iterator[Span]:
    """The model's spans without the dashes and marks at their edges."""
    for start, end, label in tagged:
        while start < end and not page.text[start].isalnum():
            start += 1
        while end > start and not (page.text[end - 1].isalnum() or page.text[end - 1] in "%)"):
            end -= 1
        if start < end:
            yield start, end, label


def _unknown_place(page: Page, place: Mention) -> Iterator[Mention]:
    """A place that no table holds: a city where «қаласы» follows or its case says where; else none can tell."""
    following = page.text[place.end : place.end + 8].lstrip().lower()
    if not page.text[place.start].isupper():
        return
    if following.startswith(("қала", "кент")) or place.functions == ("LOC",):
        yield dataclasses.replace(place, flags=("not in the tables",))


def _positions(spans: Sequence[tuple[int, int]], alone: Sequence[Title], beside: Container[int]) -> Iterator[Mention]:
    """Titles without a referent: as far as the model sees them, else the title with its country.

    `beside`: the offsets at which a title that stands beside a name ends.
    """
    for start, end in spans:
        if end not in beside:
            yield Mention(start, end, "POSITION", "tagger", "model", flags=("no referent",))
    for title in alone:
        if title.kind in _TITLED and not any(s < title.end and title.start < e for s, e in spans):
            yield Mention(title.start, title.end, "POSITION", "title_without_referent", "text", flags=("no referent",))


def _beside_names(page: Page, titles: Sequence[Title], persons: Sequence[Mention]) -> list[Title]:
    """Titles right before a name, and those that a comma joins to such a title («Мемлекет басшысы, … қолбасшысы Х»)."""
    starts = {page.before(p.start) for p in persons}
    found: list[Title] = []
    for title in reversed(titles):
        following = found[-1] if found else None
        chained = following and page.text[title.end : title.end + 1] == "," and following.start - title.end < _CHAIN
        if title.before_name and (title.end in starts or (chained and _one_sentence(page, title, following))):
            found.append(title)
    return found


def _one_sentence(page: Page, title: Title, following: Title | None) -> bool:
    return following is not None and page.sentence_at(title.start) == page.sentence_at(following.start)


def _named_as_such(persons: Sequence[Mention], titles: Sequence[Mention]) -> list[Mention]:
    """In an undated text whoever a leader's title names is a leader in every mention."""
    leading = {title.id for title in titles if title.id and title.label == "LEADER"}
    return [dataclasses.replace(p, label="LEADER") if p.id in leading else p for p in persons]


def _led_on(page: Page, title: Title, titles: Sequence[Title]) -> bool:
    """Whether another title follows, so that this one only qualifies it.

    «Премьер-министрдің орынбасары»; in the genitive also over one word: «Премьер-министрінің арнаулы өкілі».
    """
    reach = 1 if "GEN" in title.functions else 0
    following = min((other.head for other in titles if other.head > title.end), default=None)
    return following is not None and len(page.words_between(title.end, following)) <= reach


def _within(title: Title, organisations: Sequence[Mention]) -> bool:
    return any(o.start <= title.start and title.end <= o.end for o in organisations)
