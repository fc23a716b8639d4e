"""Countries, cities, regions and other places: known names in any case form, told apart by what stands beside them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from derek.extractors.gazetteer import Gazetteer, Match
from derek.extractors.mentions import Mention
from derek.extractors.name_forms import Functions, NameForms
from derek.extractors.overlaps import Overlaps
from derek.knowledge import Knowledge, Row
from derek.text.page import Page, Word

_FILES = {"countries": "COUNTRY", "cities": "CITY", "regions": "REGION"}
_COLUMNS = ("id", "name", "kind", "country", "valid_from", "valid_to")
_JOINING = {"және", "мен", "бен", "пен", ","}
_OPENERS = {"бұл", "осы", "сол", "біз", "әр", "елдің", "жергілікті", "қала", "облыс", "аудан"}
"""Words that open a sentence before «ауылы» and name no village."""
_INHABITANT = regex.compile(r".*(?:[лдт][ыі][қк])")
_TOLD = {"settlement_noun", "settlement_list"}
_SURNAME = regex.compile(r".+(?:[оеё]в|[оеё]ва|ин|ина|ұлы|қызы)")
_LONGEST_LIST = 12
"""Names in one coordination («Абай, Ақмола, … облыстары»); Kazakhstan has 17 regions, texts name a dozen at most."""


class Place(NamedTuple):
    """What is known under one name of a place."""

    label: str
    id: str | None
    canonical: str
    country: str | None
    kind: str
    valid_from: str
    valid_to: str


class PlaceNoun(NamedTuple):
    """A kind of place («облыс», «көше»): the label it gives, and whether it belongs to the name."""

    label: str
    part: bool


class Places:
    """Finds places in a page."""

    def __init__(self, knowledge: Knowledge, forms: NameForms) -> None:
        self._forms = forms
        self._gazetteer: Gazetteer[Place] = Gazetteer(_names(knowledge), forms)
        nouns = knowledge.table("lexicon/place_nouns.tsv", ("noun", "label", "part"))
        rows = ((r["noun"], PlaceNoun(r["label"], r["part"] == "yes")) for r in nouns)
        self._nouns: Gazetteer[PlaceNoun] = Gazetteer(rows, forms, any_case=True)
        currencies = knowledge.table("lexicon/currency_nouns.tsv", ("noun",))
        self._currencies: Gazetteer[str] = Gazetteer(((r["noun"], r["noun"]) for r in currencies), forms, any_case=True)

    def find(self, page: Page) -> list[Mention]:
        """All place names of a page, in order; `functions` of each tells its case."""
        matches = [m for m in self._gazetteer.find(page) if m.functions[:1] != ("P3",)]
        found = [mention for match in matches if (mention := self._mention(page, match))]
        listed = self._listed(page, matches)
        lists = Overlaps(listed)
        named = [m for m in found if not lists.meets(m.start, m.end)] + listed
        named += self._by_noun(page, named)
        return sorted([*named, *self._again(page, named)], key=lambda m: m.start)

    def _again(self, page: Page, named: Sequence[Mention]) -> Iterator[Mention]:
        """A settlement that a noun has told («Келінтөбе ауылында») wherever the text names it again («Келінтөбеде»)."""
        told = {m.canonical.lower(): m for m in named if m.rule in _TOLD and m.canonical and m.canonical.isalpha()}
        if not told:
            return
        taken = Overlaps(named)
        for word in page.words:
            found = self._told(word, told) if word.text[:1].isupper() else None
            if found and not taken.meets(word.start, word.end):
                place, functions = found
                yield dataclasses.replace(
                    place, start=word.start, end=word.end, rule="settlement_again", functions=functions
                )

    def _told(self, word: Word, told: Mapping[str, Mention]) -> tuple[Mention, Functions] | None:
        lower = word.text.lower()
        for length in range(len(lower), 3, -1):
            place = told.get(lower[:length])
            functions = self._forms.functions(lower[:length], lower[length:]) if place else None
            if place and functions is not None and not {"LIK", "PL"} & set(functions):
                return place, functions
        return None

    def _mention(self, page: Page, match: Match[Place]) -> Mention | None:
        place = _choose(match.entries, page.published)
        if "LIK" in match.functions:
            name = _INHABITANT.match(page.text[match.start : match.end])
            canonical = name.group() if name else None
            return Mention(
                match.start, match.end, "NORP", "inhabitants", "gazetteer", canonical=canonical, country=place.country
            )
        following = _next(page, match.last)
        if following and (self._is_currency(place, following) or _is_regional(place, following)):
            return None
        noun = self._noun(following) if following and not match.functions else None
        if noun and following and noun.part and noun.label != place.label:
            return _with_noun(page, match, following, noun, place)
        if place.label in {"CITY", "COUNTRY"} and _fills_guillemets(page, match):
            return None
        return _known(match, place)

    def _is_currency(self, place: Place, following: Word) -> bool:
        return place.label == "COUNTRY" and self._currencies.look_up(following.text) is not None

    def _noun(self, word: Word) -> PlaceNoun | None:
        """The kind of place that a possessed noun names: «облысында», «көшесі»; «облыста», «аймақтары» name none."""
        found = self._nouns.look_up(word.text)
        return self._nouns.entries(found[0])[0] if found and found[1][:1] == ("P3",) else None

    def _listed(self, page: Page, matches: Sequence[Match[Place]]) -> list[Mention]:
        """«Алматы, Абай және Жетісу облыстарында»: each name is a region, the last one with the noun."""
        found: list[Mention] = []
        within = {index for m in matches for index in range(m.first, m.last + 1)}
        lasts = {m.last: m for m in matches}
        for index, noun, functions in self._nouns.looked_up(page):
            if index == 0 or index in within or functions[:2] != ("PL", "P3"):
                continue
            if self._nouns.entries(noun)[0].label in {"REGION", "CITY", "LOCATION"}:
                listed = list(self._coordinated(page, index, noun, lasts))
                found += listed if len(listed) > 1 else []  # «Ресей аймақтары» names no region
        return found

    def _coordinated(self, page: Page, noun: int, name: str, matches: dict[int, Match[Place]]) -> Iterator[Mention]:
        end, index = page.words[noun].end, noun - 1
        for _ in range(_LONGEST_LIST):
            match = matches.get(index)
            first = match.first if match else index
            if index < 0 or not page.words[index].text[:1].isupper():
                return
            start = page.words[first].start
            label = self._nouns.entries(name)[0].label
            if label == "LOCATION":
                if match and any(place.label != "CITY" for place in match.entries):
                    return  # «Ертіс пен Есіл өзендері»: the table knows the rivers themselves
                canonical = f"{page.text[start : page.words[index].end]} {name}{'ы' if _back(name) else 'і'}"
                yield Mention(start, end, label, "location_list", "text", canonical=canonical)
            elif label == "REGION":
                yield self._region(page.text[start : page.words[index].end], name, (start, end))
            else:
                yield _settlement(page, match, start, page.words[index].end)
            index = first - 1
            while index >= 0 and page.words[index].text in _JOINING:
                index -= 1
            if index == first - 1 or index < 0:
                return
            end = page.words[index].end

    def _region(self, name: str, noun: str, span: tuple[int, int]) -> Mention:
        official = f"{name} {noun}{'ы' if _back(noun) else 'і'}"
        known = self._gazetteer.entries(official)
        place = known[0] if known else Place("REGION", None, official, None, "", "", "")
        by = "gazetteer" if known else "text"
        return Mention(
            *span, "REGION", "region_list", by, canonical=place.canonical, id=place.id, country=place.country
        )

    def _by_noun(self, page: Page, known: Sequence[Mention]) -> Iterator[Mention]:
        """Places that the tables do not hold: a capitalised word before «облысы», «ауданы»; before «ауылы», «кенті»."""
        taken = {offset for m in known for offset in range(m.start, m.end)}
        for index, known_as, functions in self._nouns.looked_up(page):
            word, noun = page.words[index], self._nouns.entries(known_as)[0]
            possessed = index > 0 and "P3" in functions and word.start not in taken
            name = _capital_before(page, index, taken) if possessed else None
            if name and noun.label == "REGION" and noun.part:
                yield Mention(name.start, word.end, "REGION", "region_noun", "text")
            elif name and noun.label == "CITY":
                yield Mention(name.start, name.end, "CITY", "settlement_noun", "text", canonical=name.text)


def _settlement(page: Page, match: Match[Place] | None, start: int, end: int) -> Mention:
    """One of «Келес мен Сарыағаш қалалары», «Ақтерек пен Бесағаш ауылдары»: known, or as the list writes it."""
    city = next((place for place in match.entries if place.label == "CITY"), None) if match else None
    if match and city:
        return _known(match, city)
    return Mention(start, end, "CITY", "settlement_list", "text", canonical=page.text[start:end])


def _with_noun(page: Page, match: Match[Place], noun: Word, kind: PlaceNoun, place: Place) -> Mention:
    """«Париж келісіміне»: the name with its noun, without the noun's case."""
    last = noun.functions.index("P3") + 1 if "P3" in noun.functions else len(noun.functions) - 1
    ending = "".join(noun.suffixes[last:])
    possessed = "P3" in noun.functions and noun.text.endswith(ending)
    return Mention(
        match.start,
        noun.end,
        kind.label,
        "place_noun",
        "gazetteer",
        canonical=page.text[match.start : noun.end - len(ending)] if possessed or not ending else None,
        country=place.country,
    )


def _names(knowledge: Knowledge) -> Iterator[tuple[str, Place]]:
    for file, label in _FILES.items():
        rows = knowledge.table(f"knowledge/{file}.tsv", _COLUMNS)
        canonical = {row["id"]: row["name"] for row in rows if row["kind"] == "canonical" and row["id"]}
        for row in rows:
            yield row["name"], _place(row, label, canonical.get(row["id"], row["name"]))
    for row in knowledge.table("knowledge/locations.tsv", ("name", "kind")):
        yield row["name"], Place(row["kind"], None, row["name"], None, "", "", "")


def _place(row: Row, label: str, canonical: str) -> Place:
    return Place(
        label, row["id"] or None, canonical, row["country"] or None, row["kind"], row["valid_from"], row["valid_to"]
    )


def _choose(places: Sequence[Place], day: dt.date | None) -> Place:
    """The place that bore the name on that day; the first in table order among equals."""
    text = day.isoformat() if day else ""
    valid = [p for p in places if (not p.valid_from or p.valid_from <= text) and (not p.valid_to or text <= p.valid_to)]
    return (valid or list(places))[0]


def _known(match: Match[Place], place: Place) -> Mention:
    return Mention(
        match.start,
        match.end,
        place.label,
        "known_place",
        "gazetteer",
        canonical=place.canonical,
        id=place.id,
        country=place.country,
        functions=match.functions,
        known_as=match.name,
    )


def _next(page: Page, index: int) -> Word | None:
    """The word right after, where only white space stands between."""
    if index + 1 >= len(page.words):
        return None
    word = page.words[index + 1]
    return word if not page.text[page.words[index].end : word.start].strip(" ") else None


def _is_regional(place: Place, following: Word) -> bool:
    """«Алматы облыстық мәслихаты»: the adjective makes the name the region's, which no mention stands for."""
    return place.label == "CITY" and following.text.lower().startswith(("облыстық", "аудандық"))


def _fills_guillemets(page: Page, match: Match[Place]) -> bool:
    """Whether the name is all that stands in a pair of marks: then it names something else («Астана» клубы)."""
    before, after = page.text[max(0, match.start - 1) : match.start], page.text[match.end : match.end + 1]
    return before in {"«", "“", "„", '"'} and after in {"»", "”", "“", '"'} and bool(after)


def _capital_before(page: Page, noun: int, taken: Container[int]) -> Word | None:
    """The capitalised word right before a noun, which no known place holds and no sentence has made a capital."""
    word = page.words[noun - 1]
    if word.start in taken or not word.text[:1].isupper() or not word.text.replace("-", "").isalpha():
        return None
    if word.has("GEN"):  # «Ғимараттың ауданы»: its area
        return None
    opens = page.sentence_at(word.start).start == word.start and word.text.lower() in _OPENERS
    surname = bool(_SURNAME.fullmatch(word.text.lower())) and _after_a_capital(page, noun - 1)
    return word if _next(page, noun - 1) and not opens and not surname else None


def _after_a_capital(page: Page, index: int) -> bool:
    """Whether another capitalised word, no sentence's first, stands right before: «кәсіпкер Ернар Сейітов ауылында»."""
    before = page.words[index - 1] if index else None
    if before is None or not before.text[:1].isupper() or before.text[1:2].isupper():
        return False
    return not page.text[before.end : page.words[index].start].strip(" ")


def _back(word: str) -> bool:
    """Whether the last vowel is a back one, so that the possessive is -ы."""
    vowels = [letter for letter in word if letter in "аоұыяёуәеіөүэи"]
    return bool(vowels) and vowels[-1] in "аоұыяёу"
