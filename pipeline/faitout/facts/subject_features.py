"""Who is concerned: the features of each organisation of the article as the subject of an amount or a date."""

from __future__ import annotations

from dataclasses import dataclass

from faitout.facts.context import Context, Entity, View, is_nominal, is_source, preposition
from faitout.facts.governors import FINITE
from faitout.facts.history import History
from faitout.facts.model import Features
from faitout.facts.opinions import Opinion

_REACH = 3
"""How many sentences back an organisation may be named that a sentence speaks of."""
_LEXICAL = 0.7
"""Value of the features that hold for one kind of event only: the penalty on their weights is twice as strong."""


@dataclass(slots=True)
class Candidate:
    """An organisation that may be the subject.

    Parameters
    ----------
    name : str or None
        Its name; None if nobody is.
    position : int or None
        Its token in the sentence; None if it is named elsewhere.
    features : dict
        What speaks for it.
    antecedent : list of int or None
        Offsets of the mention that a reference goes back to, if it is named elsewhere.
    """

    name: str | None
    position: int | None
    features: Features
    antecedent: list[int] | None = None


def subject_candidates(context: Context, view: View, anchor: int, kind: str, history: History) -> list[Candidate]:
    """Return every mention of the sentence, every organisation named elsewhere, and nobody."""
    present = set()
    candidates = []
    opinion = context.opinion(view, anchor)
    marked = {"head of the clause": _head_of_clause(view, anchor), "the latter": _latter(view, anchor)}
    for position in view.sentence.organisations:
        entity = context.entities[view.mention(position)["name"]]
        present.add(entity.name)
        features = _present(view, anchor, position, entity)
        features |= _by_kind(view, anchor, position, entity, kind)
        features["read"] = opinion.of("subject", (view.sentence.index, position))
        candidates.append(Candidate(entity.name, position, features))
    reference = _reference(view, anchor)
    for entity in context.entities.values():
        if entity.name not in present and _is_near(context, view, entity, history):
            features = _absent(context, view, entity, reference, bool(present))
            features |= _read_elsewhere(opinion, entity)
            candidates.append(Candidate(entity.name, None, features, _antecedent(context, view, entity)))
    nobody = {
        "nobody": 1.0,
        "nobody, but names": float(bool(present)),
        "nobody, article without names": float(not context.entities),
        "read, nobody": opinion.none("subject"),
    }
    candidates.append(Candidate(None, None, nobody))
    for candidate in candidates:
        candidate.features |= history.of_subject(view.sentence.index, candidate.name)
        for label, name in marked.items():
            if name is not None:
                candidate.features[label if candidate.name == name else f"another is {label}"] = 1.0
    return candidates


def _read_elsewhere(opinion: Opinion, entity: Entity) -> Features:
    """Return how likely the network finds an organisation that the sentence does not name."""
    places = [place for place in entity.mentions if place in opinion.places]
    if places:
        return {"read, before": max(opinion.of("subject", place) for place in places)}
    return {"read, out of sight": opinion.none("subject")}


def _is_near(context: Context, view: View, entity: Entity, history: History) -> bool:
    """Tell whether a sentence may speak of an organisation that it does not name."""
    if entity.name in (view.focus, context.top, context.first) or entity.headline or history.names(entity.name):
        return True
    return any(0 < view.sentence.index - sentence <= _REACH for sentence, _ in entity.mentions)


def _present(view: View, anchor: int, position: int, entity: Entity) -> Features:
    features = dict(entity.salience)
    side = "before" if position < anchor else "after"
    low, high = min(anchor, position), max(anchor, position)
    between = sum(low < other < high for other in view.sentence.organisations)
    clauses = abs(view.clauses[anchor] - view.clauses[position])
    before = preposition(view, position)
    features["focus, named"] = float(entity.name == view.focus)
    features[side] = 1.0
    features[f"{side}, {before}"] = 1.0
    features[f"{side}, {_bucket(high - low)}"] = 1.0
    features[f"{side}, names between"] = float(min(between, 3))
    features[f"{side}, clauses between"] = float(min(clauses, 5))
    features[f"{side}, same clause"] = float(clauses == 0)
    features["source here"] = float(is_source(view, position))
    features["first of the sentence"] = float(position == view.sentence.organisations[0])
    features["only one of the sentence"] = float(len(view.sentence.organisations) == 1)
    features["in brackets"] = float(view.nested[position] and not view.nested[anchor])
    features.update(_following(view, position, side))
    return features


def _head_of_clause(view: View, anchor: int) -> str | None:
    """Return the name that a relative clause is about in which an amount or date stands.

    "Bel a cédé ses parts à Lor, qui compte 300 salariés": the clause is about Lor. It goes on as long as no second
    finite verb begins.
    """
    pronoun = max((place for place in view.places.get("relative", ()) if place < anchor), default=None)
    named = max((position for position in view.sentence.organisations if position < anchor), default=None)
    if pronoun is None or named is None or named > pronoun:
        return None
    between = [token.lower for token in view.sentence.tokens[named + 1 : pronoun]]
    verbs = [verb for verb in view.verbs if pronoun < verb.first < anchor and verb.tense in FINITE]
    return str(view.mention(named)["name"]) if between in ([], [","]) and len(verbs) <= 1 else None


def _latter(view: View, anchor: int) -> str | None:
    """Return the name that "ce dernier" before an amount or date goes back to: the last one before it."""
    place = max((place for place in view.places.get("latter", ()) if place < anchor), default=None)
    if place is None:
        return None
    named = [position for position in view.sentence.organisations if position < place]
    if named:
        return str(view.mention(named[-1])["name"])
    return view.recent[0] if view.recent else None


def _by_kind(view: View, anchor: int, position: int, entity: Entity, kind: str) -> Features:
    """Return where a name stands to the words that say what happened: who buys and who is bought."""
    features: Features = {
        f"{kind}, by {preposition(view, position)}": _LEXICAL,
        f"{kind}, {'before' if position < anchor else 'after'}": _LEXICAL,
        f"{kind}, authority": _LEXICAL * entity.authority,
    }
    cues = [hit for hit in view.cues if hit.cue.kind == kind and hit.cue.frame != "unit"]
    if cues:
        nearest = min(cues, key=lambda hit: abs(hit.first - position))
        side = "before" if position < nearest.first else "after"
        features[f"{kind}, {side} the cue"] = _LEXICAL
        features[f"{kind}, {side} the cue, by {preposition(view, position)}"] = _LEXICAL
        features[f"{side} the {nearest.cue.frame}"] = _LEXICAL
    return features


def _following(view: View, position: int, side: str) -> Features:
    tokens = view.sentence.tokens
    after = position + 1
    if after >= len(tokens):
        return {}
    if tokens[after].lower == "," or tokens[after].lower == ")":
        return {f"{side}, comma follows": 1.0}
    if tokens[after].lower == ":":
        return {"colon follows": 1.0}
    if view.has(after, "speech"):
        return {f"{side}, speech follows": 1.0}
    if view.has(after, "auxiliary", "intention", "near_future"):
        return {f"{side}, verb follows": 1.0}
    return {}


def _bucket(distance: int) -> str:
    for limit in (2, 5, 10, 20):
        if distance <= limit:
            return f"within {limit}"
    return "far"


@dataclass(slots=True)
class _Reference:
    """The words of the sentence that stand for an organisation named elsewhere.

    Parameters
    ----------
    nouns : set of str
        Common nouns for an organisation ("le constructeur").
    pronoun, possessive, opens : bool
        Whether there is a pronoun before the anchor, a possessive, and a pronoun that opens the sentence.
    """

    nouns: set[str]
    pronoun: bool
    possessive: bool
    opens: bool

    @property
    def sort(self) -> str:
        """Return by what the sentence goes on with an organisation."""
        return "pronoun" if self.opens else "noun" if self.nouns else "possessive" if self.possessive else "no word"


def _reference(view: View, anchor: int) -> _Reference:
    tokens = view.sentence.tokens
    nouns = {
        tokens[position].lower
        for position in view.places.get("company", ())
        if not (position + 1 < len(tokens) and tokens[position + 1].kind == "organisation")
        and position > 0
        and view.has(position - 1, "determiner", "of", "to")
    }
    pronouns = view.places.get("pronoun", ())
    return _Reference(
        nouns,
        any(position < anchor for position in pronouns),
        bool(view.places.get("possessive")),
        min(pronouns, default=9) <= 2,
    )


def _absent(context: Context, view: View, entity: Entity, reference: _Reference, names: bool) -> Features:
    features = {f"absent, {name}": value for name, value in entity.salience.items() if value}
    focus = float(entity.name == view.focus)
    noun = float(bool(reference.nouns))
    features["absent"] = 1.0
    features["absent, though names"] = float(names)
    features["absent, focus"] = focus
    features["absent, focus, names"] = focus * names
    features["absent, focus, pronoun"] = focus * reference.pronoun
    features["absent, focus, pronoun opens"] = focus * reference.opens
    features["absent, focus, common noun"] = focus * noun
    features["absent, most named, common noun"] = float(entity.name == context.top) * noun
    features["absent, most named, names"] = float(entity.name == context.top) * names
    features["absent, common noun, names"] = noun * names
    features["absent, described so"] = float(not reference.nouns.isdisjoint(entity.descriptors))
    features.update(_last_named(context, view, entity, reference))
    return features


def _last_named(context: Context, view: View, entity: Entity, reference: _Reference) -> Features:
    """Return how far back an organisation was named last, as what, and how many others were named since."""
    mention = entity.last_before(view.sentence.index)
    if mention is None:
        return {"absent, named only later": 1.0}
    before = context.views[mention[0]]
    back = view.sentence.index - before.sentence.index
    since = view.recent.index(entity.name)
    place = "as subject" if is_nominal(before, mention[1]) else "otherwise"
    return {
        "absent, in the sentence before": float(back == 1),
        "absent, two or three before": float(2 <= back <= 3),
        "absent, far before": float(back > 6),
        f"absent, {min(since, 3)} named since": 1.0,
        f"absent, {min(since, 3)} named since, {reference.sort}": 1.0,
        f"absent, named last {place}, {reference.sort}": float(back == 1),
        "absent, topic of the paragraph": float(view.topic == entity.name),
        "absent, another is the topic of the paragraph": float(view.topic not in (None, entity.name)),
        "absent, in the paragraph": float(before.paragraph == view.paragraph),
    }


def _antecedent(context: Context, view: View, entity: Entity) -> list[int]:
    """Return the offsets of the last mention before the sentence, else of the first after it."""
    sentence, position = entity.last_before(view.sentence.index) or entity.mentions[0]
    mention = context.views[sentence].mention(position)
    return [mention["start"], mention["end"]]
