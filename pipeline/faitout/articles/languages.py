"""Which language a text is in, by its most frequent words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from faitout.lexicon import load

_SAMPLE = 3000  # characters that are enough to tell
_FEWEST = 3  # words that must speak for a language
_SHARE = 0.1  # of all words
_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, or None if too little speaks for any."""
    words = Counter(_WORD.findall(text[:_SAMPLE].lower()))
    counts = {code: sum(words[word] for word in known) for code, known in _languages().items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= max(_FEWEST, _SHARE * words.total()) else None


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    return {entry["code"]: tuple(entry["words"]) for entry in load("languages")["languages"]}
