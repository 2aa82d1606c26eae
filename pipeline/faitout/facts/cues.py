"""Finding the words of the lexicons in a sentence: event cues, and the classes of words that roles hang on.

A pattern is a few words with a blank between them; ``word*`` matches every word that begins so, and
``<amount>``, ``<organisation>``, ``<date>`` match a mention. All patterns of all lexicons are looked up in one
pass, word by word, in a table by first word: the time is linear in the length of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from faitout.facts.reading import Token
from faitout.lexicon import load

WORD_CLASSES = ("references", "attribution", "certainty", "syntax")
"""Lexicons whose tables are classes of words, named by the table."""

_PAIR = 2


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
    """A cue found in a sentence: tokens ``first`` to ``last``, both included, and the pattern that fits them."""

    first: int
    last: int
    cue: Cue
    words: str


@dataclass(slots=True)
class Found:
    """What the words of a sentence are.

    Parameters
    ----------
    cues : list of Hit
        The event cues, in reading order; of those that begin with the same word, the longer first.
    labels : dict
        For each token that belongs to any, its classes of words.
    places : dict
        For each class of words, the tokens where it begins.
    """

    cues: list[Hit] = field(default_factory=list)
    labels: dict[int, frozenset[str]] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)

    def add(self, pattern: Pattern, first: int) -> None:
        """Note that a pattern fits the tokens from ``first`` on."""
        last = first + len(pattern.parts) - 1
        if pattern.cue is not None:
            self.cues.append(Hit(first, last, pattern.cue, pattern.words))
            return
        self.places.setdefault(pattern.label, []).append(first)
        for position in range(first, last + 1):
            self.labels[position] = self.labels.get(position, frozenset()) | {pattern.label}


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words to be looked up, and the cue or class of words that they stand for."""

    parts: tuple[str, ...]
    label: str
    cue: Cue | None
    words: str


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
        pattern = Pattern(tuple(words.replace("'", "' ").split()), label, cue, words)
        first = pattern.parts[0]
        table, key = (self.beginnings, first[:-1]) if first.endswith("*") else (self.whole, first)
        table.setdefault(key, []).append(pattern)

    def close(self) -> None:
        self.lengths = sorted({len(beginning) for beginning in self.beginnings})

    def starting(self, word: str) -> Iterator[Pattern]:
        yield from self.whole.get(word, ())
        for length in self.lengths:
            if length > len(word):
                break
            yield from self.beginnings.get(word[:length], ())


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


@dataclass(frozen=True, slots=True)
class _Entry:
    """What begins with a word: its own cues and classes, and longer patterns by their second word."""

    labels: frozenset[str]
    cues: tuple[Pattern, ...]
    longer: dict[str, list[Pattern]]
    beginnings: tuple[Pattern, ...]


@lru_cache(maxsize=65536)
def _entry(word: str) -> _Entry | None:
    """Return what begins with a word, or None: nothing does with most words."""
    labels, cues, beginnings = set(), [], []
    longer: dict[str, list[Pattern]] = {}
    for pattern in _patterns().starting(word):
        if len(pattern.parts) > 1 and pattern.parts[1].endswith("*"):
            beginnings.append(pattern)
        elif len(pattern.parts) > 1:
            longer.setdefault(pattern.parts[1], []).append(pattern)
        elif pattern.cue is not None:
            cues.append(pattern)
        else:
            labels.add(pattern.label)
    if not (labels or cues or longer or beginnings):
        return None
    return _Entry(frozenset(labels), tuple(cues), longer, tuple(beginnings))


def find_words(tokens: Sequence[Token]) -> Found:
    """Return the cues and classes of words of a sentence."""
    found = Found()
    labels, places = found.labels, found.places
    words = [token.lower for token in tokens]
    words.append("")
    for position, entry in enumerate(map(_entry, words)):
        if entry is None:
            continue
        if entry.labels:
            labels[position] = labels[position] | entry.labels if position in labels else entry.labels
            for label in entry.labels:
                if label in places:
                    places[label].append(position)
                else:
                    places[label] = [position]
        for pattern in entry.longer.get(words[position + 1], ()):
            if len(pattern.parts) == _PAIR or _continues(words, position, pattern.parts):
                found.add(pattern, position)
        for pattern in entry.beginnings:
            if _continues(words, position, pattern.parts):
                found.add(pattern, position)
        for pattern in entry.cues:
            found.add(pattern, position)
    return found


def _continues(words: list[str], position: int, parts: tuple[str, ...]) -> bool:
    """Tell whether a pattern goes on with the words that follow its first."""
    for wanted in parts[1:]:
        position += 1
        word = words[position]
        if word != wanted and not (wanted[-1] == "*" and word.startswith(wanted[:-1])):
            return False
    return True
