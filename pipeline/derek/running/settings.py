"""What a run is told: inputs, output folder, and how to go about it. Unknown keys are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from derek.backends.choice import Backends
from derek.readers.records import ReadOptions
from derek.schema import TABLES


class RunSettings(BaseModel):
    """The settings of one run; frozen, so that a run cannot change them under way."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    inputs: tuple[Path | str, ...] = Field(min_length=1, description="files, folders, globs; `-` is standard input")
    out: Path = Field(default=Path("outputs"), description="folder that receives the tables")
    issuer_country: str = Field(default="KZ", pattern="^[A-Z]{2}$", description="alpha-2 of issuers that go unnamed")
    models: Path | None = Field(default=None, description="models folder, instead of the one that ships")
    knowledge: tuple[Path, ...] = Field(default=(), description="folders of rows laid over models/")
    text_column: str | None = Field(default=None, description="column or key of the text, in tables and JSON")
    title_column: str | None = Field(default=None, description="column or key of the title")
    date_column: str | None = Field(default=None, description="column or key of the date of publication")
    id_column: str | None = Field(default=None, description="column or key of the user's own id")
    url_column: str | None = Field(default=None, description="column or key of the address")
    encoding: str | None = Field(default=None, description="encoding of all input, instead of detecting it")
    workers: int = Field(default=1, ge=1, le=256, description="worker processes on this machine")
    scheduler: str | None = Field(default=None, description="address of a Dask scheduler whose workers do the work")
    time_limit: float = Field(default=60.0, gt=0, description="seconds a document, and one more for every 20 kB of it")
    force: bool = Field(default=False, description="process everything, also what is done")
    prune: bool = Field(default=False, description="documents gone from the inputs leave the tables")
    tables: tuple[str, ...] = Field(default=tuple(TABLES), min_length=1, description="tables to write")
    ner: Literal["derek", "stanza"] = Field(default="derek", description="stanza: its names beside derek's")
    annotate: Literal["derek", "stanza"] = Field(default="derek", description="stanza: its lemmas and parts of speech")
    stanza_models: Path | None = Field(default=None, description="Stanza's models folder, instead of its own")
    components: tuple[str, ...] = Field(default=(), description="spaCy factories to run last, as module:factory")

    @field_validator("tables")
    @classmethod
    def _known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        """In the order of the schema, each once."""
        unknown = [name for name in names if name not in TABLES]
        if unknown:
            raise ValueError(f"no table {', '.join(unknown)}; there are {', '.join(TABLES)}")
        return tuple(name for name in TABLES if name in names)

    @property
    def backends(self) -> Backends:
        """The part of the settings that says which models speak; workers may stand in another folder."""
        return Backends(self.ner, self.annotate, self.stanza_models.absolute() if self.stanza_models else None)

    @property
    def read_options(self) -> ReadOptions:
        """The part of the settings that the readers follow."""
        return ReadOptions(
            text=self.text_column,
            title=self.title_column,
            date=self.date_column,
            id=self.id_column,
            url=self.url_column,
            encoding=self.encoding,
            issuer_country=self.issuer_country,
        )
