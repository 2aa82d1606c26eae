"""Phrases of a lexicon as alternatives of a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from faitout.lexicon import load


def longest_first(phrases: Iterable[str]) -> str:
    """Return the alternatives of a pattern, none hidden by a shorter one."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def before_a_word(phrases: Iterable[str]) -> str:
    """Return the alternatives with the space behind them that an elided one ("d'") does not have."""
    return longest_first(phrase if phrase.endswith("'") else f"{phrase} " for phrase in phrases)


@cache
def small_words(name: str) -> str:
    """Return the small words of one kind (``de``, ``a``, ``determiners``), as they stand before another word."""
    return before_a_word(load("amounts")["fillers"][name])


def forms(phrase: str) -> Iterator[str]:
    """Yield a phrase with its last "de" or "à" in each of their forms, without the space behind it."""
    fillers = load("amounts")["fillers"]
    stem, _, last = phrase.rpartition(" ")
    if stem and last in fillers["de"]:
        yield from (f"{stem} {form}" for form in fillers["de"])
    elif stem and last in fillers["a"]:
        yield from (f"{stem} {form}" for form in fillers["a"])
    elif elided := next((form for form in fillers["a"] if phrase.endswith(f"'{form}")), None):
        yield from (f"{phrase.removesuffix(elided)}{form}" for form in fillers["a"])
    else:
        yield phrase
