"""What happened: the features of each kind of event, from where its cues stand to the amount or date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from faitout.facts.context import Context, View
from faitout.facts.cues import Hit, event_cues
from faitout.facts.model import Features
from faitout.facts.reading import Mention


@cache
def kinds() -> tuple[str, ...]:
    """Return the kinds of event that the lexicon has cues for."""
    return tuple(dict.fromkeys(cue.kind for cue in event_cues()))


def anchor_type(mention: Mention) -> str:
    """Return what an event hangs on: ``money``, ``percent``, ``quantity`` or ``date``."""
    kind: str = mention["kind"]
    return kind if kind in ("money", "percent", "quantity") else "date"


@dataclass(slots=True)
class KindOption:
    """A kind of event for an anchor, and the cue nearest to it that speaks for this kind."""

    kind: str
    features: Features
    cue: Hit | None = None


def kind_options(context: Context, view: View, anchor: int) -> list[KindOption]:
    """Return every kind of event with its features, in the order of the lexicon."""
    mention = view.sentence.tokens[anchor].mention
    assert mention is not None
    taken = anchor_type(mention)
    options = {kind: KindOption(kind, {f"kind {kind}": 1.0, f"kind {kind}, {taken}": 1.0}) for kind in kinds()}
    for hit in view.cues:
        _add_cue(options, view, anchor, hit, taken)
    _mark_nearest(options.values(), anchor)
    for name, index in (("sentence before", view.sentence.index - 1), ("headline", 0)):
        other = context.views.get(index)
        if other is not None and other is not view:
            for kind in {hit.cue.kind for hit in other.cues if hit.cue and taken in hit.cue.takes}:
                options[kind].features[f"cue in the {name}"] = 1.0
    return list(options.values())


def _add_cue(options: dict[str, KindOption], view: View, anchor: int, hit: Hit, taken: str) -> None:
    cue = hit.cue
    assert cue is not None
    option = options[cue.kind]
    relation = _relation(view, anchor, hit)
    if taken not in cue.takes:
        option.features[f"misfit {relation}"] = 1.0
        return
    option.features[f"{cue.frame} {relation}"] = 1.0
    if option.cue is None or _distance(anchor, hit) < _distance(anchor, option.cue):
        option.cue = hit


def _mark_nearest(options: Iterable[KindOption], anchor: int) -> None:
    """Say which kinds have the cue that is nearest to the anchor, and whether another kind has one at all."""
    with_cue = [(option, _distance(anchor, option.cue)) for option in options if option.cue is not None]
    for option, distance in with_cue:
        option.features["nearest cue"] = float(distance == min(other for _, other in with_cue))
        option.features["only kind of cue"] = float(len(with_cue) == 1)


def _distance(anchor: int, hit: Hit) -> int:
    return max(hit.first - anchor, anchor - hit.last, 0)


def _relation(view: View, anchor: int, hit: Hit) -> str:
    """Say where a cue stands to the anchor."""
    distance = _distance(anchor, hit)
    if distance == 0:
        return "around"
    side = "after" if hit.first > anchor else "before"
    place = hit.first if hit.first > anchor else hit.last
    clauses = abs(view.clauses[place] - view.clauses[anchor])
    if clauses == 0:
        if distance <= 3:
            return f"next, {side}"
        return f"near, {side}" if distance <= 7 else f"same clause, {side}"
    return f"next clause, {side}" if clauses <= 2 else f"far clause, {side}"
