"""The other organisation: the features of each name of the sentence as the object of a fact."""

from __future__ import annotations

from faitout.facts.context import Context, View, is_source, preposition
from faitout.facts.model import Features


def object_features(
    context: Context, view: View, anchor: int, subject: tuple[str | None, int | None], position: int, kind: str
) -> Features:
    """Return the features of the organisation at ``position`` as the object.

    Parameters
    ----------
    context, view, anchor
        The article, the sentence, and the token of the amount or date.
    subject
        Name and token of the subject; the token is None if it is named elsewhere.
    position
        Token of the candidate.
    kind
        The kind of event.
    """
    entity = context.entities[view.mention(position)["name"]]
    side = "before" if position < anchor else "after"
    clauses = abs(view.clauses[position] - view.clauses[anchor])
    before = preposition(view, position)
    features: Features = {
        "a name": 1.0,
        f"{kind}, a name": 1.0,
        f"{side}": 1.0,
        f"by {before}": 1.0,
        f"{kind}, by {before}": 1.0,
        "source here": float(is_source(view, position)),
        "medium": float(entity.medium),
        "authority": float(entity.authority),
        f"{kind}, authority": float(entity.authority),
        "source elsewhere": entity.source_share,
        "same clause": float(clauses == 0),
        "clauses between": float(min(clauses, 5)),
        "in brackets": float(view.nested[position]),
        "most named": float(entity.name == context.top),
        "nearest": float(position == min(view.sentence.organisations, key=lambda place: abs(place - anchor))),
    }
    if subject[1] is not None:
        features["next to the subject"] = float(abs(position - subject[1]) <= 2)
        features["after the subject"] = float(position > subject[1])
        low, high = sorted((position, subject[1]))
        features["cue between"] = float(any(low < hit.first < high and hit.cue.kind == kind for hit in view.cues))
    else:
        features["subject absent"] = 1.0
    return features


def no_object_features(kind: str, options: int) -> Features:
    """Return the features of having no object: ``options`` says how many names there are to choose from."""
    return {"none": 1.0, f"none, {kind}": 1.0, "none of many": float(options > 1)}
