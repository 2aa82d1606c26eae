"""Which dates are occasions and which are periods, and how they lie to the day of publication."""

from __future__ import annotations

import pytest

from faitout.facts.context import build_context
from faitout.facts.examples import read_marks
from faitout.facts.history import History, Told
from faitout.facts.time_features import carried_dates, is_period, outlook, time_features

PERIODS = [
    ("duration", "P3Y", True),
    ("date", "2020", False),
    ("date", None, False),
    ("date", "2010/2015", True),
    ("date", "2019/2020", False),
    ("date", "2020-06-17/2020-06-18", False),
    ("date", "2020-12-31/2021-01-01", False),
    ("date", "2020-06-17/2020-06-21", True),
    ("date", "2020-03/2020-04", True),
    ("date", "XXXX-03-01/XXXX-03-02", True),
]


@pytest.mark.parametrize(("kind", "value", "expected"), PERIODS)
def test_days_or_years_that_follow_each_other_are_one_occasion(kind: str, value: str | None, expected: bool):
    assert is_period({"kind": kind, "value": value}) is expected


OUTLOOKS = [
    ("date", "2021-03-08", "2021-03-05", "to come"),
    ("date", "2021-03-04", "2021-03-05", "gone by"),
    ("date", "2021", "2021-03-05", "now"),
    ("date", "2021-03-08", None, "unknown"),
    ("date", "XXXX-03-08", "2021-03-05", "unknown"),
    ("duration", "P2Y", "2021-03-05", "a length"),
]


@pytest.mark.parametrize(("kind", "value", "published", "expected"), OUTLOOKS)
def test_a_date_lies_to_the_day_of_publication(kind: str, value: str, published: str | None, expected: str):
    assert outlook({"kind": kind, "value": value}, published) == expected


CARRIED = [
    ("[Norvia] a grandi en <2019>. Il emploie {quantity 300} personnes.", ["2019"]),
    ("[Norvia] a grandi en <2018>, puis en <2019>. Il emploie {quantity 300} personnes.", ["2019", "2018"]),
    ("[Norvia] a grandi entre <2010 et 2015=2010/2015>. Il emploie {quantity 300} personnes.", []),
    ("[Norvia] grandit depuis <cinq ans=P5Y>. Il emploie {quantity 300} personnes.", []),
]


@pytest.mark.parametrize(("text", "expected"), CARRIED)
def test_dates_of_the_sentences_before_may_be_carried_on_but_no_periods(text: str, expected: list[str]):
    context = build_context(read_marks(text).article())
    *_, view = context.views.values()
    assert [before.mention(place)["text"] for before, place in carried_dates(context, view, History())] == expected


def test_the_time_of_the_results_before_may_be_carried_on_from_afar():
    text = "[Norvia] a grandi en <juin=2019-06>. " + "[Norvia] est là. " * 5 + "Il a vendu {quantity 300} vélos."
    context = build_context(read_marks(text).article())
    *_, view = context.views.values()
    history = History()
    assert carried_dates(context, view, history) == []
    first = next(iter(context.views.values()))
    date = first.mention(first.sentence.dates[0])
    history.tell(Told(0, first.sentence.dates[0], "growth", "Norvia", {"asserted": 1.0}, date), date)
    assert [before.mention(place)["text"] for before, place in carried_dates(context, view, history)] == ["juin"]


COMPARED = [
    ("[Norvia] a grandi de {percent 4%} par rapport à <2017>.", True),
    ("[Norvia] a grandi de {percent 4%} par rapport à l'année <2017>.", True),
    ("[Norvia] a grandi de {percent 4%} comparé à l'exercice <2017>.", True),
    ("[Norvia] a grandi de {percent 4%} en <2017>.", False),
    ("[Norvia] a grandi de {percent 4%} par rapport à ses voisins allemands en <2017>.", False),
]


@pytest.mark.parametrize(("text", "expected"), COMPARED)
def test_a_year_behind_a_phrase_of_comparison_is_what_is_compared_with(text: str, expected: bool):
    context = build_context(read_marks(text).article())
    [view] = context.views.values()
    features = time_features(context, view, view.sentence.amounts[0], view.sentence.dates[0], "growth")
    assert features["comparison near"] == expected
