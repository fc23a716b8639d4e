"""Stanza's named entities beside derek's: its spans, the merge with derek's own model, and the credit for its rows.

Knowledge and rules come first, as always; among models Stanza's span stands, and derek's own model fills in where
Stanza marks nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from derek.backends.stanza_pipeline import StanzaPipeline
from derek.schema import Entity
from derek.tagging.spans import tag_spans
from derek.tagging.tokens import kaznerd_tokens
from derek.text.page import Page

Span = tuple[int, int, str]
"""(start, end, class) in the page's offsets, KazNERD's classes."""

CLASSES = {"PER": "PERSON", "ORG": "ORGANISATION", "ORGANIZATION": "ORGANISATION", "LOC": "LOCATION", "FAC": "FACILITY"}
"""Other schemes' names of classes → KazNERD's, which the published model has."""


class StanzaNames:
    """Named entities by Stanza, from KazNERD-style tokens: what its published model for Kazakh was trained on."""

    def __init__(self, folder: Path | None = None) -> None:
        self.pipeline = StanzaPipeline("tokenize,ner", folder)

    def spans(self, page: Page) -> list[Span]:
        """The spans of one document. Raises ModelError where Stanza or its models are missing."""
        cut = [tokens for s in page.sentences if (tokens := kaznerd_tokens(page.text, s.start, s.end))]
        found = self.pipeline.sentences([[page.text[a:b] for a, b in tokens] for tokens in cut])
        tagged = zip(([_iob2(token.ner) for token in s.tokens] for s in found), cut, strict=True)
        spans = (span for tags, offsets in tagged for span in tag_spans(tags, offsets))
        return [(span.start, span.end, CLASSES.get(span.label, span.label)) for span in spans]


def _iob2(tag: str) -> str:
    """Stanza's scheme ends entities with E- and marks those of one token S-."""
    return {"E": "I", "S": "B"}.get(tag[0], tag[0]) + tag[1:]


def beside(stanza: Sequence[Span], own: Iterable[Span]) -> list[Span]:
    """Stanza's spans and those of derek's model that share no character with one of them."""
    return sorted([*stanza, *(span for span in own if not _touches(span[0], span[1], stanza))])


def credited(found: Iterable[Entity], stanza: Sequence[Span]) -> Iterator[Entity]:
    """The rows; those made from a span of Stanza's say so."""
    for row in found:
        if row.rule == "tagger" and _touches(row.start_char, row.end_char, stanza):
            by = "stanza" if row.resolved_by == "model" else row.resolved_by
            yield dataclasses.replace(row, rule="stanza", resolved_by=by)
        else:
            yield row


def _touches(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(begin < end and start < stop for begin, stop, _ in spans)
