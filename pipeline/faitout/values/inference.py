"""Amounts that leave something out: a unit said before, a currency that is only understood."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from faitout.lexicon import load
from faitout.values import quantities
from faitout.values.bounds import without_bound
from faitout.values.candidates import Article, Candidate
from faitout.values.joining import connectors
from faitout.values.number_words import THOUSAND
from faitout.values.numbers import ONE, is_whole
from faitout.values.phrases import longest_first, small_words

_WINDOW = 40
_PRICE_WINDOW = 70
# A sum without its currency is of the order of the sum that it is compared with.
_FARTHEST_APART = 50
_FARTHEST_ELLIPSIS = 250


@cache
def _money_talk() -> re.Pattern[str]:
    understood = load("amounts")["understood"]
    stems, words = longest_first(understood["stems"]), longest_first(understood["words"])
    return re.compile(rf"(?<!\w)(?:(?:{stems})|(?:{words})(?!\w))")


@cache
def _spent() -> re.Pattern[str]:
    """Compile what can only be said of a sum: "200 millions investis"."""
    return re.compile(rf" (?:{longest_first(load('amounts')['understood']['spent'])})(?!\w)")


@cache
def _prices() -> re.Pattern[str]:
    """Compile the words that make even a number without magnitude a sum."""
    return re.compile(rf"(?<!\w)(?:{longest_first(load('amounts')['understood']['prices'])})(?!\w)")


@cache
def _counted_people() -> re.Pattern[str]:
    """Compile what stands before millions of people: "ils sont 6 millions", "une population de 6 millions"."""
    counted = load("amounts")["counted"]
    subjects, verbs, nouns = (longest_first(counted[key]) for key in ("subjects", "verbs", "nouns"))
    small = small_words("de")
    return re.compile(rf"(?<!\w)(?:(?:{subjects}) (?:{verbs})(?: [^\W\d]+)? |(?:{nouns})(?: [^\W\d]+)? (?:{small})?)\Z")


@cache
def _counting() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile what stands before, and behind, millions of things told before: "en a attiré 2 millions"."""
    pronouns = load("amounts")["pronouns"]
    before, stems, among = (longest_first(pronouns[key]) for key in ("before", "counting", "among"))
    verb = rf"(?:{before}) (?:[^\W\d]+ ){{0,2}}(?:{stems})[^\W\d]*"
    return re.compile(rf"(?<!\w){verb} (?:[^\W\d]+ )?\Z"), re.compile(rf" (?:{among})(?!\w)")


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{longest_first(load('amounts')['ellipsis']['part_of'])}) \Z")


@cache
def _pronouns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile what stands behind, and before, a number of things that are not named again."""
    pronouns = load("amounts")["pronouns"]
    keys = ("behind", "before", "verbs", "negated", "endings")
    behind, before, verbs, negated, endings = (longest_first(pronouns[key]) for key in keys)
    verb = rf"(?:{before}) (?:{verbs}|[^\W\d]+(?:{endings}))|(?:{negated}) [^\W\d]+"
    return (
        re.compile(rf" (?:{behind})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{verb})(?: [^\W\d]+){{0,2}} \Z"),
    )


@cache
def _adverbials() -> frozenset[str]:
    return frozenset(load("amounts")["ellipsis"]["adverbials"])


@cache
def _told_number() -> re.Pattern[str]:
    """Compile what stands between the noun of a count and its figure: "ce nombre approche les 300"."""
    pronouns = load("amounts")["pronouns"]
    names, links = longest_first(pronouns["names"]), longest_first(pronouns["links"])
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)[^.;:()\d]{{1,60}} (?:{links}) \Z")


@cache
def _owned() -> re.Pattern[str]:
    """Compile the plural of which a number is a part: "12 de ses hangars"."""
    owned = longest_first(load("amounts")["ellipsis"]["owned"])
    return re.compile(rf" (?:{owned}) ([^\W\d]+(?:-[^\W\d]+)*)(?<=[sx])(?![\w-])")


@cache
def _ellipsis(parts: bool) -> re.Pattern[str]:
    """Compile what stands before a number whose unit is left out; ``parts`` adds what only things counted can have."""
    ellipsis = load("amounts")["ellipsis"]
    cues = longest_first([*ellipsis["before"], *(ellipsis["parts"] if parts else ())])
    return re.compile(rf"(?:(?:(?<!\w)(?:{cues})|,) (?:{small_words('determiners')})?|\(\+ ?)\Z")


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
                if position and candidate.kind in ("money", "quantity"):
                    self._share_with_last(candidates[position - 1], candidate)
            beside = candidate.measured and self._is_beside(candidate, near or last)
            if (candidate.measured and not beside) or self._measures_time(candidate):
                last = candidate
                money = candidate if candidate.kind == "money" else money
            if candidate.measured and candidate.number.scale > THOUSAND:
                magnitude = candidate
        self._share_currencies(candidates)

    def _measures_time(self, candidate: Candidate) -> bool:
        """Tell "35 heures, contre 39 auparavant" from a time in which something else is counted ("en 24 heures")."""
        if candidate.rule != "time":
            return False
        return quantities.word_before(self.article.folded, candidate.start) not in _adverbials()

    def _share_with_last(self, first: Candidate, second: Candidate) -> None:
        """Let a bare number have the magnitude of the next one: "passer de 300 à 450 millions", "de 30 à 20"."""
        ranges, lists, _ = connectors()
        gap = self.article.folded[first.number.end : second.start]
        if second.number.scale <= THOUSAND and (second.unit is None or not ranges.fullmatch(gap)):
            return
        if first.kind is not None or first.number.form != "digits" or first.number.scale > ONE:
            return
        if quantities.looks_like_year(self.article.text, first.number) or first.value >= THOUSAND:
            return
        if ranges.fullmatch(gap) or (gap.strip() != "," and lists.fullmatch(gap)):
            first.value *= second.number.scale
            first.kind, first.unit, first.code, first.rule = second.kind, second.unit, second.code, "shared"

    def _share_currencies(self, candidates: list[Candidate]) -> None:
        """Give sums without currency that of the next one: "45 millions pour A, 50 millions d'euros pour B"."""
        following: Candidate | None = None
        for candidate in reversed(candidates):
            bare = candidate.kind == "money" and candidate.currency is None and candidate.code is None
            if bare and following is not None and self._coordinated(candidate, following):
                candidate.code = following.code
            following = candidate if candidate.measured else following

    def _code_of(self, money: Candidate, candidate: Candidate) -> str | None:
        """Return the currency of a sum for one that its sentence coordinates with it."""
        coordinated = self.article.same_sentence(money, candidate) and not self.article.in_brackets(money, candidate)
        return money.code if coordinated else None

    def _is_beside(self, candidate: Candidate, last: Candidate | None) -> bool:
        """Tell whether a sum only helps to read the one before, so that what follows is in the currency of that one.

        It opens brackets behind it, or is the one unit of a rate ("3.850 livres pour un dollar").
        """
        if last is None or not last.kind == candidate.kind == "money":
            return False
        is_rate = candidate.value == 1 and last.value != 1 and self.article.same_sentence(last, candidate)
        return is_rate or self.article.in_brackets(last, candidate)

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
        if number.form == "article" or (number.form == "words" and number.value < 10):
            return
        if following is not None and self._counts_part_of(candidate, following):
            candidate.kind, candidate.unit, candidate.rule = "quantity", following.unit, "ellipsis"
        elif unit := self._unit_before(candidate):
            candidate.kind, candidate.unit, candidate.rule = "quantity", unit, "ellipsis"
        elif self._stands_for_things(candidate):
            unit = last.unit if last is not None and last.kind == "quantity" else None
            candidate.kind, candidate.unit, candidate.rule = "quantity", unit, "ellipsis"
        elif number.scale > THOUSAND:
            self._infer_magnitude(candidate, last, following, magnitude)
        elif number.form == "collective":
            return
        elif last is not None and (number.grouped or self._is_elliptic(candidate, last)):
            self._repeat(candidate, last)
        elif number.grouped and not self._starts_a_line(candidate):
            candidate.kind, candidate.rule = "quantity", "bare"
            if self._costs(candidate):
                candidate.kind, candidate.rule = "money", "understood"

    def _unit_before(self, candidate: Candidate) -> str | None:
        """Return the noun that the words around a number say it counts; a small one must be said to be the count."""
        number = candidate.number
        small = number.scale == ONE and not number.grouped
        if small and quantities.looks_like_year(self.article.text, number):
            return None
        if owned := _owned().match(self.article.folded, number.end):
            return self.article.text[owned.start(1) : owned.end(1)]
        return quantities.counted_by_name(self.article.text, self.article.folded, number, small)

    def _stands_for_things(self, candidate: Candidate) -> bool:
        """Tell whether a number stands for things told before: "20 autres", "il en reste 20", "une dizaine"."""
        number, folded = candidate.number, self.article.folded
        if number.scale > ONE or quantities.looks_like_year(self.article.text, number):
            return False
        if number.form == "collective":
            return quantities.stands_alone(folded, number)
        behind, before = _pronouns()
        if behind.match(folded, number.end):
            return True
        if not quantities.may_end_a_clause(folded, number.end, verbs=True):
            return False
        if quantities.word_before(folded, candidate.start) in load("amounts")["counted"]["verbs"]:
            return self._counts_people(candidate)  # "ils sont 300"
        end = without_bound(folded, candidate.start)
        start = max(self.article.sentence(candidate.start)[0], candidate.start - _PRICE_WINDOW)
        counted = before.search(folded, max(0, end - _WINDOW), end) or _told_number().search(
            folded, start, candidate.start
        )
        return counted is not None

    def _costs(self, candidate: Candidate) -> bool:
        """Tell whether the words right before a bare number are about a price: "un tarif de 30.000"."""
        start = max(self.article.sentence(candidate.start)[0], candidate.start - _PRICE_WINDOW)
        return _prices().search(self.article.folded, start, candidate.start) is not None

    def _starts_a_line(self, candidate: Candidate) -> bool:
        return self.article.text[candidate.start - 1 : candidate.start] in ("", "\n")

    def _counts_part_of(self, candidate: Candidate, following: Candidate) -> bool:
        """Tell whether the next quantity is the whole that this number is a part of: "6 des 24 usines"."""
        gap = self.article.folded[candidate.number.end : following.start]
        parts = load("amounts")["ellipsis"]["parts"]
        return (
            following.kind == "quantity"
            and candidate.value <= following.value
            and gap.strip() in parts
            and self.article.same_sentence(candidate, following)
        )

    def _infer_magnitude(
        self,
        candidate: Candidate,
        last: Candidate | None,
        following: Candidate | None,
        magnitude: Candidate | None,
    ) -> None:
        """Read "200 millions" without a noun: its sentence decides, else the article's last such amount."""
        spent, talk = self._is_spent(candidate), self._is_money_talk(candidate)
        counts = last is not None and last.kind == "quantity" and not (talk and not self._is_elliptic(candidate, last))
        if not spent and (self._counts_people(candidate) or self._counts_things(candidate)):
            candidate.kind, candidate.rule = "quantity", "ellipsis"
            candidate.unit = last.unit if last is not None and last.kind == "quantity" else None
        elif last is not None and counts and not spent:
            candidate.kind, candidate.unit, candidate.rule = "quantity", last.unit, "ellipsis"
        elif last is not None and last.kind == "money":
            candidate.kind, candidate.rule = "money", "understood"
            candidate.code = None if self.article.in_brackets(last, candidate) else last.code
        elif spent or talk or (magnitude.kind == "money" if magnitude is not None else self.has_money):
            candidate.kind, candidate.rule = "money", "understood"
            if following is not None and following.kind == "money" and self._coordinated(candidate, following):
                candidate.code = following.code
        else:
            unit = magnitude.unit if magnitude is not None else None
            candidate.kind, candidate.unit, candidate.rule = "quantity", unit, "ellipsis"

    def _is_spent(self, candidate: Candidate) -> bool:
        """Tell whether what stands behind "200 millions" can be said of sums only: "investis", "de pertes"."""
        behind = _spent().match(self.article.folded, candidate.number.end)
        return candidate.rule == "understood" or behind is not None

    def _is_money_talk(self, candidate: Candidate) -> bool:
        return _money_talk().search(self.article.folded, *self.article.sentence(candidate.start)) is not None

    def _counts_people(self, candidate: Candidate) -> bool:
        end = without_bound(self.article.folded, candidate.start)
        return _counted_people().search(self.article.folded, max(0, end - _WINDOW), end) is not None

    def _counts_things(self, candidate: Candidate) -> bool:
        """Tell "en distribuer 3 millions" and "11 millions d'entre elles" from sums."""
        before, behind = _counting()
        if behind.match(self.article.folded, candidate.number.end):
            return True
        end = without_bound(self.article.folded, candidate.start)
        return before.search(self.article.folded, max(0, end - _WINDOW), end) is not None

    def _coordinated(self, candidate: Candidate, following: Candidate) -> bool:
        """Tell whether the next sum is of the same sentence and does not restate this one in another currency."""
        return self.article.same_sentence(candidate, following) and not self.article.in_brackets(candidate, following)

    def _is_elliptic(self, candidate: Candidate, last: Candidate) -> bool:
        end = without_bound(self.article.folded, candidate.start)
        before = max(0, end - _WINDOW), end
        return _ellipsis(last.kind == "quantity").search(self.article.folded, *before) is not None

    def _is_of_its_order(self, candidate: Candidate, value: Decimal, last: Candidate) -> bool:
        """Tell whether a number can be compared with the sum before: of its order, and no more if a part of it."""
        whole = last.high or last.value
        end = without_bound(self.article.folded, candidate.start)
        is_part = _parts().search(self.article.folded, max(0, end - _WINDOW), end) is not None
        return last.value / _FARTHEST_APART < value <= (whole if is_part else whole * _FARTHEST_APART)

    def _repeat(self, candidate: Candidate, last: Candidate) -> None:
        """Take kind, currency and unit from the amount before."""
        number = candidate.number
        if last.kind == "percent" and (number.grouped or number.value > 100):
            candidate.kind, candidate.rule = ("quantity", "bare") if number.grouped else (None, "")
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
        if last.kind == "money":
            scaled = last.number.scale > ONE and number.value < THOUSAND
            value = candidate.value * last.number.scale if scaled else candidate.value
            if not self._is_of_its_order(candidate, value, last):
                candidate.kind, candidate.rule = ("quantity", "bare") if number.grouped else (None, "")
                return
            candidate.value = value
            if scaled:  # so that the next one is, too: "dont 4 en liquide et 12 en actions"
                candidate.number = number._replace(scale=last.number.scale)
        elif last.kind == "quantity" and last.number.scale > ONE == number.scale and not is_whole(number.value):
            candidate.value *= last.number.scale
        candidate.kind, candidate.unit, candidate.rule = last.kind, last.unit, "ellipsis"
        candidate.code = None if self.article.in_brackets(last, candidate) else last.code
