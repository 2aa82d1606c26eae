"""The decisions of the event grammar as choices: one conditional logit, its weights in a table anyone can read.

Each decision (which organisation is the subject, which date belongs, which kind it is ...) is a choice among a few
options. An option is a mapping from feature names to values, its score the sum of weight times value, and its
probability the softmax of the scores (McFadden 1974, *Conditional logit analysis of qualitative choice behavior*).
``models/events.json`` holds the weights by decision and feature; :mod:`faitout.facts.fitting` fits them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache

from faitout.errors import Errors, FaitoutError
from faitout.resources import models

Features = dict[str, float]
Weights = Mapping[str, Mapping[str, float]]

FILE = "events.json"


@cache
def load_weights() -> Weights:
    """Return the fitted table ``models/events.json``.

    Raises
    ------
    FaitoutError
        E006 if it is missing or is not JSON.
    """
    path = models() / FILE
    try:
        weights: Weights = json.loads(path.read_text(encoding="utf-8"))["weights"]
    except (OSError, ValueError, KeyError) as error:
        raise FaitoutError(Errors.E006, path=path, reason=error) from error
    return weights


def score(weights: Mapping[str, float], features: Features) -> float:
    """Return the sum of weight times value over the features that the table knows."""
    total = 0.0
    for name, value in features.items():
        if value and name in weights:
            total += weights[name] * value
    return total


def probabilities(weights: Mapping[str, float], options: Sequence[Features]) -> list[float]:
    """Return the probability of each option; they sum to one."""
    scores = [score(weights, features) for features in options]
    top = max(scores)
    exponentials = [math.exp(value - top) for value in scores]
    total = sum(exponentials)
    return [value / total for value in exponentials]


def evidence(weights: Mapping[str, float], features: Features, most: int = 5) -> list[tuple[str, float]]:
    """Return the features that spoke most for or against an option, with what each added to its score."""
    shares = [(name, weights[name] * value) for name, value in features.items() if value and name in weights]
    shares.sort(key=lambda share: -abs(share[1]))
    return [(name, round(share, 3)) for name, share in shares[:most]]
