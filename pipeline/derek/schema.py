"""The tables: one frozen row class each, from which the Arrow schemas follow. Nothing else declares a column.

Every column is `Annotated[python type, arrow type, description]`. Offsets count Unicode code points of
`documents.text`, end-exclusive.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import typing
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA_VERSION = "1"

Str = Annotated[str, "string"]
OptStr = Annotated[str | None, "string"]
Int = Annotated[int, "int32"]
OptInt = Annotated[int | None, "int32"]
OptFloat = Annotated[float | None, "float64"]
OptBool = Annotated[bool | None, "bool"]
OptDate = Annotated[dt.date | None, "date32"]
Score = Annotated[float | None, "float32"]
Strings = Annotated[tuple[str, ...], "list<string>"]


class Part(typing.NamedTuple):
    """One stretch of a quotation's words, in code points of the document's text."""

    start: int
    end: int


class Place(typing.NamedTuple):
    """A country, region or city that a claim is about: its mention and its id, if known."""

    text: str
    id: str | None


Parts = Annotated[tuple[Part, ...], "list<part>"]
Places = Annotated[tuple[Place, ...], "list<place>"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document as read: its text, to which all offsets refer, and what is known about it."""

    doc_id: Annotated[Str, "first 16 hex digits of the SHA-256 of the record's bytes; ties the tables together"]
    source: Annotated[Str, "where it was read from, relative to the input root"]
    also_at: Annotated[Strings, "where identical copies were found"] = ()
    sha256: Annotated[Str, "SHA-256 of the record's bytes"]
    title: Annotated[OptStr, "the title line"] = None
    published: Annotated[OptDate, "date of publication as the document states it"] = None
    issuer: Annotated[OptStr, "who published it"] = None
    issuer_country: Annotated[OptStr, "ISO 3166-1 alpha-2 of the issuer"] = None
    text: Annotated[Str, "title, newline, body; what all offsets refer to"] = ""
    language: Annotated[Str, "BCP 47 tag"] = "und"
    script: Annotated[Str, "ISO 15924 code"] = "Zyyy"
    n_sentences: Annotated[Int, "sentences found; 0 where the document is not processed"] = 0
    n_tokens: Annotated[Int, "tokens found; 0 where the document is not processed"] = 0
    warnings: Annotated[Strings, "what was odd about the document"] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, heading, dateline, list item or table row."""

    doc_id: Annotated[Str, "the document"]
    sent_id: Annotated[Int, "from 0 in the document"]
    start_char: Annotated[Int, "first character"]
    end_char: Annotated[Int, "one past the last character"]
    text: Annotated[Str, "the characters between the offsets"]
    kind: Annotated[Str, "title, heading, dateline, body, list_item, table_row or speaker_line"]
    language: Annotated[Str, "BCP 47 tag"] = "kk"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token with its lemma, suffixes and part of speech."""

    doc_id: Annotated[Str, "the document"]
    sent_id: Annotated[Int, "its sentence"]
    token_id: Annotated[Int, "from 0 in the document"]
    start_char: Annotated[Int, "first character"]
    end_char: Annotated[Int, "one past the last character"]
    text: Annotated[Str, "the characters between the offsets"]
    lemma: Annotated[OptStr, "dictionary form"] = None
    suffixes: Annotated[Strings, "inflectional suffixes, outermost last"] = ()
    pos: Annotated[OptStr, "Universal part of speech"] = None
    morph: Annotated[OptStr, "Universal features, as «Case=Gen|Number=Plur»"] = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One mention of a name, a resolved title or a resolved pronoun."""

    doc_id: Annotated[Str, "the document"]
    entity_id: Annotated[Int, "from 0 in the document"]
    sent_id: Annotated[Int, "its sentence"]
    start_char: Annotated[Int, "first character"]
    end_char: Annotated[Int, "one past the last character"]
    text: Annotated[Str, "the word form with its suffixes"]
    label: Annotated[
        Str,
        "LEADER PERSON COUNTRY CITY REGION LOCATION FACILITY ORGANISATION POSITION NORP EVENT LAW PROJECT PRODUCT ART",
    ]
    mention: Annotated[Str, "name, title or pronoun"] = "name"
    canonical: Annotated[OptStr, "nominative in today's official press form"] = None
    id: Annotated[OptStr, "iso3166:, iso3166-2:, geonames: or person: id"] = None
    office: Annotated[OptStr, "of people: the office held at the document's date"] = None
    country: Annotated[OptStr, "alpha-2 that the mention belongs to"] = None
    resolved_by: Annotated[OptStr, "gazetteer, model, office_table, text, coreference or stanza"] = None
    rule: Annotated[Str, "what made the row"] = ""
    score: Annotated[Score, "0 to 1, how sure"] = None
    flags: Annotated[Strings, "why something is null or doubtful"] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One quotation with its cue and speaker."""

    doc_id: Annotated[Str, "the document"]
    quote_id: Annotated[Int, "from 0 in the document"]
    sent_id: Annotated[Int, "its first sentence"]
    start_char: Annotated[Int, "start of the hull of the parts"]
    end_char: Annotated[Int, "end of the hull of the parts"]
    parts: Annotated[Parts, "the stretches that hold the words themselves; never empty"]
    text: Annotated[Str, "the parts joined by one space"]
    kind: Annotated[Str, "direct, indirect, mixed or directive"]
    layout: Annotated[Str, "dash, guillemets, quotation_marks, colon, interview or reported"]
    cue: Annotated[OptStr, "the words that report"] = None
    cue_lemma: Annotated[OptStr, "lemma of the cue"] = None
    cue_start: Annotated[OptInt, "first character of the cue"] = None
    cue_end: Annotated[OptInt, "one past the cue"] = None
    speaker_text: Annotated[OptStr, "the speaker as written beside the cue"] = None
    speaker_start: Annotated[OptInt, "first character of speaker_text"] = None
    speaker_end: Annotated[OptInt, "one past speaker_text"] = None
    speaker: Annotated[OptStr, "resolved speaker, canonical form"] = None
    speaker_id: Annotated[OptStr, "person: id"] = None
    speaker_office: Annotated[OptStr, "office of the speaker"] = None
    speaker_entity_id: Annotated[OptInt, "row of the entities table"] = None
    resolved_by: Annotated[OptStr, "name, title, pronoun, organisation, subject, continuation or document"] = None
    parent_quote_id: Annotated[OptInt, "the quotation that it stands in"] = None
    addressee: Annotated[OptStr, "of a directive: who is told"] = None
    rule: Annotated[Str, "what made the row"] = ""
    score: Annotated[Score, "0 to 1, how sure"] = None
    flags: Annotated[Strings, "why something is null or doubtful"] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One numeric claim: what is measured, how much, in what unit, for when, and who says so."""

    doc_id: Annotated[Str, "the document"]
    claim_id: Annotated[Int, "from 0 in the document"]
    sent_id: Annotated[Int, "its sentence"]
    start_char: Annotated[Int, "first character"]
    end_char: Annotated[Int, "one past the last character"]
    text: Annotated[Str, "number, magnitude, unit or counted noun, and a bound word"]
    kind: Annotated[Str, "money, percent, quantity, count, multiple, share or rank"]
    value: Annotated[OptFloat, "scale applied; null for ranges and vague amounts"] = None
    low: Annotated[OptFloat, "lower end of a range or vague amount"] = None
    high: Annotated[OptFloat, "upper end of a range"] = None
    from_value: Annotated[OptFloat, "where a change starts from"] = None
    bound: Annotated[Str, "exact, about, over, at_least, under, at_most or range"] = "exact"
    unit: Annotated[OptStr, "iso4217: code, percent, percentage_point, UCUM code or counted noun's lemma"] = None
    per: Annotated[OptStr, "UCUM code or lemma of a rate's base"] = None
    metric: Annotated[OptStr, "what is measured, as written"] = None
    metric_start: Annotated[OptInt, "first character of metric"] = None
    metric_end: Annotated[OptInt, "one past metric"] = None
    metric_canonical: Annotated[OptStr, "a term of models/lexicon/metrics.tsv"] = None
    change: Annotated[OptStr, "increase or decrease, only where the text says so"] = None
    change_by: Annotated[OptBool, "true: by so much; false: to so much"] = None
    status: Annotated[Str, "actual, target, forecast or proposal"] = "actual"
    period_text: Annotated[OptStr, "the period as written"] = None
    period_start: Annotated[OptInt, "first character of period_text"] = None
    period_end: Annotated[OptInt, "one past period_text"] = None
    period_from: Annotated[OptDate, "first day of the period"] = None
    period_to: Annotated[OptDate, "last day of the period"] = None
    compared_to: Annotated[OptStr, "the base of a comparison, as written"] = None
    compared_start: Annotated[OptInt, "first character of compared_to"] = None
    compared_end: Annotated[OptInt, "one past compared_to"] = None
    claimant: Annotated[OptStr, "who says so, canonical form"] = None
    claimant_id: Annotated[OptStr, "person: id"] = None
    claimant_entity_id: Annotated[OptInt, "row of the entities table"] = None
    quote_id: Annotated[OptInt, "the quotation that the claim stands in"] = None
    places: Annotated[Places, "countries, regions, cities that it is about"] = ()
    rule: Annotated[Str, "what made the row"] = ""
    score: Annotated[Score, "0 to 1, how sure"] = None
    flags: Annotated[Strings, "why something is null or doubtful"] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """One document that could not be processed."""

    source: Annotated[Str, "where it was read from"]
    sha256: Annotated[OptStr, "SHA-256 of the record's bytes, if it could be read"] = None
    stage: Annotated[Str, "the stage that failed"]
    error: Annotated[Str, "class of the error"]
    message: Annotated[Str, "what is wrong and what to do"]


Row = Document | Sentence | Token | Entity | Quote | Claim | Reject

TABLES: dict[str, type[Row]] = {
    "documents": Document,
    "sentences": Sentence,
    "tokens": Token,
    "entities": Entity,
    "quotes": Quote,
    "claims": Claim,
    "rejects": Reject,
}


class Column(typing.NamedTuple):
    """One declared column: its name, Arrow type in words, whether it may be null, and what it means."""

    name: str
    arrow: str
    nullable: bool
    description: str


@functools.cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, in order, as its row class declares them."""
    hints = typing.get_type_hints(TABLES[table], include_extras=True)
    return tuple(_column(name, hint) for name, hint in hints.items())


def _column(name: str, hint: Any) -> Column:
    python_type, arrow, description = typing.get_args(hint)
    return Column(name, arrow, type(None) in typing.get_args(python_type), description)


@functools.cache
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table, with a description on every column and `schema_version` in the metadata."""
    import pyarrow as pa

    fields = [
        pa.field(c.name, _arrow_type(c.arrow), nullable=c.nullable, metadata={"description": c.description})
        for c in columns(table)
    ]
    return pa.schema(fields, metadata={"schema_version": SCHEMA_VERSION, "table": table})


def _arrow_type(name: str) -> pa.DataType:
    import pyarrow as pa

    part = pa.struct([pa.field("start", pa.int32(), nullable=False), pa.field("end", pa.int32(), nullable=False)])
    place = pa.struct([pa.field("text", pa.string(), nullable=False), pa.field("id", pa.string())])
    nested = {"list<string>": pa.string(), "list<part>": part, "list<place>": place}
    if name in nested:
        return pa.list_(pa.field("element", nested[name], nullable=False))
    return pa.type_for_alias("date32" if name == "date32" else name)


def to_table(table: str, rows: Iterable[Row] | Sequence[Row]) -> pa.Table:
    """Rows → one Arrow table under the declared schema.

    Raises TypeError for a row of another table and ValueError where a column that may not be null is null
    (pyarrow itself drops unknown keys silently and lets such nulls through).
    """
    import pyarrow as pa

    rows = list(rows)
    _check(table, rows)
    schema = arrow_schema(table)
    arrays = [
        pa.array([_plain(getattr(row, field.name)) for row in rows], type=field.type)
        if pa.types.is_list(field.type)
        else pa.array([getattr(row, field.name) for row in rows], type=field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _check(table: str, rows: list[Row]) -> None:
    for row in rows:
        if type(row) is not TABLES[table]:
            raise TypeError(f"a {type(row).__name__} row does not belong in the table {table}")
    for column in columns(table):
        if not column.nullable and any(getattr(row, column.name) is None for row in rows):
            raise ValueError(f"{table}.{column.name} may not be null")


def _plain(value: tuple[Any, ...]) -> list[Any]:
    return [item._asdict() if isinstance(item, (Part, Place)) else item for item in value]


def to_plain(row: Row | Part | Place) -> dict[str, Any]:
    """A row → a dict of JSON values: dates as ISO text, parts and places as dicts."""
    names = row._fields if isinstance(row, (Part, Place)) else [f.name for f in dataclasses.fields(row)]
    return {name: _json(getattr(row, name)) for name in names}


def _json(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (Part, Place)):
        return to_plain(value)
    return [_json(item) for item in value] if isinstance(value, tuple) else value


def from_plain(table: str, data: dict[str, Any]) -> Row:
    """The inverse of `to_plain`. Raises TypeError for an unknown or missing column."""
    kinds = {c.name: c.arrow for c in columns(table)}
    unknown = set(data) - set(kinds)
    if unknown:
        raise TypeError(f"{table} has no column {', '.join(sorted(unknown))}")
    return TABLES[table](**{name: _typed(kinds[name], value) for name, value in data.items()})


def _typed(arrow: str, value: Any) -> Any:
    if value is None:
        return None
    match arrow:
        case "date32":
            return dt.date.fromisoformat(value)
        case "list<part>":
            return tuple(Part(**item) for item in value)
        case "list<place>":
            return tuple(Place(**item) for item in value)
        case "list<string>":
            return tuple(value)
    return value
