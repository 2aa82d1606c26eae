"""Whether an amount or a date makes a fact: the features of that yes or no."""

from __future__ import annotations

from typing import Literal

from faitout.facts.context import Context, View, preposition, words_around
from faitout.facts.kind_features import KindOption, counted_unit
from faitout.facts.model import Features
from faitout.facts.opinions import FLOOR
from faitout.facts.reading import Mention, anchor_type, digits
from faitout.facts.subject_features import Candidate

_LEXICAL = 0.7
"""Value of the features that stand for one kind of event or one size alone."""


def anchor_decision(mention: Mention) -> Literal["amount anchor", "date anchor"]:
    """Return which of the two decisions it is whether a mention makes a fact."""
    return "date anchor" if anchor_type(mention) == "date" else "amount anchor"


def anchor_features(
    context: Context,
    view: View,
    anchor: int,
    subject: Candidate,
    subject_chance: float,
    kind: KindOption,
    kind_chance: float,
) -> Features:
    """Return what speaks for a fact at this amount or date, which have weights of their own each.

    Parameters
    ----------
    context, view, anchor
        The article, the sentence, and the token of the mention.
    subject, subject_chance
        Who is the likeliest subject, and how probable.
    kind, kind_chance
        The likeliest kind, and how probable it is.
    """
    mention = view.mention(anchor)
    features: Features = {"always": 1.0, f"kind {mention['kind']}": 1.0}
    features["read as a fact"] = max(FLOOR, min(-FLOOR, context.opinion(view, anchor).fact))
    features.update(_subject(context, view, anchor, subject, subject_chance))
    features.update(_article(context))
    features.update(_kind(view, anchor, kind, kind_chance))
    features.update(_who_and_what(context, subject, kind))
    if anchor_type(mention) == "date":
        features.update(_date(context, view, anchor, mention))
    else:
        features.update(_amount(view, mention))
    return features


def _kind(view: View, anchor: int, kind: KindOption, chance: float) -> Features:
    features = {
        "cue": float(kind.cue is not None),
        "kind sure": chance,
        f"sure of {kind.kind}": chance,
    }
    if kind.cue is not None:
        features["cue in the clause"] = float(view.clauses[kind.cue.first] == view.clauses[anchor])
    return features


def _who_and_what(context: Context, subject: Candidate, kind: KindOption) -> Features:
    """Return which sort of organisation would have which kind of event: courts rarely grow."""
    if subject.name is None:
        return {}
    entity = context.entities[subject.name]
    return {
        f"{entity.sort}, {kind.kind}": _LEXICAL,
        f"{entity.sort}, most named": float(subject.name == context.top),
    }


def _amount(view: View, mention: Mention) -> Features:
    return counted_unit(mention) | {
        "others in the sentence": min(3, len(view.sentence.amounts) - 1) / 2,
        f"{mention['kind']}, digits {digits(mention)}": _LEXICAL,
    }


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


def _date(context: Context, view: View, anchor: int, mention: Mention) -> Features:
    value = str(mention.get("value") or "")
    published = context.article.published or ""
    verb = view.governing_verb(anchor)
    return words_around(view, anchor) | {
        f"by {preposition(view, anchor)}": 1.0,
        f"verb {verb.tense if verb else 'none'}": 1.0,
        "year alone": float(len(value) == 4),
        "month": float(len(value) == 7 and "W" not in value),
        "day": float(len(value) == 10),
        "week": float("W" in value),
        "interval": float("/" in value),
        "later than the article": float(bool(published) and value[:10] > published[: len(value)]),
        "day of the article": float(bool(published) and _near(value, published)),
        "amounts in the sentence": float(bool(view.sentence.amounts)),
        "names in the sentence": float(bool(view.sentence.organisations)),
        "other dates": float(len(view.sentence.dates) > 1),
        "first word": float(anchor <= 1),
        "headline": float(view.sentence.headline),
        "headline or lead": float(view.sentence.index < 2),
        "further down": min(1.0, view.sentence.index / 20),
        "quoted": float(view.quoted[anchor]),
        "in brackets": float(view.nested[anchor]),
    }


def _near(value: str, published: str) -> bool:
    """Tell whether a day is at most two before the publication, by the last digits alone."""
    if len(value) != 10 or len(published) != 10 or value[:7] != published[:7]:
        return False
    return 0 <= int(published[8:]) - int(value[8:]) <= 2
