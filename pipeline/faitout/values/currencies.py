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
_CODE = re.compile(r" ?([A-Z]{3})(?!\w)")
_LONGEST_PREFIX = 6
_ACCENTS = {"a": "àâäãáå", "c": "ç", "e": "éèêë", "i": "îïí", "n": "ñ", "o": "ôöóø", "u": "ùûüú"}
_WORDS_OF_PLACES = ("words", "except", "unless")
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
    lettered: Mapping[str, Currency]
    lettered_prefix: re.Pattern[str]
    last_of_prefix: frozenset[str]
    scale_behind: re.Pattern[str]
    scales_behind: Mapping[str, Decimal]
    families: Mapping[str, Mapping[str, Any]]
    demonyms: Mapping[str, Mapping[str, Currency]]
    masculine: frozenset[str]
    feminine: frozenset[str]
    adjectives: frozenset[str]
    of_all: frozenset[str]


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
    letters = [symbol for symbol in cldr["symbols"] if symbol[0].isalpha()]
    letters += [sign for entry in (*money["names"], *money["families"]) for sign in entry.get("signs", ())]
    lettered = {sign: Currency(entry["code"]) for entry in money["names"] for sign in entry.get("before", ())}
    lettered |= {
        sign: Currency(entry.get("code"), family=entry["name"])
        for entry in money["families"]
        for sign in entry.get("before", ())
    }
    families = {entry["name"]: entry for entry in money["families"]}
    for entry in money["families"]:
        if "places_of" in entry:
            families[entry["name"]] = {**entry, "places": families[entry["places_of"]]["places"]}
    behind = {mark: Decimal(value) for entry in money["scales"] for mark, value in entry.get("behind", {}).items()}
    return _Vocabulary(
        by_head=by_head,
        codes=codes,
        scales=scales,
        scale_letters=frozenset(mark[0] for mark in scales),
        scale_mark=re.compile(
            rf" ?({_any(scales)})(?= ?[^\w\s.,;:!?()«»\"'%/\-–—]| ?(?:{_any([*codes, *letters])})(?!\w))"
        ),
        signs=signs,
        prefix=re.compile(rf"(?<![^\W_])({_any(signs)})\Z"),
        lettered=lettered,
        lettered_prefix=re.compile(rf"(?<![^\W_])({_any(lettered)})\Z"),
        last_of_prefix=frozenset(spelling[-1].lower() for spelling in (*signs, *lettered)),
        scale_behind=re.compile(rf"({_any(behind)})(?!\w)| ({_any(mark for mark in behind if len(mark) > 1)})(?!\w)"),
        scales_behind=behind,
        families={name: _plain_places(family) for name, family in families.items()},
        demonyms={name: _demonyms(family) for name, family in families.items()},
        masculine=frozenset(money["articles"]["masculine"]),
        feminine=frozenset(money["articles"]["feminine"]),
        adjectives=frozenset(money["articles"]["adjectives"]),
        of_all=frozenset(money["articles"]["of_all"]),
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
        add(entry.get("signs", ()), Currency(entry.get("code"), family=entry["name"]), exact=True)
    for entry in money["subunits"]:
        add(entry["words"], Currency(of=tuple(entry["of"]), per=entry["per"]))
    return found


def _demonyms(family: Mapping[str, Any]) -> Mapping[str, Currency]:
    """Return the currency by the word that may follow its name ("shillings kényans"), singular and plural."""
    if family.get("needs_place"):
        return {}
    return {
        form: Currency(place["code"])
        for place in family["places"]
        for word in place["words"]
        for form in (word, f"{word}s")
        if form.isalpha()
    }


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
            sign = Sign(end, name.currency)
            return _told_apart(marks, folded, sign) if name.currency.family else sign
    code = marks[position : head.end()]
    if code in vocabulary.codes:
        return Sign(head.end(), vocabulary.codes[code])
    return None


def _told_apart(marks: str, folded: str, sign: Sign) -> Sign:
    """Take the word or code that says which of a family a name means: "shillings kényans", "$ CAD"."""
    if marks[sign.edge : sign.edge + 1] != " ":
        return sign
    follow = _HEAD.match(folded, sign.edge + 1)
    if follow is None:
        return sign
    vocabulary = _vocabulary()
    currency = vocabulary.demonyms[sign.currency.family or ""].get(follow.group())
    if currency is None and _is_symbol(folded[sign.edge - 1]):
        currency = vocabulary.codes.get(marks[follow.start() : follow.end()])
    return Sign(follow.end(), currency) if currency else sign


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
    start = max(floor, edge - _LONGEST_PREFIX)
    if match := vocabulary.prefix.search(folded, start, edge):
        return Sign(match.start(), vocabulary.signs[match[1]])
    match = vocabulary.lettered_prefix.search(marks, start, edge)
    return Sign(match.start(), vocabulary.lettered[match[1]]) if match else None


def code_behind(marks: str, position: int) -> Sign | None:
    """Return the ISO code behind a number whose sign stands before it: "$20 CAD"."""
    match = _CODE.match(marks, position)
    code = _vocabulary().codes.get(match[1]) if match else None
    return Sign(match.end(), code) if match and code else None


def scale_behind(marks: str, position: int) -> tuple[Decimal, int] | None:
    """Return what the letters behind a number multiply it by, and where they end, if a sign stands before it: "£50m".

    Without the sign "50m" is a length.
    """
    match = _vocabulary().scale_behind.match(marks, position)
    return (_vocabulary().scales_behind[match[1] or match[2]], match.end()) if match else None


def agrees(article: str, currency: Currency, follow: str) -> bool:
    """Tell whether "un" or "une" can be the numeral of a currency.

    "un livre" is a book, "un franc succès" no sum, "un euro fort" is all euros.

    Parameters
    ----------
    article : str
        The article, folded.
    currency : Currency
        What its name says.
    follow : str
        The word that follows the name, or an empty string.
    """
    vocabulary = _vocabulary()
    name = currency.family or ""
    if (follow and name in vocabulary.adjectives) or follow in vocabulary.of_all:
        return False
    return (name in vocabulary.feminine) == (article not in vocabulary.masculine)


class CurrencyContext:
    """Which currency a shared name means in one article.

    Parameters
    ----------
    folded : str
        The folded article.
    published : str, optional
        When it appeared, from the year on: some currencies are of before.
    """

    def __init__(self, folded: str, published: str | None = None) -> None:
        self._folded = folded
        self._published = published
        self._plain: str | None = None
        self._named: Counter[str] = Counter()
        self._families: dict[str, str | None] = {}

    @property
    def plain(self) -> str:
        """The article without its accents, made when a name first asks for its places."""
        if self._plain is None:
            self._plain = _without_accents(self._folded)
        return self._plain

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
        return any(self._named.values()) or not _occurrences(self.plain, family.get("unless", ()))

    def code(self, currency: Currency) -> str | None:
        """Return the ISO code that the name means here, or None if nothing tells."""
        if currency.of:
            named = [code for code in self._named if code in currency.of]
            # In a text about other currencies "un centime" is a manner of speaking.
            default = None if any(self._named.values()) else currency.of[0]
            return max(named, key=lambda code: self._named[code], default=default)
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
        plain = self.plain[:_LEAD] if family.get("in_lead") else self.plain
        counts: Counter[str] = Counter()
        for place in places:
            if self._is_current(place) and not _occurrences(self.plain, place.get("unless", ())):
                counts[place["code"]] += _mentions(plain, place)
        (best, most), *others = counts.most_common(2)
        undecided = bool(others) and others[0][1] == most and not family.get("needs_place")
        default = default or self._former(family)
        if not most or undecided or best == default:
            return default
        return default if _occurrences(self.plain, family.get("against", ())) else best

    def _is_current(self, place: Mapping[str, Any]) -> bool:
        """Tell whether the currency of a place is in use: those of ``before`` ended on that day."""
        return "before" not in place or (self._published is not None and self._published < place["before"])

    def _former(self, family: Mapping[str, Any]) -> str | None:
        """Return the currency that a name meant by itself when the article appeared ("francs" until 2002)."""
        former = (place["code"] for place in family["places"] if "before" in place and self._is_current(place))
        return next(former, None)


def _mentions(plain: str, place: Mapping[str, Any]) -> int:
    """Count how often a place is named, but not where a company only comes from it ("le canadien Seagram")."""
    return _occurrences(plain, place["words"]) - _occurrences(plain, place.get("except", ()))


def _occurrences(plain: str, words: Iterable[str]) -> int:
    """Count the whole words of a list in the article; neither has its accents, as in "Etats-Unis", "Senegal"."""
    return sum(_is_whole(plain, start, start + len(word)) for word in words for start in _starts(plain, word))


def _without_accents(text: str) -> str:
    for bare, accented in _ACCENTS.items():
        for letter in accented:
            text = text.replace(letter, bare)  # six times as fast as str.translate
    return text


def _plain_places(family: Mapping[str, Any]) -> dict[str, Any]:
    """Return a family whose names of places have lost their accents."""
    lists = {key: [*map(_without_accents, family[key])] for key in ("against", "unless") if key in family}
    places = [
        place | {key: [*map(_without_accents, place[key])] for key in _WORDS_OF_PLACES if key in place}
        for place in family["places"]
    ]
    return {**family, **lists, "places": places}


def _starts(folded: str, word: str) -> Iterator[int]:
    start = folded.find(word)
    while start >= 0:
        yield start
        start = folded.find(word, start + len(word))


def _is_whole(folded: str, start: int, end: int) -> bool:
    """Tell whether a word stands by itself, in the singular or with an s."""
    end += folded[end : end + 1] == "s"
    before, after = folded[max(0, start - 1) : start], folded[end : end + 1]
    return not before.isalnum() and not after.isalnum()
