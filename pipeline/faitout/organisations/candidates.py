"""Which words of an article might be the name of an organisation: many more than are, for the resolver to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from faitout import lexicon
from faitout.gazetteer import Hit
from faitout.organisations.acronyms import Acronym
from faitout.organisations.tags import Array, entities, label_probabilities
from faitout.organisations.words import Words

_LONGEST = 16
"""Tokens of the longest name that is looked for by shape."""
_DOUBT = 0.1
"""What the head's probability of "no name" is multiplied with to hear its second opinion."""
_VOUCHING = frozenset(("known", "acronym"))
"""Sources whose candidates are looked at whatever the head thinks."""
_IMPLAUSIBLE = 0.04
"""The head's probability of an organisation below which words are not looked at."""


@dataclass(slots=True)
class Candidate:
    """A run of tokens that might be a name, and why it was looked at.

    Parameters
    ----------
    first, last : int
        Tokens, the last one excluded.
    sources : set of str
        What proposed it: ``head``, ``doubt``, ``known``, ``acronym``, ``run``, ``official``, ``repeat``.
    label : str or None
        The head's own label of exactly these tokens.
    """

    first: int
    last: int
    sources: set[str] = field(default_factory=set)
    label: str | None = None


Named = Sequence[tuple[int, int, str]]
"""The head's own names: first token, last token excluded, label."""


def propose(
    words: Words, probabilities: Array, named: Named, hits: Iterable[Hit], acronyms: Iterable[Acronym]
) -> list[Candidate]:
    """Return the candidates of an article, in reading order.

    Parameters
    ----------
    words : Words
        The article.
    probabilities : array of float
        The head's probability of each tag at each token.
    named : sequence of (int, int, str)
        What the head itself takes for names.
    hits : iterable of Hit
        The known names that stand in the article.
    acronyms : iterable of Acronym
        The short forms that it explains.
    """
    found: dict[tuple[int, int], Candidate] = {}

    def add(first: int, last: int, source: str) -> Candidate:
        candidate = found.setdefault((first, last), Candidate(first, last))
        candidate.sources.add(source)
        return candidate

    for first, last, label in named:
        add(first, last, "head").label = label
    for first, last, _ in entities(_doubted(probabilities)):
        add(first, last, "doubt")
    for first, last in _known(words, hits):
        add(first, last, "known")
    for acronym in acronyms:
        if acronym.strict:
            add(acronym.first, acronym.last, "acronym")
            add(acronym.short, acronym.short + 1, "acronym")
    for first, last in _official(words):
        add(first, last, "official")
    for first, last in _runs(words):
        add(first, last, "run")
    for first, last in _repeats(words, list(found)):
        add(first, last, "repeat")
    return _plausible(words, [found[key] for key in sorted(found)], probabilities)


def _plausible(words: Words, candidates: list[Candidate], probabilities: Array) -> list[Candidate]:
    """Leave out the words that the head takes for something else wherever they stand, unless a source vouches."""
    if not candidates:
        return []
    labels = label_probabilities(probabilities)[:, :1]
    means = mean_rows(labels, [one.first for one in candidates], [one.last for one in candidates])[:, 0]
    best: dict[tuple[str, ...], float] = defaultdict(float)
    keys = [tuple(words.forms[one.first : one.last]) for one in candidates]
    for key, candidate, mean in zip(keys, candidates, means.tolist(), strict=True):
        best[key] = max(best[key], mean if _VOUCHING.isdisjoint(candidate.sources) else 1.0)
    return [one for key, one in zip(keys, candidates, strict=True) if best[key] >= _IMPLAUSIBLE]


def _doubted(probabilities: Array) -> Array:
    """Return the head's second opinion: how it would tag if it thought less often that there is no name."""
    doubted: Array = probabilities.copy()
    doubted[:, 0] *= _DOUBT
    doubted /= doubted.sum(axis=1, keepdims=True)
    return doubted


def _known(words: Words, hits: Iterable[Hit]) -> Iterator[tuple[int, int]]:
    starts = {start: position for position, start in enumerate(words.starts)}
    ends = {end: position + 1 for position, end in enumerate(words.ends)}
    for hit in hits:
        first, last = starts.get(hit.start), ends.get(hit.end)
        if first is not None and last is not None:
            yield first, last


@cache
def _connectors() -> frozenset[str]:
    return frozenset(lexicon.load("organisations")["connectors"])


def _runs(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitals, with and without the small words that may join two of them."""
    connectors = _connectors()
    position, size = 0, len(words)
    while position < size:
        if not words.capital[position] or not words.forms[position][-1].isalnum():
            position += 1
            continue
        pieces = [(position, _end_of_run(words, position))]
        while (start := _next_piece(words, pieces[-1][1], connectors)) is not None:
            pieces.append((start, _end_of_run(words, start)))
        yield from pieces
        for count in range(2, len(pieces) + 1):
            if pieces[count - 1][1] - position <= _LONGEST:
                yield position, pieces[count - 1][1]
        first, last = pieces[0]
        if last - first > 1 and words.opens_sentence(first):
            yield first + 1, last
        position = pieces[-1][1]


def _end_of_run(words: Words, position: int) -> int:
    while position < len(words) and words.capital[position] and words.forms[position][-1] != "'":
        position += 1
    return position


def _next_piece(words: Words, position: int, connectors: frozenset[str]) -> int | None:
    """Return where the next capital stands if only one or two joining words come before it."""
    for step in (1, 2):
        if position + step >= len(words) or words.lower[position + step - 1] not in connectors:
            return None
        after = position + step
        if words.capital[after] and words.forms[after][-1].isalnum():
            return after
    return None


@cache
def official_heads() -> frozenset[str]:
    """Return the nouns that open descriptive official names: ``ministère``, ``tribunal``."""
    return frozenset(lexicon.load("organisations")["official"]["heads"])


@cache
def _official_links() -> frozenset[str]:
    return frozenset(word for link in lexicon.load("organisations")["official"]["links"] for word in link.split())


def _official(words: Words) -> Iterator[tuple[int, int]]:
    """Yield names that open with a head noun: up to each word that may be their last."""
    heads, links = official_heads(), _official_links()
    for position, form in enumerate(words.lower):
        if form not in heads:
            continue
        for last in range(position + 1, min(position + _LONGEST, len(words))):
            word = words.lower[last]
            if not (word[0].isalnum() or word in links):
                if word != "," or words.lower[last + 1 : last + 2] != ["de"]:
                    break
                continue
            if word not in links:
                yield position, last + 1


def _repeats(words: Words, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield every other place where the words of a candidate stand."""
    places: dict[str, list[int]] = defaultdict(list)
    for position, form in enumerate(words.forms):
        places[form].append(position)
    keys = {tuple(words.forms[first:last]) for first, last in found if any(words.capital[first:last])}
    for key in keys:
        size = len(key)
        for position in places[key[0]] if len(places[key[0]]) > 1 else ():
            if size == 1 or tuple(words.forms[position : position + size]) == key:
                yield position, position + size


def mean_rows(values: Array, firsts: Iterable[int], lasts: Iterable[int]) -> Array:
    """Return the mean of the rows of each ``[first, last)``."""
    summed = np.vstack([np.zeros((1, values.shape[1]), dtype=np.float64), np.cumsum(values, axis=0, dtype=np.float64)])
    first, last = np.array(list(firsts)), np.array(list(lasts))
    means: Array = ((summed[last] - summed[first]) / (last - first)[:, None]).astype(np.float32)
    return means
