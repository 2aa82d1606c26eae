"""Amounts of French press text: sums of money, percentages and counted quantities, each with its exact value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from faitout.lexicon import load
from faitout.values.bounds import Bound, bound_after, bound_before
from faitout.values.candidates import Article, Candidate, Kind, openings
from faitout.values.inference import Inference
from faitout.values.joining import Joiner
from faitout.values.measuring import Measurer
from faitout.values.phrases import before_a_word, longest_first

_WINDOW = 40


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
        How often such a reading is right, by the rule that gave it: :data:`CONFIDENCE`.
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


# Probability that an amount of each rule has the right span, kind, value and currency. Counted by reading what the
# rules gave in 407 articles without annotations (docs/amounts.md has the counts), rounded down; on the annotated
# training articles, which the rules were fitted on, all are right.
CONFIDENCE = {
    "currency": 0.99,
    "percent": 0.99,
    "noun": 0.98,
    "shared": 0.95,
    "understood": 0.95,
    "ellipsis": 0.95,
    "bare": 0.9,
}


def find_amounts(
    text: str, sentences: Sequence[tuple[int, int]] | None = None, published: str | None = None
) -> list[Amount]:
    """Return the amounts of a text, in reading order.

    Parameters
    ----------
    text : str
        An article, or any part of one; what it names decides about bare dollars, francs and livres.
    sentences : sequence of (start, end), optional
        Its sentences: an amount that leaves its unit out takes it from its own sentence only. Without them each
        line counts as one.
    published : str, optional
        When it appeared (``1999-03-05``, ``1999-03`` or ``1999``): until 2002 a bare franc is French.

    Returns
    -------
    list of Amount

    Examples
    --------
    >>> [(a.text, str(a.value), a.currency) for a in find_amounts("entre 10 et 15 M€")]
    [('10 et 15 M€', '10000000', 'EUR')]
    """
    article = Article(text, sentences)
    candidates = Measurer(article, published).candidates()
    has_money = any(candidate.kind == "money" for candidate in candidates)
    candidates = Joiner(article).joined(candidates)
    Inference(article, has_money).infer(candidates)
    kept = [candidate for candidate in candidates if candidate.measured]
    return _Finisher(article).amounts(kept)


@cache
def _under_one_bound() -> re.Pattern[str]:
    shared = load("amounts")["shared_bounds"]
    return re.compile(
        rf" (?:{before_a_word(shared['prepositions'])})[^\W\d]+(?: [^\W\d]+)? (?:{longest_first(shared['joints'])}) "
    )


class _Finisher:
    """Makes amounts of measured candidates: bounds, restatements, what comes out."""

    def __init__(self, article: Article) -> None:
        self.article = article

    def amounts(self, candidates: list[Candidate]) -> list[Amount]:
        """Return the amounts, in reading order."""
        self._share_bounds(candidates)
        return self._restated([self._finished(candidate) for candidate in candidates])

    def _finished(self, candidate: Candidate) -> Amount:
        assert candidate.kind is not None
        assert candidate.kind != "excluded"
        return Amount(
            start=candidate.start,
            end=candidate.end,
            text=self.article.text[candidate.start : candidate.end],
            kind=candidate.kind,
            value=candidate.value.normalize(),
            high=None if candidate.high is None else candidate.high.normalize(),
            currency=candidate.code if candidate.kind == "money" else None,
            unit=candidate.unit,
            bound=candidate.bound,
            confidence=CONFIDENCE[candidate.rule],
            rule=candidate.rule,
        )

    def _bound(self, candidate: Candidate) -> Bound:
        counts = candidate.kind == "quantity"
        stated = bound_before(self.article.folded, candidate.start, counts) or bound_after(
            self.article.folded, candidate.follower
        )
        return stated or ("approx" if candidate.number.form == "collective" else "exact")

    def _share_bounds(self, candidates: list[Candidate]) -> None:
        """Give a bound to the amount that the one before shares it with: "au plus 20 euros par mois et 200 par an"."""
        before: Candidate | None = None
        for candidate in candidates:
            candidate.bound = self._bound(candidate)
            if before is not None and candidate.bound == "exact" and before.bound in ("min", "max"):
                alike = (before.kind, before.code) == (candidate.kind, candidate.code)
                if alike and _under_one_bound().fullmatch(self.article.folded, before.end, candidate.start):
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
        if before.restates or not before.kind == amount.kind == "money" or before.currency == amount.currency:
            return False
        if amount.start - before.end > _WINDOW:
            return False
        return bool(openings().fullmatch(self.article.folded, before.end, amount.start))
