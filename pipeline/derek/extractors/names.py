"""The door of names: places, persons, organisations, titles and pronouns of a page → rows of the entities table.

Knowledge speaks first, the sequence model for the rest; merging.py states who wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derek.extractors.mentions import Mention, to_entities
from derek.extractors.merging import merge
from derek.extractors.name_forms import NameForms
from derek.extractors.offices import Offices
from derek.extractors.organisations import Organisations
from derek.extractors.people import People
from derek.extractors.places import Places
from derek.extractors.references import References
from derek.extractors.titles import Title, Titles
from derek.knowledge import Knowledge
from derek.schema import Entity
from derek.text.page import Page

Span = tuple[int, int, str]
"""(start, end, class) of the sequence model, KazNERD's classes."""

_SAME = {"ORGANISATION", "NORP", "LOCATION", "FACILITY", "EVENT", "LAW", "PROJECT", "PRODUCT", "ART"}
_PLACES = {"GPE", "LOCATION"}
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
        self._references = References(knowledge, self._offices, self._people.canonical)
        rows = knowledge.table("lexicon/ambiguous_names.tsv", ("name", "reading"))
        self._ambiguous = {row["name"]: row["reading"] for row in rows}

    def find(self, page: Page, tagged: Sequence[Span] = ()) -> list[Entity]:
        """Rows in document order. `tagged`: the sequence model's spans in the page's offsets; none is allowed."""
        places = [p for p in self._places.find(page) if self._holds(page, p, tagged)]
        organisations, ends = self._organisations.find(page)
        titles = self._titles.find(page, places, ends)
        spans = [(start, end) for start, end, label in tagged if label == "PERSON"]
        persons = self._people.find(page, spans, titles, places)
        alone = [t for t in titles if not _beside_name(page, t, persons) and not _within(t, organisations)]
        resolved = self._references.titles(page, [t for t in alone if not _led_on(page, t, titles)], persons)
        others = [*organisations, *_from_model(page, tagged, places)]
        positions = list(_positions(page, tagged, alone, titles, persons))
        merged = merge(persons, places, [*others, *positions], resolved)
        people = [m for m in merged if m.label in {"LEADER", "PERSON"}]
        return to_entities(page, [*merged, *self._references.pronouns(page, people)])

    def _holds(self, page: Page, place: Mention, tagged: Sequence[Span]) -> bool:
        """Whether a name that is also a person's or a word stands for the place here: the model or its case says so."""
        reading = self._ambiguous.get(place.canonical or "")
        if reading is None or place.label != "CITY" or place.rule != "known_place":
            return True
        if any(start < place.end and place.start < end and label in _PLACES for start, end, label in tagged):
            return True
        following = page.text[place.end : place.end + 8].lstrip().lower()
        return following.startswith(("қала", "кент"))


def _from_model(page: Page, tagged: Sequence[Span], places: Sequence[Mention]) -> Iterator[Mention]:
    for start, end, label in tagged:
        if label in _SAME:
            yield Mention(start, end, label, "tagger", "model")
        elif label == "GPE" and not any(p.start < end and start < p.end for p in places):
            yield Mention(start, end, "CITY", "tagger", "model", flags=("not in the tables",))


def _positions(
    page: Page, tagged: Sequence[Span], alone: Sequence[Title], titles: Sequence[Title], persons: Sequence[Mention]
) -> Iterator[Mention]:
    """Titles without a referent: as far as the model sees them, else the title with its country."""
    starts = {page.before(p.start) for p in persons}
    spans = [(s, e) for s, e, label in tagged if label == "POSITION" and e not in starts]
    for start, end in spans:
        yield Mention(start, end, "POSITION", "tagger", "model", flags=("no referent",))
    for title in alone:
        if title.kind in _TITLED and not any(s < title.end and title.start < e for s, e in spans):
            yield Mention(title.start, title.end, "POSITION", "title_without_referent", "text", flags=("no referent",))


def _beside_name(page: Page, title: Title, persons: Sequence[Mention]) -> bool:
    following = page.after(title.end)
    return title.before_name and any(p.start == following for p in persons)


def _led_on(page: Page, title: Title, titles: Sequence[Title]) -> bool:
    """Whether another title follows, so that this one only qualifies it («Премьер-министрдің орынбасары»)."""
    return any(other.head > title.end and not page.text[title.end : other.head].strip() for other in titles)


def _within(title: Title, organisations: Sequence[Mention]) -> bool:
    return any(o.start <= title.start and title.end <= o.end for o in organisations)
