"""What a gold row must be: on its text to the character, of known columns and values, with ids of a known scheme."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import regex

from derek.errors import GoldError
from derek.evaluation.labels import ALTERNATIVES, OPTIONAL
from derek.schema import columns

LAYERS = ("entities", "quotes", "claims")

LABELS = frozenset(
    (
        *("LEADER", "PERSON", "COUNTRY", "CITY", "REGION", "LOCATION", "FACILITY", "ORGANISATION"),
        *("POSITION", "NORP", "EVENT", "LAW", "PROJECT", "PRODUCT", "ART"),
    )
)
_CLOSED: dict[str, dict[str, frozenset[str]]] = {
    "entities": {"label": LABELS, "mention": frozenset({"name", "title", "pronoun"})},
    "quotes": {
        "kind": frozenset({"direct", "indirect", "mixed", "directive"}),
        "layout": frozenset({"dash", "guillemets", "quotation_marks", "colon", "interview", "reported"}),
    },
    "claims": {
        "kind": frozenset({"money", "percent", "quantity", "count", "multiple", "share", "rank"}),
        "bound": frozenset({"exact", "about", "over", "at_least", "under", "at_most", "range"}),
        "change": frozenset({"increase", "decrease"}),
        "status": frozenset({"actual", "target", "forecast", "proposal"}),
    },
}
_NEEDED = {
    "entities": ("label", "mention"),
    "quotes": ("quote_id", "parts", "kind", "layout"),
    "claims": ("claim_id", "kind"),
}
_ID = regex.compile(
    r"iso3166:[A-Z]{2}|iso3166-2:[A-Z]{2}-[A-Z0-9]{1,3}|geonames:[1-9]\d{3,8}|person:[a-z0-9]+(?:-[a-z0-9]+)*"
)
_PERSON = regex.compile(r"person:[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = regex.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_EXTENTS = ("cue", "speaker_text", "metric", "period_text", "compared_to")
_OFFSETS = {"speaker_text": "speaker", "period_text": "period", "compared_to": "compared"}

Row = Mapping[str, Any]
Check = Callable[[str, Row, str], str | None]
"""(layer, row, document's text) → what is wrong, or None."""


def check_rows(path: Path, layer: str, rows: Sequence[Row], text: str) -> None:
    """Raises GoldError, naming the file and the label, for the first thing that is wrong with a row."""
    for number, row in enumerate(rows):
        for check in _CHECKS:
            wrong = check(layer, row, text)
            if wrong:
                raise GoldError(f"{path}: {layer}[{number}] ({_name(row)}): {wrong}")
    _check_numbers(path, layer, rows)


def _name(row: Row) -> str:
    return f"{row.get('start_char')}–{row.get('end_char')} {str(row.get('text', ''))[:60]!r}"


def _check_numbers(path: Path, layer: str, rows: Sequence[Row]) -> None:
    key = {"quotes": "quote_id", "claims": "claim_id"}.get(layer)
    if key and [row[key] for row in rows] != list(range(len(rows))):
        raise GoldError(f"{path}: {layer}: {key} counts from 0 in the order of the rows")


def _columns(layer: str, row: Row, text: str) -> str | None:
    known = {column.name for column in columns(layer)}
    names = {name.removesuffix(ALTERNATIVES) for name in row} - {OPTIONAL}
    if names - known:
        return f"{layer} has no column {', '.join(sorted(names - known))}"
    missing = [name for name in ("start_char", "end_char", *_NEEDED[layer]) if name not in row]
    if missing:
        return f"lacks {', '.join(missing)}"
    lonely = [n for n in row if n.endswith(ALTERNATIVES) and n.removesuffix(ALTERNATIVES) not in row]
    return f"{lonely[0]} stands without the column itself" if lonely else None


def _alternatives(layer: str, row: Row, text: str) -> str | None:
    given = {name: value for name, value in row.items() if name.endswith(ALTERNATIVES)}
    bad = [name for name, value in given.items() if not (isinstance(value, list) and value)]
    return f"{bad[0]} must be a list of answers" if bad else None


def _span(layer: str, row: Row, text: str) -> str | None:
    start, end = row["start_char"], row["end_char"]
    if not 0 <= start < end <= len(text):
        return f"offsets {start}, {end} outside the text of {len(text)} characters"
    if "text" in row and layer != "quotes" and text[start:end] != row["text"]:
        return f"the text holds {text[start:end]!r} there"
    return None


def _parts(layer: str, row: Row, text: str) -> str | None:
    if layer != "quotes":
        return None
    spans = [(part["start"], part["end"]) for part in row["parts"]]
    if not spans or any(start >= end for start, end in spans) or _disordered(spans):
        return "parts must be at least one, not empty, in order, apart"
    if (spans[0][0], spans[-1][1]) != (row["start_char"], row["end_char"]):
        return "offsets are not the hull of the parts"
    joined = " ".join(text[start:end] for start, end in spans)
    return f"the parts read {joined[:80]!r}" if row.get("text", joined) != joined else None


def _disordered(spans: Iterable[tuple[int, int]]) -> bool:
    return any(before[1] > after[0] for before, after in pairwise(spans))


def _extents(layer: str, row: Row, text: str) -> str | None:
    """Each X with X_start and X_end: all null, or exactly those characters."""
    for column in _EXTENTS:
        prefix = _OFFSETS.get(column, column)
        written, start, end = row.get(column), row.get(f"{prefix}_start"), row.get(f"{prefix}_end")
        if (start is None) != (end is None) or (start is None and written is not None):
            return f"{column} and its offsets must be given, or null, together"
        if start is not None and written is not None and text[start:end] != written:
            return f"{column} is {written!r}, but the text holds {text[start:end]!r} there"
    return None


def _values(layer: str, row: Row, text: str) -> str | None:
    for column, allowed in _CLOSED[layer].items():
        wrong = [value for value in _answers(row, column) if value is not None and value not in allowed]
        if wrong:
            return f"{column} is {wrong[0]!r}, not one of {', '.join(sorted(allowed))}"
    return None


def _ids(layer: str, row: Row, text: str) -> str | None:
    places = [place["id"] for answer in _answers(row, "places") for place in answer or ()]
    people = [*_answers(row, "speaker_id"), *_answers(row, "claimant_id")]
    wrong = [i for i in (*_answers(row, "id"), *places) if i is not None and not _ID.fullmatch(i)]
    wrong += [i for i in people if i is not None and not _PERSON.fullmatch(i)]
    return f"{wrong[0]!r} is no id of a known scheme" if wrong else None


def _days(layer: str, row: Row, text: str) -> str | None:
    days = [*_answers(row, "period_from"), *_answers(row, "period_to")]
    wrong = [day for day in days if day is not None and not _DAY.fullmatch(day)]
    return f"{wrong[0]!r} is no date of the form YYYY-MM-DD" if wrong else None


def _numbers(layer: str, row: Row, text: str) -> str | None:
    for column in ("value", "low", "high", "from_value"):
        wrong = [n for n in _answers(row, column) if n is not None and not _is_number(n)]
        if wrong:
            return f"{column} is {wrong[0]!r}, not a number"
    return None


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _answers(row: Row, column: str) -> tuple[Any, ...]:
    return (row.get(column), *row.get(column + ALTERNATIVES, ()))


_CHECKS: tuple[Check, ...] = (_columns, _alternatives, _span, _parts, _extents, _values, _ids, _days, _numbers)
