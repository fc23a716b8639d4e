"""Reported speech: «Министрдің айтуынша, …», «… екенін айтты», «… деп хабарлады», «…-уды тапсырды»."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from derek.extractors.addressees import Addressees
from derek.extractors.clause_subjects import agents
from derek.extractors.quote_drafts import Draft, Scene, Span
from derek.extractors.reported_clauses import Clause, ClauseReader, Opening
from derek.extractors.reporting_words import ReportingWords
from derek.extractors.source_markers import Marker
from derek.extractors.speaker_names import SpeakerNames
from derek.extractors.speech_cues import Cue
from derek.knowledge import Knowledge

_TRIM = " \t\u00a0\u2009\u202f\r\n,;.–—-"
_LEANING = ("сүйенсек", "қарағанда")


class ReportedSpeech:
    """Finds reported clauses outside direct quotations."""

    def __init__(self, knowledge: Knowledge, names: SpeakerNames) -> None:
        """Raises KnowledgeError when a table is missing or broken."""
        self._clauses = ClauseReader(knowledge, names)
        self._addressees = Addressees(knowledge, names)
        self._names = names
        words = ReportingWords(knowledge)
        self._thus, self._records = words.of("thus"), words.of("record")

    def find(self, scene: Scene, taken: Sequence[Draft]) -> list[Draft]:
        """Drafts of all reported clauses; `taken` are the direct quotations, whose words and cues are left alone."""
        free = _Free(taken)
        drafts: list[Draft] = []
        for marker in scene.markers:
            if free.has(scene.page.words[marker.first].start):
                drafts += self._marked(scene, marker)
        for cue in scene.cues:
            if free.has(cue.start) and cue.start in free.announcing:
                drafts += self._complement(scene, cue, free)
            elif free.has(cue.start) and cue.start not in free.cues:
                drafts += self._cued(scene, cue, free)
        return _apart(drafts, taken)

    # «Министрдің айтуынша, …»

    def _marked(self, scene: Scene, marker: Marker) -> Iterator[Draft]:
        words = scene.page.words
        first, last = words[marker.first], words[marker.last]
        sentence = scene.page.sentence_at(first.start)
        begin = max(sentence.start, first.start - 400)
        source = self._clauses.source_before(scene, begin, first.start)
        if source is None and marker.signed and not self._is_record(scene, marker):
            return
        before = self._clauses.before_source(scene, begin, source.start if source is not None else first.start)
        end = self._clauses.scope_end(scene, last.end, sentence.end)
        rest = scene.trimmed(last.end, end, _TRIM)
        parts = [part for part in (before, rest) if part and part.end > part.start]
        if parts:
            draft = self._draft(scene, parts, "source_marker", 0.9)
            self._unwrap(scene, draft)
            draft.marker, draft.marker_lemma = Span(first.start, last.end), marker.noun
            draft.source = source
            yield draft

    def _is_record(self, scene: Scene, marker: Marker) -> bool:
        """«тексеру деректеріне сүйенсек»: what a check or a count has shown, which nobody signs."""
        before, last = scene.page.words[marker.first - 1], scene.page.words[marker.last]
        inside = marker.first > 0 and before.sent_id == last.sent_id
        return inside and last.text.lower() in _LEANING and before.text.lower() in self._records

    def _unwrap(self, scene: Scene, draft: Draft) -> None:
        """«Министрдің айтуынша, «…».»: wholly in marks, the words are the source's own."""
        pair = scene.pair_by_start.get(draft.start)
        if (
            pair is not None
            and len(draft.parts) == 1
            and pair.end >= draft.end
            and len(scene.words(pair.start, pair.end)) > 4
        ):
            draft.parts = [scene.trimmed(pair.start + 1, pair.end - 1)]
            draft.kind, draft.layout = "direct", pair.layout

    # «… екенін айтты», «… деп хабарлады», «…-уды тапсырды», «Министр айтқандай, …»

    def _cued(self, scene: Scene, cue: Cue, free: _Free) -> Iterator[Draft]:
        if cue.form in ("bare", "participle"):
            return
        if cue.form == "as":
            yield from self._as_said(scene, cue)
        elif cue.lemma != "де" and self._announces(scene, cue):
            yield from self._after_colon(scene, cue, scene.page.sentence_at(cue.start).end)
        elif (
            cue.dep is not None
            and (cue.lemma != "де" or cue.form == "view")
            and not self._clauses.complements(scene, cue)
        ):
            yield from self._dep(scene, cue, free)
        elif cue.lemma == "де":
            yield from self._bare_said(scene, cue, free)
        else:
            yield from self._complement(scene, cue, free)

    def _as_said(self, scene: Scene, cue: Cue) -> Iterator[Draft]:
        sentence = scene.page.sentence_at(cue.start)
        part = scene.trimmed(cue.end, sentence.end, _TRIM)
        begin = max(sentence.start, cue.start - 200)
        source = (
            self._names.best(scene, begin, cue.start)
            or agents(scene, scene.words(begin, cue.start))
            or self._names.best(scene, begin, cue.start, "GEN")
        )
        if part.end > part.start and source is not None and scene.text[cue.end : cue.end + 1] == ",":
            draft = self._draft(scene, [part], "as_said", 0.85, cue)
            draft.source = source
            yield draft

    def _dep(self, scene: Scene, cue: Cue, free: _Free) -> Iterator[Draft]:
        """A clause closed by «деп» without marks."""
        if cue.dep is None or "quote" not in cue.takes:
            return
        dep = scene.page.words[cue.dep]
        sentence = scene.page.sentence_at(dep.start)
        start = free.after(dep.start, self._clauses.opening(scene, sentence.start, cue))
        clause = self._clauses.content(scene, start, dep.start, cue)
        if (
            clause is None
            or self._clauses.is_pro_form(scene, clause.span)
            or ("think" in cue.takes and self._clauses.is_evaluation(scene, clause.span, dep.start))
        ):
            return
        draft = self._draft(scene, [clause.span], "dep_clause", 0.85, cue)
        draft.source, draft.sources = clause.source, clause.sources
        yield draft

    def _bare_said(self, scene: Scene, cue: Cue, free: _Free) -> Iterator[Draft]:
        """«…, деді.» without dash or marks."""
        sentence = scene.page.sentence_at(cue.start)
        if not self._closes(scene, cue):
            return
        if scene.text[cue.end : cue.end + 2].lstrip()[:1] == ":":
            yield from self._after_colon(scene, cue, sentence.end)
            return
        start = free.after(cue.start, self._clauses.opening(scene, sentence.start, cue))
        clause = self._clauses.content(scene, start, cue.start, cue)
        closed = scene.text[cue.start - 2 : cue.start].strip() == ","
        if clause is None or len(scene.words(*clause.span)) < 3:
            return
        if closed or self._clauses.is_statement(scene, clause.span):
            draft = self._draft(scene, [clause.span], "said_clause", 0.7, cue)
            draft.source, draft.sources = clause.source, clause.sources
            yield draft

    def _announces(self, scene: Scene, cue: Cue) -> bool:
        """«былай түсіндірді: …»."""
        before = scene.page.words[max(0, cue.first - 3) : cue.first + 1]
        thus = any(word.text.lower() in self._thus for word in before)
        return thus and cue.form == "finite" and "quote" in cue.takes and scene.text[cue.end : cue.end + 1] == ":"

    def _closes(self, scene: Scene, cue: Cue) -> bool:
        """«деді», «деп отыр», «делінген»: a form of «де-» that may close a report."""
        if cue.form == "passive" or (cue.form == "finite" and cue.last > cue.first and cue.first == cue.dep):
            return True
        return cue.form == "finite" and bool({"PST", "PRS", "EVID"}.intersection(scene.page.words[cue.last].functions))

    def _after_colon(self, scene: Scene, cue: Cue, end: int) -> Iterator[Draft]:
        """«Ғалымдар былай дейді: …» without marks: the words themselves, to the end of the sentence."""
        line = scene.lines[scene.line_at(cue.start)]
        part = scene.trimmed(cue.end + 1, min(end, line.end), " \u00a0:")
        marked = scene.text[part.start : part.start + 1]
        if part.end > part.start and (marked.isalpha() or marked.isdigit()) and len(scene.words(*part)) > 4:
            begin = max(line.start, scene.page.sentence_at(cue.start).start, cue.start - 300)
            yield Draft([part], "direct", "colon", "said_colon", 0.7, cue=cue, sources=[Span(begin, cue.start)])

    def _complement(self, scene: Scene, cue: Cue, free: _Free) -> Iterator[Draft]:
        found = self._clauses.complement(scene, cue)
        if found is None:
            return
        word, kind = found
        sentence = scene.page.sentence_at(cue.start)
        start = free.after(cue.start, self._clauses.opening(scene, sentence.start, cue))
        clause = self._clauses.content(scene, start, word.end, cue, max(sentence.start, start.start - 400))
        if clause is None or self._is_impersonal(scene, clause, cue):
            return
        if cue.start in free.announcing and len(scene.words(*clause.span)) < 2:
            return  # «көргенін айтты: «…»»
        if kind == "directive":
            yield self._directive(scene, clause, cue)
        else:
            draft = self._draft(scene, [clause.span], "complement_clause", 0.9 if kind == "fact" else 0.7, cue)
            draft.source, draft.sources = clause.source, clause.sources
            yield draft

    def _is_impersonal(self, scene: Scene, clause: Clause, cue: Cue) -> bool:
        """«Бұл … екенін білдіреді»: the habitual present of a thing, with nobody who says it."""
        shows = scene.page.words[cue.last].has("PRS") or cue.lemma == "білдір"
        if not shows or clause.source is not None:
            return False
        return not any(self._names.best(scene, *stretch) for stretch in clause.sources)

    def _directive(self, scene: Scene, clause: Clause, cue: Cue) -> Draft:
        parts, addressee = self._addressees.without(scene, clause.span, cue)
        draft = Draft(parts, "directive", "reported", "directive_clause", 0.88, cue=cue, addressee=addressee)
        if cue.form != "passive":  # «тапсырылды» leaves out who gave the order
            draft.source, draft.sources = clause.source, clause.sources
        return draft

    def _draft(self, scene: Scene, parts: list[Span], rule: str, score: float, cue: Cue | None = None) -> Draft:
        kind = "mixed" if any(self._clauses.has_fragment(scene, part) for part in parts) else "indirect"
        return Draft(parts, kind, "reported", rule, score, cue=cue)


class _Free:
    """What direct quotations leave free."""

    def __init__(self, taken: Sequence[Draft]) -> None:
        self._ends = sorted((draft.start, draft.end) for draft in taken)
        self.cues = {draft.cue.start for draft in taken if draft.cue is not None}
        self.announcing = {d.cue.start for d in taken if d.cue is not None and d.rule == "colon_marks"}
        self._spans: list[Span] = []
        for start, end in self._ends:
            if not self._spans or start >= self._spans[-1].end:
                self._spans.append(Span(start, end))
        self._starts = [span.start for span in self._spans]

    def has(self, offset: int) -> bool:
        """Whether the character stands in no direct quotation."""
        at = self._at(offset)
        return at < 0 or offset >= self._spans[at].end

    def last_end(self, offset: int) -> int:
        """Where the last direct quotation before the offset ends."""
        at = self._at(offset)
        return self._spans[at].end if at >= 0 else 0

    def after(self, offset: int, opening: Opening) -> Opening:
        """The opening, moved behind the last direct quotation before the offset."""
        last = self.last_end(offset)
        return opening if opening.start >= last else Opening(last, False)

    def _at(self, offset: int) -> int:
        return bisect.bisect_right(self._starts, offset) - 1


def _apart(drafts: list[Draft], taken: Sequence[Draft]) -> list[Draft]:
    """Of reported clauses that overlap, the first and longer one stays."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.start, -d.end)):
        if not kept or draft.start >= kept[-1].end:
            kept.append(draft)
        elif draft.score > kept[-1].score and draft.kind != "directive":
            kept[-1] = draft
    return kept
