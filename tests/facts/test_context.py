from __future__ import annotations

import pytest

from faitout.facts.context import build_context, preposition
from faitout.facts.examples import read_marks


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("[Norvia] perd, [Sedex] gagne. Il pleut en <mars>.", "Norvia"),
        ("[Norvia] perd.\nIl pleut en <mars>.", None),
        ("[Norvia] perd.\n[Sedex] gagne. Il pleut en <mars>.", "Sedex"),
    ],
)
def test_a_paragraph_is_about_the_organisation_that_it_first_speaks_of(text: str, topic: str | None):
    context = build_context(read_marks(text).article())
    assert context.views[max(context.views)].topic == topic


@pytest.mark.parametrize(
    ("text", "recent"),
    [
        ("[Norvia] perd, [Sedex] gagne. Il pleut en <mars>.", ["Sedex", "Norvia"]),
        ("[Norvia] perd, [Sedex] gagne. [Norvia] embauche. Il pleut en <mars>.", ["Norvia", "Sedex"]),
        ("[Norvia] perd en <mars>.", []),
    ],
)
def test_the_organisations_of_the_sentences_before_stand_in_the_order_of_their_last_mention(
    text: str, recent: list[str]
):
    context = build_context(read_marks(text).article())
    assert context.views[max(context.views)].recent == recent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Norvia] gagne {percent 4%} en <2017>.", "in"),
        ("[Norvia] gagne {percent 4%} pour l'exercice <2017>.", "for"),
        ("[Norvia] gagne {percent 4%} par rapport à l'année <2017>.", "to"),
        ("[Norvia] gagne {percent 4%}, <2017> aidant.", "sign"),
    ],
)
def test_a_year_stands_behind_the_preposition_of_its_noun(text: str, expected: str):
    view = build_context(read_marks(text).article()).views[0]
    assert preposition(view, view.sentence.dates[0]) == expected


def test_an_organisation_does_not_stand_behind_the_preposition_of_a_year():
    view = build_context(read_marks("À la fin de l'année [Norvia] gagne {percent 4%}.").article()).views[0]
    assert preposition(view, view.sentence.organisations[0]) == "word"
