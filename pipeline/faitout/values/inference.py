"""Amounts that leave something out: a unit said before, a currency that is only understood."""

from __future__ import annotations

import re
from functools import cache

from faitout.lexicon import load
from faitout.values import quantities
from faitout.values.bounds import without_bound
from faitout.values.candidates import Article, Candidate
from faitout.values.number_words import THOUSAND
from faitout.values.numbers import ONE
from faitout.values.phrases import longest_first, small_words

_WINDOW = 40
_FARTHEST_ELLIPSIS = 250


@cache
def _money_talk() -> re.Pattern[str]:
    understood = load("amounts")["understood"]
    stems, words = longest_first(understood["stems"]), longest_first(understood["words"])
    return re.compile(rf"(?<!\w)(?:(?:{stems})|(?:{words})(?!\w))")


@cache
def _ellipsis(parts: bool) -> re.Pattern[str]:
    """Compile what stands before a number whose unit is left out; ``parts`` adds what only things counted can have."""
    ellipsis = load("amounts")["ellipsis"]
    cues = longest_first([*ellipsis["before"], *(ellipsis["parts"] if parts else ())])
    return re.compile(rf"(?:(?<!\w)(?:{cues})|,) (?:{small_words('determiners')})?\Z")


class Inference:
    """Gives the bare numbers of one article the measure that they leave out.

    Parameters
    ----------
    article : Article
    has_money : bool
        Whether any sum of the article prints its currency.
    """

    def __init__(self, article: Article, has_money: bool) -> None:
        self.article = article
        self.has_money = has_money

    def infer(self, candidates: list[Candidate]) -> None:
        """Give a measure to the bare numbers that their sentence or the article makes amounts."""
        last: Candidate | None = None
        magnitude: Candidate | None = None
        money: Candidate | None = None
        for position, candidate in enumerate(candidates):
            near = last if last is not None and self.article.same_sentence(last, candidate) else None
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

    def _code_of(self, money: Candidate, candidate: Candidate) -> str | None:
        """Return the currency of a sum for one that its sentence coordinates with it."""
        coordinated = self.article.same_sentence(money, candidate) and not self.article.in_brackets(money, candidate)
        return money.code if coordinated else None

    def _restates_in_brackets(self, candidate: Candidate, last: Candidate | None) -> bool:
        """Tell whether a sum opens brackets behind another sum: what follows is in the currency before them."""
        if last is None or not last.kind == candidate.kind == "money":
            return False
        return self.article.in_brackets(last, candidate)

    def _infer_one(
        self,
        candidate: Candidate,
        last: Candidate | None,
        following: Candidate | None,
        magnitude: Candidate | None,
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

    def _unit_before(self, candidate: Candidate) -> str | None:
        if candidate.number.scale == ONE and not candidate.number.grouped:
            return None
        return quantities.counted_by_name(self.article.text, self.article.folded, candidate.number)

    def _starts_a_line(self, candidate: Candidate) -> bool:
        return self.article.text[candidate.start - 1 : candidate.start] in ("", "\n")

    def _counts_part_of(self, candidate: Candidate, following: Candidate) -> bool:
        """Tell whether the next quantity is the whole that this number is a part of: "6 des 24 usines"."""
        gap = self.article.folded[candidate.number.end : following.start]
        parts = load("amounts")["ellipsis"]["parts"]
        return (
            following.kind == "quantity" and gap.strip() in parts and self.article.same_sentence(candidate, following)
        )

    def _infer_magnitude(
        self,
        candidate: Candidate,
        last: Candidate | None,
        following: Candidate | None,
        magnitude: Candidate | None,
    ) -> None:
        """Read "200 millions" without a noun: its sentence decides, else the article's last such amount."""
        sentence = self.article.sentence(candidate.start)
        money = candidate.rule == "understood" or _money_talk().search(self.article.folded, *sentence) is not None
        if last is not None and last.kind == "quantity" and (not money or self._is_elliptic(candidate, last)):
            candidate.kind, candidate.unit, candidate.rule = "quantity", last.unit, "ellipsis"
        elif last is not None and last.kind == "money":
            candidate.kind, candidate.rule = "money", "understood"
            candidate.code = None if self.article.in_brackets(last, candidate) else last.code
        elif money or (magnitude.kind == "money" if magnitude is not None else self.has_money):
            candidate.kind, candidate.rule = "money", "understood"
            if following is not None and following.kind == "money" and self._coordinated(candidate, following):
                candidate.code = following.code
        else:
            unit = magnitude.unit if magnitude is not None else None
            candidate.kind, candidate.unit, candidate.rule = "quantity", unit, "ellipsis"

    def _coordinated(self, candidate: Candidate, following: Candidate) -> bool:
        """Tell whether the next sum is of the same sentence and does not restate this one in another currency."""
        return self.article.same_sentence(candidate, following) and not self.article.in_brackets(candidate, following)

    def _is_elliptic(self, candidate: Candidate, last: Candidate) -> bool:
        end = without_bound(self.article.folded, candidate.start)
        before = max(0, end - _WINDOW), end
        return _ellipsis(last.kind == "quantity").search(self.article.folded, *before) is not None

    def _repeat(self, candidate: Candidate, last: Candidate) -> None:
        """Take kind, currency and unit from the amount before."""
        number = candidate.number
        if last.kind == "percent" and (number.grouped or number.value > 100):
            return
        if (
            not last.measured
            or candidate.start - last.end > _FARTHEST_ELLIPSIS
            or self.article.folded[number.end : number.end + 1] == "/"
        ):
            return
        if quantities.looks_like_year(self.article.text, number):
            return
        if not quantities.may_end_a_clause(self.article.folded, number.end, verbs=last.kind == "quantity"):
            return
        if last.kind == "money" and last.number.scale > ONE and number.value < THOUSAND:
            candidate.value *= last.number.scale
        candidate.kind, candidate.unit, candidate.rule = last.kind, last.unit, "ellipsis"
        candidate.code = None if self.article.in_brackets(last, candidate) else last.code
