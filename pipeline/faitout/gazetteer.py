"""Names known beforehand, and where they stand in a text; pure, and linear in the length of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
# Same length, so that offsets stay: typographic apostrophes and spaces as they are in the lists.
_PLAIN = str.maketrans({"’": "'", "\xa0": " ", "\u202f": " ", "‑": "-"})
_LONGEST = 80


def plain(text: str) -> str:
    """Return the text with plain apostrophes, hyphens and spaces, of the same length."""
    return text if text.isascii() else text.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in a text: its offsets and its kind."""

    start: int
    end: int
    kind: str


class Gazetteer:
    """Finds the longest known name at each word of a text.

    Parameters
    ----------
    names : iterable of (str, str)
        Each name with its kind; the first kind given for a name counts.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        kinds: dict[str, str] = {}
        for name, kind in names:
            if len(name) <= _LONGEST:
                kinds.setdefault(plain(name), kind)
        self._kinds = kinds
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in kinds:
            first = _WORD.match(name)
            if first is not None:
                lengths[first[0]].add(len(name))
        # Thousands of names begin with the same word, but with few lengths.
        self._lengths = {word: sorted(found, reverse=True) for word, found in lengths.items()}

    def kind(self, name: str) -> str | None:
        """Return the kind of a name, or None if it is not known."""
        return self._kinds.get(plain(name))

    def find(self, text: str) -> Iterator[Hit]:
        """Yield the known names of a text in reading order, the longest at each place, without overlaps."""
        text = plain(text)
        kinds, lengths = self._kinds, self._lengths
        reached = 0
        for word in _WORD.finditer(text):
            start = word.start()
            if start < reached:
                continue
            for length in lengths.get(word[0], ()):
                end = start + length
                kind = kinds.get(text[start:end])
                if kind is not None and end <= len(text) and not text[end : end + 1].isalnum():
                    yield Hit(start, end, kind)
                    reached = end
                    break
