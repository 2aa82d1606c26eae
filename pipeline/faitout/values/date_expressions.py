"""What the date grammar finds: an expression of the text, with its reading, before it is resolved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from faitout.values.date_readings import Reading
from faitout.values.date_tokens import Tokens

Modifier = Literal["start", "mid", "end", "approx"]


@dataclass(frozen=True, slots=True)
class Found:
    """A date expression of the text, not yet resolved.

    Parameters
    ----------
    start, end : int
        Its tokens, end exclusive.
    reading : Reading
        What it says.
    rule : str
        Which rule of the grammar found it.
    mod : str or None
        ``start``, ``mid``, ``end`` or ``approx``.
    kind : str
        ``date`` or ``duration``.
    confidence : float
        How sure the rule is.
    """

    start: int
    end: int
    reading: Reading
    rule: str
    mod: Modifier | None = None
    kind: Literal["date", "duration"] = "date"
    confidence: float = 0.95


Rule = Callable[[Tokens, int], Found | None]
