"""Numbers that belong together: ranges, lists that share magnitude and unit, euros and their centimes."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from faitout.lexicon import load
from faitout.values import quantities
from faitout.values.candidates import Article, Candidate
from faitout.values.number_words import THOUSAND
from faitout.values.numbers import ONE, is_whole
from faitout.values.phrases import longest_first, small_words

_WINDOW = 40
_CLAUSE = 80  # characters before a range in which a verb may say that it is none
_FARTHEST_NEXT = 14  # characters between two numbers that belong together
# "500 à 600.000" shares its thousands: the high end is at most so many times the low one.
_LARGEST_SHARED = Decimal(5)


@cache
def connectors() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Compile what joins a range, what joins a list, and what comes before "X et Y" if that is a range."""
    ranges = load("amounts")["ranges"]
    to, even, lists, between = (longest_first(ranges[key]) for key in ("to", "even", "lists", "between"))
    return (
        re.compile(rf" (?:{to}) | ?[-–—] ?|,? (?:{even}) (?:{small_words('determiners')})?"),
        re.compile(rf",? (?:{lists}) |, "),
        re.compile(rf"(?<!\w)(?:{between}) (?:{small_words('determiners')})?[\"“«]? ?\Z"),
    )


@cache
def _change() -> re.Pattern[str]:
    """Compile what stands before "de X à Y" if that goes from one to the other."""
    changes = load("amounts")["changes"]
    words, by = longest_first(changes["words"]), longest_first(changes["by"])
    between = rf"(?:[ '](?!(?:{by})(?!\w))[^\W\d]+){{0,6}}"
    return re.compile(rf"(?<!\w)(?:{words}){between} (?:{small_words('de')})\Z")


@cache
def _ratios() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[Decimal]]:
    """Compile what stands between the two numbers of a share, after "one" and after more; and what it is a share of."""
    ratios = load("amounts")["ratios"]
    of_one, joints = longest_first(ratios["one"]), longest_first(ratios["joints"])
    return (
        re.compile(rf"(?<!\w)(?:{of_one})(?: [^\W\d]+){{1,3}} (?:{joints}) \Z"),
        re.compile(rf"(?: [^\W\d]+){{1,3}} (?:{joints}) "),
        frozenset(map(Decimal, ratios["wholes"])),
    )


class Joiner:
    """Joins the candidates of one article."""

    def __init__(self, article: Article) -> None:
        self.article = article

    def joined(self, candidates: list[Candidate]) -> list[Candidate]:
        """Make one candidate of each range, and share magnitude and measure along lists; from right to left."""
        self._exclude_ratios(candidates)
        joined: list[Candidate] = []
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
        return self._added_subunits([candidate for candidate in joined if candidate.number.form != "slashed"])

    def _exclude_ratios(self, candidates: list[Candidate]) -> None:
        """Leave out shares told by heads: "neuf Français sur dix", "une femme sur 4"."""
        of_one, of_some, wholes = _ratios()
        folded = self.article.folded
        before: Candidate | None = None
        for candidate in candidates:
            if candidate.value in wholes and candidate.number.scale == ONE and candidate.kind in (None, "quantity"):
                if of_one.search(folded, max(0, candidate.start - _WINDOW), candidate.start):
                    candidate.kind = "excluded"
                elif (
                    before and before.value < candidate.value and of_some.fullmatch(folded, before.end, candidate.start)
                ):
                    before.kind = candidate.kind = "excluded"
            before = candidate if candidate.kind in (None, "quantity") else None

    def _makes_range(self, low: Candidate, high: Candidate) -> bool:
        """Tell whether two numbers are the ends of one range: "de 5 à 10 %", "entre 10 et 15 millions d'euros"."""
        if high.high is not None or not self._adjacent(low, high):
            return False
        if low.number.form == "slashed":
            return high.kind in ("money", "percent") and low.number.end + 1 == high.start and low.value < high.value
        if not self._are_alike(low, high):
            return False
        if quantities.looks_like_year(self.article.text, low.number) and quantities.looks_like_year(
            self.article.text, high.number
        ):
            return False
        return self._spans(low, high) and self._low_end(low, high) < high.value

    def _are_alike(self, low: Candidate, high: Candidate) -> bool:
        """Tell whether the low end leaves out what measures the high one, or has the same."""
        if low.kind is None:
            return low.follower == low.end  # "deux offres à 50 millions": two of something else
        if low.currency is not None and high.currency is not None and low.currency.per != high.currency.per:
            return False
        return (low.kind, low.code, low.unit) == (high.kind, high.code, high.unit)

    def _spans(self, low: Candidate, high: Candidate) -> bool:
        """Tell whether the words before and between two numbers make them a range."""
        ranges, _, between = connectors()
        gap = self.article.folded[low.follower : high.start]
        before = max(0, low.start - _WINDOW), low.start
        if gap.strip() in load("amounts")["ranges"]["and"]:
            in_brackets = high.kind == "money" and self.article.folded[low.start - 1 : low.start] == "("
            return in_brackets or between.search(self.article.folded, *before) is not None
        if not ranges.fullmatch(gap):
            return False
        return _change().search(self.article.folded, max(0, low.start - _CLAUSE), low.start) is None

    def _adjacent(self, first: Candidate, second: Candidate) -> bool:
        return 0 < second.start - first.follower <= _FARTHEST_NEXT

    def _widen(self, low: Candidate, high: Candidate) -> None:
        low.value, low.high = self._low_end(low, high), high.value
        low.number = low.number._replace(
            scale=high.number.scale, grouped=high.number.grouped, form=high.number.form, end=high.number.end
        )
        low.kind, low.code, low.currency, low.unit, low.rule = high.kind, high.code, high.currency, high.unit, high.rule
        low.end, low.follower = high.end, high.follower

    def _low_end(self, low: Candidate, high: Candidate) -> Decimal:
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

    def _makes_list(self, first: Candidate, second: Candidate) -> bool:
        """Tell whether a bare number shares what the next one measures: "10, 15 et 20 millions d'euros"."""
        if first.kind is not None or first.rule or not self._adjacent(first, second):
            return False
        ranges, lists, _ = connectors()
        gap = self.article.folded[first.number.end : second.start]
        if gap.strip() == ",":
            return second.linked and second.kind is not None
        plain = second.measured or second.kind == "excluded"
        return plain and bool(lists.fullmatch(gap) or ranges.fullmatch(gap))

    def _share(self, first: Candidate, second: Candidate) -> None:
        first.linked = second.linked = True
        if second.kind == "excluded" or quantities.looks_like_year(self.article.text, first.number):
            first.kind = "excluded"
            return
        if second.kind == "quantity" and first.number.form == "words" and self._low_end(first, second) < 10:
            return
        first.value = self._low_end(first, second)
        first.kind, first.code, first.currency, first.unit = second.kind, second.code, second.currency, second.unit
        first.rule = "shared"

    def _added_subunits(self, candidates: list[Candidate]) -> list[Candidate]:
        """Add the centimes of "1 euro et 23 centimes" to the euro."""
        kept: list[Candidate] = []
        for candidate in candidates:
            whole = kept[-1] if kept else None
            if whole is None or whole.currency is None or whole.currency.per > 1 or candidate.start - whole.end > 4:
                kept.append(candidate)
            elif self._has_subunit(whole, candidate):
                whole.value += candidate.value
                whole.end = whole.follower = candidate.end
            elif self._are_bare_cents(whole, candidate):
                whole.value += candidate.value / 100
                whole.end = whole.follower = candidate.end
            else:
                kept.append(candidate)
        return kept

    def _has_subunit(self, whole: Candidate, candidate: Candidate) -> bool:
        """Tell whether a sum is in the subunit of the one before: "1 euro et 23 centimes"."""
        gap = self.article.folded[whole.end : candidate.start].strip()
        currency = candidate.currency if whole.kind == candidate.kind == "money" else None
        return (
            currency is not None
            and currency.per > 1
            and whole.code in currency.of
            and gap in ("", *load("amounts")["ranges"]["and"])
        )

    def _are_bare_cents(self, whole: Candidate, candidate: Candidate) -> bool:
        """Tell whether a number in words behind a sum is its cents: "douze euros cinquante"."""
        return (
            whole.kind == "money"
            and candidate.kind is None
            and candidate.number.form == "words"
            and 10 <= candidate.value < 100
            and is_whole(whole.value)
            and whole.number.scale < THOUSAND
            and self.article.folded[whole.end : candidate.start] == " "
            and not self.article.folded[candidate.end : candidate.end + 2].strip(" ").isalpha()
        )
