"""Faitout turns French press articles into facts that machines can use.

>>> import faitout
>>> nlp = faitout.load()                                     # a spaCy pipeline
>>> nlp("Renault a vendu 2 millions de voitures.")._.facts   # events as dicts
>>> faitout.extract("Renault ...", published="2020-05-06")   # records, as the command writes them
"""

# No `from __future__ import annotations` here: it would hide the module faitout.annotations.
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from faitout.extract import extract, load

__all__ = ["extract", "load"]


def __getattr__(name: str) -> Any:
    # spaCy takes a second to import: only those who extract should wait for it.
    if name in __all__:
        return getattr(import_module("faitout.extract"), name)
    raise AttributeError(f"module 'faitout' has no attribute {name!r}")
