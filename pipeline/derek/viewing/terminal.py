"""One document's rows, readable in a terminal: names, quotations, claims; why each is there; every word's analysis."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from derek.loading import Extraction
from derek.schema import Claim, Document, Entity, Quote, Token, to_plain

R = TypeVar("R", Entity, Quote, Claim)


def show(extraction: Extraction, console: Console, *, why: bool = False) -> None:
    """Prints the document's head, then its names, quotations and claims, a few lines each."""
    for line in _head(extraction.document):
        console.print(line)
    _section("Names", extraction.entities, _entity, console, why)
    _section("Quotations", extraction.quotes, _quote, console, why)
    _section("Claims", extraction.claims, _claim, console, why)


def _section(title: str, rows: Sequence[R], render: Callable[[R], str], console: Console, why: bool) -> None:
    console.print(f"\n[bold]{title} ({len(rows)})[/bold]")
    for row in rows:
        console.print(f"{row.start_char:>6}  {render(row)}", highlight=False)
        if why:
            console.print(f"        [dim]{escape(_why(row))}[/dim]", highlight=False)


def _head(document: Document) -> Iterator[str]:
    yield f"[bold]{escape(document.title or '(no title)')}[/bold]"
    day = document.published.isoformat() if document.published else "no date"
    yield f"{day}, {document.issuer or document.issuer_country}, {document.language}-{document.script}"
    for warning in document.warnings:
        yield f"[yellow]warning: {escape(warning)}[/yellow]"


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


def ner_lines(scores: Mapping[str, Any]) -> Iterator[str]:
    """The sequence model's scores for people: micro, speed, then one line a class."""
    yield f"F1 {scores['f1']:.4f}, precision {scores['precision']:.4f}, recall {scores['recall']:.4f}"
    yield f"{scores['words_per_second']:.0f} words a second"
    for name, ratios in scores["classes"].items():
        yield f"  {name:<14} F1 {ratios['f1']:.4f}, precision {ratios['precision']:.4f}, recall {ratios['recall']:.4f}"


def as_json(extraction: Extraction) -> dict[str, Any]:
    """The same rows for machines: one key a table, columns as in the Parquet files."""
    return {
        "document": to_plain(extraction.document),
        "entities": [to_plain(row) for row in extraction.entities],
        "quotes": [to_plain(row) for row in extraction.quotes],
        "claims": [to_plain(row) for row in extraction.claims],
    }


def _why(row: Entity | Quote | Claim) -> str:
    by = "" if isinstance(row, Claim) or not row.resolved_by else f", resolved by {row.resolved_by}"
    score = "" if row.score is None else f", score {row.score:.2f}"
    flags = f"; {', '.join(row.flags)}" if row.flags else ""
    return f"rule {row.rule}{by}{score}{flags}"


def _entity(row: Entity) -> str:
    kind = row.label if row.mention == "name" else f"{row.label} {row.mention}"
    known = ", ".join(part for part in (row.canonical, row.id, row.office) if part)
    return f"[cyan]{escape(row.text)}[/cyan]  {kind}" + (f" = {escape(known)}" if known else "")


def _quote(row: Quote) -> str:
    written = f" ({row.speaker_text})" if row.speaker_text and row.speaker_text != row.speaker else ""
    cue = f", {row.cue}" if row.cue else ""
    head = f"[green]{escape(row.speaker or 'nobody named')}[/green]{escape(written)}{escape(cue)}, {row.kind}"
    return f"{head}\n        «{escape(row.text)}»"


def _claim(row: Claim) -> str:
    amount = " ".join(part for part in (_amount(row), row.unit, f"per {row.per}" if row.per else None) if part)
    ends = [day.isoformat() if day else "…" for day in (row.period_from, row.period_to)]
    period = f", {' – '.join(ends)}" if row.period_from or row.period_to else ""
    change = (
        ""
        if not row.change
        else f", {row.change}" + ("" if row.change_by is None else " by" if row.change_by else " to")
    )
    says = f", says {row.claimant}" if row.claimant else ""
    metric = f": {row.metric}" if row.metric else ""
    meaning = f"{escape(amount)}{escape(metric)}, {row.status}{change}{period}{escape(says)}"
    return f"[magenta]{escape(row.text)}[/magenta] = {meaning}"


def _amount(row: Claim) -> str:
    bound = "" if row.bound in {"exact", "range"} else f"{row.bound} "
    numbers = [row.value] if row.value is not None else [row.low, row.high]
    return bound + "–".join(_digits(number) for number in numbers if number is not None)


def _digits(number: float) -> str:
    """12000000000.0 → «12 000 000 000», 5.3 → «5.3»."""
    return f"{number:,.0f}".replace(",", " ") if number == int(number) else f"{number:,.6g}".replace(",", " ")
