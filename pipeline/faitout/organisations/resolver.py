"""Decides which candidates of an article are organisations: evidence, weighed twice.

The first reading weighs each place by itself (:mod:`faitout.organisations.evidence`). The second one weighs it again
knowing what the first made of the same name elsewhere in the article, of longer and shorter forms of it, and of the
candidates that share its words. Both are logistic regressions; ``models/organisations.json`` holds their weights.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from faitout.gazetteer import Hit
from faitout.organisations.acronyms import Acronym, find_acronyms
from faitout.organisations.candidates import Candidate, Named, propose
from faitout.organisations.evidence import Evidence, Features, Key, Seen, articles, joining, key_of, logit
from faitout.organisations.lists import known_names
from faitout.organisations.tags import Array
from faitout.organisations.words import Words
from faitout.resources import model_file

FILE = "organisations.json"


@dataclass(frozen=True)
class Weights:
    """What was fitted on annotated articles.

    Parameters
    ----------
    first, second : mapping
        Weight of each piece of evidence at the first and at the second reading.
    seen : mapping
        In how many articles a name was an organisation, and in how many it was not.
    threshold : float
        The probability from which a candidate is taken for an organisation.
    """

    first: Mapping[str, float]
    second: Mapping[str, float]
    seen: Mapping[str, Seen]
    threshold: float


@dataclass(frozen=True, slots=True)
class Decision:
    """A name taken for an organisation: its tokens, how sure that is, and what spoke most for it."""

    first: int
    last: int
    probability: float
    reasons: tuple[str, ...]


@cache
def load_weights() -> Weights:
    """Return the fitted table of ``models/``.

    Raises
    ------
    FaitoutError
        E006 if it is missing or not of this form.
    """
    with model_file(FILE) as path:
        table = json.loads(path.read_text(encoding="utf-8"))
        seen = {name: Seen(*counts) for name, counts in table["seen"].items()}
        return Weights(table["first"], table["second"], seen, table["threshold"])


def resolve(
    words: Words, probabilities: Array, named: Named, hits: Iterable[Hit], weights: Weights | None = None
) -> list[Decision]:
    """Return the organisations of an article, in reading order.

    Parameters
    ----------
    words : Words
        The article.
    probabilities : array of float
        The head's probability of each tag at each token.
    named : sequence of (int, int, str)
        What the head itself takes for names: first token, last token excluded, label.
    hits : iterable of Hit
        The known names that stand in the article.
    weights : Weights, optional
        Instead of those of ``models/``.
    """
    weights = weights or load_weights()
    acronyms = list(find_acronyms(words))
    candidates, evidence = gather(words, probabilities, named, hits, weights.seen, acronyms)
    if not candidates:
        return []
    first = [probability(weights.first, features) for features in evidence]
    evidence = reconsider(words, candidates, evidence, first, acronyms)
    second = [probability(weights.second, features) for features in evidence]
    return [
        Decision(
            candidates[number].first,
            candidates[number].last,
            second[number],
            _reasons(weights.second, evidence[number]),
        )
        for number in select(candidates, second, weights.threshold)
    ]


def gather(
    words: Words,
    probabilities: Array,
    named: Named,
    hits: Iterable[Hit],
    seen: Mapping[str, Seen],
    acronyms: Sequence[Acronym],
) -> tuple[list[Candidate], list[Features]]:
    """Return the candidates of an article and the evidence of each."""
    if not len(words):
        return [], []
    candidates = propose(words, probabilities, named, hits, acronyms)
    if not candidates:
        return [], []
    return candidates, Evidence(words, candidates, probabilities, known_names(), seen, acronyms).collect()


def probability(weights: Mapping[str, float], features: Features) -> float:
    """Return the probability that the weighed evidence gives."""
    score = 0.0
    for name, value in features.items():
        if name in weights:
            score += weights[name] * value
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def reconsider(
    words: Words,
    candidates: Sequence[Candidate],
    evidence: Iterable[Features],
    first: Sequence[float],
    acronyms: Iterable[Acronym],
) -> list[Features]:
    """Return the evidence with what the first reading made of the rest of the article added to it."""
    keys = [key_of(words, candidate) for candidate in candidates]
    places: dict[Key, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        places[key].append(number)
    best = {key: max(first[number] for number in numbers) for key, numbers in places.items()}
    mean = {key: sum(first[number] for number in numbers) / len(numbers) for key, numbers in places.items()}
    longer = _longer_forms(best)
    rivals = _rivals(candidates, first)
    partners = _partners(candidates, first, acronyms)
    beside = _beside(words, candidates, first)
    added = []
    for number, (key, features) in enumerate(zip(keys, evidence, strict=True)):
        again = {
            "again.first": logit(first[number]),
            "again.mean": logit(mean[key]),
            "again.best": logit(best[key]),
            "again.beside": beside[number],
            "again.longer": longer.get(key, 0.0),
            "again.shorter": max((best.get(key[:end], 0.0) for end in range(1, len(key))), default=0.0),
        }
        if len(places[key]) > 1:
            again["again.repeated"] = logit(mean[key])
        if number in partners:
            again["again.partner"] = logit(partners[number])
        added.append(features | again | rivals[number])
    return added


def _beside(words: Words, candidates: Sequence[Candidate], first: Sequence[float]) -> list[float]:
    """Return for each candidate the best of those that it is coordinated with: ``Renault, PSA et Michelin``."""
    opens: dict[int, float] = defaultdict(float)
    closes: dict[int, float] = defaultdict(float)
    for candidate, value in zip(candidates, first, strict=True):
        opens[candidate.first] = max(opens[candidate.first], value)
        closes[candidate.last] = max(closes[candidate.last], value)
    found = []
    for candidate in candidates:
        before, after = candidate.first - 1, candidate.last
        if before > 0 and words.lower[before] in articles():
            before -= 1
        best = closes.get(before, 0.0) if before > 0 and words.lower[before] in joining() else 0.0
        if after + 1 < len(words) and words.lower[after] in joining():
            following = after + 2 if words.lower[after + 1] in articles() else after + 1
            best = max(best, opens.get(following, 0.0))
        found.append(best)
    return found


def _partners(candidates: Sequence[Candidate], first: Sequence[float], acronyms: Iterable[Acronym]) -> dict[int, float]:
    """Return for each candidate that an acronym explains, or that is one, the probability of its other form."""
    numbers = {(candidate.first, candidate.last): number for number, candidate in enumerate(candidates)}
    partners = {}
    for acronym in acronyms:
        long, short = numbers.get((acronym.first, acronym.last)), numbers.get((acronym.short, acronym.short + 1))
        if long is not None and short is not None:
            partners[long], partners[short] = first[short], first[long]
    return partners


def _longer_forms(best: Mapping[Key, float]) -> dict[Key, float]:
    """Return for each name the best probability of a longer one that begins with it."""
    longer: dict[Key, float] = defaultdict(float)
    for key, value in best.items():
        for end in range(1, len(key)):
            longer[key[:end]] = max(longer[key[:end]], value)
    return longer


def _rivals(candidates: Sequence[Candidate], first: Sequence[float]) -> list[Features]:
    """Return for each candidate the best of those that it shares tokens with: around it, within it, across its edge."""
    found: list[Features] = [{} for _ in candidates]

    def note(number: int, kind: str, rival: int) -> None:
        name = f"rival.{kind}"
        found[number][name] = max(found[number].get(name, 0.0), first[rival])

    for number, candidate in enumerate(candidates):
        for later in range(number + 1, len(candidates)):
            other = candidates[later]
            if other.first >= candidate.last:
                break
            if candidate.last >= other.last:
                around, within = number, later
            elif candidate.first == other.first:
                around, within = later, number
            else:
                note(number, "across", later)
                note(later, "across", number)
                continue
            note(around, "within", within)
            note(within, "around", around)
    return found


def select(candidates: Sequence[Candidate], probabilities: Sequence[float], threshold: float) -> list[int]:
    """Return which candidates to take, in reading order: the most probable first, none that overlaps another."""
    taken: set[int] = set()
    chosen = []
    for number in sorted(range(len(candidates)), key=lambda one: -probabilities[one]):
        if probabilities[number] < threshold:
            break
        tokens = range(candidates[number].first, candidates[number].last)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            chosen.append(number)
    return sorted(chosen)


def _reasons(weights: Mapping[str, float], features: Features, most: int = 4) -> tuple[str, ...]:
    shares = {name: weights.get(name, 0.0) * value for name, value in features.items() if name != "always"}
    strongest = sorted(shares, key=lambda name: -abs(shares[name]))[:most]
    return tuple(f"{name} {shares[name]:+.1f}" for name in strongest if shares[name])
