"""Words that bound an amount: "plus de", "environ", "jusqu'à" before it, "maximum", "et plus" behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from faitout.lexicon import load
from faitout.values.phrases import before_a_word, forms, longest_first

Bound = Literal["exact", "approx", "min", "max"]

_WINDOW = 64
_WORDS = re.compile(r"[^\s'(\"«]+'?")
_ADVERB_LETTERS = r"[^\W\d]"
_OPPOSITE: Mapping[Bound, Bound] = {"min": "max", "max": "min"}


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words before an amount; ``fixed`` if a negation before them changes nothing, ``measures`` if of no count."""

    words: str
    bound: Bound
    fixed: bool
    measures: bool


@dataclass(frozen=True)
class _Vocabulary:
    """``phrases`` holds every phrase in each form of its "de" or "à"; ``longest`` is in words."""

    phrases: Mapping[str, _Phrase]
    longest: int
    determiners: tuple[str, ...]
    fillers: tuple[str, ...]
    adverb: re.Pattern[str]
    negated: re.Pattern[str]
    far: re.Pattern[str]
    far_words: Mapping[str, Bound]
    after: re.Pattern[str]
    bound_after: Mapping[str, Bound]


@cache
def _vocabulary() -> _Vocabulary:
    lexicon = load("amounts")
    phrases = {
        form: _Phrase(form, entry["bound"], entry.get("fixed", False), entry.get("measures", False))
        for entry in lexicon["bounds"]
        for phrase in entry["before"]
        for form in forms(phrase)
    }
    bound_after: dict[str, Bound] = {
        word: entry["bound"] for entry in lexicon["bounds"] for word in entry.get("after", ())
    }
    far_words: dict[str, Bound] = {word: entry["bound"] for entry in lexicon["bounds"] for word in entry.get("far", ())}
    fillers = lexicon["fillers"]
    adverbs, negations = "|".join(fillers["adverb_endings"]), "|".join(map(re.escape, fillers["negations"]))
    return _Vocabulary(
        phrases=phrases,
        longest=max(len(_WORDS.findall(phrase)) for phrase in phrases),
        determiners=tuple(fillers["determiners"]),
        fillers=tuple(form for phrase in fillers["before"] for form in forms(phrase)),
        adverb=re.compile(rf" {_ADVERB_LETTERS}{{2,16}}(?:{adverbs})\Z"),
        negated=re.compile(rf"(?<!\w)(?:{negations})[^,.;:()]*\Z"),
        far=re.compile(
            rf"(?<!\w)({longest_first(far_words)})(?: {_ADVERB_LETTERS}+){{1,5}} "
            rf"(?:{longest_first([*fillers['de'], *fillers['a']])})\Z"
        ),
        far_words=far_words,
        after=re.compile(
            rf"(?: {_ADVERB_LETTERS}{{1,20}}){{0,2}}? (?P<phrase>{longest_first(bound_after)})(?!\w)"
            rf"(?! (?:{before_a_word(fillers['not_behind'])}|\d|{_ADVERB_LETTERS}+(?:{adverbs})\b))"
        ),
        bound_after=bound_after,
    )


def bound_before(folded: str, start: int, counts: bool = False) -> Bound | None:
    """Return what the words right before an amount make of it, or None.

    Over "ne" a bound turns round: "ne peut dépasser 20 euros" is a maximum. ``counts`` says that the amount is a
    quantity, which "dans les" does not bound.
    """
    window, found = _phrase_before(folded, start)
    if found is not None and found.measures and counts:
        return None
    if found is None and (far := _vocabulary().far.search(folded, max(0, start - _WINDOW), max(0, start - 1))):
        return _vocabulary().far_words[far[1]]
    if found is None or found.bound not in _OPPOSITE or found.fixed:
        return found.bound if found else None
    negated = _vocabulary().negated.search(window, 0, len(window) - len(found.words))
    return _OPPOSITE[found.bound] if negated else found.bound


def without_bound(folded: str, start: int) -> int:
    """Return where the words that bound an amount begin, or where it begins itself if nothing bounds it."""
    window, found = _phrase_before(folded, start)
    return max(0, start - _WINDOW) + len(window) - len(found.words) if found else start


def _phrase_before(folded: str, start: int) -> tuple[str, _Phrase | None]:
    """Return the phrase that bounds an amount, and the text before the amount up to the end of that phrase."""
    vocabulary = _vocabulary()
    window = folded[max(0, start - _WINDOW) : start].rstrip(" ")
    found = _ending(window, vocabulary)
    for strip in (_without_determiner, _without_filler, _without_adverb):
        stripped = window if found else strip(window, vocabulary)
        if len(stripped) < len(window):
            window, found = stripped, _ending(stripped, vocabulary)
    return window, found


def _ending(window: str, vocabulary: _Vocabulary) -> _Phrase | None:
    """Return the longest phrase that a window ends with."""
    starts = [word.start() for word in _WORDS.finditer(window)]
    for start in starts[-vocabulary.longest :]:
        if phrase := vocabulary.phrases.get(window[start:]):
            return phrase
    return None


def _without_determiner(window: str, vocabulary: _Vocabulary) -> str:
    determiner = next((word for word in vocabulary.determiners if window.endswith(f" {word}")), "")
    return window.removesuffix(determiner).rstrip(" ")


def _without_filler(window: str, vocabulary: _Vocabulary) -> str:
    filler = next((phrase for phrase in vocabulary.fillers if window.endswith(f" {phrase}")), "")
    return window.removesuffix(filler).rstrip(" ")


def _without_adverb(window: str, vocabulary: _Vocabulary) -> str:
    adverb = vocabulary.adverb.search(window, max(0, len(window) - 20))
    return window[: adverb.start()] if adverb else window


def bound_after(folded: str, end: int) -> Bound | None:
    """Return what the words right behind an amount make of it, or None."""
    if folded[end : end + 1] != " ":
        return None
    vocabulary = _vocabulary()
    match = vocabulary.after.match(folded, end, end + _WINDOW)
    return vocabulary.bound_after[match["phrase"]] if match else None
