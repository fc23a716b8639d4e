"""Paragraphs led by a dash: which are turns of speech, which are bullets, and which run on into the next."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Collection, Iterator, Sequence

import regex

from derek.extractors.quote_drafts import Draft, Scene, Source, Span
from derek.extractors.quote_marks import MarkPair
from derek.extractors.speaker_names import SpeakerNames

_LEAD = regex.compile(r"[^\S\n]*[-–—―−]{1,2}(?:[^\S\n]*(?=[\p{L}«“„\"])|[^\S\n]+(?=\S))")
_REACH = 12
_OWN = regex.compile(r"[-–—―][^\S\n]*(?:дедім|дедік|деймін|дейміз|деп сұра(?:дым|дық|ймыз|ймын))\b")
"""«– дедім мен»: the writer's own words, which end a turn."""
_ACTS = regex.compile(r"(?<=[.!?…])[^\S\n]*[-–—―][^\S\n]+(?=\p{Lu})")
"""Where a sentence about the speaker may begin in a turn."""
_AGAIN = regex.compile(r"[.,]?[^\S\n]*[-–—―][^\S\n]+(?=\p{Lu})")
"""And where the turn goes on after it."""
_MOST = 6
_LONGEST = 300
_WE = frozenset({"біз", "біздің", "менің", "сіздер"})
_ENDS = '.!?…»”"'


class DashTurns:
    """The paragraphs of one scene that a dash leads."""

    def __init__(self, scene: Scene, names: SpeakerNames, floor: Collection[str] = ()) -> None:
        """Finds the leads. `names` finds who acts after a turn; `floor`: verbs of «сөз алды», «сөзге араласты»."""
        self._names, self._floor = names, floor
        self.leads: dict[int, int] = {}
        """Paragraph → offset of its first word after the dash."""
        self.tailed: set[int] = set()
        """Paragraphs that hold a tail."""
        self.retold: set[int] = set()
        """Those of them whose tails all belong to words that a speaker retells."""
        self.retelling: set[int] = set()
        """Those that a dash leads and whose tails all belong to others' words: the turn around them has none."""
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
            if _OWN.search(scene.text, self.leads[above], scene.lines[above].end):
                break
            if self._asks(scene, above - 1) and self._talkers(scene, above - 1):
                break
            self.used.add(above)
            spans.append(scene.trimmed(self.leads[above], scene.lines[above].end))
        return spans[::-1]

    def following(self, scene: Scene, index: int) -> list[int]:
        """The dash-led paragraphs right under a tailed one that no tail below them claims."""
        run: list[int] = []
        for below in range(index + 1, min(len(scene.lines), index + 1 + _REACH)):
            if (
                below not in self.leads
                or below in self.used
                or self.is_bullet(scene, below)
                or self._asks(scene, below)
            ):
                break
            if below in self.tailed:
                return []
            run.append(below)
        return [] if run and run[-1] + 1 in self.tailed else run

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
        drafts = list(self._gestures(scene, free))
        free = [index for index in free if index not in self.used]
        drafts += self._interviews(scene, free)
        for block in _neighbours([index for index in free if index not in self.used]):
            drafts += self._block(scene, block)
        return drafts

    def _gestures(self, scene: Scene, free: Sequence[int]) -> Iterator[Draft]:
        """«– Жүк әзір! – Асан есікті ашты.»: a turn that ends with what its speaker does."""
        for index in free:
            found = self._gesture(scene, index)
            if found is None:
                continue
            cut, source, end = found
            self.used.add(index)
            parts = [scene.trimmed(self.leads[index], cut)]
            match = _AGAIN.match(scene.text, end, scene.lines[index].end)
            if match:
                parts.append(scene.trimmed(match.end(), scene.lines[index].end))
            yield Draft(parts, "direct", "dash", "dash_gesture", 0.8, source=source, flags=["no_cue"])

    def _gesture(self, scene: Scene, index: int) -> tuple[int, Source, int] | None:
        """Where the words of a turn end before a dash and a sentence about a person; its subject; where that ends."""
        line = scene.lines[index]
        for match in itertools.islice(_ACTS.finditer(scene.text, self.leads[index], line.end), _MOST):
            end = min(line.end, scene.page.sentence_at(match.end()).end, match.end() + _LONGEST)
            again = _AGAIN.search(scene.text, match.end(), end)
            words = [word for word in scene.words(match.end(), again.start() if again else end) if word.text.isalpha()]
            if len(words) < 2 or not words[-1].has("PST") or any(f.startswith("PERS") for f in words[-1].functions):
                continue
            source = self._names.actor(scene, match.end(), end)
            if source is not None:
                return match.start(), source, again.start() if again else end
        return None

    def _interviews(self, scene: Scene, free: list[int]) -> Iterator[Draft]:
        """A question led by a dash and the answer right under it, led by another; an answer may run over paragraphs."""
        known = frozenset(free)
        for position, index in enumerate(free):
            if not self._asks(scene, index) or index + 1 not in known or self._asks(scene, index + 1):
                continue
            following = free[position + 2] if position + 2 < len(free) else None
            if (talkers := self._talkers(scene, index)) and self._is_turn(scene, index + 1):
                self.used.update((index, index + 1))
                yield from (
                    self._exchanged(scene, at, who) for at, who in zip((index, index + 1), talkers, strict=True)
                )
                continue
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

    def _talkers(self, scene: Scene, index: int) -> list[Span]:
        """«– Қашан? – деп сұрады X.⏎– Ертең, – деді Y.⏎– Анық па?⏎– Анық.»: where X and Y stand above a question."""
        pair = (index - 2, index - 1)
        if index not in self.leads or any(at not in self.leads or at not in self.tailed for at in pair):
            return []
        asked, answered = scene.lines[index - 2], scene.lines[index - 1]
        question = scene.text.find("?", asked.start, asked.end)
        if question < 0 or self._asks(scene, index - 1):
            return []
        tails = [self._last_tail(scene, line) for line in (asked, answered)]
        named = [self._names.best(scene, *tail) for tail in tails]
        return tails if all(named) and named[0] != named[1] else []

    def _last_tail(self, scene: Scene, line: Span) -> Span:
        """A paragraph's words after its last dash."""
        dash = max(scene.text.rfind(f" {mark} ", line.start, line.end) for mark in "-–—―")
        return Span(max(line.start, dash), line.end)

    def _is_turn(self, scene: Scene, index: int) -> bool:
        return index in self.leads and index not in self.tailed and not self.is_bullet(scene, index)

    def _exchanged(self, scene: Scene, index: int, who: Span) -> Draft:
        return Draft(
            [self._said(scene, index)], "direct", "dash", "dash_exchange", 0.75, sources=[who], flags=["no_cue"]
        )

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
        if announced == "answer":
            yield Draft(spans, "direct", "interview", "interview_answer", 0.6, flags=["no_cue"])
        elif announced == "speech" or self._is_alone(scene, block, spans, announced):
            draft = Draft(spans, "direct", "dash", "dash_alone", 0.8 if announced == "speech" else 0.5)
            draft.flags.append("no_cue")
            yield draft

    def _is_alone(self, scene: Scene, block: list[int], spans: list[Span], announced: str) -> bool:
        """One turn under a person's name that speaks of «we», or that retells another's words."""
        if len(block) > 1 or announced == "list":
            return False
        return block[0] in self.retelling or (announced == "subject" and self._is_spoken(scene, spans[0]))

    def _announced(self, scene: Scene, index: int) -> str:
        """What the paragraph before says of this block: speech, subject (a human one), answer, list or nothing."""
        if index == 0 or index - 1 in self.leads:
            return "nothing"
        line = scene.lines[index - 1]
        ends = scene.text[line.start : line.end].rstrip()
        sentence = scene.page.sentence_at(max(line.start, line.end - 1))
        start = max(line.start, sentence.start)
        cue = any("quote" in cue.takes and cue.form != "participle" for cue in scene.cues_between(start, line.end))
        if ends.endswith("?"):
            return "answer"
        if cue or self._takes_floor(scene, start, line.end):
            return "speech"
        people = [e for e in scene.entities_between(start, line.end) if e.label in ("PERSON", "LEADER")]
        if ends.endswith(":") or ends[-1:] not in _ENDS:
            return "list"
        return "subject" if people else "nothing"

    def _takes_floor(self, scene: Scene, start: int, end: int) -> bool:
        """Whether somebody is given the word: «Содан соң ұстаз сөз алды»."""
        words = [word for word in scene.words(start, end) if word.text[:1].isalpha()][-2:]
        return (
            len(words) == 2 and words[0].lemma == "сөз" and words[1].lemma in self._floor and bool(words[1].functions)
        )

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
