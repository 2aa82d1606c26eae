"""The lists of known names: the lexicon's, and the listed companies of ``models/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from faitout import lexicon
from faitout.gazetteer import Gazetteer
from faitout.resources import model_file

_FILE = "listed_companies.tsv"


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed company: its short name, its country (ISO 3166), and its ISIN, empty if it is not known."""

    name: str
    country: str
    isin: str


@cache
def listed_companies() -> tuple[Listed, ...]:
    """Return the listed companies.

    Raises
    ------
    FaitoutError
        E006 if the file is missing or not of this form.
    """
    with model_file(_FILE) as path:
        lines = path.read_text(encoding="utf-8").splitlines()
        return tuple(Listed(*line.split("\t")) for line in lines if not line.startswith("#"))


@cache
def lexicon_names() -> tuple[tuple[str, str, bool], ...]:
    """Return the names of the lexicon, each with its kind and whether it may be an organisation."""
    return tuple(
        (name.strip(), entry["kind"], entry.get("organisation", True))
        for entry in lexicon.load("known_names")["names"]
        for name in entry["names"].split(";")
    )


def _names() -> Iterator[tuple[str, str]]:
    for name, kind, _ in lexicon_names():
        yield name, kind
    for company in listed_companies():
        yield company.name, "listed_in_france" if company.country == "FR" else "listed"


@cache
def known_names() -> Gazetteer:
    """Return all known names, each with its kind."""
    return Gazetteer(_names())
