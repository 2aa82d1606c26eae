"""Which of an article's organisation names belong to one organisation, and its fullest form; pure."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from faitout import lexicon
from faitout.gazetteer import plain

_WORD = re.compile(r"\w+")
_OPENING = re.compile(r"[\s,]{0,2}[(\[«“\"]\s?")


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of an organisation: its offsets and its words as printed."""

    start: int
    end: int
    text: str


def folded(name: str) -> str:
    """Return a name without case, accents, article and punctuation, to compare it: ``L'Équipe`` -> ``equipe``."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", plain(name)) if not unicodedata.combining(sign))
    words = _WORD.findall(bare.lower())
    if len(words) > 1 and words[0] in _words("leading"):
        words = words[1:]
    return " ".join(words)


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(lexicon.load("organisations")["naming"][table])


def full_names(
    text: str, mentions: Iterable[Place], stands_alone: Callable[[str], bool] = lambda name: False
) -> dict[str, str]:
    """Return the fullest form, as printed in the article, of each name.

    Parameters
    ----------
    text : str
        The article.
    mentions : iterable of Place
        The organisations found in it.
    stands_alone : callable, optional
        Tells whether a name stands for an organisation of its own even where a longer one begins with it.
    """
    places = sorted(mentions, key=lambda place: place.start)
    groups = _Groups()
    for place in places:
        groups.add(place)
    for short, long in _in_brackets(text, places):
        groups.join(short, long)
    _join_aliases(groups)
    _join_acronyms(groups)
    _join_shortened(groups, places, stands_alone)
    return {surface: groups.fullest(surface) for surface in {place.text for place in places}}


class _Groups:
    """Names that stand for one organisation, by their folded form."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}
        self.surfaces: dict[str, list[str]] = {}

    def add(self, place: Place) -> None:
        key = folded(place.text)
        self.parent.setdefault(key, key)
        self.surfaces.setdefault(key, []).append(place.text)

    def root(self, key: str) -> str:
        while self.parent[key] != key:
            key = self.parent[key]
        return key

    def join(self, short: str, long: str) -> None:
        """Let the name ``short`` stand for what ``long`` stands for, if it stands for itself until now."""
        first, second = folded(short), folded(long)
        if self.root(first) == first and self.root(second) != first:
            self.parent[first] = self.root(second)

    def fullest(self, surface: str) -> str:
        printed = self.surfaces[self.root(folded(surface))]
        longest = max(map(len, printed))
        return max((name for name in printed if len(name) == longest), key=printed.count)


def _in_brackets(text: str, places: Sequence[Place]) -> Iterable[tuple[str, str]]:
    """Yield (short, long) where a name explains the one before it in brackets: ``Banque mondiale (BM)``."""
    for place, following in itertools.pairwise(places):
        between = text[place.end : following.start]
        if (
            len(between) > 4
            or not _OPENING.fullmatch(between)
            or text[following.end : following.end + 1] not in tuple(',)]»”" ')
        ):
            continue
        short, long = sorted((place.text, following.text), key=len)
        if len(_WORD.findall(short)) <= 2 and len(_WORD.findall(long)) >= 2 and _may_shorten(short, long):
            yield short, long


def _may_shorten(short: str, long: str) -> bool:
    """Tell whether a name in brackets may be short for its neighbour: not two names of rivals or of a parent."""
    return is_acronym(short, long) or len(_WORD.findall(long)) >= 3


def is_acronym(short: str, long: str) -> bool:
    """Tell whether the letters of a short name are those of the capitals, or of the words, of a long one."""
    letters = [letter for letter in folded(short) if letter.isalpha()]
    if not 2 <= len(letters) <= 8 or " " in short or not short[:1].isupper():
        return False
    words = _WORD.findall(folded(long))
    initials = [word[0] for word in words if word not in _words("skipped")]
    if len(initials) < 2:
        return False
    if initials == letters or _spells(letters, words):
        return True
    return short.isupper() and initials[: len(letters)] == letters and len(letters) > 2


def _spells(letters: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether these are the initials of all words, small ones counted where their letter comes next: ``ADEME``."""
    position = 0
    for word in words:
        if letters[position : position + 1] == [word[0]]:
            position += 1
        elif word not in _words("skipped"):
            return False
    return position == len(letters)


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    """Return the other names of each well-known short name, all folded."""
    return {
        folded(entry["short"]): tuple(folded(name) for name in entry["long"])
        for entry in lexicon.load("organisations")["alias"]
    }


def _join_aliases(groups: _Groups) -> None:
    for key in list(groups.surfaces):
        for long in _aliases().get(key, ()):
            if long in groups.surfaces:
                groups.join(key, long)
                break


def _join_acronyms(groups: _Groups) -> None:
    keys = list(groups.surfaces)
    for key in keys:
        short = groups.surfaces[key][0]
        if " " in short or not short.isupper():
            continue
        for other in keys:
            if other != key and is_acronym(short, groups.surfaces[other][0]):
                groups.join(short, groups.surfaces[other][0])
                break


def _join_shortened(groups: _Groups, places: Sequence[Place], stands_alone: Callable[[str], bool]) -> None:
    """Join a name to the longer one that it shortens: ``Great Wall`` to ``Great Wall Motor Co``.

    A daughter's name begins with its mother's too: a name that stands for an organisation of its own keeps standing
    for it, unless the longer one only adds a legal form.
    """
    first_place = {folded(place.text): place for place in reversed(places)}
    keys = list(groups.surfaces)
    for key in keys:
        longer = [other for other in keys if other != key and _shortens(key, other)]
        if not longer:
            continue
        legal = [other for other in longer if set(other.split()) - set(key.split()) <= _words("legal")]
        earlier = [other for other in longer if first_place[other].start < first_place[key].start]
        surface = groups.surfaces[key][0]
        if legal or key in _words("generic") or not _begins(longer[0], key):
            groups.join(surface, groups.surfaces[(legal or longer)[0]][0])
        elif stands_alone(surface):
            continue
        elif earlier:
            groups.join(surface, groups.surfaces[earlier[0]][0])
        elif surface.isupper() or (
            len({groups.root(other) for other in longer}) == 1 and len(groups.surfaces[key]) < 3
        ):
            groups.join(surface, groups.surfaces[longer[0]][0])


def _shortens(short: str, long: str) -> bool:
    """Tell whether a folded name is the first words of another one, or leaves out some inside or its head noun."""
    if _begins(long, short):
        return True
    words, more = short.split(), long.split()
    if len(words) == 1:
        return len(more) > 1 and more[-1] == short and set(more[:-1]) <= _words("prefixes")
    remaining = iter(more)
    same_ends = words[0] == more[0] and words[-1] == more[-1]
    return same_ends and len(words) < len(more) <= len(words) + 2 and all(word in remaining for word in words)


def _begins(long: str, short: str) -> bool:
    return long.startswith(short + " ")
