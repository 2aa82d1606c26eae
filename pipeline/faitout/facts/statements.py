"""Putting facts together: each amount, then each date that no amount has taken, with its roles."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from faitout.facts.anchor_features import anchor_features
from faitout.facts.attribution import attribution
from faitout.facts.certainty_features import DEGREES, certainty_features
from faitout.facts.context import Context, View, build_context
from faitout.facts.history import History, Told
from faitout.facts.kind_features import KindOption, kind_options
from faitout.facts.model import Features, Weights, evidence, probabilities
from faitout.facts.object_features import no_object_features, object_features
from faitout.facts.reading import Article, Mention
from faitout.facts.subject_features import Candidate, subject_candidates
from faitout.facts.time_features import (
    carried_dates,
    carried_features,
    is_period,
    no_time_features,
    time_features,
)

Fact = dict[str, Any]


@dataclass(slots=True)
class Proposal:
    """An amount or date that may make a fact, with everything decided about it so far."""

    view: View
    anchor: int
    subject: Candidate
    subject_chance: float
    kind: KindOption
    kind_chance: float
    features: Features
    chance: float = 0.0
    taken: list[int] = field(default_factory=list)
    reasons: dict[str, list[tuple[str, float]]] = field(default_factory=dict)

    @property
    def chances(self) -> dict[str, float]:
        """Return how probable the parts of the fact are."""
        return {"anchor": self.chance, "subject": self.subject_chance, "kind": self.kind_chance}

    @property
    def mention(self) -> Mention:
        """Return the mention that the fact hangs on."""
        mention = self.view.sentence.tokens[self.anchor].mention
        assert mention is not None
        return mention


def find_facts(article: Article, weights: Weights) -> list[Fact]:
    """Return the facts of an article in reading order.

    Parameters
    ----------
    article : Article
        The sentences with their mentions.
    weights : mapping
        The fitted table (:func:`faitout.facts.model.load_weights`).
    """
    context = build_context(article)
    restated = _restated(context)
    history = History()
    facts: list[Fact] = []
    for view in context.views.values():
        facts += _facts_of_sentence(context, view, weights, restated, history)
    return sorted(facts, key=lambda fact: (fact["start"], fact["explain"]["anchor"][0]))


def _restated(context: Context) -> dict[tuple[int, int], Mention]:
    """Return which amount says the same sum as the one at these offsets, in another currency."""
    return {
        (token.mention["restates"][0], token.mention["restates"][1]): token.mention
        for view in context.views.values()
        for token in view.sentence.tokens
        if token.kind == "amount" and token.mention and token.mention.get("restates")
    }


def _facts_of_sentence(
    context: Context,
    view: View,
    weights: Weights,
    restated: Mapping[tuple[int, int], Mention],
    history: History,
) -> list[Fact]:
    facts: list[Fact] = []
    taken: set[int] = set()
    for anchor in reading_order(view):
        if anchor in taken:
            continue
        proposal = propose(context, view, anchor, weights, history)
        if not accepted(proposal, weights):
            history.pass_over(view.sentence.index, anchor, proposal.mention)
            continue
        fact = _complete(context, proposal, weights, history)
        taken.update(proposal.taken)
        mention = proposal.mention
        fact["equivalent"] = restated.get((mention["start"], mention["end"]))
        facts.append(fact)
    return facts


def reading_order(view: View) -> list[int]:
    """Return the amounts of a sentence, those that say another again left out, and then its dates."""
    return [place for place in view.sentence.amounts if not _mention(view, place).get("restates")] + view.sentence.dates


def _mention(view: View, position: int) -> Mention:
    mention = view.sentence.tokens[position].mention
    assert mention is not None
    return mention


def propose(context: Context, view: View, anchor: int, weights: Weights, history: History) -> Proposal:
    """Decide who and what an amount or date would be about, and how probable it is that it makes a fact."""
    history.meet(_mention(view, anchor))
    options = kind_options(context, view, anchor, history)
    kind_chances = probabilities(weights["kind"], [option.features for option in options])
    likeliest = max(range(len(options)), key=kind_chances.__getitem__)
    kind = options[likeliest]
    subjects = subject_candidates(context, view, anchor, kind.kind, history)
    chances = merged_chances(subjects, probabilities(weights["subject"], [one.features for one in subjects]))
    best = max(range(len(subjects)), key=chances.__getitem__)
    features = anchor_features(context, view, anchor, subjects, chances, kind, kind_chances[likeliest])
    proposal = Proposal(view, anchor, subjects[best], chances[best], kind, kind_chances[likeliest], features)
    proposal.chance = probabilities(weights["anchor"], [features, {}])[0] if "anchor" in weights else 0.0
    return proposal


def merged_chances(subjects: list[Candidate], chances: list[float]) -> list[float]:
    """Give each mention of a name the probability of that name: all its mentions together."""
    total: dict[str | None, float] = {}
    for subject, chance in zip(subjects, chances, strict=True):
        total[subject.name] = total.get(subject.name, 0.0) + chance
    return [total[subject.name] for subject in subjects]


def accepted(proposal: Proposal, weights: Weights) -> bool:
    """Tell whether a proposal is probable enough to be a fact."""
    return proposal.chance >= weights["threshold"]["anchor"]


def _complete(context: Context, proposal: Proposal, weights: Weights, history: History) -> Fact:
    view, anchor = proposal.view, proposal.anchor
    text, sentence = context.article.text, view.sentence
    date, period = _times(context, proposal, weights, history)
    degrees = certainty_features(context, view, anchor, proposal.kind.kind, date, history)
    certainty = _choose(proposal, "certainty", weights, [degrees[degree] for degree in DEGREES])
    other = _object(context, proposal, weights)
    history.tell(
        Told(
            sentence.index,
            anchor,
            proposal.kind.kind,
            proposal.subject.name,
            DEGREES[certainty],
            tuple(mention["start"] for mention in (date, period) if mention is not None),
        ),
        proposal.mention,
    )
    amount = proposal.mention if view.sentence.tokens[anchor].kind == "amount" else None
    confidence = probabilities(weights["confidence"], [confidence_features(proposal.chances), {}])[0]
    return {
        "start": sentence.start,
        "end": sentence.end,
        "text": text[sentence.start : sentence.end],
        "event": proposal.kind.kind,
        "subject": proposal.subject.name,
        "object": other,
        "amount": amount,
        "equivalent": None,
        "date": date,
        "period": period,
        "certainty": DEGREES[certainty],
        "attribution": attribution(context, view, anchor),
        "cue": _cue(context, proposal),
        "confidence": round(confidence, 4),
        "explain": _explain(proposal, weights),
    }


def _choose(proposal: Proposal, decision: str, weights: Weights, options: list[Features]) -> int:
    """Return the likeliest option, and note what spoke for it."""
    chances = probabilities(weights[decision], options)
    best = max(range(len(options)), key=chances.__getitem__)
    proposal.reasons[f"{decision} evidence"] = evidence(weights[decision], options[best])
    return best


def confidence_features(chances: Mapping[str, float]) -> Features:
    """Return what the confidence of a fact is made of: how probable its parts are.

    Parameters
    ----------
    chances : mapping
        Probabilities of ``anchor``, ``subject`` and ``kind``.
    """
    features = {"always": 1.0}
    for name, chance in chances.items():
        features[name] = chance
        features[f"{name}, log"] = math.log(max(chance, 1e-3))
    return features


def _times(
    context: Context, proposal: Proposal, weights: Weights, history: History
) -> tuple[Mention | None, Mention | None]:
    """Choose the date and the period; a fact that hangs on one keeps it."""
    view, anchor = proposal.view, proposal.anchor
    roles: dict[str, Mention | None] = {}
    own = "period" if is_period(proposal.mention) else "date"
    for role in ("date", "period"):
        if view.sentence.tokens[anchor].kind == "date" and role == own:
            roles[role] = proposal.mention
            continue
        mentions, options = time_options(context, view, anchor, proposal.kind.kind, role, history)
        best = _choose(proposal, role, weights, options)
        roles[role] = mentions[best] if best < len(mentions) else None
    chosen = [mention["start"] for mention in roles.values() if mention is not None]
    proposal.taken += [place for place in view.sentence.dates if view.sentence.tokens[place].start in chosen]
    return roles["date"], roles["period"]


def time_options(
    context: Context, view: View, anchor: int, kind: str, role: str, history: History
) -> tuple[list[Mention], list[Features]]:
    """Return the dates (or periods) on offer and their features, last those of having none.

    They are those of the sentence; an amount in a sentence without any may go on with one of the sentences before.
    """
    places = [
        place
        for place in view.sentence.dates
        if place != anchor and is_period(_mention(view, place)) == (role == "period")
    ]
    mentions = [_mention(view, place) for place in places]
    options = [
        time_features(context, view, anchor, place, kind)
        | history.of_time(view.sentence.index, view.sentence.tokens[place].start)
        for place in places
    ]
    if not places and view.sentence.tokens[anchor].kind == "amount":
        carried = carried_dates(context, view, role)
        mentions = [_mention(before, place) for before, place in carried]
        options = [carried_features(context, view, one, kind, history) for one in carried]
    return mentions, [*options, no_time_features(view, anchor, kind, len(places))]


def _object(context: Context, proposal: Proposal, weights: Weights) -> str | None:
    names, options = object_options(context, proposal.view, proposal.anchor, proposal.subject, proposal.kind.kind)
    best = _choose(proposal, "object", weights, options)
    return names[best] if best < len(names) else None


def object_options(
    context: Context, view: View, anchor: int, subject: Candidate, kind: str
) -> tuple[list[str], list[Features]]:
    """Return the other organisations of the sentence and their features, last those of having none."""
    places = [place for place in view.sentence.organisations if _mention(view, place)["name"] != subject.name]
    options = [
        object_features(context, view, anchor, (subject.name, subject.position), place, kind) for place in places
    ]
    return [_mention(view, place)["name"] for place in places], [*options, no_object_features(kind, len(places))]


def _cue(context: Context, proposal: Proposal) -> Mention | None:
    hit = proposal.kind.cue
    if hit is None:
        return None
    tokens = proposal.view.sentence.tokens
    start, end = tokens[hit.first].start, tokens[hit.last].end
    return {"start": start, "end": end, "text": context.article.text[start:end]}


def _explain(proposal: Proposal, weights: Weights) -> dict[str, Any]:
    mention = proposal.mention
    return {
        "anchor": [mention["start"], mention["end"]],
        "chances": {name: round(chance, 4) for name, chance in proposal.chances.items()},
        "anchor evidence": evidence(weights["anchor"], proposal.features),
        "subject evidence": evidence(weights["subject"], proposal.subject.features),
        "subject antecedent": _antecedent(proposal),
        "kind evidence": evidence(weights["kind"], proposal.kind.features),
        **proposal.reasons,
    }


def _antecedent(proposal: Proposal) -> list[int] | None:
    position = proposal.subject.position
    if position is None:
        return proposal.subject.antecedent
    token = proposal.view.sentence.tokens[position]
    return [token.start, token.end]
