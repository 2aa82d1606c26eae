"""What the article has said so far: the facts before the one that is being read, which it often goes on from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from faitout.facts.context import View
from faitout.facts.model import Features
from faitout.facts.reading import Mention, anchor_type

_ROW = 2
"""How many sentences on a row of like facts may go."""
RESULTS = frozenset(("revenue", "profit", "growth", "sales_volume", "market_share", "dividend"))
"""Kinds of which an article often says only once what quarter or year they are of."""


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that was read: where it hangs, and its roles.

    Parameters
    ----------
    certainty : mapping
        How probable each degree of certainty is.
    date, period : mapping or None
        The mentions that say when it is and how long.
    """

    sentence: int
    anchor: int
    kind: str
    subject: str | None
    certainty: Mapping[str, float]
    date: Mention | None = None
    period: Mention | None = None

    def has(self, start: int) -> bool:
        """Tell whether its date or its period is the mention that starts there."""
        return any(mention is not None and mention["start"] == start for mention in (self.date, self.period))

    @property
    def day(self) -> str | None:
        """Return the value of its date."""
        return None if self.date is None else str(self.date.get("value"))


@dataclass(slots=True)
class History:
    """The facts read so far.

    Parameters
    ----------
    last : Told or None
        The fact before.
    last_type : str or None
        What the fact before hangs on (:func:`faitout.facts.reading.anchor_type`).
    passed : tuple of int or None
        Sentence and token of the last amount or date, if it made no fact.
    results : list of Told
        The results told so far, in the order of reading.
    """

    last: Told | None = None
    last_type: str | None = None
    passed: tuple[int, int] | None = None
    subjects: set[str | None] = field(default_factory=set)
    results: list[Told] = field(default_factory=list)
    amounts: dict[tuple[str, str], Told | None] = field(default_factory=dict)
    again: Told | None = None

    def meet(self, mention: Mention) -> None:
        """Recall what was made of the same amount, if the article has given it before."""
        key = _same_amount(mention)
        self.again = self.amounts.get(key) if key else None

    def tell(self, told: Told, mention: Mention) -> None:
        """Note a fact that hangs on a mention."""
        self.last, self.last_type, self.passed = told, anchor_type(mention), None
        self.subjects.add(told.subject)
        if told.kind in RESULTS:
            self.results.append(told)
        key = _same_amount(mention)
        if key:
            self.amounts[key] = told

    def pass_over(self, sentence: int, anchor: int, mention: Mention) -> None:
        """Note an amount or date that made no fact."""
        self.passed = (sentence, anchor)
        key = _same_amount(mention)
        if key:
            self.amounts.setdefault(key, None)

    def knows(self, kind: str) -> bool:
        """Tell whether the fact before, or the one with the same amount, is of this kind."""
        return any(told is not None and told.kind == kind for told in (self.last, self.again))

    def names(self, name: str) -> bool:
        """Tell whether the fact before, or the one with the same amount, is about this organisation."""
        return any(told is not None and told.subject == name for told in (self.last, self.again))

    def here(self, sentence: int) -> Told | None:
        """Return the fact before, if it stands in this sentence."""
        return self.last if self.last is not None and self.last.sentence == sentence else None

    def of_kind(self, view: View, anchor: int, kind: str) -> Features:
        """Return whether an event of this kind would go on from the fact before."""
        features: Features = {}
        sentence = view.sentence.index
        if self.again is not None:
            features["told before"] = float(self.again.kind == kind)
        if self.last is not None:
            where = "sentence" if self.last.sentence == sentence else "article"
            features[f"same as before in the {where}"] = float(self.last.kind == kind)
            if self.last_type == anchor_type(view.mention(anchor)):
                features |= self._goes_on(view, anchor, kind)
        return features

    def _goes_on(self, view: View, anchor: int, kind: str) -> Features:
        """Return whether an amount of the same type goes on with the kind of the fact before: rows of figures."""
        assert self.last is not None
        same = self.last.kind == kind
        far = min(view.sentence.index - self.last.sentence, 3)
        features = {f"same as before, same type, {far} sentences": float(same)}
        if far == 0:
            others = (hit for hit in view.cues if hit.cue is not None and hit.cue.kind != kind)
            between = any(self.last.anchor < hit.first < anchor for hit in others)
            features["same as before, same type, no cue between"] = float(same and not between)
        return features

    def of_subject(self, sentence: int, name: str | None) -> Features:
        """Return whether this organisation was the subject of the fact before."""
        features: Features = {}
        if self.again is not None:
            features["told before of it"] = float(self.again.subject == name)
        if self.last is None:
            return features
        if self.last.sentence == sentence:
            features["subject before in the sentence"] = float(self.last.subject == name)
            return features
        near = "near" if sentence - self.last.sentence <= 2 else "far"
        features[f"subject before, {near}"] = float(self.last.subject == name)
        features["subject of a fact"] = float(name in self.subjects)
        return features

    def of_certainty(self, view: View, anchor: int, kind: str) -> Features:
        """Return how sure the fact before was, and whether this one goes on with it: rows of what is planned.

        The values are probabilities, so that a doubtful reading weighs less on the next.
        """
        features: Features = {}
        last, sentence = self.last, view.sentence.index
        if last is not None and sentence - last.sentence <= _ROW:
            where = "before" if last.sentence == sentence else "just before"
            row = last.kind == kind and self.last_type == anchor_type(view.mention(anchor))
            for degree, chance in last.certainty.items():
                features[f"{where}: {degree}"] = chance
                features[f"row: {degree}"] = chance * row
        if self.again is not None:
            for degree, chance in self.again.certainty.items():
                features[f"told before: {degree}"] = chance
        return features

    def of_time(self, sentence: int, start: int) -> Features:
        """Return whether the fact before in the sentence took the date that starts there."""
        last = self.here(sentence)
        return {"date of the fact before": float(last.has(start))} if last else {}

    def took(self, start: int) -> bool:
        """Tell whether the fact before, wherever it stands, took the date that starts there."""
        return self.last is not None and self.last.has(start)

    def of_results(self, sentence: int, day: str | None) -> Features:
        """Return whether the results told before are of this time (None: of none that is said), the last and all.

        Of results a sentence after ones with a date nine in ten have that date, of those after ones without a date
        one in ten has any (in the sentences without a date of press articles and of ours in the manner of agencies).
        """
        if not self.results:
            return {"first results": 1.0}
        days = [told.day for told in self.results]
        far = "near" if sentence - self.results[-1].sentence <= 1 else "far"
        relation = "of" if days[-1] == day else "not of"
        return {
            f"{relation} the results before, {far}": 1.0,
            f"share of the results, {far}": days.count(day) / len(days),
        }

    def dated_results(self, start: int) -> bool:
        """Tell whether the date that starts there is that of the last results."""
        date = self.results[-1].date if self.results else None
        return date is not None and bool(date["start"] == start)


def _same_amount(mention: Mention) -> tuple[str, str] | None:
    """Return what two mentions of the same sum have in common; None for dates."""
    if mention["kind"] not in ("money", "percent", "quantity") or mention.get("value") is None:
        return None
    return mention["kind"], str(mention["value"])
