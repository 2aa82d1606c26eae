from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faitout.facts import model

WEIGHTS = model.Weights({"near": 2.0, "far": -1.0}, {"late": {"yes": 1.5, "maybe": -1.0}})


def test_the_better_option_is_more_probable():
    first, second = model.probabilities(WEIGHTS, model.Options([{"near": 1.0}, {"far": 1.0}]))
    assert first == pytest.approx(0.9526, abs=1e-4)
    assert first + second == pytest.approx(1)


@given(st.lists(st.dictionaries(st.sampled_from(["near", "far", "new"]), st.floats(-900, 900)), min_size=1, max_size=6))
def test_probabilities_sum_to_one_whatever_the_scores(options):
    assert sum(model.probabilities(WEIGHTS, model.Options(options))) == pytest.approx(1)


def test_what_holds_of_the_case_speaks_for_each_option_by_its_name():
    options = model.Options([{}, {"far": 1.0}], ["yes", "no"], {"late": 2.0, "unheard of": 1.0})
    yes, no = model.probabilities(WEIGHTS, options)
    assert yes / no == pytest.approx(math.exp(2 * 1.5 + 1.0))
    assert model.evidence(WEIGHTS, options, 0) == [("late", 3.0), ("far", 1.0)]


def test_evidence_names_what_spoke_most_and_leaves_out_what_said_nothing():
    assert model.evidence(WEIGHTS, model.Options([{"far": 1.0, "near": 1.0, "new": 1.0}]), 0) == [
        ("near", 2.0),
        ("far", -1.0),
    ]


def test_evidence_is_what_sets_an_option_apart_from_the_likeliest_other():
    options = model.Options([{"near": 1.5, "far": 1.0}, {"near": 1.0, "far": 1.0}, {"near": 0.1}])
    assert model.evidence(WEIGHTS, options, 0) == [("near", 1.0)]


def test_the_table_has_weights_for_every_decision():
    decisions = {"subject", "kind", "date", "period", "certainty", "object", "confidence"}
    assert set(model.load_table().weights) == decisions | {"amount anchor", "date anchor"}
    assert 0 < model.load_table().threshold < 1
