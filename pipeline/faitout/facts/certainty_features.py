"""How sure: the features of each degree of certainty of a fact."""

from __future__ import annotations

from faitout.facts.context import Context, View, words_around
from faitout.facts.history import History
from faitout.facts.model import Features
from faitout.facts.reading import Mention

DEGREES = ("asserted", "planned", "reported", "denied")
_SIGNS = ("intention", "near_future", "rumour", "negation", "denial", "past", "source", "modal", "hearsay", "speech")


def certainty_features(
    context: Context, view: View, anchor: int, kind: str, date: Mention | None, history: History
) -> dict[str, Features]:
    """Return the features of each degree, from tense, mood, plans, rumours, negation and the date."""
    evidence = _evidence(context, view, anchor, date)
    evidence[f"kind {kind}"] = 1.0
    evidence |= words_around(view, anchor)
    evidence |= history.of_certainty(view.sentence.index)
    return {
        degree: {"always " + degree: 1.0, **{f"{degree}, {name}": value for name, value in evidence.items()}}
        for degree in DEGREES
    }


def _evidence(context: Context, view: View, anchor: int, date: Mention | None) -> Features:
    clause = view.clauses[anchor]
    evidence: Features = {}
    verb = view.governing_verb(anchor)
    evidence[f"verb {verb.tense if verb else 'none'}"] = 1.0
    if verb is not None:
        for label in ("speech", "intention", "modal", "hearsay", "rumour", "denial", "near_future"):
            evidence[f"governed by {label}"] = float(
                any(view.has(place, label) for place in range(verb.first, verb.last + 1))
            )
        evidence["verb before"] = float(verb.first < anchor)
        evidence["verb in the clause"] = float(view.clauses[verb.first] == clause)
        evidence[f"verb {verb.tense}, in the clause"] = evidence["verb in the clause"]
        evidence[f"verb {verb.tense}, before"] = evidence["verb before"]
    for other in view.verbs:
        if other is not verb:
            where = "clause" if view.clauses[other.first] == clause else "sentence"
            evidence[f"{other.tense} in the {where}"] = 1.0
    for sign in _SIGNS:
        for place in view.places.get(sign, ()):
            distance = abs(view.clauses[place] - clause)
            where = "clause" if distance == 0 else "next clause" if distance == 1 else "sentence"
            evidence[f"{sign} in the {where}"] = 1.0
            evidence[f"{sign}, {'before' if place < anchor else 'after'}"] = 1.0
    published = context.article.published
    value = str(date.get("value") or "") if date else ""
    if value and published:
        evidence["date to come"] = float(value > published[: len(value)])
        evidence["date gone by"] = float(value < published[: len(value)])
    evidence["headline"] = float(view.sentence.headline)
    evidence["quoted"] = float(view.quoted[anchor])
    evidence["amount"] = float(view.sentence.tokens[anchor].kind == "amount")
    before = context.views.get(view.sentence.index - 1)
    if before is not None and not view.sentence.headline:
        evidence["intention before, no verb"] = float(bool(before.places.get("intention")) and not view.verbs)
    return evidence
