"""Which column of a table, or key of a JSON object, holds what: as the user names it, else by the usual names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from derek.errors import ReadError
from derek.readers.records import ReadOptions

GUESSES: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "content", "article", "full_text", "article_text", "release", "maintext"),
        *("мәтін", "мәтіні", "мазмұны", "текст", "содержание"),
    ),
    "title": ("title", "headline", "heading", "тақырып", "тақырыбы", "атауы", "заголовок", "название"),
    "date": (
        *("date", "published", "published_at", "publication_date", "pub_date", "date_published", "date_publish"),
        *("datetime", "күні", "жарияланған", "жарияланған_күні", "дата", "дата_публикации"),
    ),
    "id": (),
    "url": (),
}
"""What for → names looked for, first found first, whatever their case; a space in a name counts as «_».

Ids and addresses are not guessed, as copies of one release under two of them are one document.
"""

USES = tuple(GUESSES)


class Fields(NamedTuple):
    """One row's values as text; an empty string where there is none."""

    text: str
    title: str = ""
    date: str = ""


def used_columns(names: Iterable[str], options: ReadOptions) -> dict[str, int]:
    """Column names → what for: position. Raises ReadError where a named column is missing or no text is found."""
    columns = list(names)
    places = {_plain(name): place for place, name in reversed(list(enumerate(columns)))}
    found: dict[str, int] = {}
    for use in USES:
        wanted = getattr(options, use)
        hits = [places[_plain(name)] for name in ((wanted,) if wanted else GUESSES[use]) if _plain(name) in places]
        if hits:
            found[use] = hits[0]
        elif wanted or use == "text":
            raise ReadError(_missing(use, wanted, columns))
    return found


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_")


def _missing(use: str, wanted: str | None, columns: list[str]) -> str:
    have = ", ".join(columns[:12]) or "none"
    if wanted:
        return f"there is no column «{wanted}»; name the {use} column with --{use}-column (there are: {have})"
    return f"no column looks like the {use}; name it with --{use}-column (there are: {have})"


def json_object(data: bytes | str) -> dict[str, Any]:
    """One JSON object. Raises ReadError for anything else."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        said = getattr(error, "msg", type(error).__name__)
        raise ReadError(f"not JSON ({said}); write each document as one JSON object on a line of its own") from error
    if not isinstance(value, dict):
        raise ReadError('JSON, but no object; write each document as an object, {"text": …}, on a line of its own')
    return value


def object_fields(row: dict[str, Any], options: ReadOptions) -> Fields:
    """A JSON object → its fields. Raises ReadError where it has no text."""
    names = list(row)
    used = used_columns(names, options).items()
    return Fields(**{use: _text(row[names[at]]) for use, at in used if use in Fields._fields})


def _text(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n".join(value)  # paragraphs
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value)
