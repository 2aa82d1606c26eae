"""Sentences of press text, by punctuation and line breaks; pure, and linear in the length of the text."""

from __future__ import annotations

import re
from functools import cache

from faitout.lexicon import load

_CLOSING = r"[\"”»’')\]]"
_OPENING = r"[\"“«‘'(\[\-–—]"


@cache
def _boundary() -> re.Pattern[str]:
    """Compile what may end a sentence: a line break, or a stop before a space and what can open a sentence."""
    space = "[ \xa0\u202f]"
    opens = rf"{space}+{_OPENING}{{0,2}}{space}?[A-ZÀ-ÖØ-Þ0-9]"
    return re.compile(rf"\n+|[.!?…]{{1,3}}{space}?{_CLOSING}{{0,2}}(?={opens})")


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load("sentences")["abbreviations"]["words"])


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text as ``(start, end)`` offsets, without the space around them.

    Every character that is not white space is in exactly one sentence. A line break always ends a sentence: in
    press text as archives keep it, paragraphs, headlines and captions have lines of their own.
    """
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _boundary().finditer(text):
        if text[match.start()] == "." and _is_abbreviation(text, start, match.start()):
            continue
        _append(bounds, text, start, match.end())
        start = match.end()
    _append(bounds, text, start, len(text))
    return bounds


def _append(bounds: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + len(piece) - len(piece.lstrip())
        bounds.append((begin, begin + len(stripped)))


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    """Tell whether the word before the stop is an abbreviation or an initial ("J. Dupont")."""
    window = text[max(start, stop - 12) : stop]
    word = re.split(r"[\s(«“\"'’]", window)[-1]
    return (
        word in _abbreviations()
        or (len(word) == 1 and word.isupper())
        or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", word) is not None
    )
