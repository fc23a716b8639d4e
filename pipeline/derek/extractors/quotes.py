"""The door of the quotation rules: a page and its entities → rows of the quotes table."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from derek.extractors.announced_quotes import AnnouncedQuotes
from derek.extractors.dash_turns import DashTurns
from derek.extractors.direct_quotes import TailedQuotes
from derek.extractors.lone_marks import LoneMarks
from derek.extractors.quote_drafts import Draft, Scene, Span
from derek.extractors.quote_marks import MarkScanner
from derek.extractors.reported_speech import ReportedSpeech
from derek.extractors.reporting_words import ReportingWords
from derek.extractors.source_markers import MarkerFinder
from derek.extractors.speaker_lines import find_named_turns
from derek.extractors.speaker_names import SpeakerNames
from derek.extractors.speakers import Speaker, Speakers
from derek.extractors.speech_cues import CueFinder
from derek.extractors.written_answers import WrittenAnswers
from derek.knowledge import Knowledge
from derek.schema import Entity, Part, Quote
from derek.text.page import Page

_WORD = regex.compile(r"[\p{L}\p{N}]")
_FIRST = 200
"""Within how many characters a quotation must hold its first letter or digit."""
_DEEPEST = 3
"""How deep quotations may stand in one another; deeper ones are dropped, so that hostile nesting stays linear."""


class QuoteFinder:
    """Finds who said what, in every layout; keeps no state between pages."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Reads the tables of verbs, markers, marks and nouns. Raises KnowledgeError for a broken one."""
        self._cues = CueFinder(knowledge)
        self._marks = MarkScanner(knowledge)
        self._names = SpeakerNames(knowledge)
        words = ReportingWords(knowledge)
        self._tailed = TailedQuotes(self._marks.layouts, self._marks.closers, self._names, words)
        self._announced = AnnouncedQuotes(self._marks.layouts, self._names, words)
        self._floor = words.of("floor")
        self._written = WrittenAnswers(self._names)
        self._lone = LoneMarks()
        self._reported = ReportedSpeech(knowledge, self._names)
        self._markers = MarkerFinder(knowledge)

    def find(self, page: Page, entities: Sequence[Entity]) -> list[Quote]:
        """The rows of one page, in document order, ids from 0. Any text is read; nothing is raised."""
        cues = self._cues.find(page)
        ordered = sorted(entities, key=lambda e: (e.start_char, e.end_char))
        scene = Scene(page, ordered, cues, self._marks.scan(page.text), self._markers.find(page))
        direct = self._direct(scene)
        hulls = [Span(draft.start, draft.end) for draft in direct]
        reported = [draft for draft in self._reported.find(scene, direct) if _is_sound(scene, draft)]
        drafts = sorted([*direct, *reported], key=lambda draft: (draft.start, -draft.end))
        speakers = Speakers(self._names, scene, hulls)
        parents = _parents(drafts)
        return [_row(scene, number, draft, speakers.of(draft), parents[number]) for number, draft in enumerate(drafts)]

    def _direct(self, scene: Scene) -> list[Draft]:
        turns = DashTurns(scene, self._names, self._floor)
        drafts = self._tailed.find(scene, turns)
        taken = {scene.line_at(draft.start) for draft in drafts} | turns.tailed
        for draft, lines in find_named_turns(scene, taken):
            drafts.append(draft)
            turns.used.update(lines)
        labelled = self._announced.labelled(scene)
        turns.used.update(labelled)
        for draft, lines in self._written.find(scene, {*taken, *turns.leads, *labelled}):
            drafts.append(draft)
            turns.used.update(lines)
        drafts += turns.find(scene)
        drafts += list(self._announced.find(scene, [Span(draft.start, draft.end) for draft in drafts]))
        drafts += list(self._lone.find(scene, [Span(draft.start, draft.end) for draft in drafts if draft.parts]))
        return _uncrossed([draft for draft in drafts if _is_sound(scene, draft)])


def _is_sound(scene: Scene, draft: Draft) -> bool:
    """Puts a draft's parts in order, without empty and overlapping ones; False where no words are left."""
    kept: list[Span] = []
    for part in sorted(draft.parts):
        spoken = _WORD.search(scene.text, part.start, min(part.end, part.start + _FIRST)) is not None
        if spoken and (not kept or part.start >= kept[-1].end):
            kept.append(part)
    draft.parts = kept
    return bool(kept)


def _uncrossed(drafts: list[Draft]) -> list[Draft]:
    """Drops a hull that crosses an earlier one, and a second one of the same words."""
    kept: list[Draft] = []
    stack: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.start, -d.end, -d.score)):
        while stack and stack[-1].end <= draft.start:
            stack.pop()
        if len(stack) >= _DEEPEST:
            continue
        if stack and (draft.end > stack[-1].end or (draft.start, draft.end) == (stack[-1].start, stack[-1].end)):
            continue
        kept.append(draft)
        stack.append(draft)
    return kept


def _parents(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the innermost direct one that holds it."""
    parents: list[int | None] = []
    stack: list[int] = []
    for number, draft in enumerate(drafts):
        while stack and drafts[stack[-1]].end <= draft.start:
            stack.pop()
        parents.append(next((index for index in reversed(stack) if drafts[index].end >= draft.end), None))
        if draft.kind == "direct":
            stack.append(number)
    return parents


def _row(scene: Scene, number: int, draft: Draft, speaker: Speaker, parent: int | None) -> Quote:
    text, cue, entity = scene.text, draft.cue, speaker.entity
    marker = draft.marker or (Span(cue.start, cue.end) if cue is not None else None)
    span = speaker.span
    return Quote(
        doc_id=scene.page.doc_id,
        quote_id=number,
        sent_id=scene.page.sentence_at(draft.start).sent_id,
        start_char=draft.start,
        end_char=draft.end,
        parts=tuple(Part(*part) for part in draft.parts),
        text=" ".join(text[part.start : part.end] for part in draft.parts),
        kind=draft.kind,
        layout=draft.layout,
        cue=text[marker.start : marker.end] if marker else None,
        cue_lemma=(draft.marker_lemma or (cue.lemma if cue else None)) if marker else None,
        cue_start=marker.start if marker else None,
        cue_end=marker.end if marker else None,
        speaker_text=text[span.start : span.end] if span else None,
        speaker_start=span.start if span else None,
        speaker_end=span.end if span else None,
        speaker=speaker.name,
        speaker_id=entity.id if entity else None,
        speaker_office=entity.office if entity else None,
        speaker_entity_id=entity.entity_id if entity else None,
        resolved_by=speaker.how,
        parent_quote_id=parent,
        addressee=draft.addressee,
        rule=draft.rule,
        score=round(draft.score * speaker.score, 3),
        flags=tuple(dict.fromkeys([*draft.flags, *speaker.flags])),
    )
