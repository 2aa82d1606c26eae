"""Amounts of French press text: sums of money, percentages and counted quantities, each with its exact value."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from faitout.lexicon import load
from faitout.values import quantities
from faitout.values.bounds import Bound, bound_after, bound_before, longest_first
from faitout.values.currencies import Currency, CurrencyContext, Sign, agrees, sign_after, sign_before
from faitout.values.folding import fold, fold_marks
from faitout.values.numbers import ONE, THOUSAND, Number, scan_numbers

Kind = Literal["money", "percent", "quantity"]

_JOINT = re.compile(r" de | d'|-")
_CENTS = re.compile(r" ?(\d\d)(?![\d%€$£]|[.,/:]\d| ?[^\W\d_]| ?%)")
_LINE = re.compile(r"\n+")
_WORDS_BEFORE = re.compile(r"[^\W\d]+'?(?: [^\W\d]+)? ?\Z")
_WINDOW = 40
_FARTHEST_ELLIPSIS = 250
_LARGEST_SHARED = Decimal(5)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a text.

    Parameters
    ----------
    start, end : int
        Offsets in code points; determiners and modifiers are outside, a quantity's noun too.
    text : str
        The words themselves.
    kind : str
        ``money``, ``percent`` or ``quantity``.
    value : Decimal
        In units of the currency; the printed figure of a percentage; the low end of a range.
    high : Decimal or None
        The high end of a range.
    currency : str or None
        ISO 4217; None if it is only understood, or if the article does not tell which country's.
    unit : str or None
        The counted noun as printed, ``percent``, ``point`` or ``points de base``.
    bound : str
        ``exact``, ``approx``, ``min`` or ``max``.
    confidence : float
        How often such a reading is right, by the rule that gave it (measured on annotated articles).
    rule : str
        Which rule read it.
    restates : tuple of int or None
        Offsets of the amount that this one gives in another currency.
    """

    start: int
    end: int
    text: str
    kind: Kind
    value: Decimal
    high: Decimal | None
    currency: str | None
    unit: str | None
    bound: Bound
    confidence: float
    rule: str
    restates: tuple[int, int] | None = None


# How often each rule is right on the annotated training articles.
CONFIDENCE = {
    "currency": 0.99,
    "percent": 0.99,
    "noun": 0.95,
    "shared": 0.95,
    "understood": 0.85,
    "ellipsis": 0.8,
    "bare": 0.6,
}


def find_amounts(text: str, sentences: Sequence[tuple[int, int]] | None = None) -> list[Amount]:
    """Return the amounts of a text, in reading order.

    Parameters
    ----------
    text : str
        An article, or any part of one; what it names decides about bare dollars, francs and livres.
    sentences : sequence of (start, end), optional
        Its sentences: an amount that leaves its unit out takes it from its own sentence only. Without them each
        line counts as one.

    Returns
    -------
    list of Amount

    Examples
    --------
    >>> [(a.text, str(a.value), a.currency) for a in find_amounts("entre 10 et 15 M€")]
    [('10 et 15 M€', '10000000', 'EUR')]
    """
    return _Reader(text, sentences).amounts()


@dataclass(slots=True)
class _Candidate:
    """A number on its way to be an amount."""

    number: Number
    start: int
    end: int
    value: Decimal
    kind: Kind | Literal["excluded"] | None = None
    currency: Currency | None = None
    code: str | None = None
    unit: str | None = None
    high: Decimal | None = None
    rule: str = ""
    follower: int = 0  # where what belongs to the amount ends, its noun included
    bound: Bound = "exact"
    linked: bool = field(default=False)

    @property
    def measured(self) -> bool:
        return self.kind in ("money", "percent", "quantity")


@cache
def _percent_words() -> tuple[tuple[str, str], ...]:
    entries = load("amounts")["percent"]
    pairs = [(word, entry["unit"]) for entry in entries for word in entry["words"]]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _percent_heads() -> frozenset[str]:
    return frozenset(word[0] for word, _ in _percent_words())


@cache
def _points() -> tuple[frozenset[str], int]:
    entry = next(entry for entry in load("amounts")["percent"] if entry["unit"] == "point")
    return frozenset(entry["of"]), entry["below"]


@cache
def _connectors() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Compile what joins a range, what joins a list, and what comes before "X et Y" if that is a range."""
    ranges = load("amounts")["ranges"]
    to, lists, between = ("|".join(map(re.escape, ranges[key])) for key in ("to", "lists", "between"))
    return (
        re.compile(rf" (?:{to}) | ?[-–—] ?"),
        re.compile(rf",? (?:{lists}) |, "),
        re.compile(rf"(?<!\w)(?:{between}) (?:les )?[\"“«]? ?\Z"),
    )


@cache
def _money_talk() -> re.Pattern[str]:
    understood = load("amounts")["understood"]
    stems, words = longest_first(understood["stems"]), longest_first(understood["words"])
    return re.compile(rf"(?<!\w)(?:(?:{stems})|(?:{words})(?!\w))")


@cache
def _change() -> re.Pattern[str]:
    """Compile what stands before "de X à Y" if that goes from one to the other."""
    words = longest_first(load("amounts")["changes"]["words"])
    return re.compile(rf"(?<!\w)(?:{words})(?: [^\W\d]+){{0,2}} (?:de |d')\Z")


@cache
def _ellipsis(parts: bool) -> re.Pattern[str]:
    """Compile what stands before a number whose unit is left out; ``parts`` adds what only things counted can have."""
    ellipsis = load("amounts")["ellipsis"]
    cues = longest_first([*ellipsis["before"], *(ellipsis["parts"] if parts else ())])
    bounds = sorted({word for entry in load("amounts")["bounds"] for word in entry["before"]}, key=len, reverse=True)
    between = "|".join(re.escape(word).replace("\\ de", " (?:de |d')") for word in bounds)
    return re.compile(rf"(?:(?<!\w)(?:{cues})|,) (?:(?:{between}) ?)?(?:les )?\Z")


@cache
def _money_nouns() -> frozenset[str]:
    return frozenset(load("amounts")["understood"]["of"])


@cache
def _under_one_bound() -> re.Pattern[str]:
    shared = load("amounts")["shared_bounds"]
    return re.compile(
        rf" (?:{longest_first(shared['prepositions'])}) ?[^\W\d]+(?: [^\W\d]+)? (?:{longest_first(shared['joints'])}) "
    )


@cache
def _openings() -> re.Pattern[str]:
    words = sorted(load("amounts")["restatement"]["openings"], key=len, reverse=True)
    return re.compile(
        rf"(?: [^\W\d]+){{0,2}} ?(?:[(\[]|, (?=soit)|[-–—]) ?(?:{'|'.join(map(re.escape, words))})? ?(?:de |d')?"
    )


class _Reader:
    """Reads the amounts of one text: measure each number, join, infer what is understood, bound."""

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]] | None) -> None:
        self.text = text
        self.marks = fold_marks(text)
        self.folded = fold(text)
        self.context = CurrencyContext(self.folded)
        self.sentence_starts = (
            [start for start, _ in sentences]
            if sentences is not None
            else [0, *(m.end() for m in _LINE.finditer(text))]
        )

        self.has_money = False

    def amounts(self) -> list[Amount]:
        """Return the amounts, in reading order."""
        candidates = self._measured()
        self._resolve_currencies(candidates)
        self.has_money = any(candidate.kind == "money" for candidate in candidates)
        candidates = self._joined(candidates)
        self._infer(candidates)
        kept = [candidate for candidate in candidates if candidate.measured]
        self._share_bounds(kept)
        return self._restated([self._finished(candidate) for candidate in kept])

    # -- each number and what stands beside it --------------------------------------------------------------

    def _measured(self) -> list[_Candidate]:
        candidates: list[_Candidate] = []
        floor = 0
        for number in scan_numbers(self.text):
            if number.form == "fraction" or number.start < floor:
                continue
            candidate = self._measure(number, floor)
            if number.form == "article" and candidate.kind is None and not self._opens_a_pair(number):
                continue
            candidates.append(candidate)
            floor = candidate.end
        return candidates

    def _opens_a_pair(self, number: Number) -> bool:
        """Tell whether an article may be the first of two numbers: "un ou deux millions"."""
        ranges, lists, _ = _connectors()
        joint = lists.match(self.folded, number.end) or ranges.match(self.folded, number.end)
        return bool(joint) and self.folded[joint.end() : joint.end() + 1] not in ("", " ") if joint else False

    def _measure(self, number: Number, floor: int) -> _Candidate:
        candidate = _Candidate(number, number.start, number.end, number.value, follower=number.end)
        if self._take_percent(candidate) or self._take_currency(candidate, floor):
            return candidate
        if number.form != "article":
            self._take_noun(candidate)
        return candidate

    def _take_percent(self, candidate: _Candidate) -> bool:
        position = candidate.number.end
        position += self.folded[position : position + 1] == " "
        if self.folded[position : position + 1] not in _percent_heads():
            return False
        for word, unit in _percent_words():
            end = position + len(word)
            if self.folded.startswith(word, position) and not self.folded[end : end + 1].isalpha():
                if not self._is_percent(candidate, unit, end):
                    return False
                candidate.kind, candidate.unit, candidate.rule = "percent", unit, "percent"
                candidate.end = candidate.follower = end
                return True
        return False

    def _is_percent(self, candidate: _Candidate, unit: str, end: int) -> bool:
        """Tell percentage points from points of an index, of sale, of a game."""
        if unit != "point":
            return candidate.number.form != "article" or unit != "percent"
        of, below = _points()
        follow = re.compile(r" (?:de la |de l'|du |de |d')([^\W\d]+)").match(self.folded, end)
        if candidate.number.form == "article":
            return bool(follow and follow[1] in of)
        return abs(candidate.value) < below and (follow is None or follow[1] in of)

    def _take_currency(self, candidate: _Candidate, floor: int) -> bool:
        number = candidate.number
        sign = sign_after(self.marks, self.folded, number.end)
        if sign is None and (joint := _JOINT.match(self.folded, number.end)):
            sign = sign_after(self.marks, self.folded, joint.end())
        if sign is not None and (number.form != "article" or self._is_numeral(number, sign)):
            candidate.end = candidate.follower = sign.edge
        elif number.form != "article" and (sign := sign_before(self.marks, self.folded, number.start, floor)):
            candidate.start = sign.edge
            candidate.value = self._english_thousands(number)
        else:
            return False
        scale = sign.scale if number.scale == ONE else ONE
        candidate.kind, candidate.currency, candidate.rule = "money", sign.currency, "currency"
        candidate.value *= scale
        self._add_cents(candidate)
        return True

    def _english_thousands(self, number: Number) -> Decimal:
        """Read "$1,500" in English: a comma and three digits after a sign are thousands."""
        printed = self.text[number.start : number.end]
        return number.value * THOUSAND if re.fullmatch(r"[1-9]\d{0,2},\d{3}", printed) else number.value

    def _is_numeral(self, number: Number, sign: Sign) -> bool:
        followed = (
            self.folded[sign.edge : sign.edge + 1] == " " and self.folded[sign.edge + 1 : sign.edge + 2].isalpha()
        )
        return agrees(self.folded[number.start : number.end], sign.currency, followed)

    def _add_cents(self, candidate: _Candidate) -> None:
        """Add the hundredths behind the currency: "12 euros 50", "12€50"."""
        if candidate.number.scale > ONE or candidate.value % 1 or candidate.start < candidate.number.start:
            return
        cents = _CENTS.match(self.folded, candidate.end)
        if cents:
            candidate.value += Decimal(cents[1]) / 100
            candidate.end = candidate.follower = cents.end()

    def _take_noun(self, candidate: _Candidate) -> None:
        number = candidate.number
        found = quantities.counted(self.marks, self.folded, number)
        if quantities.is_reference(self.marks, self.folded, number) or found.kind in ("address", "glued", "time"):
            candidate.kind, candidate.rule = "excluded", found.kind
        elif found.kind == "noun":
            candidate.follower = found.end
            if self._is_countable(number):
                candidate.unit = self.text[found.start : found.end]
                candidate.kind, candidate.rule = "quantity", "noun"
                if number.scale > ONE and self.folded[found.start : found.end] in _money_nouns():
                    candidate.kind, candidate.unit, candidate.rule = None, None, "understood"
        elif quantities.looks_like_year(self.text, number):
            candidate.kind = "excluded"

    def _is_countable(self, number: Number) -> bool:
        if quantities.looks_like_year(self.text, number):
            return not quantities.is_year(self.folded, number)
        return number.form != "words" or number.value >= 10

    # -- currencies -----------------------------------------------------------------------------------------

    def _resolve_currencies(self, candidates: list[_Candidate]) -> None:
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
                candidate.kind, candidate.currency, candidate.end = None, None, candidate.number.end
                self._take_noun(candidate)

    # -- numbers that belong together -----------------------------------------------------------------------

    def _joined(self, candidates: list[_Candidate]) -> list[_Candidate]:
        """Make one candidate of each range, and share magnitude and measure along lists; from right to left."""
        joined: list[_Candidate] = []
        for candidate in reversed(candidates):
            follower = joined[-1] if joined else None
            if follower is not None and self._makes_range(candidate, follower):
                self._widen(candidate, follower)
                joined[-1] = candidate
            else:
                if follower is not None and self._makes_list(candidate, follower):
                    self._share(candidate, follower)
                joined.append(candidate)
        joined.reverse()
        return self._added_subunits(joined)

    def _makes_range(self, low: _Candidate, high: _Candidate) -> bool:
        """Tell whether two numbers are the ends of one range: "de 5 à 10 %", "entre 10 et 15 millions d'euros"."""
        if high.high is not None or not self._adjacent(low, high):
            return False
        if high.kind is None and not (high.number.scale > low.number.scale and low.kind is None):
            return False
        if low.kind is not None and (low.kind, low.code, low.unit) != (high.kind, high.code, high.unit):
            return False
        if quantities.looks_like_year(self.text, low.number) and quantities.looks_like_year(self.text, high.number):
            return False
        return self._spans(low, high) and self._low_end(low, high) < high.value

    def _spans(self, low: _Candidate, high: _Candidate) -> bool:
        """Tell whether the words before and between two numbers make them a range."""
        ranges, _, between = _connectors()
        gap = self.folded[low.follower : high.start]
        before = max(0, low.start - _WINDOW), low.start
        if gap.strip() in load("amounts")["ranges"]["and"]:
            in_brackets = high.kind == "money" and self.folded[low.start - 1 : low.start] == "("
            return in_brackets or between.search(self.folded, *before) is not None
        if not ranges.fullmatch(gap):
            return False
        return _change().search(self.folded, *before) is None

    def _adjacent(self, first: _Candidate, second: _Candidate) -> bool:
        return 0 < second.start - first.follower <= 8

    def _widen(self, low: _Candidate, high: _Candidate) -> None:
        low.value, low.high = self._low_end(low, high), high.value
        low.number = low.number._replace(scale=high.number.scale)
        low.kind, low.code, low.currency, low.unit, low.rule = high.kind, high.code, high.currency, high.unit, high.rule
        low.end, low.follower = high.end, high.follower

    def _low_end(self, low: _Candidate, high: _Candidate) -> Decimal:
        """Return the low value with the magnitude or the thousands that only the high one prints."""
        if low.kind is not None or low.number.scale > ONE:
            return low.value
        per = high.currency.per if high.currency else 1
        scale = high.number.scale
        if scale == ONE and high.number.value and high.value * per > high.number.value:
            scale = high.value * per / high.number.value
        value = low.value / per
        if scale > ONE and value < THOUSAND:
            return value * scale
        if high.number.grouped and not low.number.grouped and 2 <= value < THOUSAND:
            thousands = value * THOUSAND
            if thousands < high.value <= thousands * _LARGEST_SHARED:
                return thousands
        return value

    def _makes_list(self, first: _Candidate, second: _Candidate) -> bool:
        """Tell whether a bare number shares what the next one measures: "10, 15 et 20 millions d'euros"."""
        if first.kind is not None or first.rule or not self._adjacent(first, second):
            return False
        ranges, lists, _ = _connectors()
        gap = self.folded[first.number.end : second.start]
        if gap.strip() == ",":
            return second.linked and second.kind is not None
        plain = second.measured or second.kind == "excluded"
        return plain and bool(lists.fullmatch(gap) or ranges.fullmatch(gap))

    def _share(self, first: _Candidate, second: _Candidate) -> None:
        first.linked = second.linked = True
        if second.kind == "excluded" or quantities.looks_like_year(self.text, first.number):
            first.kind = "excluded"
            return
        if second.kind == "quantity" and first.number.form == "words" and self._low_end(first, second) < 10:
            return
        first.value = self._low_end(first, second)
        first.kind, first.code, first.currency, first.unit = second.kind, second.code, second.currency, second.unit
        first.rule = "shared"

    def _added_subunits(self, candidates: list[_Candidate]) -> list[_Candidate]:
        """Add the centimes of "1 euro et 23 centimes" to the euro."""
        kept: list[_Candidate] = []
        for candidate in candidates:
            whole = kept[-1] if kept else None
            if (
                whole is not None
                and whole.kind == candidate.kind == "money"
                and candidate.currency is not None
                and candidate.currency.per > 1
                and whole.currency is not None
                and whole.currency.per == 1
                and whole.code in candidate.currency.of
                and self.folded[whole.end : candidate.start].strip() in ("", *load("amounts")["ranges"]["and"])
                and candidate.start - whole.end <= 4
            ):
                whole.value += candidate.value
                whole.end = whole.follower = candidate.end
            else:
                kept.append(candidate)
        return kept

    # -- what is only understood ----------------------------------------------------------------------------

    def _infer(self, candidates: list[_Candidate]) -> None:
        """Give a measure to the bare numbers that their sentence or the article makes amounts."""
        last: _Candidate | None = None
        magnitude: _Candidate | None = None
        money: _Candidate | None = None
        for position, candidate in enumerate(candidates):
            near = last if last is not None and self._same_sentence(last, candidate) else None
            if candidate.kind is None:
                following = candidates[position + 1] if position + 1 < len(candidates) else None
                self._infer_one(candidate, near, following, magnitude)
                if candidate.rule == "understood" and candidate.code is None and money is not None:
                    candidate.code = self._code_of(money, candidate)
            if (candidate.measured and not self._restates_in_brackets(candidate, last)) or candidate.rule == "time":
                last = candidate
                money = candidate if candidate.kind == "money" else money
            if candidate.measured and candidate.number.scale > THOUSAND:
                magnitude = candidate

    def _code_of(self, money: _Candidate, candidate: _Candidate) -> str | None:
        """Return the currency of a sum for one that its sentence coordinates with it."""
        coordinated = self._same_sentence(money, candidate) and not self._in_brackets(money, candidate)
        return money.code if coordinated else None

    def _restates_in_brackets(self, candidate: _Candidate, last: _Candidate | None) -> bool:
        """Tell whether a sum opens brackets behind another sum: what follows is in the currency before them."""
        if last is None or not last.kind == candidate.kind == "money":
            return False
        return self._in_brackets(last, candidate)

    def _same_sentence(self, first: _Candidate, second: _Candidate) -> bool:
        return bisect_right(self.sentence_starts, first.start) == bisect_right(self.sentence_starts, second.start)

    def _infer_one(
        self,
        candidate: _Candidate,
        last: _Candidate | None,
        following: _Candidate | None,
        magnitude: _Candidate | None,
    ) -> None:
        """Measure a bare number by the amounts around it.

        ``last`` and ``following`` stand next to it, the first in its sentence; ``magnitude`` is the article's last
        amount in millions or more.
        """
        number = candidate.number
        if number.form in ("article", "collective") or (number.form == "words" and number.value < 10):
            return
        if following is not None and self._counts_part_of(candidate, following):
            candidate.kind, candidate.unit, candidate.rule = "quantity", following.unit, "ellipsis"
        elif unit := self._unit_before(candidate):
            candidate.kind, candidate.unit, candidate.rule = "quantity", unit, "ellipsis"
        elif number.scale > THOUSAND:
            self._infer_magnitude(candidate, last, following, magnitude)
        elif last is not None and (number.grouped or self._is_elliptic(candidate, last)):
            self._repeat(candidate, last)
        elif number.grouped and not self._starts_a_line(candidate):
            candidate.kind, candidate.rule = "quantity", "bare"

    def _unit_before(self, candidate: _Candidate) -> str | None:
        if candidate.number.scale == ONE and not candidate.number.grouped:
            return None
        return quantities.counted_by_name(self.text, self.folded, candidate.number)

    def _starts_a_line(self, candidate: _Candidate) -> bool:
        return self.text[candidate.start - 1 : candidate.start] in ("", "\n")

    def _counts_part_of(self, candidate: _Candidate, following: _Candidate) -> bool:
        """Tell whether the next quantity is the whole that this number is a part of: "6 des 24 usines"."""
        gap = self.folded[candidate.number.end : following.start]
        parts = load("amounts")["ellipsis"]["parts"]
        return following.kind == "quantity" and gap.strip() in parts and self._same_sentence(candidate, following)

    def _infer_magnitude(
        self,
        candidate: _Candidate,
        last: _Candidate | None,
        following: _Candidate | None,
        magnitude: _Candidate | None,
    ) -> None:
        """Read "200 millions" without a noun: its sentence decides, else the article's last such amount."""
        sentence = self._sentence(candidate.start)
        money = candidate.rule == "understood" or _money_talk().search(self.folded, *sentence) is not None
        if last is not None and last.kind == "quantity" and (not money or self._is_elliptic(candidate, last)):
            candidate.kind, candidate.unit, candidate.rule = "quantity", last.unit, "ellipsis"
        elif last is not None and last.kind == "money":
            candidate.kind, candidate.rule = "money", "understood"
            candidate.code = None if self._in_brackets(last, candidate) else last.code
        elif money or (magnitude.kind == "money" if magnitude is not None else self.has_money):
            candidate.kind, candidate.rule = "money", "understood"
            if following is not None and following.kind == "money" and self._coordinated(candidate, following):
                candidate.code = following.code
        else:
            unit = magnitude.unit if magnitude is not None else None
            candidate.kind, candidate.unit, candidate.rule = "quantity", unit, "ellipsis"

    def _in_brackets(self, last: _Candidate, candidate: _Candidate) -> bool:
        return _openings().fullmatch(self.folded, last.end, candidate.start) is not None

    def _coordinated(self, candidate: _Candidate, following: _Candidate) -> bool:
        """Tell whether the next sum is of the same sentence and does not restate this one in another currency."""
        return self._same_sentence(candidate, following) and not self._in_brackets(candidate, following)

    def _sentence(self, position: int) -> tuple[int, int]:
        index = bisect_right(self.sentence_starts, position)
        start = self.sentence_starts[index - 1] if index else 0
        end = self.sentence_starts[index] if index < len(self.sentence_starts) else len(self.text)
        return max(start, position - _FARTHEST_ELLIPSIS), min(end, position + _FARTHEST_ELLIPSIS)

    def _is_elliptic(self, candidate: _Candidate, last: _Candidate) -> bool:
        before = max(0, candidate.start - _WINDOW), candidate.start
        return _ellipsis(last.kind == "quantity").search(self.folded, *before) is not None

    def _repeat(self, candidate: _Candidate, last: _Candidate) -> None:
        """Take kind, currency and unit from the amount before."""
        number = candidate.number
        if last.kind == "percent" and (number.grouped or number.value > 100):
            return
        if (
            not last.measured
            or candidate.start - last.end > _FARTHEST_ELLIPSIS
            or self.folded[number.end : number.end + 1] == "/"
        ):
            return
        if quantities.looks_like_year(self.text, number):
            return
        if not quantities.may_end_a_clause(self.folded, number.end, verbs=last.kind == "quantity"):
            return
        if last.kind == "money" and last.number.scale > ONE and number.value < THOUSAND:
            candidate.value *= last.number.scale
        candidate.kind, candidate.unit, candidate.rule = last.kind, last.unit, "ellipsis"
        candidate.code = None if self._in_brackets(last, candidate) else last.code

    # -- what comes out -------------------------------------------------------------------------------------

    def _finished(self, candidate: _Candidate) -> Amount:
        assert candidate.kind is not None
        assert candidate.kind != "excluded"
        return Amount(
            start=candidate.start,
            end=candidate.end,
            text=self.text[candidate.start : candidate.end],
            kind=candidate.kind,
            value=candidate.value.normalize(),
            high=None if candidate.high is None else candidate.high.normalize(),
            currency=candidate.code if candidate.kind == "money" else None,
            unit=candidate.unit,
            bound=candidate.bound,
            confidence=CONFIDENCE[candidate.rule],
            rule=candidate.rule,
        )

    def _bound(self, candidate: _Candidate) -> Bound:
        stated = bound_before(self.folded, candidate.start) or bound_after(self.folded, candidate.follower)
        return stated or ("approx" if candidate.number.form == "collective" else "exact")

    def _share_bounds(self, candidates: list[_Candidate]) -> None:
        """Give a bound to the amount that the one before shares it with: "au plus 20 euros par mois et 200 par an"."""
        before: _Candidate | None = None
        for candidate in candidates:
            candidate.bound = self._bound(candidate)
            if before is not None and candidate.bound == "exact" and before.bound in ("min", "max"):
                alike = (before.kind, before.code) == (candidate.kind, candidate.code)
                if alike and _under_one_bound().fullmatch(self.folded, before.end, candidate.start):
                    candidate.bound = before.bound
            before = candidate

    def _restated(self, amounts: list[Amount]) -> list[Amount]:
        """Let an amount know the one that it gives in another currency: "10 yuans (1,30 euro)"."""
        known: list[Amount] = []
        for amount in amounts:
            before = known[-1] if known else None
            if before is not None and self._restates(before, amount):
                known.append(replace(amount, restates=(before.start, before.end)))
            else:
                known.append(amount)
        return known

    def _restates(self, before: Amount, amount: Amount) -> bool:
        if not before.kind == amount.kind == "money" or before.currency == amount.currency:
            return False
        if amount.start - before.end > _WINDOW:
            return False
        return bool(_openings().fullmatch(self.folded, before.end, amount.start))
