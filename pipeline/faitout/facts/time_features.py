"""When: the features of each date or period of the sentence as that of a fact."""

from __future__ import annotations

from faitout.facts.context import Context, View, preposition
from faitout.facts.governors import governor
from faitout.facts.history import RESULTS, History
from faitout.facts.model import Features
from faitout.facts.reading import Mention, anchor_type
from faitout.values.calendar import covered_days

_REACH = 3
"""How many sentences back any date may be carried on from."""
_SPAN_REACH = 30
"""How many sentences back a quarter, half year or year may be, or the time of the results before."""
_NEAR = 3
_BEHIND = 4
"""How many words behind the last one of a phrase a date may stand that belongs to it, a year behind its noun too."""
_FOUNDED = 5
"""How many words may stand between a word like ``founded`` and its date."""
_YEAR, _DAY = len("2020"), len("2020-01-01")
_SEASON_OF_RESULTS = 120
"""For how many days a quarter or year that is over is still reported on."""
_OPENING = 3
"""Up to which sentence an article opens: the headline, the lead and the next."""
_SPANS = frozenset(("quarter", "year", "interval"))


def outlook(date: Mention, published: str | None) -> str:
    """Return how a date lies to the day of publication: to come, gone by, now, or unknown; or that it is a length."""
    if date["kind"] == "duration":
        return "a length"
    days, day = covered_days(str(date.get("value") or "")), covered_days(published or "")
    if days is None or day is None:
        return "unknown"
    if days[0] > day[1]:
        return "to come"
    return "gone by" if days[1] < day[0] else "now"


def is_period(mention: Mention) -> bool:
    """Tell whether a date mention is a length of time or an interval, and so the period of a fact.

    Two days or years that follow each other ("les 17 et 18 novembre", "l'exercice 2017/2018") are one occasion.
    """
    if mention["kind"] == "duration":
        return True
    first, _, last = str(mention.get("value") or "").partition("/")
    return bool(last) and not _adjoin(first, last)


def _adjoin(first: str, last: str) -> bool:
    """Tell whether two days, or two years, follow each other."""
    if len(first) != len(last) or len(first) not in (_YEAR, _DAY):
        return False
    start, end = covered_days(first), covered_days(last)
    return start is not None and end is not None and (end[0] - start[1]).days == 1


def time_features(context: Context, view: View, anchor: int, position: int, kind: str) -> Features:
    """Return the features of one date (or period) of the sentence for the fact at ``anchor``."""
    mention = view.mention(position)
    grain = _grain(mention)
    features: Features = {
        "a date": 1.0,
        kind: 1.0,
        "only one": float(len(view.sentence.dates) == 1),
        "first of the sentence": float(position == view.sentence.dates[0]),
        "in brackets": float(view.nested[position] and not view.nested[anchor]),
        "quoted, the anchor not": float(view.quoted[position] and not view.quoted[anchor]),
        "not quoted, the anchor is": float(view.quoted[anchor] and not view.quoted[position]),
        "nearest": float(position == min(view.sentence.dates, key=lambda place: abs(place - anchor))),
        "day": float(grain == "day"),
        "year": float(grain == "year"),
        "duration": float(mention["kind"] == "duration"),
    }
    for label in ("comparison", "since", "until", "starting"):
        features[f"{label} near"] = float(_behind(view, position, label))
    features.update(_apart(view, anchor, position, grain))
    features.update(_verbs(view, anchor, position))
    features.update(_placed(context, view, anchor, position))
    return features


def _apart(view: View, anchor: int, position: int, grain: str) -> Features:
    """Return on which side of the amount the date stands, after which word, and what parts them."""
    side = "before" if position < anchor else "after"
    before = preposition(view, position)
    low, high = min(anchor, position), max(anchor, position)
    amounts = sum(low < place < high for place in view.sentence.amounts)
    dates = sum(low < place < high for place in view.sentence.dates)
    clauses = abs(view.clauses[position] - view.clauses[anchor])
    return {
        side: 1.0,
        f"{side}, amounts between": float(min(amounts, 3)),
        f"{side}, dates between": float(min(dates, 2)),
        f"{side}, clauses between": float(min(clauses, 5)),
        f"{side}, same clause": float(clauses == 0),
        f"{side}, {_bucket(high - low)}": 1.0,
        f"{side}, {grain}": 1.0,
        f"{side}, by {before}, same clause": float(clauses == 0),
        f"by {before}": 1.0,
        f"by {before}, {grain}": 1.0,
        "relative between": float(any(low <= place < high for place in view.places.get("relative", ()))),
    }


def _verbs(view: View, anchor: int, position: int) -> Features:
    """Tell whether the amount and the date hang on the same verb, or the date on that of the main clause."""
    of_anchor, of_date = governor(view, anchor), governor(view, position)
    if of_anchor is None or of_date is None:
        return {}
    return {
        "same verb": float(of_anchor.verb == of_date.verb),
        "verb of the main clause": float(of_date.verb == of_anchor.matrix),
        "verb of the parent": float(of_date.verb == of_anchor.parent),
    }


def _placed(context: Context, view: View, anchor: int, position: int) -> Features:
    """Return where the date stands among the amounts and dates of the sentence, and what it is the date of."""
    sentence = view.sentence
    when = outlook(view.mention(position), context.article.published)
    found = governor(view, anchor)
    close = [verb for verb in view.verbs if 0 < position - verb.last <= _NEAR]
    origin = any(0 < position - place <= _FOUNDED for place in view.places.get("origin", ()))
    features: Features = {
        f"{when}, verb {found.verb.tense if found else 'none'}": 1.0,
        "opens the sentence": float(position <= 2),
        "ends the sentence": float(position >= len(sentence.tokens) - 2),
        "of its own participle": float(bool(close) and close[-1].tense == "participle"),
        "origin near": float(origin),
    }
    if len(sentence.amounts) == len(sentence.dates) > 1 and sentence.tokens[anchor].kind == "amount":
        same = sentence.amounts.index(anchor) == sentence.dates.index(position)
        features["pairs with it" if same else "pairs with another"] = 1.0
    return features


def carried_dates(context: Context, view: View, history: History) -> list[tuple[View, int]]:
    """Return where the dates of the sentences before stand that an amount may go on with, the nearest first.

    They are those of the last few sentences, the nearest quarter or half year and the nearest year before them, and
    the one that the results before are of: what a row of results belongs to is often said once. An interval or length
    is not carried on: ten of the 2,107 amounts that make a fact in the annotated press articles have one of an earlier
    sentence.
    """
    found: list[tuple[View, int]] = []
    spanned: set[str] = set()
    for index in range(view.sentence.index - 1, max(-1, view.sentence.index - 1 - _SPAN_REACH), -1):
        before = context.views.get(index)
        if before is None:
            continue
        near = view.sentence.index - index <= _REACH
        for place in reversed(before.sentence.dates):
            mention = before.mention(place)
            if is_period(mention):
                continue
            grain = _grain(mention)
            if near or (grain in _SPANS and grain not in spanned) or history.dated_results(mention["start"]):
                found.append((before, place))
            spanned.add(grain)
    return found


def carried_features(
    context: Context, view: View, anchor: int, place: tuple[View, int], kind: str, history: History
) -> Features:
    """Return the features of a date of a sentence before, at ``place``, for the amount of this one."""
    before, position = place
    mention = before.mention(position)
    grain = _grain(mention)
    same_paragraph = before.paragraph == view.paragraph
    opening = float(before.sentence.index <= _OPENING)
    sort = "results" if kind in RESULTS else "no results"
    tense, told = _tense(view, anchor), _tense(before, position)
    features: Features = {
        "carried": 1.0,
        f"carried, verb {tense} after {told}": 1.0,
        f"carried, verb {tense}, {sort}": 1.0,
        "carried, goes on": float(bool(view.places.get("continuation"))),
        "carried, past another time": float(bool(view.sentence.dates)),
        f"carried, {kind}": 0.5,
        f"carried, {grain}": 1.0,
        f"carried, {sort}": 1.0,
        f"carried, {sort}, {grain}": 1.0,
        "carried, in the paragraph": float(same_paragraph),
        "carried in a headline": float(view.sentence.headline),
        f"carried, {_distance(before, view)}": 1.0,
        f"carried, {_age(context, mention)}": 1.0,
        "carried, first of its sentence": float(position == before.sentence.dates[0]),
        f"carried, opening, {sort}": opening,
        f"carried, opening, {sort}, {grain}": opening,
        f"carried, {sort}, {'paragraph' if same_paragraph else 'elsewhere'}": 1.0,
        "carried, compared with": float(_behind(before, position, "comparison")),
        "carried, day of saying": float(grain == "day" and before.near("speech", position, _NEAR)),
    }
    features.update(_results_before("carried", view, kind, str(mention.get("value")), history))
    last = history.last
    if last is not None and view.sentence.index - last.sentence <= _REACH:
        took = "taken" if history.took(mention["start"]) else "not taken"
        features[f"carried, {took} before"] = 1.0
        features[f"carried, {took} before, {sort}"] = 1.0
        features[f"carried, {took} before, same kind"] = float(last.kind == kind)
    return features


def _tense(view: View, position: int) -> str:
    """Return the tense of the verb that governs; of an infinitive or participle, that of the verb before it."""
    found = governor(view, position)
    return (found.parent or found.verb).tense if found else "none"


def _age(context: Context, mention: Mention) -> str:
    """Return how long a date had been over on the day of publication."""
    days, day = covered_days(str(mention.get("value") or "")), covered_days(context.article.published or "")
    if days is None or day is None:
        return "age unknown"
    gone = (day[0] - days[1]).days
    if gone < 0:
        return "not over"
    return "just over" if gone <= _SEASON_OF_RESULTS else "long over"


def _results_before(prefix: str, view: View, kind: str, day: str | None, history: History) -> Features:
    """Return, for results alone, whether those told before are of this time."""
    if kind not in RESULTS:
        return {}
    return {f"{prefix}, {name}": value for name, value in history.of_results(view.sentence.index, day).items()}


def _behind(view: View, position: int, label: str) -> bool:
    """Tell whether the date stands right behind a word of this class, or the last word of a phrase."""
    return label in view.places and any(view.has(place, label) for place in range(position - _BEHIND, position))


def _distance(before: View, view: View) -> str:
    between = view.sentence.index - before.sentence.index - 1
    return ("one back", "two back", "three back")[between] if between < _REACH else "far back"


def _grain(mention: Mention) -> str:
    """Return how long a date is, by the form of its value."""
    value = str(mention.get("value") or "")
    if "/" in value:
        return "interval"
    if "-Q" in value or "-H" in value:
        return "quarter"
    return {4: "year", 7: "month", 10: "day"}.get(len(value), "other")


def no_time_features(view: View, anchor: int, kind: str, options: int, history: History) -> Features:
    """Return the features of having no date: ``options`` says how many the sentence has to choose from."""
    if not options:
        sort = "results" if kind in RESULTS else "no results"
        return _results_before("none here", view, kind, None, history) | {
            "none here": 1.0,
            f"none here, {kind}": 0.5,
            f"none here, {sort}": 1.0,
            f"none here, {anchor_type(view.mention(anchor))}": 1.0,
            "none here, determiner": float(view.has(anchor - 1, "determiner")),
        }
    sort = anchor_type(view.mention(anchor))
    found = governor(view, anchor)
    return {
        "none": 1.0,
        f"none, {kind}": 1.0,
        f"none, {sort}": 1.0,
        f"none, {sort}, {kind}": 1.0,
        "none, headline": float(view.sentence.headline),
        "none of many": float(options > 1),
        "none, determiner": float(view.has(anchor - 1, "determiner")),
        "none, in brackets": float(view.nested[anchor]),
        "none, quoted": float(view.quoted[anchor]),
        f"none, verb {found.verb.tense if found else 'none'}": 1.0,
        f"none, verb {found.side if found else 'none'}": 1.0,
    }


def _bucket(distance: int) -> str:
    for limit in (3, 6, 12, 24):
        if distance <= limit:
            return f"within {limit}"
    return "far"
