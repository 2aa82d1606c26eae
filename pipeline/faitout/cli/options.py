"""The options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Publication date of the articles: 2021-03-05, 2021-03 or 2021."),
]
Config = Annotated[Path | None, typer.Option(metavar="FILE.cfg", help="Another pipeline than configs/faitout.cfg.")]
Entities = Annotated[
    Path | None,
    typer.Option(metavar="FILE.csv", help="Your own organisations and their identifiers: id, name, aliases."),
]
