"""The measures of section 6 of the design, with their counts.

Mentions: ``organisation``, ``date``, ``amount`` and its kinds ``money``, ``percent``, ``quantity``, each by exact
trimmed span, and ``…+value`` where the normalised value must be right too. Events: ``event.anchor`` (found at all),
``event.link`` (right subject), ``event.core`` (and right kind), ``event.full`` (and date, period, certainty).
Shares among what matched: ``amount.bound``, ``date.mod``, ``event.object``, …
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from faitout.evaluation.align import (
    Alignment,
    Documents,
    Row,
    align_events,
    align_mentions,
    compatible_name,
    same_value,
    trimmed_span,
)

MENTION_GROUPS = (
    ("organisation", None),
    ("date", None),
    ("amount", None),
    ("amount", "money"),
    ("amount", "percent"),
    ("amount", "quantity"),
)
_SHARED_FIELDS: dict[str, tuple[str, ...]] = {"amount": ("bound", "unit"), "date": ("mod",)}
_EVENT_SLOTS = ("subject", "object", "event", "date", "period", "certainty")


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 of one measure, with the counts that they come from.

    Parameters
    ----------
    right, predicted, gold : int
        How many are right, how many were predicted, how many there are.
    """

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is no gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True)
class Evaluation:
    """All measures of one file of records against its gold.

    Parameters
    ----------
    scores : dict
        Precision, recall, F1 by measure.
    shares : dict
        By name, how many of the matched agree in a field, and how many matched.
    """

    scores: dict[str, Score]
    shares: dict[str, tuple[int, int]]

    def figure(self, name: str) -> float | None:
        """Return one figure by its full name, such as ``organisation.precision`` or ``date.mod``; None if unknown."""
        measure, _, statistic = name.rpartition(".")
        if measure in self.scores and statistic in ("precision", "recall", "f1"):
            return float(getattr(self.scores[measure], statistic))
        if name in self.shares:
            right, matched = self.shares[name]
            return right / matched if matched else 0.0
        return None


def evaluate(predicted: Documents, gold: Documents) -> Evaluation:
    """Score predicted records against gold, over the documents of the gold."""
    scores: dict[str, Score] = {}
    shares: dict[str, tuple[int, int]] = {}
    for mention_type, kind in MENTION_GROUPS:
        _score_mentions(mention_type, kind, predicted, gold, scores, shares)
    _score_events(predicted, gold, scores, shares)
    return Evaluation(scores, shares)


def rows_of(documents: Documents, doc_id: str, record_type: str, kind: str | None = None) -> list[Row]:
    """Return the records of one document by type and, where given, kind."""
    rows = documents.get(doc_id, {}).get(record_type, [])
    return [row for row in rows if kind is None or row.get("kind") == kind]


def _score_mentions(
    mention_type: str,
    kind: str | None,
    predicted: Documents,
    gold: Documents,
    scores: dict[str, Score],
    shares: dict[str, tuple[int, int]],
) -> None:
    counts: Counter[str] = Counter()
    for doc_id in gold:
        wanted, found = (rows_of(documents, doc_id, mention_type, kind) for documents in (gold, predicted))
        alignment = align_mentions(wanted, found)
        _count(counts, alignment)
        counts["overlapping"] += _overlapping(wanted, found)
        for one, other in alignment.pairs:
            counts["value"] += same_value(one, other)
            for field in _SHARED_FIELDS.get(mention_type, ()):
                counts[field] += (one.get(field) or None) == (other.get(field) or None)
    name = kind or mention_type
    scores[name] = Score(counts["right"], counts["predicted"], counts["gold"])
    scores[f"{name}+value"] = Score(counts["value"], counts["predicted"], counts["gold"])
    shares[f"{name}.overlap"] = (counts["overlapping"], counts["gold"])
    for field in _SHARED_FIELDS.get(mention_type, ()):
        shares[f"{name}.{field}"] = (counts[field], counts["right"])


def _count(counts: Counter[str], alignment: Alignment) -> None:
    counts["right"] += len(alignment.pairs)
    counts["predicted"] += len(alignment.pairs) + len(alignment.spurious)
    counts["gold"] += len(alignment.pairs) + len(alignment.missed)


def _overlapping(wanted: Iterable[Row], found: Iterable[Row]) -> int:
    spans = {trimmed_span(row) for row in found}
    return sum(
        any(start < end_found and start_found < end for start_found, end_found in spans)
        for start, end in {trimmed_span(row) for row in wanted}
    )


def _score_events(
    predicted: Documents,
    gold: Documents,
    scores: dict[str, Score],
    shares: dict[str, tuple[int, int]],
) -> None:
    counts: Counter[str] = Counter()
    for doc_id in gold:
        alignment = align_events(rows_of(gold, doc_id, "event"), rows_of(predicted, doc_id, "event"))
        _count(counts, alignment)
        for one, other in alignment.pairs:
            right = right_slots(one, other)
            counts.update(slot for slot, is_right in right.items() if is_right)
            link = right["subject"]
            core = link and right["event"]
            full = core and right["date"] and right["period"] and right["certainty"]
            counts.update({"link": link, "core": core, "full": full})
    counts["anchor"] = counts["right"]
    for level in ("anchor", "link", "core", "full"):
        scores[f"event.{level}"] = Score(counts[level], counts["predicted"], counts["gold"])
    for slot in _EVENT_SLOTS:
        shares[f"event.{slot}"] = (counts[slot], counts["anchor"])


def right_slots(gold: Row, predicted: Row) -> dict[str, bool]:
    """Tell, field by field, what a predicted event has right of the gold one that it is paired with."""
    return {
        "subject": compatible_name(gold["subject"], predicted["subject"]),
        "object": _same_object(gold.get("object"), predicted.get("object")),
        "event": gold["event"] == predicted["event"],
        "date": _same_role(gold.get("date"), predicted.get("date")),
        "period": _same_role(gold.get("period"), predicted.get("period")),
        "certainty": gold["certainty"] == predicted["certainty"],
    }


def _same_object(one: str | None, other: str | None) -> bool:
    return compatible_name(one, other) or (not one and not other)


def _same_role(one: Row | None, other: Row | None) -> bool:
    return (one or {}).get("value") == (other or {}).get("value") and bool(one) == bool(other)
