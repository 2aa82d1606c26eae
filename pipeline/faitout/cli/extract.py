"""``faitout extract``: articles in, records out."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faitout.cli import options
from faitout.cli.endings import FAILED, ended_well
from faitout.errors import Errors, FaitoutError

if TYPE_CHECKING:
    from faitout.articles.article import Failure
    from faitout.batch import Summary
    from faitout.sinks.jsonl import Sink

STDOUT = Path("-")


def extract(  # noqa: PLR0913, PLR0917 (one parameter per option)
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="Text files, JSON Lines, folders or globs of these; `-` for stdin."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Where to write; `-` is stdout.")
    ] = STDOUT,
    published: options.Published = None,
    types: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TYPE,...", help="Only these records: organisation, amount, date, event; may be repeated."
        ),
    ] = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Leave out records of a lower confidence.")] = 0.0,
    workers: Annotated[int, typer.Option(min=1, help="Processes; the output is the same.")] = 1,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where OUT ends, after an interruption or with new articles.")
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace OUT.")] = False,
    errors: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="One JSON line per failed document; default: OUT.errors.jsonl, or stderr."),
    ] = None,
    config: options.Config = None,
    entities: options.Entities = None,
    max_chars: Annotated[int, typer.Option(min=1, help="A longer document is an error.")] = 1_000_000,
) -> None:
    """Turn articles into records: organisations, amounts, dates, and the events that tie them.

    Exit codes: 0 all done; 1 some documents failed (see --errors); 2 wrong usage or configuration.
    """
    with ended_well("interrupted" if output == STDOUT else "interrupted; --resume goes on from here"):
        from faitout import batch
        from faitout.articles import readers
        from faitout.articles.published import normalise_date
        from faitout.extract import load

        if resume and (overwrite or output == STDOUT):
            raise FaitoutError(Errors.E207)
        settings = batch.Settings(
            published=normalise_date(published) if published is not None else None,
            types=_parse_types(types),
            min_confidence=min_confidence,
        )
        errors = errors or (None if output == STDOUT else output.with_suffix(".errors.jsonl"))
        readings = readers.read(inputs, max_chars, ignore=[path for path in (output, errors) if path])
        with closing(_open_sink(output, resume, overwrite)) as sink:
            fail = batch.ErrorsFile(errors) if errors else _tell
            summary = _follow(batch.run(readings, load(config, entities=entities), sink, fail, settings, workers))
        typer.echo(_in_words(summary, output, errors), err=True)
    if summary.failed:
        raise typer.Exit(FAILED)


def _parse_types(given: list[str] | None) -> tuple[str, ...]:
    from faitout.extract import TYPES

    names = [name.strip() for names in given or () for name in names.split(",") if name.strip()]
    for name in names:
        if name not in TYPES:
            raise FaitoutError(Errors.E303, name=name, types=", ".join(TYPES))
    return tuple(names) or TYPES


def _open_sink(output: Path, resume: bool, overwrite: bool) -> Sink:
    from faitout.sinks import jsonl

    if output == STDOUT:
        return jsonl.JsonLinesStream(sys.stdout.buffer)
    if output.suffix != jsonl.SUFFIX:
        raise FaitoutError(Errors.E202, path=output, suffixes=jsonl.SUFFIX)
    return jsonl.JsonLinesFile(output, resume=resume, overwrite=overwrite)


def _tell(failure: Failure) -> None:
    typer.echo(f"faitout: {failure.doc_id}: [{failure.code}] {failure.message}", err=True)


def _follow(summaries: Iterator[Summary]) -> Summary:
    """Let the batch run to its end, showing how far it is where someone looks on."""
    if not sys.stderr.isatty():
        return deque(summaries, maxlen=1).pop()
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading")
        for summary in summaries:
            progress.update(task, description=_counts(summary))
    return summary


def _counts(summary: Summary) -> str:
    before = f" ({summary.resumed:,} more were there)" if summary.resumed else ""
    articles = "article" if summary.written == 1 else "articles"
    return f"{summary.written:,} {articles}{before}, {summary.records:,} records, {summary.failed:,} failed"


def _in_words(summary: Summary, output: Path, errors: Path | None) -> str:
    where = "" if output == STDOUT else f" -> {output}"
    failures = f" (see {errors})" if summary.failed and errors else ""
    return f"faitout: {_counts(summary)}{failures}, {summary.seconds:.1f} s{where}"
