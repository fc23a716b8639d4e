"""Known organisations and facilities in any case form; their canonical names and keys."""

from __future__ import annotations

from typing import NamedTuple

from derek.extractors.gazetteer import Gazetteer
from derek.extractors.mentions import Mention
from derek.extractors.name_forms import NameForms
from derek.knowledge import Knowledge, Row
from derek.text.page import Page


class Organisation(NamedTuple):
    """One organisation under one of its names; an international one has no country."""

    key: str
    canonical: str
    """The nominative that a row shows: the name as press writes it, today's name for a former one."""
    country: str | None


class Organisations:
    """Finds known organisations in a page."""

    def __init__(self, knowledge: Knowledge, forms: NameForms) -> None:
        rows = knowledge.table("knowledge/organisations.tsv", ("key", "name", "kind", "country"))
        canonical = {row["key"]: row["name"] for row in rows if row["kind"] == "canonical"}
        names = ((r["name"], Organisation(r["key"], _shown(r, canonical), r["country"] or None)) for r in rows)
        self._gazetteer: Gazetteer[Organisation] = Gazetteer(names, forms)
        facilities = knowledge.table("knowledge/facilities.tsv", ("name",))
        self._facilities: Gazetteer[str] = Gazetteer(((row["name"], row["name"]) for row in facilities), forms)

    def facilities(self, page: Page) -> list[Mention]:
        """Known buildings, squares, ports and the like, in order."""
        return [
            Mention(m.start, m.end, "FACILITY", "known_facility", "gazetteer", canonical=m.name, functions=m.functions)
            for m in self._facilities.find(page)
        ]

    def find(self, page: Page) -> tuple[list[Mention], dict[int, tuple[int, Organisation]]]:
        """Mentions in order; and by end offset (start, organisation), which titles look up («БҰҰ Бас хатшысы»)."""
        mentions, ends = [], {}
        for match in self._gazetteer.find(page):
            known = match.entries[0]
            ends[match.end] = (match.start, known)
            mentions.append(
                Mention(
                    match.start,
                    match.end,
                    "ORGANISATION",
                    "known_organisation",
                    "gazetteer",
                    canonical=match.name,
                    country=known.country,
                    functions=match.functions,
                )
            )
        return mentions, ends


def _shown(row: Row, canonical: dict[str, str]) -> str:
    """«БҰҰ» stays «БҰҰ»: an abbreviation is itself a press form; only former and variant names give way."""
    return canonical.get(row["key"], row["name"]) if row["kind"] in {"former", "variant"} else row["name"]
