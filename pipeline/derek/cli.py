"""The command `derek`. Heavy imports stay inside the commands: `derek --help` loads neither spaCy nor pyarrow."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

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
NerOption = Annotated[str, typer.Option("--ner", help="derek, or stanza: Stanza's names beside derek's.")]
AnnotateOption = Annotated[str, typer.Option("--annotate", help="derek, or stanza: Stanza's lemmas and UPOS.")]
StanzaOption = Annotated[
    Path | None, typer.Option("--stanza-models", help="Folder of Stanza's models; its own folder by default.")
]


@app.command()
def run(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders and globs of releases; - is standard input.")],
    out: OutOption = Path("outputs"),
    issuer_country: CountryOption = "KZ",
    knowledge: KnowledgeOption = None,
    text_column: Annotated[str | None, typer.Option(help="Column or key that holds the text.")] = None,
    title_column: Annotated[str | None, typer.Option(help="Column or key that holds the title.")] = None,
    date_column: Annotated[str | None, typer.Option(help="Column or key that holds the date of publication.")] = None,
    id_column: Annotated[str | None, typer.Option(help="Column or key that holds your own id.")] = None,
    url_column: Annotated[str | None, typer.Option(help="Column or key that holds the address.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of all input, instead of detecting it.")] = None,
    workers: Annotated[int, typer.Option(help="Worker processes on this machine.")] = 1,
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler, instead of own workers.")] = None,
    time_limit: Annotated[float, typer.Option(help="Seconds a document may take, and 1 for every 20 kB of it.")] = 60.0,
    ner: NerOption = "derek",
    annotate: AnnotateOption = "derek",
    stanza_models: StanzaOption = None,
    component: Annotated[
        list[str] | None, typer.Option("--component", help="Your own spaCy factory, module:factory, to run last.")
    ] = None,
    tables: Annotated[str | None, typer.Option(help="Tables to write, as quotes,claims; all by default.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Process everything, also what is done.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Documents gone from the inputs leave the tables.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
) -> None:
    """Read releases and write the tables; a rerun processes what is new or changed.

    Exit status: 0 done, 1 done but some documents were newly rejected, 2 wrong usage, 3 the run failed,
    130 interrupted.
    """
    from derek.running.batch import run as run_batch
    from derek.running.settings import RunSettings
    from derek.viewing.progress import as_json as told
    from derek.viewing.progress import progress_bar, summary

    chosen = {"tables": tuple(name.strip() for name in tables.split(","))} if tables is not None else {}
    settings = _settings(
        RunSettings,
        inputs=tuple(inputs),
        out=out,
        issuer_country=issuer_country,
        knowledge=tuple(knowledge or ()),
        text_column=text_column,
        title_column=title_column,
        date_column=date_column,
        id_column=id_column,
        url_column=url_column,
        encoding=encoding,
        workers=workers,
        scheduler=scheduler,
        time_limit=time_limit,
        components=tuple(component or ()),
        ner=ner,
        annotate=annotate,
        stanza_models=stanza_models,
        force=force,
        prune=prune,
        **chosen,
    )
    try:
        with progress_bar(quiet or as_json) as progress:
            done = run_batch(settings, progress)
    except KeyboardInterrupt:
        _fail("interrupted; run the same command again to finish", 130)
    summary(done, out, quiet or as_json)
    if as_json:
        typer.echo(told(done, out))
    raise typer.Exit(1 if done.newly_rejected else 0)


@app.command()
def compact(out: OutOption = Path("outputs")) -> None:
    """Join the small files that many runs into one folder leave; no row changes."""
    from derek.running.compacting import compact as join

    done = join(out)
    typer.echo(f"{done.before} files, now {done.after}, in {out}")


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="One release, as text.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the rows as JSON.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Print the rule, score and flags of each row.")] = False,
    words: Annotated[bool, typer.Option("--words", help="Print each word's analysis instead.")] = False,
    issuer_country: CountryOption = "KZ",
    knowledge: KnowledgeOption = None,
    ner: NerOption = "derek",
    annotate: AnnotateOption = "derek",
    stanza_models: StanzaOption = None,
) -> None:
    """Print one document's names, quotations and claims."""
    from rich.console import Console

    from derek.backends.choice import Backends
    from derek.loading import Pipeline
    from derek.viewing import terminal

    if not file.is_file():
        raise UsageError(f"{file}: no such file; name one release, as in `derek show seeds/….txt`")
    backends = Backends(ner, annotate, stanza_models)
    pipeline = Pipeline(knowledge=tuple(knowledge or ()), issuer_country=issuer_country, backends=backends)
    extraction = pipeline.extract(pipeline.read(file.read_bytes(), file.name))
    if as_json:
        typer.echo(json.dumps(terminal.as_json(extraction), ensure_ascii=False, indent=1))
    elif words:
        terminal.show_words(extraction.tokens, Console())
    else:
        terminal.show(extraction, Console(), why=why)


@app.command()
def view(
    out: Annotated[Path, typer.Argument(help="Folder that a run wrote.")] = Path("outputs"),
    doc: Annotated[str | None, typer.Argument(help="One document: its doc_id, source or file name.")] = None,
    to: Annotated[Path | None, typer.Option("--to", help="The page's file; OUT/view.html by default.")] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Write a page to look at: the documents with names, quotations and claims marked."""
    from derek.viewing.page import write_page

    page = write_page(out, doc, to)
    typer.echo(page)
    if open_it:
        typer.launch(page.resolve().as_uri())


@app.command()
def export(
    out: Annotated[Path, typer.Argument(help="Folder that a run wrote.")] = Path("outputs"),
    form: Annotated[str, typer.Option("--format", help="csv, jsonl or duckdb.")] = "csv",
    to: Annotated[Path | None, typer.Option("--to", help="Folder of the files; OUT/<format> by default.")] = None,
    separator: Annotated[str, typer.Option("--separator", help="Of CSV; ; for Excel in Kazakh or Russian.")] = ",",
) -> None:
    """Write the tables as CSV for Excel, JSON Lines or one DuckDB file."""
    from derek.exporting.export import export_run

    for path in export_run(out, form, to, separator):
        typer.echo(path)


@app.command()
def label(
    source: Annotated[Path, typer.Argument(help="A release to draft; a folder of gold; a tool's file with --from.")],
    to: Annotated[Path, typer.Option("--to", help="File for the tool; folder of gold documents with --from.")],
    form: Annotated[str, typer.Option("--format", help="label-studio, doccano, prodigy or gold.")] = "label-studio",
    back: Annotated[bool, typer.Option("--from", help="Read a tool's file, and write gold documents.")] = False,
    issuer_country: CountryOption = "KZ",
    knowledge: KnowledgeOption = None,
) -> None:
    """Write derek's rows of a release as a draft to correct in a labelling tool, and read it back as gold."""
    from derek.labelling.files import draft_release, read_gold_files, read_labels, write_labels
    from derek.labelling.graph import shown

    if back:
        documents = read_labels(source, form)
        written = write_labels(documents, "gold", to)
    elif source.is_dir():
        documents = read_gold_files(source)
        written = write_labels(documents, form, to)
    else:
        from derek.loading import Pipeline

        documents = [draft_release(source, Pipeline(knowledge=tuple(knowledge or ()), issuer_country=issuer_country))]
        written = write_labels(documents, form, to, draft=True)
    typer.echo(f"{shown(documents)} in {', '.join(map(str, written))}")


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="Folder that a run wrote.")],
    new: Annotated[Path, typer.Argument(help="Folder that another run wrote.")],
    tables: Annotated[str | None, typer.Option(help="Tables to compare, as quotes,claims; all by default.")] = None,
    all_rows: Annotated[bool, typer.Option("--all", help="Print every change, not the first 100 only.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print every change as one JSON object.")] = False,
) -> None:
    """Print which rows are gone, new or altered between two runs, by document and table.

    Exit status: 0 no row differs, 1 some do, 2 wrong usage, 3 a folder holds no finished run.
    """
    from rich.console import Console

    from derek.comparing.printing import as_json as told
    from derek.comparing.printing import show_diff
    from derek.comparing.runs import compare_runs

    names = [name.strip() for name in tables.split(",")] if tables else []
    found = compare_runs(old, new, names)
    if as_json:
        typer.echo(json.dumps(told(found), ensure_ascii=False))
    else:
        show_diff(found, Console(), None if all_rows else 100)
    raise typer.Exit(0 if found.is_empty else 1)


@app.command()
def columns(
    tables: Annotated[list[str] | None, typer.Argument(help="Tables, as claims; all by default.")] = None,
) -> None:
    """Print what every column of the tables means."""
    from derek.viewing.about import about_columns

    typer.echo(about_columns(tables or ()))


@app.command()
def info(
    knowledge: KnowledgeOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
) -> None:
    """Print versions, models and what the knowledge tables hold, with their hashes."""
    from derek.viewing.about import about, facts

    told = facts(tuple(knowledge or ()))
    typer.echo(json.dumps(told, ensure_ascii=False, indent=1) if as_json else about(told))


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of hand-labelled documents.")] = Path("tests/gold"),
    run: Annotated[Path | None, typer.Option("--run", help="Score the tables of this run instead.")] = None,
    split: Annotated[str | None, typer.Option("--split", help="dev or test; both by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Print each miss and false alarm of the dev split.")] = False,
    compare: Annotated[Path | None, typer.Option("--compare", help="Print what changed since this baseline.")] = None,
    update: Annotated[str | None, typer.Option("--update-baseline", help="Record a new baseline; say why.")] = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Score names, quotations and claims against hand-labelled documents."""
    from rich.console import Console

    from derek.evaluation import baseline
    from derek.evaluation.evaluating import evaluate as score
    from derek.evaluation.printing import render
    from derek.evaluation.reporting import as_json as report

    done = score(gold, run=run, split=split, knowledge=tuple(knowledge or ()))
    before = baseline.read_baseline(compare) if compare else None
    if update is not None:
        baseline.write_baseline(gold / "baseline.json", done, reason=update)
    if as_json:
        typer.echo(json.dumps(report(done, errors=errors), ensure_ascii=False, indent=1))
    else:
        render(done, Console(soft_wrap=True), errors=errors, baseline=before)


@app.command()
def evaluate_ner(
    file: Annotated[Path, typer.Argument(help="IOB2 file as KazNERD writes it, with or without id lines.")],
    model: Annotated[Path | None, typer.Option("--model", help="Model folder, instead of the one that ships.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Score the sequence model alone: gold tokens in, exact spans, 25 classes."""
    from derek.evaluation.ner import evaluate_ner as score
    from derek.knowledge import models_folder
    from derek.tagging.model import Tagger
    from derek.viewing.terminal import ner_lines

    if not file.is_file():
        raise UsageError(f"{file}: no such file; name an IOB2 file of KazNERD")
    done = score(file, Tagger.load(model or models_folder() / "ner")).as_dict()
    typer.echo(json.dumps(done, ensure_ascii=False, indent=1) if as_json else "\n".join(ner_lines(done)))


train = typer.Typer(help="Learn the models anew from published data.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(train, name="train")


@train.command()
def ner(
    kaznerd: Annotated[Path, typer.Option("--kaznerd", help="Folder of KazNERD's IOB2 files.")],
    out: Annotated[Path, typer.Option("--out", help="Folder that receives the model.")],
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 7,
) -> None:
    """Train the sequence model for names on KazNERD; needs the extra `train`."""
    from derek.training.ner import train as train_ner

    report = train_ner(kaznerd, out, seed)
    typer.echo(f"trained on {report.trained_on} sentences, scored on {report.scored_on}: F1 {report.f1:.4f}")
    typer.echo(f"model in {out}")


@train.command()
def words(
    treebank: Annotated[Path, typer.Option("--treebank", help="CoNLL-U file of UD Kazakh-KTB.")],
    out: Annotated[Path, typer.Option("--out", help="Folder that receives the model.")],
    kaznerd: Annotated[Path | None, typer.Option("--kaznerd", help="KazNERD's folder, read as plain text.")] = None,
    text: Annotated[list[Path] | None, typer.Option("--text", help="Plain text, a sentence a line; again.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 1,
) -> None:
    """Train the model of words (splits, lemmas, parts of speech) on UD Kazakh-KTB; needs the extra `train`."""
    from derek.training.words import train as train_words

    report = train_words(treebank, out, kaznerd, seed, texts=tuple(text or ()))
    typer.echo("\n".join([*report.scores, f"model in {out}"]))


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
        app()
    except UsageError as error:
        _fail(error, 2)
    except DerekError as error:
        _fail(error, 3)


def _fail(error: object, status: int) -> NoReturn:
    typer.echo(f"derek: {error}", err=True)
    sys.exit(status)
