"""Putting facts together: each amount, then each date that no amount has taken, with its roles."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from faitout.facts.anchor_features import anchor_decision, anchor_features
from faitout.facts.attribution import attribution
from faitout.facts.certainty_features import DEGREES, certainty_features
from faitout.facts.context import Context, View, build_context, reading_order
from faitout.facts.history import History, Told
from faitout.facts.kind_features import KindOption, kind_options
from faitout.facts.model import Features, Options, Table, evidence, probabilities
from faitout.facts.object_features import no_object_features, object_features
from faitout.facts.opinions import Opinions
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
HOPELESS = -1.5
"""Log odds of being a fact, by the network, below which nothing more is asked of an amount or date.

Three in five of those of press articles are. Left out, F of the right subject here, at -2 and at -1.2: .775, .775 and
.774 on train, .646, .645 and .645 on the 407 (docs/events.md), half of the articles each.
"""
Read = Callable[[Context], Opinions]
"""What reads an article and has an opinion on each amount and date."""


@dataclass(slots=True)
class Proposal:
    """An amount or date that may make a fact, with everything decided about it so far.

    Parameters
    ----------
    view, anchor
        The sentence, and the token of the amount or date.
    subject, kind
        The likeliest.
    chances : dict
        How probable ``subject``, ``kind`` and ``anchor`` (that it makes a fact at all) are.
    choices : dict
        For each decision the options there were, and which was chosen.
    taken : list of int
        Tokens of the dates that belong to it.
    """

    view: View
    anchor: int
    subject: Candidate
    kind: KindOption
    chances: dict[str, float]
    choices: dict[str, tuple[Options, int]]
    taken: list[int] = field(default_factory=list)

    @property
    def mention(self) -> Mention:
        """Return the mention that the fact hangs on."""
        return self.view.mention(self.anchor)


def find_facts(article: Article, table: Table, read: Read, *, explain: bool = False) -> list[Fact]:
    """Return the facts of an article in reading order.

    Parameters
    ----------
    article : Article
        The sentences with their mentions.
    table : Table
        The fitted weights (:func:`faitout.facts.model.load_table`).
    read : callable
        What gives the network's opinions (:meth:`faitout.facts.reader.Reader.read`).
    explain : bool
        Whether each fact says in ``explain`` how probable its parts are and what spoke for them.
    """
    context = build_context(article)
    context.opinions = read(context)
    restated = _restated(context)
    history = History()
    found: list[tuple[Proposal, Fact]] = []
    for view in context.views.values():
        found += _facts_of_sentence(context, view, table, restated, history)
    found.sort(key=lambda pair: (pair[1]["start"], pair[0].mention["start"]))
    if explain:
        for proposal, fact in found:
            fact["explain"] = _explain(proposal, table)
    return [fact for _, fact in found]


def _restated(context: Context) -> dict[tuple[int, int], Mention]:
    """Return which amount says the same sum as the one at these offsets, in another currency."""
    amounts = [view.mention(place) for view in context.views.values() for place in view.sentence.amounts]
    return {tuple(amount["restates"]): amount for amount in amounts if amount.get("restates")}


def _facts_of_sentence(
    context: Context,
    view: View,
    table: Table,
    restated: Mapping[tuple[int, int], Mention],
    history: History,
) -> list[tuple[Proposal, Fact]]:
    facts: list[tuple[Proposal, Fact]] = []
    taken: set[int] = set()
    for anchor in reading_order(view):
        if anchor in taken:
            continue
        hopeless = context.opinion(view, anchor).fact < HOPELESS
        proposal = None if hopeless else propose(context, view, anchor, table, history)
        if proposal is None or not accepted(proposal, table):
            history.pass_over(view.sentence.index, anchor, view.mention(anchor))
            continue
        fact = _complete(context, proposal, table, history)
        taken.update(proposal.taken)
        mention = proposal.mention
        fact["equivalent"] = restated.get((mention["start"], mention["end"]))
        facts.append((proposal, fact))
    return facts


def propose(context: Context, view: View, anchor: int, table: Table, history: History) -> Proposal:
    """Decide who and what an amount or date would be about, and how probable it is that it makes a fact."""
    history.meet(view.mention(anchor))
    kinds, of_kinds = kind_options(context, view, anchor, history)
    kind_chances = probabilities(table["kind"], of_kinds)
    likeliest = max(range(len(kinds)), key=kind_chances.__getitem__)
    kind = kinds[likeliest]
    subjects = subject_candidates(context, view, anchor, kind.kind, history)
    of_subjects = Options([one.features for one in subjects])
    chances = merged_chances(subjects, probabilities(table["subject"], of_subjects))
    best = max(range(len(subjects)), key=chances.__getitem__)
    sure = kind_chances[likeliest]
    of_anchor = Options([anchor_features(context, view, anchor, subjects[best], chances[best], kind, sure), {}])
    return Proposal(
        view,
        anchor,
        subjects[best],
        kind,
        {
            "anchor": probabilities(table[anchor_decision(view.mention(anchor))], of_anchor)[0],
            "subject": chances[best],
            "kind": sure,
        },
        {"anchor": (of_anchor, 0), "subject": (of_subjects, best), "kind": (of_kinds, likeliest)},
    )


def merged_chances(subjects: list[Candidate], chances: list[float]) -> list[float]:
    """Give each mention of a name the probability of that name: all its mentions together."""
    total: dict[str | None, float] = {}
    for subject, chance in zip(subjects, chances, strict=True):
        total[subject.name] = total.get(subject.name, 0.0) + chance
    return [total[subject.name] for subject in subjects]


def accepted(proposal: Proposal, table: Table) -> bool:
    """Tell whether a proposal is probable enough to be a fact."""
    return proposal.chances["anchor"] >= table.threshold


def _complete(context: Context, proposal: Proposal, table: Table, history: History) -> Fact:
    view, anchor = proposal.view, proposal.anchor
    text, sentence = context.article.text, view.sentence
    times = _times(context, proposal, table, history)
    date, date_chance = times["date"]
    period, _ = times["period"]
    degrees = certainty_features(context, view, anchor, proposal.kind.kind, date, history, date_chance)
    certainty, degree_chances = _choose(proposal, "certainty", table, degrees)
    other = _object(context, proposal, table)
    history.tell(
        Told(
            sentence.index,
            anchor,
            proposal.kind.kind,
            proposal.subject.name,
            dict(zip(DEGREES, degree_chances, strict=True)),
            date,
            period,
        ),
        proposal.mention,
    )
    amount = proposal.mention if view.sentence.tokens[anchor].kind == "amount" else None
    confidence = probabilities(table["confidence"], Options([confidence_features(proposal.chances), {}]))[0]
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
    }


def _choose(proposal: Proposal, decision: str, table: Table, options: Options) -> tuple[int, list[float]]:
    """Return the likeliest option and the probabilities of all, and note what there was to choose from."""
    chances = probabilities(table[decision], options)
    best = max(range(len(chances)), key=chances.__getitem__)
    proposal.choices[decision] = options, best
    return best, chances


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
    context: Context, proposal: Proposal, table: Table, history: History
) -> dict[str, tuple[Mention | None, float]]:
    """Choose the date and the period, with their probabilities; a fact that hangs on one keeps it."""
    view, anchor = proposal.view, proposal.anchor
    roles: dict[str, tuple[Mention | None, float]] = {}
    own = "period" if is_period(proposal.mention) else "date"
    for role in ("date", "period"):
        if view.sentence.tokens[anchor].kind == "date" and role == own:
            roles[role] = proposal.mention, 1.0
            continue
        mentions, options = time_options(context, view, anchor, proposal.kind.kind, role, history)
        best, chances = _choose(proposal, role, table, Options(options))
        roles[role] = mentions[best] if best < len(mentions) else None, chances[best]
    chosen = [mention["start"] for mention, _ in roles.values() if mention is not None]
    proposal.taken += [place for place in view.sentence.dates if view.sentence.starts[place] in chosen]
    return roles


def time_options(
    context: Context, view: View, anchor: int, kind: str, role: str, history: History
) -> tuple[list[Mention], list[Features]]:
    """Return the dates (or periods) on offer and their features, last those of having none.

    They are those of the sentence; an amount in a sentence without a date may go on with one of the sentences before.
    """
    places = [
        place
        for place in view.sentence.dates
        if place != anchor and is_period(view.mention(place)) == (role == "period")
    ]
    opinion = context.opinion(view, anchor)
    mentions = [view.mention(place) for place in places]
    options = [
        time_features(context, view, anchor, place, kind)
        | history.of_time(view.sentence.index, view.sentence.starts[place])
        | {"read": opinion.of(role, (view.sentence.index, place))}
        for place in places
    ]
    if role == "date" and not places and view.sentence.tokens[anchor].kind == "amount":
        carried = carried_dates(context, view, history)
        mentions = [before.mention(place) for before, place in carried]
        options = [
            carried_features(context, view, anchor, (before, place), kind, history)
            | {"read, carried": opinion.of(role, (before.sentence.index, place))}
            for before, place in carried
        ]
    nowhere: Features = {"read" if places else "read, carried": opinion.none(role)}
    return mentions, [*options, no_time_features(view, anchor, kind, len(places), history) | nowhere]


def _object(context: Context, proposal: Proposal, table: Table) -> str | None:
    names, options = object_options(context, proposal.view, proposal.anchor, proposal.subject, proposal.kind.kind)
    best, _ = _choose(proposal, "object", table, Options(options))
    return names[best] if best < len(names) else None


def object_options(
    context: Context, view: View, anchor: int, subject: Candidate, kind: str
) -> tuple[list[str], list[Features]]:
    """Return the other organisations of the sentence and their features, last those of having none."""
    opinion = context.opinion(view, anchor)
    places = [place for place in view.sentence.organisations if view.mention(place)["name"] != subject.name]
    options = [
        object_features(context, view, anchor, (subject.name, subject.position), place, kind)
        | {"read": opinion.of("object", (view.sentence.index, place))}
        for place in places
    ]
    none = no_object_features(kind, len(places)) | {"read": opinion.none("object")}
    return [view.mention(place)["name"] for place in places], [*options, none]


def _cue(context: Context, proposal: Proposal) -> Mention | None:
    hit = proposal.kind.cue
    if hit is None:
        return None
    sentence = proposal.view.sentence
    start, end = sentence.starts[hit.first], sentence.starts[hit.last] + sentence.tokens[hit.last].length
    return {"start": start, "end": end, "text": context.article.text[start:end]}


def _explain(proposal: Proposal, table: Table) -> dict[str, Any]:
    mention = proposal.mention
    weights = {**table.weights, "anchor": table[anchor_decision(mention)]}
    return {
        "anchor": [mention["start"], mention["end"]],
        "chances": {name: round(chance, 4) for name, chance in proposal.chances.items()},
        "subject antecedent": _antecedent(proposal),
        **{
            f"{decision} evidence": evidence(weights[decision], options, chosen)
            for decision, (options, chosen) in proposal.choices.items()
        },
    }


def _antecedent(proposal: Proposal) -> list[int] | None:
    position = proposal.subject.position
    if position is None:
        return proposal.subject.antecedent
    mention = proposal.view.mention(position)
    return [mention["start"], mention["end"]]
