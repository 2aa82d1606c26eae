"""What the article has said so far: the facts before the one that is being read, which it often goes on from."""

from __future__ import annotations

from dataclasses import dataclass, field

from faitout.facts.model import Features


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that was read: where it hangs, and its roles."""

    sentence: int
    anchor: int
    kind: str
    subject: str | None
    certainty: str
    dates: tuple[int, ...] = ()


@dataclass(slots=True)
class History:
    """The facts read so far.

    Parameters
    ----------
    last : Told or None
        The fact before.
    passed : tuple of int or None
        Sentence and token of the last amount or date, if it made no fact.
    """

    last: Told | None = None
    passed: tuple[int, int] | None = None
    subjects: set[str | None] = field(default_factory=set)

    def tell(self, told: Told) -> None:
        """Note a fact."""
        self.last, self.passed = told, None
        self.subjects.add(told.subject)

    def pass_over(self, sentence: int, anchor: int) -> None:
        """Note an amount or date that made no fact."""
        self.passed = (sentence, anchor)

    def here(self, sentence: int) -> Told | None:
        """Return the fact before, if it stands in this sentence."""
        return self.last if self.last is not None and self.last.sentence == sentence else None

    def of_kind(self, sentence: int, kind: str) -> Features:
        """Return whether an event of this kind would go on from the fact before."""
        last = self.last
        if last is None:
            return {}
        if last.sentence == sentence:
            return {"same as before in the sentence": float(last.kind == kind)}
        return {"same as before in the article": float(last.kind == kind)}

    def of_subject(self, sentence: int, name: str | None) -> Features:
        """Return whether this organisation was the subject of the fact before."""
        last = self.last
        if last is None:
            return {}
        if last.sentence == sentence:
            return {"subject before in the sentence": float(last.subject == name)}
        near = "near" if sentence - last.sentence <= 2 else "far"
        return {
            f"subject before, {near}": float(last.subject == name),
            "subject of a fact": float(name in self.subjects),
        }

    def of_anchor(self, sentence: int, layer: str) -> Features:
        """Return whether the amount or date before made a fact."""
        if self.passed is not None and self.passed[0] == sentence:
            return {f"{layer}, the one before made no fact": 1.0}
        if self.here(sentence) is not None:
            return {f"{layer}, the one before made a fact": 1.0}
        return {}

    def of_certainty(self, sentence: int) -> Features:
        """Return how sure the fact before was."""
        last = self.here(sentence)
        return {f"before: {last.certainty}": 1.0} if last else {}

    def of_time(self, sentence: int, position: int) -> Features:
        """Return whether the fact before took this date."""
        last = self.here(sentence)
        return {"date of the fact before": float(position in last.dates)} if last else {}
