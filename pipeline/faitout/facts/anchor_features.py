"""Whether an amount or a date makes a fact: the features of that yes or no."""

from __future__ import annotations

from typing import Literal

from faitout.facts.context import Context, View, preposition
from faitout.facts.model import Features
from faitout.facts.opinions import FLOOR
from faitout.facts.reading import Mention, anchor_type
from faitout.facts.subject_features import Candidate


def anchor_decision(mention: Mention) -> Literal["amount anchor", "date anchor"]:
    """Return which of the two decisions it is whether a mention makes a fact."""
    return "date anchor" if anchor_type(mention) == "date" else "amount anchor"


def anchor_features(
    context: Context, view: View, anchor: int, subject: Candidate, subject_chance: float, kind_chance: float
) -> Features:
    """Return what speaks for a fact at this amount or date, which have weights of their own each.

    Parameters
    ----------
    context, view, anchor
        The article, the sentence, and the token of the mention.
    subject, subject_chance
        Who is the likeliest subject, and how probable.
    kind_chance
        How probable the likeliest kind is.
    """
    mention = view.mention(anchor)
    features: Features = {"always": 1.0, f"kind {mention['kind']}": 1.0, "kind sure": kind_chance}
    features["read as a fact"] = max(FLOOR, min(-FLOOR, context.opinion(view, anchor).fact))
    features.update(_subject(context, view, anchor, subject, subject_chance))
    features.update(_article(context))
    if anchor_type(mention) == "date":
        features.update(_date(context, view, anchor, mention))
    return features


def _subject(context: Context, view: View, anchor: int, subject: Candidate, chance: float) -> Features:
    if subject.name is None:
        return {"nobody": 1.0}
    entity = context.entities[subject.name]
    total = sum(len(other.mentions) for other in context.entities.values())
    features = {
        "subject sure": chance,
        "subject most named": float(subject.name == context.top),
        "subject's share": len(entity.mentions) / total,
        "subject in the headline": float(entity.headline),
        "subject a medium": float(entity.medium),
        "subject an authority": float(entity.authority),
        "subject a source": entity.source_share,
        "density of the subject": min(1.0, len(entity.mentions) / (1 + len(context.article.sentences))),
    }
    if subject.position is None:
        features["subject absent"] = 1.0
        features["subject absent, focus"] = float(subject.name == view.focus)
        features["subject absent, described so"] = subject.features.get("absent, described so", 0.0)
        features["subject absent, common noun"] = subject.features.get("absent, focus, common noun", 0.0)
        features["subject absent, pronoun"] = subject.features.get("absent, focus, pronoun", 0.0)
        features["subject absent, far"] = subject.features.get("absent, far before", 0.0)
    else:
        clauses = abs(view.clauses[subject.position] - view.clauses[anchor])
        features["subject's clause"] = float(clauses == 0)
        features["clauses to the subject"] = float(min(clauses, 5))
        features[f"subject by {preposition(view, subject.position)}"] = 1.0
        features["subject before"] = float(subject.position < anchor)
    return features


def _article(context: Context) -> Features:
    """Return whether the article as a whole is about an organisation."""
    if context.top is None:
        return {"article without names": 1.0}
    top = context.entities[context.top]
    named = len(top.mentions) / (1 + len(context.article.sentences))
    return {
        "article about": min(1.0, 2 * named),
        "article headed by a name": float(top.headline),
        "article about an authority": float(top.authority or top.medium),
    }


def _date(context: Context, view: View, anchor: int, mention: dict[str, object]) -> Features:
    value = str(mention.get("value") or "")
    published = context.article.published or ""
    return {
        f"by {preposition(view, anchor)}": 1.0,
        "year alone": float(len(value) == 4),
        "month": float(len(value) == 7 and "W" not in value),
        "day": float(len(value) == 10),
        "week": float("W" in value),
        "interval": float("/" in value),
        "later than the article": float(bool(published) and value[:10] > published[: len(value)]),
        "day of the article": float(bool(published) and _near(value, published)),
        "amounts in the sentence": float(bool(view.sentence.amounts)),
        "other dates": float(len(view.sentence.dates) > 1),
        "first word": float(anchor <= 1),
    }


def _near(value: str, published: str) -> bool:
    """Tell whether a day is at most two before the publication, by the last digits alone."""
    if len(value) != 10 or len(published) != 10 or value[:7] != published[:7]:
        return False
    return 0 <= int(published[8:]) - int(value[8:]) <= 2
