"""The number words of ``configs/lexicons/numbers.toml``, and the patterns that are made from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from faitout.lexicon import load

LETTER = "a-zà-öø-ÿœ"
THOUSAND = Decimal(1000)


@dataclass(frozen=True)
class NumberWords:
    """The number words, ready to be looked up."""

    cardinals: dict[str, int]
    units: dict[str, int]
    hundreds: frozenset[str]
    magnitudes: dict[str, Decimal]
    abbreviations: dict[str, Decimal]
    collectives: dict[str, int]
    qualifiers: frozenset[str]
    halves: frozenset[str]
    fractions: dict[str, int]
    ordinals: dict[str, str]
    starting: frozenset[str]
    parts: dict[str, Decimal]
    adjectives: frozenset[str]
    before_adjectives: frozenset[str]
    months: frozenset[str]
    grammar: dict[str, frozenset[str]]
    anchor: re.Pattern[str]
    digits: re.Pattern[str]
    continuing: frozenset[str]
    abbreviation: re.Pattern[str]
    abbreviation_letters: frozenset[str]


# Digits: groups of thousands with one separator throughout, English style, powers, the first of two with a slash
# between them ("100/150"), plain, and codes that are no numbers.
_DIGITS = r"""
  (?P<grouped>[1-9]\d{0,2}(?P<group>[ .'])\d{3}(?:(?P=group)\d{3}){0,4}(?:(?!(?P=group))[.,]\d{1,12})?)
      (?!\d|[.,/:]\d)
 |(?P<english>[1-9]\d{0,2}(?:,\d{3}){1,4}\.\d{1,12}|[1-9]\d{0,2}(?:,\d{3}){2,4})(?!\d|[.,/:]\d)
 |(?P<power>\d{1,12}(?:[.,]\d{1,12})?(?:e[+-]?|\^[+-]?)\d{1,2})(?![\w^]|[.,/:]\d)
 |(?P<slashed>(?:[1-9]\d{0,2}(?:[ .]\d{3}){1,3}|\d{1,6}(?:,\d{1,2})?)
      (?=/(?:[1-9]\d{0,2}(?:[ .]\d{3}){1,3}|\d{1,6}(?:,\d{1,2})?)(?!\d|[.,/:]\d)))
 |(?P<plain>\d{1,16}(?:[.,]\d{1,12})?)(?!\d|[.,/:]\d)
 |(?P<code>\d[\d.,/:]*)
"""


def _anchor(starters: Iterable[str]) -> re.Pattern[str]:
    """Compile where a number may begin: a digit, or a whole word that one begins with.

    A set of first letters that opens the pattern lets :mod:`re` leap over all others.
    """
    tails: dict[str, list[str]] = {}
    for word in sorted(starters, key=len, reverse=True):
        tails.setdefault(word[0], []).append(re.escape(word[1:]))
    words = "|".join(f"(?<={initial})(?:{'|'.join(rest)})" for initial, rest in sorted(tails.items()))
    return re.compile(rf"[0-9{''.join(sorted(tails))}](?:(?<=[0-9])|(?<!\w\w)(?:{words})(?!\w))")


@cache
def number_words() -> NumberWords:
    """Read the lexicon, once."""
    lexicon = load("numbers")

    def merged(table: str) -> dict[str, Any]:
        return {word: value for entry in lexicon[table] for word, value in entry["words"].items()}

    adjectives = lexicon["adjectives"]
    cardinals, units, collectives, parts = map(merged, ("cardinals", "units", "collectives", "parts"))
    magnitudes = {word: Decimal(value) for word, value in merged("magnitudes").items()}
    abbreviations = {word: Decimal(value) for word, value in merged("abbreviations").items()}
    hundreds, halves, fractions, ordinals = map(merged, ("hundreds", "halves", "fractions", "ordinals"))
    qualifiers = {word for entry in lexicon["collectives"] for word in entry["qualifiers"]}
    starters = {*cardinals, *units, *hundreds, *magnitudes, *collectives, *parts}
    short = "|".join(sorted(map(re.escape, abbreviations), key=len, reverse=True))
    return NumberWords(
        cardinals=cardinals,
        units=units,
        hundreds=frozenset(hundreds),
        magnitudes=magnitudes,
        abbreviations=abbreviations,
        collectives=collectives,
        qualifiers=frozenset(qualifiers),
        halves=frozenset(halves),
        fractions=fractions,
        ordinals=ordinals,
        starting=frozenset({*units, *hundreds, *magnitudes}),
        continuing=frozenset(
            {
                *magnitudes,
                *collectives,
                *qualifiers,
                *halves,
                *fractions,
                *ordinals,
                *cardinals,
                *units,
                *hundreds,
                *lexicon["grammar"]["decimal_point"],
                *lexicon["grammar"]["out_of"],
                *lexicon["grammar"]["and"],
            }
        ),
        parts={word: Decimal(value) for word, value in parts.items()},
        adjectives=frozenset(adjectives["words"]),
        before_adjectives=frozenset(adjectives["after"]),
        months=frozenset(lexicon["months"]["words"]),
        grammar={name: frozenset(words) for name, words in lexicon["grammar"].items() if name != "examples"},
        anchor=_anchor(starters),
        digits=re.compile(_DIGITS, re.VERBOSE),
        abbreviation_letters=frozenset(word[0].lower() for word in abbreviations),
        abbreviation=re.compile(rf" ?(?:{short})(?![{LETTER}{LETTER.upper()}\d_'])"),
    )
