"""Which noun a number counts, and which numbers count nothing: dates, ages, ranks, models, addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from faitout.lexicon import load
from faitout.values.numbers import ONE, Number, is_whole
from faitout.values.phrases import before_a_word, longest_first, small_words

_LETTERS = "a-zà-öø-ÿœ"
_GLUED = re.compile(rf"[{_LETTERS}°][{_LETTERS}²³/°]*\d?")
_WORD = re.compile(rf"[{_LETTERS}°][{_LETTERS}²³°]*+(?:[-/][{_LETTERS}]++)*+\d{{0,4}}+(?!')")
_WORD_AS_PRINTED = re.compile(r"[^\W_]+")
_LAST_WORD = re.compile(r"(?:^|(?<=[\s'(«\"/-]))[^\s'(«\"/]+[ ]?\Z")
_CLOSING = re.compile(r"[\"”]| »")
_OPENING = ('"', "“", "«")
_WINDOW = 24
_CLAUSE = 80
_LONGEST_ADJECTIVES = 4
_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Counted:
    """What stands behind a number: ``time`` (no quantity), ``noun`` (with offsets), ``address`` or ``nothing``."""

    kind: str
    start: int = 0
    end: int = 0


NOTHING, TIME, ADDRESS, GLUED = Counted("nothing"), Counted("time"), Counted("address"), Counted("glued")


@cache
def _of() -> re.Pattern[str]:
    return re.compile(rf" (?:{small_words('counting')})")


@cache
def _words(table: str, key: str = "words") -> frozenset[str]:
    return frozenset(load("quantities")[table][key])


def of_counted(folded: str, position: int) -> int | None:
    """Return where what is counted begins behind a "de" ("une trentaine de points"), or None."""
    of = _of().match(folded, position)
    return of.end() if of else None


def counted(marks: str, folded: str, number: Number) -> Counted:
    """Return what a number counts.

    Parameters
    ----------
    marks, folded : str
        The text as :mod:`faitout.values.folding` gives it, with and without its capitals.
    number : Number
        The number, which no currency and no percent sign follows.
    """
    end = _over_quotes(marks, number.end)
    after = folded[end : end + 1]
    if after == " ":
        return _behind_space(marks, folded, number, end)
    if end > number.end:
        return NOTHING
    if after.isalpha() or after == "°":
        return _glued(marks, folded, number.end)
    if after == "-" and folded[number.end + 1 : number.end + 2].isalpha():
        return GLUED
    return ADDRESS if after == "," and _address(folded, number.end + 2) else NOTHING


def _over_quotes(marks: str, position: int) -> int:
    """Step over a closing quote between a number and its noun: '"200.000" places'."""
    quote = _CLOSING.match(marks, position)
    return quote.end() if quote else position


def _behind_space(marks: str, folded: str, number: Number, end: int) -> Counted:
    """Look behind a space, and a "de" if the number takes one, for what it counts."""
    of = _of().match(folded, end)
    magnified = number.scale > ONE or number.form == "collective"
    if (of and not magnified) or (number.takes_of and not of):
        return NOTHING
    if _is_postal_code(marks, number):
        return ADDRESS
    position = of.end() if of else end + 1
    if marks[position : position + 1] in _OPENING:
        position += 1 + (marks[position + 1 : position + 2] == " ")
    single = abs(number.value) < 2 and not is_whole(number.value)
    loose = bool(of) or single
    found = _noun(marks, folded, position, loose, times=bool(of) and number.scale > ONE)
    named = found.kind == "noun" and marks[found.start].isupper()
    return ADDRESS if named and _address(folded, found.end + 1) else found


def _glued(marks: str, folded: str, position: int) -> Counted:
    word = _GLUED.match(folded, position)
    if word is None:
        return GLUED
    text = word.group()
    if text in _words("units", "lower_case_only") and marks[position : word.end()] != text:
        return GLUED
    if text in _words("units", "glued"):
        return Counted("noun", position, word.end())
    return GLUED


def _is_postal_code(marks: str, number: Number) -> bool:
    """Tell whether five plain digits stand before a capital: "75011 Paris"."""
    return (
        number.end - number.start == 5
        and marks[number.start : number.end].isdigit()
        and marks[number.end + 1 : number.end + 2].isupper()
    )


def _address(folded: str, position: int) -> bool:
    word = _WORD.match(folded, position)
    return bool(word and word.group() in _words("addresses"))


def _noun(marks: str, folded: str, position: int, loose: bool, times: bool) -> Counted:
    """Find the noun over the adjectives before it; ``loose`` takes a singular, ``times`` also hours and years."""
    adjective: re.Match[str] | None = None
    for _ in range(_LONGEST_ADJECTIVES):
        word = _WORD.match(folded, position)
        if word is None:
            break
        text = word.group()
        if text in _words("time") and not times:
            return TIME
        if text in _words("addresses") and not loose and not text.endswith("s"):
            return ADDRESS
        if text not in _words("adjectives"):
            if _is_noun(marks, word, loose):
                return Counted("noun", word.start(), _compound(folded, word.end()))
            break
        adjective, loose = word, False
        position = word.end() + 1
        if folded[word.end() : position] != " ":
            break
    if adjective and _is_noun(marks, adjective, loose=False) and adjective.group() not in _words("function_words"):
        return Counted("noun", adjective.start(), adjective.end()) if not _vague(adjective.group()) else NOTHING
    return NOTHING


def _vague(word: str) -> bool:
    """Tell whether an adjective alone repeats an earlier noun: "20.000 autres"."""
    return word in _words("function_words", "not_nouns")


def _is_noun(marks: str, word: re.Match[str], loose: bool) -> bool:
    text = word.group()
    if text in _words("function_words") or text in _words("function_words", "not_nouns"):
        return False
    if text in _words("units") or text.partition("/")[0] in _words("units"):
        single = text in _words("units", "lower_case_only")
        return not single or marks[word.start() : word.end()] == text
    return loose or text[-1] in "sxz" or "-" in text or marks[word.start()].isupper()


def _compound(folded: str, end: int) -> int:
    second = _WORD.match(folded, end + 1) if folded[end : end + 1] == " " else None
    return second.end() if second and second.group() in _words("compounds") else end


def is_reference(marks: str, folded: str, number: Number, found: Counted) -> bool:
    """Tell whether what stands around a number makes it a name: a rank, a model, a page, a date, an age.

    Parameters
    ----------
    marks, folded : str
        The text as :mod:`faitout.values.folding` gives it, with and without its capitals.
    number : Number
        The number.
    found : Counted
        What :func:`counted` says that it counts.
    """
    start = number.start
    if folded.startswith(tuple(_words("names", "words")), start):
        return True
    if not start:
        return False
    before = folded[start - 1]
    if before.isalnum() or before in "_/#@°№" or (before in "-–" and folded[max(0, start - 2)].isalpha()):
        return True
    if before not in " '" or number.grouped or (number.scale > ONE and not number.abbreviated):
        return False
    match = _LAST_WORD.search(folded, max(0, start - _WINDOW), start)
    if match is None:
        return False
    counts = found.kind == "noun" and marks[found.start].islower()
    return _is_numbered(marks, match, number, counts) or (not counts and _is_model(marks, folded, number, found, match))


def _is_model(marks: str, folded: str, number: Number, found: Counted, match: re.Match[str]) -> bool:
    """Tell whether a number names a model: "la 250 GT", "45 TDI"."""
    if found.kind != "noun":
        return False
    behind = _WORD_AS_PRINTED.match(marks, found.start)
    if behind and behind.group() in _words("models", "behind"):
        return True
    if marks[number.start : number.end] in _words("models", "numbers"):
        return True
    return match.group().strip() in _words("models", "determiners") and is_whole(number.value)


def word_before(folded: str, start: int) -> str:
    """Return the word before an offset, or an empty string."""
    match = _LAST_WORD.search(folded, max(0, start - _WINDOW), start)
    return match.group().strip(' ()«»"') if match else ""


def _is_numbered(marks: str, match: re.Match[str], number: Number, counts: bool) -> bool:
    """Tell whether a word takes a number as its own: "page", "jeudi", or a name inside a sentence.

    ``counts`` says that a noun in lower case follows: "ce qui place 32 sites", "jeudi 12 magasins".
    """
    word = match.group().strip(' ()«»"')
    if word in _words("time", "before"):
        of_age = word in _words("time", "ages")
        return of_age or not (counts or number.value > _LAST_DAY)
    if counts and word in _words("numbered", "unless_counting"):
        return False
    if word in _words("numbered"):
        return True
    printed = marks[match.start() : match.end()].strip(' ()«»"')
    named = printed[:1].isupper() and printed[-1:] not in ",;:.!?"
    return named and word not in _words("function_words")


def stands_alone(folded: str, number: Number) -> bool:
    """Tell whether a collective counts by itself: "sur une dizaine", but not "la trentaine", "une quarantaine"."""
    words = folded[number.start : number.end].split(" ")
    return words[0] in _words("alone", "determiners") and words[-1] not in _words("alone", "not")


def counted_by_name(text: str, folded: str, number: Number, small: bool) -> str | None:
    """Return the noun that the words around a number say it counts.

    "le nombre de colis franchit le million", "chiffré à 4.000 le nombre de vélos". ``small`` asks for more: the
    number must stand behind "à" or "de" and end its clause.
    """
    before, after = _number_of()
    if small and not after.match(folded, number.end):
        if word_before(folded, number.start) not in _words("number_of", "to"):
            return None
        if not may_end_a_clause(folded, number.end, verbs=False):
            return None
    match = before.search(folded, max(0, number.start - _CLAUSE), number.start) or after.match(folded, number.end)
    if match is None or match[1] in _words("function_words"):
        return None
    return text[match.start(1) : match.end(1)]


@cache
def _number_of() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = longest_first(load("quantities")["number_of"]["words"])
    determiners = longest_first(load("quantities")["number_of"]["determiners"])
    noun = rf"(?:{names}) (?:[^\W\d]{{1,12}} )?(?:{small_words('de')})(?:(?:{determiners}) )?([^\W\d]{{2,24}})"
    return (
        re.compile(rf"(?<!\w){noun}(?=[^.;:()\d]*(?:\([^()]*\)[^.;:()\d]*|\()?\Z)"),
        re.compile(rf" (?:{before_a_word(load('quantities')['number_of']['articles'])}){noun}"),
    )


def may_end_a_clause(folded: str, end: int, verbs: bool) -> bool:
    """Tell whether nothing that could be counted follows: an elliptic number stands before "en", "l'an", a stop.

    Parameters
    ----------
    verbs : bool
        Whether the verb of the clause may follow, too: "dont 180 travaillent à Lyon".
    """
    if folded[end : end + 1] != " ":
        return not folded[end : end + 1].isalpha()
    word = _WORD.match(folded, end + 1)
    if word is None:
        return True
    text = word.group()
    endings = tuple(load("quantities")["function_words"]["verb_endings"])
    if text in _words("function_words", "negations"):
        return verbs
    return (
        text in _words("function_words")
        or text in _words("function_words", "not_nouns")
        or text in _words("function_words", "adverbs")
        or text in _words("adjectives")
        or text in _words("time", "before")
        or (verbs and text.endswith(endings))
    )


def looks_like_year(text: str, number: Number) -> bool:
    """Tell whether a number is printed as a year is: four plain digits from 1900 to 2100."""
    return (
        number.form == "digits"
        and number.end - number.start == 4
        and number.scale == ONE
        and text[number.start : number.end].isdigit()
        and 1900 <= number.value <= 2100
    )


def is_year(folded: str, number: Number) -> bool:
    """Tell whether a number that looks like a year is one: nothing before it makes it a count."""
    before = word_before(folded, number.start)
    if before in _words("year_determiners"):
        return False
    round_number = number.value % 100 == 0
    return not round_number or before in _words("year_determiners", "of_years") or before[-1:] in ("s", "x")
