"""Which listed company, or which organisation of a user's list, a name stands for: certain, or nothing; pure."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from faitout import lexicon
from faitout.errors import Errors, FaitoutError
from faitout.organisations.lists import known_names, listed_companies
from faitout.organisations.names import folded

_COMPANIES = frozenset({"company", "finance"})


def is_isin(code: str) -> bool:
    """Tell whether a code is an ISIN with a right check digit (ISO 6166)."""
    if len(code) != 12 or not code.isalnum() or not code[:2].isalpha() or not code[-1].isdigit():
        return False
    digits = "".join(str(int(sign, 36)) for sign in code)
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


@cache
def _listed() -> Mapping[str, str]:
    """Return the ISIN of each listed company whose short name no other listed company has."""
    found: dict[str, set[str]] = defaultdict(set)
    for company in listed_companies():
        found[folded(company.name)].add(company.isin)
    shared = {folded(name) for name in lexicon.load("securities")["shared"]}
    unique = {name: isins.pop() for name, isins in found.items() if len(isins) == 1 and name not in shared}
    return {name: isin for name, isin in unique.items() if isin}


@cache
def _often_named() -> Mapping[str, str]:
    """Return the ISIN of each name of the lexicon."""
    return {folded(name): entry["isin"] for entry in lexicon.load("securities")["company"] for name in entry["names"]}


def listed_entity(names: Iterable[str]) -> str | None:
    """Return ``ISIN:...`` if the names of one organisation leave exactly one listed company, else None.

    A name of one word must stand in the lexicon, or be one that the lists know as a company's alone: too many short
    names of listed companies are words, places or other organisations.

    Parameters
    ----------
    names : iterable of str
        All forms of one organisation's name in the article.
    """
    isins = {isin for name in names if (isin := _isin(name))}
    return f"ISIN:{isins.pop()}" if len(isins) == 1 else None


def _isin(name: str) -> str | None:
    known = _often_named().get(folded(name))
    if known is None and (" " in name or known_names().kind(name) in _COMPANIES):
        known = _listed().get(folded(name))
    return known


def read_entities(path: Path) -> dict[str, str]:
    """Return the identifier of each name of a user's list: columns ``id``, ``name``, ``aliases`` (between ``;``).

    Raises
    ------
    FaitoutError
        E007 if the file cannot be read or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        return {
            folded(name): row["id"]
            for row in rows
            for name in (row["name"], *(row.get("aliases") or "").split(";"))
            if name.strip()
        }
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        raise FaitoutError(Errors.E007, path=path, reason=error) from error
