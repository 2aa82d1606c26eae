from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from faitout import resources
from faitout.facts import reader as module
from faitout.facts.context import build_context
from faitout.facts.encoding import encode
from faitout.facts.examples import read_marks
from faitout.facts.opinions import FLOOR, ROLES
from faitout.facts.reader import load_reader, write_reader

ACQUISITION = "[Norvia] a racheté [Belcor] pour {money 40 millions d'euros} en <2019>."


def opinion_on_the_amount(text: str) -> module.Opinion:
    context = build_context(read_marks(text).article())
    [place] = [(0, place) for place in context.views[0].sentence.amounts]
    return load_reader().read(context)[place]


def test_chances_of_kinds_degrees_and_fillers_of_a_role_sum_to_one():
    opinion = opinion_on_the_amount(ACQUISITION)
    assert sum(map(math.exp, opinion.kind.values())) == pytest.approx(1, abs=1e-4)
    assert sum(map(math.exp, opinion.certainty.values())) == pytest.approx(1, abs=1e-4)
    for column in range(len(ROLES)):
        filled = sum(math.exp(chances[column]) for chances in opinion.places.values())
        assert filled + math.exp(opinion.nowhere[column]) <= 1 + 1e-4


def test_it_reads_who_bought_whom_and_when():
    opinion = opinion_on_the_amount(ACQUISITION)
    assert opinion.fact > 0
    assert max(opinion.kind, key=opinion.kind.__getitem__) == "acquisition"
    assert max(opinion.certainty, key=opinion.certainty.__getitem__) == "asserted"
    best = {role: max(opinion.places, key=lambda place: opinion.of(role, place)) for role in ("subject", "date")}
    assert best["subject"] < best["date"]


def test_what_lies_outside_the_window_is_as_good_as_impossible():
    assert opinion_on_the_amount(ACQUISITION).of("subject", (7, 7)) == FLOOR


def test_the_gist_of_the_article_reaches_what_is_far_from_its_words():
    between = " ".join(["Le temps passe vite quand on travaille beaucoup, dit-on souvent en <2019>."] * 8)
    last = "[Norvia] emploie {quantity 90} salariés."
    opinions = []
    for first in ("[Norvia] a racheté [Belcor] en <2018>.", "Les électeurs de [Belcor] votent en <2018>."):
        read = load_reader().read(build_context(read_marks(f"{first} {between} {last}").article()))
        opinions.append(read[max(read)])
    assert opinions[0].places.keys() == opinions[1].places.keys()
    assert opinions[0].fact != pytest.approx(opinions[1].fact, abs=1e-3)


def test_an_article_without_amounts_or_dates_has_no_opinions():
    assert load_reader().read(build_context(read_marks("[Norvia] grandit.").article())) == {}


def test_the_order_of_articles_and_words_never_seen_change_nothing():
    assert opinion_on_the_amount(ACQUISITION.replace("Norvia", "Zzyx")) == opinion_on_the_amount(ACQUISITION)


def test_a_network_that_is_written_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_reader(tmp_path / module.FILE, load_reader())
    monkeypatch.setattr(resources, "models", lambda: tmp_path)
    again = load_reader.__wrapped__()
    context = build_context(read_marks(ACQUISITION).article())
    assert again.read(context) == load_reader().read(context)
    assert all(np.isfinite(array).all() for array in again.weights.values())


def test_every_label_of_an_article_about_a_company_is_known():
    encoded = encode(build_context(read_marks(ACQUISITION).article()))
    assert {label for labels in encoded.labels for label in labels} <= set(load_reader().labels)


def test_anchors_are_looked_from_in_blocks_without_changing_what_is_seen(monkeypatch: pytest.MonkeyPatch):
    context = build_context(read_marks(ACQUISITION + " Le groupe emploie {quantity 90} salariés.").article())
    together = load_reader().read(context)
    monkeypatch.setattr(module, "BLOCK", 1)
    apart = load_reader().read(context)
    assert list(apart) == list(together)
    for place, opinion in apart.items():
        assert opinion.fact == pytest.approx(together[place].fact, abs=1e-3)
        assert opinion.kind == pytest.approx(together[place].kind, abs=1e-3)
