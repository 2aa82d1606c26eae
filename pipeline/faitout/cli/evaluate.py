"""``faitout evaluate``: measure records against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from faitout.errors import Errors, FaitoutError

Bar = tuple[str, float]


def evaluate(
    predicted: Annotated[Path, typer.Argument(metavar="PRED", help="Records that `faitout extract` wrote.")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Records that are right.")],
    report: Annotated[
        Path | None, typer.Option(help="Write a page that shows each error in place.", metavar="OUT.html")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the measures as JSON.")] = False,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            metavar="MEASURE=BAR", help="Exit with 3 if a figure is under its bar: organisation.precision=0.9"
        ),
    ] = None,
) -> None:
    """Measure records against gold: precision, recall and F1 of mentions, values and events, with counts."""
    from faitout.evaluation import align, score
    from faitout.evaluation import report as reports

    try:
        bars = [_parse_bar(bar) for bar in fail_under or ()]
        documents, gold_documents = align.read_records(predicted), align.read_records(gold)
        evaluation = score.evaluate(documents, gold_documents)
        missed = [_missed(name, bar, evaluation.figure(name)) for name, bar in bars]
    except FaitoutError as error:
        typer.echo(f"faitout: {error}", err=True)
        raise typer.Exit(2) from error
    unread = sorted(gold_documents.keys() - documents.keys())
    if unread:
        typer.echo(
            f"faitout: {len(unread)} gold documents are not in {predicted}: {', '.join(unread[:5])} …",
            err=True,
        )
    typer.echo(_json(reports.as_dict(evaluation)) if json else reports.as_text(evaluation))
    if report:
        _write(report, reports.as_html(evaluation, documents, gold_documents))
    for message in filter(None, missed):
        typer.echo(message, err=True)
    if any(missed):
        raise typer.Exit(3)


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        typer.echo(f"faitout: {FaitoutError(Errors.E203, path=path, reason=error.strerror)}", err=True)
        raise typer.Exit(2) from error


def _parse_bar(text: str) -> Bar:
    name, _, number = text.partition("=")
    try:
        return name.strip(), float(number)
    except ValueError as error:
        raise FaitoutError(Errors.E403, bar=text) from error


def _missed(name: str, bar: float, figure: float | None) -> str | None:
    if figure is None:
        raise FaitoutError(Errors.E403, bar=f"{name}={bar}")
    return f"faitout: {name} is {figure:.4f}, under its bar of {bar:g}" if figure < bar else None


def _json(evaluation: dict[str, object]) -> str:
    import json

    return json.dumps(evaluation, indent=2)
