"""Words that hand a whole sentence to a source: «Министрдің айтуынша», «дерегіне сәйкес», «мәліметі бойынша»."""

from __future__ import annotations

from typing import NamedTuple

import regex

from derek.extractors.reporting_words import ReportingWords
from derek.knowledge import Knowledge
from derek.text.page import Page

_DATIVE = ("на", "не")
_EQUATIVE = ("нша", "нше")
_AS_WRITTEN = regex.compile(r"(?:айтыл|жазыл|баяндал|көрсетіл|келтіріл)[ғг][ае]нд[ае]й")
"""«Баяндамада айтылғандай», «құжатта көрсетілгендей»: a paper that speaks for itself."""


class Marker(NamedTuple):
    """One marker: its words (indexes into the page's words, both inclusive) and its noun."""

    first: int
    last: int
    noun: str
    signed: bool = True
    """Whether somebody must be named before it; a paper («есепте көрсетілгендей») may stand alone."""


class MarkerFinder:
    """Finds the nouns of `lexicon/source_markers.tsv` in the forms that make a marker."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError when the table of markers is missing or broken."""
        self._alone: dict[str, str] = {}
        self._followed: dict[str, tuple[str, frozenset[str]]] = {}
        verbs = knowledge.table("lexicon/speech_verbs.tsv", ("before", "stem"))
        self._writings = ReportingWords(knowledge).of("writing")
        self._verbs = {row["stem"]: {r["before"] for r in verbs if r["stem"] == row["stem"]} for row in verbs}
        for row in knowledge.table("lexicon/source_markers.tsv", ("noun", "equative", "dative", "nominative")):
            self._learn(row["noun"], row["equative"] == "yes", row["dative"], row["nominative"])

    def _learn(self, noun: str, equative: bool, dative: str, nominative: str) -> None:
        if equative:
            self._alone.update((noun + ending, noun) for ending in _EQUATIVE)
        if dative:
            self._followed.update((noun + ending, (noun, frozenset(dative.split(",")))) for ending in _DATIVE)
        if nominative:
            self._followed[noun] = (noun, frozenset(nominative.split(",")))

    def find(self, page: Page) -> list[Marker]:
        """All markers of a page, in order."""
        found: list[Marker] = []
        words = page.words
        for index, word in enumerate(words):
            if len(word.text) < 4:
                continue
            text = word.text.lower()
            if text in self._alone:
                found.append(Marker(index, index, self._alone[text]))
            elif word.has("EQU") and word.has("VN") and word.has("P3") and word.lemma in self._verbs:
                found.append(self._verbal(page, index))
            elif text in self._followed and index + 1 < len(words):
                noun, after = self._followed[text]
                if words[index + 1].text.lower() in after:
                    found.append(Marker(index, index + 1, noun))
            elif text.endswith("й") and _AS_WRITTEN.fullmatch(text) and self._is_paper(page, index):
                found.append(Marker(index - 1, index, words[index - 1].lemma.lower(), signed=False))
        return found

    def _is_paper(self, page: Page, index: int) -> bool:
        """«есепте көрсетілгендей,»: a paper in the locative before the verb, and a comma after it."""
        if not index or page.text[page.words[index].end : page.words[index].end + 1] != ",":
            return False
        paper = page.words[index - 1]
        return paper.has("LOC") and paper.lemma.lower() in self._writings

    def _verbal(self, page: Page, index: int) -> Marker:
        """«атап өтуінше», «жеткізуінше»: any verb of speech as a noun."""
        before = page.words[index - 1].text.lower() if index else ""
        first = index - 1 if before and before in self._verbs[page.words[index].lemma] else index
        return Marker(first, index, page.words[index].lemma)
