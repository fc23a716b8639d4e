"""Reported speech (draft)."""
from __future__ import annotations
from collections.abc import Sequence
from derek.extractors.quote_drafts import Draft, Scene, Span
from derek.extractors.speaker_names import SpeakerNames
from derek.knowledge import Knowledge


class ReportedSpeech:
    """Finds reported clauses."""

    def __init__(self, knowledge: Knowledge, names: SpeakerNames) -> None:
        """Draft."""

    def find(self, scene: Scene, taken: Sequence[Span]) -> list[Draft]:
        """Draft."""
        return []
