"""Holding a function to linear time, by a ratio of two lengths in one run."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

ATTEMPTS = 4
RATIO = 12
"""Ten times the text may take twelve times the time; quadratic work would take a hundred times."""


def is_linear(work: Callable[[str], object], piece: str, length: int = 30_000) -> bool:
    """Tell whether work on a piece repeated to ten times a length takes at most twelve times as long.

    A busy machine disturbs single measurements, so the best of a few attempts counts.
    """
    small, large = ((piece * size)[:size] for size in (length, 10 * length))
    work(small)
    return any(_seconds(work, large) <= RATIO * max(_seconds(work, small), 0.002) for _ in range(ATTEMPTS))


def _seconds(work: Callable[[str], object], text: str) -> float:
    gc.disable()
    start = time.process_time()
    work(text)
    seconds = time.process_time() - start
    gc.enable()
    return seconds
