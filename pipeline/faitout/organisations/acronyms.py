"""Short forms that an article explains in brackets: ``Organisation mondiale de la santé (OMS)``, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from faitout.organisations.names import folded, is_acronym
from faitout.organisations.words import Words

_LONGEST = 16
"""Tokens of the longest expansion that is looked for."""
_LETTERS = range(2, 11)
_OPENING, _CLOSING = "(", frozenset(",);:")


class Acronym(NamedTuple):
    """A short form and the words that it stands for: tokens, the last ones excluded.

    ``strict`` tells whether its letters are exactly the initials of those words; else they stand there in order.
    """

    short: int
    first: int
    last: int
    strict: bool


def find_acronyms(words: Words) -> Iterator[Acronym]:
    """Yield the short forms of an article that stand in brackets after their expansion, or before it.

    Where the letters are not the initials, the expansion begins where the rightmost reading of the letters does
    (Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text", 2003).
    """
    for position, form in enumerate(words.forms):
        if form != _OPENING or position + 2 >= len(words):
            continue
        inside, before = position + 1, position - 1
        if _is_short(words.forms[inside]) and words.forms[inside + 1][0] in _CLOSING:
            yield from _before(words, inside, position)
        elif before >= 0 and _is_short(words.forms[before]):
            yield from _within(words, before, inside)


def _is_short(form: str) -> bool:
    return len(form) in _LETTERS and form[0].isupper() and form.isalnum()


def _is_in_capitals(form: str) -> bool:
    return sum(map(str.isupper, form)) * 2 >= len(form)


def _before(words: Words, short: int, last: int) -> Iterator[Acronym]:
    """Yield the words before the bracket that a short form in it stands for."""
    opening = last
    while opening > max(last - _LONGEST, 0) and words.forms[opening - 1][0].isalnum():
        opening -= 1
    letter = folded(words.forms[short])[:1]
    for first in range(last - 2, opening - 1, -1):
        if folded(words.forms[first])[:1] == letter and is_acronym(
            words.forms[short], " ".join(words.forms[first:last])
        ):
            yield Acronym(short, first, last, strict=True)
            return
    if not _is_in_capitals(words.forms[short]):
        return
    offset = expansion_start(words.forms[short], [folded(form) for form in words.forms[opening:last]])
    if offset is not None and last - opening - offset > 1:
        yield Acronym(short, opening + offset, last, strict=False)


def _within(words: Words, short: int, first: int) -> Iterator[Acronym]:
    """Yield the words in brackets that the short form before them stands for."""
    last = first
    while last < min(first + _LONGEST, len(words)) and words.forms[last][0] not in _CLOSING:
        last += 1
    forms = words.forms[first:last]
    if len(forms) < 2:
        return
    if is_acronym(words.forms[short], " ".join(forms)):
        yield Acronym(short, first, last, strict=True)
    elif _is_in_capitals(words.forms[short]) and expansion_start(words.forms[short], list(map(folded, forms))) == 0:
        yield Acronym(short, first, last, strict=False)


def expansion_start(short: str, words: list[str]) -> int | None:
    """Return at which word the expansion of a short form begins, or None if its letters are not there in order.

    Parameters
    ----------
    short : str
        The short form; half of its letters at least must open a word.
    words : list of str
        The folded words that end with the expansion.
    """
    letters = [letter for letter in folded(short) if letter.isalnum()]
    word, place, initials = len(words) - 1, len(words[-1]) if words else 0, 0
    for number, letter in reversed(list(enumerate(letters))):
        while True:
            place -= 1
            while place < 0:
                word -= 1
                if word < 0:
                    return None
                place = len(words[word]) - 1
            if words[word][place] == letter and (number > 0 or place == 0):
                break
        initials += place == 0
    return word if initials * 2 >= len(letters) else None
