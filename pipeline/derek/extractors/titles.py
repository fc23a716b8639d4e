"""Titles («Президент», «Өзбекстан Премьер-министрі», «Мемлекет басшысы») and what office each names."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import regex

from derek.extractors.gazetteer import Gazetteer, Match
from derek.extractors.mentions import Mention
from derek.extractors.name_forms import Functions, NameForms
from derek.extractors.offices import LEADING
from derek.knowledge import Knowledge, Row
from derek.text.page import Page

_OWN = regex.compile(r"(?:еліміздің|ел|елдің|біздің|республика|республиканың|тәуелсіз)$", regex.IGNORECASE)
"""Words before a title that make it the issuing country's own («еліміздің Президенті»)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Title:
    """One title in a page; `start` takes in the country or organisation before it, `head` is where the title begins."""

    start: int
    head: int
    end: int
    kind: str
    name: str
    functions: Functions
    person: str | None
    country: str | None
    country_name: str | None
    """Country or organisation as written in offices: «Өзбекстан»."""
    organisation: str | None

    @property
    def leading(self) -> bool:
        """Whether it names the head of a state, a government or an international organisation."""
        return self.kind in LEADING and (self.kind != "international_head" or self.organisation is not None)

    @property
    def before_name(self) -> bool:
        """Whether its case lets a name follow it («Президенті Шавкат Мирзиёев»)."""
        return self.functions in {(), ("P3",), ("P1PL",)}

    @property
    def office(self) -> str:
        """The office in its press form: «Өзбекстан Президенті», «министр»."""
        if self.country_name:
            return f"{self.country_name} {possessed(self.name)}"
        return self.name


class Titles:
    """Finds titles in a page."""

    def __init__(self, knowledge: Knowledge, forms: NameForms) -> None:
        rows = knowledge.table("lexicon/titles.tsv", ("title", "kind", "person"))
        self._gazetteer: Gazetteer[Row] = Gazetteer(((row["title"], row) for row in rows), forms, any_case=True)

    def find(self, page: Page, places: Sequence[Mention], organisations: dict[int, tuple[int, str, str]]) -> list[Title]:
        """Titles in order; generic plurals («президенттер») and adjectives («президенттік») are left out.

        `organisations`: end offset of a known organisation → (start, key, canonical name).
        """
        ends = {place.end: place for place in places}
        matches = [m for m in self._gazetteer.find(page) if not {"PL", "LIK", "EQU", "SIM"} & set(m.functions)]
        return [_title(page, match, ends, organisations) for match in matches]


def _title(
    page: Page, match: Match[Row], places: dict[int, Mention], organisations: dict[int, tuple[int, str, str]]
) -> Title:
    row = match.entries[0]
    before = page.before(match.start)
    place, organisation = places.get(before), organisations.get(before)
    country = place if place and place.label == "COUNTRY" and place.functions in {(), ("GEN",)} else None
    return Title(
        start=country.start if country else organisation[0] if organisation else match.start,
        head=match.start,
        end=match.end,
        kind=_kind(page, match, row, country, organisation),
        name=row["title"],
        functions=match.functions,
        person=row["person"] or None,
        country=country.country if country else None,
        country_name=country.canonical if country else organisation[2] if organisation else None,
        organisation=organisation[1] if organisation else None,
    )


def _kind(
    page: Page, match: Match[Row], row: Row, country: Mention | None, organisation: tuple[int, str, str] | None
) -> str:
    """«федерациясының президенті» is no head of state: a possessed title needs a country, or the issuer's own words."""
    kind = row["kind"]
    if organisation and kind in {"head_of_state", "chair", "international_head", "speaker"}:
        return "international_head"
    if kind not in {"head_of_state", "head_of_government"} or country or "P3" not in match.functions:
        return kind
    previous = page.words[match.first - 1].text if match.first else ""
    begins = not match.first or page.sentence_at(match.start).start == match.start
    return kind if begins or not previous.isalpha() or _OWN.match(previous) else "other"


def possessed(title: str) -> str:
    """A title as the head of a possessive phrase: «Президент» → «Президенті», «Мемлекет басшысы» as it is."""
    last = title[-1]
    if title.endswith(("сы", "сі", "ы", "і")):
        return title
    vowels = [letter for letter in title.lower() if letter in "аоұыяёуәеіөүэи"]
    back = bool(vowels) and vowels[-1] in "аоұыяёу"
    return title + (("сы" if back else "сі") if last in "аәеоөүұыіэя" else ("ы" if back else "і"))
