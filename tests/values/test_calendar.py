"""Arithmetic of calendar values."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faitout.values.calendar import (
    add_months,
    covered_days,
    easter,
    granularity,
    nth_weekday,
    step,
    third,
    value_of,
)

UNITS = ("day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century")
DAYS = st.dates(date(1600, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2019-01-11", "2019-01-11", "2019-01-11"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2018-Q3", "2018-07-01", "2018-09-30"),
        ("2018-H1", "2018-01-01", "2018-06-30"),
        ("2013", "2013-01-01", "2013-12-31"),
        ("2021-W12", "2021-03-22", "2021-03-28"),
        ("2021-W12-WE", "2021-03-27", "2021-03-28"),
        ("2020-SU", "2020-06-21", "2020-09-22"),
        ("2020-WI", "2020-12-21", "2021-03-19"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("2010/2015", "2010-01-01", "2015-12-31"),
        ("2020-03/2020-06", "2020-03-01", "2020-06-30"),
    ],
)
def test_a_value_covers_its_days(value, first, last):
    assert covered_days(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("value", ["XXXX-07", "P5Y", "2019-02-30", "2019-W54", "", "2015/2010", "soon"])
def test_what_names_no_days_covers_none(value):
    assert covered_days(value) is None


@given(DAYS, st.sampled_from(UNITS))
def test_the_unit_around_a_day_holds_it(day, unit):
    if unit == "weekend":
        day += timedelta(6 - day.isoweekday()) if day.isoweekday() < 6 else timedelta()
    value = value_of(unit, day)
    first, last = covered_days(value)
    assert first <= day <= last
    assert granularity(value) == unit


@given(DAYS, st.sampled_from(UNITS), st.integers(-5, 5))
def test_steps_ahead_never_lead_back(day, unit, count):
    assert (step(day, unit, count) >= day) == (count >= 0)


def test_a_month_later_keeps_to_the_month():
    assert add_months(date(2020, 1, 31), 1) == date(2020, 2, 29)


@pytest.mark.parametrize(
    ("year", "day"), [(1961, "1961-04-02"), (2008, "2008-03-23"), (2019, "2019-04-21"), (2038, "2038-04-25")]
)
def test_easter_is_that_of_the_church(year, day):
    assert easter(year).isoformat() == day


@pytest.mark.parametrize(("nth", "day"), [(1, 5), (4, 26), (5, None), (-1, 26)])
def test_nth_weekday_of_a_month(nth, day):
    found = nth_weekday(date(2021, 3, 1), date(2021, 3, 31), 5, nth)
    assert (found.day if found else None) == day


@given(DAYS, st.integers(0, 4000), st.sampled_from([None, "start", "mid", "end", "approx"]))
def test_a_third_lies_within_its_span(day, length, mod):
    days = (day, day + timedelta(length))
    first, last = third(days, mod)
    assert days[0] <= first <= last <= days[1]
