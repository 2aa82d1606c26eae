"""One spelling for every space, apostrophe, hyphen and capital, without moving a character.

The values are read from the folded text and their offsets hold in the text as printed.
"""

from __future__ import annotations

_VARIANTS = {
    " ": "\t\xa0\u2002\u2003\u2007\u2008\u2009\u200a\u202f",
    "'": "’‘ʼ´`′",
    "-": "‐‑−",
}


def fold_marks(text: str) -> str:
    """Return the text with one kind of space within lines, of apostrophe and of hyphen; same length.

    Capitals are kept, dashes (– and —) too: they separate, a hyphen joins.
    """
    for plain, variants in _VARIANTS.items():
        for variant in variants:
            text = text.replace(variant, plain)
    return text


def fold(text: str) -> str:
    """Return :func:`fold_marks` of the text in lower case; same length.

    >>> fold("500 MILLIONS D’EUROS")
    "500 millions d'euros"
    """
    return lower(fold_marks(text))


def lower(text: str) -> str:
    """Return the text in lower case; a letter whose lower case would be longer (İ) stays as it is."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
