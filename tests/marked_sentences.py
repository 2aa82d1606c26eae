"""Reading a sentence whose mentions are marked with the table and the network that are shipped."""

from __future__ import annotations

from typing import Any

from faitout.facts.examples import read_marks
from faitout.facts.model import load_table
from faitout.facts.reader import load_reader
from faitout.facts.statements import find_facts


def read_facts(text: str, published: str | None = None, *, explain: bool = False) -> list[dict[str, Any]]:
    """Return the facts of a sentence in the notation of the lexicons, published on this day."""
    return find_facts(read_marks(text).article(published), load_table(), load_reader().read, explain=explain)
