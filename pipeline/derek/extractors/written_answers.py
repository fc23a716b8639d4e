"""Written answers: «1. Өтінім қайда беріледі?» on its line, and under it the answer of whoever was asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import regex

from derek.extractors.quote_drafts import Draft, Scene, Source, Span
from derek.extractors.speaker_names import SpeakerNames

_NUMBERED = regex.compile(r"[^\S\n]*(?:№[^\S\n]?)?\d{1,2}[.)][^\S\n]+(?=\S)")
_UNFIT = "-–—―«“„\"'"
"""Marks with which a plain question does not begin: a turn of speech or words in marks does."""
_ASKED = ("сұрақ", "сауал")
_MOST = 12
"""Paragraphs of one answer."""
_ABOVE = 40
"""Sentences that may say who answers."""
_ENDS = '.!?…»”":;'
_FEWEST = 2
"""A question alone is a heading that the text itself answers."""


class WrittenAnswers:
    """Finds questions on lines of their own: numbered ones, and plain ones that the text says are answered."""

    def __init__(self, names: SpeakerNames) -> None:
        """`names` finds who answers."""
        self._names = names

    def find(self, scene: Scene, taken: Collection[int]) -> Iterator[tuple[Draft, range]]:
        """Questions and answers with the paragraphs they take; `taken`: those that a dash or a label opens."""
        asked = self._questions(scene, taken)
        if len(asked) < _FEWEST:
            return
        source = self._answerer(scene, min(asked))
        for index, start in asked.items():
            last = self._last(scene, index, asked, taken)
            if last == index:
                continue
            question = scene.trimmed(start, scene.lines[index].end)
            yield (
                Draft([question], "direct", "interview", "written_question", 0.8, anonymous=True),
                range(index, index + 1),
            )
            parts = [scene.trimmed(*scene.lines[line]) for line in range(index + 1, last + 1)]
            draft = Draft(parts, "direct", "interview", "written_answer", 0.8, source=source, flags=["no_cue"])
            yield draft, range(index + 1, last + 1)

    def _questions(self, scene: Scene, taken: Collection[int]) -> dict[int, int]:
        """Paragraph → offset of its question's first word."""
        numbered: dict[int, int] = {}
        plain: dict[int, int] = {}
        for index, line in enumerate(scene.lines[:-1]):
            if index in taken or not scene.text[max(line.start, line.end - 4) : line.end].rstrip().endswith("?"):
                continue
            match = _NUMBERED.match(scene.text, line.start, line.end)
            if match:
                numbered[index] = match.end()
            elif index and scene.text[line.start] not in _UNFIT and self._is_one(scene, line):
                plain[index] = line.start
        if len(numbered) >= _FEWEST:
            return numbered
        return plain if plain and self._announcing(scene, min(plain)) is not None else {}

    def _is_one(self, scene: Scene, line: Span) -> bool:
        """Whether a paragraph is one sentence."""
        return scene.page.sentence_at(line.start).end >= scene.page.sentence_at(line.end - 1).end

    def _last(self, scene: Scene, index: int, asked: dict[int, int], taken: Collection[int]) -> int:
        """The last paragraph of an answer: down to the next question, or to a signature; `index` where none follows."""
        last = index
        for line in range(index + 1, min(len(scene.lines), index + 1 + _MOST)):
            if line in asked or line in taken or not self._closes(scene, line):
                break
            last = line
        return last

    def _closes(self, scene: Scene, index: int) -> bool:
        """Whether a paragraph ends like a sentence; a signature and a heading do not."""
        line = scene.lines[index]
        return scene.text[max(line.start, line.end - 4) : line.end].rstrip()[-1:] in tuple(_ENDS)

    def _answerer(self, scene: Scene, first: int) -> Source | None:
        """Whom the text above says that he answers, else who signs below."""
        if (announced := self._announcing(scene, first)) is not None:
            return announced
        for line in scene.lines[:first:-1][:3]:
            if self._names.is_speaker(scene, *line):
                return self._names.best(scene, *line)
        return None

    def _announcing(self, scene: Scene, first: int) -> Source | None:
        """The subject of «… сұрақтарға жауап берді» above the first question."""
        for sentence in scene.page.sentences[:_ABOVE]:
            if sentence.start >= scene.lines[first].start:
                break
            words = scene.words(sentence.start, sentence.end)
            lemmas = {word.lemma.lower() for word in words}
            if "жауап" in lemmas and lemmas.intersection(_ASKED):
                answer = next(word for word in words if word.lemma.lower() == "жауап")
                if source := self._names.best(scene, sentence.start, answer.start):
                    return source
        return None
