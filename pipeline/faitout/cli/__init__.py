"""The ``faitout`` command: one module per subcommand, entered in :data:`COMMANDS`.

The modules of the commands import what is heavy inside their functions, so that ``faitout --help`` answers at once.
"""

from __future__ import annotations

import typer

from faitout.cli import evaluate, extract, info, schema, show

COMMANDS = (extract.extract, evaluate.evaluate, show.show, schema.schema, info.info)

app = typer.Typer(
    name="faitout",
    help="Turn French press articles into facts: who, how much, when, what happened, and how sure.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in COMMANDS:
    app.command()(command)
