from __future__ import annotations

import pytest
from spacy.lang.fr import French
from spacy.tokens import Doc, Span

from faitout.components import events
from faitout.components.events import Events, names_of
from faitout.facts.examples import read_marks
from faitout.facts.reading import Name


def prepared(sentence: str) -> Doc:
    marked = read_marks(sentence)
    doc = French()(marked.text)
    doc._.organisations, doc._.amounts, doc._.dates = marked.organisations, marked.amounts, marked.dates
    return doc


def test_the_component_leaves_plain_facts_that_survive_serialisation():
    doc = Events()(prepared("[Norvia] rachète [Belcor] pour {money 40 millions d'euros}."))
    [fact] = doc._.facts
    assert fact["event"] == "acquisition"
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert again.text[fact["start"] : fact["end"]] == fact["text"]


SOLD = {"event": "disposal", "subject": "Norvia"}


@pytest.mark.parametrize(
    ("least", "kept"),
    [({"min_confidence": 0.0}, [0.1, 0.15, 0.9]), ({}, [0.15, 0.9]), ({"min_confidence": 1.0}, [])],
)
def test_doubtful_facts_are_left_out_and_the_setting_says_from_where_on(
    monkeypatch: pytest.MonkeyPatch, least: dict[str, float], kept: list[float]
):
    found = [SOLD | {"confidence": confidence} for confidence in (0.1, 0.15, 0.9)]
    monkeypatch.setattr(events, "find_facts", lambda *_, **__: found)
    doc = Events(**least)(prepared("[Norvia] vend [Belcor]."))
    assert [fact["confidence"] for fact in doc._.facts] == kept


def test_persons_and_places_are_names_and_organisations_are_not():
    doc = French()("Anne Martin dirige Norvia à Lyon.")
    doc.set_ents([Span(doc, 0, 2, "PER"), Span(doc, 3, 4, "ORG"), Span(doc, 5, 6, "LOC")])
    assert names_of(doc) == [Name(0, 11, "PER"), Name(28, 32, "LOC")]
