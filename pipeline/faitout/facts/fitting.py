"""Fitting the table of weights on annotated articles.

``python -m faitout.facts.fitting --articles A.jsonl --gold G.jsonl [--articles ... --gold ...] --opinions O.pickle``
writes ``models/events.json``; the opinions are those of networks that have not seen the articles
(:mod:`faitout.training.reader`). ``--folds N --predictions P.jsonl`` writes what the facts of each article are when
the table is fitted on the other folds' articles alone, to be scored like any other records. Several files are read
one after the other. Needs the ``dev`` extra (scipy).
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from faitout.facts.anchor_features import anchor_decision
from faitout.facts.certainty_features import DEGREES, certainty_features
from faitout.facts.context import Context, View, build_context, reading_order
from faitout.facts.examples import read_examples as read_marked
from faitout.facts.history import History, Told
from faitout.facts.kind_features import kind_options
from faitout.facts.model import Options, Table, Weights
from faitout.facts.opinions import Opinions
from faitout.facts.reading import Article, read_article
from faitout.facts.statements import (
    confidence_features,
    find_facts,
    object_options,
    propose,
    time_options,
)
from faitout.facts.subject_features import subject_candidates
from faitout.resources import models
from faitout.sentences import split_sentences

PENALTY = {
    "subject": 1.5,
    "kind": 3.0,
    "amount anchor": 4.0,
    "date anchor": 4.0,
    "date": 3.0,
    "period": 2.0,
    "certainty": 4.0,
    "object": 2.0,
    "confidence": 1.0,
}
"""Strength of the quadratic penalty on the weights of each decision, chosen by cross-validation on train."""


HISTORY_FOLDS = 3
AS_ANNOTATED = ("certainty", "date", "period")
"""Decisions fitted with the annotated history: with the one that was read they were less often right (left out)."""

PRESS_WEIGHT, LEXICON_WEIGHT = 3.0, 3.0
"""What an article of the press and a sentence of the lexicon count beside an article that we wrote.

Those are most, and not quite like the press; the sentences are few and short, but to be kept.
"""
WRITTEN = "written"
"""A feature of having no date, or no object, in an article that we wrote, left out of the table: how often these are
given there says nothing of the press. Measured for dates alone: of 1,204 facts of press articles (left out) 95 miss
their date and 81 have one too many, instead of 152 and 40, and 13 more are right."""
THRESHOLD = 0.42
"""Probability from which an amount or date makes a fact, chosen by cross-validation on train."""

MIN_SOURCES = 6
"""In how many articles a feature must occur to get a weight."""

NEGLIGIBLE = 5e-3
"""Weights nearer to zero are left out of the table."""


@dataclass
class Example:
    """An article with its annotated mentions and events, and what an earlier table read in it.

    Parameters
    ----------
    weight : float
        How much it counts.
    written : bool
        Whether it was written to learn from.
    """

    doc_id: str
    article: Article
    events: list[dict[str, Any]]
    weight: float = 1.0
    written: bool = False
    read: list[dict[str, Any]] | None = None
    opinions: Opinions = field(default_factory=dict)

    def context(self) -> Context:
        """Return what the decisions look at."""
        context = build_context(self.article)
        context.opinions = self.opinions
        return context

    def facts(self, table: Table, *, explain: bool = False) -> list[dict[str, Any]]:
        """Return the facts that a table reads."""
        return find_facts(self.article, table, lambda _: self.opinions, explain=explain)


@dataclass
class Choice:
    """Options of which at least one is right, and the article that it is from."""

    options: Options
    right: list[bool]
    example: Example

    def rows(self) -> Iterator[Iterator[tuple[Name, float]]]:
        """Yield the features of each option: its own by their names, those of the case with the option's name."""
        options = self.options
        for place, features in enumerate(options.features):
            option = options.names[place] if options.case else ""
            case = (((name, option), value) for name, value in options.case.items())
            yield chain(features.items(), case)


Choices = dict[str, list[Choice]]
Name = str | tuple[str, str]
"""A feature of an option, or a feature of the case with the name of the option."""


def read_examples(article_files: Sequence[Path], gold_files: Sequence[Path]) -> list[Example]:
    """Read annotated articles: their texts from the first files, their records from the second.

    An article is ``doc_id`` (or ``id``, as in WiNER-fr), ``text`` and ``published``; where it lacks the day, a record
    of the ``document`` may give it.
    """
    records: defaultdict[str, defaultdict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for line in _lines(gold_files):
        record = json.loads(line)
        records[record["doc_id"]][record["type"]].append(record)
    examples = []
    for line in _lines(article_files):
        source = json.loads(line)
        doc_id = source.get("doc_id") or source["id"]
        if doc_id in records:
            examples.append(_example(doc_id, source, records[doc_id]))
    return examples


def lexicon_examples() -> list[Example]:
    """Return the example sentences of ``events.toml`` as annotated articles."""
    return [
        Example(example.text, marked.article(example.published), events, LEXICON_WEIGHT, written=True)
        for example, marked, events in read_marked()
    ]


def _lines(files: Iterable[Path]) -> Iterator[str]:
    for path in files:
        yield from (line for line in path.read_text(encoding="utf-8").split("\n") if line.strip())


def _mentions(found: Mapping[str, list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Yield the mentions of an article, those of its events too: annotations by offset alone lack their words."""
    for kind in ("organisation", "amount", "date"):
        yield from found[kind]
    for event in found["event"]:
        yield from (event[role] for role in ("amount", "equivalent", "date", "period") if event.get(role))


def printed(name: str | Sequence[int] | None, text: str) -> str | None:
    """Return a name; annotations without words say by offsets where it is printed."""
    return name if name is None or isinstance(name, str) else text[name[0] : name[1]]


def _example(doc_id: str, source: dict[str, Any], found: dict[str, list[dict[str, Any]]]) -> Example:
    text = source["text"]
    published = [one["published"] for one in (source, *found["document"]) if one.get("published")]
    for mention in _mentions(found):
        mention.setdefault("text", text[mention["start"] : mention["end"]])
    for one in found["organisation"]:
        one["name"] = printed(one["name"], text)
    for event in found["event"]:
        event |= {role: printed(event[role], text) for role in ("subject", "object")}
    amounts = {(one["start"], one["end"]): one for one in found["amount"]}
    for event in found["event"]:
        second = event.get("equivalent")
        if second and event.get("amount") and (second["start"], second["end"]) in amounts:
            first = event["amount"]
            amounts[second["start"], second["end"]]["restates"] = [first["start"], first["end"]]
    article = read_article(
        text,
        split_sentences(text),
        found["organisation"],
        list(amounts.values()),
        found["date"],
        published[0] if published else None,
    )
    written = bool(source.get("written"))
    return Example(doc_id, article, found["event"], 1.0 if written else PRESS_WEIGHT, written)


def anchor_of(event: dict[str, Any]) -> tuple[int, int] | None:
    """Return the offsets of what an event hangs on: its amount, else its date, else its period."""
    for role in ("amount", "date", "period"):
        if event.get(role):
            return event[role]["start"], event[role]["end"]
    return None


def role_choices(examples: Iterable[Example]) -> Choices:
    """Return the choices that the annotated events made, but not yet which anchors make an event."""
    choices: Choices = defaultdict(list)
    for example in examples:
        context = example.context()
        for view, anchor, event, history in walk(context, example.events, example.read):
            if event is not None:
                _add_roles(choices, context, view, anchor, event, history, example)
    return choices


def anchor_choices(examples: Iterable[Example], table: Table) -> Choices:
    """Return for each amount and each date left over whether it makes an event, given the other weights."""
    choices: Choices = defaultdict(list)
    for example in examples:
        context = example.context()
        for view, anchor, event, history in walk(context, example.events, example.read):
            proposal = propose(context, view, anchor, table, history)
            options, _ = proposal.choices["anchor"]
            right = event is not None
            choices[anchor_decision(proposal.mention)].append(Choice(options, [right, not right], example))
    return choices


def walk(
    context: Context, events: Sequence[dict[str, Any]], read: Sequence[dict[str, Any]] | None
) -> Iterator[tuple[View, int, dict[str, Any] | None, History]]:
    """Yield each amount and each date left over, in the order of reading, with its event if it has one.

    The history tells what was read before, errors included, so that the weights learn how far to trust it; if
    nothing was read yet, it tells what was annotated.
    """
    by_anchor = {anchor_of(event): event for event in reversed(events)}
    told = by_anchor if read is None else {anchor_of(event): event for event in read}
    history = History()
    for view in context.views.values():
        taken: set[int] = set()
        for anchor in reading_order(view):
            mention = view.mention(anchor)
            offsets = mention["start"], mention["end"]
            event = by_anchor.get(offsets)
            if event is None and anchor in taken:
                continue
            history.meet(mention)
            yield view, anchor, event, history
            if event is not None and event.get("amount"):
                taken.update(_date_places(view, event))
            _remember(history, view, anchor, told.get(offsets))


def _remember(history: History, view: View, anchor: int, event: dict[str, Any] | None) -> None:
    sentence = view.sentence.index
    mention = view.mention(anchor)
    if event is None:
        history.pass_over(sentence, anchor, mention)
        return
    times = event.get("date"), event.get("period")
    told = Told(sentence, anchor, event["event"], event["subject"], {event["certainty"]: 1.0}, *times)
    history.tell(told, mention)


def _date_places(view: View, event: dict[str, Any]) -> tuple[int, ...]:
    starts = {event[role]["start"] for role in ("date", "period") if event.get(role)}
    return tuple(place for place in view.sentence.dates if view.sentence.starts[place] in starts)


def _add_roles(
    choices: Choices,
    context: Context,
    view: View,
    anchor: int,
    event: dict[str, Any],
    history: History,
    example: Example,
) -> None:
    kind = event["event"]
    subjects = subject_candidates(context, view, anchor, kind, history)
    of_subjects = Options([one.features for one in subjects])
    _add(example, choices["subject"], of_subjects, [one.name == event["subject"] for one in subjects])
    kinds, of_kinds = kind_options(context, view, anchor, history)
    _add(example, choices["kind"], of_kinds, [one.kind == kind for one in kinds])
    for role in ("date", "period"):
        mentions, times = time_options(context, view, anchor, kind, role, history)
        times[-1][WRITTEN] = float(example.written)
        right = [event.get(role) is not None and mention["start"] == event[role]["start"] for mention in mentions]
        own = event.get(role) and (event[role]["start"], event[role]["end"]) == anchor_of(event)
        if mentions and not own:
            _add(example, choices[role], Options(times), [*right, not any(right)])
    degrees = certainty_features(context, view, anchor, kind, event.get("date"), history)
    _add(example, choices["certainty"], degrees, [one == event["certainty"] for one in DEGREES])
    for subject in subjects:
        if subject.name == event["subject"]:
            names, features = object_options(context, view, anchor, subject, kind)
            features[-1][WRITTEN] = float(example.written)
            right = [name == event.get("object") for name in names]
            if names:
                _add(example, choices["object"], Options(features), [*right, not any(right)])
            break


def _add(example: Example, choices: list[Choice], options: Options, right: list[bool]) -> None:
    if any(right) and not all(right):
        choices.append(Choice(options, right, example))


def _names(choices: Iterable[Choice]) -> list[Name]:
    """Return the features that enough articles have: no weight rests on a single one."""
    sources: defaultdict[Name, set[str]] = defaultdict(set)
    for choice in choices:
        for row in choice.rows():
            for name, value in row:
                if value:
                    sources[name].add(choice.example.doc_id)
    return sorted((name for name, found in sources.items() if len(found) >= MIN_SOURCES), key=str)


def fit_choice(choices: Sequence[Choice], penalty: float) -> Weights:
    """Return the weights under which the right options are most probable, less ``penalty`` times their squares."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    names = _names(choices)
    columns = {name: column for column, name in enumerate(names)}
    rows, values, pointers = [], [], [0]
    for choice in choices:
        for row in choice.rows():
            known = [(columns[name], value) for name, value in row if name in columns]
            rows += [column for column, _ in known]
            values += [value for _, value in known]
            pointers.append(len(rows))
    matrix = csr_matrix((values, rows, pointers), shape=(len(pointers) - 1, len(names)))
    starts = np.cumsum([0] + [len(choice.right) for choice in choices])[:-1]
    owner = np.repeat(np.arange(len(choices)), [len(choice.right) for choice in choices])
    right = np.array([flag for choice in choices for flag in choice.right])
    counts = np.array([choice.example.weight for choice in choices])

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        exponentials = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        chances = exponentials / np.add.reduceat(exponentials, starts)[owner]
        good = np.add.reduceat(np.where(right, chances, 0.0), starts)
        posterior = np.where(right, chances, 0.0) / np.maximum(good, 1e-12)[owner]
        value = -(counts * np.log(np.maximum(good, 1e-12))).sum() + penalty * (weights**2).sum() / 2
        return value, matrix.T @ (counts[owner] * (chances - posterior)) + penalty * weights

    result = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return _weights(zip(names, result.x, strict=True))


def _weights(fitted: Iterable[tuple[Name, float]]) -> Weights:
    generic: dict[str, float] = {}
    specific: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for name, weight in fitted:
        if abs(weight) < NEGLIGIBLE or name == WRITTEN:
            continue
        if isinstance(name, tuple):
            specific[name[0]][name[1]] = round(float(weight), 3)
        else:
            generic[name] = round(float(weight), 3)
    return Weights(generic, dict(specific))


def fit(examples: Sequence[Example], sentences: Sequence[Example]) -> Table:
    """Return the whole table, fitted on annotated articles and on the sentences of the lexicons.

    Fitted twice: first with the annotated history of each decision, then with the history that tables fitted on
    the other articles read. How sure and when stay with the annotated history, under which they were righter.
    """
    examples = [*examples, *sentences]
    reread = []
    for fold in range(HISTORY_FOLDS):
        table = _fit_once([one for place, one in enumerate(examples) if place % HISTORY_FOLDS != fold])
        reread += [replace(one, read=one.facts(table, explain=True)) for one in examples[fold::HISTORY_FOLDS]]
    annotated = role_choices(examples)
    weights = {
        **_fit_once(reread).weights,
        **{role: fit_choice(annotated[role], PENALTY[role]) for role in AS_ANNOTATED},
        "confidence": fit_choice(confidence_choices(reread), PENALTY["confidence"]),
    }
    return Table(weights, THRESHOLD)


def confidence_choices(examples: Iterable[Example]) -> list[Choice]:
    """Return for each fact that a table fitted on other articles read whether its subject and kind are right."""
    choices = []
    for example in examples:
        annotated = {(anchor_of(event), event["subject"], event["event"]) for event in example.events}
        for fact in example.read or ():
            right = (anchor_of(fact), fact["subject"], fact["event"]) in annotated
            options = Options([confidence_features(fact["explain"]["chances"]), {}])
            choices.append(Choice(options, [right, not right], example))
    return choices


def _fit_once(examples: Sequence[Example]) -> Table:
    weights = {role: fit_choice(choices, PENALTY[role]) for role, choices in role_choices(examples).items()}
    weights |= {"confidence": Weights(), "amount anchor": Weights(), "date anchor": Weights()}
    anchors = anchor_choices(examples, Table(weights, THRESHOLD))
    weights |= {decision: fit_choice(choices, PENALTY[decision]) for decision, choices in anchors.items()}
    return Table(weights, THRESHOLD)


def cross_validate(
    examples: Sequence[Example], sentences: Sequence[Example], folds: int
) -> Iterator[tuple[Example, list[dict[str, Any]]]]:
    """Yield each article with its facts by a table that was fitted without its fold."""
    for fold in range(folds):
        table = fit([example for place, example in enumerate(examples) if place % folds != fold], sentences)
        for example in examples[fold::folds]:
            yield example, example.facts(table, explain=True)


def write_predictions(path: Path, predictions: Iterable[tuple[Example, list[dict[str, Any]]]]) -> None:
    """Write facts as records, to be scored."""
    with path.open("w", encoding="utf-8") as file:
        for example, facts in predictions:
            for fact in facts:
                file.write(json.dumps({"type": "event", "doc_id": example.doc_id, **fact}, ensure_ascii=False) + "\n")


def write_table(path: Path, table: Table) -> None:
    """Write the table as :func:`faitout.facts.model.load_table` reads it."""
    content = {
        "about": "Weights of the event grammar; docs/events.md says how they are fitted.",
        "threshold": table.threshold,
        "weights": {decision: weights.as_json() for decision, weights in table.weights.items()},
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main() -> None:
    """Read the arguments, fit, and write the table or the cross-validated predictions."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=Path, action="append", required=True)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--opinions", type=Path, action="append", required=True)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--output", type=Path, default=models() / "events.json")
    options = parser.parse_args()
    examples, sentences = read_examples(options.articles, options.gold), lexicon_examples()
    opinions = {name: one for path in options.opinions for name, one in pickle.loads(path.read_bytes()).items()}
    for example in chain(examples, sentences):
        if example.doc_id not in opinions:
            parser.error(f"no opinions on {example.doc_id!r}: train the network on it (faitout.training.reader)")
        example.opinions = opinions[example.doc_id]
    if options.folds:
        write_predictions(options.predictions, cross_validate(examples, sentences, options.folds))
        return
    table = fit(examples, sentences)
    write_table(options.output, table)
    if options.predictions:
        write_predictions(options.predictions, ((one, one.facts(table)) for one in examples))


if __name__ == "__main__":
    main()
