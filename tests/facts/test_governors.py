from __future__ import annotations

import pytest

from faitout.facts.context import View, build_context
from faitout.facts.examples import read_marks
from faitout.facts.governors import governor, polarity, said_by


def view_of(text: str) -> tuple[View, int]:
    """Return the sentence and the token of its first amount, else of its first date."""
    view = build_context(read_marks(text).article()).views[0]
    return view, (view.sentence.amounts + view.sentence.dates)[0]


@pytest.mark.parametrize(
    ("text", "tense", "parent", "matrix"),
    [
        ("[Norvia] vendra {quantity 300} voitures.", "future", None, None),
        ("[Norvia] a commencé à vendre {quantity 300} voitures.", "infinitive", "past", None),
        ("[Norvia] a annoncé qu'elle vendra {quantity 300} voitures.", "future", None, "past"),
        ("[Norvia] : {quantity 300} voitures.", None, None, None),
    ],
)
def test_an_amount_hangs_on_the_verb_of_its_clause(text: str, tense: str, parent: str, matrix: str):
    found = governor(*view_of(text))
    verbs = (None, None, None) if found is None else (found.verb, found.parent, found.matrix)
    assert tuple(verb and verb.tense for verb in verbs) == (tense, parent, matrix)


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("[Norvia] a annoncé <lundi> que le site fermerait.", "conditional"),
        ("[Norvia] annonce en <2020> qu'elle vendra des voitures.", "future"),
        ("[Norvia] a vendu en <2020> des voitures qui roulent.", None),
        ("[Norvia] a vendu en <2020> des voitures.", None),
    ],
)
def test_a_verb_of_saying_tells_by_the_verb_of_the_clause_that_it_opens(text: str, tense: str | None):
    view, anchor = view_of(text)
    found = governor(view, anchor)
    assert found is not None
    said = said_by(view, found.verb)
    assert (said and said.tense) == tense


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Norvia] vendra {quantity 300} voitures.", "affirmed"),
        ("[Norvia] n'a pas vendu {quantity 300} voitures.", "negated"),
        ("[Norvia] ne nous en vendra jamais {quantity 300}.", "negated"),
        ("[Norvia] assure ne pas avoir vendu {quantity 300} voitures.", "negated"),
        ("[Norvia] a fermé sans vendre {quantity 300} voitures.", "negated"),
        ("Aucun contrat de {money 3 millions d'euros} n'a été signé par [Norvia].", "negated"),
        ("[Norvia] n'a pas dit que le site vaut {money 3 millions d'euros}.", "affirmed"),
        ("[Norvia] n'a vendu que {quantity 300} voitures.", "restricted"),
        ("[Norvia] ne compte plus que {quantity 300} magasins.", "restricted"),
    ],
)
def test_a_negation_reaches_its_verb_and_a_restriction_denies_nothing(text: str, expected: str):
    view, anchor = view_of(text)
    found = governor(view, anchor)
    assert found is not None
    assert polarity(view, found.verb, anchor) == expected
