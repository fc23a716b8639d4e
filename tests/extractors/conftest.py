"""Quotation cases for the quotation rules: they are their own annotation: ⟦…⟧ around each part, ‹…› around the speaker's words, {…} a person."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

import pytest
import regex

from derek.extractors.claims import ClaimFinder
from derek.extractors.quotes import QuoteFinder
from derek.knowledge import Knowledge
from derek.schema import Claim, Entity, Quote
from derek.text.annotating import Annotator
from derek.text.page import Page


class Marked(NamedTuple):
    """A case taken apart: the plain text, where the parts stand, the speaker's words, the persons named."""

    text: str
    parts: list[tuple[int, int]]
    speaker: str | None
    people: list[tuple[int, int]]


@functools.cache
def tools() -> tuple[Annotator, QuoteFinder]:
    """The annotator and the finder, made once."""
    knowledge = Knowledge()
    return Annotator(knowledge), QuoteFinder(knowledge)


def read(marked: str) -> Marked:
    """A marked case → its plain text with offsets."""
    text, opened = "", {"⟦": 0, "‹": 0, "{": 0}
    parts: list[tuple[int, int]] = []
    people: list[tuple[int, int]] = []
    speaker = None
    for character in marked:
        if character in opened:
            opened[character] = len(text)
        elif character == "⟧":
            parts.append((opened["⟦"], len(text)))
        elif character == "}":
            people.append((opened["{"], len(text)))
        elif character == "›":
            speaker = text[opened["‹"] :]
        else:
            text += character
    return Marked(text, parts, speaker, people)


def find_marked(marked: str) -> list[Quote]:
    """The rows of a marked text; persons in braces are given as entities, canonical as written."""
    case = read(marked)
    annotator, finder = tools()
    entities = [
        Entity(
            doc_id="",
            entity_id=number,
            sent_id=0,
            start_char=start,
            end_char=end,
            text=case.text[start:end],
            label="PERSON",
            canonical=_nominative(case.text[start:end]),
            rule="test",
        )
        for number, (start, end) in enumerate(case.people)
    ]
    return finder.find(annotator.page(case.text), entities)


def expect_marked(marked: str, kinds: set[str]) -> None:
    """Exactly one row, of these parts, one of these kinds and this speaker."""
    case, found = read(marked), find_marked(marked)
    assert [(q.kind in kinds, [tuple(p) for p in q.parts]) for q in found] == [(True, case.parts)], found
    assert found[0].speaker_text == case.speaker


def _nominative(name: str) -> str:
    return regex.sub("(?:[ндт][ыі]ң|[ғгқк][ае]|[мбп]ен)$", "", name)


@pytest.fixture
def find() -> Callable[[str], list[Quote]]:
    """The rows of a marked text."""
    return find_marked


@pytest.fixture
def expect() -> Callable[[str, set[str]], None]:
    """Fails where a marked text does not give the one row that its marks say."""
    return expect_marked


@pytest.fixture(scope="session")
def find_claims(knowledge: Knowledge, make_page: Callable[..., Page]) -> Callable[[str], list[Claim]]:
    """Claims of a short text in a release of 21 May 2024, without names and quotations."""
    finder = ClaimFinder(knowledge)
    return lambda text: finder.find(make_page(text, published="2024-05-21"), [], [])
