"""The command `derek`. Heavy imports stay inside the commands: `derek --help` loads neither spaCy nor pyarrow."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import click
import typer

from derek.errors import DerekError, UsageError

app = typer.Typer(
    name="derek",
    help="Facts from Kazakh press releases: names, quotations and figures, as tables.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Settings = TypeVar("Settings")

OutOption = Annotated[Path, typer.Option("--out", help="Folder that receives the tables.")]
CountryOption = Annotated[str, typer.Option("--issuer-country", help="Alpha-2 of issuers that go unnamed.")]
KnowledgeOption = Annotated[
    list[Path] | None, typer.Option("--knowledge", help="Folder of your own rows, laid over the shipped ones.")
]


@app.command()
def run(
    inputs: Annotated[list[Path], typer.Argument(help="Files and folders of releases.")],
    out: Settings = TypeVar("Settings")

OutOption = Path("outputs"),
    issuer_country: CountryOption = "KZ",
    knowledge: KnowledgeOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    """Read releases and write the tables."""
    from derek.running.batch import run as run_batch
    from derek.running.settings import RunSettings
    from derek.viewing.progress import progress_bar, summary

    settings = _settings(
        RunSettings, inputs=tuple(inputs), out=out, issuer_country=issuer_country, knowledge=tuple(knowledge or ())
    )
    with progress_bar(quiet) as progress:
        done = run_batch(settings, progress)
    summary(done, out, quiet)
    raise typer.Exit(1 if done.rejects else 0)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="One release, as text.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the rows as JSON.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Print the rule, score and flags of each row.")] = False,
    words: Annotated[bool, typer.Option("--words", help="Print each word's analysis instead.")] = False,
    issuer_country: CountryOption = "KZ",
    knowledge: KnowledgeOption = None,
) -> None:
    """Print one document's names, quotations and claims."""
    from rich.console import Console

    from derek.loading import Pipeline
    from derek.viewing import terminal

    if not file.is_file():
        raise UsageError(f"{file}: no such file; name one release, as in `derek show seeds/….txt`")
    pipeline = Pipeline(knowledge=tuple(knowledge or ()), issuer_country=issuer_country)
    extraction = pipeline.extract(pipeline.read(file.read_bytes(), file.name))
    if as_json:
        typer.echo(json.dumps(terminal.as_json(extraction), ensure_ascii=False, indent=1))
    elif words:
        terminal.show_words(extraction.tokens, Console())
    else:
        terminal.show(extraction, Console(), why=why)


@app.command()
def info(knowledge: KnowledgeOption = None) -> None:
    """Print versions, models and what the knowledge tables hold."""
    from derek.viewing.about import about

    typer.echo(about(tuple(knowledge or ())))


def _settings(kind: type[Settings], **values: object) -> Settings:
    """Builds settings; a wrong value becomes a UsageError that names the flag."""
    from pydantic import ValidationError

    try:
        return kind(**values)
    except ValidationError as error:
        first = error.errors()[0]
        flag = "--" + str(first["loc"][0]).replace("_", "-")
        raise UsageError(f"{flag} {first['input']!r}: {first['msg']}; see `derek --help`") from error


def main() -> None:
    """Runs the command; whatever goes wrong is one line on standard error, never a stack trace."""
    try:
        sys.exit(app(standalone_mode=False))
    except click.ClickException as error:  # an unknown flag, a missing argument
        error.show()
        sys.exit(error.exit_code)
    except UsageError as error:
        _fail(error, 2)
    except DerekError as error:
        _fail(error, 3)
    except (click.Abort, KeyboardInterrupt):
        _fail("interrupted; run the same command again to finish", 130)


def _fail(error: object, status: int) -> NoReturn:
    typer.echo(f"derek: {error}", err=True)
    sys.exit(status)
