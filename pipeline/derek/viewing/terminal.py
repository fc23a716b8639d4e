"""One document's rows, readable in a terminal: names, quotations, claims; why each is there; every word's analysis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from derek.loading import Extraction
from derek.schema import Claim, Entity, Quote, Token, to_plain


def show(extraction: Extraction, console: Console, *, why: bool = False) -> None:
    """Prints the document's head, then its names, quotations and claims, one table each."""
    document = extraction.document
    console.print(f"[bold]{escape(document.title or '(no title)')}[/bold]")
    day = document.published.isoformat() if document.published else "no date"
    console.print(f"{day}, {document.issuer or document.issuer_country}, {document.language}-{document.script}")
    for warning in document.warnings:
        console.print(f"[yellow]warning: {escape(warning)}[/yellow]")
    console.print(_entities(extraction.entities, why))
    console.print(_quotes(extraction.quotes, why))
    console.print(_claims(extraction.claims, why))


def show_words(tokens: Sequence[Token], console: Console) -> None:
    """Prints each word with its lemma, part of speech, features and suffixes, a blank line between sentences."""
    table = Table("word", "lemma", "part of speech", "features", "suffixes", box=None, pad_edge=False)
    previous = tokens[0].sent_id if tokens else 0
    for token in tokens:
        if token.sent_id != previous:
            table.add_row()
            previous = token.sent_id
        table.add_row(token.text, token.lemma or "", token.pos or "", token.morph or "", " ".join(token.suffixes))
    console.print(table)


def as_json(extraction: Extraction) -> dict[str, Any]:
    """The same rows for machines: one key a table, columns as in the Parquet files."""
    return {
        "document": to_plain(extraction.document),
        "entities": [to_plain(row) for row in extraction.entities],
        "quotes": [to_plain(row) for row in extraction.quotes],
        "claims": [to_plain(row) for row in extraction.claims],
    }


def _table(title: str, columns: Iterable[str], why: bool) -> Table:
    reasons = ("rule", "score", "flags") if why else ()
    return Table(*columns, *reasons, title=title, title_justify="left", box=None, pad_edge=False)


def _why(row: Entity | Quote | Claim, why: bool) -> tuple[str, ...]:
    if not why:
        return ()
    score = "" if row.score is None else f"{row.score:.2f}"
    return row.rule, score, ", ".join(row.flags)


def _entities(rows: Sequence[Entity], why: bool) -> Table:
    table = _table(f"Names ({len(rows)})", ("at", "text", "label", "canonical", "id", "office", "by"), why)
    for row in rows:
        cells = (row.text, row.label if row.mention == "name" else f"{row.label} {row.mention}", row.canonical)
        rest = (row.id, row.office, row.resolved_by)
        table.add_row(str(row.start_char), *(escape(cell or "") for cell in (*cells, *rest, *_why(row, why))))
    return table


def _quotes(rows: Sequence[Quote], why: bool) -> Table:
    table = _table(f"Quotations ({len(rows)})", ("at", "kind", "speaker", "as written", "cue", "by", "words"), why)
    for row in rows:
        cells = (row.kind, row.speaker, row.speaker_text, row.cue, row.resolved_by, _short(row.text))
        table.add_row(str(row.start_char), *(escape(cell or "") for cell in (*cells, *_why(row, why))))
    return table


def _claims(rows: Sequence[Claim], why: bool) -> Table:
    columns = ("at", "text", "value", "unit", "what", "period", "status", "change", "who says so")
    table = _table(f"Claims ({len(rows)})", columns, why)
    for row in rows:
        period = " – ".join(day.isoformat() if day else "…" for day in (row.period_from, row.period_to))
        cells = (row.text, _amount(row), row.unit, row.metric, period if period != "… – …" else "")
        rest = (row.status, row.change, row.claimant)
        table.add_row(str(row.start_char), *(escape(cell or "") for cell in (*cells, *rest, *_why(row, why))))
    return table


def _amount(row: Claim) -> str:
    if row.value is not None:
        return f"{row.value:,.10g}".replace(",", " ")
    ends = (f"{end:,.10g}".replace(",", " ") if end is not None else "" for end in (row.low, row.high))
    return "–".join(ends).strip("–")


def _short(text: str, length: int = 90) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
