"""Finding the words of the lexicons in a sentence: event cues, and the classes of words that roles hang on.

A pattern is a few words with a blank between them; ``word*`` matches every word that begins so, and
``<amount>``, ``<organisation>``, ``<date>`` match a mention. All patterns of all lexicons are looked up in one
pass, word by word, in a table by first word: the time is linear in the length of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from faitout.facts.reading import Token
from faitout.lexicon import load

WORD_CLASSES = ("references", "attribution", "certainty", "syntax")
"""Lexicons whose tables are classes of words, named by the table."""


@dataclass(frozen=True)
class Cue:
    """An entry of ``events.toml``: words that give an event away.

    Parameters
    ----------
    kind : str
        The kind of event.
    words : tuple of str
        The patterns.
    takes : frozenset of str
        What it can hang on: ``money``, ``percent``, ``quantity``, ``date``.
    frame : str
        ``verb`` (the subject does it), ``passive`` (it is done to the subject), ``noun`` or ``unit`` (what an
        amount counts).
    strength : str
        ``strong`` if the words alone nearly say it, ``weak`` if they fit other kinds too.
    """

    kind: str
    words: tuple[str, ...]
    takes: frozenset[str]
    frame: str
    strength: str


@dataclass(slots=True)
class Hit:
    """A pattern found in a sentence: tokens ``first`` to ``last``, both included."""

    first: int
    last: int
    label: str
    cue: Cue | None = field(default=None, compare=False)
    words: str = field(default="", compare=False)


Pattern = tuple[tuple[str, ...], str, Cue | None, str]


@cache
def event_cues() -> tuple[Cue, ...]:
    """Return the cues of ``events.toml``, in the order of the file."""
    return tuple(
        Cue(entry["kind"], tuple(entry["words"]), frozenset(entry["takes"]), entry["frame"], entry["strength"])
        for entry in load("events")["cue"]
    )


class _Patterns:
    """All patterns by their first word: whole words, and beginnings of words by their length."""

    def __init__(self) -> None:
        self.whole: dict[str, list[Pattern]] = {}
        self.beginnings: dict[str, list[Pattern]] = {}
        self.lengths: list[int] = []

    def add(self, words: str, label: str, cue: Cue | None) -> None:
        pattern = tuple(words.replace("'", "' ").split())
        first = pattern[0]
        table, key = (self.beginnings, first[:-1]) if first.endswith("*") else (self.whole, first)
        table.setdefault(key, []).append((pattern, label, cue, words))

    def close(self) -> None:
        self.lengths = sorted({len(beginning) for beginning in self.beginnings})

    def starting(self, word: str) -> tuple[Pattern, ...]:
        found = list(self.whole.get(word, ()))
        for length in self.lengths:
            if length > len(word):
                break
            found += self.beginnings.get(word[:length], ())
        return tuple(found)


@cache
def _patterns() -> _Patterns:
    patterns = _Patterns()
    for cue in event_cues():
        for words in cue.words:
            patterns.add(words, "cue", cue)
    for name in WORD_CLASSES:
        for label, entry in load(name).items():
            for words in entry["words"]:
                patterns.add(words, label, None)
    patterns.close()
    return patterns


@lru_cache(maxsize=65536)
def _starting(word: str) -> tuple[Pattern, ...]:
    return _patterns().starting(word)


def find_hits(tokens: Sequence[Token]) -> list[Hit]:
    """Return every pattern found in a sentence, in reading order."""
    words = [token.lower for token in tokens]
    hits: list[Hit] = []
    for position, word in enumerate(words):
        for pattern, label, cue, name in _starting(word):
            length = len(pattern)
            if length == 1 or _continues(words, position, pattern, length):
                hits.append(Hit(position, position + length - 1, label, cue, name))
    return hits


def _continues(words: list[str], position: int, pattern: tuple[str, ...], length: int) -> bool:
    if position + length > len(words):
        return False
    for place in range(1, length):
        word, wanted = words[position + place], pattern[place]
        if word != wanted and not (wanted[-1] == "*" and word.startswith(wanted[:-1])):
            return False
    return True


def class_members(lexicon: str, label: str) -> dict[str, Any]:
    """Return the entry of a class of words, with whatever fields it has beside ``words``."""
    entry: dict[str, Any] = load(lexicon)[label]
    return entry
