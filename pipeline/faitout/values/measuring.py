"""Each number of an article and what stands beside it: a currency, a percent sign, the noun that it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from faitout.lexicon import load
from faitout.values import quantities
from faitout.values.bounds import bound_before
from faitout.values.candidates import Article, Candidate
from faitout.values.currencies import (
    CurrencyContext,
    Sign,
    agrees,
    code_behind,
    may_begin,
    scale_behind,
    sign_after,
    sign_before,
)
from faitout.values.joining import connectors
from faitout.values.numbers import ONE, Number, is_whole, scan_numbers
from faitout.values.phrases import longest_first, small_words

_THOUSAND = Decimal(1000)
_WINDOW = 40
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_SIGNS = ("$", "€", "£", "¥")
_CENTS = re.compile(r" ?(\d\d)(?![\d%€$£]|[.,/:]\d| ?[^\W\d_]| ?%)")


@cache
def _percent_words() -> tuple[tuple[str, str], ...]:
    entries = load("amounts")["percent"]
    pairs = [(word, entry["unit"]) for entry in entries for word in entry["words"]]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _percent_heads() -> frozenset[str]:
    return frozenset(word[0] for word, _ in _percent_words())


@cache
def _never_of_one() -> frozenset[str]:
    return frozenset(word for entry in load("amounts")["percent"] for word in entry.get("never_of_one", ()))


@dataclass(frozen=True, slots=True)
class _Points:
    """What tells percentage points from points of an index, of sale, of a game."""

    of: frozenset[str]
    games: frozenset[str]
    scored_by: frozenset[str]
    stands_at: re.Pattern[str]
    moved_by: re.Pattern[str]
    below: int


@cache
def _points() -> _Points:
    entry = next(entry for entry in load("amounts")["percent"] if entry["unit"] == "point")
    games = frozenset(entry["of_games"])
    return _Points(
        of=frozenset(entry["of"]) | games,
        games=games,
        scored_by=frozenset(entry["scored_by"]),
        stands_at=re.compile(rf"(?<=[^\W\d]) (?:{longest_first(entry['stands_at'])}) \Z"),
        moved_by=re.compile(rf"(?<!\w)(?:{longest_first(entry['moved_by'])})[^\W\d]*(?: [^\W\d]+){{0,2}} d'\Z"),
        below=entry["below"],
    )


@cache
def _and_a_half() -> re.Pattern[str]:
    grammar, halves = load("numbers")["grammar"], load("numbers")["halves"]
    return re.compile(rf" (?:{longest_first(grammar['and'])}) (?:{longest_first(halves[0]['words'])})(?!\w)")


@cache
def _money_nouns() -> frozenset[str]:
    return frozenset(load("amounts")["understood"]["of"])


@cache
def _joint() -> re.Pattern[str]:
    """Compile what may join a number to its currency, besides a space: "millions d'euros", "99,- €"."""
    quote = r"(?:[\"”]| ?»)"
    return re.compile(rf"{quote}?(?: (?:{small_words('de')})|-)|[.,][-–—]{{1,2}}|{quote}(?= )")


@cache
def _of_what() -> re.Pattern[str]:
    return re.compile(rf" (?:{small_words('of_the')})([^\W\d]+)")


class Measurer:
    """Measures the numbers of one article, from left to right; ``published`` tells which currencies it can mean."""

    def __init__(self, article: Article, published: str | None = None) -> None:
        self.article = article
        self.context = CurrencyContext(article.folded, published)

    def candidates(self) -> list[Candidate]:
        """Return the numbers of the article, measured where what stands beside them tells."""
        candidates = self._measured()
        self._resolve_currencies(candidates)
        return candidates

    def _measured(self) -> list[Candidate]:
        candidates: list[Candidate] = []
        floor = 0
        for number in scan_numbers(self.article.text):
            if number.form == "fraction" or number.start < floor or self._is_mere_article(number):
                continue
            candidate = self._measure(number, floor)
            if number.form == "article" and candidate.kind is None and not self._opens_a_pair(number):
                continue
            candidates.append(candidate)
            floor = candidate.end
        return candidates

    def _is_mere_article(self, number: Number) -> bool:
        """Tell quickly whether "un" or "une" is no numeral, as nearly all are not."""
        if number.form != "article":
            return False
        follow = number.end + 1
        counts = may_begin(self.article.folded, follow) or self.article.folded[follow : follow + 1] in _percent_heads()
        return not counts and not self._opens_a_pair(number)

    def _opens_a_pair(self, number: Number) -> bool:
        """Tell whether an article may be the first of two numbers: "un ou deux millions"."""
        ranges, lists, _ = connectors()
        joint = lists.match(self.article.folded, number.end) or ranges.match(self.article.folded, number.end)
        return bool(joint) and self.article.folded[joint.end() : joint.end() + 1] not in ("", " ") if joint else False

    def _measure(self, number: Number, floor: int) -> Candidate:
        candidate = Candidate(number, number.start, number.end, number.value, follower=number.end)
        if self._take_percent(candidate) or self._take_currency(candidate, floor):
            return candidate
        if number.form != "article":
            self._take_noun(candidate)
        return candidate

    def _take_percent(self, candidate: Candidate) -> bool:
        position = candidate.number.end
        of = quantities.of_counted(self.article.folded, position) if candidate.number.form == "collective" else None
        position = of or position + (self.article.folded[position : position + 1] == " ")
        if self.article.folded[position : position + 1] not in _percent_heads():
            return False
        for word, unit in _percent_words():
            end = position + len(word)
            if self.article.folded.startswith(word, position) and not self.article.folded[end : end + 1].isalpha():
                is_point = unit == "point"
                if not (self._is_point(candidate, end) if is_point else self._is_numeral_of(candidate, word)):
                    return False
                candidate.kind, candidate.unit, candidate.rule = "percent", unit, "percent"
                if half := _and_a_half().match(self.article.folded, end):
                    candidate.value, end = candidate.value + ONE / 2, half.end()
                candidate.end = candidate.follower = end
                return True
        return False

    def _is_numeral_of(self, candidate: Candidate, word: str) -> bool:
        """Tell "un pour cent" from an article before a sign."""
        return candidate.number.form != "article" or word not in _never_of_one()

    def _is_point(self, candidate: Candidate, end: int) -> bool:
        """Tell percentage points from points of an index, of sale, of a game."""
        points, folded, start = _points(), self.article.folded, candidate.start
        follow = _of_what().match(folded, end)
        if candidate.number.form == "article":
            moved = follow is None and points.moved_by.search(folded, max(0, start - _WINDOW), start)
            return bool(moved) or (follow is not None and follow[1] in points.of)
        before = quantities.word_before(folded, start)
        if abs(candidate.value) >= points.below or (
            follow is None and points.stands_at.search(folded, max(0, start - _WINDOW), start)
        ):
            return False
        if not is_whole(candidate.value):
            return True
        if follow is None:
            return before not in points.scored_by
        return follow[1] in points.of and not (follow[1] in points.games and "%" not in self.article.text)

    def _take_currency(self, candidate: Candidate, floor: int) -> bool:
        number = candidate.number
        sign = self._sign_behind(number)
        if sign is not None and (number.form != "article" or self._is_numeral(number, sign)):
            candidate.start = self._doubled_sign(number, floor)
            candidate.end = candidate.follower = sign.edge
        elif number.form != "article" and (
            sign := sign_before(self.article.marks, self.article.folded, number.start, floor)
        ):
            sign = self._signed_before(candidate, sign)
        else:
            return False
        scale = sign.scale if number.scale == ONE else ONE
        candidate.kind, candidate.currency, candidate.rule = "money", sign.currency, "currency"
        candidate.value *= scale
        self._add_cents(candidate)
        return True

    def _sign_behind(self, number: Number) -> Sign | None:
        marks, folded = self.article.marks, self.article.folded
        sign = sign_after(marks, folded, number.end)
        if sign is None and (joint := _joint().match(folded, number.end)):
            sign = sign_after(marks, folded, joint.end())
        return sign

    def _doubled_sign(self, number: Number, floor: int) -> int:
        """Return where a sum begins whose code stands behind it: at the sign before it, if there is one."""
        if self.article.text[number.start - 1 : number.start] not in _SIGNS:
            return number.start
        sign = sign_before(self.article.marks, self.article.folded, number.start, floor)
        return sign.edge if sign else number.start

    def _signed_before(self, candidate: Candidate, sign: Sign) -> Sign:
        """Take a sign that stands before its number, and the letters or the code behind it: "£50m", "$20 CAD"."""
        number = candidate.number
        candidate.start, candidate.value = sign.edge, self._english_thousands(number)
        if number.scale == ONE and (behind := scale_behind(self.article.marks, candidate.end)):
            candidate.value *= behind[0]
            candidate.end = candidate.follower = behind[1]
        if code := code_behind(self.article.marks, candidate.end):
            candidate.end = candidate.follower = code.edge
            return code
        return sign

    def _english_thousands(self, number: Number) -> Decimal:
        """Read "$1,500" in English: a comma and three digits after a sign are thousands."""
        printed = self.article.text[number.start : number.end]
        return number.value * _THOUSAND if re.fullmatch(r"[1-9]\d{0,2},\d{3}", printed) else number.value

    def _is_numeral(self, number: Number, sign: Sign) -> bool:
        follow = _NEXT_WORD.match(self.article.folded, sign.edge)
        article = self.article.folded[number.start : number.end]
        return agrees(article, sign.currency, follow[1] if follow else "")

    def _add_cents(self, candidate: Candidate) -> None:
        """Add the hundredths behind the currency: "12 euros 50", "12€50"."""
        if candidate.number.scale > ONE or candidate.start < candidate.number.start or not is_whole(candidate.value):
            return
        cents = _CENTS.match(self.article.folded, candidate.end)
        if cents:
            candidate.value += Decimal(cents[1]) / 100
            candidate.end = candidate.follower = cents.end()

    def _take_noun(self, candidate: Candidate) -> None:
        number = candidate.number
        if number.form == "slashed":
            return
        found = quantities.counted(self.article.marks, self.article.folded, number)
        if found.kind in ("address", "glued", "time") or quantities.is_reference(
            self.article.marks, self.article.folded, number, found
        ):
            candidate.kind, candidate.rule = "excluded", found.kind
        elif found.kind == "noun":
            candidate.follower = found.end
            if self._is_countable(number):
                candidate.unit = self.article.text[found.start : found.end]
                candidate.kind, candidate.rule = "quantity", "noun"
                if number.scale > ONE and self.article.folded[found.start : found.end] in _money_nouns():
                    candidate.kind, candidate.unit, candidate.rule = None, None, "understood"
        elif quantities.looks_like_year(self.article.text, number):
            candidate.kind = "excluded"

    def _is_countable(self, number: Number) -> bool:
        if quantities.looks_like_year(self.article.text, number):
            bounded = bound_before(self.article.folded, number.start) is not None
            return bounded or not quantities.is_year(self.article.folded, number)
        return number.form != "words" or number.value >= 10

    def _resolve_currencies(self, candidates: list[Candidate]) -> None:
        """Say which currency each sum is in: full names first, shared names by them, subunits by both."""
        by_certainty = sorted(
            (candidate for candidate in candidates if candidate.currency is not None),
            key=lambda candidate: candidate.currency.certainty if candidate.currency else 0,
        )
        for candidate in by_certainty:
            currency = candidate.currency
            if currency is not None and self.context.is_money(currency):
                candidate.code = self.context.code(currency)
                candidate.value /= currency.per
                self.context.note(candidate.code)
            else:
                number = candidate.number
                candidate.kind, candidate.currency, candidate.value = None, None, number.value
                candidate.start, candidate.end, candidate.follower = number.start, number.end, number.end
                self._take_noun(candidate)
