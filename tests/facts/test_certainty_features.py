"""What speaks for how sure a fact is."""

from __future__ import annotations

import pytest

from faitout.facts.certainty_features import DEGREES, certainty_features
from faitout.facts.context import build_context
from faitout.facts.examples import read_marks
from faitout.facts.history import History
from faitout.facts.opinions import Opinion

NO_OPINION = Opinion(0.0, {}, dict.fromkeys(DEGREES, -1.4), {}, (0.0,) * 4)

EVIDENCE = [
    ("[Norvia] a commencé à vendre {quantity 300} motos.", "parent by implicative, past", True),
    ("[Norvia] est parvenue à vendre {quantity 300} motos.", "parent by implicative, past", True),
    ("[Norvia] a annoncé vouloir vendre {quantity 300} motos.", "parent by implicative, past", False),
    ("[Norvia] avait annoncé en <2014> qu'elle vendrait des motos.", "past says in the conditional", True),
    ("[Norvia] annonce en <2014> qu'elle vend des motos.", "present says in the present", True),
    ("[Norvia] avait annoncé en <2014> des motos.", "past says in the conditional", False),
]


@pytest.mark.parametrize(("text", "name", "expected"), EVIDENCE)
def test_verbs_that_govern_and_what_they_say_speak_for_a_degree(text: str, name: str, expected: bool):
    context = build_context(read_marks(text).article())
    view = context.views[0]
    [anchor] = view.sentence.amounts + view.sentence.dates
    context.opinions = {(0, anchor): NO_OPINION}
    options = certainty_features(context, view, anchor, "sales_volume", None, History())
    assert bool(options.case.get(name)) is expected
