"""`derek export`: the tables of a run as CSV, as JSON Lines or as one DuckDB file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from derek.errors import UsageError
from derek.exporting.csv_files import write_csv
from derek.exporting.json_lines import write_json_lines
from derek.joins import ArrowTables, connect
from derek.results import Tables
from derek.schema import TABLES

FORMATS = ("csv", "jsonl", "duckdb")
DATABASE = "derek.duckdb"


def export_run(out: Path, form: str, to: Path | None = None, separator: str = ",") -> list[Path]:
    """Writes every table of the run in `out` as `form` below the folder `to` (`OUT/<form>`); returns the files.

    `separator`: of CSV. Raises RunError where `out` holds no finished run, UsageError for a form or separator that
    there is none of, or for DuckDB where it is not installed.
    """
    _check(form, separator)
    tables = Tables(out)
    return export_tables(tables, form, to or out / form, separator, tables.names)


def export_tables(
    tables: ArrowTables, form: str, folder: Path, separator: str = ",", names: Sequence[str] = tuple(TABLES)
) -> list[Path]:
    """The same for the tables `names` at hand. DuckDB's one file holds the joins as well, each as a table."""
    _check(form, separator)
    folder.mkdir(parents=True, exist_ok=True)
    if form == "duckdb":
        return [_staged(folder / DATABASE, lambda path: connect(tables, path).close())]
    return [_export_table(tables, name, form, folder, separator) for name in names]


def _check(form: str, separator: str) -> None:
    if form not in FORMATS:
        raise UsageError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    if len(separator) != 1 or not separator.isascii() or separator in '"\r\n':
        raise UsageError(f"a separator is one character such as , or ; and not {separator!r}")


def _export_table(tables: ArrowTables, name: str, form: str, folder: Path, separator: str) -> Path:
    def write(path: Path) -> None:
        if form == "csv":
            write_csv(tables.arrow(name), path, separator)
        else:
            write_json_lines(tables.arrow(name), path)

    return _staged(folder / f"{name}.{form}", write)


def _staged(path: Path, write: Callable[[Path], None]) -> Path:
    """Written whole under a temporary name, then put in place in one step."""
    staged = path.with_name(f".{path.name}.tmp")
    staged.unlink(missing_ok=True)
    write(staged)
    return staged.replace(path)
