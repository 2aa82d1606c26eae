"""Readings that give an interval, or that lean on the other end of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from faitout.values.calendar import Days, covered_days, granularity, step, value_of
from faitout.values.date_readings import Context, DayOfMonth, Reading, Weekday, Yearless, day_value, pick


@dataclass(frozen=True, slots=True)
class Stretch:
    """The first or last months of a span, a fortnight, or what is left of it."""

    whole: Reading
    part: Literal["first_months", "last_months", "first_half", "second_half", "rest"]
    count: int = 0

    def resolve(self, context: Context) -> str | None:
        """Return the interval."""
        value = self.whole.resolve(context)
        days = covered_days(value) if value else None
        if days is None:
            return None
        first, last = days
        if self.part == "first_months":
            return f"{value_of('month', first)}/{value_of('month', step(first, 'month', self.count - 1))}"
        if self.part == "last_months":
            return f"{value_of('month', step(last, 'month', 1 - self.count))}/{value_of('month', last)}"
        if self.part == "rest":
            today = context.today()
            return f"{day_value(today)}/{day_value(last)}" if today and first <= today <= last else None
        middle = first + timedelta(14)
        return (
            f"{day_value(first)}/{day_value(middle)}"
            if self.part == "first_half"
            else f"{day_value(middle + timedelta(1))}/{day_value(last)}"
        )


@dataclass(frozen=True, slots=True)
class Between:
    """An interval; its low end takes what it does not say from the high end ("du 3 au 7 juin 2020")."""

    low: Reading
    high: Reading

    def resolve(self, context: Context) -> str | None:
        """Return ``low/high``, or None if either end stays open."""
        if isinstance(self.low, Yearless) and isinstance(self.high, Yearless):
            return self._yearless(self.low, self.high, context)
        if isinstance(self.low, Weekday) and isinstance(self.high, Weekday):
            return self._weekdays(self.low, self.high, context)
        return self._joined(context, self.high.resolve(context))

    def _joined(self, context: Context, high: str | None) -> str | None:
        low = None if high is None else self._low(context, high)
        if low is None:
            return None
        first, last = covered_days(low), covered_days(high)
        return f"{low}/{high}" if first is None or last is None or first[0] <= last[1] else None

    def _yearless(self, low: Yearless, high: Yearless, context: Context) -> str | None:
        """Return the occurrence of the whole that fits: "de juin à décembre" in an article of June has begun."""
        known = covered_days(context.published) if context.published else None
        if known is None or low.direction or high.direction or granularity(context.published or "") == "year":
            return self._joined(context, high.resolve(context))
        years = range(known[0].year - 4, known[0].year + 5)
        values = [self._joined(context, f"{year}-{high.part}") for year in years if covered_days(f"{year}-{high.part}")]
        dated = [(days, value) for value in values if value and (days := covered_days(value))]
        return pick(dated, known, None, context.outlook())

    def _weekdays(self, low: Weekday, high: Weekday, context: Context) -> str | None:
        """Return both, the second after the first: "de lundi à mercredi" lies behind or ahead as a whole."""
        first = covered_days(low.resolve(context) or "")
        if first is None:
            return None
        last = first[0] + timedelta((high.number - low.number) % 7)
        return f"{day_value(first[0])}/{day_value(last)}"

    def _low(self, context: Context, high: str) -> str | None:
        ends = covered_days(high)
        if isinstance(self.low, Yearless) and self.low.direction is None:
            if ends is None:
                return f"XXXX-{self.low.part}"
            years = (ends[1].year, ends[1].year - 1)
            return next((value for year in years if _begins_by(value := f"{year}-{self.low.part}", ends[1])), None)
        if isinstance(self.low, DayOfMonth) and self.low.month is None:
            return self._lowday_value(self.low.day, high, ends)
        return self.low.resolve(context)

    @staticmethod
    def _lowday_value(day: int, high: str, ends: Days | None) -> str | None:
        if ends is None:
            return f"{high[:-2]}{day:02}" if high.startswith("XXXX-") else None
        months = (value_of("month", ends[1]), value_of("month", step(ends[1], "month", -1)))
        return next((value for month in months if _begins_by(value := f"{month}-{day:02}", ends[1])), None)


@dataclass(frozen=True, slots=True)
class WithYearOf:
    """A month or day that shares the year or month of the next one ("mai et juin 2011", "les 5 et 19 mai")."""

    low: Reading
    high: Reading

    def resolve(self, context: Context) -> str | None:
        """Return its last occurrence before the other."""
        interval = Between(self.low, self.high).resolve(context)
        return None if interval is None else interval.partition("/")[0]


def _begins_by(value: str, last: date) -> bool:
    days = covered_days(value)
    return days is not None and days[0] <= last
