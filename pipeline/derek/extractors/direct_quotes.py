"""Direct quotations that a cue follows or interrupts: led by a dash, in quotation marks, over several paragraphs."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence

import regex

from derek.extractors.dash_turns import DashTurns
from derek.extractors.quote_drafts import DASHES, Draft, Scene, Span
from derek.extractors.quote_marks import MarkPair
from derek.extractors.quote_tails import Tail, speaker_stretch, tail_of
from derek.extractors.reporting_words import ReportingWords
from derek.extractors.speaker_names import SpeakerNames
from derek.extractors.speech_cues import FINITE

_INLINE = regex.compile(r"(?<=[.:!?…»”\"])[^\S\n]+[-–—―][^\S\n]+(?=[\p{Lu}\d«“„\"])")
_REACH = 12
"""How many paragraphs one turn of speech may run over."""
_ENDS = ".!?…"
_CLOSE = frozenset('.!?…»”":;,)<')
_HEADING = 90
"""A line shorter than this that ends without a mark is a heading."""
_BLANK = " \t\u00a0\u2009\u202f\r"


class TailedQuotes:
    """Reads the paragraphs that hold a tail, from left to right."""

    def __init__(self, layouts: dict[str, str], closers: set[str], names: SpeakerNames, words: ReportingWords) -> None:
        """`layouts`: opening mark → layout; `closers`: the closing marks; `names` tells two speakers apart."""
        self._layouts, self._spoken, self._sayings = layouts, words.of("spoken"), words.of("saying")
        self._closers = closers
        self._names = names

    def find(self, scene: Scene, turns: DashTurns) -> list[Draft]:
        """Drafts of all paragraphs with a tail; `turns` knows which of them a dash leads, and hears which are used."""
        by_line: dict[int, list[Tail]] = {}
        for cue in scene.cues:
            tail = tail_of(scene, cue, self._closers)
            if tail and (reports(tail) or self._describes_speaker(scene, tail) or self._gestures(scene, tail)):
                by_line.setdefault(scene.line_at(cue.start), []).append(tail)
        turns.tailed = set(by_line)
        turns.retold = {line for line, tails in by_line.items() if all(_is_retold(scene, tail) for tail in tails)}
        drafts: list[Draft] = []
        for line, tails in by_line.items():
            reader = _Line(scene, line, turns=turns, layouts=self._layouts, names=self._names)
            drafts += reader.read(tails)
            reader.goes_on()
            if reader.retells():
                turns.tailed.discard(line)
                turns.retelling.add(line)
        return drafts

    def _gestures(self, scene: Scene, tail: Tail) -> bool:
        """«…» деп жымиды министр: any verb after «деп», where the words are a sentence and their speaker follows."""
        pair = scene.pair_by_end.get(tail.closer) if tail.closer is not None else None
        if pair is None or tail.cue.form != "bare" or tail.cue.names:
            return False
        verb = scene.page.words[tail.cue.last]
        if not verb.has("PST"):
            return False
        before = scene.words(max(scene.lines[scene.line_at(pair.start)].start, pair.start - 60), pair.start)
        if any(word.text.lower() in self._spoken for word in before[-3:]):
            return True
        words = [word for word in scene.words(*pair[:2]) if word.text[:1].isalnum()]
        source = self._names.best(scene, verb.end, min(tail.end, verb.end + 80))
        spoken = len(words) > 2 and bool(FINITE.intersection(words[-1].functions))
        return spoken and source is not None and source.how in ("name", "title", "pronoun")

    def _describes_speaker(self, scene: Scene, tail: Tail) -> bool:
        """«…» деген министр: a participle right before the one who said it."""
        pair = scene.pair_by_end.get(tail.closer) if tail.closer is not None else None
        if pair is None or tail.cue.form != "participle" or tail.cue.dep is None or len(scene.words(*pair[:2])) < 6:
            return False
        end = min(tail.end, tail.cue.end + 80)
        if self._names.utterer(scene, tail.cue.end, end) is not None:
            return True
        source = self._names.best(scene, tail.cue.end, end)
        if source is None or source.how not in ("name", "title"):
            return False
        between = scene.words(tail.cue.end, source.start)
        return len(between) <= 3 and not any(word.lemma.lower() in self._sayings for word in between)


def reports(tail: Tail) -> bool:
    """Whether cue and punctuation together make a tail: «», айтты» does, «, айтты» alone does not."""
    cue = tail.cue
    if cue.form == "bare":
        return tail.dashed and not cue.names
    if cue.form == "participle":
        return tail.dashed and cue.dep is not None
    if "quote" not in cue.takes:
        return False
    if cue.dep is not None:
        return tail.dashed or tail.closer is not None
    return tail.dashed or (tail.closer is not None and tail.comma)


def _is_retold(scene: Scene, tail: Tail) -> bool:
    """«Маған: «…» деді.»: words in marks after a colon and without a dash, as a speaker retells another's."""
    pair = scene.pair_by_end.get(tail.closer) if tail.closer is not None else None
    return (
        pair is not None
        and not tail.dashed
        and scene.text[max(0, pair.start - 3) : pair.start].rstrip(_BLANK).endswith(":")
    )


class _Line:
    """One paragraph being read: where the reader stands and which quotation is open."""

    def __init__(
        self, scene: Scene, index: int, turns: DashTurns, layouts: dict[str, str], names: SpeakerNames
    ) -> None:
        self.scene, self.index, self.turns, self.layouts, self.names = scene, index, turns, layouts, names
        self.span = scene.lines[index]
        self.lead = turns.leads.get(index)
        self.at = self.lead if self.lead is not None else self.span.start
        self.open: Draft | None = None
        self.last: Tail | None = None
        self.drafts: list[Draft] = []

    def read(self, tails: Sequence[Tail]) -> list[Draft]:
        for tail in self._apart(tails):
            if tail.cut < self.span.start:
                self._own_line(tail)
            elif tail.cut >= self.at:
                self._take(tail)
        self._close()
        self._closed_below()
        return [draft for draft in self.drafts if draft.parts]

    def _apart(self, tails: Sequence[Tail]) -> list[Tail]:
        """Tails that end where the clause of the next one begins («…», – деді X, ал Y «…» деп санайды)."""
        kept = list(tails)
        for index, (first, second) in enumerate(itertools.pairwise(tails)):
            pair = self.scene.pair_by_end.get(second.closer) if second.closer is not None else None
            if pair is not None and first.resume is None and first.cue.end < pair.start < first.end:
                contrast = self.scene.text.rfind(", ", first.cue.end, pair.start)
                kept[index] = first._replace(end=contrast if contrast >= 0 else pair.start)
        return kept

    def _take(self, tail: Tail) -> None:
        pair = self.scene.pair_by_end.get(tail.closer) if tail.closer is not None else None
        if pair is not None and self._is_nested(tail, pair):
            self._add([self._inside(pair)], self._layout(pair.start), tail, "marks_nested", 0.85)
            return
        outer = tail.closer if tail.closer is not None else tail.cut
        if self.open is not None and self._is_answer(tail):
            self._add([self.scene.trimmed(self.at, outer)], self.open.layout, tail, "dash_answer", 0.9)
            self.open = self.drafts[-1]
        elif self.open is not None:
            self._append(self.at, outer)
            self._note(tail)
        elif self.lead is not None and self.at == self.lead:
            self._dash(tail, pair, outer)
        elif tail.closer is not None and not self._is_name(pair):
            self._marked(tail, pair)
        else:
            self._unmarked(tail, outer)
        self._advance(tail)

    def _opened_above(self, tail: Tail, end: int) -> None:
        """A mark that opens some paragraphs above and that nothing closes."""
        scene, spans = self.scene, []
        for index in range(self.index - 1, max(-1, self.index - 1 - _REACH), -1):
            opened, line = scene.unclosed_by_line.get(index), scene.lines[index]
            if opened is not None and self._begins(opened):
                spans += self._words(opened + 1, min(line.end, end))
                self._add(spans[::-1], self._layout(opened), tail, "marks_tail_below", 0.7)
                return
            if index in self.turns.tailed:
                return
            spans += self._words(line.start, min(line.end, end))

    def _is_answer(self, tail: Tail) -> bool:
        """«– Қашан? – деп сұрады депутат. – Ертең, – деді министр.»: a second tail that names somebody else."""
        first, second = self.last, tail
        if first is None or first.resume is None or self.scene.text[first.end - 1 : first.end] not in _ENDS:
            return False
        said = self.names.best(self.scene, *speaker_stretch(first))
        answers = self.names.best(self.scene, *speaker_stretch(second))
        if said is None or answers is None or answers.how == "pronoun":
            return False
        same = (
            said.entity is not None and answers.entity is not None and said.entity.canonical == answers.entity.canonical
        )
        return not same and said.nominative != answers.nominative and {said.how, answers.how} != {"name", "title"}

    def _own_line(self, tail: Tail) -> None:
        """A tail that begins its paragraph («– деді министр.»): what it reports ends with the paragraph above."""
        scene, above = self.scene, self.index - 1
        end = tail.closer if tail.closer is not None else tail.cut
        pair = scene.pair_by_end.get(end)
        if above in self.turns.leads and above not in self.turns.used:
            self.turns.used.add(above)
            parts = [*self.turns.chain(scene, above), scene.trimmed(self.turns.leads[above], end)]
            self._add(parts, "dash", tail, "dash_tail_below", 0.9)
        elif pair is not None:
            self._add([*self._reopened(pair.start), self._inside(pair)], pair.layout, tail, "marks_tail_below", 0.9)
        elif above_parts := self.turns.above(scene, self.index):
            self._add(above_parts, "dash", tail, "dash_tail_below", 0.8)
        else:
            self._opened_above(tail, end)
        self.open = self.drafts[-1] if self.drafts else None
        self._advance(tail)

    def _is_nested(self, tail: Tail, pair: MarkPair) -> bool:
        """Words in marks deep in a turn of speech, no dash after or a colon before them: a quotation of its own."""
        deep = self.open is not None or pair.depth > 0 or (self.lead is not None and self.at == self.lead)
        if not deep or pair.start <= self.at + 1:
            return False
        before = self.scene.text[max(self.at, pair.start - 8) : pair.start].rstrip(_BLANK)
        return not tail.dashed or before.endswith(":") or (before[-1:] in tuple(_ENDS) and self._is_retold(tail, pair))

    def _is_retold(self, tail: Tail, pair: MarkPair) -> bool:
        """«– А. «Ә», – дейді. Б.»: a tail that names nobody, in the midst of a turn, after a sentence in marks."""
        rest = self.scene.text[tail.end : min(self.span.end, tail.end + 40)].strip(_BLANK + ".")
        if tail.resume is not None or not rest or pair.depth or rest[0] in DASHES:
            return False
        return len(self.scene.words(*pair[:2])) > 3 and self.names.best(self.scene, *speaker_stretch(tail)) is None

    def retells(self) -> bool:
        """Whether a dash leads the paragraph and all its tails belong to words that the turn retells."""
        nested = bool(self.drafts) and all(draft.rule == "marks_nested" for draft in self.drafts)
        return nested and self.lead is not None and self.at == self.lead

    def _is_name(self, pair: MarkPair | None) -> bool:
        """A name in marks that merely ends an unmarked speech: the turn began in a paragraph above."""
        if pair is None or self.turns.open_above(self.scene, self.index) is None:
            return False
        before = self.scene.text[max(self.span.start, pair.start - 2) : pair.start].strip(_BLANK)
        return bool(before) and before[-1].isalnum()

    # The ways a quotation may begin

    def _dash(self, tail: Tail, pair: MarkPair | None, outer: int) -> None:
        above = self.turns.chain(self.scene, self.index)
        if pair is not None and pair.start <= self.at + 1:
            parts = [self._inside(pair)]
        else:
            parts = [self.scene.trimmed(self.at, outer)]
        self._add([*above, *parts], "dash", tail, "dash_paragraphs" if above else "dash_tail", 0.99)
        self.open = self.drafts[-1] if self.drafts else None

    def _marked(self, tail: Tail, pair: MarkPair | None) -> None:
        opened = self.scene.unclosed_by_line.get(self.index)
        start = pair.start if pair is not None else None
        if opened is not None and self.at <= opened < tail.cut and (start is None or (opened < start and tail.dashed)):
            start = opened
        if start is None:
            self._over_lines(tail)
        else:
            above = self._reopened(start)
            rule = "marks_paragraphs" if above else "marks_tail"
            self._add([*above, *self._words(start + 1, tail.cut)], self._layout(start), tail, rule, 0.97)
        self.open = self.drafts[-1] if self.drafts else None

    def _unmarked(self, tail: Tail, outer: int) -> None:
        opened = self.scene.unclosed_by_line.get(self.index)
        around = self._around(tail)
        if around is not None:
            self._add(self._words(around.start + 1, outer), around.layout, tail, "marks_interrupted", 0.95)
        elif opened is not None and self.at <= opened < tail.cut:
            self._add(self._words(opened + 1, outer), self._layout(opened), tail, "marks_unclosed", 0.85)
            self._goes_on_below(tail)
        elif match := _INLINE.search(self.scene.text, max(self.span.start, self.at - 1), tail.cut):
            self._add([self.scene.trimmed(match.end(), outer)], "dash", tail, "dash_inline", 0.93)
        elif above := self.turns.above(self.scene, self.index):
            self._add([*above, self.scene.trimmed(self.at, outer)], "dash", tail, "dash_paragraphs", 0.93)
        else:
            self._from_nowhere(tail, outer)
        self.open = self.drafts[-1] if self.drafts else None

    def _goes_on_below(self, tail: Tail) -> None:
        """«A, – деді S.⏎– B»: the second half stands in the next paragraph and closes the marks there."""
        below, scene = self.index + 1, self.scene
        if tail.resume is None and below in self.turns.leads and below not in self.turns.tailed and self.drafts:
            line = scene.lines[below]
            if any(at + 1 in scene.orphan_ends for at in range(max(line.start, line.end - 4), line.end)):
                self.turns.used.add(below)
                self.drafts[-1].parts.append(scene.trimmed(self.turns.leads[below], line.end, _BLANK + '.»”"'))

    def _from_nowhere(self, tail: Tail, outer: int) -> None:
        """«Жол дайын, – деді әкім.» with no opening: the sentence, or the paragraph where no cue stands before."""
        busy = any(cue.form == "finite" for cue in self.scene.cues_between(self.at, tail.cut))
        busy = busy or self.scene.has_marker(self.at, tail.cut)
        start = self._after_label()
        if start is None:
            start = max(self.at, self.scene.page.sentence_at(max(self.at, tail.cut - 1)).start) if busy else self.at
        self._add([self.scene.trimmed(start, outer)], "dash", tail, "tail_only", 0.6, "no_opening")
        if tail.cue.lemma == "хабарла" and self.drafts:
            self.drafts[-1].kind, self.drafts[-1].layout = "indirect", "reported"

    def _after_label(self) -> int | None:
        """«Министр: Жоба дайын, – деді.»: the words begin after their speaker's colon."""
        colon = self.scene.text.find(": ", self.at, min(self.span.end, self.at + 90))
        if colon < 0 or not self.names.is_speaker(self.scene, self.at, colon):
            return None
        return colon + 2

    def _around(self, tail: Tail) -> MarkPair | None:
        """The pair of marks in which the tail itself stands: «A, – деді S. – B»."""
        return self.turns.enclosing(self.scene, self.span, tail.cut, tail.cue.end)

    def _over_lines(self, tail: Tail) -> None:
        """A closing mark whose opening stands some paragraphs above, or nowhere."""
        scene, spans = self.scene, [self.scene.trimmed(self.at, tail.cut, _BLANK + "," + DASHES)]
        for index in range(self.index - 1, max(-1, self.index - 1 - _REACH), -1):
            opened, above = scene.unclosed_by_line.get(index), scene.lines[index]
            if opened is not None and self._begins(opened):
                spans.append(scene.trimmed(opened + 1, above.end))
                self._add([*self._reopened(opened), *spans[::-1]], self._layout(opened), tail, "marks_over_lines", 0.93)
                return
            if (index in self.turns.tailed and index not in self.turns.retold) or (
                self._is_heading(above) and not self._is_verse(index)
            ):
                break
            spans.append(scene.trimmed(above.start, above.end))
        self._add([self._from_name(spans[0])], "guillemets", tail, "marks_unopened", 0.6, "no_opening_mark")

    def _is_verse(self, index: int) -> bool:
        """Whether a short line stands among others, and the first of them opens the marks under a colon."""
        for above in range(index, max(-1, index - _REACH), -1):
            line = self.scene.lines[above]
            if line.end - line.start > _HEADING or not line.end > line.start:
                return False
            if above != index and self.scene.unclosed_by_line.get(above) == line.start:
                return self.scene.text[max(0, line.start - 4) : line.start].rstrip().endswith(":")
        return False

    def _is_heading(self, line: Span) -> bool:
        """A short line that nothing closes: no paragraph of a speech."""
        return line.end - line.start < _HEADING and self.scene.text[line.start : line.end].rstrip()[-1:] not in _CLOSE

    def _from_name(self, span: Span) -> Span:
        """«Бәйтерек» кешенін салу тиімді», – деді ол: one mark opens a name and the speech that begins with it."""
        scene = self.scene
        busy = [cue.end for cue in scene.cues_between(span.start, span.end) if cue.form == "finite"]
        at = bisect.bisect_left(scene.marks.pairs, (max([span.start, *busy]),))
        while at < len(scene.marks.pairs) and scene.marks.pairs[at].start < span.end:
            if self._begins(scene.marks.pairs[at].start):
                return Span(scene.marks.pairs[at].start, span.end)
            at += 1
        return span

    def _begins(self, opened: int) -> bool:
        """Whether a mark opens at the start of a paragraph or after the end of a sentence, not inside one."""
        line = self.scene.lines[self.scene.line_at(opened)]
        before = self.scene.text[max(line.start, opened - 8) : opened].rstrip(_BLANK + DASHES)
        return not before or before[-1] in ".:!?…»”"

    def _reopened(self, start: int) -> list[Span]:
        """Paragraphs right above that each open a mark at their start and leave it open."""
        scene, spans = self.scene, []
        line = scene.line_at(start)
        if scene.text[scene.lines[line].start : start].strip(_BLANK + DASHES):
            return []
        for index in range(line - 1, max(-1, line - 1 - _REACH), -1):
            opened, above = scene.unclosed_by_line.get(index), scene.lines[index]
            if opened is None or scene.text[above.start : opened].strip(_BLANK + DASHES):
                break
            spans.append(scene.trimmed(opened + 1, above.end))
        return spans[::-1]

    def goes_on(self) -> None:
        """«– A, – деді S.⏎– B.»: dash-led paragraphs right under a tail, with none of their own, go on with it."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or last.layout != "dash" or self.lead is None or not self._ends_line(last):
            return
        below = self.turns.following(self.scene, self.index)
        last.parts += [self.scene.trimmed(self.turns.leads[index], self.scene.lines[index].end) for index in below]
        self.turns.used.update(below)

    def _closed_below(self) -> None:
        """«A, – деді S. – B⏎ C»: marks that open before the tail and close some paragraphs below it."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or last.rule != "marks_unclosed" or not self._ends_line(last):
            return
        parts: list[Span] = []
        for index in range(self.index + 1, min(len(self.scene.lines), self.index + 1 + _REACH)):
            line = self.scene.lines[index]
            if index in self.turns.tailed or index in self.scene.unclosed_by_line:
                return
            end = line.start + len(self.scene.text[line.start : line.end].rstrip(_BLANK + "."))
            start = self.turns.leads.get(index, line.start)
            closed = end in self.scene.orphan_ends
            parts.append(self.scene.trimmed(start, end - 1 if closed else line.end))
            if closed:
                last.parts += parts
                self.turns.used.update(range(self.index + 1, index + 1))
                return

    def _ends_line(self, draft: Draft) -> bool:
        """Whether nothing but the tail's own sentence follows a quotation in its paragraph."""
        after = max(draft.parts[-1].end, self.last.cue.end if self.last is not None else 0)
        rest = self.scene.text[after : self.span.end].rstrip(_BLANK + '.»”"')
        return regex.search(r"[.!?…]\s+\p{Lu}", rest) is None

    # Parts

    def _words(self, start: int, end: int) -> list[Span]:
        return [self.scene.trimmed(start, end, _BLANK + "\n,«“„")]

    def _inside(self, pair: MarkPair) -> Span:
        return self.scene.trimmed(pair.start + 1, pair.end - 1)

    def _layout(self, at: int) -> str:
        return self.layouts.get(self.scene.text[at], "quotation_marks")

    def _add(self, parts: list[Span], layout: str, tail: Tail, rule: str, score: float, flag: str = "") -> None:
        parts = [part for part in parts if part.end > part.start]
        if parts:
            draft = Draft(parts, "direct", layout, rule, score, cue=tail.cue, sources=[speaker_stretch(tail)])
            draft.flags += [flag] if flag else []
            self.drafts.append(draft)

    def _append(self, start: int, end: int) -> None:
        part = self.scene.trimmed(start, end)
        if self.open is not None and part.end > part.start:
            self.open.parts.append(part)

    def _note(self, tail: Tail) -> None:
        if self.open is not None:
            self.open.sources.append(speaker_stretch(tail))

    def _advance(self, tail: Tail) -> None:
        """Past the tail; the quotation stays open where a dash, or its marks, say that it goes on."""
        self.last = tail
        if tail.resume is not None:
            self.at = tail.resume
            return
        around = self._around(tail)
        self.at = tail.end
        if around is None and self.open is not None:
            self._second_half(tail)
            self.open = None

    def _second_half(self, tail: Tail) -> None:
        """«…», – деді ол. «…»: words in marks right after the tail that end like a sentence and have no tail."""
        text, at = self.scene.text, tail.end
        while at < self.span.end and text[at] in _BLANK + ".":
            at += 1
        pair = self.scene.pair_by_start.get(at)
        if pair is None or tail.closer is None or len(self.scene.words(pair.start, pair.end)) < 5:
            return
        if text[pair.end - 2] in _ENDS or text[pair.end : pair.end + 1] in (".", "", "\n", "!", "?"):
            self._append(pair.start + 1, pair.end - 1)
            self.at = pair.end

    def _close(self) -> None:
        """The rest of the paragraph belongs to a quotation that is still open."""
        if self.open is None or self.last is None:
            return
        around, end = self._around(self.last), self.span.end
        if around is not None:
            end = around.end - 1
        elif pair := self.scene.pair_by_start.get(self.at):
            self.at, end = pair.start + 1, pair.end - 1
        part = self.scene.trimmed(self.at, end)
        if any(character.isalnum() for character in self.scene.text[part.start : min(part.end, part.start + 50)]):
            self.open.parts.append(part)
