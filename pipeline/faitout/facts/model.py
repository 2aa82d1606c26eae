"""The decisions of the event grammar as choices: one conditional logit, its weights in a table anyone can read.

Each decision (which organisation is the subject, which date belongs, which kind it is ...) is a choice among a few
options. What is said of an option has one weight (a *generic* coefficient); what is said of the case, whatever the
option, has one weight for each option (*alternative-specific* coefficients). An option's score is the sum of weight
times value, its probability the softmax of the scores (McFadden 1974, *Conditional logit analysis of qualitative
choice behavior*). ``models/events.json`` holds the weights by decision and feature; :mod:`faitout.facts.fitting`
fits them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from faitout.resources import model_file

Features = dict[str, float]

FILE = "events.json"


@dataclass(slots=True)
class Weights:
    """The weights of one decision.

    Parameters
    ----------
    generic : mapping
        For each feature of an option, its weight.
    specific : mapping
        For each feature of the case, the weights that it has for the options, by their names.
    """

    generic: Mapping[str, float] = field(default_factory=dict)
    specific: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    _options: dict[str, int] = field(init=False, repr=False, compare=False)
    _rows: dict[str, int] = field(init=False, repr=False, compare=False)
    _matrix: Any = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = dict.fromkeys(option for weights in self.specific.values() for option in weights)
        self._options = {option: column for column, option in enumerate(names)}
        self._rows = {name: row for row, name in enumerate(self.specific)}
        self._matrix = np.zeros((len(self._rows), len(self._options)))
        for row, weights in enumerate(self.specific.values()):
            for option, weight in weights.items():
                self._matrix[row, self._options[option]] = weight

    def of_case(self, case: Features, names: Sequence[str]) -> list[float]:
        """Return what the features of the case add to the score of each option, by the names of the options."""
        known = [(self._rows[name], value) for name, value in case.items() if value and name in self._rows]
        if not known:
            return [0.0] * len(names)
        rows, values = zip(*known, strict=True)
        totals = (np.array(values) @ self._matrix[list(rows)]).tolist()
        return [totals[self._options[name]] if name in self._options else 0.0 for name in names]

    def as_json(self) -> dict[str, Any]:
        """Return the weights as the file has them."""
        return {"generic": self.generic, "specific": self.specific}


@dataclass(frozen=True, slots=True)
class Table:
    """The weights of all decisions, and the probability from which an amount or date makes a fact."""

    weights: Mapping[str, Weights]
    threshold: float

    def __getitem__(self, decision: str) -> Weights:
        return self.weights[decision]


@dataclass(slots=True)
class Options:
    """What there is to choose from.

    Parameters
    ----------
    features : sequence of dict
        The features of each option.
    names : sequence of str
        Their names, if the case speaks for them.
    case : dict
        What holds whatever the option.
    """

    features: Sequence[Features]
    names: Sequence[str] = ()
    case: Features = field(default_factory=dict)


@cache
def load_table() -> Table:
    """Return the fitted table ``models/events.json``.

    Raises
    ------
    FaitoutError
        E006 if it is missing or not of this form.
    """
    with model_file(FILE) as path:
        content = json.loads(path.read_text(encoding="utf-8"))
        weights = {decision: Weights(**weights) for decision, weights in content["weights"].items()}
        return Table(weights, content["threshold"])


def score(weights: Mapping[str, float], features: Features) -> float:
    """Return the sum of weight times value over the features that the table knows."""
    return sum([weights[name] * value for name, value in features.items() if value and name in weights])


def probabilities(weights: Weights, options: Options) -> list[float]:
    """Return the probability of each option; they sum to one."""
    scores = [score(weights.generic, features) for features in options.features]
    if options.case:
        specific = weights.of_case(options.case, options.names)
        scores = [generic + of_case for generic, of_case in zip(scores, specific, strict=True)]
    top = max(scores)
    exponentials = [math.exp(value - top) for value in scores]
    total = sum(exponentials)
    return [value / total for value in exponentials]


def evidence(weights: Weights, options: Options, chosen: int, most: int = 5) -> list[tuple[str, float]]:
    """Return the features that set an option apart from the likeliest other, with how much each raised it above."""
    chances = probabilities(weights, options)
    others = [place for place in range(len(chances)) if place != chosen]
    own = _shares(weights, options, chosen)
    rival = _shares(weights, options, max(others, key=chances.__getitem__)) if others else {}
    margins = [(name, own.get(name, 0.0) - rival.get(name, 0.0)) for name in dict.fromkeys([*own, *rival])]
    margins.sort(key=lambda margin: -abs(margin[1]))
    return [(name, round(margin, 3)) for name, margin in margins[:most] if margin]


def _shares(weights: Weights, options: Options, place: int) -> dict[str, float]:
    """Return what each feature adds to the score of an option."""
    features = options.features[place].items()
    shares = {name: weights.generic[name] * value for name, value in features if name in weights.generic}
    for name, value in options.case.items():
        shares[name] = shares.get(name, 0.0) + weights.specific.get(name, {}).get(options.names[place], 0.0) * value
    return shares
