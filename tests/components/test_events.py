from __future__ import annotations

from spacy.lang.fr import French
from spacy.tokens import Doc, Span

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


def test_facts_below_the_minimum_of_confidence_are_left_out():
    sentence = "[Norvia] rachète [Belcor] pour {money 40 millions d'euros}."
    assert Events(min_confidence=1.0)(prepared(sentence))._.facts == []


def test_persons_and_places_are_names_and_organisations_are_not():
    doc = French()("Anne Martin dirige Norvia à Lyon.")
    doc.set_ents([Span(doc, 0, 2, "PER"), Span(doc, 3, 4, "ORG"), Span(doc, 5, 6, "LOC")])
    assert names_of(doc) == [Name(0, 11, "PER"), Name(28, 32, "LOC")]
