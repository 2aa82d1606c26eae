"""Where ``configs/`` and ``models/`` are: inside the installed package, or at the root of a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

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
