"""An article as the resolver reads it: its tokens, with their offsets and lower-case forms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from faitout.gazetteer import plain

# What spaCy's French tokenizer leaves glued: "ex-" and a capital; a full stop behind a capital, or behind "'s".
_GLUED = re.compile(
    r"(?P<before>[Ee]x-)(?=[A-ZÀ-Ý])\S+|(?:[^\W\d_][^\s.]{2,}(?:[a-zà-ÿ0-9][A-ZÀ-Ý]|['’]s)|(?<=['’])s)(?P<after>\.)"
)
_STOPS = frozenset('.!?…:»"”')


@dataclass(slots=True)
class Words:
    """The tokens of an article, spaces left out.

    Parameters
    ----------
    text : str
        The article.
    starts, ends : list of int
        Code points of each token.
    """

    text: str
    starts: list[int]
    ends: list[int]
    forms: list[str] = field(init=False)
    lower: list[str] = field(init=False)
    capital: list[bool] = field(init=False)

    def __post_init__(self) -> None:
        text = plain(self.text)
        self.forms = [text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]
        self.lower = [form.lower() for form in self.forms]
        self.capital = [_is_capital(form) for form in self.forms]

    def __len__(self) -> int:
        return len(self.starts)

    def opens_sentence(self, position: int) -> bool:
        """Tell whether a token is the first of a sentence or of a line."""
        position -= 1
        while position >= 0 and not self.forms[position].strip(" -–—«“\"'("):
            if "\n" in self.forms[position]:
                return True
            position -= 1
        return position < 0 or "\n" in self.forms[position] or self.forms[position][-1] in _STOPS


def _is_capital(form: str) -> bool:
    """Tell whether a token looks like a part of a name: a capital somewhere in it."""
    return form != form.lower()


def split_glued(text: str, starts: list[int], ends: list[int]) -> list[int]:
    """Split the tokens that hold more than a name, in place: ``ex-Google``, and ``SpaceX.`` before a sentence's end.

    Returns
    -------
    list of int
        For each token now, the number of the token that it was.
    """
    rows = list(range(len(starts)))
    for number in range(len(starts) - 1, -1, -1):
        if match := _GLUED.fullmatch(text, starts[number], ends[number]):
            cut = match.end("before") if match["before"] else match.start("after")
            starts.insert(number + 1, cut)
            ends.insert(number, cut)
            rows.insert(number, rows[number])
    return rows
