"""What a run is told: inputs, output folder, and what to assume. Unknown keys are refused."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class RunSettings(BaseModel):
    """The settings of one run; frozen, so that a run cannot change them under way."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    inputs: tuple[Path, ...] = Field(min_length=1, description="files and folders to read")
    out: Path = Field(default=Path("outputs"), description="folder that receives the tables")
    issuer_country: str = Field(default="KZ", pattern="^[A-Z]{2}$", description="alpha-2 of issuers that go unnamed")
    models: Path | None = Field(default=None, description="models folder, instead of the one that ships")
    knowledge: tuple[Path, ...] = Field(default=(), description="folders of rows laid over models/")
    chunk_size: int = Field(default=256, ge=1, description="documents a chunk (one Parquet file a table and month)")
