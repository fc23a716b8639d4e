"""«ол», «оның» and titles that nothing else resolves, where they name a person who acts or speaks: the last subject.

They are resolved in few places only: in a quotation's tail («– деді ол», «– деді департамент басшысы»), before a
source marker («оның айтуынша») or what only people have («оның шәкірттері»), and at the head of a sentence that
reports speech. After a sentence about a person a pronoun also stands elsewhere in the sentence's beginning («Әңгіме
барысында ол …»), and so does a title when the text has named one person alone («Ғалым …»). Otherwise a pronoun makes
no row and a title has no referent.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import regex

from derek.extractors.mentions import Mention
from derek.extractors.office_words import OfficeWords
from derek.extractors.offices import LEADING
from derek.extractors.span_index import HasSpan
from derek.extractors.speech_cues import Cue, CueFinder
from derek.extractors.titles import Title
from derek.knowledge import Knowledge
from derek.text.page import Page

_TAIL = 4
"""Words between a verb of speech and the pronoun of a quotation's tail («– деді ол», «деп атап өтті ол»)."""
_TITLE_REACH = 120
"""Characters between a verb of speech and the name whose title follows it."""
_OPENING_WORDS = 4
"""Words of a sentence before which «ол» still is its subject («Әңгіме барысында ол …»)."""
_POSTS = {"post", "minister", "akim", "speaker"}
"""Kinds of office of which nobody holds two at once, so that «депутат» is not the prosecutor."""
_PLAIN = {"other", "post"}
"""Kinds of title that a person of the text may bear although the text has not said so."""
_NAMED_AFTER = ("атында", "есімінде")
"""How a word begins that makes the name before it the name of a thing («Абай атындағы театр»)."""
_NEVER = {"former", "interviewer"}
"""Kinds of title that are nobody's because he was the subject last; who asks is another than who speaks."""
_PANELLIST = "спикер"
"""A title of a parliament's speaker that whoever speaks at a forum bears too."""
_HEADING = {"басшы", "жетекші"}
"""Titles that the head of a state or of an organisation bears too («ұйым басшысы»)."""
_TURN = regex.compile(r"\s[–—―−-]\s")
"""The dash that ends the words of a dash-led turn."""
_OF_THINGS = ("тоқтал", "қатыс", "сәйкес", "байланысты", "қоса", "дейін", "қарамастан", "арнал", "назар")
"""How words begin after «оған» that speak of a thing, not of a person."""
_ADDING = regex.compile(
    r"(?:сондай-ақ|сонымен (?:қатар|бірге)|(?:бұдан|одан) бөлек|(?:оған|бұған) қоса|өз кезегінде)[, ]+",
    regex.IGNORECASE,
)
"""What adds a sentence to what the same person has said."""
_SELF = {"өзі", "өзінің"}
_DASHES = {"–", "—", "-", "―", "−"}
_OPENING, _CLOSING = "«„", "»"
"""Marks that tell which side they stand on; “ closes „ and opens ”, so it tells nothing."""
_OFFICIAL = {"head_of_state", "head_of_government", "international_head", "minister", "akim", "speaker", "person"}
"""Kinds of office of which one is never another («министр» is not the akim named last)."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Anchor:
    """A pronoun or a title that looks for its person."""

    start: int
    end: int
    first: int
    """Index of its first word."""
    last: int
    possessor: bool
    title: Title | None = None
    object: bool = False
    """Whether it is what the sentence's subject does something to («оған»)."""


class Anaphora:
    """Resolves third-person pronouns and bare titles to the persons of a page."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._forms = {r["form"]: r["use"] for r in knowledge.table("lexicon/pronouns.tsv", ("form", "use"))}
        self._sources = tuple(row["noun"][:-1] for row in knowledge.table("lexicon/source_markers.tsv", ("noun",)))
        self._theirs = tuple(row["noun"] for row in knowledge.table("lexicon/possessed_by_people.tsv", ("noun",)))
        self._towards = tuple(row["verb"] for row in knowledge.table("lexicon/verbs_towards_people.tsv", ("verb",)))
        self._for_people = tuple(row["verb"] for row in knowledge.table("lexicon/verbs_for_people.tsv", ("verb",)))
        self._not_people = {row["word"] for row in knowledge.table("lexicon/after_demonstratives.tsv", ("word",))}
        self._words = OfficeWords(knowledge)
        self._cues = CueFinder(knowledge)

    def find(self, page: Page, people: Sequence[Mention], titles: Sequence[Title]) -> list[Mention]:
        """A mention for each pronoun or title that has an antecedent.

        `people`: names and titles of persons, resolved; `titles`: those that are not.
        """
        anchors = sorted([*self._pronouns(page), *_bare(page, titles)], key=lambda a: a.start)
        if not anchors or not people:
            return []
        cues = self._cues.find(page)
        subjects = [p for p in sorted(people, key=lambda m: m.start) if self._is_subject(page, p, cues)]
        found: list[Mention] = []
        for anchor in anchors:
            person = self._antecedent(page, anchor, subjects, cues, people)
            if person and self._fits(anchor, person):
                found.append(_resolved(anchor, person))
                subjects = sorted([*subjects, found[-1]], key=lambda m: m.start)
        return found

    def _pronouns(self, page: Page) -> Iterator[_Anchor]:
        for index, word in enumerate(page.words):
            use = self._forms.get(word.text.lower())
            if use:
                yield _Anchor(word.start, word.end, index, index, use == "possessor", object=use == "object")

    def _antecedent(
        self, page: Page, anchor: _Anchor, subjects: Sequence[Mention], cues: Sequence[Cue], people: Sequence[Mention]
    ) -> Mention | None:
        within = self._within_quotation(page, anchor, people)
        if within:
            return within
        before = _before(page, anchor, subjects, people)
        if not before:
            return None
        if anchor.object:
            return self._other_than_subject(page, anchor, before, people)
        if anchor.possessor:
            theirs = self._marks_source(page, anchor.last) or self._is_theirs(page, anchor, before[-1])
            return before[-1] if theirs else None
        if (_in_tail(anchor.first, cues) or _after_dep(page, anchor)) and _quoted_before(page, anchor):
            start = _paragraph_start(page, anchor.start)
            earlier = [p for p in before if p.start < start or not _dash_led(page, start)]
            return earlier[-1] if earlier else None
        if _heads_report(page, anchor, before[-1], cues) or self._goes_on(page, anchor, before[-1], people):
            return before[-1]
        if anchor.title is None and self._takes_up(page, anchor, before[-1], people, cues):
            return before[-1]
        return None

    def _other_than_subject(
        self, page: Page, anchor: _Anchor, before: Sequence[Mention], people: Sequence[Mention]
    ) -> Mention | None:
        """«Президент оған табыс тіледі»: the last person of the sentence before who is not this sentence's subject."""
        sentence = page.sentence_at(anchor.start)
        subject = next((p for p in people if sentence.start <= p.start and p.end <= anchor.start), None)
        if _quoted(page, anchor.start):
            return None
        if subject is None:
            return self._shown_to(page, anchor, before[-1], people)
        later = page.words_between(anchor.end, sentence.end)
        if not any(word.text.lower().startswith(self._towards) for word in later):
            return None
        following = later[0].text.lower() if later else ""
        if following in self._not_people or following.startswith(_OF_THINGS):
            return None
        others = [p for p in before if p.canonical != subject.canonical and _just_before(page, anchor, p)]
        return others[-1] if others else None

    def _within_quotation(self, page: Page, anchor: _Anchor, people: Sequence[Mention]) -> Mention | None:
        """«… Мұрат мектеп салды. Ол …» inside a quotation: whom alone its sentence before names as a subject."""
        sentence = page.sentence_at(anchor.start)
        plain = anchor.title is None and not anchor.possessor and not anchor.object
        if not plain or anchor.start != sentence.start or not sentence.sent_id or not spoken(page, anchor):
            return None
        previous = page.sentences[sentence.sent_id - 1]
        if _paragraph_start(page, previous.start) != _paragraph_start(page, anchor.start):
            return None
        named = [p for p in people if previous.start <= p.start and p.end <= previous.end and spoken(page, p)]
        following = page.words[anchor.last + 1].text.lower() if anchor.last + 1 < len(page.words) else ""
        alone = len({p.canonical for p in named}) == 1 and following not in self._not_people
        return named[-1] if alone and not named[-1].functions else None

    def _shown_to(self, page: Page, anchor: _Anchor, person: Mention, people: Sequence[Mention]) -> Mention | None:
        """«Оған жоба таныстырылды»: at a sentence's head, with a verb for what is done for the one just named."""
        sentence = page.sentence_at(anchor.start)
        if anchor.start != sentence.start or _only_one_before(page, anchor, people) is None:
            return None
        later = page.words_between(anchor.end, sentence.end)
        done = any(w.text.lower().startswith(self._for_people) for w in later)
        return person if done and _just_before(page, anchor, person) else None

    def _is_theirs(self, page: Page, anchor: _Anchor, person: Mention) -> bool:
        """«Оның шәкірттері»: what only people have, in the narrative right after a sentence about a person."""
        if anchor.title or _quoted(page, anchor.start) or not _just_before(page, anchor, person):
            return False
        return any(w.text.lower().startswith(self._theirs) for w in page.words[anchor.last + 1 : anchor.last + 3])

    def _goes_on(self, page: Page, anchor: _Anchor, person: Mention, people: Sequence[Mention]) -> bool:
        """«Әңгіме барысында ол …» after a sentence about a person; «Ғалым …» where the text has named him alone."""
        sentence = page.sentence_at(anchor.start)
        if _quoted(page, anchor.start) or not _just_before(page, anchor, person):
            return False
        if anchor.title is None:
            if person.start >= sentence.start:  # «Өкілдің айтуынша, ол үш жылға есептелген»: what he speaks of
                return False
            early = len(page.words_between(sentence.start, anchor.start)) <= _OPENING_WORDS
            following = page.words[anchor.last + 1] if anchor.last + 1 < len(page.words) else None
            return early and following is not None and following.text.lower() not in self._not_people
        alone = {p.canonical for p in people if p.end <= anchor.start} == {person.canonical}
        bare = anchor.first == anchor.last and anchor.title.kind in _PLAIN
        return bare and alone and anchor.start == sentence.start and person.label == "PERSON"

    def _takes_up(
        self, page: Page, anchor: _Anchor, person: Mention, people: Sequence[Mention], cues: Sequence[Cue]
    ) -> bool:
        """«Соған байланысты ол … айтты» one sentence later: nobody else is named between, and «ол» speaks."""
        sentence = page.sentence_at(anchor.start)
        if _quoted(page, anchor.start) or not _just_before(page, anchor, person, sentences=2):
            return False
        if any(person.end <= p.start < anchor.start for p in people):
            return False
        early = len(page.words_between(sentence.start, anchor.start)) <= _OPENING_WORDS
        speaks = any(anchor.end < cue.start and cue.end <= sentence.end and cue.form == "finite" for cue in cues)
        return early and speaks and _paragraph_start(page, person.start) == _paragraph_start(page, anchor.start)

    def _fits(self, anchor: _Anchor, person: Mention) -> bool:
        """Whether a title may be the person's: two different official ones never are."""
        title = anchor.title
        if title is None:
            return True
        speaker = title.kind == "speaker" and title.name == _PANELLIST and person.label == "PERSON"
        panellist = speaker and not title.of and person.office_kind not in _OFFICIAL
        if title.kind in _NEVER or (title.kind in _OFFICIAL and title.kind != person.office_kind and not panellist):
            return False
        if person.label == "LEADER":
            return title.kind in LEADING or title.name in _HEADING
        if title.kind == "post" and person.office_kind in _POSTS and not self._words.alike(person, title):
            return False
        return not (person.office and self._words.contradicts(title, [person.office]))

    def _marks_source(self, page: Page, index: int) -> bool:
        following = page.words[index + 1].text.lower() if index + 1 < len(page.words) else ""
        return following.startswith(self._sources)

    def _is_subject(self, page: Page, person: Mention, cues: Sequence[Cue]) -> bool:
        """Whether a mention acts in the narrative: without case, as «-ның айтуынша», «-ның өзі»; not in a quotation."""
        words = page.words_between(person.end, person.end + 40)[:1]
        source = (
            "GEN" in person.functions
            and bool(words)
            and (words[0].text.lower() in _SELF or words[0].text.lower().startswith(self._sources))
        )
        named_after = bool(words) and words[0].text.lower().startswith(_NAMED_AFTER)
        if named_after or (not source and not set(person.functions) <= {"P3"}):
            return False
        first = page.word_index(person.start)
        in_tail = _in_tail(first, cues) or _titled_in_tail(page, person, cues)
        return not _quoted(page, person.start) or (not _marked(page, person.start) and in_tail)


def _bare(page: Page, titles: Sequence[Title]) -> Iterator[_Anchor]:
    for title in titles:
        words = page.words_between(title.start, title.end)
        if words and title.functions in {(), ("P3",), ("GEN",), ("P3", "GEN")}:
            possessor = "GEN" in title.functions
            yield _Anchor(title.start, title.end, words[0].token_id, words[-1].token_id, possessor, title)


def _just_before(page: Page, anchor: _Anchor, person: Mention, sentences: int = 1) -> bool:
    """Whether the person stands in the sentence (the sentences) before, or earlier in the same one."""
    number = page.sentence_at(anchor.start).sent_id
    start = page.sentences[max(0, number - sentences)].start
    paragraph = _paragraph_start(page, start)
    if _dash_led(page, paragraph):  # a turn of speech is one step: «– …, – деді Х. – …»
        start = paragraph
    return person.end <= anchor.start and start <= person.start


def _before(page: Page, anchor: _Anchor, subjects: Sequence[Mention], people: Sequence[Mention]) -> list[Mention]:
    """Who may be meant, the likeliest last: the subjects before; after them whom alone the sentence before names."""
    section = page.section_at(anchor.start)
    before = [p for p in subjects if section <= p.start and p.end <= anchor.start]
    alone = _only_one_before(page, anchor, people)
    if (
        alone
        and alone.mention == "title"
        and "GEN" in alone.functions
        and before
        and _just_before(page, anchor, before[-1], sentences=2)
    ):
        return before  # «Отырыста Президенттің тапсырмалары қаралды. Ол …» goes on about the subject before
    if alone and not (before and before[-1].start >= page.sentence_at(alone.start).start):
        before.append(alone)
    return before


def _only_one_before(page: Page, word: _Anchor, people: Sequence[Mention]) -> Mention | None:
    """The one person whom the sentence before names, in whatever case («Хамраевпен кездестік. Ол: …»)."""
    number = page.sentence_at(word.start).sent_id
    if not number:
        return None
    previous = page.sentences[number - 1]
    named = [p for p in people if previous.start <= p.start < previous.end and not _marked(page, p.start)]
    return named[-1] if len({p.canonical for p in named}) == 1 else None


def _resolved(anchor: _Anchor, person: Mention) -> Mention:
    return dataclasses.replace(
        person,
        start=anchor.start,
        end=anchor.end,
        mention="title" if anchor.title else "pronoun",
        rule="title_of_subject" if anchor.title else "pronoun_of_subject",
        resolved_by="coreference",
        functions=("GEN",) if anchor.possessor else (),
        flags=("nearest subject",) if anchor.title else (),
    )


def _in_tail(index: int, cues: Sequence[Cue]) -> bool:
    """Whether a verb of speech ends at most four words before the word."""
    return any(0 < index - cue.last <= _TAIL and cue.form == "finite" for cue in cues)


def _after_dep(page: Page, anchor: _Anchor) -> bool:
    """Whether «деп» and a verb stand between a dash and «ол» at a sentence's end («– деп ағынан жарылды ол.»)."""
    if anchor.title or page.text[anchor.end : anchor.end + 1] not in {".", "!", ","}:
        return False
    words = [w.text.lower() for w in page.words[max(0, anchor.first - _TAIL - 1) : anchor.first]]
    dash = max((i for i, word in enumerate(words) if word in _DASHES), default=-1)
    return dash >= 0 and words[dash + 1 : dash + 2] == ["деп"]


def _titled_in_tail(page: Page, person: Mention, cues: Sequence[Cue]) -> bool:
    """Whether a verb of speech ends before the person's title: «– деп түсіндірді … бюросының басшысы Х брифингте»."""
    near = [cue for cue in cues if 0 < person.start - cue.end <= _TITLE_REACH and cue.form == "finite"]
    return bool(near) and not set("–—-.,:\n") & set(page.text[near[-1].end : person.start])


def _quoted_before(page: Page, word: _Anchor) -> bool:
    """Whether a dash or a closing mark stands in the sentence before the word, as in a quotation's tail."""
    start = max(_paragraph_start(page, word.start), word.start - 80)
    return any(mark in page.text[start : word.start] for mark in (*_DASHES, *_CLOSING, '"'))


def _heads_report(page: Page, word: _Anchor, person: Mention, cues: Sequence[Cue]) -> bool:
    """«Ол … айтты», «Ол: …», or «Ол …» right after a sentence about a person."""
    sentence = page.sentence_at(word.start)
    if not _opens(page, sentence.start, word) or _quoted(page, word.start):
        return False
    if page.text[word.end : word.end + 1] == ":":
        return True
    if any(sentence.start < cue.start and cue.end <= sentence.end for cue in cues):
        return True
    if word.title:
        return False
    previous = page.sentences[sentence.sent_id - 1] if sentence.sent_id else None
    return previous is not None and previous.start <= person.start < previous.end


def _opens(page: Page, start: int, word: _Anchor) -> bool:
    """Whether a word stands at its sentence's start; «спикер» also after a connective («Сонымен бірге спикер …»)."""
    speaker = word.title is not None and word.title.name == _PANELLIST
    return word.start == start or (speaker and bool(_ADDING.fullmatch(page.text[start : word.start])))


def _paragraph_start(page: Page, offset: int) -> int:
    return page.text.rfind("\n", 0, offset) + 1


def _dash_led(page: Page, start: int) -> bool:
    return page.text[start : start + 3].lstrip()[:1] in _DASHES


def _marked(page: Page, offset: int) -> bool:
    """Whether quotation marks are open at a place in its paragraph."""
    before = page.text[_paragraph_start(page, offset) : offset]
    return sum(before.count(mark) for mark in _OPENING) > sum(before.count(mark) for mark in _CLOSING)


def _quoted(page: Page, offset: int) -> bool:
    """Whether a place in the text belongs to a quotation: a dash-led paragraph, or marks that are open there."""
    return _dash_led(page, _paragraph_start(page, offset)) or _marked(page, offset)


def spoken(page: Page, word: HasSpan) -> bool:
    """Whether something stands among the words of a quotation themselves, not in the tail that says whose they are."""
    if _marked(page, word.start):
        return True
    paragraph = _paragraph_start(page, word.start)
    if not _dash_led(page, paragraph):
        return False
    return not _TURN.search(page.text, paragraph + 2, word.start)
