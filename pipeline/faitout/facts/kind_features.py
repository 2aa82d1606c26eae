"""What happened: the features of each kind of event, from where its cues stand to the amount or date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from faitout.facts.context import LEXICAL, Context, View, words_around
from faitout.facts.cues import Hit, event_cues
from faitout.facts.history import History
from faitout.facts.model import Features, Options
from faitout.facts.opinions import FLOOR
from faitout.facts.reading import Mention, anchor_type, digits

_UNIT_REACH = 3
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
    mention = view.mention(anchor)
    taken = anchor_type(mention)
    opinion = context.opinion(view, anchor)
    found = {kind: KindOption(kind, {"read": max(opinion.kind[kind], FLOOR)}) for kind in kinds()}
    found["other"].features |= {"other": 1.0, f"other, {taken}": 1.0}
    for hit in view.cues:
        _add_cue(found, view, anchor, hit, taken)
    _mark_nearest(found.values(), anchor)
    _add_cues_elsewhere(found, context, view, taken)
    for kind, share in context.cue_shares.items():
        found[kind].features["share of the article's cues"] = share
    for kind in {told.kind for told in (history.last, history.again) if told is not None}:
        found[kind].features |= history.of_kind(view, anchor, kind)
    options = list(found.values())
    case = {"always": _PRIOR, taken: _PRIOR}
    case |= words_around(view, anchor) | _size(mention) | counted_unit(mention) | _setting(view, anchor)
    return options, Options([option.features for option in options], [option.kind for option in options], case)


def _add_cues_elsewhere(found: dict[str, KindOption], context: Context, view: View, taken: str) -> None:
    """Say of which kinds the sentence before and the headline speak."""
    for name, index in (("sentence before", view.sentence.index - 1), ("headline", 0)):
        other = context.views.get(index)
        if other is not None and other is not view:
            for hit in other.cues:
                if taken in hit.cue.takes and hit.cue.frame != "unit":
                    found[hit.cue.kind].features[f"{hit.cue.strength} cue in the {name}"] = 1.0


def _setting(view: View, anchor: int) -> Features:
    """Return how a mention is printed: in brackets, in a headline, in quotation marks, with a sign."""
    return {
        "in brackets": LEXICAL * view.nested[anchor],
        "in a headline": LEXICAL * view.sentence.headline,
        "quoted": LEXICAL * view.quoted[anchor],
        "signed": float(view.mention(anchor)["text"][0] in "+-−"),
    }


def counted_unit(mention: Mention) -> Features:
    """Return what a quantity counts, by its beginning."""
    unit = mention.get("unit")
    return {f"unit: {str(unit).lower()[:6]}": 1.0} if unit and mention["kind"] == "quantity" else {}


def _size(mention: Mention) -> Features:
    """Return how many digits a sum has: prices are small, investments large."""
    if mention["kind"] != "money" or mention.get("value") is None:
        return {}
    return {f"digits {digits(mention) // 2 * 2}": LEXICAL}


def _add_cue(found: dict[str, KindOption], view: View, anchor: int, hit: Hit, taken: str) -> None:
    cue = hit.cue
    if cue.frame == "unit" and not 0 < hit.first - anchor <= _UNIT_REACH:
        return
    option = found[cue.kind]
    if taken not in cue.takes:
        option.features[f"misfit {_nearness(view, anchor, hit)}"] = 1.0
        return
    side = "after" if hit.first > anchor else "before"
    nearness = _nearness(view, anchor, hit)
    blocked = "past another, " if _blocked(view, anchor, hit) else ""
    option.features[f"{blocked}{cue.strength} {nearness}"] = 1.0
    option.features[f"{cue.strength} {cue.frame} {side}, {nearness}"] = 1.0
    if nearness != "in the sentence":
        option.features[f"{cue.kind}: {hit.words}"] = LEXICAL
        option.features[f"{cue.kind}, {cue.frame} {side}"] = LEXICAL
    if option.cue is None or _rank(anchor, hit) < _rank(anchor, option.cue):
        option.cue = hit


def _blocked(view: View, anchor: int, hit: Hit) -> bool:
    """Tell whether another amount stands between the cue and the anchor."""
    low, high = min(anchor, hit.first), max(anchor, hit.last)
    return any(low < place < high for place in view.sentence.amounts)


def _rank(anchor: int, hit: Hit) -> tuple[int, bool]:
    return _distance(anchor, hit), hit.cue.strength == "weak"


def _mark_nearest(options: Iterable[KindOption], anchor: int) -> None:
    """Say which kinds have the cue that is nearest to the anchor, and whether another kind has one at all."""
    for strength in ("strong", "weak"):
        found = [
            (_distance(anchor, option.cue), option)
            for option in options
            if option.cue is not None and option.cue.cue.strength == strength
        ]
        nearest = min((distance for distance, _ in found), default=0)
        for distance, option in found:
            option.features[f"nearest {strength} cue"] = float(distance == nearest)
            option.features[f"only kind of {strength} cue"] = float(len(found) == 1)


def _distance(anchor: int, hit: Hit) -> int:
    return max(hit.first - anchor, anchor - hit.last, 0)


def _nearness(view: View, anchor: int, hit: Hit) -> str:
    distance = _distance(anchor, hit)
    place = hit.first if hit.first > anchor else hit.last
    clauses = abs(view.clauses[place] - view.clauses[anchor])
    if clauses == 0:
        return "next" if distance <= 2 else "near" if distance <= 5 else "in the clause"
    return "in the next clause" if clauses <= 2 else "in the sentence"
