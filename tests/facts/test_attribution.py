"""Whom a sentence credits its fact to."""

from __future__ import annotations

import pytest

from faitout.facts.attribution import attribution
from faitout.facts.context import build_context
from faitout.facts.examples import read_marks

SENTENCES = [
    ("Selon [Norvia], les ventes ont atteint {money 3 millions d'euros}.", "Norvia"),
    ("Selon une récente étude du cabinet [Norvia], la perte est de {money 3 millions d'euros}.", "Norvia"),
    ("[Belcor] perd {money 3 millions d'euros}, d'après un rapport de la [Norvia].", "Norvia"),
    ("La vente rapporte {money 3 millions d'euros}, a indiqué <jeudi=2021-03-04> [Norvia].", "Norvia"),
    ("[Norvia] annonce une vente de {money 3 millions d'euros}.", "Norvia"),
    ("Le patron a dit à l'[AFP] avoir perdu {money 3 millions d'euros}.", "AFP"),
    ("Selon un rapport, le chiffre d'affaires de [Norvia] est de {money 3 millions d'euros}.", None),
    ("Selon les termes de cet accord, [Norvia] versera {money 3 millions d'euros}.", None),
    ("[Norvia] a vendu une étude à [Belcor] pour {money 3 millions d'euros}.", None),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_a_fact_is_credited_to_who_says_it(sentence: str, expected: str | None):
    context = build_context(read_marks(sentence).article())
    view = context.views[0]
    assert attribution(context, view, view.sentence.amounts[0]) == expected
