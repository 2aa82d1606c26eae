"""Steps over the words of a text: the next word, and numbers below a thousand in words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from faitout.values.number_words import LETTER, NumberWords

WORD = re.compile(rf"[{LETTER}]+")
_LAST_WORD = re.compile(rf"[{LETTER}']+$")


class WordSteps:
    """Reads words of one text, each from a given offset on.

    Parameters
    ----------
    folded : str
        The text as :func:`faitout.values.folding.fold` gives it.
    words : NumberWords
        The number words.
    """

    def __init__(self, folded: str, words: NumberWords) -> None:
        self.folded = folded
        self.words = words

    def word(self, position: int) -> tuple[str, int] | None:
        """Return the word that begins at an offset, and where it ends."""
        match = WORD.match(self.folded, position)
        return (match.group(), match.end()) if match else None

    def next(self, position: int, skip: Iterable[str] | None = None) -> tuple[str, int] | None:
        """Return the word after one space or hyphen, over an elided or whole "de" if asked to."""
        if self.folded[position : position + 1] not in (" ", "-"):
            return None
        if skip is not None:
            for word in skip:
                joint = word if word.endswith("'") else f"{word} "
                if self.folded.startswith(joint, position + 1):
                    return self.word(position + 1 + len(joint))
            return None
        match = WORD.match(self.folded, position + 1)
        if match is None:
            return None
        compound = f"{match.group()}-"
        if match.group() in self.words.halves and self.folded.startswith(compound, position + 1):
            longer = WORD.match(self.folded, match.end() + 1)
            if longer and compound + longer.group() in self.words.collectives:
                return compound + longer.group(), longer.end()
        return match.group(), match.end()

    def previous(self, position: int) -> str:
        """Return the word that ends one character before an offset, or an empty string."""
        match = _LAST_WORD.search(self.folded, max(0, position - 16), max(0, position - 1))
        return match.group() if match else ""

    def below_thousand(self, position: int) -> tuple[int, int] | None:
        """Read "sept", "quatre-vingt-dix-neuf", "deux cent trois", "dix-neuf cent": value and end."""
        read = self._below_hundred(position)
        value, end = read if read else (1, position)
        hundred = self.next(end) if read else self.word(position)
        if hundred is None or hundred[0] not in self.words.hundreds or value >= 20 or value == 10:
            return read
        if not read and hundred[0].endswith("s"):
            return None
        value, end = value * 100, hundred[1]
        rest = self._below_hundred(end + 1) if self.folded[end : end + 1] in (" ", "-") else None
        return (value + rest[0], rest[1]) if rest and rest[0] else (value, end)

    def _below_hundred(self, position: int) -> tuple[int, int] | None:
        first = self.word(position)
        if first is None:
            return None
        word, end = first
        value = self.words.cardinals.get(word, self.words.units.get(word))
        if value is None:
            return None
        follow = self.next(end)
        if value == 4 and follow and self.words.cardinals.get(follow[0]) == 20:
            value, end = 80, follow[1]
        if value == 10 or value >= 20:
            return self._with_units(value, end)
        return value, end

    def _with_units(self, tens: int, end: int) -> tuple[int, int]:
        """Add the units: seven to nine after ten, one to nineteen after sixty and eighty, else one to nine."""
        follow = self.next(end)
        joined = bool(follow and follow[0] in self.words.grammar["and"])
        if follow and joined:
            follow = self.next(follow[1])
        if not follow:
            return tens, end
        value = self.words.cardinals.get(follow[0], self.words.units.get(follow[0], 0))
        if joined and value not in (1, 11) and (tens, value) != (60, 10):
            return tens, end
        if tens == 10:
            return (10 + value, follow[1]) if 7 <= value <= 9 else (tens, end)
        if value == 10 and tens in (60, 80):
            teens, after = self._with_units(10, follow[1])
            return tens + teens, after
        limit = 19 if tens in (60, 80) else 9
        if not 0 < value <= limit or value == 10:
            return tens, end
        return tens + value, follow[1]
