"""The sentences of ``events.toml``, read with the fitted table."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import pytest

from faitout import lexicon
from faitout.facts.cues import event_cues, find_words
from faitout.facts.examples import read_examples, read_marks
from marked_sentences import read_facts

CERTAINTIES = {"asserted", "planned", "reported", "denied"}
KINDS = sorted({cue.kind for cue in event_cues()})


def read(text: str, published: str | None = None) -> list[dict[str, Any]]:
    """Return the facts of a marked sentence as a lexicon's example has them."""
    facts = sorted(read_facts(text, published), key=lambda fact: fact["amount"] is None)
    return [
        {
            "text": (fact["amount"] or fact["date"] or fact["period"])["text"],
            **{name: fact[name] for name in ("event", "subject", "object", "certainty")},
            **{role: fact[role] and fact[role]["text"] for role in ("date", "period")},
        }
        for fact in facts
    ]


def holds(example: lexicon.Example) -> bool:
    """Tell whether an example gives what it must, whatever the order."""
    found = {fact["text"]: fact for fact in read(example.text, example.published)}
    if set(found) != {given["text"] for given in example.gives}:
        return False
    return all(found[given["text"]].get(name) == value for given in example.gives for name, value in given.items())


@cache
def outcomes() -> list[tuple[lexicon.Example, bool]]:
    return [(example, holds(example)) for example, _, _ in read_examples()]


def test_the_lexicon_has_many_sentences_of_every_kind_and_certainty():
    examples = [example for example, _, _ in read_examples()]
    events = [event for _, _, found in read_examples() for event in found]
    assert len(examples) >= 250
    assert sum(not example.gives for example in examples) >= 25
    assert {event["event"] for event in events} == set(KINDS)
    certainties = Counter(event["certainty"] for event in events)
    assert set(certainties) == CERTAINTIES
    assert min(certainties.values()) >= 10


def test_the_fitted_table_gives_nine_sentences_in_ten_as_they_must_be():
    wrong = [example.text for example, right in outcomes() if not right]
    assert len(wrong) / len(outcomes()) < 0.10, "\n".join(wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_told_from_its_own_sentences(kind: str):
    events = [
        (given, {fact["text"]: fact for fact in read(example.text)}.get(given["text"], {}))
        for example, _, _ in read_examples()
        for given in example.gives
        if given["event"] == kind
    ]
    right = sum(found.get("event") == kind for _, found in events)
    assert right / len(events) >= 0.75


def test_sentences_without_a_fact_mostly_give_none():
    negatives = [(example, right) for example, right in outcomes() if not example.gives]
    assert sum(right for _, right in negatives) / len(negatives) >= 0.85


@pytest.mark.parametrize("cue", event_cues(), ids=lambda cue: f"{cue.kind}-{cue.frame}-{cue.strength}")
def test_a_cue_has_patterns_and_says_what_it_takes(cue):
    assert cue.words
    assert cue.takes <= {"money", "percent", "quantity", "date"}
    assert cue.takes


def test_every_entry_with_examples_is_met_in_one_of_them():
    for entry in lexicon.load("events")["cue"]:
        texts = [example["text"] for example in entry.get("examples", ()) if example["gives"]]
        met = any(
            hit.cue.kind == entry["kind"]
            for text in texts
            for sentence in read_marks(text).article().sentences
            for hit in find_words(sentence.tokens).cues
        )
        assert met or not texts, entry["words"]
