"""Gold labels as rows of the tables, so that one stage can be run on what the stages before it should have found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from derek.evaluation.labels import Label
from derek.schema import Entity, Quote, from_plain
from derek.text.page import Page

_RULE = "gold"


def gold_entities(page: Page, labels: Sequence[Label]) -> tuple[Entity, ...]:
    """Gold names, titles and pronouns as rows of the page, in order of the text."""
    ordered = sorted(labels, key=lambda label: (label.start, -label.end))
    return tuple(_entity(page, number, label) for number, label in enumerate(ordered))


def gold_quotes(page: Page, labels: Sequence[Label], entities: Sequence[Entity]) -> tuple[Quote, ...]:
    """Gold quotations as rows of the page; the speaker is tied to the gold mention that stands where it is written."""
    return tuple(_quote(page, label, entities) for label in labels)


def _entity(page: Page, number: int, label: Label) -> Entity:
    row = {**_common(page, label), "entity_id": number, "resolved_by": "text"}
    return cast(Entity, from_plain("entities", row))


def _quote(page: Page, label: Label, entities: Sequence[Entity]) -> Quote:
    common = _common(page, label)
    text = " ".join(page.text[part["start"] : part["end"]] for part in label.get("parts"))
    speaker = _speaker(label, entities)
    row = {**common, "text": text, "speaker_entity_id": speaker.entity_id if speaker else None}
    return cast(Quote, from_plain("quotes", row))


def _common(page: Page, label: Label) -> dict[str, Any]:
    """Gold's columns, with those that every row needs; the text is the page's, in which look-alikes are folded."""
    return {
        **label.columns,
        "text": page.text[label.start : label.end],
        "doc_id": page.doc_id,
        "sent_id": page.sentence_at(label.start).sent_id,
        "rule": _RULE,
    }


def _speaker(label: Label, entities: Sequence[Entity]) -> Entity | None:
    start, end = label.get("speaker_start"), label.get("speaker_end")
    if start is None:
        return None
    inside = (e for e in entities if e.start_char < end and start < e.end_char)
    return max(inside, key=lambda e: min(e.end_char, end) - max(e.start_char, start), default=None)
