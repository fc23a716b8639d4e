"""Persons: known and unknown names, their titles, and which of them lead a state, a government or an organisation."""

from __future__ import annotations

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from derek.extractors.gazetteer import Gazetteer, Match
from derek.extractors.mentions import Mention
from derek.extractors.name_forms import Functions, NameForms
from derek.extractors.offices import Offices, Term
from derek.extractors.overlaps import Overlaps
from derek.extractors.person_shapes import (
    CASES,
    INITIALS,
    PATRONYMIC,
    SURNAME,
    compatible,
    given_before,
    is_short,
    is_surname,
    namelike,
    parts_of,
    strips,
    with_initials,
    with_particle,
    without_places,
)
from derek.extractors.span_index import HasSpan
from derek.extractors.titles import Title
from derek.knowledge import Knowledge
from derek.text.page import Page, Word

_OPENING = {"«", "“", "„"}
_HONORIFICS = ("шейх", "ханзада", "доктор", "генерал", "мырза", "ханым")
OBJECTS = {"ACC", "DAT", "INS", "ABL"}
"""Cases in which a name is no subject: the title before it may be the subject's."""
_ADDRESSES = {"ата", "апа", "апай", "ағай", "аға", "әже", "көке", "тәте", "жеңгей", "мырза", "ханым", "қажы"}
"""Words after a given name that address an elder; with a capital they are part of a name."""
_NO_NAMES = {"VERB", "ADV", "SCONJ", "CCONJ", "PRON", "DET", "AUX", "PART"}
_INITIAL = 2
"""Characters that an initial with its point has."""
_AGED = regex.compile(r",?\s\d{1,3}\sжас(?:тағы|ар)$")
_AGE = 16
"""Characters of «, 40 жастағы»."""
_LONG = 6
_CACHED = 1 << 14
_REACH = 120
"""Characters after a title within which its bearer's name ends."""


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


class Span(NamedTuple):
    """Where something stands that is only looked up."""

    start: int
    end: int


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
        self._nouns = tuple(row["stem"] for row in knowledge.table("lexicon/not_persons.tsv", ("stem",)))
        self._institutions = tuple(noun for noun in self._nouns if len(noun) > _LONG)
        self._forms = forms
        self._offices = offices
        self.nominative = functools.lru_cache(_CACHED)(self._nominative)

    def find(
        self,
        page: Page,
        tagged: Sequence[tuple[int, int]],
        titles: Sequence[Title],
        taken: Sequence[Mention],
        blocked: Sequence[tuple[int, int]] = (),
    ) -> list[Mention]:
        """Every person named in a page.

        `tagged`: the model's persons; `taken`: places, which win when equal; `blocked`: what the model takes for
        something else, where a title's bearer is not looked for.
        """
        persons = list(self._candidates(page, tagged, titles, taken, blocked))
        ending = {title.end: title for title in reversed(titles) if title.before_name}
        persons = [dataclasses.replace(p, title=self._title_of(page, p, ending)) for p in persons]
        persons = sorted([*persons, *self._by_surname(page, persons, taken)], key=lambda p: p.start)
        joined = _joined(persons)
        said = _leading_titles(persons)
        return [self._mention(page, person, joined, said) for person in persons]

    # -- finding ------------------------------------------------------------------------------------------------

    def _candidates(
        self,
        page: Page,
        tagged: Sequence[tuple[int, int]],
        titles: Sequence[Title],
        taken: Sequence[Mention],
        blocked: Sequence[tuple[int, int]],
    ) -> Iterator[Person]:
        places = Overlaps(taken)
        headed = {title.head: title for title in titles if title.before_name}
        untitled = [(_past_title(page, start, end, headed.get(start)), end) for start, end in tagged]
        model = [p for start, end in untitled if (p := self._from_model(page, start, end, places))]
        fixed = [m for m in taken if m.label != "CITY" or m.functions]
        spans = Overlaps[HasSpan]([*(Span(*s) for s in blocked), *fixed, *titles])
        after = [p for title in titles if (p := self._after_title(page, title, spans))]
        matches = list(self._gazetteer.find(page))
        whole = {match.entries[0].id for match in matches if match.entries[0].kind != "surname"}
        seen = Overlaps(Span(*s) for s in tagged)
        known = [p for match in matches if (p := self._from_table(page, match, seen, whole))]
        heads, names = Overlaps(titles), Overlaps(known)
        model = [p for p in model if not _in_title(p, heads) and not _is_two(p, names)]
        begun = {m.start: m.end for m in model}
        fuller = [p for p in after if begun.get(p.start, p.end) < p.end]
        longest = sorted([*known, *model, *fuller], key=lambda p: (p.start - p.end, p.id is None))
        kept: Overlaps[Person] = Overlaps()
        for person in [*longest, *after]:
            if not kept.meets(person.start, person.end):
                kept.add(person)
                yield person

    def _from_table(self, page: Page, match: Match[Known], tagged: Overlaps[Span], whole: set[str]) -> Person | None:
        if set(match.functions) - CASES - {"SIM", "EQU"}:
            return None
        known = self._choose(match.entries, page)
        if known is None or (known.kind == "surname" and not self._is_surname(page, match, known, tagged, whole)):
            return None
        start = with_initials(page, match.start)
        return Person(start, match.end, match.name, match.functions, "gazetteer", "known_person", known.id)

    def _is_surname(
        self, page: Page, match: Match[Known], known: Known, tagged: Overlaps[Span], whole: set[str]
    ) -> bool:
        """A surname alone is the known person's where nothing speaks for another and something speaks for him."""
        if given_before(page, match.first) or page.text[match.start - 1 : match.start] in _OPENING:
            return False
        initials = page.text[with_initials(page, match.start) : match.start]
        if initials:
            return known.canonical[:1] == initials[:1]
        seen = tagged.meets(match.start, match.end)
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

    def _from_model(self, page: Page, start: int, end: int, taken: Overlaps[Mention]) -> Person | None:
        """The model's span, without a country at its edge, with the initials before it and what a particle adds."""
        start, end = without_places(start, end, page, taken.touching(start, end))
        words = _without_common(page, page.words_between(start, end))
        if not words or not words[0].text[:1].isupper() or words[-1].text.lower().startswith(self._institutions):
            return None
        start, end = words[0].start, words[-1].end
        if len(words) == 1 and not is_surname(words[0].text):
            end = self._with_surname(page, words[0], taken)
        start, end = with_particle(page, self._without_inflected(page, start, end), end)
        initialled = with_initials(page, start)
        if initialled < start:  # initials go with one surname: «Т. Файон» of «Т. Файон Копер портының …»
            start, end = initialled, page.words_between(start, end)[0].end
        name, functions = self.nominative(page.text[start:end])
        return Person(start, end, name, functions, "model", "tagger")

    def _with_surname(self, page: Page, given: Word, taken: Overlaps[Mention]) -> int:
        """The end moved on over the surname that the model has left out («Харука» + «Моринаганы»)."""
        following = page.words[given.token_id + 1] if given.token_id + 1 < len(page.words) else None
        if following is None or page.before(following.start) != given.end or self.nominative(given.text)[1]:
            return given.end
        named = self._may_name(following) and not taken.meets(following.start, following.end)
        return following.end if named and following.start != page.sentence_at(following.start).start else given.end

    def _without_inflected(self, page: Page, start: int, end: int) -> int:
        """The start moved past a first word in a case that no given name takes («Өкімімен Сабыр …»)."""
        words = page.words_between(start, end)
        if len(words) == 2 and words[0].functions == ("P3", "INS"):  # «Жарлығымен Әбдірахманов»
            return words[1].start
        if len(words) < 3 or len(words[0].text) < _LONG:
            return start
        functions = self.nominative(words[0].text)[1]
        return words[1].start if functions and functions[0] in {"INS", "GEN", "ABL"} else start

    def _after_title(self, page: Page, title: Title, taken: Overlaps[HasSpan]) -> Person | None:
        """«министрі Ермек Көшербаев»: two capitalised words right after a title are a name, whoever bears it."""
        words = page.words_between(title.end, title.end + _REACH)[:3]
        if not title.before_name or len(words) < 2 or not all(self._may_name(w) for w in words[:2]):
            return None
        gaps = page.text[title.end : words[0].start] + page.text[words[0].end : words[1].start]
        cased = self.nominative(words[0].text)[1]
        if gaps.strip(" \u00a0") or cased or taken.meets(words[0].start, words[1].end):
            return None
        third = len(words) > 2 and PATRONYMIC.match(words[1].text) and self._may_name(words[2])
        last = words[2] if third else words[1]
        name, functions = self.nominative(page.text[words[0].start : last.end])
        return Person(words[0].start, last.end, name, functions, "text", "after_title")

    def _may_name(self, word: Word) -> bool:
        """Whether a word has the shape of a name and is none of the nouns that press writes with a capital."""
        return namelike(word.text) and not word.text.lower().startswith(self._nouns)

    def _by_surname(self, page: Page, persons: Sequence[Person], taken: Sequence[Mention]) -> Iterator[Person]:
        """Names of persons named in full elsewhere in the page, and names that initials introduce («Ә. Оқапов»).

        A given name counts where no other capitalised word adjoins it.
        """
        parts = [parts_of(p.name) for p in persons if p.rule != "after_title" or p.title]
        surnames = {names[-1].lower(): names[-1] for names in parts if len(names) > 1}
        given = {names[0].lower(): names[0] for names in parts if len(names) > 1 and len(names[0]) > _INITIAL}
        surnames = {**given, **surnames}
        filled: Overlaps[Person | Mention] = Overlaps([*persons, *taken])
        for word in page.words:
            if not self._may_name(word):
                continue
            start = with_initials(page, word.start)
            surname = self._form_of(word.text.lower(), surnames)
            if surname and surname[0].lower() in given and not _stands_alone(page, word):
                continue
            if (surname or start < word.start) and not filled.meets(word.start, word.end):
                name, functions = surname or self.nominative(word.text)
                yield Person(
                    start, word.end, page.text[start : word.start] + name, functions, "text", "surname_or_initials"
                )

    def _form_of(self, lower: str, surnames: dict[str, str]) -> tuple[str, Functions] | None:
        for length in range(len(lower), 2, -1):
            functions = self._forms.functions(lower[:length], lower[length:]) if lower[:length] in surnames else None
            if functions is not None and set(functions) <= CASES:
                return surnames[lower[:length]], functions
        return None

    # -- nominatives --------------------------------------------------------------------------------------------

    def _nominative(self, name: str) -> tuple[str, Functions]:
        """A name in any case form → its nominative and what the endings of its last word do.

        Surname shapes («-ов», «-ұлы») decide first; else one case ending is taken off, if three letters stay.
        """
        head, _, last = " ".join(name.split()).rpartition(" ")
        lower = last.lower()
        best: tuple[str, Functions] = (last, ())
        for length in range(len(last) - 1, 2, -1):
            functions = self._forms.functions(lower[:length], lower[length:])
            if functions and strips(last[:length], functions):
                best = (last[:length], functions)
                if SURNAME.match(lower[:length]):
                    break
        if SURNAME.match(lower) and not (best[1] and SURNAME.match(best[0].lower())):
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
            office=_office(title, term, dated=page.published is not None),
            office_kind=title.kind if title and _overrides(title, term, page) else term.kind if term else None,
            country=(title.country if title else None) or (term.country or None if term else None),
            flags=flags,
            functions=person.functions,
        )

    def _fuller(self, person: Person, joined: dict[str, list[Person]]) -> tuple[Person, tuple[str, ...]]:
        """The fuller mention of the same person; itself with a flag where two different ones fit."""
        own = parts_of(person.name)
        if person.id or (len(own) > 1 and not is_short(own)):
            return person, ()
        named = [*joined.get(own[-1], []), *(joined.get(own[0], []) if len(own) > 1 else [])]
        fitting = [p for p in named if compatible(own, parts_of(p.name)) and not is_short(parts_of(p.name))]
        names = {p.id or p.name for p in fitting}
        if len(names) > 1:
            return person, ("two fuller names fit",)
        return (max(fitting, key=lambda p: (p.title is not None, len(p.name))), ()) if fitting else (person, ())

    def _known_id(self, page: Page, person: Person) -> str | None:
        """The id of a name in the table; initials and a surname must fit one canonical name («Қ.Бозымбаев»)."""
        entries = self._gazetteer.entries(person.name)
        initials = INITIALS.match(person.name)
        if not entries and initials:
            surname = self._gazetteer.entries(person.name[initials.end() :].strip())
            entries = tuple(entry for entry in surname if entry.canonical[0] == person.name[0])
        parts = parts_of(person.name)
        if not entries and len(parts) == 3 and any(PATRONYMIC.match(part) for part in parts[1:]):
            given, *rest = parts
            entries = next((found for r in reversed(rest) if (found := self._gazetteer.entries(f"{given} {r}"))), ())
        known = self._choose(entries, page) if entries else None
        return known.id if known else None

    def _title_of(self, page: Page, person: Person, ending: Mapping[int, Title]) -> Title | None:
        """The title right before a name, or before the honorific that stands there («әмірі шейх Халифа»)."""
        title = ending.get(title_end(page, person.start))
        return None if title and self._of_another(page, person, title) else title

    def _of_another(self, page: Page, person: Person, title: Title) -> bool:
        """Whether a bare leading title before a name in a case is the holder's: «Президент Бектеновті тағайындады».

        So it is where the table knows the issuing country's holder that day, and the person never held such an office.
        """
        day, case = page.published, set(person.functions) & OBJECTS
        if not (day and case and title.leading and not title.country and not title.organisation):
            return False
        holder = self._offices.holder(title.kind, page.issuer_country or "", day)
        known = person.id or self._known_id(page, person)
        held = any(term.kind == title.kind for term in self._offices.of(known or ""))
        return holder is not None and holder.person != known and known is not None and not held

    def _leads(self, page: Page, known: str | None, title: Title | None) -> bool:
        """By the text's own title; else by a term on the document's day. An undated text must name the office."""
        if title and title.leading:
            return True
        day = page.published
        return day is not None and any(term.leading and term.covers(day) for term in self._offices.of(known or ""))


def title_end(page: Page, start: int) -> int:
    """Where the title of a name that begins at `start` ends: right before it, or before an honorific («шейх»)."""
    end = page.before(start)
    aged = _AGED.search(page.text, max(0, end - _AGE), end)  # «орманшысы, 40 жастағы Ермек …»
    if aged:
        return page.before(aged.start())
    honorific = next((h for h in _HONORIFICS if page.text.endswith(f" {h}", 0, end)), None)
    return page.before(end - len(honorific)) if honorific else end


def _overrides(title: Title, term: Term | None, page: Page) -> bool:
    """Whether the text's title stands against the table's term: a leading one, or any where no day chose the term."""
    return title.leading or term is None or page.published is None


def _office(title: Title | None, term: Term | None, *, dated: bool) -> str | None:
    if not dated and not (title and term and term.kind == title.kind):
        return title.office if title else None
    if term and (not title or not title.leading or title.kind == term.kind):
        return term.office
    return title.office if title else None


def _stands_alone(page: Page, word: Word) -> bool:
    """Whether no capitalised word, no hyphen and no mark adjoins a word: «Ерлан» is not the one of «Ерлан Сейітов»."""
    around = page.words[max(0, word.token_id - 1) : word.token_id + 2]
    capitals = [w for w in around if w is not word and w.text[:1].isupper() and w.pos != "PUNCT"]
    beside = [w for w in capitals if page.before(max(w.start, word.start)) == min(w.end, word.end)]
    opens = page.sentence_at(word.start).start == word.start and word.pos != "PROPN"
    return not beside and not opens and page.text[word.start - 1 : word.start] not in _OPENING


def _without_common(page: Page, words: Sequence[Word]) -> Sequence[Word]:
    """A name's words without what addresses or opens: «Бекзат ата», and «Дегенмен» before «Әлиева» in a sentence.

    A sentence's first word goes where it is in a case or a verb and a surname follows alone.
    """
    while len(words) > 1 and words[-1].text.lower() in _ADDRESSES and words[-1].text.islower():
        words = words[:-1]
    if len(words) == 2 and words[0].pos in _NO_NAMES and is_surname(words[1].text):
        opens = page.sentence_at(words[0].start).start == words[0].start
        return words[1:] if opens else words
    return words


def _past_title(page: Page, start: int, end: int, title: Title | None) -> int:
    """The start of a span moved past the title that the model has taken in («Королі Салман»)."""
    return page.after(title.end) if title and title.end < end and "P3" in title.functions else start


def _in_title(person: Person, titles: Overlaps[Title]) -> bool:
    """Whether the model takes a title («Әмірі») for a name."""
    near = titles.touching(person.start, person.end)
    return any(title.head <= person.start and person.end <= title.end for title in near)


def _is_two(person: Person, known: Overlaps[Person]) -> bool:
    """Whether the model's one name is two known people side by side («Тоқаев Путинмен сөйлесті»)."""
    near = known.touching(person.start, person.end)
    return len({k.id for k in near if person.start <= k.start and k.end <= person.end}) > 1


def _joined(persons: Sequence[Person]) -> dict[str, list[Person]]:
    """Last word of a name, and first word, → the names of several words that hold it."""
    fuller: dict[str, list[Person]] = defaultdict(list)
    for person in persons:
        parts = parts_of(person.name)
        if len(parts) > 1:
            fuller[parts[-1]].append(person)
            fuller[parts[0]].append(person)
    return fuller


def _leading_titles(persons: Sequence[Person]) -> dict[str, Title]:
    """Person (id, else name) → the leading title that the text gives anywhere: it holds for every mention."""
    return {person.id or person.name: person.title for person in persons if person.title and person.title.leading}
