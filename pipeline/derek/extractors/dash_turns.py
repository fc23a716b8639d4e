"""Paragraphs led by a dash: which are turns of speech, which are bullets, and which run on into the next."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

import regex

from derek.extractors.quote_drafts import Draft, Scene, Span
from derek.extractors.quote_marks import MarkPair

_LEAD = regex.compile(r"[^\S\n]*[-–—―−]{1,2}(?:[^\S\n]*(?=[\p{L}«“„\"])|[^\S\n]+(?=\S))")
_REACH = 12
_WE = frozenset({"біз", "біздің", "менің", "сіздер"})
_ENDS = '.!?…»”"'


class DashTurns:
    """The paragraphs of one scene that a dash leads."""

    def __init__(self, scene: Scene) -> None:
        """Finds the leads and the bullets among them."""
        self.leads: dict[int, int] = {}
        """Paragraph → offset of its first word after the dash."""
        self.tailed: set[int] = set()
        """Paragraphs that hold a tail."""
        self.used: set[int] = set()
        """Paragraphs already taken by a quotation that ends below."""
        self._top: list[MarkPair] = [pair for pair in scene.marks.pairs if pair.depth == 0]
        self._starts = [pair.start for pair in self._top]
        for index, line in enumerate(scene.lines):
            match = _LEAD.match(scene.text, line.start, min(line.end, line.start + 40))
            if match:
                self.leads[index] = match.end()

    def enclosing(self, scene: Scene, line: Span, start: int, end: int) -> MarkPair | None:
        """The outermost pair of marks of the line that holds [start, end) within."""
        at = bisect.bisect_left(self._starts, start) - 1
        if at >= 0 and self._top[at].start >= line.start and end < self._top[at].end:
            return self._top[at]
        return None

    def chain(self, scene: Scene, index: int) -> list[Span]:
        """The dash-led paragraphs right above without a tail of their own: one turn with this one."""
        spans: list[Span] = []
        for above in range(index - 1, max(-1, index - 1 - _REACH), -1):
            if above not in self.leads or above in self.tailed or above in self.used or self.is_bullet(scene, above):
                break
            self.used.add(above)
            spans.append(scene.trimmed(self.leads[above], scene.lines[above].end))
        return spans[::-1]

    def open_above(self, scene: Scene, index: int) -> int | None:
        """The dash-led paragraph without a tail whose speech runs down to this plain one."""
        for above in range(index - 1, max(-1, index - 1 - _REACH), -1):
            if above in self.tailed or above in self.used:
                return None
            if above in self.leads:
                return None if self.is_bullet(scene, above) else above
            if any(cue.form == "finite" and cue.dep is None for cue in scene.cues_between(*scene.lines[above])):
                return None
        return None

    def above(self, scene: Scene, index: int) -> list[Span]:
        """The paragraphs of a turn that a dash opens above and a tail closes in this plain paragraph."""
        first = self.open_above(scene, index)
        if first is None:
            return []
        spans = self.chain(scene, first)
        self.used.update(range(first, index))
        spans.append(scene.trimmed(self.leads[first], scene.lines[first].end))
        return spans + [scene.trimmed(*scene.lines[line]) for line in range(first + 1, index)]

    def is_bullet(self, scene: Scene, index: int) -> bool:
        """An item of a list: it ends with a semicolon, begins small, or stands in a block under a colon."""
        line, text = scene.lines[index], scene.text
        last = text[line.start : line.end].rstrip()[-1:]
        if (
            last in ";:,"
            or text[self.leads[index]].islower()
            or (text[self.leads[index]].isdigit() and last not in _ENDS)
        ):
            return True
        return last not in _ENDS

    # Turns without a tail

    def find(self, scene: Scene) -> list[Draft]:
        """Turns without a tail: interviews, and speeches that the narrative before announces."""
        free = [index for index in self.leads if index not in self.tailed and index not in self.used]
        drafts = list(self._interviews(scene, free))
        for block in _neighbours([index for index in free if index not in self.used]):
            drafts += self._block(scene, block)
        return drafts

    def _interviews(self, scene: Scene, free: list[int]) -> Iterator[Draft]:
        """A question led by a dash and the answer right under it, led by another; an answer may run over paragraphs."""
        known = frozenset(free)
        for position, index in enumerate(free):
            if not self._asks(scene, index) or index + 1 not in known or self._asks(scene, index + 1):
                continue
            following = free[position + 2] if position + 2 < len(free) else None
            last = self._answer_end(scene, index + 1, following)
            self.used.update(range(index, last + 1))
            yield Draft([self._said(scene, index)], "direct", "interview", "interview_question", 0.85, anonymous=True)
            parts = [
                self._said(scene, index + 1),
                *(scene.trimmed(*scene.lines[i]) for i in range(index + 2, last + 1)),
            ]
            yield Draft(parts, "direct", "interview", "interview_answer", 0.85)
            farewell = last + 1
            if farewell in known and not self._asks(scene, farewell) and self._is_short(scene, farewell):
                self.used.add(farewell)

    def _answer_end(self, scene: Scene, answer: int, following: int | None) -> int:
        """The last paragraph of an answer: plain ones belong to it where another question ends them."""
        if following is None or following - answer > _REACH or not self._asks(scene, following):
            return answer
        between = range(answer + 1, following)
        return answer if any(index in self.tailed for index in between) else following - 1

    def _said(self, scene: Scene, index: int) -> Span:
        return scene.trimmed(self.leads[index], scene.lines[index].end)

    def _asks(self, scene: Scene, index: int) -> bool:
        return scene.text[scene.lines[index].start : scene.lines[index].end].rstrip().endswith("?")

    def _is_short(self, scene: Scene, index: int) -> bool:
        return scene.lines[index].end - self.leads[index] <= 40

    def _block(self, scene: Scene, block: list[int]) -> Iterator[Draft]:
        """Neighbouring dash-led paragraphs: a speech where the narrative before announces one, else mostly a list."""
        if any(self.is_bullet(scene, index) for index in block):
            return
        announced = self._announced(scene, block[0])
        spans = [self._said(scene, index) for index in block]
        if announced == "speech" or (announced == "subject" and len(block) == 1 and self._is_spoken(scene, spans[0])):
            draft = Draft(spans, "direct", "dash", "dash_alone", 0.8 if announced == "speech" else 0.5)
            draft.flags.append("no_cue")
            yield draft

    def _announced(self, scene: Scene, index: int) -> str:
        """What the paragraph before says of this block: speech, subject (a human one, no cue), list or nothing."""
        if index == 0 or index - 1 in self.leads:
            return "nothing"
        line = scene.lines[index - 1]
        ends = scene.text[line.start : line.end].rstrip()
        sentence = scene.page.sentence_at(max(line.start, line.end - 1))
        start = max(line.start, sentence.start)
        cue = any("quote" in cue.takes and cue.form != "participle" for cue in scene.cues_between(start, line.end))
        if cue:
            return "speech"
        people = [e for e in scene.entities_between(start, line.end) if e.label in ("PERSON", "LEADER")]
        if ends.endswith(":") or ends[-1:] not in _ENDS:
            return "list"
        return "subject" if people else "nothing"

    def _is_spoken(self, scene: Scene, span: Span) -> bool:
        """Words that end like a sentence and are no bare list of facts: two sentences, or a first person."""
        words = scene.words(*span)
        first_person = any(f.startswith("PERS1") for word in words for f in word.functions)
        first_person = first_person or any(word.text.lower() in _WE for word in words)
        return first_person and len(words) > 5


def _neighbours(indexes: list[int]) -> Iterator[list[int]]:
    """Runs of consecutive numbers."""
    run: list[int] = []
    for index in indexes:
        if run and index != run[-1] + 1:
            yield run
            run = []
        run.append(index)
    if run:
        yield run
