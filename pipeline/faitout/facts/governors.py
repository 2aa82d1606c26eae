"""What governs an amount or date: the verb of its clause, what that hangs on, and the noun before it.

How sure a fact is belongs to the clause in which its amount or date is said: of a group that will close six of the
plants that it owns, the six are planned and the plants are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from faitout.facts.context import VerbPlace, View

Side = Literal["before", "after", "far before", "far after"]
Polarity = Literal["affirmed", "negated", "restricted"]
FINITE = frozenset(("past", "present", "future", "conditional", "imperfect"))
"""Tenses of the verbs that make a clause."""
_SIGNS = frozenset(",;:()–—")
_REACH = 8
"""How many words may stand between a verb of saying and the verb of what is said."""
_CLITICS = 3
"""How many words the negation of a verb may stand before it: "ne nous en a"."""


@dataclass(frozen=True, slots=True)
class Governor:
    """The verb that an amount or date hangs on.

    Parameters
    ----------
    verb : VerbPlace
        The nearest verb of the clause.
    side : str
        On which side it stands; ``far`` if a sign or a word that opens a clause stands between.
    parent : VerbPlace or None
        The finite verb before it, if it is an infinitive or participle.
    matrix : VerbPlace or None
        The verb of the main clause, if its own clause is opened by a word like ``que``.
    """

    verb: VerbPlace
    side: Side
    parent: VerbPlace | None = None
    matrix: VerbPlace | None = None


def governor(view: View, position: int) -> Governor | None:
    """Return what governs a token, or None in a sentence without verbs."""
    if position not in view.governors:
        view.governors[position] = _governor(view, position)
    known: Governor | None = view.governors[position]
    return known


def _governor(view: View, position: int) -> Governor | None:
    found = _verb(view, position)
    if found is None:
        return None
    verb, side = found
    finite = [other for other in view.verbs if other.last < verb.first and other.tense in FINITE]
    parent = finite[-1] if finite and verb.tense not in FINITE else None
    told = parent or verb
    earlier = [other for other in finite if other.last < told.first]
    matrix = earlier[-1] if earlier and _subordinate(view, earlier[-1], told) else None
    return Governor(verb, side, parent, matrix)


def _verb(view: View, position: int) -> tuple[VerbPlace, Side] | None:
    verbs = [verb for verb in view.verbs if not view.has(verb.first, "source", "starting", "apposition")]
    before = [verb for verb in verbs if verb.last < position]
    after = [verb for verb in verbs if verb.first > position]
    if view.nested[position]:
        inside = [verb for verb in before if view.nested[verb.first]]
        before = inside or [verb for verb in before if not view.nested[verb.first]]
    else:
        before = [verb for verb in before if not view.nested[verb.first]] or before
    if before and not _parted(view, before[-1].last + 1, position):
        return before[-1], "before"
    if after and after[0].tense in FINITE and not _parted(view, position + 1, after[0].first):
        return after[0], "after"
    if before:
        return before[-1], "far before"
    return (after[0], "far after") if after else None


def _parted(view: View, first: int, end: int) -> bool:
    """Tell whether a sign or a word that opens a clause stands between."""
    tokens = view.sentence.tokens
    return any(
        tokens[place].lower in _SIGNS if tokens[place].kind == "punctuation" else view.has(place, "clause")
        for place in range(first, end)
    )


def polarity(view: View, verb: VerbPlace, position: int) -> Polarity:
    """Return whether a verb is affirmed, negated ("n'a pas vendu 300 voitures") or restricted ("n'a vendu que 300").

    Parameters
    ----------
    view : View
        The sentence.
    verb : VerbPlace
        The verb.
    position : int
        The amount or date: a restriction stands between the verb and it.
    """
    if not any(view.has(place, "negating") for place in range(max(0, verb.first - _CLITICS), verb.first)):
        return "affirmed"
    between = range(verb.first, position)
    whole = any(view.has(place, "negative") for place in (verb.first - 1, *between))
    if not whole and any(view.has(place, "that") for place in between):
        return "restricted"
    return "negated"


def said_by(view: View, matrix: VerbPlace) -> VerbPlace | None:
    """Return the verb of the clause that a verb opens ("annonce qu'il vendra"), or None."""
    behind = (verb for verb in view.verbs if verb.first > matrix.last and verb.tense in FINITE)
    first = next(behind, None)
    return first if first is not None and _subordinate(view, matrix, first) else None


def _subordinate(view: View, matrix: VerbPlace, verb: VerbPlace) -> bool:
    if verb.first - matrix.last > _REACH:
        return False
    return any(view.has(place, "that") for place in range(matrix.last + 1, verb.first))


def phrase(view: View, position: int, start: int) -> range:
    """Return the tokens before a token that belong to its phrase, from ``start`` or the last sign on."""
    tokens = view.sentence.tokens
    first = position
    while first > start and not (tokens[first - 1].kind == "punctuation" and tokens[first - 1].lower in _SIGNS):
        first -= 1
    return range(first, position)
