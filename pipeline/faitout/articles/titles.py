"""The headline of an article that comes without metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence

from faitout.articles.article import Offsets

_LONGEST = 200
_LINE = re.compile(r"[^\r\n]+")
_SENTENCE_END = (".", ";", ",", ":")


def find_title(text: str, furniture: Sequence[Offsets]) -> str | None:
    """Return the headline: the first line that is no furniture, if it looks like one and a text follows it.

    Parameters
    ----------
    text : str
        The article.
    furniture : sequence of pairs
        What :func:`faitout.articles.furniture.find_furniture` finds in it.
    """
    for match in _LINE.finditer(text):
        line = match[0].strip()
        start = match.start() + match[0].find(line)
        touched = any(begin < start + len(line) and start < end for begin, end in furniture)
        if not line or (touched and _is_covered(start, start + len(line), furniture)):
            continue
        follows = text[match.end() :].strip()
        looks_like_one = len(line) <= _LONGEST and not line.endswith(_SENTENCE_END)
        return line if looks_like_one and follows and not touched else None
    return None


def _is_covered(start: int, end: int, furniture: Sequence[Offsets]) -> bool:
    return any(begin <= start and end <= stop for begin, stop in furniture)
