"""«Әріптесі» for the other of two who hold like offices: «Қазақстан Президенті … әріптесіне алғыс айтты»."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from derek.extractors.gazetteer import Gazetteer, Match
from derek.extractors.mentions import Mention
from derek.extractors.name_forms import NameForms
from derek.extractors.span_index import SpanIndex
from derek.knowledge import Knowledge
from derek.text.page import Page

_REACH = 600
"""Characters before the word in which both are named last."""


class Counterparts:
    """Resolves «әріптесі» in the singular to the one person of the text who is the subject's equal."""

    def __init__(self, knowledge: Knowledge, forms: NameForms) -> None:
        rows = knowledge.table("lexicon/counterpart_nouns.tsv", ("noun",))
        self._nouns: Gazetteer[str] = Gazetteer(((row["noun"], row["noun"]) for row in rows), forms, any_case=True)

    def find(self, page: Page, people: Sequence[Mention]) -> list[Mention]:
        """A mention for each that has one person to mean. `people`: names and titles, resolved."""
        index = SpanIndex(people)
        found = []
        for match in self._nouns.find(page):
            if match.functions[:1] != ("P3",) or "PL" in match.functions:
                continue
            person = _other(index.starting(match.start - _REACH, match.start), page, match)
            if person:
                found.append(_as_title(person, match.start, match.end))
        return found


def _other(before: Sequence[Mention], page: Page, match: Match[str]) -> Mention | None:
    """The person named last of the kind of office that the sentence's subject holds, when only one other holds it."""
    sentence = page.sentence_at(match.start)
    subjects = [p for p in before if p.start >= sentence.start and set(p.functions) <= {"P3"}]
    if not subjects or not subjects[0].office_kind:
        return None
    subject = subjects[0]
    if any(p.start >= sentence.start and p.canonical != subject.canonical for p in before):
        return None
    if match.functions == ("P3",) and page.text[(at := page.after(match.end)) : at + 1].isupper():
        return None  # «әріптесі Эспен …»: beside a name
    equals = [p for p in before if p.office_kind == subject.office_kind and p.canonical != subject.canonical]
    return equals[-1] if len({p.canonical for p in equals}) == 1 else None


def _as_title(person: Mention, start: int, end: int) -> Mention:
    return dataclasses.replace(
        person,
        start=start,
        end=end,
        mention="title",
        rule="counterpart",
        resolved_by="coreference",
        functions=(),
        known_as=None,
    )
