"""One spelling for every space, apostrophe, hyphen and capital, without moving a character.

The values are read from the folded text and their offsets hold in the text as printed.
"""

from __future__ import annotations

import re

_VARIANTS = (
    (" ", re.compile("[\t\xa0\u2007\u2008\u2009\u200a\u202f\u2002\u2003]")),
    ("'", re.compile("[’‘ʼ´`′]")),
    ("-", re.compile("[‐‑−]")),
)


def fold_marks(text: str) -> str:
    """Return the text with one kind of space within lines, of apostrophe and of hyphen; same length.

    Capitals are kept, dashes (– and —) too: they separate, a hyphen joins.
    """
    if text.isascii():
        return text.replace("\t", " ")
    for plain, variants in _VARIANTS:
        text = variants.sub(plain, text)
    return text


def fold(text: str) -> str:
    """Return :func:`fold_marks` of the text in lower case; same length.

    >>> fold("500 MILLIONS D’EUROS")
    "500 millions d'euros"
    """
    marks = fold_marks(text)
    lower = marks.lower()
    if len(lower) != len(marks):  # a few capitals, such as İ, have two characters in lower case
        lower = "".join(low if len(low := letter.lower()) == 1 else letter for letter in marks)
    return lower
