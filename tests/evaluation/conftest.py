"""Labels for the tests of scoring, written as annotation."""

import hashlib
import json

import pytest
import regex

from derek.evaluation.labels import Label

_MARKED = regex.compile(r"\{([A-Z]+)(\??)(?::(\w+))? ([^{}|]+)(?:\|([^{}]*))?\}")


def _mentions(annotated: str) -> list[Label]:
    """«{CITY Астанаға|Астана} келді»: label, characters, canonical; «CITY?» is optional, «PERSON:title» no name."""
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


TEXT = "Әкім Астанаға келді\n– Өнім 5 пайызға өсті, – деді ол.\n"


def _gold(name="99-made-up", text=TEXT, **rows):
    doc = {
        "name": name,
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "published": "2024-05-21",
        "title": "Әкім Астанаға келді",
        "issuer_country": "KZ",
        "language": "kk",
        "script": "Cyrl",
        "source": "written for a test",
        "split": "dev",
    }
    return {"doc": doc, "entities": [], "quotes": [], "claims": [], **rows}


@pytest.fixture
def gold():
    """A gold document as its file holds it, without rows unless given: `gold(entities=[…])`."""
    return _gold


@pytest.fixture
def save(tmp_path):
    """`save(document, "real")` writes it as a gold file under that folder; gives the temporary folder."""

    def write(document, folder=""):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        path = tmp_path / folder / f"{document['doc']['name']}.json"
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def city():
    """The row of «Астанаға» in the made-up document."""
    span = {"start_char": 5, "end_char": 13, "text": "Астанаға"}
    return {**span, "label": "CITY", "mention": "name", "canonical": "Астана"}


@pytest.fixture
def quotation():
    """The row of the made-up document's quotation."""
    return {
        "quote_id": 0,
        **{"start_char": 22, "end_char": 41, "parts": [{"start": 22, "end": 41}], "text": "Өнім 5 пайызға өсті"},
        **{"kind": "direct", "layout": "dash", "cue": "деді", "cue_start": 45, "cue_end": 49},
        **{"speaker_text": "ол", "speaker_start": 50, "speaker_end": 52, "speaker": None, "parent_quote_id": None},
    }


@pytest.fixture
def percent():
    """The row of the made-up document's claim."""
    amount = {"kind": "percent", "value": 5, "unit": "percent", "bound": "exact", "status": "actual"}
    return {"claim_id": 0, "start_char": 27, "end_char": 36, "text": "5 пайызға", **amount}
