"""When: the features of each date or period of the sentence as that of a fact."""

from __future__ import annotations

from faitout.facts.context import Context, View, preposition
from faitout.facts.model import Features
from faitout.facts.reading import Mention


def is_period(mention: Mention) -> bool:
    """Tell whether a date mention is a length of time or an interval, and so the period of a fact."""
    return mention["kind"] == "duration" or "/" in str(mention.get("value") or "")


def time_features(context: Context, view: View, anchor: int, position: int, kind: str) -> Features:
    """Return the features of one date (or period) of the sentence for the fact at ``anchor``."""
    tokens = view.sentence.tokens
    mention = tokens[position].mention
    assert mention is not None
    side = "before" if position < anchor else "after"
    low, high = min(anchor, position), max(anchor, position)
    amounts = sum(low < place < high for place in view.sentence.amounts)
    dates = sum(low < place < high for place in view.sentence.dates)
    clauses = abs(view.clauses[position] - view.clauses[anchor])
    features: Features = {
        "a date": 1.0,
        side: 1.0,
        f"{side}, amounts between": float(min(amounts, 3)),
        f"{side}, dates between": float(min(dates, 2)),
        f"{side}, clauses between": float(min(clauses, 5)),
        f"{side}, same clause": float(clauses == 0),
        f"{side}, {_bucket(high - low)}": 1.0,
        "only one": float(len(view.sentence.dates) == 1),
        "first of the sentence": float(position == view.sentence.dates[0]),
        f"by {preposition(view, position)}": 1.0,
        "in brackets": float(view.nested[position] and not view.nested[anchor]),
        "quoted, the anchor not": float(view.quoted[position] and not view.quoted[anchor]),
        "not quoted, the anchor is": float(view.quoted[anchor] and not view.quoted[position]),
    }
    features.update(_saying(context, view, position, clauses))
    for label in ("comparison", "since", "until", "starting"):
        features[f"{label} near"] = float(any(0 <= position - place <= 3 for place in view.places.get(label, ())))
    features["nearest"] = float(position == min(view.sentence.dates, key=lambda place: abs(place - anchor)))
    value = str(mention.get("value") or "")
    features["day"] = float(len(value) == 10)
    features["year"] = float(len(value) == 4)
    features["duration"] = float(mention["kind"] == "duration")
    features[f"{kind}"] = 1.0
    return features


def _saying(context: Context, view: View, position: int, clauses: int) -> Features:
    """Tell whether the date is the day on which somebody said it."""
    speech = [place for place in view.places.get("speech", ()) if abs(place - position) <= 3]
    if not speech:
        return {}
    others = [place for place in view.sentence.dates if place != position]
    opens = any(verb.first <= speech[0] <= verb.last and verb.first > 6 for verb in view.verbs)
    return {
        "day of saying": 1.0,
        "day of saying, other clause": float(clauses > 0),
        "day of saying, other dates": float(bool(others)),
        "day of saying, at the end": float(opens),
        "day of saying, by a person": float(bool(view.places.get("person"))),
    }


def no_time_features(view: View, anchor: int, kind: str, options: int) -> Features:
    """Return the features of having no date: ``options`` says how many there are to choose from."""
    return {
        "none": 1.0,
        f"none, {kind}": 1.0,
        "none, headline": float(view.sentence.headline),
        "none of many": float(options > 1),
    }


def _bucket(distance: int) -> str:
    for limit in (3, 6, 12, 24):
        if distance <= limit:
            return f"within {limit}"
    return "far"
