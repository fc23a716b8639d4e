"""Paragraphs led by a dash: which are turns of speech, which are bullets, and which run on into the next."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

import regex

from derek.extractors.quote_drafts import Draft, Scene, Span
from derek.extractors.quote_marks import MarkPair

_LEAD = regex.compile(r"[^\S\n]*[-–—―−]{1,2}(?:[^\S\n]*(?=[\p{L}«“„\"])|[^\S\n]+(?=\S))")
_REACH = 12
_ENDS = ".!?…»”\""


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
        if last in ";:," or text[self.leads[index]].islower() or text[self.leads[index]].isdigit() and last not in _ENDS:
            return True
        return last not in _ENDS

    def untailed(self, scene: Scene) -> Iterator[list[int]]:
        """Blocks of neighbouring dash-led paragraphs that no tail has claimed."""
        block: list[int] = []
        for index in self.leads:
            if index in self.tailed or index in self.used:
                continue
            if block and index != block[-1] + 1:
                yield block
                block = []
            block.append(index)
        if block:
            yield block

    def find(self, scene: Scene) -> list[Draft]:
        """Turns without a tail: interviews, and speeches that the narrative before announces."""
        return [draft for block in self.untailed(scene) for draft in self._block(scene, block)]

    def _block(self, scene: Scene, block: list[int]) -> Iterator[Draft]:
        texts = [scene.text[scene.lines[i].start : scene.lines[i].end].rstrip() for i in block]
        announced = self._announced(scene, block[0])
        if announced == "list" or any(text.endswith(";") for text in texts):
            return
        if len(block) > 1 and any(text.endswith("?") for text in texts):
            yield from self._interview(scene, block, texts)
            return
        spans = [scene.trimmed(self.leads[i], scene.lines[i].end) for i in block if not self.is_bullet(scene, i)]
        if spans and len(spans) == len(block) and sum(span.end - span.start for span in spans) > 40:
            draft = Draft(spans, "direct", "dash", "dash_alone", 0.8 if announced == "speech" else 0.5)
            draft.flags.append("no_cue")
            yield draft

    def _announced(self, scene: Scene, index: int) -> str:
        """What the paragraph before says of this block: speech, list or nothing."""
        if index == 0:
            return "nothing"
        line = scene.lines[index - 1]
        ends = scene.text[line.start : line.end].rstrip()
        sentence = scene.page.sentence_at(max(line.start, line.end - 1))
        cue = bool(scene.cues_between(max(line.start, sentence.start), line.end))
        if ends.endswith(":"):
            return "speech" if cue else "list"
        return "speech" if cue else "nothing"

    def _interview(self, scene: Scene, block: list[int], texts: list[str]) -> Iterator[Draft]:
        """Questions and answers in turn; what follows an answer without a question goes on or is a farewell."""
        answer: Draft | None = None
        for index, text in zip(block, texts, strict=True):
            span = scene.trimmed(self.leads[index], scene.lines[index].end)
            if text.endswith("?"):
                answer = None
                yield Draft([span], "direct", "interview", "interview_question", 0.85, anonymous=True)
            elif answer is None:
                answer = Draft([span], "direct", "interview", "interview_answer", 0.85)
                yield answer
            elif span.end - span.start > 30:
                answer.parts.append(span)
