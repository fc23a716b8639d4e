"""What many tests share: the shipped knowledge, and a way to cut a text into a page."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from derek.knowledge import Knowledge
from derek.text.page import Page

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge()


@pytest.fixture(scope="session")
def make_page(knowledge: Knowledge) -> Callable[..., Page]:
    from derek.text.annotating import Annotator

    annotator = Annotator(knowledge)

    def make(text: str, published: str | None = "2026-04-14", issuer_country: str = "KZ") -> Page:
        day = dt.date.fromisoformat(published) if published else None
        return annotator.page(text, published=day, issuer_country=issuer_country)

    return make
