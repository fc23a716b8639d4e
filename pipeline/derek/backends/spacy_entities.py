"""Entities that somebody else's spaCy component put into `doc.ents` → rows, as derek's own stages read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from derek.schema import Entity
from derek.text.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Span

LABELS = frozenset(
    {"LEADER", "PERSON", "COUNTRY", "CITY", "REGION", "LOCATION", "FACILITY", "ORGANISATION", "POSITION", "NORP"}
    | {"EVENT", "LAW", "PROJECT", "PRODUCT", "ART"}
)
"""derek's own."""
COMMON = {
    "PER": "PERSON",
    "PERS": "PERSON",
    "ORG": "ORGANISATION",
    "ORGANIZATION": "ORGANISATION",
    "GPE": "CITY",  # a place that people live in and that may act; which of them, the label does not say
    "LOC": "LOCATION",
    "FAC": "FACILITY",
    "WORK_OF_ART": "ART",
}
"""What OntoNotes, WikiNER and the like call them. Other labels (dates, sums, numbers) name nobody and are left out."""
_CASES = frozenset({"GEN", "DAT", "ACC", "LOC", "ABL", "INS"})


def entity_rows(spans: Iterable[Span], page: Page, labels: Mapping[str, str]) -> Iterator[Entity]:
    """Rows of the entities that name somebody or some place; `labels`: the user's labels → derek's, laid over COMMON.

    The id is the span's `kb_id_`, else its `ent_id_`.
    """
    known = {**COMMON, **labels}
    named = ((span, known.get(span.label_, span.label_)) for span in spans)
    for number, (span, label) in enumerate(pair for pair in named if pair[1] in LABELS):
        yield Entity(
            doc_id=page.doc_id,
            entity_id=number,
            sent_id=page.sentence_at(span.start_char).sent_id,
            start_char=span.start_char,
            end_char=span.end_char,
            text=span.text,
            label=label,
            canonical=nominative(page, span.start_char, span.end_char),
            id=span.kb_id_ or span.ent_id_ or None,
            rule="doc.ents",
        )


def nominative(page: Page, start: int, end: int) -> str:
    """A name without the case of its last word: «Серіковтің» → «Серіков», «министрлігіне» → «министрлігі»."""
    words = page.words_between(start, end)
    if words and words[-1].end == end and words[-1].functions and words[-1].functions[-1] in _CASES:
        end = max(words[-1].start + 1, end - len(words[-1].suffixes[-1]))
    return page.text[start:end].rstrip("-'’")
