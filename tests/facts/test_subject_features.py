"""What speaks for whom an amount or date is about."""

from __future__ import annotations

import pytest

from faitout.facts.context import build_context
from faitout.facts.examples import read_marks
from faitout.facts.history import History
from faitout.facts.opinions import Opinion
from faitout.facts.subject_features import subject_candidates

NO_OPINION = Opinion(0.0, {}, {}, {}, (0.0,) * 4)


def marked_so(text: str, feature: str) -> set[str | None]:
    """Return the candidates for the last amount of a text that have a feature."""
    context = build_context(read_marks(text).article())
    index, view = max(context.views.items())
    anchor = view.sentence.amounts[-1]
    context.opinions = {(index, anchor): NO_OPINION}
    candidates = subject_candidates(context, view, anchor, "workforce", History())
    return {candidate.name for candidate in candidates if candidate.features.get(feature)}


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("[Engor] a vendu ses parts à [Lor], qui compte {quantity 300} salariés.", "Lor"),
        ("[Engor] devance [Lor], dont les ventes atteignent {money 3 millions d'euros}.", "Lor"),
        ("[Engor], dont la filiale [Lor] va bien, emploie {quantity 300} personnes.", None),
        ("[Engor], qui va mieux, emploie {quantity 300} personnes.", None),
        ("[Engor] a vendu à [Lor] l'usine qui emploie {quantity 300} personnes.", None),
    ],
)
def test_a_relative_clause_is_about_the_name_before_it_as_long_as_it_goes_on(text: str, head: str | None):
    assert marked_so(text, "head of the clause") == ({head} if head else set())


@pytest.mark.parametrize(
    ("text", "latter"),
    [
        ("[Engor] a vendu l'usine à [Lor]. Ce dernier y emploie {quantity 300} personnes.", "Lor"),
        ("[Engor] fournit [Lor] ; celui-ci emploie {quantity 300} personnes.", "Lor"),
        ("[Engor] fournit [Lor] et emploie {quantity 300} personnes.", None),
    ],
)
def test_the_latter_is_who_was_named_last(text: str, latter: str | None):
    assert marked_so(text, "the latter") == ({latter} if latter else set())
