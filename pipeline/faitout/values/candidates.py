"""The article as the amounts read it, and a number of it on its way to be an amount."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from faitout.lexicon import load
from faitout.values.bounds import Bound
from faitout.values.currencies import Currency
from faitout.values.folding import fold_marks, lower
from faitout.values.numbers import Number
from faitout.values.phrases import longest_first, small_words

Kind = Literal["money", "percent", "quantity"]

_LINE = re.compile(r"\n+")
_FARTHEST = 250  # characters around a number that count as its sentence, however long that is


@dataclass(slots=True)
class Candidate:
    """A number on its way to be an amount."""

    number: Number
    start: int
    end: int
    value: Decimal
    kind: Kind | Literal["excluded"] | None = None
    currency: Currency | None = None
    code: str | None = None
    unit: str | None = None
    high: Decimal | None = None
    rule: str = ""
    follower: int = 0  # where what belongs to the amount ends, its noun included
    bound: Bound = "exact"
    linked: bool = False

    @property
    def measured(self) -> bool:
        """Whether it is an amount by now."""
        return self.kind in ("money", "percent", "quantity")


class Article:
    """A text in the spellings that the rules need, and its sentences.

    Parameters
    ----------
    text : str
        As printed.
    sentences : sequence of (start, end), optional
        Without them each line counts as one.
    """

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]] | None) -> None:
        self.text = text
        self.marks = fold_marks(text)
        self.folded = lower(self.marks)
        lines = (match.end() for match in _LINE.finditer(text))
        self._sentence_starts = [start for start, _ in sentences] if sentences is not None else [0, *lines]

    def same_sentence(self, first: Candidate, second: Candidate) -> bool:
        """Tell whether two numbers stand in one sentence."""
        return bisect_right(self._sentence_starts, first.start) == bisect_right(self._sentence_starts, second.start)

    def sentence(self, position: int) -> tuple[int, int]:
        """Return the sentence around an offset, or the part of it that is near."""
        index = bisect_right(self._sentence_starts, position)
        start = self._sentence_starts[index - 1] if index else 0
        end = self._sentence_starts[index] if index < len(self._sentence_starts) else len(self.text)
        return max(start, position - _FARTHEST), min(end, position + _FARTHEST)

    def in_brackets(self, last: Candidate, candidate: Candidate) -> bool:
        """Tell whether a number opens brackets, or a "soit", right behind an amount."""
        if _compared().match(self.folded, candidate.number.end):
            return False
        return openings().fullmatch(self.folded, last.end, candidate.start) is not None


@cache
def _compared() -> re.Pattern[str]:
    """Compile what makes a sum the difference to the one before: "20 milliards, soit 5 milliards de plus"."""
    return re.compile(rf" (?:{longest_first(load('amounts')['restatement']['compared'])})(?!\w)")


@cache
def openings() -> re.Pattern[str]:
    """Compile what may stand between a sum and the same sum in another currency."""
    restatement = load("amounts")["restatement"]
    openings, clauses = longest_first(restatement["openings"]), longest_first(restatement["clauses"])
    return re.compile(
        rf"(?: [^\W\d]+){{0,2}} ?(?:[(\[]|, (?={clauses})|[-–—]) ?(?:{openings})? ?(?:{small_words('de')})?"
    )
