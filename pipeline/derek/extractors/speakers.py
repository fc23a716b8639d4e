"""Who speaks: the name, title or pronoun beside the cue, else the ladder of what the text said before."""

from __future__ import annotations

import bisect
import dataclasses
import functools
from collections.abc import Sequence

import regex

from derek.extractors.quote_drafts import Draft, Scene, Source, Span
from derek.extractors.speaker_ladder import BACK, Ladder
from derek.extractors.speaker_names import BODIES, PEOPLE, SpeakerNames
from derek.schema import Entity

_SITE = regex.compile(r"\b[a-z0-9-]{2,}(?:\.[a-z0-9-]{2,}){1,3}\b", regex.IGNORECASE)
"""«деп хабарлады gov.kz»: a site as the source."""
_CUT = regex.compile(r"(?<=[\p{L}\d;&»][^\S\n]?)(?:…|\.\.\.)|&[a-z]{0,4}(?:…|$)", regex.MULTILINE)
"""Where a teaser breaks off in mid-sentence."""
_SHOUTED = regex.compile(r"\p{Lu}[\p{Lu}-]{3,}")
"""A surname in capitals, as in the labels of an interview."""
_ACRONYM = regex.compile(r"\p{Lu}{2,7}")
_ADJOINING = 20
"""Characters between two quotations that adjoin: marks, a dash and a line end."""
_NARROW = 200
"""How far into a tail names of places and of unknown speakers are looked for."""


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
        self._ladder = Ladder(names, scene, taken)
        self._last: tuple[int, Speaker] | None = None
        self._answering = False
        self._asked = False

    def of(self, draft: Draft) -> Speaker:
        """The speaker of a draft; drafts must come in the order of the text."""
        speaker = self._resolve(draft)
        if speaker.name is not None and speaker.how != "organisation" and draft.start >= self._scene.page.title_end:
            self._last = (draft.end, speaker)
            self._asked = draft.cue is not None and draft.cue.lemma.endswith("сұра")
            self._answering = draft.layout == "interview"
        return speaker

    def _resolve(self, draft: Draft) -> Speaker:
        source = self._beside(draft)
        if draft.anonymous:
            span = Span(source.start, source.end) if source else draft.speaker
            return Speaker(span, None, None, None, 1.0, ("interviewer",))
        cut = self._cut_at(draft)
        if cut is not None and (source is None or self._is_broken(source, cut)):
            return Speaker(None, None, None, None, 0.5, ("cut_off",))
        if source is None:
            return self._from_above(draft)
        return self._from_source(draft, source)

    def _is_broken(self, source: Source, cut: int) -> bool:
        """Whether a source stops where the text does; one with the case of a place is whole («министрлігінде…»)."""
        if not source.start < cut <= source.end + 1:
            return False
        last = self._scene.words(source.start, source.end)[-1:]
        return not last or not (last[0].has("LOC") or last[0].has("ABL"))

    def _cut_at(self, draft: Draft) -> int | None:
        """Where the tail breaks off («деп мәлімдеді бүгін ҚР Ұлттық эконом…»): its speaker may be lost."""
        if draft.cue is None:
            return None
        line = self._scene.lines[self._scene.line_at(draft.cue.start)]
        match = _CUT.search(self._scene.text, draft.cue.end, min(line.end, draft.cue.end + BACK))
        if match is None or ". " in self._scene.text[draft.cue.end : match.start()]:
            return None
        return match.start()

    def _beside(self, draft: Draft) -> Source | None:
        if draft.source is not None:
            return draft.source
        for stretch in draft.sources:
            source = self._names.best(self._scene, stretch.start, stretch.end)
            if source is not None:
                return source
        if draft.cue is not None and draft.cue.form == "participle":
            for stretch in draft.sources:
                if source := self._names.utterer(self._scene, stretch.start, min(stretch.end, stretch.start + _NARROW)):
                    return source
        if draft.kind == "direct" and draft.cue is not None:
            for stretch in draft.sources:
                source = self._names.bare_name(self._scene, stretch.start, min(stretch.end, stretch.start + _NARROW))
                if source is not None:
                    return source
            return self._subject_of_cue(draft) or self._anyone(draft) or self._place(draft)
        if draft.rule in ("dep_clause", "said_clause", "tail_only"):
            return self._place(draft) or self._anyone(draft)
        return None

    def _place(self, draft: Draft) -> Source | None:
        """«деп хабарлады министрлікте», «… баспасөз қызметінен», «… gov.kz»: where the words come from."""
        for stretch in draft.sources:
            end = min(stretch.end, stretch.start + _NARROW)
            for case in ("ABL", "LOC"):
                source = self._names.best(self._scene, stretch.start, end, case)
                if source is not None and source.how == "organisation":
                    return source
            if match := _SITE.search(self._scene.text, stretch.start, end):
                return Source(match.start(), match.end(), "organisation", None, match.group(), kind="organisation")
            if source := self._names.writer(self._scene, stretch.start, end):
                return source
        return None

    def _anyone(self, draft: Draft) -> Source | None:
        """A tail's subject whom nothing knows: nobody else may then be the speaker."""
        for stretch in draft.sources:
            if draft.cue is None or stretch.start < draft.cue.start:
                continue
            source = self._names.anyone(self._scene, stretch.start, min(stretch.end, stretch.start + _NARROW))
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
        start = max(line.start, min(sentence.start, draft.start), draft.start - BACK)
        earlier = [c for c in scene.cues_between(start, draft.start) if c.form == "finite" and "quote" in c.takes]
        comma = scene.text.find(", ", earlier[-1].end, draft.start) if earlier else -1
        start = comma + 1 if comma >= 0 else start
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
        if source.how == "pronoun" and draft.kind == "direct" and (last := self._right_above(draft)):
            return self._answer(draft, span, last) if self._asked else self._continued(last, span, "pronoun", 0.8)
        if entity is not None and (entity.canonical or source.how == "name"):
            return Speaker(span, source.nominative, entity, source.how, 1.0)
        if source.how == "pronoun":
            return self._climbed(draft, span, "pronoun", 0.8)
        if source.how == "title":
            return self._of_title(draft, source, span)
        if source.how == "name":
            return self._of_name(source, span)
        return self._of_organisation(source, span)

    def _right_above(self, draft: Draft) -> Speaker | None:
        """Whoever spoke in the paragraph right above, where his words end it; who is asked there may answer here."""
        line = self._scene.line_at(draft.start)
        start = self._scene.lines[line].start
        if self._last is None or self._last[0] >= start or not line:
            return None
        above = self._scene.lines[line - 1]
        if not above.start < self._last[0] <= above.end:
            return None
        said = self._scene.page.sentence_at(min(self._last[0] + 1, above.end - 1)).end  # with «, – деді X.»
        ends = max(self._last[0], min(said, above.end))
        if draft.start - ends > _ADJOINING:
            return None
        between = self._scene.text[ends : draft.start]
        return None if any(character.isalnum() for character in between) else self._last[1]

    def _answer(self, draft: Draft, span: Span, asker: Speaker) -> Speaker:
        """«– Қашан? – деп сұрады X.⏎– Ертең, – деді ол.»: anybody but X."""
        found = self._climbed(draft, span, "pronoun", 0.6)
        return found if found.name != asker.name else Speaker(span, None, None, None, 0.4, ("answers_a_question",))

    def _of_organisation(self, source: Source, span: Span) -> Speaker:
        """An organisation as written; a bare «министрлік» is the last organisation of that kind."""
        if source.entity is not None:
            return Speaker(span, source.nominative, source.entity, "organisation", 0.95)
        words = source.nominative.split()
        if (owner := self._press_office_of(source)) is not None:
            return Speaker(span, owner[0], owner[1], "organisation", 0.75, ("organisation_by_text",))
        if _ACRONYM.fullmatch(words[-1]) or (not source.kind and not source.head):
            return Speaker(span, source.nominative, None, "organisation", 0.7, ("speaker_unlisted",))
        if len(words) > 1 and source.kind == "organisation":
            return Speaker(span, source.nominative, None, "organisation", 0.8, ("speaker_unlisted",))
        if found := self._body(source):
            return Speaker(span, found[0], found[1], "organisation", 0.75, ("organisation_by_text",))
        if source.kind == "organisation":
            return Speaker(span, source.nominative, None, "organisation", 0.5, ("speaker_unlisted",))
        return Speaker(span, None, None, None, 0.5, ("speaker_unlisted",))

    def _body(self, source: Source) -> tuple[str, Entity | None] | None:
        """The last organisation of a kind that was named in full: an entity, else a noun phrase."""
        for entity in self._scene.entities_before(source.start):
            named = entity.label in BODIES and not self._is_dateline(entity)
            name = self._names.plain(self._scene, entity) if named else ""
            if name and self._names.heads(name, source):
                return name, entity
        phrases = self._bodies.get(source.head, [])
        at = bisect.bisect_left(phrases, source.start, key=lambda phrase: phrase.end) - 1
        return (phrases[at].nominative, None) if at >= 0 else None

    @functools.cached_property
    def _bodies(self) -> dict[str, list[Source]]:
        """Noun phrases that name an organisation in full («облыстың білім басқармасы»), by their head."""
        found: dict[str, list[Source]] = {}
        for source in self._names.full_bodies(self._scene):
            found.setdefault(source.head, []).append(source)
        return found

    def _press_office_of(self, source: Source) -> tuple[str, Entity | None] | None:
        """«Министрліктің баспасөз қызметі»: the ministry that was named before; None where it is named in full."""
        words = self._scene.words(source.start, source.end)
        if len(words) != 3 or words[1].lemma != "баспасөз" or not words[0].has("GEN"):
            return None
        if not self._names.is_state_body(words[0]):
            return None
        head = words[0].lemma.lower()
        return self._body(source._replace(head=head, kind="organisation"))

    def _is_dateline(self, entity: Entity) -> bool:
        """Whether an organisation is the agency of «АСТАНА. KAZINFORM —», which is no part of the story."""
        return self._scene.text[entity.end_char : entity.end_char + 3].strip() in {"—", "–", "-"}

    def _of_name(self, source: Source, span: Span) -> Speaker:
        """A name that no entity covers: an earlier mention with the same surname gives the person."""
        surname = source.nominative.split()[-1].split(".")[-1]
        alone = " " not in source.nominative and "." not in source.nominative
        for entity in self._scene.entities_before(source.start):
            if entity.label not in PEOPLE or not entity.canonical or entity.end_char > source.start:
                continue
            names = entity.canonical.split()
            if names[-1] == surname or (alone and surname in names):
                return Speaker(span, entity.canonical, entity, "name", 0.85, ("matched_by_surname",))
        plain = " ".join(word.title() if _SHOUTED.fullmatch(word) else word for word in source.nominative.split())
        return Speaker(span, plain, None, "name", 0.8, ("speaker_unlisted",))

    def _of_title(self, draft: Draft, source: Source, span: Span) -> Speaker:
        """A title that no entity resolves: the last person who was named with that title before."""
        unresolved = Speaker(span, None, None, None, 0.5, ("title_unresolved",))
        if source.plural:
            return unresolved
        for entity in self._scene.entities_before(source.start):
            named = entity.label in PEOPLE and entity.canonical
            if named and self._leads(source, entity.office or ""):
                return Speaker(span, entity.canonical, entity, "title", 0.75, ("title_by_text",))
            if named and any(self._names.heads(title, source) for title in (entity.office or "", self._before(entity))):
                return Speaker(span, entity.canonical, entity, "title", 0.75, ("title_by_text",))
        if known := self._by_context(source, span):
            return known
        return (
            self._host(source, span) or self._only_bearer(source, span) or self._named_next(source, span) or unresolved
        )

    def _host(self, source: Source, span: Span) -> Speaker | None:
        """«модератор»: the one person of whom the text says that he led the talk («әңгімені Х жүргізді»)."""
        if not self._names.is_host(source) or len({host.nominative for host in self._hosts}) != 1:
            return None
        return Speaker(span, self._hosts[0].nominative, self._hosts[0].entity, "title", 0.7, ("led_the_talk",))

    @functools.cached_property
    def _hosts(self) -> list[Source]:
        """Those who «жүргізді» something."""
        found = (
            self._names.best(
                self._scene, max(self._scene.page.sentence_at(word.start).start, word.start - BACK), word.start
            )
            for word in self._scene.page.words
            if word.lemma == "жүргіз" and word.has("PST")
        )
        return [source for source in found if source is not None and source.how == "name"]

    def _leads(self, source: Source, office: str) -> bool:
        """«Қазақстан көшбасшысы» of «Қазақстан Президенті»: whoever is at the head of the same country."""
        words, held = source.nominative.split(), office.split()
        return len(words) == len(held) == 2 and words[0] == held[0] and self._names.is_chief(source)

    def _only_bearer(self, source: Source, span: Span) -> Speaker | None:
        """The one person whom the text, further down, introduces by that title."""
        following = self._scene.entities_between(source.end, source.end + 4 * BACK)[:400]
        bearers = [
            e for e in following if e.label in PEOPLE and e.canonical and self._names.heads(e.office or "", source)
        ]
        if not self._names.is_office(source) or len({e.canonical for e in bearers}) != 1:
            return None
        return Speaker(span, bearers[0].canonical, bearers[0], "title", 0.55, ("named_below",))

    def _by_context(self, source: Source, span: Span) -> Speaker | None:
        """A title that fits whoever spoke last or is the subject of the narrative above, the nearer of the two."""
        last = self._last if self._last is not None and source.start - self._last[0] < BACK else None
        above = next((s for s in self._ladder.subjects_above(source.start) if s.how == "name" and s.entity), None)
        entity = above.entity if above is not None else None
        if above is not None and entity is not None and (last is None or above.end > last[0]):
            fits = self._names.is_epithet(source) or (self._title(entity) and self._may_be(source, entity))
            if fits:
                return Speaker(span, above.nominative, entity, "title", 0.55, ("subject_above",))
        if last is not None and self._may_be(source, last[1].entity):
            return dataclasses.replace(last[1], span=span, how="title", score=0.55, flags=("last_speaker",))
        return None

    def _may_be(self, source: Source, entity: Entity | None) -> bool:
        """Whether a title fits a person: «маман» fits anybody, «министр» one whose office is not another."""
        if self._names.is_epithet(source):
            return True
        if entity is None or not self._names.is_office(source):
            return False
        office = self._title(entity)
        return not office or self._names.heads(office, source) or self._names.is_chief(source)

    def _title(self, entity: Entity) -> str:
        return entity.office or self._names.title_before(self._scene, entity)

    def _named_next(self, source: Source, span: Span) -> Speaker | None:
        """«…, – деді аудан әкімі. Нығман Серікұлының айтуынша …»: the first name of the text, right after its title."""
        if not self._names.is_office(source) or any(
            entity.label in PEOPLE and entity.mention == "name" for entity in self._scene.entities_before(source.start)
        ):
            return None
        sentence = self._scene.page.sentence_at(source.start)
        following = self._scene.entities_between(source.end, sentence.end + BACK)
        first = next((e for e in following if e.label in PEOPLE and e.mention == "name"), None)
        if (
            first is None
            or not first.canonical
            or first.office
            or self._scene.text[sentence.end : first.start_char].strip()
        ):
            return None
        return Speaker(span, first.canonical, first, "title", 0.5, ("named_next",))

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
        if draft.cue is not None and draft.cue.form == "passive":
            return Speaker(None, None, None, None, 0.5, ("passive",))
        return self._climbed(draft, None, "subject", 0.7)

    def _climbed(self, draft: Draft, span: Span | None, how: str, score: float) -> Speaker:
        """The last speaker or the subject of the narrative above, whichever is nearer; else the title line's person."""
        anchor = self._anchor(draft, span)
        subjects = self._ladder.subjects_above(anchor)
        if len(subjects) > 1:
            return Speaker(span, None, None, None, 0.4, ("two_candidates",))
        subject = subjects[0] if subjects else None
        last = self._last_before(anchor)
        if draft.layout == "interview" and not self._answering:
            last = None  # whoever was quoted in an answer does not give the next one
        if last is not None and (subject is None or last[0] > subject.end):
            return self._continued(last[1], span, how, score)
        if subject is not None:
            found = self._from_source(draft, subject) if subject.how in ("name", "title") else None
            entity = subject.entity
            if found is None and entity is not None:
                found = Speaker(span, subject.nominative, entity)
            if found is not None and found.name:
                return dataclasses.replace(found, span=span, how=how, score=score, flags=("subject_above",))
            if last is not None and how == "pronoun":
                return self._continued(last[1], span, how, score - 0.2)
        return self._principal(span, anchor)

    def _anchor(self, draft: Draft, span: Span | None) -> int:
        """Where the ladder stands: above the question, where a question is what an answer follows."""
        if span is not None and span.start < draft.start:
            return span.start
        line = self._scene.line_at(draft.start)
        above = self._scene.lines[line - 1] if line and draft.layout == "interview" else None
        asked = above is not None and self._scene.text[above.start : above.end].rstrip().endswith("?")
        return above.start if above is not None and asked else draft.start

    def _continued(self, last: Speaker, span: Span | None, how: str, score: float) -> Speaker:
        kind = how if how == "pronoun" else "continuation"
        return Speaker(span, last.name, last.entity, kind, score, ("last_speaker",))

    def _last_before(self, anchor: int) -> tuple[int, Speaker] | None:
        """Who spoke last, not too far above and in the same item of news."""
        last = self._last
        near = last is not None and anchor - last[0] < 2 * BACK and last[0] >= self._ladder.item_start(anchor)
        return last if near else None

    def _principal(self, span: Span | None, anchor: int) -> Speaker:
        """The one person whom the title line names."""
        entity = self._ladder.principal()
        if entity is not None and not self._ladder.item_start(anchor):
            return Speaker(span, entity.canonical, entity, "document", 0.5, ("document_principal",))
        return Speaker(span, None, None, None, 0.4, ("speaker_unknown",))
