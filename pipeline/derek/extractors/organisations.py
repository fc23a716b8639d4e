"""Known organisations in any case form; their canonical names and keys."""

from __future__ import annotations

from typing import NamedTuple

from derek.extractors.gazetteer import Gazetteer
from derek.extractors.mentions import Mention
from derek.extractors.name_forms import NameForms
from derek.knowledge import Knowledge
from derek.text.page import Page


class Organisation(NamedTuple):
    """One organisation under one of its names."""

    key: str
    canonical: str
    country: str | None


class Organisations:
    """Finds known organisations in a page."""

    def __init__(self, knowledge: Knowledge, forms: NameForms) -> None:
        rows = knowledge.table("knowledge/organisations.tsv", ("key", "name", "kind", "country"))
        canonical = {row["key"]: row["name"] for row in rows if row["kind"] == "canonical"}
        names = ((r["name"], Organisation(r["key"], canonical.get(r["key"], r["name"]), r["country"] or None)) for r in rows)
        self._gazetteer: Gazetteer[Organisation] = Gazetteer(names, forms)

    def find(self, page: Page) -> tuple[list[Mention], dict[int, tuple[int, str, str]]]:
        """Mentions in order; and by end offset (start, key, canonical), which titles look up («БҰҰ Бас хатшысы»)."""
        mentions, ends = [], {}
        for match in self._gazetteer.find(page):
            known = match.entries[0]
            ends[match.end] = (match.start, known.key, known.canonical)
            mentions.append(
                Mention(
                    match.start,
                    match.end,
                    "ORGANISATION",
                    "known_organisation",
                    "gazetteer",
                    canonical=known.canonical,
                    country=known.country,
                    functions=match.functions,
                )
            )
        return mentions, ends
