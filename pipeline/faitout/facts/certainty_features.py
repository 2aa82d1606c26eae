"""How sure: the features of each degree of certainty of a fact."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from faitout.facts.context import LEXICAL, Context, View, words_around, words_near
from faitout.facts.governors import Governor, governor, phrase, polarity, said_by
from faitout.facts.history import History
from faitout.facts.model import Features, Options
from faitout.facts.opinions import FLOOR
from faitout.facts.reading import Mention
from faitout.facts.time_features import outlook

DEGREES = ("asserted", "planned", "reported", "denied")
_SIGNS = (
    "intention",
    "near_future",
    "rumour",
    "negation",
    "denial",
    "past",
    "source",
    "modal",
    "hearsay",
    "speech",
    "request",
    "accusation",
    "prospect",
    "possible",
    "unreal",
)
_OF_VERBS = frozenset(
    (
        "speech",
        "announcement",
        "intention",
        "modal",
        "hearsay",
        "rumour",
        "denial",
        "near_future",
        "request",
        "accusation",
        "unreal",
        "implicative",
    )
)
_OF_PHRASES = frozenset(("prospect", "intention", "request", "accusation", "possible", "rumour", "denial"))
_NEAR = 3


def certainty_features(
    context: Context,
    view: View,
    anchor: int,
    kind: str,
    date: Mention | None,
    history: History,
    date_chance: float = 1.0,
) -> Options:
    """Return the degrees, and what speaks for any of them, from tense, mood, plans, rumours, negation and the date."""
    evidence = _signs(view, anchor)
    found = governor(view, anchor)
    evidence |= _of_verb(view, anchor, found, kind)
    evidence |= _of_noun(view, anchor, found, kind)
    evidence |= _of_time(context, view, date, found, date_chance)
    evidence |= _of_dates(context, view, anchor)
    evidence |= _of_words_behind(view, anchor)
    evidence |= _of_cue(view, anchor, kind)
    evidence |= words_around(view, anchor) | words_near(view, anchor)
    evidence |= history.of_certainty(view, anchor, kind)
    opinion = context.opinion(view, anchor)
    read: list[Features] = [{"read": max(opinion.certainty[degree], FLOOR)} for degree in DEGREES]
    return Options(read, DEGREES, {"always": 1.0, **evidence})


def _signs(view: View, anchor: int) -> Features:
    """Return the words of each class, in the clause or elsewhere, and on which side."""
    clause = view.clauses[anchor]
    evidence: Features = {}
    for sign in _SIGNS:
        for place in view.places.get(sign, ()):
            if view.clauses[place] == clause:
                evidence[f"{sign} in the clause"] = 1.0
            evidence[f"{sign}, {'before' if place < anchor else 'after'}"] = 1.0
    return evidence


def _of_verb(view: View, anchor: int, found: Governor | None, kind: str) -> Features:
    """Return the tense and class of the verb that governs, and of the verbs that it hangs on."""
    if found is None:
        return {"no verb": 1.0, f"no verb, {kind}": 1.0}
    tense = found.verb.tense
    evidence: Features = {
        f"verb {tense}": 1.0,
        f"verb {tense}, {found.side}": 1.0,
        f"verb {tense}, {kind}": 1.0,
    }
    if found.parent is not None:
        evidence[f"verb {tense} after {found.parent.tense}"] = 1.0
    if found.matrix is not None:
        evidence[f"{(found.parent or found.verb).tense} said in the {found.matrix.tense}"] = 1.0
    said = said_by(view, found.verb)
    if said is not None:
        evidence[f"{tense} says in the {said.tense}"] = 1.0
    return evidence | _classes(view, anchor, found)


def _classes(view: View, anchor: int, found: Governor) -> Features:
    evidence: Features = {}
    for role, verb in (("governed", found.verb), ("parent", found.parent), ("said", found.matrix)):
        if verb is None:
            continue
        polar = polarity(view, verb, anchor)
        if polar != "affirmed":
            evidence[f"{role} by a {polar} verb"] = 1.0
            evidence[f"{role} by a {polar} verb, {verb.tense}"] = 1.0
        for label in _labels(view, range(verb.first, verb.last + 1), _OF_VERBS):
            evidence[f"{role} by {label}"] = 1.0
            evidence[f"{role} by {label}, {verb.tense}"] = 1.0
            if polar != "affirmed":
                evidence[f"{role} by {label}, {polar}"] = 1.0
    return evidence


def _labels(view: View, places: Iterable[int], wanted: frozenset[str]) -> set[str]:
    """Return which of the classes wanted the tokens belong to."""
    return {label for place in places for label in view.labels.get(place, ()) if label in wanted}


def _of_noun(view: View, anchor: int, found: Governor | None, kind: str) -> Features:
    """Return the classes of words in the phrase of the amount, and its determiner."""
    tokens = view.sentence.tokens
    evidence: Features = {}
    start = found.verb.last + 1 if found is not None and found.verb.last < anchor else 0
    for label in _labels(view, phrase(view, anchor, start), _OF_PHRASES):
        evidence[f"{label} in the phrase"] = 1.0
    before = tokens[anchor - 1].lower if anchor else ""
    if view.has(anchor - 1, "determiner"):
        evidence["determiner"] = 1.0
        evidence[f"determiner, {kind}"] = 1.0
        evidence[f"determiner, verb {found.verb.tense if found else 'none'}"] = 1.0
    evidence["from"] = float(before in ("de", "d'") and _goes_on_to(view, anchor))
    evidence["out of"] = float(_is_whole(view, anchor))
    if view.nested[anchor]:
        evidence["in brackets"] = evidence[f"in brackets, {kind}"] = 1.0
    return evidence


def _is_whole(view: View, anchor: int) -> bool:
    """Tell whether the amount is the whole of which one just before is a part: "six des 24 usines"."""
    return any(
        view.has(place, "out_of")
        and any(view.sentence.tokens[part].kind == "amount" for part in range(place - 3, place))
        for place in range(max(3, anchor - 2), anchor)
    )


def _goes_on_to(view: View, anchor: int) -> bool:
    """Tell whether the amount is the first of two, from which something goes to the other."""
    tokens = view.sentence.tokens
    for place in range(anchor + 1, min(anchor + 6, len(tokens) - 1)):
        if view.has(place, "to") and any(token.kind == "amount" for token in tokens[place + 1 : place + 4]):
            return True
    return False


def _of_words_behind(view: View, anchor: int) -> Features:
    """Return the classes of the words right behind an amount or date: "les 3 millions attendus"."""
    tokens = view.sentence.tokens
    places = takewhile(
        lambda place: tokens[place].kind != "punctuation", range(anchor + 1, min(anchor + 1 + _NEAR, len(tokens)))
    )
    return {f"{label} right behind": 1.0 for label in _labels(view, places, _OF_PHRASES)}


def _of_dates(context: Context, view: View, anchor: int) -> Features:
    """Return how the other dates of the clause and of the sentence lie, whosever they are."""
    evidence: Features = {}
    for place in view.sentence.dates:
        if place == anchor:
            continue
        when = outlook(view.mention(place), context.article.published)
        evidence[f"a date {when} in the sentence"] = 1.0
        if view.clauses[place] == view.clauses[anchor]:
            evidence[f"a date {when} in the clause"] = 1.0
    return evidence


def _of_time(context: Context, view: View, date: Mention | None, found: Governor | None, chance: float) -> Features:
    """Return whether the date is past, still to come or going on, and whether it is only when somebody spoke."""
    published = context.article.published
    evidence: Features = {}
    if not published:
        return evidence
    if date is not None:
        when = outlook(date, published)
        tense = (found.parent or found.verb).tense if found else "none"
        speech = any(
            view.sentence.starts[place] == date["start"] and view.near("speech", place, _NEAR)
            for place in view.sentence.dates
        )
        evidence[f"date {when}"] = chance
        evidence[f"date {when}, {date.get('mod')}"] = chance
        evidence[f"date {when}, verb {tense}"] = chance
        evidence[f"date {when}, of saying"] = chance * speech
    return evidence


def _of_cue(view: View, anchor: int, kind: str) -> Features:
    """Return the cue of the kind that is nearest, and whether the fact hangs on an amount."""
    evidence: Features = {"amount": float(view.sentence.tokens[anchor].kind == "amount")}
    cues = [hit for hit in view.cues if hit.cue.kind == kind]
    if cues:
        nearest = min(cues, key=lambda hit: abs(hit.first - anchor))
        evidence["cue: " + nearest.words] = LEXICAL
        evidence[f"cue {nearest.cue.frame}, {kind}"] = LEXICAL
    return evidence
