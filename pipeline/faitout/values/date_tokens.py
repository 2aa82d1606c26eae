"""The words of a text as the date grammar reads them: folded tokens, looked up by their role in the lexicons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import accumulate
from operator import add
from typing import Any

from faitout.lexicon import load
from faitout.values.calendar import Unit
from faitout.values.folding import fold
from faitout.values.numbers import parse_number

# A word keeps its elision ("l'", "aujourd'"); every mark is a token of its own. The usual letters come first: a class
# that names them is twice as fast as the one of all letters.
_WORD = r"(?:[a-zß-öø-ÿœ]+[^\W\d_]*|[^\W\d_]+)(?:'(?=\w))?|\d+|[^\w\s]|_|\n"
_TOKEN = re.compile(_WORD)
# Most tokens are words between single spaces: tried first, they take three quarters of the time.
_TOKEN_AND_GAP = re.compile(rf"[a-zß-öø-ÿœ]++ (?=[a-z])|(?:{_WORD})[^\S\n]*+")
_PADDING = 64
_MAX_NUMBER_TOKENS = 9  # "mille neuf cent quatre-vingt-dix-neuf"
_ACCENTS = str.maketrans("àâäéèêëîïôöùûüç", "aaaeeeeiioouuuc")


class Tokens:
    """The tokens of one text.

    Parameters
    ----------
    text : str
        The article; offsets of the tokens are offsets into it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        # Lengths add up to offsets: a quarter of the time of asking each match for its place.
        pieces: list[str] = _TOKEN_AND_GAP.findall(self.folded)
        indent = len(self.folded) - sum(map(len, pieces))  # no token has a gap before it but the first
        self.words = [piece.rstrip() or "\n" for piece in pieces]
        self.starts = list(accumulate(map(len, pieces[:-1]), initial=indent)) if pieces else []
        self.ends = list(map(add, self.starts, map(len, self.words)))
        self._count = len(self.words)
        self._roles = roles()
        # Rules look a few tokens back and ahead without asking where the text ends.
        self.words.extend([""] * _PADDING)
        # Several rules ask for the number or the day at one place; each is read once.
        self._numbers: dict[int, tuple[Decimal, int] | None] = {}
        self._days: dict[int, tuple[int, int] | None] = {}
        self._lists: dict[int, int] = {}

    def __len__(self) -> int:
        return self._count

    def word(self, position: int) -> str:
        """Return the folded token at a position, empty right outside the text."""
        return self.words[position]

    def is_a(self, position: int, role: str) -> bool:
        """Tell whether the token has this role in the lexicon."""
        return self.words[position] in self._roles[role]

    def follow(self, position: int, *pattern: str) -> int | None:
        """Return the position after tokens of these roles in a row, or None; ``role?`` may be missing."""
        words = self.words
        for accepted, optional in _steps(pattern):
            if words[position] in accepted:
                position += 1
            elif not optional:
                return None
        return position

    def precede(self, position: int, *pattern: str) -> int | None:
        """Return the position of the first of these roles that stand in a row before ``position``, or None."""
        words = self.words
        for accepted, optional in reversed(_steps(pattern)):
            if words[position - 1] in accepted:
                position -= 1
            elif not optional:
                return None
        return position

    def joined(self, position: int) -> bool:
        """Tell whether nothing separates the token from the one before it."""
        return 0 < position < self._count and self.ends[position - 1] == self.starts[position]

    def capitalised(self, position: int) -> bool:
        """Tell whether the token is printed with a capital."""
        return 0 <= position < self._count and self.text[self.starts[position]].isupper()

    def digits(self, position: int) -> int | None:
        """Return the whole number that is printed in digits at a position, or None if it is part of another."""
        word = self.word(position)
        if not word.isdecimal() or not word.isascii() or len(word) > 6:
            return None
        glued = self.joined(position) and (self.word(position - 1) == "_" or self.word(position - 1)[0].isalpha())
        fraction = self.joined(position) and self.word(position - 1) in ".," and self._digit_before(position - 1)
        return None if (glued and not self.word(position - 1).endswith("'")) or fraction else int(word)

    def _digit_before(self, position: int) -> bool:
        return self.joined(position) and self.word(position - 1).isdecimal()

    def decimals(self, position: int) -> bool:
        """Tell whether a decimal or thousands part follows the digits at a position ("2.000", "1,5", "10 000")."""
        following = self.word(position + 2)
        if self.word(position + 1) in (".", ",") and self.joined(position + 1) and following.isdecimal():
            return self.joined(position + 2)
        spaced = position + 1 < self._count and self.starts[position + 1] - self.ends[position] == 1
        return spaced and len(self.word(position + 1)) == 3 and self.word(position + 1).isdecimal()

    def number(self, position: int) -> tuple[Decimal, int] | None:
        """Return the number that begins at a position, in digits or words, and the position after it."""
        if position not in self._numbers:
            self._numbers[position] = self._read_number(position)
        return self._numbers[position]

    def _read_number(self, position: int) -> tuple[Decimal, int] | None:
        if self.word(position)[:1].isdecimal():
            return self._number_in_digits(position)
        if not self.is_a(position, "number_word"):
            return None
        end = position + 1
        while end - position < _MAX_NUMBER_TOKENS and (
            self.is_a(end, "number_word") or (self.is_a(end, "number_link") and self.is_a(end + 1, "number_word"))
        ):
            end += 1
        while end > position:
            value = _number_in_words(self.folded[self.starts[position] : self.ends[end - 1]])
            if value is not None:
                return value, end
            end -= 1
        return None

    def _number_in_digits(self, position: int) -> tuple[Decimal, int] | None:
        whole = self.digits(position)
        if whole is None:
            return None
        if not self.decimals(position):
            return Decimal(whole), position + 1
        if self.joined(position + 1):
            separator, part = self.word(position + 1), self.word(position + 2)
            if separator == "." and len(part) == 3:
                return Decimal(f"{whole}{part}"), position + 3
            return Decimal(f"{whole}.{part}"), position + 3
        return Decimal(f"{whole}{self.word(position + 1)}"), position + 2

    def ordinal(self, position: int) -> tuple[int, int] | None:
        """Return the rank that begins at a position ("premier", "3e", "2ème"), -1 for the last one, and its end."""
        rank = ordinals().get(self.word(position))
        if self.word(position + 1) == "-" and ordinals().get(self.word(position + 2), 10) in range(1, 10):
            tens = self.number(position)  # "vingt-sixième"
            if tens is not None and tens[1] == position + 1 and tens[0] in (20, 30):
                return int(tens[0]) + ordinals()[self.word(position + 2)], position + 3
        if rank is not None:
            return rank, position + 1
        value = self.digits(position)
        if value is not None and self.joined(position + 1) and self.is_a(position + 1, "ordinal_suffix"):
            return value, position + 2
        return None

    def day(self, position: int) -> tuple[int, int] | None:
        """Return the day of a month that begins at a position ("3", "1er", "premier", "vingt-deux") and its end."""
        if position not in self._days:
            self._days[position] = self._read_day(position)
        return self._days[position]

    def _read_day(self, position: int) -> tuple[int, int] | None:
        if self.is_a(position, "first"):
            return 1, position + 1
        word = self.word(position)
        if word.isdecimal() and self.joined(position + 1) and self.is_a(position + 1, "ordinal_suffix"):
            return (1, position + 2) if word in ("1", "01") else None
        found = self.number(position)
        if found is not None and found[1] == position + 1 and self.is_a(position, "one"):
            return None
        if found is None or not 1 <= found[0] <= 31 or found[0] % 1 or (word.isdecimal() and found[1] > position + 1):
            return None
        return int(found[0]), found[1]

    def list_of_days(self, position: int) -> int:
        """Return the position after days in a row between commas ("3, 5 et 7": after the 5)."""
        passed: list[int] = []
        at = position
        while at not in self._lists:
            day = self.day(at)
            if day is None:
                return position
            passed.append(at)
            if not self.is_a(day[1], "comma") or self.day(day[1] + 1) is None:
                self._lists[at] = day[1]
            else:
                at = day[1] + 1
        self._lists.update(dict.fromkeys(passed, self._lists[at]))
        return self._lists[at]


@lru_cache(maxsize=2_000)
def _number_in_words(text: str) -> Decimal | None:
    # Before a unit of time a lone word is a number, even one that elsewhere may be an adjective ("neuf").
    alone = _lone_numbers().get(text)
    return parse_number(text) if alone is None else alone


@cache
def _lone_numbers() -> Mapping[str, Decimal]:
    cardinals = {
        word: Decimal(value) for entry in load("numbers")["cardinals"] for word, value in entry["words"].items()
    }
    return cardinals | dict.fromkeys(roles()["one"], Decimal(1))


@cache
def _steps(pattern: tuple[str, ...]) -> tuple[tuple[frozenset[str], bool], ...]:
    """Return the words of each role of a pattern, and whether it may be missing."""
    return tuple((roles()[role.rstrip("?")], role.endswith("?")) for role in pattern)


def tokenise_name(name: str, accents: bool = True) -> tuple[str, ...]:
    """Return the folded tokens of a name of the lexicon, to be compared with those of a text."""
    folded = fold(name)
    return tuple(_TOKEN.findall(folded if accents else folded.translate(_ACCENTS)))


@cache
def date_lexicon() -> Mapping[str, Any]:
    """Return the lexicon of the calendar, ``configs/lexicons/dates.toml``."""
    return load("dates")


def _spellings(forms: Sequence[str]) -> set[str]:
    """Return the forms, and the same without their accents."""
    return {*forms, *(form.translate(_ACCENTS) for form in forms)}


def _by_form(table: str, key: str) -> dict[str, Any]:
    return {form: entry[key] for entry in date_lexicon()[table] for form in _spellings(entry["forms"])}


@cache
def months() -> Mapping[str, int]:
    """Return the number of each month by its full name."""
    return _by_form("months", "number")


@cache
def short_months() -> Mapping[str, int]:
    """Return the number of each month by its abbreviations."""
    return {form: entry["number"] for entry in date_lexicon()["months"] for form in _spellings(entry["short"])}


@cache
def weekdays() -> Mapping[str, int]:
    """Return the ISO number of each weekday by its name."""
    return _by_form("weekdays", "number")


@cache
def short_weekdays() -> Mapping[str, int]:
    """Return the ISO number of each weekday by its abbreviation."""
    return {form: entry["number"] for entry in date_lexicon()["weekdays"] for form in entry["short"]}


@cache
def seasons() -> Mapping[str, str]:
    """Return the TIMEX3 code of each season by its name."""
    return _by_form("seasons", "code")


@cache
def ordinals() -> Mapping[str, int]:
    """Return the rank of each ordinal word."""
    return _by_form("ordinals", "rank")


@cache
def periods() -> Mapping[str, Unit]:
    """Return the calendar unit of each noun that names one ("semaine": week)."""
    return _by_form("periods", "unit")


@cache
def directions() -> Mapping[str, int]:
    """Return how many units a word points back or ahead ("dernier": -1, "prochain": 1)."""
    return _by_form("directions", "step")


@cache
def plural_directions() -> Mapping[str, int]:
    """Return the same for the plurals, which several days or months share ("lundi et mardi prochains")."""
    return {form: entry["step"] for entry in date_lexicon()["directions"] for form in entry["plural"]}


@cache
def roles() -> Mapping[str, frozenset[str]]:
    """Return the words of each role that the grammar tells apart."""
    numbers = load("numbers")
    lexicons = (date_lexicon()["words"], load("durations")["words"])
    plain = date_lexicon()["accented"]["roles"]
    number_words = {
        word for table in ("cardinals", "units", "hundreds") for entry in numbers[table] for word in entry["words"]
    }
    found: dict[str, frozenset[str]] = {
        role: frozenset(words if role in plain else _spellings(words))
        for lexicon in lexicons
        for role, words in lexicon.items()
    }
    for name, table in (
        ("month", months()),
        ("short_month", short_months()),
        ("weekday", weekdays()),
        ("season", seasons()),
        ("ordinal", ordinals()),
        ("period", periods()),
        ("direction", directions()),
    ):
        found[name] = frozenset(table)
    found["number_word"] = frozenset(number_words) | found["thousand"]
    return found
