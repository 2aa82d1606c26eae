"""The French word lists of ``configs/lexicons/``: reading them, and holding each entry to its own examples.

A lexicon is a TOML file of arrays of tables. Any entry may carry ``examples``, each a table with

``text``
    a French sentence;
``gives``
    the mentions that the sentence must give, in reading order, each with the fields that matter
    (``text`` is the surface); an empty list says that the sentence must give nothing;
``published``
    the publication date to read it with, where that matters.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from faitout.errors import Errors, FaitoutError
from faitout.resources import lexicons

Entry = Mapping[str, Any]
Finder = Callable[[str, str | None], Sequence[Mapping[str, Any]]]


@cache
def load(name: str) -> Mapping[str, Any]:
    """Return the lexicon ``configs/lexicons/{name}.toml``, as TOML gives it.

    Raises
    ------
    FaitoutError
        E003 if the file is missing or is not TOML.
    """
    path = lexicons() / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise FaitoutError(Errors.E003, path=path, reason=error) from error


@dataclass(frozen=True)
class Example:
    """A sentence of a lexicon and what it must give.

    Parameters
    ----------
    entry : str
        Which entry it belongs to: its table and position, to be named in a failure.
    text : str
        The sentence.
    gives : tuple of mappings
        The mentions expected, in reading order; empty for a negative example.
    published : str or None
        The publication date to read it with.
    """

    entry: str
    text: str
    gives: tuple[Mapping[str, Any], ...]
    published: str | None


def examples(name: str) -> Iterator[Example]:
    """Yield every example of a lexicon, entry by entry."""
    for table, entries in load(name).items():
        for position, entry in enumerate(entries if isinstance(entries, list) else [entries]):
            if not isinstance(entry, dict):
                continue
            for example in entry.get("examples", ()):
                yield Example(
                    entry=f"{table}[{position}]",
                    text=example["text"],
                    gives=tuple(example["gives"]),
                    published=example.get("published"),
                )


def mismatch(example: Example, find: Finder) -> str | None:
    """Return what is wrong with what ``find`` makes of the example, or None.

    Only the fields that the example names are compared; numbers are compared by value.
    """
    found = find(example.text, example.published)
    surfaces = [mention["text"] for mention in found]
    if surfaces != [mention["text"] for mention in example.gives]:
        return f"{example.entry}: {example.text!r} gives {surfaces}"
    for mention, wanted in zip(found, example.gives, strict=True):
        for field, value in wanted.items():
            if not _same(mention.get(field), value):
                return f"{example.entry}: {example.text!r}: {field} is {mention.get(field)!r}, not {value!r}"
    return None


def _same(found: Any, wanted: Any) -> bool:
    # TOML has no null: an empty string stands for it.
    if wanted == "":
        return found is None
    try:
        return Decimal(str(found)) == Decimal(str(wanted))
    except InvalidOperation:
        return bool(found == wanted)
