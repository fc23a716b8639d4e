"""Persons: known and unknown names, their titles, and which of them lead a state, a government or an organisation."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import regex

from derek.extractors.gazetteer import Gazetteer, Match
from derek.extractors.mentions import Mention
from derek.extractors.name_forms import Functions, NameForms
from derek.extractors.offices import Offices, Term
from derek.extractors.titles import Title
from derek.knowledge import Knowledge
from derek.text.page import Page

_CASES = {"GEN", "DAT", "ACC", "LOC", "ABL", "INS"}
_INITIAL = regex.compile(r"\p{Lu}\.(?:-?\p{Lu}\.)*")
_AFTER_INITIAL = regex.compile(r"\.(?=\p{Lu}\p{Ll})")
_OPENING = {"«", "“", "„"}
_PARTICLES = {"де", "бен", "ибн", "бин", "әл", "аль", "фон", "ван", "дер", "да"}
_HONORIFICS = ("шейх", "ханзада", "доктор", "генерал", "мырза", "ханым")
_LONG = 6
_REACH = 120
"""Characters after a title within which its bearer's name ends."""
_PATRONYMIC = regex.compile(r".+(?:ұлы|қызы|ович|евич|овна|евна)$")
_SURNAME = regex.compile(
    r".+(?:[оеё]в|[оеё]ва|ин|ина|ский|ская|цкий|цкая|ұлы|қызы|улы|кызы|тегі|ян|дзе|швили|енко|бек|бай)$"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """One name of a person in a page, before it is joined with the others."""

    start: int
    end: int
    name: str
    """Nominative."""
    functions: Functions
    resolved_by: str
    rule: str
    id: str | None = None
    title: Title | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """A person of models/knowledge/people.tsv under one name."""

    id: str
    canonical: str
    kind: str


class People:
    """Finds and joins persons in a page."""

    def __init__(self, knowledge: Knowledge, forms: NameForms, offices: Offices) -> None:
        rows = knowledge.table("knowledge/people.tsv", ("id", "name", "kind"))
        self.canonical = {row["id"]: row["name"] for row in rows if row["kind"] == "canonical"}
        known = ((r["name"], Known(r["id"], self.canonical.get(r["id"], r["name"]), r["kind"])) for r in rows)
        self._gazetteer: Gazetteer[Known] = Gazetteer(known, forms)
        self._forms = forms
        self._offices = offices

    def find(
        self, page: Page, tagged: Sequence[tuple[int, int]], titles: Sequence[Title], taken: Sequence[Mention]
    ) -> list[Mention]:
        """Every person named in a page. `tagged`: the model's persons; `taken`: places, which win when equal."""
        persons = list(self._candidates(page, tagged, titles, taken))
        persons = [dataclasses.replace(p, title=_title_of(page, p, titles)) for p in persons]
        persons = sorted([*persons, *self._by_surname(page, persons, taken)], key=lambda p: p.start)
        joined = _joined(persons)
        said = _leading_titles(persons)
        return [self._mention(page, person, joined, said) for person in persons]

    # -- finding ------------------------------------------------------------------------------------------------

    def _candidates(
        self, page: Page, tagged: Sequence[tuple[int, int]], titles: Sequence[Title], taken: Sequence[Mention]
    ) -> Iterator[Person]:
        model = [p for start, end in tagged if (p := self._from_model(page, start, end, taken))]
        after = [p for title in titles if (p := self._after_title(page, title, taken))]
        matches = list(self._gazetteer.find(page))
        whole = {match.entries[0].id for match in matches if match.entries[0].kind != "surname"}
        known = [p for match in matches if (p := self._from_table(page, match, tagged, whole))]
        kept: list[Person] = []
        for person in sorted([*known, *model, *after], key=lambda p: (p.start - p.end, p.id is None)):
            if not any(person.start < other.end and other.start < person.end for other in kept):
                kept.append(person)
        yield from sorted(kept, key=lambda p: p.start)

    def _from_table(
        self, page: Page, match: Match[Known], tagged: Sequence[tuple[int, int]], whole: set[str]
    ) -> Person | None:
        if set(match.functions) - _CASES - {"SIM", "EQU"}:
            return None
        known = self._choose(match.entries, page)
        if known is None or (known.kind == "surname" and not self._is_surname(page, match, known, tagged, whole)):
            return None
        start = _with_initials(page, match.start)
        return Person(start, match.end, match.name, match.functions, "gazetteer", "known_person", known.id)

    def _is_surname(
        self, page: Page, match: Match[Known], known: Known, tagged: Sequence[tuple[int, int]], whole: set[str]
    ) -> bool:
        """A surname alone is the known person's where nothing speaks for another and something speaks for him."""
        if _given_before(page, match) or page.text[match.start - 1 : match.start] in _OPENING:
            return False
        initials = page.text[_with_initials(page, match.start) : match.start]
        if initials:
            return known.canonical[:1] == initials[:1]
        seen = any(start < match.end and match.start < end for start, end in tagged)
        terms = self._offices.of(known.id)
        if page.published:
            return known.id in whole or any(t.leading and t.covers(page.published) for t in terms)
        return known.id in whole or (seen and any(t.leading and not t.valid_to for t in terms))

    def _choose(self, entries: Sequence[Known], page: Page) -> Known | None:
        """The one person of that name; of several, the one in office on the document's day."""
        people = {entry.id: entry for entry in entries}
        if len(people) == 1:
            return entries[0]
        holding = [k for k in people.values() if page.published and self._offices.held(k.id, page.published)]
        return holding[0] if len(holding) == 1 else None

    def _from_model(self, page: Page, start: int, end: int, taken: Sequence[Mention]) -> Person | None:
        """The model's span, without a country at its edge, with the initials before it and what a particle adds."""
        start, end = _without_places(page, start, end, taken)
        words = page.words_between(start, end)
        if not words or not words[0].text[:1].isupper():
            return None
        start, end = self._without_inflected(page, start, end), _with_particle(page, end)
        initialled = _with_initials(page, start)
        if initialled < start:  # initials go with one surname: «Т. Файон» of «Т. Файон Копер портының …»
            start, end = initialled, page.words_between(start, end)[0].end
        name, functions = self.nominative(page.text[start:end])
        return Person(start, end, name, functions, "model", "tagger")

    def _without_inflected(self, page: Page, start: int, end: int) -> int:
        """The start moved past a first word in a case that no given name takes («Өкімімен Сабыр …»)."""
        words = page.words_between(start, end)
        if len(words) < 3 or len(words[0].text) < _LONG:
            return start
        functions = self.nominative(words[0].text)[1]
        return words[1].start if functions and functions[0] in {"INS", "GEN", "ABL"} else start

    def _after_title(self, page: Page, title: Title, taken: Sequence[Mention]) -> Person | None:
        """«министрі Ермек Көшербаев»: two capitalised words right after a title are a name, whoever bears it."""
        words = page.words_between(title.end, title.end + _REACH)[:3]
        if not title.before_name or len(words) < 2 or not all(_namelike(w.text) for w in words[:2]):
            return None
        gaps = page.text[title.end : words[0].start] + page.text[words[0].end : words[1].start]
        if gaps.strip(" \u00a0") or any(m.start < words[1].end and words[0].start < m.end for m in taken):
            return None
        last = (
            words[2] if len(words) > 2 and _PATRONYMIC.match(words[1].text) and _namelike(words[2].text) else words[1]
        )
        name, functions = self.nominative(page.text[words[0].start : last.end])
        return Person(words[0].start, last.end, name, functions, "text", "after_title")

    def _by_surname(self, page: Page, persons: Sequence[Person], taken: Sequence[Mention]) -> Iterator[Person]:
        """Surnames of persons named in full elsewhere in the page, and names that initials introduce («Ә. Оқапов»)."""
        surnames = {_words(p.name)[-1].lower(): _words(p.name)[-1] for p in persons if len(_words(p.name)) > 1}
        filled = [*((p.start, p.end) for p in persons), *((m.start, m.end) for m in taken)]
        for word in page.words:
            if not _namelike(word.text) or any(start < word.end and word.start < end for start, end in filled):
                continue
            start = _with_initials(page, word.start)
            surname = self._form_of(word.text.lower(), surnames)
            if surname or start < word.start:
                name, functions = surname or self.nominative(word.text)
                yield Person(
                    start, word.end, page.text[start : word.start] + name, functions, "text", "surname_or_initials"
                )

    def _form_of(self, lower: str, surnames: dict[str, str]) -> tuple[str, Functions] | None:
        for length in range(len(lower), 2, -1):
            functions = self._forms.functions(lower[:length], lower[length:]) if lower[:length] in surnames else None
            if functions is not None and set(functions) <= _CASES:
                return surnames[lower[:length]], functions
        return None

    # -- nominatives --------------------------------------------------------------------------------------------

    def nominative(self, name: str) -> tuple[str, Functions]:
        """A name in any case form → its nominative and what the endings of its last word do.

        Surname shapes («-ов», «-ұлы») decide first; else one case ending is taken off, if three letters stay.
        """
        head, _, last = " ".join(name.split()).rpartition(" ")
        lower = last.lower()
        best: tuple[str, Functions] = (last, ())
        for length in range(len(last) - 1, 2, -1):
            functions = self._forms.functions(lower[:length], lower[length:])
            if functions and functions[0] in _CASES and _strips(last[:length], functions):
                best = (last[:length], functions)
                if _SURNAME.match(lower[:length]):
                    break
        if _SURNAME.match(lower) and not (best[1] and _SURNAME.match(best[0].lower())):
            best = (last, ())
        return f"{head} {best[0]}".strip(), best[1]

    # -- joining ------------------------------------------------------------------------------------------------

    def _mention(self, page: Page, person: Person, joined: dict[str, list[Person]], said: dict[str, Title]) -> Mention:
        full, flags = self._fuller(person, joined)
        known = person.id or full.id or self._known_id(page, full)
        title = said.get(known or full.name) or person.title or full.title
        term = self._offices.held(known, page.published) if known else None
        leads = self._leads(page, known, title)
        return Mention(
            person.start,
            person.end,
            "LEADER" if leads else "PERSON",
            person.rule,
            "text" if leads and title and title.leading and not (term and term.leading) else person.resolved_by,
            canonical=self.canonical.get(known or "", full.name),
            id=known,
            office=_office(title, term),
            office_kind=title.kind if title and (title.leading or not term) else term.kind if term else None,
            country=(title.country if title else None) or (term.country or None if term else None),
            flags=flags,
            functions=person.functions,
        )

    def _fuller(self, person: Person, joined: dict[str, list[Person]]) -> tuple[Person, tuple[str, ...]]:
        """The fuller mention of the same person; itself with a flag where two different ones fit."""
        words = _words(person.name)
        if person.id or (len(words) > 1 and not _short(words)):
            return person, ()
        named = [*joined.get(words[-1], []), *(joined.get(words[0], []) if len(words) > 1 else [])]
        fitting = [p for p in named if _compatible(words, _words(p.name)) and not _short(_words(p.name))]
        names = {p.id or p.name for p in fitting}
        if len(names) > 1:
            return person, ("two fuller names fit",)
        return (max(fitting, key=lambda p: (p.title is not None, len(p.name))), ()) if fitting else (person, ())

    def _known_id(self, page: Page, person: Person) -> str | None:
        """The id of a name in the table; initials and a surname must fit one canonical name («Қ.Бозымбаев»)."""
        entries = self._gazetteer.entries(person.name)
        initials = _INITIAL.match(person.name)
        if not entries and initials:
            surname = self._gazetteer.entries(person.name[initials.end() :].strip())
            entries = tuple(entry for entry in surname if entry.canonical[0] == person.name[0])
        known = self._choose(entries, page) if entries else None
        return known.id if known else None

    def _leads(self, page: Page, known: str | None, title: Title | None) -> bool:
        """By the text's own title; else by a term on the document's day; in an undated text by a term still open."""
        if title and title.leading:
            return True
        if title and title.kind != "person" and not page.published:
            return False
        terms = [term for term in self._offices.of(known or "") if term.leading]
        return any(term.covers(page.published) if page.published else not term.valid_to for term in terms)


def _office(title: Title | None, term: Term | None) -> str | None:
    if term and (not title or not title.leading or title.kind == term.kind):
        return term.office
    return title.office if title else None


def _joined(persons: Sequence[Person]) -> dict[str, list[Person]]:
    """Last word of a name, and first word, → the names of several words that hold it."""
    fuller: dict[str, list[Person]] = defaultdict(list)
    for person in persons:
        words = _words(person.name)
        if len(words) > 1:
            fuller[words[-1]].append(person)
            fuller[words[0]].append(person)
    return fuller


def _leading_titles(persons: Sequence[Person]) -> dict[str, Title]:
    """Person (id, else name) → the leading title that the text gives anywhere: it holds for every mention."""
    return {person.id or person.name: person.title for person in persons if person.title and person.title.leading}


def _without_places(page: Page, start: int, end: int, taken: Sequence[Mention]) -> tuple[int, int]:
    """A span without the known country, city or region that it begins or ends with (and all before or after it)."""
    for place in taken:
        if place.label in {"COUNTRY", "REGION", "CITY"} and start <= place.start and place.end <= end:
            if place.start > start:
                end = page.before(place.start)
            else:
                start = page.after(place.end) if place.functions == () and place.label == "COUNTRY" else end
    return start, max(start, end)


def _with_initials(page: Page, start: int) -> int:
    """The start moved back over the initials before a name: «М. Нұртілеу», «Қ.-Ж. Тоқаев»."""
    end = page.before(start)
    first = end
    while first and page.text[first - 1] not in " \u00a0\n":
        first -= 1
    return first if _INITIAL.fullmatch(page.text[first:end]) else start


def _with_particle(page: Page, end: int) -> int:
    """The end moved on over a particle and the word that it brings: «Шарль» + «де Голльге»."""
    words = page.words_between(end, end + 40)[:2]
    if len(words) == 2 and words[0].text in _PARTICLES and words[1].text[:1].isupper():
        return words[1].end if not page.text[end : words[0].start].strip(" ") else end
    return end


def _title_of(page: Page, person: Person, titles: Iterable[Title]) -> Title | None:
    """The title right before a name, or before the honorific that stands there («әмірі шейх Халифа»)."""
    end = page.before(person.start)
    honorific = next((h for h in _HONORIFICS if page.text.endswith(f" {h}", 0, end)), None)
    end = page.before(end - len(honorific)) if honorific else end
    return next((title for title in titles if title.end == end and title.before_name), None)


def _given_before(page: Page, match: Match[Known]) -> bool:
    """Whether a given name that the table does not know stands before a surname: then it is another person."""
    if match.first == 0:
        return False
    word = page.words[match.first - 1]
    same = page.sentence_at(word.start).sent_id == page.sentence_at(match.start).sent_id
    adjacent = not page.text[word.end : match.start].strip(" ")
    begins = page.sentence_at(word.start).start == word.start
    return same and adjacent and not begins and _namelike(word.text) and word.lemma.lower() not in _NOT_GIVEN


def _words(name: str) -> list[str]:
    """The parts of a name; initials are parts also where no space follows them («А.Ержанов»)."""
    return _AFTER_INITIAL.sub(". ", name).split()


_NOT_GIVEN = {"президент", "премьер-министр", "министр", "канцлер", "король", "мырза", "ханым", "басшысы"}


def _namelike(word: str) -> bool:
    return word[:1].isupper() and word[1:2].islower() and word.replace("-", "").isalpha()


def _strips(stem: str, functions: Functions) -> bool:
    """Whether taking these endings off a name is safe: one case, and not -да/-де after a short stem."""
    return len(functions) == 1 and (functions[0] != "LOC" or len(stem) > 4)


def _short(words: list[str]) -> bool:
    """Whether a name of several words still lacks its surname or given name («Қ. Тоқаев», «Бауыржан Серікұлы»)."""
    return bool(_INITIAL.fullmatch(words[0])) or bool(_PATRONYMIC.match(words[-1]) and len(words) == 2)


def _compatible(short: list[str], full: list[str]) -> bool:
    if len(full) < 2 or full == short:
        return False
    if _INITIAL.fullmatch(short[0]):
        return full[0][0] == short[0][0] and full[-1] == short[-1]
    if len(short) == 2 and _PATRONYMIC.match(short[1]):
        return full[0] == short[0] and short[1] != full[-1]
    return all(word in full for word in short)
