"""An article as numbers for the network that reads it: what each token is, and the window around each anchor."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from faitout.facts.context import Context, Entity, View, reading_order
from faitout.facts.reading import Mention, Name, Token, anchor_type, digits
from faitout.facts.time_features import is_period, outlook

Array = np.ndarray[Any, Any]

BEFORE, AFTER = 53, 20
"""How many tokens before and after an amount or date are read; those before may belong to the sentences before."""
REMEMBERED = 4
"""How many organisations that were named before these tokens, and are not among them, are looked at as well."""
DATES = 3
"""How many dates that stand before these tokens are looked at as well; lengths and intervals are not carried on."""
READ = BEFORE + 1 + AFTER
WIDTH = READ + REMEMBERED + DATES
CLAUSES = 4
"""From how many clause boundaries on all are as far."""
ELSEWHERE, FURTHER, NAMED, IN_FOCUS, DATED, NOTHING = range(CLAUSES + 1, CLAUSES + 7)
"""Relations of a token to the anchor.

In the sentence right before, in one further back; an organisation named before what is read, one that the sentences
before the anchor's are about; a date before what is read; and no token at all.
"""
RELATIONS = NOTHING + 1


@dataclass(slots=True)
class Encoded:
    """The tokens of an article and the windows around its amounts and dates.

    Parameters
    ----------
    places : list of (int, int)
        Sentence and token of each token.
    words : list of str
        The word of each token; the unit of a quantity; empty for other mentions.
    labels : list of list of str
        What else is known of each token.
    fillers : array of bool
        Which tokens may fill a role: organisations and dates.
    anchors : list of (int, int)
        Sentence and token of each amount or date, in the order of ``windows``.
    windows : array of int, anchors x WIDTH
        For each place of a window its token, -1 where there is none: first the tokens that are read, in their order,
        then the last mentions of organisations named before them and the last dates before them, the latest first.
    relations : array of int, anchors x WIDTH
        How each place lies to the anchor: clause boundaries between, or one of the constants above.
    """

    places: list[tuple[int, int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    labels: list[list[str]] = field(default_factory=list)
    fillers: Array = field(default_factory=lambda: np.zeros(0, bool))
    anchors: list[tuple[int, int]] = field(default_factory=list)
    windows: Array = field(default_factory=lambda: np.zeros((0, WIDTH), int))
    relations: Array = field(default_factory=lambda: np.zeros((0, WIDTH), int))


def encode(context: Context) -> Encoded:
    """Encode every sentence that holds a mention, and the window around every amount and date."""
    encoded = Encoded()
    clauses: list[int] = []
    fillers: list[bool] = []
    bounds: dict[int, _Bounds] = {}
    for index, view in context.views.items():
        start = len(encoded.words)
        before = bounds[index - 1].start if index - 1 in bounds else start
        bounds[index] = _Bounds(start, start + len(view.clauses), before)
        encoded.words += map(_word, view.sentence.tokens)
        encoded.labels += _labels(context, view)
        clauses += view.clauses
        encoded.places += [(index, place) for place in range(len(view.clauses))]
        fillers += [token.kind in ("organisation", "date") for token in view.sentence.tokens]
        encoded.anchors += [(index, place) for place in sorted(reading_order(view))]
    encoded.fillers = np.array(fillers, bool)
    if encoded.anchors:
        read = _windows(encoded, bounds, np.array(clauses, int))
        parts = [read, _remembered(context, encoded, bounds, read[0]), _dated(context, bounds, read[0])]
        encoded.windows, encoded.relations = (np.concatenate(halves, 1) for halves in zip(*parts, strict=True))
    return encoded


class _Bounds(NamedTuple):
    """Where the tokens of a sentence start and end, and where those of the sentence right before it start."""

    start: int
    end: int
    before: int


def _windows(encoded: Encoded, bounds: Mapping[int, _Bounds], clauses: Array) -> tuple[Array, Array]:
    """Return the tokens that are read around each anchor and how they lie to it, anchors x READ each."""
    starts, ends, before = (
        np.array([getattr(bounds[sentence], name) for sentence, _ in encoded.anchors])[:, None]
        for name in ("start", "end", "before")
    )
    places = starts + np.array([place for _, place in encoded.anchors])[:, None]
    windows = places + np.arange(-BEFORE, AFTER + 1)
    inside = np.clip(windows, 0, len(clauses) - 1)
    apart = np.minimum(np.abs(clauses[inside] - clauses[places]), CLAUSES)
    relations = np.where(windows >= starts, apart, np.where(windows >= before, ELSEWHERE, FURTHER))
    outside = (windows < 0) | (windows >= ends)
    return np.where(outside, -1, windows), np.where(outside, NOTHING, relations)


def _remembered(context: Context, encoded: Encoded, bounds: Mapping[int, _Bounds], read: Array) -> tuple[Array, Array]:
    """Return the last mentions of organisations named before what is read, and how they lie, anchors x REMEMBERED."""
    tokens = np.full((len(read), REMEMBERED), -1)
    relations = np.full((len(read), REMEMBERED), NOTHING)
    mentions = [
        (bounds[index].start + place, view.mention(place)["name"])
        for index, view in context.views.items()
        for place in view.sentence.organisations
    ]
    limits = np.stack([read[:, BEFORE] - BEFORE, read.max(1) + 1], 1)
    for row, (first, behind) in enumerate(np.searchsorted([token for token, _ in mentions], limits).tolist()):
        if not first:
            continue
        last = {name: token for token, name in mentions[:first]}
        for _, name in mentions[first:behind]:
            last.pop(name, None)
        latest = sorted(last.values(), reverse=True)[:REMEMBERED]
        focus = last.get(context.views[encoded.anchors[row][0]].focus or "")
        tokens[row, : len(latest)] = latest
        relations[row, : len(latest)] = [IN_FOCUS if token == focus else NAMED for token in latest]
    return tokens, relations


def _dated(context: Context, bounds: Mapping[int, _Bounds], read: Array) -> tuple[Array, Array]:
    """Return the last dates before what is read, and that they are such, anchors x DATES each."""
    dates = [
        bounds[index].start + place
        for index, view in context.views.items()
        for place in view.sentence.dates
        if not is_period(view.mention(place))
    ]
    latest = np.searchsorted(dates, read[:, BEFORE] - BEFORE)[:, None] - np.arange(1, DATES + 1)
    tokens = np.array([*dates, -1])[np.maximum(latest, -1)]
    return tokens, np.where(tokens >= 0, DATED, NOTHING)


def _labels(context: Context, view: View) -> list[list[str]]:
    """Return what is known of each token of a sentence beside its word."""
    sentence = view.sentence
    labels = _of_words(view)
    for place, label in _of_names(context, view):
        labels[place].append(label)
    for place in (*sentence.organisations, *sentence.amounts, *sentence.dates):
        labels[place] += _of_mention(context, view, place, view.mention(place))
    if sentence.headline:
        for of_token in labels:
            of_token.append("headline")
    if "\n" in context.article.text[max(0, sentence.start - 2) : sentence.start]:
        labels[0].append("opens a paragraph")
    return labels


def _of_words(view: View) -> list[list[str]]:
    """Return for each token its kind, tense, cues and classes, and whether it stands in brackets or quotation marks."""
    tokens = view.sentence.tokens
    found: list[list[str]] = [[token.kind, *view.labels.get(place, ())] for place, token in enumerate(tokens)]
    for labels, token in zip(found, tokens, strict=True):
        if token.capital:
            labels.append("capital")
    for verb in view.verbs:
        for labels in found[verb.first : verb.last + 1]:
            labels.append(verb.tense)
    for hit in view.cues:
        for labels in found[hit.first : hit.last + 1]:
            labels.append(f"{hit.cue.strength} cue of {hit.cue.kind}")
    for name, holds in (("nested", view.nested), ("quoted", view.quoted)):
        if True not in holds:
            continue
        for labels, inside in zip(found, holds, strict=True):
            if inside:
                labels.append(name)
    return found


def _of_names(context: Context, view: View) -> Iterator[tuple[int, str]]:
    """Yield the tokens of a sentence that belong to the name of a person, a place or another thing."""
    names, sentence = context.article.names, view.sentence
    first = bisect_left(names, sentence.start, key=_start)
    for name in names[first : bisect_left(names, sentence.end, key=_start)]:
        for place in range(bisect_left(sentence.starts, name.start), bisect_left(sentence.starts, name.end)):
            if sentence.tokens[place].kind == "word":
                yield place, f"in a name, {name.label}"


def _start(name: Name) -> int:
    return name.start


def _word(token: Token) -> str:
    if token.mention is None:
        return token.lower
    return str(token.mention.get("unit") or "").lower() if token.kind == "amount" else ""


def _of_mention(context: Context, view: View, place: int, mention: Mention) -> list[str]:
    token = view.sentence.tokens[place]
    if token.kind == "organisation":
        return _of_organisation(context, view, place, context.entities[mention["name"]])
    if token.kind == "amount":
        return [anchor_type(mention), str(mention.get("bound")), f"{digits(mention)} digits"]
    when = outlook(mention, context.article.published)
    return [when, "period" if is_period(mention) else "point", f"value of {len(str(mention.get('value') or ''))}"]


def _of_organisation(context: Context, view: View, place: int, entity: Entity) -> list[str]:
    """Return what is known of an organisation, and whether a mention goes on with it or brings it in."""
    held = {
        "most named": entity.name == context.top,
        "in focus": entity.name == view.focus,
        "named in the headline": entity.headline,
        "named once": len(entity.mentions) == 1,
        "first mention": entity.mentions[0] == (view.sentence.index, place),
        "named last": entity.name == _named_last(view, place),
    }
    return [f"name of a {entity.sort}", *(label for label, holds in held.items() if holds)]


def _named_last(view: View, place: int) -> str | None:
    """Return the organisation that is named right before this mention, in its sentence or one before."""
    earlier = view.sentence.organisations.index(place) - 1
    if earlier >= 0:
        return str(view.mention(view.sentence.organisations[earlier])["name"])
    return view.recent[0] if view.recent else None
