"""Arithmetic of TIMEX3 / ISO 8601 calendar values: the days that a value covers, and steps from one to another.

Values are strings: ``2019-01-11``, ``2014-10``, ``2018-Q3``, ``2018-H1``, ``2013``, ``2021-W12``, ``2021-W12-WE``,
``2020-SU``, decades ``201X``, centuries ``18XX``, intervals ``2010/2015``. ``XXXX`` is a year that is not known.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Unit = Literal["day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century"]
Days = tuple[date, date]

_MONTHS_PER = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
# First days of the astronomical seasons; a winter bears the year in which it begins.
_SEASONS = {"SP": (3, 20), "SU": (6, 21), "FA": (9, 23), "WI": (12, 21)}
_NEXT_SEASON = {"SP": "SU", "SU": "FA", "FA": "WI", "WI": "SP"}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|W(?P<week>\d\d)(?P<weekend>-WE)?|(?P<season>SP|SU|FA|WI)))?|(?P<decade>\d{3})X|(?P<century>\d\d)XX"
)


@lru_cache(maxsize=10_000)
def covered_days(value: str) -> Days | None:
    """Return the first and the last day that a value covers, both included; None if it names no days.

    >>> covered_days("2018-Q3")
    (datetime.date(2018, 7, 1), datetime.date(2018, 9, 30))
    """
    low, slash, high = value.partition("/")
    if slash:
        first, last = covered_days(low), covered_days(high)
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    try:
        return _days(match)
    except ValueError:
        return None


def _days(match: re.Match[str]) -> Days:
    part = match.groupdict()
    if part["decade"] or part["century"]:
        length = 10 if part["decade"] else 100
        return _years(int(part["decade"] or part["century"]) * length, length)
    year = int(part["year"])
    if part["week"]:
        monday = date.fromisocalendar(year, int(part["week"]), 1)
        return monday + timedelta(5 if part["weekend"] else 0), monday + timedelta(6)
    if part["season"]:
        return _season_days(year, part["season"])
    if part["day"]:
        day = date(year, int(part["month"]), int(part["day"]))
        return day, day
    for unit in ("month", "quarter", "half"):
        if part[unit]:
            length = _MONTHS_PER[unit]
            return _month_days(year, (int(part[unit]) - 1) * length + 1, length)
    return _years(year, 1)


def _years(first: int, count: int) -> Days:
    return date(max(first, 1), 1, 1), date(first + count - 1, 12, 31)


def _month_days(year: int, month: int, count: int) -> Days:
    first = date(year, month, 1)
    last = month + count - 1
    return first, date(year, last, calendar.monthrange(year, last)[1])


def _season_days(year: int, season: str) -> Days:
    following = _NEXT_SEASON[season]
    end = date(year + (season == "WI"), *_SEASONS[following]) - timedelta(1)
    return date(year, *_SEASONS[season]), end


def value_of(unit: Unit, day: date) -> str:
    """Return the value of the unit that a day lies in: its month, its ISO week, its decade...

    >>> value_of("week", date(2020, 5, 23))
    '2020-W21'
    """
    if unit in ("week", "weekend"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "weekend" else "")
    if unit == "season":
        return _season_of(day)
    return {
        "day": day.isoformat(),
        "month": f"{day.year:04}-{day.month:02}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "half": f"{day.year:04}-H{(day.month + 5) // 6}",
        "year": f"{day.year:04}",
        "decade": f"{day.year // 10:03}X",
        "century": f"{day.year // 100:02}XX",
    }[unit]


def _season_of(day: date) -> str:
    for year in (day.year, day.year - 1):
        for season in _SEASONS:
            first, last = _season_days(year, season)
            if first <= day <= last:
                return f"{year:04}-{season}"
    raise AssertionError(day)


def add_months(day: date, months: int) -> date:
    """Return the same day of the month so many months away, or that month's last day.

    >>> add_months(date(2020, 1, 31), 1)
    datetime.date(2020, 2, 29)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def step(day: date, unit: Unit, count: int) -> date:
    """Return the day that lies ``count`` units away (may be negative).

    Raises
    ------
    ValueError, OverflowError
        If that day is outside the years 1 to 9999.
    """
    if unit == "day":
        return day + timedelta(count)
    if unit in ("week", "weekend"):
        return day + timedelta(7 * count)
    if unit == "season":
        return add_months(day, 3 * count)
    return add_months(day, _MONTHS_PER[unit] * count)


def granularity(value: str) -> Unit | None:
    """Return the unit that a value is given in, or None for intervals and values that name no days.

    >>> granularity("2018-Q3")
    'quarter'
    """
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    named: tuple[Unit, ...] = ("decade", "century", "weekend", "week", "season", "day", "month", "quarter", "half")
    return next((unit for unit in named if match[unit]), "year")


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (anonymous algorithm, Nature, 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, correction = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * correction + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(first: date, last: date, weekday: int, nth: int) -> date | None:
    """Return the nth such weekday (1 = Monday) between two days, or the last one for ``nth`` -1."""
    if nth < 0:
        day = last - timedelta((last.isoweekday() - weekday) % 7)
    else:
        day = first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    return day if first <= day <= last else None


def third(days: Days, mod: str | None) -> Days:
    """Return the part of a span of days that a modifier means: its first, middle or last third."""
    first, last = days
    length = (last - first).days + 1
    if mod == "start":
        return first, first + timedelta(max(-(-length // 3) - 1, 0))
    if mod == "mid":
        return first + timedelta(length // 3), last - timedelta(length // 3)
    if mod == "end":
        return last - timedelta(max(-(-length // 3) - 1, 0)), last
    return days
