"""Telling an age ("un homme de 31 ans") from a length of time ("un bail de 31 ans")."""

from __future__ import annotations

from functools import cache

from faitout.lexicon import load
from faitout.values.date_tokens import Tokens

_LONGEST_DESCRIPTION = 5  # words
_GROWN = range(14, 111)  # of so many years a noun that names nothing lasting is most often someone


def is_age(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a number of years is an age.

    Parameters
    ----------
    tokens : Tokens
        The text.
    start, end : int
        The tokens of the number and its unit: "31 ans".
    """
    start = _first_of_several(tokens, start)
    before = start - 1
    if tokens.is_a(before, "over_under") or (tokens.is_a(before, "de") and tokens.is_a(before - 1, "over_under")):
        compared = before - tokens.is_a(before, "de")
        has = tokens.is_a(compared - 1, "have_age") and not tokens.is_a(compared - 2, "y")
        had = has and not tokens.is_a(end, "of_measure") and not tokens.is_a(end, "age_not_followed")
        return had or tokens.is_a(compared - 1, "crowd") or _said_of_a_person(tokens, compared)
    possessed = tokens.is_a(before, "possessive") and not tokens.is_a(end, "de")
    if possessed or _said_of_a_person(tokens, start) or _is_apposition(tokens, start, end):
        return True
    subject = start
    while tokens.is_a(subject - 1, "age_between") and start - subject < 4:
        subject -= 1
    if tokens.is_a(subject - 1, "have_age") and not tokens.is_a(subject - 2, "y"):
        return not (tokens.is_a(end, "of_measure") or tokens.is_a(end, "age_not_followed"))
    return _is_moment_of_life(tokens, before, end)


def _first_of_several(tokens: Tokens, start: int) -> int:
    """Return where ages that share their unit begin: "ses fils de 12 et 14 ans", "entre 6 et 11 ans"."""
    shared = tokens.is_a(start - 1, "and") and tokens.digits(start - 2) is not None
    return start - 2 if shared else start


def _is_moment_of_life(tokens: Tokens, before: int, end: int) -> bool:
    """Tell "à 58 ans", "dès 16 ans", "les 60 ans"."""
    capital_a = tokens.is_a(before, "have") and tokens.capitalised(before)  # "A 66 ans", without its accent
    of_people = tokens.is_a(before, "crowd") and not tokens.is_a(before - 1, "in_the_course")
    if tokens.is_a(before, "as_early_as") or (of_people and tokens.is_a(end - 1, "years_of_age")):
        return True
    return (capital_a or tokens.is_a(before, "at")) and not _is_term(tokens, before, end)


def _is_apposition(tokens: Tokens, start: int, end: int) -> bool:
    """Tell the ", 48 ans," after a name."""
    closed = tokens.word(end) in (",", ")", ".", "–", "-", "") or tokens.is_a(end, "after_age")
    if tokens.digits(start) is None or not closed:
        return False
    before = start - 1 - tokens.is_a(start - 1, "age_between")
    if tokens.word(before) == "(":
        return True
    name = before - 1
    named = tokens.capitalised(name) or tokens.is_a(name, "people") or tokens.word(name) in ('"', "»", "”")
    return (named or _is_described(tokens, start, name)) and tokens.word(before) in (",", "–", "-")


def _is_described(tokens: Tokens, start: int, name: int) -> bool:
    """Tell whether a noun with its article, which names nothing lasting, stands before the comma: "la fondatrice"."""
    words = range(max(name - _LONGEST_DESCRIPTION, 0), name + 1)
    return (
        tokens.digits(start) in _GROWN
        and any(tokens.is_a(position, "article") for position in words)
        and not any(tokens.is_a(position, "lasting_head") for position in words)
    )


def _said_of_a_person(tokens: Tokens, start: int) -> bool:
    if any(tokens.is_a(position, "aged") for position in range(max(start - 8, 0), start)):
        return True
    if not tokens.is_a(start - 1, "de"):
        return False
    if tokens.is_a(start - 2, "old"):
        return True
    heads = range(max(start - 4, 0), start - 1)
    if any(tokens.is_a(head, "people") for head in heads):
        return True
    if any(tokens.is_a(head, "lasting_head") for head in heads):
        return False
    noun = tokens.word(start - 2)
    return noun[:1].isalpha() and not noun.endswith(_participle_endings()) and tokens.digits(start) in _GROWN


def _is_term(tokens: Tokens, before: int, end: int) -> bool:
    """Tell a term ("un emprunt à 10 ans", "condamné à 15 ans de prison") from an age after "à"."""
    lent = any(tokens.is_a(position, "lending") for position in range(max(before - 6, 0), before))
    return (
        lent
        or tokens.is_a(end, "served")
        or (tokens.is_a(end, "de") and not tokens.is_a(end + 1, "definite"))
        or tokens.is_a(before - 1, "until")
    )


@cache
def _participle_endings() -> tuple[str, ...]:
    return tuple(load("durations")["words"]["participle_endings"])
