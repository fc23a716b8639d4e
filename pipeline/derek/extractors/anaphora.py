"""«ол», «оның» and titles that nothing else resolves, where they name a person who acts or speaks: the last subject.

They are resolved in three places only: in a quotation's tail («– деді ол», «– деді департамент басшысы»), before a
source marker («оның айтуынша»), and at the head of a sentence that reports speech (a pronoun also after a sentence
about a person). Elsewhere a pronoun makes no row and a title has no referent.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from derek.extractors.mentions import Mention
from derek.extractors.speech_cues import Cue, CueFinder
from derek.extractors.titles import Title
from derek.knowledge import Knowledge
from derek.text.page import Page

_TAIL = 4
"""Words between a verb of speech and the pronoun of a quotation's tail («– деді ол», «деп атап өтті ол»)."""
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


class Anaphora:
    """Resolves third-person pronouns and bare titles to the persons of a page."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._forms = {r["form"]: r["use"] for r in knowledge.table("lexicon/pronouns.tsv", ("form", "use"))}
        self._sources = {row["noun"][:-1] for row in knowledge.table("lexicon/source_markers.tsv", ("noun",))}
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
            if person and _fits(anchor, person):
                found.append(_resolved(anchor, person))
                subjects = sorted([*subjects, found[-1]], key=lambda m: m.start)
        return found

    def _pronouns(self, page: Page) -> Iterator[_Anchor]:
        for index, word in enumerate(page.words):
            use = self._forms.get(word.text.lower())
            if use:
                yield _Anchor(word.start, word.end, index, index, use == "possessor")

    def _antecedent(
        self, page: Page, anchor: _Anchor, subjects: Sequence[Mention], cues: Sequence[Cue], people: Sequence[Mention]
    ) -> Mention | None:
        before = _before(page, anchor, subjects, people)
        if not before:
            return None
        if anchor.possessor:
            return before[-1] if self._marks_source(page, anchor.last) else None
        if _in_tail(anchor.first, cues) and _quoted_before(page, anchor):
            start = _paragraph_start(page, anchor.start)
            earlier = [p for p in before if p.start < start or not _dash_led(page, start)]
            return earlier[-1] if earlier else None
        return before[-1] if _heads_report(page, anchor, before[-1], cues) else None

    def _marks_source(self, page: Page, index: int) -> bool:
        following = page.words[index + 1].text.lower() if index + 1 < len(page.words) else ""
        return any(following.startswith(noun) for noun in self._sources)

    def _is_subject(self, page: Page, person: Mention, cues: Sequence[Cue]) -> bool:
        """Whether a mention acts in the narrative: without case, or as «-ның айтуынша»; not inside a quotation."""
        words = page.words_between(person.end, person.end + 40)[:1]
        source = (
            "GEN" in person.functions
            and bool(words)
            and any(words[0].text.lower().startswith(n) for n in self._sources)
        )
        if not source and not set(person.functions) <= {"P3"}:
            return False
        first = page.words_between(person.start, person.end)[0].token_id if person.end > person.start else 0
        return not _quoted(page, person.start) or (not _marked(page, person.start) and _in_tail(first, cues))


def _bare(page: Page, titles: Sequence[Title]) -> Iterator[_Anchor]:
    for title in titles:
        words = page.words_between(title.start, title.end)
        if words and title.functions in {(), ("P3",), ("GEN",), ("P3", "GEN")}:
            possessor = "GEN" in title.functions
            yield _Anchor(title.start, title.end, words[0].token_id, words[-1].token_id, possessor, title)


def _fits(anchor: _Anchor, person: Mention) -> bool:
    """Whether a title may be the person's: two different official ones never are."""
    if anchor.title is None:
        return True
    kind = anchor.title.kind
    return kind != "former" and not (kind in _OFFICIAL and kind != person.office_kind)


def _before(page: Page, anchor: _Anchor, subjects: Sequence[Mention], people: Sequence[Mention]) -> list[Mention]:
    """Who may be meant, the likeliest last: the subjects before; after them whom alone the sentence before names."""
    before = [p for p in subjects if p.end <= anchor.start]
    alone = _only_one_before(page, anchor, people)
    if alone and not (before and before[-1].start >= page.sentence_at(alone.start).start):
        before.append(alone)
    return before


def _only_one_before(page: Page, word: _Anchor, people: Sequence[Mention]) -> Mention | None:
    """The one person whom the sentence before names, in whatever case («Хамраевпен кездестік. Ол: …»)."""
    number = page.sentence_at(word.start).sent_id
    if not number:
        return None
    previous = page.sentences[number - 1]
    named = [p for p in people if previous.start <= p.start < previous.end]
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


def _quoted_before(page: Page, word: _Anchor) -> bool:
    """Whether a dash or a closing mark stands in the sentence before the word, as in a quotation's tail."""
    start = max(_paragraph_start(page, word.start), word.start - 80)
    return any(mark in page.text[start : word.start] for mark in (*_DASHES, *_CLOSING, '"'))


def _heads_report(page: Page, word: _Anchor, person: Mention, cues: Sequence[Cue]) -> bool:
    """«Ол … айтты», «Ол: …», or «Ол …» right after a sentence about a person."""
    sentence = page.sentence_at(word.start)
    if word.start != sentence.start or _quoted(page, word.start):
        return False
    if page.text[word.end : word.end + 1] == ":":
        return True
    if any(sentence.start < cue.start and cue.end <= sentence.end for cue in cues):
        return True
    if word.title:
        return False
    previous = page.sentences[sentence.sent_id - 1] if sentence.sent_id else None
    return previous is not None and previous.start <= person.start < previous.end


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
