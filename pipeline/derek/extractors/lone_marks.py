"""Words in marks that are a sentence of their own: «…». Осылай деді министр. / Министр … айтты. «…»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from derek.extractors.quote_drafts import Draft, Scene, Span
from derek.extractors.quote_marks import MarkPair
from derek.extractors.speech_cues import FINITE, Cue

_SHORTEST = 4
"""Words that such a quotation must have at least."""
_GAP = 8
"""Characters looked at before a mark: a bound, so that a text of marks on one line is read in linear time."""
_LONGEST = 400
"""Characters of the sentence that says whose words they are."""
_SO = regex.compile(
    r"[\s.]*(?:осылай|бұл туралы|бұл жөнінде|бұл жайында|ол туралы|осы туралы|осындай)\b", regex.IGNORECASE
)
_ENDS = ".!?…"
_INNER = regex.compile(r"\p{Ll}[.!?…] \p{Lu}\p{Ll}")
"""The end of a sentence within marks: they hold two."""


class LoneMarks:
    """Finds them on one scene; hulls that other rules took are left alone."""

    def find(self, scene: Scene, taken: Sequence[Span]) -> Iterator[Draft]:
        """Drafts in the order of the text."""
        end = 0
        held = sorted(taken)
        at = 0
        for pair in scene.marks.pairs:
            while at < len(held) and held[at].start <= pair.start + 1:
                end = max(end, held[at].end)
                at += 1
            free = pair.start >= end and (at == len(held) or held[at].start >= pair.end)
            if free and not pair.depth and self._is_sentence(scene, pair):
                yield from self._told(scene, pair)

    def _is_sentence(self, scene: Scene, pair: MarkPair) -> bool:
        """Whether the marks begin where a sentence may and hold one: enough words, of which the last is a verb."""
        line = scene.lines[scene.line_at(pair.start)]
        before = scene.text[max(line.start, pair.start - _GAP) : pair.start].rstrip()
        after = scene.text[pair.end : pair.end + 1]
        if (before and before[-1] not in _ENDS) or (after and after not in ".\n!?…"):
            return False
        words = [word for word in scene.words(pair.start, pair.end) if word.text[:1].isalnum()]
        closes = scene.text[pair.end - 2 : pair.end - 1] in tuple(_ENDS)
        closes = closes or _INNER.search(scene.text, pair.start, min(pair.end, pair.start + _LONGEST)) is not None
        return len(words) >= _SHORTEST and (closes or bool(FINITE.intersection(words[-1].functions)))

    def _told(self, scene: Scene, pair: MarkPair) -> Iterator[Draft]:
        part = scene.trimmed(pair.start + 1, pair.end - 1)
        if after := self._so_said(scene, pair):
            cue, source = after
            yield Draft([part], "direct", pair.layout, "marks_so_said", 0.85, cue=cue, sources=[source])
        elif self._follows_report(scene, pair):
            yield Draft([part], "direct", pair.layout, "marks_after_report", 0.7, flags=["no_cue"])

    def _so_said(self, scene: Scene, pair: MarkPair) -> tuple[Cue, Span] | None:
        """«…». Бұл туралы министр айтты: the cue of the next sentence, and where its speaker is named."""
        if _SO.match(scene.text, pair.end, min(len(scene.text), pair.end + 40)) is None:
            return None
        gap = scene.text[pair.end : pair.end + 5]
        start = pair.end + len(gap) - len(gap.lstrip(" .\n\u00a0"))
        end = min(scene.page.sentence_at(start).end, start + _LONGEST)
        cues = [cue for cue in scene.cues_between(start, end) if cue.form == "finite" and "quote" in cue.takes]
        return (cues[-1], Span(start, end)) if cues else None

    def _follows_report(self, scene: Scene, pair: MarkPair) -> bool:
        """Whether the sentence before, in the same paragraph, reports speech of the same speaker."""
        line = scene.lines[scene.line_at(pair.start)]
        if not scene.text[max(line.start, pair.start - _GAP) : pair.start].strip():
            return False
        sentence = scene.page.sentence_at(max(line.start, pair.start - 2))
        start = max(line.start, sentence.start, pair.start - _LONGEST)
        told = [cue for cue in scene.cues_between(start, pair.start) if cue.form == "finite" and "that" in cue.takes]
        return bool(told) or scene.has_marker(start, pair.start)
