"""Labels for the tests of scoring, written as annotation."""

import pytest
import regex

from derek.evaluation.labels import Label

_MARKED = regex.compile(r"\{([A-Z]+)(\??)(?::(\w+))? ([^{}|]+)(?:\|([^{}]*))?\}")


def _mentions(annotated: str) -> list[Label]:
    """«{CITY Астанаға|Астана} келді»: label, characters, canonical; `?` is optional, `:title` another mention than a name."""
    found, cut = [], 0
    for mark in _MARKED.finditer(annotated):
        start = mark.start() - cut
        text, end = mark[4], mark.start() - cut + len(mark[4])
        columns = {"label": mark[1], "mention": mark[3] or "name", "canonical": mark[5] or text, "id": None}
        found.append(Label(start, end, {**columns, "start_char": start, "end_char": end}, optional=bool(mark[2])))
        cut += len(mark[0]) - len(text)
    return found


@pytest.fixture
def mentions():
    return _mentions


@pytest.fixture
def label():
    """`label(10, 20, optional=True, alternatives={…}, kind="direct", …)`."""

    def build(start, end, *, optional=False, alternatives=None, **columns):
        return Label(start, end, columns, alternatives or {}, optional)

    return build
