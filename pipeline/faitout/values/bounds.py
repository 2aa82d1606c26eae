"""Words that bound an amount: "plus de", "environ", "jusqu'à" before it, "maximum", "et plus" behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from faitout.lexicon import load

Bound = Literal["exact", "approx", "min", "max"]

_WINDOW_BEFORE = 60
_WINDOW_AFTER = 40


@dataclass(frozen=True)
class _Vocabulary:
    before: re.Pattern[str]
    after: re.Pattern[str]
    bound_before: Mapping[str, Bound]
    bound_after: Mapping[str, Bound]
    last_letters: frozenset[str]


@cache
def _vocabulary() -> _Vocabulary:
    entries = load("amounts")["bounds"]
    bound_before: dict[str, Bound] = {word: entry["bound"] for entry in entries for word in entry["before"]}
    bound_after: dict[str, Bound] = {word: entry["bound"] for entry in entries for word in entry["after"]}
    fillers = _any(load("amounts")["fillers"]["before"])
    return _Vocabulary(
        # The text before the amount is read backwards, so that the pattern starts where the amount does.
        before=re.compile(
            rf"(?P<phrase>(?<!\w)(?:{_any(bound_before)}))(?P<filler>{fillers})?(?P<the>les |la |le |l'|ces |ses |un |une )?\Z"
        ),
        after=re.compile(rf"(?: [^\W\d]+){{0,2}}? (?P<phrase>{_any_word(bound_after)})(?!\w)(?! de | d'| que | \d)"),
        bound_before=bound_before,
        bound_after=bound_after,
        last_letters=frozenset(),
    )


def _any(phrases: Iterable[str]) -> str:
    """Match any of the phrases and the space behind it, "de" and "à" in each of their forms."""
    return "|".join(_forms(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _any_word(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _forms(phrase: str) -> str:
    escaped = re.escape(phrase)
    if phrase.endswith(" de"):
        return escaped.removesuffix("de") + "(?:de |d'|des |du )"
    if phrase.endswith("à") and len(phrase) > 1:
        return escaped.removesuffix("à") + "(?:à |aux |au )"
    return f"{escaped} ?"


def bound_before(folded: str, start: int) -> Bound | None:
    """Return what the words right before an amount make of it, or None."""
    vocabulary = _vocabulary()
    match = vocabulary.before.search(folded, max(0, start - _WINDOW_BEFORE), start)
    return _look_up(match["phrase"], vocabulary.bound_before) if match else None


def bound_after(folded: str, end: int) -> Bound | None:
    """Return what the words right behind an amount make of it, or None."""
    vocabulary = _vocabulary()
    match = vocabulary.after.match(folded, end, end + _WINDOW_AFTER)
    return vocabulary.bound_after[match["phrase"]] if match else None


def _look_up(phrase: str, bounds: Mapping[str, Bound]) -> Bound | None:
    """Return the bound of a phrase in whatever form its "de" or "à" has."""
    words = phrase.strip()
    if words in bounds:
        return bounds[words]
    stem = re.sub(r"(?: (?:de|des|du)| d'|d')$", " de", words)
    stem = re.sub(r" ?(?:aux|au)$", "à", stem) if stem not in bounds else stem
    return bounds.get(stem) or bounds.get(re.sub(r"à$", " à", stem))
