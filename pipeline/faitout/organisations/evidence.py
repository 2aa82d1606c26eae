"""What speaks for and against each candidate: in it, around it, and over the whole article.

Every piece of evidence has a name and a value, and one fitted weight (``models/organisations.json``):

* ``head.*``: what the head gives this very place; ``article.*``: what it gives the same words elsewhere in the article;
* ``known=*``: the list that the name is in; ``seen.*``: how often annotated articles took these words for a name;
* ``before=*``, ``after=*``, ``first=*``, ``last=*``: word classes of the lexicon; ``word.*``: single words;
* ``shape.*``: capitals, digits, length; ``edge.*``: what is glued to the name, and a capital article before it;
* ``acronym.*``: whether it is, has or lacks the short form that the article explains in brackets;
* ``inside=*``, ``contains=*``: the head's names that it shares characters with; ``known.*``: the lists' own.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from faitout import lexicon
from faitout.gazetteer import Gazetteer
from faitout.organisations.acronyms import Acronym
from faitout.organisations.candidates import Candidate, mean_rows, official_heads
from faitout.organisations.tags import LABELS, Array, label_probabilities
from faitout.organisations.words import Words

Features = dict[str, float]
Key = tuple[str, ...]
_CLIP = 6.0
_NEAR = 5
"""Tokens before and after a name that are searched for nouns that say what it is."""


@dataclass(frozen=True)
class Seen:
    """In how many annotated articles some words stood for an organisation, and in how many they did not."""

    as_organisation: float
    otherwise: float


@cache
def _classes(table: str) -> Mapping[str, tuple[str, ...]]:
    """Return the classes of each word of one table of the lexicon."""
    classes: dict[str, list[str]] = defaultdict(list)
    for entry in lexicon.load("organisations")[table]:
        for word in entry["words"]:
            classes[word].append(f"{table}={entry['class']}")
    return {word: tuple(names) for word, names in classes.items()}


@cache
def articles() -> frozenset[str]:
    """Return the articles and the prepositions melted with them."""
    return frozenset(lexicon.load("organisations")["articles"])


@cache
def joining() -> frozenset[str]:
    """Return what may stand between two names of one list."""
    return frozenset(lexicon.load("organisations")["joining"])


def logit(probability: float) -> float:
    """Return the log odds of a probability, cut at odds of about 400 to 1."""
    probability = min(max(probability, 1e-6), 1 - 1e-6)
    return max(-_CLIP, min(_CLIP, math.log(probability / (1 - probability))))


def key_of(words: Words, candidate: Candidate) -> Key:
    """Return the words of a candidate, by which its repetitions are known."""
    return tuple(words.forms[candidate.first : candidate.last])


class Evidence:
    """Collects the evidence of the candidates of one article.

    Parameters
    ----------
    words : Words
        The article.
    candidates : sequence of Candidate
        In reading order.
    probabilities : array of float
        The head's probability of each tag at each token.
    gazetteer : Gazetteer
        The known names.
    seen : mapping
        How often annotated articles took a name for an organisation.
    acronyms : iterable of Acronym
        The short forms that the article explains.
    """

    def __init__(
        self,
        words: Words,
        candidates: Sequence[Candidate],
        probabilities: Array,
        gazetteer: Gazetteer,
        seen: Mapping[str, Seen],
        acronyms: Iterable[Acronym] = (),
    ) -> None:
        self.words = words
        self.candidates = candidates
        self.gazetteer = gazetteer
        self.seen = seen
        self.keys = [key_of(words, candidate) for candidate in candidates]
        self._read_head(probabilities)
        self._read_article()
        self._read_acronyms(acronyms)

    def collect(self) -> list[Features]:
        """Return the evidence of each candidate."""
        return [self._of(number) for number in range(len(self.candidates))]

    def _read_head(self, probabilities: Array) -> None:
        firsts = [candidate.first for candidate in self.candidates]
        lasts = [candidate.last for candidate in self.candidates]
        self.labels = mean_rows(label_probabilities(probabilities), firsts, lasts)
        first, last = np.array(firsts), np.array(lasts)
        by_position = probabilities[:, 1:].reshape(len(probabilities), len(LABELS), 4)
        begins, inner, ends, unit = (by_position[:, :, place].sum(axis=1) for place in range(4))
        self.begins = (begins + unit)[first]
        self.ends = (ends + unit)[last - 1]
        goes_on = np.append(inner + ends, 0.0)
        self.goes_on = goes_on[last]
        self.organisation_begins = (by_position[:, 0, 0] + by_position[:, 0, 3])[first]
        self.organisation_ends = (by_position[:, 0, 2] + by_position[:, 0, 3])[last - 1]

    def _read_article(self) -> None:
        """Gather what the head gives the same words over the article, and its names by their first and last words."""
        self.places: dict[Key, list[int]] = defaultdict(list)
        for number, key in enumerate(self.keys):
            self.places[key].append(number)
        self.overall = {key: self.labels[numbers].mean(axis=0) for key, numbers in self.places.items()}
        self.best = {key: float(self.labels[numbers, 0].max()) for key, numbers in self.places.items()}
        self.cues: dict[Key, Counter[str]] = defaultdict(Counter)
        for number, key in enumerate(self.keys):
            if len(self.places[key]) > 1:
                self.cues[key].update(self._near(number) | self._direct(number))
        self.named = [candidate for candidate in self.candidates if candidate.label]
        self.named_at = _by_token(self.named)
        self.known_at = _by_token([candidate for candidate in self.candidates if "known" in candidate.sources])
        self.longer: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for candidate in self.named:
            key = key_of(self.words, candidate)
            if len(key) > 1:
                for end in range(1, len(key)):
                    self.longer[" ".join(key[:end])].append(("starts", candidate.label or ""))
                    self.longer[" ".join(key[end:])].append(("closes", candidate.label or ""))

    def _read_acronyms(self, acronyms: Iterable[Acronym]) -> None:
        """Note the candidates that an explained short form names, and those that end where one follows."""
        self.explained: dict[tuple[int, int], str] = {}
        self.explained_end: dict[int, str] = {}
        self.explained_short: dict[Key, str] = {}
        for acronym in acronyms:
            how = "strict" if acronym.strict else "loose"
            self.explained[acronym.first, acronym.last] = how
            self.explained_end[acronym.last] = how
            self.explained_short[(self.words.forms[acronym.short],)] = how

    def _of(self, number: int) -> Features:
        features: Features = {"always": 1.0}
        self._head(number, features)
        self._article(number, features)
        self._lists(number, features)
        self._around(number, features)
        self._shape(number, features)
        self._neighbours(number, features)
        self._edges(number, features)
        self._acronyms(number, features)
        return features

    def _head(self, number: int, features: Features) -> None:
        organisation = float(self.labels[number, 0])
        features["head.organisation"] = logit(organisation)
        features["head.organisation_square"] = logit(organisation) ** 2 / _CLIP
        for column, label in enumerate(LABELS[1:], 1):
            features[f"head.{label}"] = float(self.labels[number, column])
        features["head.begins"] = logit(float(self.begins[number]))
        features["head.ends"] = logit(float(self.ends[number]))
        features["head.goes_on"] = float(self.goes_on[number])
        features["head.organisation_begins"] = logit(float(self.organisation_begins[number]))
        features["head.organisation_ends"] = logit(float(self.organisation_ends[number]))
        features[f"head={self.candidates[number].label}"] = 1.0
        for source in self.candidates[number].sources:
            features[f"source={source}"] = 1.0

    def _article(self, number: int, features: Features) -> None:
        key = self.keys[number]
        overall, count = self.overall[key], len(self.places[key])
        features["article.organisation"] = logit(float(overall[0]))
        features["article.best"] = logit(self.best[key])
        for column, label in enumerate(LABELS[1:], 1):
            features[f"article.{label}"] = float(overall[column])
        features["article.count"] = math.log(count)
        for how, label in set(self.longer.get(" ".join(key), ())):
            features[f"article.{how}_{label}"] = 1.0

    def _lists(self, number: int, features: Features) -> None:
        key = self.keys[number]
        candidate = self.candidates[number]
        surface = self.words.text[self.words.starts[candidate.first] : self.words.ends[candidate.last - 1]]
        kind = self.gazetteer.kind(surface)
        features[f"known={kind}"] = 1.0
        seen = self.seen.get(" ".join(key))
        if seen is None or seen.as_organisation + seen.otherwise <= 0:
            features["seen.never"] = 1.0
        else:
            features["seen.odds"] = math.log((seen.as_organisation + 0.3) / (seen.otherwise + 0.3))
            features["seen.often"] = math.log1p(seen.as_organisation + seen.otherwise)

    def _around(self, number: int, features: Features) -> None:
        candidate, lower = self.candidates[number], self.words.lower
        before = candidate.first - 1
        article = lower[before] if before >= 0 else ""
        if article in articles():
            features[f"article={article}"] = 1.0
            before -= 1
        else:
            features["article=none"] = 1.0
        for name, position in (("before", before), ("further_before", before - 1)):
            if position >= 0:
                features[f"word.{name}={lower[position]}"] = 1.0
                for group in _classes("before").get(lower[position], ()):
                    features[group if name == "before" else f"further_{group}"] = 1.0
        for name, position in (("after", candidate.last), ("further_after", candidate.last + 1)):
            if position < len(lower):
                features[f"word.{name}={lower[position]}"] = 1.0
                for group in _classes("after").get(lower[position], ()):
                    features[group if name == "after" else f"further_{group}"] = 1.0
        for group in self._near(number):
            features[group] = 1.0
        for group, count in self.cues[self.keys[number]].items():
            features[f"article.{group}"] = 1.0 if group.startswith("near") else math.log1p(count)
        features["shape.opens_sentence"] = float(self.words.opens_sentence(candidate.first))

    def _direct(self, number: int) -> set[str]:
        """Return the classes of the words right before and after, the article left out."""
        candidate, lower = self.candidates[number], self.words.lower
        before = candidate.first - 1
        if before >= 0 and lower[before] in articles():
            before -= 1
        groups = _classes("before").get(lower[before], ()) if before >= 0 else ()
        following = _classes("after").get(lower[candidate.last], ()) if candidate.last < len(lower) else ()
        return {f"direct_{group}" for group in (*groups, *following)}

    def _near(self, number: int) -> set[str]:
        """Return the classes of nouns that stand a few words off, as an apposition or a predicate does."""
        candidate, lower = self.candidates[number], self.words.lower
        windows = (
            ("near_before", lower[max(candidate.first - _NEAR, 0) : candidate.first]),
            ("near_after", lower[candidate.last : candidate.last + _NEAR]),
        )
        return {
            f"{name}_{group}"
            for name, window in windows
            for word in window
            for group in _classes("before").get(word, ())
        }

    def _shape(self, number: int, features: Features) -> None:
        candidate, words = self.candidates[number], self.words
        key = self.keys[number]
        first, last = words.lower[candidate.first], words.lower[candidate.last - 1]
        features[f"word.first={first}"] = 1.0
        features[f"word.last={last}"] = 1.0
        for table, word in (("first", first), ("last", last)):
            for group in _classes(table).get(word, ()):
                features[group] = 1.0
        features[f"shape.length={min(len(key), 6)}"] = 1.0
        form = key[0]
        if len(key) == 1:
            features["shape.acronym"] = float(form.isupper() and 1 < len(form) < 8)
            features["shape.camel"] = float(form != form.capitalize() and not form.isupper() and form != form.lower())
            features["shape.digit"] = float(any(character.isdigit() for character in form))
            features["shape.hyphen"] = float("-" in form)
            features["shape.short"] = float(len(form) < 3)
        features["shape.lower_first"] = float(form == form.lower())
        if form == form.lower() or first in official_heads():
            self._official(number, features)
        features["shape.lower_last"] = float(key[-1] == key[-1].lower())
        features["shape.capitals"] = sum(words.capital[candidate.first : candidate.last]) / len(key)
        inner = {character for word in key for character in word if not character.isalnum()}
        for character in inner & set("&.'-/+!"):
            features[f"shape.has{character}"] = 1.0

    def _edges(self, number: int, features: Features) -> None:
        """Add what is glued to the name, as the rest of a compound is, and a capital article that may belong to it."""
        candidate, words = self.candidates[number], self.words
        before, after = candidate.first - 1, candidate.last
        if before >= 0 and words.ends[before] == words.starts[candidate.first]:
            sign = words.forms[before][-1]
            capital = "capital" if words.capital[before] else "small"
            features[f"edge.before={sign if not sign.isalnum() else 'word'}_{capital}"] = 1.0
        if after < len(words) and words.ends[after - 1] == words.starts[after]:
            sign = words.forms[after][0]
            goes_on = after + 1 < len(words) and words.ends[after] == words.starts[after + 1]
            features[f"edge.after={sign if not sign.isalnum() else 'word'}_{'on' if goes_on else 'end'}"] = 1.0
        for name, position in (("before", before), ("first", candidate.first)):
            if position >= 0 and words.capital[position] and words.lower[position] in articles():
                place = "opening" if words.opens_sentence(position) else "inside"
                features[f"edge.capital_article_{name}_{place}"] = 1.0

    def _acronyms(self, number: int, features: Features) -> None:
        candidate = self.candidates[number]
        if how := self.explained.get((candidate.first, candidate.last)):
            features[f"acronym.explained_{how}"] = 1.0
            lower = "lower" if features["shape.lower_first"] else "capital"
            features[f"acronym.explained_{how}_{lower}"] = 1.0
        elif how := self.explained_end.get(candidate.last):
            features[f"acronym.other_bounds_{how}"] = 1.0
        if how := self.explained_short.get(self.keys[number]):
            features[f"acronym.short_{how}"] = 1.0

    def _official(self, number: int, features: Features) -> None:
        """Add where a name that opens in lower case may end, which no capital tells."""
        words, candidate = self.words, self.candidates[number]
        following = words.lower[candidate.last : candidate.last + 2]
        capital_next = any(words.capital[candidate.last + 1 : candidate.last + 2])
        case = "small" if words.forms[candidate.first] == words.lower[candidate.first] else "capital"
        features[f"official.{case}"] = 1.0
        features["official.may_go_on"] = float(capital_next and following[0] in articles())
        features["official.ends_in_capital"] = float(words.capital[candidate.last - 1])
        features["official.has_capital"] = float(any(words.capital[candidate.first : candidate.last]))
        features[f"official.length={min(candidate.last - candidate.first, 8)}"] = 1.0
        features["official.organisation"] = float(self.labels[number, 0])
        features[f"word.official_next={' '.join(following)}"] = 1.0
        features[f"official.{words.lower[candidate.first]}_capital"] = float(
            any(words.capital[candidate.first + 1 : candidate.first + 2])
        )
        features[f"word.official={' '.join(words.lower[candidate.first : candidate.first + 2])}"] = 1.0

    def _neighbours(self, number: int, features: Features) -> None:
        candidate = self.candidates[number]
        for other, relation in _overlapping(candidate, self.named_at):
            features[f"{relation}={other.label}"] = 1.0
        for other, relation in _overlapping(candidate, self.known_at):
            surface = self.words.text[self.words.starts[other.first] : self.words.ends[other.last - 1]]
            features[f"known.{relation}={self.gazetteer.kind(surface)}"] = 1.0


def _by_token(candidates: Iterable[Candidate]) -> dict[int, list[Candidate]]:
    """Return which candidates each token is part of."""
    found: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        for token in range(candidate.first, candidate.last):
            found[token].append(candidate)
    return found


def _overlapping(candidate: Candidate, others: Mapping[int, Sequence[Candidate]]) -> Iterator[tuple[Candidate, str]]:
    """Yield the other candidates that share tokens with one, and how."""
    around = {id(other): other for token in range(candidate.first, candidate.last) for other in others.get(token, ())}
    for other in around.values():
        if (other.first, other.last) == (candidate.first, candidate.last):
            continue
        if other.first <= candidate.first and candidate.last <= other.last:
            yield other, "inside"
        elif candidate.first <= other.first and other.last <= candidate.last:
            yield other, "contains"
        else:
            yield other, "crosses"


def count_seen(articles: Iterable[tuple[Iterable[Key], Iterable[Key]]]) -> dict[str, Seen]:
    """Count the names of annotated articles: of each, the candidates' keys and the organisations' keys."""
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for candidates, organisations in articles:
        true = {" ".join(key) for key in organisations}
        for name in {" ".join(key) for key in candidates}:
            counts[name][0 if name in true else 1] += 1
    return {name: Seen(*pair) for name, pair in counts.items()}
