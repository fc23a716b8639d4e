"""Which model speaks: derek's own alone, or Stanza beside it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from derek.backends.stanza_names import StanzaNames
from derek.backends.stanza_pipeline import StanzaPipeline
from derek.backends.stanza_words import StanzaWords
from derek.errors import UsageError

OWN, STANZA = "derek", "stanza"


class Backends(NamedTuple):
    """The choice of a run or a pipeline. Small and picklable; models are loaded where they are first used."""

    ner: str = OWN
    """`stanza`: Stanza's named entities beside those of derek's sequence model."""
    annotate: str = OWN
    """`stanza`: Stanza's lemma, part of speech and features in the tokens table."""
    stanza_models: Path | None = None
    """Folder that holds Stanza's resources.json; None for Stanza's own, where models are downloaded to."""

    def checked(self) -> Backends:
        """Itself. Raises UsageError for a back end that there is not."""
        for name, value in (("ner", self.ner), ("annotate", self.annotate)):
            if value not in (OWN, STANZA):
                raise UsageError(f"--{name} {value!r}: no such back end; there are {OWN} and {STANZA}")
        return self

    @property
    def names(self) -> StanzaNames | None:
        """Stanza's named entities, where they were chosen."""
        return StanzaNames(self.stanza_models) if self.ner == STANZA else None

    @property
    def words(self) -> StanzaWords | None:
        """Stanza's words, where they were chosen."""
        return StanzaWords(self.stanza_models) if self.annotate == STANZA else None

    def prepare(self) -> dict[str, str]:
        """Loads what was chosen, and tells what its rows depend on: option → Stanza's version and its models' hash.

        Raises ModelError where Stanza or its models are missing.
        """
        chosen: dict[str, StanzaPipeline | None] = {
            "ner": self.names.pipeline if self.names else None,
            "annotate": self.words.pipeline if self.words else None,
        }
        return {name: f"stanza {pipeline.stamp}" for name, pipeline in chosen.items() if pipeline}
