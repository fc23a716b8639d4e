"""What a run wrote, read back: the tables of an output folder as Arrow, pandas or DuckDB, and their joins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from derek import joins
from derek.running.manifest import read_manifest
from derek.schema import TABLES, arrow_schema

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa


class Tables:
    """The tables of one output folder. The manifest is the truth: files that it does not list are not read."""

    def __init__(self, out: Path) -> None:
        """Raises RunError where the folder holds no finished run, or one of another schema."""
        self.out = out
        self.manifest = read_manifest(out)

    def __repr__(self) -> str:
        counts = ", ".join(f"{name} {self.manifest.rows.get(name, 0):,}" for name in self.names)
        return f"derek.tables({str(self.out)!r}): {counts}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tables that the run wrote."""
        return tuple(name for name in TABLES if name in self.manifest.tables)

    def arrow(self, name: str) -> pa.Table:
        """One table as Arrow, under its declared schema (descriptions in each field's metadata)."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        schema = arrow_schema(self._known(name))
        try:
            parts = [pq.read_table(self.out / path, partitioning=None) for path in self.manifest.files[name]]
        except FileNotFoundError:  # a run has published in the meantime, and taken these files away
            self.manifest = read_manifest(self.out)
            parts = [pq.read_table(self.out / path, partitioning=None) for path in self.manifest.files[name]]
        return pa.concat_tables(parts).cast(schema) if parts else schema.empty_table()

    def pandas(self, name: str) -> pd.DataFrame:
        """One table as a pandas DataFrame."""
        frame: pd.DataFrame = self.arrow(name).to_pandas()
        return frame

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Short for `pandas(name)`: `derek.tables("outputs")["quotes"]`."""
        return self.pandas(name)

    def joined(self, name: str) -> pa.Table:
        """A table with what analysts want beside it; the names stand in `derek.joins.JOINS`.

        `quotes_with_documents`, `mentions_with_documents`, `claims_with_context`, `claims_by_place`. Raises KeyError
        for another name.
        """
        return joins.joined(self, name)

    def duckdb(self, name: str) -> duckdb.DuckDBPyRelation:
        """One table or join as a DuckDB relation. Raises UsageError where DuckDB is not installed."""
        return joins.relation(self, name)

    def _known(self, name: str) -> str:
        if name not in self.names:
            raise KeyError(f"no table {name!r} in {self.out}; there are {', '.join(self.names)}")
        return name


def tables(out: str | Path = "outputs") -> Tables:
    """The tables that `derek run … --out OUT` wrote. Raises RunError where OUT holds no finished run."""
    return Tables(Path(out))
