"""The real release in seeds/, against labels made by hand (tests/gold/01-consultative-meeting.json)."""

import collections
import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from derek.loading import Extraction, Pipeline

NAME = "2025-11-16-consultative-meeting.txt"
SHA256 = "878ddfa4c813147dd924e479f43298c9abb140525588ef4b2f3ca376ddb99dbf"
TOKAYEV = "Қасым-Жомарт Тоқаев"


@pytest.fixture(scope="module")
def gold(root: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((root / "tests/gold/01-consultative-meeting.json").read_text(encoding="utf-8"))
    return data


@pytest.fixture(scope="module")
def found(root: Path) -> Extraction:
    pipeline = Pipeline()
    return pipeline.extract(pipeline.read((root / "seeds" / NAME).read_bytes(), NAME))


def _named(gold: dict[str, Any], label: str) -> list[tuple[int, int, str | None]]:
    rows = [r for r in gold["entities"] if r["label"] == label and r["mention"] == "name" and not r.get("optional")]
    return [(r["start_char"], r["end_char"], r["id"]) for r in rows]


def test_the_file_is_never_edited(root: Path) -> None:
    assert hashlib.sha256((root / "seeds" / NAME).read_bytes()).hexdigest() == SHA256


def test_the_document(found: Extraction, gold: dict[str, Any]) -> None:
    assert found.document.text == gold["doc"]["text"]
    assert found.document.published == dt.date(2025, 11, 16)
    assert (found.document.language, found.document.script, found.document.warnings) == ("kk", "Cyrl", ())


def test_eight_direct_quotations_each_span_exact_all_by_one_speaker(found: Extraction, gold: dict[str, Any]) -> None:
    direct = [q for q in found.quotes if q.kind == "direct"]
    labelled = [(q["start_char"], q["end_char"]) for q in gold["quotes"] if q["kind"] == "direct"]
    assert len(labelled) == 8
    assert [(q.start_char, q.end_char) for q in direct] == labelled
    assert {q.speaker for q in direct} == {TOKAYEV}
    assert {q.speaker_id for q in direct} == {"person:kassym-jomart-tokayev"}


def test_the_speaker_is_found_through_titles_and_a_pronoun(found: Extraction) -> None:
    written = collections.Counter(q.speaker_text for q in found.quotes if q.kind == "direct")
    assert written == {"Президент": 4, "Мемлекет басшысы": 3, "ол": 1}
    by = collections.Counter(q.resolved_by for q in found.quotes if q.kind == "direct")
    assert by == {"title": 7, "pronoun": 1}


def test_exactly_two_claims(found: Extraction) -> None:
    assert [(c.value, c.unit, c.status, c.period_from, c.period_to) for c in found.claims] == [
        (11_500_000_000, "iso4217:USD", "actual", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        (20_000_000_000, "iso4217:USD", "target", None, None),
    ]
    assert {c.claimant for c in found.claims} == {TOKAYEV}


@pytest.mark.parametrize(
    ("label", "ids"),
    [
        ("COUNTRY", {"iso3166:AZ", "iso3166:KZ", "iso3166:UZ", "iso3166:TM", "iso3166:TJ", "iso3166:KG"}),
        ("CITY", {"geonames:587084", "geonames:1526273", "geonames:1216265", "geonames:1512569"}),
    ],
)
def test_every_place(found: Extraction, gold: dict[str, Any], label: str, ids: set[str]) -> None:
    rows = [(e.start_char, e.end_char, e.id) for e in found.entities if e.label == label]
    assert rows == _named(gold, label)
    assert {known for _, _, known in rows} == ids


def test_every_leader(found: Extraction, gold: dict[str, Any]) -> None:
    rows = [e for e in found.entities if e.label == "LEADER" and e.mention == "name"]
    assert [(e.start_char, e.end_char, e.id) for e in rows] == _named(gold, "LEADER")
    surnames = {"Тоқаев", "Әлиев", "Мирзиёев", "Бердімұхамедов", "Рахмон", "Жапаров", "Гутерриш"}
    assert {(e.canonical or "").split()[-1] for e in rows} == surnames


def test_every_title_of_the_president(found: Extraction, gold: dict[str, Any]) -> None:
    labelled = [r for r in gold["entities"] if r["mention"] == "title" and not r.get("optional")]
    for row in labelled:
        hits = [e for e in found.entities if e.start_char < row["end_char"] and row["start_char"] < e.end_char]
        assert row["canonical"] in {e.canonical for e in hits if e.mention == "title"}, row


@pytest.mark.parametrize("table", ["sentences", "tokens", "entities", "claims"])
def test_offsets_give_back_each_text(found: Extraction, table: str) -> None:
    for row in getattr(found, table):
        assert found.document.text[row.start_char : row.end_char] == row.text


def test_offsets_of_quotations(found: Extraction) -> None:
    text = found.document.text
    for quote in found.quotes:
        assert quote.text == " ".join(text[part.start : part.end] for part in quote.parts)
        assert (quote.start_char, quote.end_char) == (quote.parts[0].start, quote.parts[-1].end)
        assert quote.cue is None or text[quote.cue_start : quote.cue_end] == quote.cue
        assert quote.speaker_text is None or text[quote.speaker_start : quote.speaker_end] == quote.speaker_text
