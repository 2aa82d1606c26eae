"""Currency names, symbols and codes: where one stands beside a number, and which currency it means in an article."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from faitout.lexicon import load

# What a currency may begin with: letters, or one sign such as € and $.
_HEAD = re.compile(r"[^\W\d_]+|[^\w\s.,;:!?()«»\"'%\-–—]")
_LONGEST_PREFIX = 6
_LEAD = 400  # characters of an article in which what it is about is named


@dataclass(frozen=True, slots=True)
class Currency:
    """What a currency name, symbol or code says before the article is asked.

    Parameters
    ----------
    code : str or None
        ISO 4217, if the name alone says it, or says it where the article names no country.
    family : str or None
        The name that several currencies share ("dollar").
    of : tuple of str
        For a subunit (centime), the currencies that have it.
    per : int
        How many make one unit of the currency: 100 for a centime, else 1.
    """

    code: str | None = None
    family: str | None = None
    of: tuple[str, ...] = ()
    per: int = 1

    @property
    def certainty(self) -> int:
        """Rank: 0 if the name alone says the currency, 1 if it shares it, 2 for a subunit."""
        return 2 if self.of else int(self.family is not None)


@dataclass(frozen=True, slots=True)
class Sign:
    """A currency found beside a number: its far edge, what it is, and what its letters multiply by ("M" of "M€")."""

    edge: int
    currency: Currency
    scale: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Name:
    """One spelling of a currency; ``exact`` if capitals matter."""

    spelling: str
    currency: Currency
    exact: bool = False


@dataclass(frozen=True)
class _Vocabulary:
    by_head: Mapping[str, Sequence[_Name]]
    codes: Mapping[str, Currency]
    scales: Mapping[str, Decimal]
    scale_letters: frozenset[str]
    scale_mark: re.Pattern[str]
    signs: Mapping[str, Currency]
    prefix: re.Pattern[str]
    last_of_prefix: frozenset[str]
    families: Mapping[str, Mapping[str, Any]]
    masculine: frozenset[str]
    feminine: frozenset[str]
    adjectives: frozenset[str]


@cache
def _vocabulary() -> _Vocabulary:
    money, cldr = load("money"), load("currencies")
    names = _names(money, cldr)
    by_head: dict[str, list[_Name]] = {}
    for name in sorted(names.values(), key=lambda name: -len(name.spelling)):
        head = _HEAD.match(name.spelling.lower())
        if head:
            by_head.setdefault(head.group(), []).append(name)
    codes = {
        code: names[code.lower()].currency if code.lower() in names else Currency(code) for code in cldr["codes"]["all"]
    }
    scales = {mark: Decimal(value) for entry in money["scales"] for mark, value in entry["marks"].items()}
    signs = {
        name.spelling: name.currency
        for name in names.values()
        if not name.exact and any(map(_is_symbol, name.spelling))
    }
    lettered = [symbol for symbol in cldr["symbols"] if symbol[0].isalpha()]
    lettered += [sign for entry in money["names"] for sign in entry.get("signs", ())]
    return _Vocabulary(
        by_head=by_head,
        codes=codes,
        scales=scales,
        scale_letters=frozenset(mark[0] for mark in scales),
        scale_mark=re.compile(
            rf" ?({_any(scales)})(?= ?[^\w\s.,;:!?()«»\"'%/\-–—]| ?(?:{_any([*codes, *lettered])})(?!\w))"
        ),
        signs=signs,
        prefix=re.compile(rf"(?<![^\W_])({_any(signs)})\Z"),
        last_of_prefix=frozenset(spelling[-1] for spelling in signs),
        families={entry["name"]: entry for entry in money["families"]},
        masculine=frozenset(money["articles"]["masculine"]),
        feminine=frozenset(money["articles"]["feminine"]),
        adjectives=frozenset(money["articles"]["adjectives"]),
    )


def _names(money: Mapping[str, Any], cldr: Mapping[str, Any]) -> dict[str, _Name]:
    """Return every spelling; the press's own go before CLDR's."""
    found: dict[str, _Name] = {}

    def add(spellings: Iterable[str], currency: Currency, exact: bool = False) -> None:
        for spelling in spellings:
            found[spelling] = _Name(spelling, currency, exact)

    for symbol, code in cldr["symbols"].items():
        add([symbol if symbol.isalpha() else symbol.lower()], Currency(code), exact=symbol.isalpha())
    for name, code in cldr["names"].items():
        add([name], Currency(code))
    for entry in money["names"]:
        add(entry.get("words", ()), Currency(entry["code"]))
        add(entry.get("signs", ()), Currency(entry["code"]), exact=True)
    for entry in money["families"]:
        add(entry["words"], Currency(entry.get("code"), family=entry["name"]))
    for entry in money["subunits"]:
        add(entry["words"], Currency(of=tuple(entry["of"]), per=entry["per"]))
    return found


def _any(spellings: Iterable[str]) -> str:
    return "|".join(re.escape(spelling) for spelling in sorted(spellings, key=len, reverse=True))


def _is_symbol(character: str) -> bool:
    return unicodedata.category(character) == "Sc"


def sign_after(marks: str, folded: str, position: int) -> Sign | None:
    """Return the currency that stands at an offset, with or without letters that multiply before it.

    Parameters
    ----------
    marks, folded : str
        The text as :func:`faitout.values.folding.fold_marks` and :func:`~faitout.values.folding.fold` give it.
    position : int
        Where the currency would begin, after the number and what joins them.
    """
    space = marks[position : position + 1] == " "
    found = _name_at(marks, folded, position + space)
    if found or marks[position + space : position + space + 1] not in _vocabulary().scale_letters:
        return found
    scale = _vocabulary().scale_mark.match(marks, position)
    if scale is None:
        return None
    start = scale.end() + (marks[scale.end()] == " ")
    found = _name_at(marks, folded, start)
    return Sign(found.edge, found.currency, _vocabulary().scales[scale[1]]) if found else None


def may_begin(folded: str, position: int) -> bool:
    """Tell quickly whether a currency's name or symbol may begin at an offset."""
    head = _HEAD.match(folded, position)
    return head is not None and head.group() in _vocabulary().by_head


def _name_at(marks: str, folded: str, position: int) -> Sign | None:
    head = _HEAD.match(folded, position)
    if head is None:
        return None
    vocabulary = _vocabulary()
    for name in vocabulary.by_head.get(head.group(), ()):
        within = marks if name.exact else folded
        end = position + len(name.spelling)
        if within.startswith(name.spelling, position) and not _continues(folded, end):
            return Sign(end, name.currency)
    code = marks[position : head.end()]
    if code in vocabulary.codes:
        return Sign(head.end(), vocabulary.codes[code])
    return None


def _continues(folded: str, end: int) -> bool:
    """Tell whether a letter goes on after a name that ends in one."""
    return folded[end - 1].isalpha() and folded[end : end + 1].isalpha()


def sign_before(marks: str, folded: str, position: int, floor: int) -> Sign | None:
    """Return the symbol or code that ends at an offset, over at most one space: "$10", "GBP 3,01".

    Parameters
    ----------
    marks, folded : str
        The text as :func:`faitout.values.folding.fold_marks` and :func:`~faitout.values.folding.fold` give it.
    position : int
        Where the number begins.
    floor : int
        Where the previous amount ends: its currency is not this number's.
    """
    edge = position - (folded[position - 1 : position] == " ")
    if edge <= floor:
        return None
    vocabulary = _vocabulary()
    start = edge - 3
    code = marks[start:edge] if start >= floor else ""
    if code in vocabulary.codes and not folded[max(0, start - 1) : start].isalnum():
        return Sign(start, vocabulary.codes[code])
    if folded[edge - 1] not in vocabulary.last_of_prefix:
        return None
    match = vocabulary.prefix.search(folded, max(floor, edge - _LONGEST_PREFIX), edge)
    return Sign(match.start(), vocabulary.signs[match[1]]) if match else None


def agrees(article: str, currency: Currency, followed: bool) -> bool:
    """Tell whether "un" or "une" can be the numeral of a currency: "un livre" is a book, "un franc succès" no sum.

    Parameters
    ----------
    article : str
        The article, folded.
    currency : Currency
        What its name says.
    followed : bool
        Whether another word follows the name.
    """
    vocabulary = _vocabulary()
    name = currency.family or ""
    if followed and name in vocabulary.adjectives:
        return False
    return (name in vocabulary.feminine) == (article not in vocabulary.masculine)


class CurrencyContext:
    """Which currency a shared name means in one article.

    Parameters
    ----------
    folded : str
        The folded article.
    """

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self._named: Counter[str] = Counter()
        self._families: dict[str, str | None] = {}

    def note(self, code: str | None) -> None:
        """Count a currency that a sum of the article is in."""
        if code is not None:
            self._named[code] += 1

    def is_money(self, currency: Currency) -> bool:
        """Tell whether a name that is another noun too ("livres") is money in this article."""
        family = _vocabulary().families.get(currency.family or "")
        if not family or not family.get("needs_place"):
            return True
        if self._by_family(currency) is None:
            return False
        return any(self._named.values()) or not _occurrences(self._folded, family.get("unless", ()))

    def code(self, currency: Currency) -> str | None:
        """Return the ISO code that the name means here, or None if nothing tells."""
        if currency.of:
            named = [code for code in self._named if code in currency.of]
            return max(named, key=lambda code: self._named[code], default=currency.of[0])
        return self._by_family(currency) if currency.family else currency.code

    def _by_family(self, currency: Currency) -> str | None:
        family = currency.family or ""
        if family not in self._families:
            self._families[family] = self._resolve(_vocabulary().families[family])
        return self._families[family]

    def _resolve(self, family: Mapping[str, Any]) -> str | None:
        """Return the currency of the country named most; sums that name it in full count for more than anything."""
        default: str | None = family.get("code")
        places = family["places"]
        named: list[str] = [place["code"] for place in places if self._named[place["code"]]]
        if named and not (default and self._named[default]):
            return max(named, key=lambda code: self._named[code])
        if _occurrences(self._folded, family.get("against", ())):
            return default
        folded = self._folded[:_LEAD] if family.get("in_lead") else self._folded
        counts: dict[str, int] = {place["code"]: _occurrences(folded, place["words"]) for place in places}
        best = max(counts, key=lambda code: counts[code])
        return best if counts[best] else default


def _occurrences(folded: str, words: Iterable[str]) -> int:
    """Count the whole words of a list in the article."""
    return sum(_is_whole(folded, start, start + len(word)) for word in words for start in _starts(folded, word))


def _starts(folded: str, word: str) -> Iterator[int]:
    start = folded.find(word)
    while start >= 0:
        yield start
        start = folded.find(word, start + len(word))


def _is_whole(folded: str, start: int, end: int) -> bool:
    before, after = folded[max(0, start - 1) : start], folded[end : end + 1]
    return not before.isalnum() and not after.isalnum()
