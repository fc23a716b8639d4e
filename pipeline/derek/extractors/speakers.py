"""Who speaks: the name, title or pronoun beside the cue, else the ladder of what the text said before."""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Sequence

from derek.extractors.quote_drafts import Draft, Scene, Source, Span
from derek.extractors.speaker_names import BODIES, PEOPLE, SpeakerNames
from derek.schema import Entity

_BACK = 900
"""How far back, in characters, the narrative may name the subject of a cue that has none."""
_SENTENCES = 8
"""And in how many sentences."""


@dataclasses.dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker; all None where the evidence is even or missing."""

    span: Span | None = None
    name: str | None = None
    entity: Entity | None = None
    how: str | None = None
    score: float = 1.0
    flags: tuple[str, ...] = ()


class Speakers:
    """Resolves the speakers of one scene's drafts, from the first to the last."""

    def __init__(self, names: SpeakerNames, scene: Scene, taken: Sequence[Span]) -> None:
        """`taken` are the hulls of direct quotations: nobody named inside one is a subject of the narrative."""
        self._names = names
        self._scene = scene
        self._taken = sorted(taken)
        self._taken_starts = [span.start for span in self._taken]
        self._people_of: dict[int, list[Source]] = {}
        self._last: tuple[int, Speaker] | None = None

    def of(self, draft: Draft) -> Speaker:
        """The speaker of a draft; drafts must come in the order of the text."""
        speaker = self._resolve(draft)
        if speaker.name is not None and speaker.how != "organisation" and draft.start >= self._scene.page.title_end:
            self._last = (draft.end, speaker)
        return speaker

    def _resolve(self, draft: Draft) -> Speaker:
        source = self._beside(draft)
        if draft.anonymous:
            span = Span(source.start, source.end) if source else draft.speaker
            return Speaker(span, None, None, None, 1.0, ("interviewer",))
        if source is None:
            return self._from_above(draft)
        return self._from_source(draft, source)

    def _beside(self, draft: Draft) -> Source | None:
        if draft.source is not None:
            return draft.source
        for stretch in draft.sources:
            source = self._names.best(self._scene, stretch.start, stretch.end)
            if source is not None:
                return source
        if draft.kind == "direct" and draft.cue is not None:
            for stretch in draft.sources:
                source = self._names.bare_name(self._scene, stretch.start, min(stretch.end, stretch.start + 200))
                if source is not None:
                    return source
            return self._subject_of_cue(draft) or self._anyone(draft) or self._place(draft)
        return self._place(draft) if draft.rule == "dep_clause" else None

    def _place(self, draft: Draft) -> Source | None:
        """«деп хабарлады министрлікте», «… баспасөз қызметінен»: an organisation as the place that words come from."""
        for stretch in draft.sources:
            for case in ("ABL", "LOC"):
                source = self._names.best(self._scene, stretch.start, min(stretch.end, stretch.start + 200), case)
                if source is not None and source.how == "organisation":
                    return source
        return None

    def _anyone(self, draft: Draft) -> Source | None:
        """A tail's subject whom nothing knows: nobody else may then be the speaker."""
        for stretch in draft.sources:
            source = self._names.anyone(self._scene, stretch.start, min(stretch.end, stretch.start + 200))
            if source is not None:
                return source
        return None

    def _subject_of_cue(self, draft: Draft) -> Source | None:
        """«Министр «…» деп мәлімдеді», «…» деп министр мәлімдеді: a subject before the words or within the cue."""
        scene = self._scene
        cue = draft.cue
        assert cue is not None
        if cue.dep is not None:
            dep_end = scene.page.words[cue.dep].end
            if dep_end < cue.start and (source := self._names.best(scene, dep_end, cue.start)):
                return source
        line = scene.lines[scene.line_at(draft.start)]
        sentence = scene.page.sentence_at(max(line.start, draft.start - 3))
        start = max(line.start, min(sentence.start, draft.start), draft.start - _BACK)
        if scene.text[start : draft.start].strip(' -–—―«“„"”‹\u00a0') and not self._ends_before(start, draft.start):
            return self._names.best(scene, start, draft.start)
        return None

    def _ends_before(self, start: int, end: int) -> bool:
        """Whether the words before a quotation are a finished sentence, and so not its subject."""
        before = self._scene.text[start:end].rstrip(' -–—―«“„"”‹\u00a0\t')
        return before.endswith((".", "!", "?", "…", ";"))

    # From a source to a person

    def _from_source(self, draft: Draft, source: Source) -> Speaker:
        span = Span(source.start, source.end)
        entity = source.entity
        if entity is not None and (entity.canonical or source.how == "name"):
            return Speaker(span, source.nominative, entity, source.how, 1.0)
        if source.how == "pronoun":
            return self._climbed(draft, span, "pronoun", 0.8)
        if source.how == "title":
            return self._of_title(draft, source, span)
        if source.how == "name":
            return self._of_name(source, span)
        return self._of_organisation(source, span)

    def _of_organisation(self, source: Source, span: Span) -> Speaker:
        """An organisation as written; a bare «министрлік» is the last organisation of that kind."""
        if source.entity is not None:
            return Speaker(span, source.nominative, source.entity, "organisation", 0.95)
        words = source.nominative.split()
        if len(words) > 1 and source.kind == "organisation":
            return Speaker(span, source.nominative, None, "organisation", 0.8, ("speaker_unlisted",))
        for entity in self._scene.entities_before(source.start):
            named = entity.label in BODIES and not self._is_dateline(entity)
            name = self._names.plain(self._scene, entity) if named else ""
            if name and self._names.heads(name, source):
                return Speaker(span, name, entity, "organisation", 0.75, ("organisation_by_text",))
        if source.kind == "organisation":
            return Speaker(span, source.nominative, None, "organisation", 0.5, ("speaker_unlisted",))
        return Speaker(span, None, None, None, 0.5, ("speaker_unlisted",))

    def _is_dateline(self, entity: Entity) -> bool:
        """Whether an organisation is the agency of «АСТАНА. KAZINFORM —», which is no part of the story."""
        return self._scene.text[entity.end_char : entity.end_char + 3].strip() in {"—", "–", "-"}

    def _of_name(self, source: Source, span: Span) -> Speaker:
        """A name that no entity covers: an earlier mention with the same surname gives the person."""
        surname = source.nominative.split()[-1].split(".")[-1]
        for entity in self._scene.entities_before(source.start):
            if entity.label in PEOPLE and entity.canonical and entity.canonical.split()[-1] == surname:
                return Speaker(span, entity.canonical, entity, "name", 0.85, ("matched_by_surname",))
        return Speaker(span, source.nominative, None, "name", 0.8, ("speaker_unlisted",))

    def _of_title(self, draft: Draft, source: Source, span: Span) -> Speaker:
        """A title that no entity resolves: the last person who was named with that title before."""
        unresolved = Speaker(span, None, None, None, 0.5, ("title_unresolved",))
        if source.plural:
            return unresolved
        for entity in self._scene.entities_before(source.start):
            named = entity.label in PEOPLE and entity.canonical
            if named and any(self._names.heads(title, source) for title in (entity.office or "", self._before(entity))):
                return Speaker(span, entity.canonical, entity, "title", 0.75, ("title_by_text",))
        if self._names.is_epithet(source) and self._last is not None and source.start - self._last[0] < _BACK:
            return dataclasses.replace(self._last[1], span=span, how="title", score=0.55, flags=("last_speaker",))
        return unresolved

    def _before(self, entity: Entity) -> str:
        return (
            self._scene.text[max(0, entity.start_char - 60) : entity.start_char].rsplit("\n", 1)[-1].rsplit(", ", 1)[-1]
        )

    # The ladder

    def _from_above(self, draft: Draft) -> Speaker:
        if draft.rule == "source_marker":
            return Speaker(None, None, None, None, 0.5, ("no_source",))
        if draft.rule == "marks_nested":
            return Speaker(None, None, None, None, 0.5, ("nested_without_source",))
        return self._climbed(draft, None, "subject", 0.7)

    def _climbed(self, draft: Draft, span: Span | None, how: str, score: float) -> Speaker:
        """The last speaker or the subject of the narrative above, whichever is nearer; else the title line's person."""
        anchor = span.start if span is not None and span.start < draft.start else draft.start
        subject = self._subject_above(anchor)
        if isinstance(subject, Speaker):
            return dataclasses.replace(subject, span=span)
        if self._last is not None and self._is_nearest(self._last[0], anchor, subject):
            last = self._last[1]
            kind = how if how == "pronoun" else "continuation"
            return Speaker(span, last.name, last.entity, kind, score, ("last_speaker",))
        if subject is not None and subject.entity is not None:
            return Speaker(span, subject.nominative, subject.entity, how, score, ("subject_above",))
        if subject is not None:
            found = self._from_source(draft, subject) if subject.how in ("name", "title") else None
            if found is not None and found.name:
                return dataclasses.replace(found, span=span, how=how, score=score, flags=("subject_above",))
        return self._principal(span)

    def _is_nearest(self, spoke: int, anchor: int, subject: Source | None) -> bool:
        """Whether whoever spoke last did so after the narrative named its subject, and not too far above."""
        return anchor - spoke < 2 * _BACK and (subject is None or spoke > subject.end)

    def _subject_above(self, anchor: int) -> Source | Speaker | None:
        """The first human subject of the nearest sentence above that has one; two that are joined leave it open."""
        scene, low = self._scene, max(0, anchor - _BACK)
        index = bisect.bisect_left(scene.page.sentence_starts, anchor) - 1
        lowest = max(0, index - _SENTENCES)
        while index >= lowest and scene.page.sentences[index].end > low:
            sentence = scene.page.sentences[index]
            if not self._is_taken(sentence.start) and sentence.kind != "title":
                found = [source for source in self._people(index) if source.end <= anchor]
                if found:
                    return self._undecided(found) or found[0]
            index -= 1
        return None

    def _people(self, index: int) -> list[Source]:
        """The first few who may be speaking in a sentence, organisations apart."""
        if index not in self._people_of:
            sentence = self._scene.page.sentences[index]
            found = self._names.candidates(self._scene, sentence.start, min(sentence.end, sentence.start + _BACK))
            self._people_of[index] = [source for source in found if self._may_be_subject(source)][:8]
        return self._people_of[index]

    def _may_be_subject(self, source: Source) -> bool:
        """A person of the narrative; a pronoun only where an entity says whose it is."""
        known = source.how != "pronoun" or (source.entity is not None and source.entity.canonical is not None)
        return known and source.how != "organisation" and not self._is_taken(source.start)

    def _undecided(self, found: list[Source]) -> Speaker | None:
        """«Тоқаев пен Әлиев»: the evidence is even."""
        if len(found) > 1:
            between = self._scene.text[found[0].end : found[1].start].strip().lower()
            if between in ("мен", "бен", "пен", "және", ","):
                return Speaker(None, None, None, None, 0.4, ("two_candidates",))
        return None

    def _is_taken(self, offset: int) -> bool:
        at = bisect.bisect_right(self._taken_starts, offset) - 1
        return at >= 0 and offset < self._taken[at].end

    def _principal(self, span: Span | None) -> Speaker:
        """The one person whom the title line names."""
        title = self._scene.page.title_end
        people = {e.canonical: e for e in self._scene.entities_before(title) if e.label in PEOPLE and e.canonical}
        if title and people:
            name, entity = list(people.items())[-1]
            return Speaker(span, name, entity, "document", 0.5, ("document_principal",))
        return Speaker(span, None, None, None, 0.4, ("speaker_unknown",))
