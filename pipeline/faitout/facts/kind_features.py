"""What happened: the features of each kind of event, from where its cues stand to the amount or date."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from faitout.facts.context import Context, View
from faitout.facts.cues import Hit, event_cues
from faitout.facts.history import History
from faitout.facts.model import Features, Options
from faitout.facts.opinions import FLOOR
from faitout.facts.reading import anchor_type

_UNIT_REACH = 3
_LEXICAL = 0.5
_PRIOR = 0.4
"""Value of the features that stand for a kind itself: small, so that the penalty keeps their weights small."""


@cache
def kinds() -> tuple[str, ...]:
    """Return the kinds of event that the lexicon has cues for."""
    return tuple(dict.fromkeys(cue.kind for cue in event_cues()))


@dataclass(slots=True)
class KindOption:
    """A kind of event for an anchor, and the cue nearest to it that speaks for this kind."""

    kind: str
    features: Features = field(default_factory=dict)
    cue: Hit | None = None


def kind_options(context: Context, view: View, anchor: int, history: History) -> tuple[list[KindOption], Options]:
    """Return the kinds of event with what speaks for each, in the order of the lexicon."""
    taken = anchor_type(view.mention(anchor))
    opinion = context.opinion(view, anchor)
    found = {kind: KindOption(kind, {"read": max(opinion.kind[kind], FLOOR)}) for kind in kinds()}
    found["other"].features |= {"other": 1.0, f"other, {taken}": 1.0}
    for hit in view.cues:
        _add_cue(found, view, anchor, hit, taken)
    for kind, share in context.cue_shares.items():
        found[kind].features["share of the article's cues"] = share
    for kind in {told.kind for told in (history.last, history.again) if told is not None}:
        found[kind].features |= history.of_kind(view, anchor, kind)
    options = list(found.values())
    case = {"always": _PRIOR, taken: _PRIOR}
    return options, Options([option.features for option in options], [option.kind for option in options], case)


def _add_cue(found: dict[str, KindOption], view: View, anchor: int, hit: Hit, taken: str) -> None:
    cue = hit.cue
    if cue.frame == "unit" and not 0 < hit.first - anchor <= _UNIT_REACH:
        return
    if taken not in cue.takes:
        return
    option = found[cue.kind]
    side = "after" if hit.first > anchor else "before"
    nearness = _nearness(view, anchor, hit)
    blocked = "past another, " if _blocked(view, anchor, hit) else ""
    option.features[f"{blocked}{cue.strength} {nearness}"] = 1.0
    option.features[f"{cue.strength} {cue.frame} {side}, {nearness}"] = 1.0
    if nearness != "in the sentence":
        option.features[f"{cue.kind}, {cue.frame} {side}"] = _LEXICAL
    if option.cue is None or _rank(anchor, hit) < _rank(anchor, option.cue):
        option.cue = hit


def _blocked(view: View, anchor: int, hit: Hit) -> bool:
    """Tell whether another amount stands between the cue and the anchor."""
    low, high = min(anchor, hit.first), max(anchor, hit.last)
    return any(low < place < high for place in view.sentence.amounts)


def _rank(anchor: int, hit: Hit) -> tuple[int, bool]:
    return _distance(anchor, hit), hit.cue.strength == "weak"


def _distance(anchor: int, hit: Hit) -> int:
    return max(hit.first - anchor, anchor - hit.last, 0)


def _nearness(view: View, anchor: int, hit: Hit) -> str:
    distance = _distance(anchor, hit)
    place = hit.first if hit.first > anchor else hit.last
    clauses = abs(view.clauses[place] - view.clauses[anchor])
    if clauses == 0:
        return "next" if distance <= 2 else "near" if distance <= 5 else "in the clause"
    return "in the next clause" if clauses <= 2 else "in the sentence"
