"""Titles («Президент», «Өзбекстан Премьер-министрі», «Мемлекет басшысы») and what office each names."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence

import regex

from derek.extractors.gazetteer import Gazetteer, Match
from derek.extractors.mentions import Mention
from derek.extractors.name_forms import Functions, NameForms
from derek.extractors.offices import LEADING
from derek.extractors.organisations import Organisation
from derek.knowledge import Knowledge, Row
from derek.text.page import Page

_OWN = regex.compile(r"(?:еліміздің|ел|елдің|біздің|республика|республиканың|тәуелсіз)$", regex.IGNORECASE)
"""Words before a title that make it the issuing country's own («еліміздің Президенті»)."""
_SOFT = {"қ": "ғ", "к": "г", "п": "б"}
_SAME_ORGANISATION = {"ұйымның", "ұйым", "одақтың"}
_STATE = {"мемлекетінің", "елінің"}
_CITY_NOUNS = {"қаласының", "қаласы", "қала"}
_HEADS = {"head_of_state", "chair", "international_head", "speaker"}
"""Titles that make their bearer the head of an international organisation when its name stands before them."""
_CHAIRED = {"CN"}
"""Countries whose head of state is called «төраға»."""
_FORMER = {"бұрынғы", "экс", "экс-"}
_POINTING = {"бұл", "осы", "аталған", "көрші", "көршілес", "қонақ"}
"""Words before «ел» that make it another country, the one named last («осы елдің Президенті»)."""
_CALLINGS = {"other", "post"}
_GIVEN = ("қызметі", "лауазым", "болып", "болған", "болды", "болу", "ретінде", "міндетін")
"""How a word begins that makes the title before it a post that somebody is given, holds or leaves."""
_BODIES = ("жанында", "жанынан", "әкімшілі", "кеңсе", "аппарат", "резиденция")
"""How a word begins of which a title before it is only a part («Президенті Әкімшілігі», «әкімінің аппараты»)."""
_TWO_WORD_BODIES = {("баспасөз", "қызмет"), ("іс", "басқарма")}


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
    phrase: str
    """The title as written, in the nominative: «Түркістан облысының әкімі»."""
    of: str = ""
    """What stands before its head, without a country that begins it: «Сыртқы істер», «Түркістан облысының»."""
    new: bool = False
    """Whether a word before it brings somebody new: «бір диқан», «жас қаламгер» are nobody the text has named."""
    use: str = ""
    """«given» for a post that somebody gets or holds, «body» inside the name of an office; else empty."""

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
        return self.phrase


class Titles:
    """Finds titles in a page."""

    def __init__(self, knowledge: Knowledge, forms: NameForms) -> None:
        rows = knowledge.table("lexicon/titles.tsv", ("title", "kind", "person", "country"))
        self._gazetteer: Gazetteer[Row] = Gazetteer(((row["title"], row) for row in rows), forms, any_case=True)

    def find(self, page: Page, context: Context) -> list[Title]:
        """Titles in order, without generic plurals («президенттер»), adjectives («президенттік») and «әкімдігі»."""
        matches = [m for m in self._gazetteer.find(page) if not {"PL", "LIK", "EQU", "SIM", "REL"} & set(m.functions)]
        matches = [m for m in matches if m.entries[0]["kind"] != "none"]
        matches = [m for m in matches if page.text[m.end : m.end + 1] != "-"]  # «Премьер- Министрі», torn apart
        return [_title(page, match, context) for match in matches]


@dataclasses.dataclass(frozen=True)
class Context:
    """What stands around titles: places and organisations by end offset, and the sequence model's positions."""

    places: dict[int, Mention]
    organisations: dict[int, tuple[int, Organisation]]
    positions: Sequence[tuple[int, int]]

    @functools.cached_property
    def aside(self) -> set[int]:
        """Where places begin that say where, so that no title begins there («Таразда вице-премьер …»)."""
        return {p.start for p in self.places.values() if p.functions not in {(), ("GEN",)}}

    def organisation(self, page: Page, match: Match[Row]) -> tuple[int, Organisation] | None:
        """The organisation right before a title; of «ұйымның Бас хатшысы» the international one named last."""
        found = self.organisations.get(page.before(match.start))
        previous = page.words[match.first - 1] if match.first else None
        if found or previous is None or previous.text.lower() not in _SAME_ORGANISATION:
            return found
        earlier = [known for end, (_, known) in self.organisations.items() if end < match.start and not known.country]
        return (previous.start, earlier[-1]) if earlier else None


def _title(page: Page, match: Match[Row], context: Context) -> Title:
    row = match.entries[0]
    place = context.places.get(_before_state(page, match))
    organisation = context.organisation(page, match)
    country = place if place and place.label == "COUNTRY" and place.functions in {(), ("GEN",)} else None
    meant = country or _pointed_at(page, match, context)
    known = organisation[1] if organisation else None
    kind = _kind(page, match, row, meant, known)
    start = country.start if country else organisation[0] if organisation else match.start
    start = _phrase_start(page, match, start, place, context)
    return Title(
        start=start,
        head=match.start,
        end=match.end,
        kind=kind,
        name=row["title"],
        functions=match.functions,
        person=row["person"] or None,
        country=meant.country if meant else row["country"] or None,
        country_name=meant.canonical if meant else known.canonical if known and not known.country else None,
        organisation=known.key if known and not known.country else None,
        phrase=page.text[start : match.start] + (possessed(row["title"]) if "P3" in match.functions else row["title"]),
        of=page.text[country.end if country and country.start == start else start : match.start].strip(),
        new=start == match.start and kind in _CALLINGS and _brings_new(page, match),
        use=_use(page, match),
    )


def _brings_new(page: Page, match: Match[Row]) -> bool:
    word = page.words[match.first - 1] if match.first else None
    if word is None or page.before(match.start) != word.end:
        return False
    if "P3" in match.functions:  # «орталықтың 11 дәрігері» are several
        return word.text.isdigit() and word.text != "1"
    return word.pos in {"ADJ", "NUM", "DET"} and not word.functions and word.text.lower() not in _POINTING


def _pointed_at(page: Page, match: Match[Row], context: Context) -> Mention | None:
    """The foreign country named last, for «осы елдің Президенті»."""
    words = [word.text.lower() for word in page.words[max(0, match.first - 2) : match.first]]
    if len(words) < 2 or words[0] not in _POINTING or words[1] not in {"ел", "елдің"}:
        return None
    earlier = [p for end, p in context.places.items() if end <= match.start and p.label == "COUNTRY"]
    foreign = [p for p in earlier if p.country != page.issuer_country]
    return max(foreign, key=lambda place: place.end) if foreign else None


def _use(page: Page, match: Match[Row]) -> str:
    """What the words right after a title make of it."""
    following = page.words[match.last + 1 : match.last + 3]
    if not following or page.text[match.end : following[0].start].strip(" \u00a0"):
        return ""
    first, second = (*(word.text.lower() for word in following), "")[:2]
    genitive = "GEN" in match.functions
    if set(match.functions) <= {"P3", "GEN"} and (
        first.startswith(_BODIES) or any(first == one and second.startswith(two) for one, two in _TWO_WORD_BODIES)
    ):
        return "body"
    if genitive:
        return "given" if first == "міндетін" or first.startswith("лауазым") else ""
    return "given" if set(match.functions) <= {"P3"} and first.startswith(_GIVEN) else ""


def _before_state(page: Page, match: Match[Row]) -> int:
    """Where the words before a title end; «мемлекетінің» between a country and its title counts for nothing."""
    word = page.words[match.first - 1] if match.first else None
    between = word is not None and word.text.lower() in _STATE
    return page.before(word.start if word and between else match.start)


def _phrase_start(page: Page, match: Match[Row], start: int, place: Mention | None, context: Context) -> int:
    """Where the whole title begins: with the model's position, or with the region or city that it governs."""
    spans = [s for s, e in context.positions if s <= match.start and match.end <= e and s not in context.aside]
    if place and place.label in {"REGION", "CITY"} and place.functions in {(), ("GEN",)}:
        spans.append(place.start)
    if match.first > 1 and page.words[match.first - 1].text.lower() in _CITY_NOUNS:
        city = context.places.get(page.before(page.words[match.first - 1].start))
        spans += [city.start] if city and city.label == "CITY" else []
    if match.first and page.words[match.first - 1].text.lower() in _FORMER and start == match.start:
        spans.append(page.words[match.first - 1].start)
    if not spans and start == match.start and "P3" in match.functions:
        spans += _governor(page, match)
    return min([start, *spans])


def _governor(page: Page, match: Match[Row]) -> list[int]:
    """The start of the noun that a possessed title depends on: «облыс әкімі», «Көлік министрі»."""
    word = page.words[match.first - 1] if match.first else None
    if word is None or not word.text.isalpha() or page.before(match.start) != word.end:
        return []
    plain = not word.functions or set(word.functions) <= {"GEN", "P3"}
    return [word.start] if plain and word.pos in {"NOUN", "PROPN"} else []


def _kind(page: Page, match: Match[Row], row: Row, country: Mention | None, known: Organisation | None) -> str:
    """«федерациясының президенті» is no head of state: a possessed title needs a country, or the issuer's own words."""
    kind = row["kind"]
    previous = page.words[match.first - 1].text if match.first else ""
    if previous.lower() in _FORMER and kind != "person":
        return "former"
    if known and not known.country and kind in _HEADS:
        return "international_head"
    if country and (row["title"] == "басшы" or (row["title"] == "төраға" and country.country in _CHAIRED)):
        return "head_of_state"
    if kind not in {"head_of_state", "head_of_government"} or country or "P3" not in match.functions:
        return kind
    begins = not match.first or page.sentence_at(match.start).start == match.start
    return kind if begins or not previous[:1].isalpha() or _OWN.match(previous) else "other"


def possessed(title: str) -> str:
    """A title as the head of a possessive phrase: «Президент» → «Президенті», «бастық» → «бастығы»."""
    if title.endswith(("сы", "сі")):
        return title
    last = title[-1]
    stem = title[:-1] + _SOFT.get(last, last)
    vowels = [letter for letter in title.lower() if letter in "аоұыяёуәеіөүэи"]
    back = bool(vowels) and vowels[-1] in "аоұыяёу"
    return stem + (("сы" if back else "сі") if last in "аәеоөүұыіэя" else ("ы" if back else "і"))
