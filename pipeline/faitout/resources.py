"""Where ``configs/`` and ``models/`` are: inside the installed package, or at the root of a checkout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

from faitout.errors import Errors, FaitoutError

PACKAGE = Path(__file__).resolve().parent


@cache
def _folder(name: str) -> Path:
    for parent in (PACKAGE, PACKAGE.parents[1]):
        if (parent / name).is_dir():
            return parent / name
    raise FaitoutError(Errors.E002, folder=name)


def configs() -> Path:
    """Return the folder of ``faitout.cfg`` and of ``lexicons/``."""
    return _folder("configs")


def lexicons() -> Path:
    """Return the folder of the French word lists, one TOML file per subject."""
    return configs() / "lexicons"


def models() -> Path:
    """Return the folder of the trained models and their cards."""
    return _folder("models")


@contextmanager
def model_file(name: str) -> Iterator[Path]:
    """Give the path of a file of ``models/`` to a block that reads it.

    Raises
    ------
    FaitoutError
        E006 if the block finds the file missing, cut short or of another form.
    """
    path = models() / name
    try:
        yield path
    except (OSError, EOFError, BadZipFile, ValueError, KeyError, TypeError) as error:
        raise FaitoutError(Errors.E006, path=path, reason=error) from error
