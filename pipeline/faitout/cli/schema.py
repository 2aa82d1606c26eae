"""``faitout schema``: the form of a record."""

from __future__ import annotations

import typer

from faitout.cli.endings import ended_well


def schema() -> None:
    """Print the JSON Schema of one line of output."""
    with ended_well():
        import json

        from faitout.records import json_schema

        typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
