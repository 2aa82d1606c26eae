"""Who tells it: the organisation that a sentence credits its fact to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from faitout.facts.context import Context, VerbPlace, View, preposition

_SPOKEN = frozenset(("past", "present", "imperfect"))
_APART = frozenset(',;"“”«»)–—')
_REACH = 5
"""How many words may stand between a verb of saying and who says it."""
_NEAR = 3
"""How many words may stand between ``of`` and a document, and between that and the word that makes it a source."""


def attribution(context: Context, view: View, anchor: int) -> str | None:
    """Return the name of the organisation that says it, the surest sign first.

    Signs: "selon X", "selon une étude de X"; ", a indiqué X" behind what is said; "X annonce que" before it; "a dit ...
    à l'X" to a medium.
    """
    for rule in (_named_as_source, _said_behind, _said_before, _told_to):
        places = sorted(rule(context, view, anchor), key=lambda place: abs(place - anchor))
        if places:
            mention = view.sentence.tokens[places[0]].mention
            return None if mention is None else str(mention["name"])
    return None


def _named_as_source(context: Context, view: View, anchor: int) -> Iterator[int]:
    del context, anchor
    for place in view.sentence.organisations:
        before = _skip_back(view, place, lambda word: view.has(word, "determiner", "company"))
        if view.has(before, "source") or (view.has(before, "of") and _of_a_source(view, before)):
            yield place


def _of_a_source(view: View, position: int) -> bool:
    """Tell whether the word before is a study, a report or the like that a fact is told from."""
    documents = [place for place in range(max(0, position - _NEAR), position) if view.has(place, "document")]
    return any(view.has(place, "source") for first in documents for place in range(max(0, first - _NEAR), first))


def _said_behind(context: Context, view: View, anchor: int) -> Iterator[int]:
    """Yield the organisations that follow a verb of saying which a sign parts from what is said."""
    del context
    tokens = view.sentence.tokens
    for verb in _verbs_of_saying(view):
        before = verb.first - 1
        opens = before >= 0 and (tokens[before].lower in _APART or view.has(before, "as"))
        if verb.first < anchor and not (opens and view.has(before, "as")):
            continue
        place = verb.last + 1
        while place < min(len(tokens), verb.last + _REACH) and view.has(place, "determiner", "company", "aside"):
            place += 1
        if opens and place < len(tokens) and tokens[place].kind == "organisation":
            yield place


def _said_before(context: Context, view: View, anchor: int) -> Iterator[int]:
    """Yield the organisations that are the subject of a verb of saying, what is said behind it."""
    del context
    tokens = view.sentence.tokens
    for verb in _verbs_of_saying(view):
        if verb.first > anchor:
            continue
        place = _skip_back(view, verb.first, lambda word: view.has(word, "aside"))
        if place >= 0 and tokens[place].lower in (",", ")"):
            opening = [one for one in range(place) if tokens[one].lower in (",", "(")]
            place = opening[-1] - 1 if opening else -1
        if place >= 0 and tokens[place].kind == "organisation" and preposition(view, place) in _OF_SUBJECTS:
            yield place


_OF_SUBJECTS = frozenset(("start", "clause", "sign", "word", "and"))


def _told_to(context: Context, view: View, anchor: int) -> Iterator[int]:
    """Yield the media that somebody told it to."""
    del anchor
    for place in view.sentence.organisations:
        mention = view.sentence.tokens[place].mention
        before = _skip_back(view, place, lambda word: view.has(word, "determiner"))
        if mention is None or not context.entities[mention["name"]].medium or not view.has(before, "to"):
            continue
        if any(view.has(word, "speech") for word in range(max(0, before - _REACH), before)):
            yield place


def _verbs_of_saying(view: View) -> Iterator[VerbPlace]:
    for verb in view.verbs:
        if verb.tense in _SPOKEN and view.has(verb.last, "speech"):
            yield verb


def _skip_back(view: View, position: int, skips: Callable[[int], bool]) -> int:
    """Return the nearest place before ``position`` that is not to be skipped; -1 if there is none."""
    place = position - 1
    while place >= 0 and skips(place):
        place -= 1
    return place
