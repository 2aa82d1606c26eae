"""What the network makes of an amount or date, as the decisions of the event grammar look it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FLOOR = -6.0
"""Logarithms of probabilities below this one say no more."""
Place = tuple[int, int]
"""Sentence and token."""
ROLES = ("subject", "date", "period", "object")
"""What the network points at."""
_COLUMN = {role: column for column, role in enumerate(ROLES)}


@dataclass(slots=True)
class Opinion:
    """What the network makes of one amount or date; all but ``fact`` are logarithms of probabilities.

    Parameters
    ----------
    fact : float
        The log odds that it makes a fact.
    kind, certainty : dict
        By kind of event and degree of certainty.
    places : dict
        For each organisation and date of the window, that it fills each of the ``ROLES``.
    nowhere : sequence of float
        That nothing in the window fills each of the ``ROLES``.
    """

    fact: float
    kind: Mapping[str, float]
    certainty: Mapping[str, float]
    places: dict[Place, Sequence[float]]
    nowhere: Sequence[float]

    def none(self, role: str) -> float:
        """Return the logarithm of the probability that nothing in the window fills a role."""
        return max(self.nowhere[_COLUMN[role]], FLOOR)

    def of(self, role: str, place: Place) -> float:
        """Return the logarithm of the probability that a token fills a role; the floor outside the window."""
        known = self.places.get(place)
        return FLOOR if known is None else max(known[_COLUMN[role]], FLOOR)


Opinions = dict[Place, Opinion]
"""The opinion on each amount and date."""
