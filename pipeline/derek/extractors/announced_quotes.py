"""Quotations announced before they begin: «Министр былай деді: «…»», «Министр: …» on its own line, «…» деген сөзі."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import regex

from derek.extractors.quote_drafts import Draft, Scene, Source, Span
from derek.extractors.quote_marks import MarkPair
from derek.extractors.reporting_words import ReportingWords
from derek.extractors.speaker_names import SpeakerNames, is_name_word
from derek.extractors.speech_cues import FINITE

_COLON = regex.compile(r":[^\S\n]*\n?[^\S\n]*(?:[-–—―][^\S\n]*)?(?=[«“„\"”‹])")
_LABEL = regex.compile(r"[^\S\n]*(?:[-–—―][^\S\n]*)?([\p{L}][^:\n«»“”\"?!]{0,70}):[^\S\n]+(?:[-–—―][^\S\n]+)?(?=\S)")
_SIGNED = regex.compile(r"[^\S\n][-–—―][^\S\n](?=\p{Lu}[^\n–—―]{2,80}$)", regex.MULTILINE)
_UNFIT = ("participle", "passive")
"""Forms of a cue that announce nothing."""
_AROUND = " \u00a0\t."
_ENDS = ".!?…"
_PREDICATE = 2
"""How many words back from a colon the noun for an utterance may stand: last, or before «қысқа», «біреу-ақ»."""
_REACH = 12
"""How many paragraphs one pair of marks may run over."""


class AnnouncedQuotes:
    """Finds what stands after a colon that a speaker or a cue announces."""

    def __init__(self, layouts: dict[str, str], names: SpeakerNames, words: ReportingWords) -> None:
        """`layouts`: opening mark → layout; `names` tells a person's name or title from other words."""
        self._askers, self._utterances = words.of("interviewer"), words.of("utterance")
        self._predicates = words.of("predicate")
        self._roles = self._askers | words.of("respondent")
        self._layouts = layouts
        self._names = names

    def find(self, scene: Scene, taken: list[Span]) -> Iterator[Draft]:
        """Drafts that `taken` hulls do not already hold."""
        begun = {span.start for span in taken}
        yield from (draft for draft in self._after_colon(scene) if draft.start not in begun)
        yield from (draft for draft in self._speaker_lines(scene) if draft.start not in begun)
        yield from self._signed_headings(scene)
        yield from self._whole_paragraphs(scene)

    def labelled(self, scene: Scene) -> list[int]:
        """Paragraphs that a label opens («– Сұрақ: …», «Министр: …»)."""
        found = [index for index in range(len(scene.lines)) if self._label(scene, index)]
        return found if len(found) > 1 else []

    def _after_colon(self, scene: Scene) -> Iterator[Draft]:
        for match in _COLON.finditer(scene.text):
            announcer = self._announcer(scene, match.start())
            pair = scene.pair_by_start.get(match.end())
            if announcer is None:
                continue
            parts = self._parts(scene, match.end(), pair) if pair is not None else self._reopened(scene, match.end())
            if parts:
                layout = self._layouts.get(scene.text[match.end()], "quotation_marks")
                draft = Draft(parts, "direct", layout, "colon_marks", 0.9, sources=[announcer])
                cues = [c for c in scene.cues_between(announcer.start, match.start()) if "quote" in c.takes]
                draft.cue = cues[-1] if cues else None
                if draft.cue is None:
                    draft.source = self._owner(scene, *announcer) or self._unlisted(scene, announcer)
                yield draft

    def _unlisted(self, scene: Scene, label: Span) -> Source | None:
        """A label that nothing knows but that can only be a name: «Гавел: «…»»."""
        words = [word for word in scene.words(*label) if word.text[:1].isalnum()]
        if self._names.best(scene, *label) is not None or not words or not all(is_name_word(word) for word in words):
            return None
        start, end = words[0].start, words[-1].end
        return Source(start, end, "name", None, scene.text[start:end])

    def _announcer(self, scene: Scene, colon: int) -> Span | None:
        """The clause before a colon, where it has a speech cue right before it or is nothing but a speaker."""
        line = scene.lines[scene.line_at(colon)]
        sentence = scene.page.sentence_at(max(0, colon - 1))
        start = max(line.start, sentence.start, colon - 400)
        cues = [cue for cue in scene.cues_between(start, colon) if "quote" in cue.takes and cue.form not in _UNFIT]
        if cues and len(scene.words(cues[-1].end, colon)) <= 4:
            return Span(start, colon)
        if scene.text[colon - 1 : colon] == ")":
            colon = max(start, scene.text.rfind("(", start, colon))  # «Ерлан Әбдіков (суретте): «…»»
        if self._names.is_speaker(scene, start, colon) or self._owner(scene, start, colon) is not None:
            return Span(start, colon)
        return Span(start, colon) if self._leads_to_speech(scene, start, colon) else None

    def _leads_to_speech(self, scene: Scene, start: int, colon: int) -> bool:
        """«Жазушы сырымен бөлісті: «…»»: a sentence about a person before words in marks that are a sentence too."""
        match = _COLON.match(scene.text, colon)
        pair = scene.pair_by_start.get(match.end()) if match else None
        subject = self._names.best(scene, start, colon)
        if pair is None or subject is None or subject.how not in ("name", "title", "pronoun") or subject.plural:
            return False
        words = [word for word in scene.words(pair.start, pair.end) if word.text[:1].isalnum()]
        before = [word for word in scene.words(start, colon) if word.text[:1].isalnum()]
        if len(words) < 4 or not before or not before[-1].has("PST"):
            return False
        closes = bool(FINITE.intersection(words[-1].functions)) or words[-1].text.lower() in self._predicates
        return closes or scene.text[pair.end - 2] in _ENDS

    def _owner(self, scene: Scene, start: int, colon: int) -> Source | None:
        """«Әкімнің сөзі: «…»», «Әженің тілегі біреу-ақ: «…»»: whose words they are, in the genitive."""
        words = scene.words(start, colon)
        for word in words[: -1 - _PREDICATE : -1]:
            if word.lemma in self._utterances and word.has("P3"):
                return self._names.best(scene, start, word.start, "GEN")
            if not word.text[:1].isalpha() or word.has("GEN") or word.text[:1].isupper():
                return None
        return None

    def _reopened(self, scene: Scene, at: int) -> list[Span]:
        """Paragraphs from an open mark down to the one that closes it; each may open a mark of its own."""
        first = scene.line_at(at)
        if scene.unclosed_by_line.get(first) != at:
            return []
        parts = [scene.trimmed(at + 1, scene.lines[first].end)]
        for index in range(first + 1, min(len(scene.lines), first + 1 + _REACH)):
            line = scene.lines[index]
            opened = scene.unclosed_by_line.get(index)
            pair = scene.pair_by_start.get(line.start)
            start = line.start + 1 if opened == line.start or pair is not None else line.start
            end = line.start + len(scene.text[line.start : line.end].rstrip(" \u00a0."))
            if (pair is not None and pair.end == end) or end in scene.orphan_ends:
                return [*parts, scene.trimmed(start, end - 1)]
            if opened is not None and opened != line.start:
                return []
            parts.append(scene.trimmed(start, line.end))
        return []

    def _parts(self, scene: Scene, at: int, pair: MarkPair) -> list[Span]:
        inside = scene.trimmed(pair.start + 1, pair.end - 1)
        after = scene.text[pair.end : pair.end + 2].lstrip(" \u00a0")[:1]
        ended = scene.text[inside.end - 1 : inside.end] in _ENDS and after.isupper()  # «…?» Жұрт күлді
        if after.isalpha() and not ended and (after.isupper() or not scene.cues_between(pair.end, pair.end + 4)):
            return []  # a name, or words woven into a sentence: «…» екенін айтты
        words = [word for word in scene.words(*inside) if word.text[:1].isalnum()]
        ends = scene.text[inside.end - 1 : inside.end] in _ENDS or after in tuple(_ENDS)
        return [inside] if ends or len(words) > 2 else []

    # Labels: «Министр: …»

    def _speaker_lines(self, scene: Scene) -> Iterator[Draft]:
        labels = {index: found for index in range(len(scene.lines)) if (found := self._label(scene, index))}
        indexes = sorted(labels)
        for position, index in enumerate(indexes):
            label, start = labels[index]
            if self._is_heading(scene, index) and not self._is_role(scene, label):
                if len(scene.words(start, scene.lines[index].end)) > 2:
                    yield self._headline(scene, index, label, start)
            elif self._is_person(scene, label) or len(indexes) > 1:
                following = indexes[position + 1] if position + 1 < len(indexes) else None
                yield self._turn(scene, index, label, start, following)

    def _label(self, scene: Scene, index: int) -> tuple[Span, int] | None:
        line = scene.lines[index]
        match = _LABEL.match(scene.text, line.start, min(line.end, line.start + 90))
        if match is None or match.end() >= line.end:
            return None
        if scene.text[match.end()] in self._layouts or scene.text[match.end()] in "-–—―":
            return None
        label = Span(match.start(1), match.end(1))
        if not scene.text[match.end()].isupper() and not scene.text[match.end()].isdigit():
            return None
        if match.group(1).strip(_AROUND).casefold() in self._roles:
            return label, match.end()
        if not self._names.is_speaker(scene, *label):
            return None
        return (label, match.end()) if index == 0 or self._is_person(scene, label) else None

    def _is_role(self, scene: Scene, label: Span) -> bool:
        return scene.text[label.start : label.end].strip(_AROUND).casefold() in self._roles

    def _is_person(self, scene: Scene, label: Span) -> bool:
        source = self._names.best(scene, label.start, label.end)
        return source is not None and source.how in ("name", "title")

    def _is_heading(self, scene: Scene, index: int) -> bool:
        """A title, or a short line with no mark at its end."""
        line = scene.lines[index]
        if index == 0 and scene.page.title_end:
            return True
        kind = scene.page.sentence_at(line.start).kind
        return kind in ("title", "heading") or (kind == "speaker_line" and self._is_open(scene, index))

    def _is_open(self, scene: Scene, index: int) -> bool:
        line = scene.lines[index]
        return scene.text[line.start : line.end].rstrip()[-1:] not in '.!?…»”":;,'

    def _whole_paragraphs(self, scene: Scene) -> Iterator[Draft]:
        """A paragraph that is nothing but words in marks, under a sentence that reports speech or names a person."""
        for index, line in enumerate(scene.lines[1:], start=1):
            pair = scene.pair_by_start.get(line.start)
            if pair is None or pair.depth or pair.end - pair.start < 50:
                continue
            if scene.text[pair.end : line.end].strip(" \u00a0.") or len(scene.words(*pair[:2])) < 10:
                continue
            if self._is_told(scene, index):
                part = scene.trimmed(pair.start + 1, pair.end - 1)
                yield Draft([part], "direct", pair.layout, "marks_alone", 0.7, flags=["no_cue"])

    def _is_told(self, scene: Scene, index: int) -> bool:
        """Whether the last sentence above a paragraph has a speech cue or a person as its subject."""
        line = scene.lines[index - 1]
        start = max(line.start, scene.page.sentence_at(max(line.start, line.end - 1)).start)
        if any("quote" in cue.takes for cue in scene.cues_between(start, line.end)):
            return True
        found = self._names.candidates(scene, start, min(line.end, start + 300))
        return any(source.how in ("name", "title") for source in found)

    def _signed_headings(self, scene: Scene) -> Iterator[Draft]:
        """«Баға өспейді – Ұлттық банк»: a heading that a dash and a speaker close."""
        for index, line in enumerate(scene.lines):
            if line.end - line.start > 200 or not self._is_open(scene, index):
                continue
            match = _SIGNED.search(scene.text, line.start, line.end)
            if match and self._is_heading(scene, index) and self._names.is_speaker(scene, match.end(), line.end):
                part = scene.trimmed(line.start, match.start())
                words = scene.words(*part)
                if len(words) > 2 and (words[-1].pos in ("VERB", "AUX", "ADJ") or words[-1].lemma in self._predicates):
                    label = scene.trimmed(match.end(), line.end)
                    yield Draft([part], "indirect", "dash", "headline_dash", 0.6, sources=[label], speaker=label)

    def _headline(self, scene: Scene, index: int, label: Span, start: int) -> Draft:
        part = scene.trimmed(start, scene.lines[index].end)
        return Draft([part], "indirect", "colon", "headline_colon", 0.6, sources=[label], speaker=label)

    def _adjoining(self, scene: Scene, index: int, following: int) -> list[Span]:
        """The plain paragraphs between two labels, down to the first gap."""
        lines = scene.lines[index:following]
        for number, (above, below) in enumerate(itertools.pairwise(lines), start=1):
            if "\n\n" in scene.text[above.end : below.start]:
                return list(lines[1:number])
        return list(lines[1:])

    def _turn(self, scene: Scene, index: int, label: Span, start: int, following: int | None) -> Draft:
        """One line, and the plain paragraphs under it where another label ends them without a gap."""
        parts = [scene.trimmed(start, scene.lines[index].end)]
        if following is not None and following - index <= _REACH:
            parts += [scene.trimmed(*line) for line in self._adjoining(scene, index, following)]
        draft = Draft(parts, "direct", "interview", "speaker_line", 0.93, sources=[label], speaker=label)
        draft.anonymous = scene.text[label.start : label.end].strip(_AROUND).casefold() in self._askers
        return draft
