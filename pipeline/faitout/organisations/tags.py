"""From a probability for every tag of every token to entities; plain numpy, no spaCy.

A tag is ``O`` or one of ``B-``, ``I-``, ``L-``, ``U-`` (begin, inside, last, unit) before a label.
"""

from __future__ import annotations

import itertools
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

LABELS = ("ORG", "PER", "LOC", "MISC")
TAGS = ("O", *(f"{position}-{label}" for label in LABELS for position in "BILU"))

Array = NDArray[np.float32]

# Tokens that are outside of every entity with more than this probability cut the text into short segments, each
# decoded alone: an exact search over the whole article would cost twenty times as much for the same entities.
_OUTSIDE = 0.98
_IMPOSSIBLE = -1e4


@lru_cache(maxsize=1)
def _transitions() -> Array:
    """Return 0 where the second tag may follow the first one and a large negative number where it may not."""
    table = np.full((len(TAGS), len(TAGS)), _IMPOSSIBLE, dtype=np.float32)
    for row, first in enumerate(TAGS):
        for column, second in enumerate(TAGS):
            is_open = first[0] in "BI"
            continues = second[0] in "IL"
            if is_open == continues and (not is_open or first[2:] == second[2:]):
                table[row, column] = 0.0
    return table


def entities(probabilities: Array) -> list[tuple[int, int, str]]:
    """Return the most probable entities as ``(start, end, label)`` in tokens, end excluded.

    Parameters
    ----------
    probabilities : array of float
        One row per token, one column per tag of :data:`TAGS`.
    """
    inside = np.flatnonzero(probabilities[:, 0] < _OUTSIDE)
    if not len(inside):
        return []
    cuts = np.flatnonzero(np.diff(inside) > 1) + 1
    best = probabilities.argmax(axis=1).tolist()
    found: list[tuple[int, int, str]] = []
    for segment in np.split(inside, cuts):
        start, end = int(segment[0]), int(segment[-1]) + 1
        path = best[start:end]
        if not _is_legal(path):
            path = _best_path(np.log(probabilities[start:end] + 1e-9))
        found.extend((start + first, start + last, label) for first, last, label in _spans(path))
    return found


@lru_cache(maxsize=1)
def _followers() -> tuple[frozenset[int], ...]:
    """Return for each tag those that may follow it; a segment begins and ends as if after and before ``O``."""
    return tuple(frozenset(np.flatnonzero(row == 0).tolist()) for row in _transitions())


def _is_legal(path: list[int]) -> bool:
    """Tell whether the best tag of each token makes a legal path, which then is the best one."""
    followers = _followers()
    return all(second in followers[first] for first, second in itertools.pairwise([0, *path, 0]))


def _best_path(scores: Array) -> list[int]:
    """Return the tags of the best legal path through one segment (Viterbi)."""
    legal = _transitions()
    starts = np.array([tag[0] in "OBU" for tag in TAGS])
    ends = np.array([tag[0] in "OLU" for tag in TAGS])
    best = np.where(starts, scores[0], _IMPOSSIBLE)
    back = np.zeros(scores.shape, dtype=np.int64)
    for position in range(1, len(scores)):
        reach = best[:, None] + legal
        back[position] = reach.argmax(axis=0)
        best = reach.max(axis=0) + scores[position]
    tag = int(np.where(ends, best, _IMPOSSIBLE * 2).argmax())
    path = [tag]
    for position in range(len(scores) - 1, 0, -1):
        tag = int(back[position, tag])
        path.append(tag)
    return path[::-1]


def _spans(path: list[int]) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    start = 0
    for position, tag in enumerate(path):
        name = TAGS[tag]
        if name[0] in "BU":
            start = position
        if name[0] in "LU":
            spans.append((start, position + 1, name[2:]))
    return spans


def label_probabilities(probabilities: Array) -> Array:
    """Add up the probabilities of each label's tags: one row per token, one column per label of :data:`LABELS`."""
    summed: Array = probabilities[:, 1:].reshape(len(probabilities), len(LABELS), 4).sum(axis=2)
    return summed
