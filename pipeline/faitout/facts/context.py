"""What a decision can look at: the words found in each sentence, its clauses, and who the article is about."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from faitout.facts.cues import Hit, find_words
from faitout.facts.model import Features
from faitout.facts.opinions import Opinion, Opinions
from faitout.facts.reading import Article, Mention, Sentence, Token
from faitout.verbs import Tense, find_verbs

_CLAUSE_SIGNS = frozenset(',;:()«»"–—“”-')
_NO_LABELS: frozenset[str] = frozenset()
_BEGINNING = 6
LEXICAL = 0.5
"""Value of the features that stand for a single word or cue, so that the penalty keeps their weights small."""
_NEAR = 6
_SHORTEST = 4
"""How far words around a mention are looked at, and how many letters they have at least."""
_PREPOSITIONS = ("source", "of", "to", "by", "at", "with", "against", "for", "between", "in", "and", "clause")
_QUOTES = frozenset('«»"“”')
_BEFORE_NAMES = ("determiner", "company")
_BEFORE_DATES = (*_BEFORE_NAMES, "calendar")
"""Classes of words that may stand between a preposition and a mention: "par le groupe Bel", "pour l'exercice 2019"."""


@dataclass(frozen=True, slots=True)
class VerbPlace:
    """A verb of a sentence: tokens ``first`` to ``last``, both included."""

    first: int
    last: int
    tense: Tense


@dataclass(slots=True)
class View:
    """A sentence with what its words are.

    Parameters
    ----------
    sentence : Sentence
        The sentence.
    clauses : list of int
        For each token, how many clause boundaries stand before it.
    nested : list of bool
        For each token, whether it stands in brackets.
    quoted : list of bool
        For each token, whether it stands in quotation marks.
    cues : list of Hit
        The event cues, in reading order.
    labels : dict
        For each token, the classes of words that begin or go on there.
    places : dict
        For each class of words, where it is found.
    verbs : list of VerbPlace
        The verbs with their tenses.
    focus : str or None
        Whom the sentences before were about.
    recent : list of str
        The organisations named in the sentences before, those named last first.
    paragraph : int
        How many line ends stand before it.
    topic : str or None
        Whom the sentences of the paragraph before this one were first about.
    around, prepositions, governors : dict
        What :func:`words_around`, :func:`preposition` and :func:`faitout.facts.governors.governor` returned, for each
        token asked for.
    """

    sentence: Sentence
    clauses: list[int]
    nested: list[bool]
    quoted: list[bool]
    cues: list[Hit]
    labels: dict[int, frozenset[str]]
    places: dict[str, list[int]]
    verbs: list[VerbPlace]
    focus: str | None = None
    recent: list[str] = field(default_factory=list)
    paragraph: int = 0
    topic: str | None = None
    around: dict[int, Features] = field(default_factory=dict)
    prepositions: dict[int, str] = field(default_factory=dict)
    governors: dict[int, Any] = field(default_factory=dict)

    def has(self, position: int, *labels: str) -> bool:
        """Tell whether the token belongs to one of the classes."""
        return not self.labels.get(position, _NO_LABELS).isdisjoint(labels)

    def mention(self, position: int) -> Mention:
        """Return the mention that stands as this token."""
        mention = self.sentence.tokens[position].mention
        assert mention is not None
        return mention

    def near(self, label: str, position: int, reach: int) -> bool:
        """Tell whether a word of a class begins within so many tokens."""
        return any(abs(place - position) <= reach for place in self.places.get(label, ()))

    def governing_verb(self, position: int) -> VerbPlace | None:
        """Return the verb of the token's clause nearest to it, else the last one before it, else the first."""
        clause = self.clauses[position]
        verbs = [verb for verb in self.verbs if not verb.first <= position <= verb.last]
        same = [verb for verb in verbs if self.clauses[verb.first] == clause]
        if same:
            return min(same, key=lambda verb: abs(verb.first - position))
        before = [verb for verb in verbs if verb.last < position]
        if before:
            return before[-1]
        return verbs[0] if verbs else None


@dataclass(slots=True)
class Entity:
    """An organisation of the article: all mentions that share a name; ``salience`` says how much it is about it."""

    name: str
    mentions: list[tuple[int, int]] = field(default_factory=list)
    descriptors: set[str] = field(default_factory=set)
    sources: int = 0
    medium: bool = False
    authority: bool = False
    headline: bool = False
    salience: Features = field(default_factory=dict)

    @property
    def source_share(self) -> float:
        """Return how much of its mentions only say who tells it."""
        return self.sources / len(self.mentions)

    def last_before(self, sentence: int) -> tuple[int, int] | None:
        """Return the last mention in the sentences before this one."""
        count = bisect_left(self.mentions, (sentence, 0))
        return self.mentions[count - 1] if count else None

    @property
    def sort(self) -> str:
        """Return which sort of organisation it is: ``medium``, ``authority`` or ``company``."""
        return "medium" if self.medium else "authority" if self.authority else "company"


@dataclass(slots=True)
class Context:
    """The whole article as the decisions see it.

    Parameters
    ----------
    article : Article
        The article.
    views : dict
        The sentences that hold a mention, by their place.
    entities : dict
        The organisations by name.
    top, first : str or None
        The organisation named most, and the one named first, those that are only sources left out.
    cue_shares : dict
        How many of the article's strong cues belong to each kind of event.
    opinions : dict
        What the network makes of each amount and date (:mod:`faitout.facts.reader`).
    """

    article: Article
    views: dict[int, View]
    entities: dict[str, Entity]
    top: str | None
    first: str | None
    cue_shares: dict[str, float]
    opinions: Opinions = field(default_factory=dict)

    def opinion(self, view: View, anchor: int) -> Opinion:
        """Return what the network makes of an amount or date."""
        return self.opinions[view.sentence.index, anchor]


def reading_order(view: View) -> list[int]:
    """Return the amounts of a sentence, those that say another again left out, and then its dates."""
    return [place for place in view.sentence.amounts if not view.mention(place).get("restates")] + view.sentence.dates


def build_context(article: Article) -> Context:
    """Look up the words of every sentence that holds a mention, and count who the article is about."""
    views = {sentence.index: _view(article.text, sentence) for sentence in article.sentences if sentence.tokens}
    entities: dict[str, Entity] = {}
    for view in views.values():
        for position in view.sentence.organisations:
            _count(entities, view, position)
    actors = [entity for entity in entities.values() if entity.source_share < 0.5] or list(entities.values())
    top = max(actors, key=lambda entity: len(entity.mentions) + 2 * entity.headline, default=None)
    first = min(actors, key=lambda entity: entity.mentions[0], default=None)
    context = Context(
        article,
        views,
        entities,
        top.name if top else None,
        first.name if first else None,
        _cue_shares(views.values()),
    )
    _set_salience(context)
    _set_focus(context)
    return context


def _set_salience(context: Context) -> None:
    total = sum(len(entity.mentions) for entity in context.entities.values())
    for entity in context.entities.values():
        entity.salience = {
            "share of mentions": len(entity.mentions) / total,
            "most named": float(entity.name == context.top),
            "first named": float(entity.name == context.first),
            "in the headline": float(entity.headline),
            "medium": float(entity.medium),
            "authority": float(entity.authority),
            "source elsewhere": entity.source_share,
        }


def _cue_shares(views: Iterable[View]) -> dict[str, float]:
    """Return how many of the article's strong cues belong to each kind of event."""
    counts = Counter(hit.cue.kind for view in views for hit in view.cues if hit.cue.strength == "strong")
    total = counts.total() or 1
    return {kind: count / total for kind, count in counts.items()}


def _view(text: str, sentence: Sentence) -> View:
    found = find_words(sentence.tokens)
    clauses, nested, quoted = _clauses(sentence.tokens, found.places.get("clause", ()))
    return View(
        sentence,
        clauses,
        nested,
        quoted,
        found.cues,
        found.labels,
        found.places,
        _verbs(text, sentence) if sentence.amounts or sentence.dates else [],
    )


def _verbs(text: str, sentence: Sentence) -> list[VerbPlace]:
    starts = sentence.starts
    places = []
    for verb in find_verbs(text, sentence.start, sentence.end):
        first = bisect_left(starts, verb.start + 1) - 1
        last = bisect_left(starts, verb.end) - 1
        if first >= 0 and sentence.tokens[first].kind == "word":
            places.append(VerbPlace(first, last, verb.tense))
    return places


def _clauses(tokens: list[Token], openers: Iterable[int]) -> tuple[list[int], list[bool], list[bool]]:
    """Return for each token how many clause boundaries stand before it, and whether it is nested and quoted."""
    boundaries = {position for position, token in enumerate(tokens) if token.lower in _CLAUSE_SIGNS}.union(openers)
    clauses, nested, quoted = [], [], []
    count, depth, inside, last = 0, 0, False, 0
    for position in sorted(boundaries):
        length = position - last
        clauses += [count] * length
        nested += [depth > 0] * length
        quoted += [inside] * length
        sign = tokens[position].lower
        count, last = count + 1, position
        depth += (sign == "(") - (sign == ")")
        inside ^= sign in _QUOTES
    length = len(tokens) - last
    return clauses + [count] * length, nested + [depth > 0] * length, quoted + [inside] * length


def _count(entities: dict[str, Entity], view: View, position: int) -> None:
    name = view.mention(position)["name"]
    entity = entities.get(name)
    if entity is None:
        entity = entities[name] = Entity(name)
        words = _name_words(name)
        entity.medium = "medium" in words
        entity.authority = "authority" in words
    entity.mentions.append((view.sentence.index, position))
    entity.sources += is_source(view, position)
    entity.headline |= view.sentence.index == 0
    entity.descriptors |= descriptors(view, position)


def _name_words(name: str) -> set[str]:
    """Return the classes that the words of a name belong to ("tribunal de commerce" is an authority)."""
    tokens = [Token(word, "word", False, len(word)) for word in name.lower().replace("’", "'").split()]
    return {label for label, places in find_words(tokens).places.items() if 0 in places}


def descriptors(view: View, position: int) -> set[str]:
    """Return the common nouns that stand before a name or in apposition to it ("l'opérateur Free")."""
    tokens = view.sentence.tokens
    found = set()
    for place in range(max(0, position - 5), min(len(tokens), position + 5)):
        if view.has(place, "company") and abs(view.clauses[place] - view.clauses[position]) <= 1:
            found.add(tokens[place].lower)
    return found


def is_source(view: View, position: int) -> bool:
    """Tell whether a name only says who tells it: "selon X", "à l'X", "a indiqué X"."""
    before = _before(view, position)
    if before >= 0 and view.has(before, "source"):
        return True
    if (
        before >= 0
        and view.has(before, "to", "at")
        and any(view.has(place, "speech", "source") for place in range(max(0, before - 3), before))
    ):
        return True
    tokens = view.sentence.tokens
    after = [place for place in range(position + 1, min(len(tokens), position + 3)) if view.has(place, "speech")]
    return bool(after) and before >= 0 and tokens[before].lower in _CLAUSE_SIGNS


def _before(view: View, mention: int) -> int:
    """Return the token before a mention, its determiner and common noun skipped; -1 if none is left."""
    skipped = _BEFORE_DATES if view.sentence.tokens[mention].kind == "date" else _BEFORE_NAMES
    place = mention - 1
    while place >= 0 and view.has(place, *skipped):
        place -= 1
    return place


def _set_focus(context: Context) -> None:
    """Note for each sentence its paragraph, what those before it were about, and which names were named last."""
    focus: str | None = None
    topic: str | None = None
    recent: list[str] = []
    paragraph = end = 0
    for view in context.views.values():
        line_ends = context.article.text.count("\n", end, view.sentence.start)
        if line_ends:
            topic = None
        paragraph, end = paragraph + line_ends, view.sentence.end
        view.focus, view.topic, view.recent, view.paragraph = focus, topic, recent, paragraph
        names = [str(view.mention(position)["name"]) for position in view.sentence.organisations]
        for name, position in zip(names, view.sentence.organisations, strict=True):
            if not is_source(view, position) and not context.entities[name].medium and is_nominal(view, position):
                focus, topic = name, topic or name
                break
        recent = list(dict.fromkeys([*reversed(names), *recent]))


def is_nominal(view: View, position: int) -> bool:
    """Tell whether no preposition stands before a name."""
    before = _before(view, position)
    return before < 0 or not view.has(before, "of", "to", "by", "at", "with", "against", "in", "for", "between")


def words_around(view: View, anchor: int) -> Features:
    """Return the words next to an amount or date and the verb that governs it, by their beginnings.

    Only the words that several annotated articles share get a weight of their own.
    """
    found = view.around.get(anchor)
    if found is None:
        found = view.around[anchor] = _words_around(view, anchor)
    return found


def _words_around(view: View, anchor: int) -> Features:
    tokens = view.sentence.tokens
    features: Features = {}
    for name, position in (
        ("before", anchor - 1),
        ("two before", anchor - 2),
        ("after", anchor + 1),
        ("two after", anchor + 2),
    ):
        if 0 <= position < len(tokens):
            features[f"{name}: {tokens[position].lower[:_BEGINNING]}"] = LEXICAL
    verb = view.governing_verb(anchor)
    if verb is not None:
        features[f"verb: {tokens[verb.last].lower[:_BEGINNING]}"] = LEXICAL
    return features


def words_near(view: View, anchor: int) -> Features:
    """Return the longer words around an amount or date, wherever they stand, by their beginnings."""
    return {
        f"near: {token.lower[:_BEGINNING]}": LEXICAL
        for token in view.sentence.tokens[max(0, anchor - _NEAR) : anchor + _NEAR + 1]
        if token.kind == "word" and len(token.lower) >= _SHORTEST
    }


def preposition(view: View, position: int) -> str:
    """Return the class of the word before a mention, its determiner and common noun skipped ("pour l'année 2019")."""
    found = view.prepositions.get(position)
    if found is None:
        found = view.prepositions[position] = _preposition(view, position)
    return found


def _preposition(view: View, position: int) -> str:
    before = _before(view, position)
    if before < 0:
        return "start"
    labels = view.labels.get(before, _NO_LABELS)
    for label in _PREPOSITIONS:
        if label in labels:
            return label
    return "sign" if view.sentence.tokens[before].kind == "punctuation" else "word"
