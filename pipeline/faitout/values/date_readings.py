"""What a date expression says, before it is known when the article appeared: readings that resolve to a value.

A reading is made by the grammar and resolved in a :class:`Context`; it gives a TIMEX3 value, or None if the context
does not tell enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, Protocol

from faitout.values.calendar import Days, Unit, covered_days, easter, granularity, nth_weekday, step, value_of

Outlook = Literal["behind", "past", "present", "likely", "future"]
Direction = int | None
_FINENESS: dict[Unit, int] = {
    "day": 0, "weekend": 1, "week": 1, "month": 2, "quarter": 3,
    "season": 3, "half": 4, "year": 5, "decade": 6, "century": 7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is resolved against.

    Parameters
    ----------
    published : str or None
        When the article appeared: a day, a month or a year.
    outlook : callable
        Tells whether the sentence looks back (``past``; ``behind`` if nothing ahead can be meant), ahead
        (``future``), probably ahead (``likely``: a conditional) or is told as going on (``present``); called only
        where that matters.
    anchor, day : str or None
        The date, and the day, that the text named last.
    told : mapping
        The year of each day of a month that the text gave in full ("06-30": "2017").
    """

    published: str | None
    outlook: Callable[[], Outlook | None] = lambda: None
    anchor: str | None = None
    day: str | None = None
    told: Mapping[str, str] = field(default_factory=dict)

    def today(self, unit: Unit = "day") -> date | None:
        """Return a day of publication, if it is known as finely as the unit asks."""
        known = None if self.published is None else granularity(self.published)
        if self.published is None or known is None or _FINENESS[known] > _FINENESS[unit]:
            return None
        days = covered_days(self.published)
        return None if days is None else days[0]


class Reading(Protocol):
    """Something that resolves to a value in a context."""

    def resolve(self, context: Context) -> str | None:
        """Return the TIMEX3 value, or None if the context does not tell enough."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no context: a full date, a year, a quarter of a year, a duration."""

    value: str

    def resolve(self, context: Context) -> str | None:
        """Return the value."""
        return self.value


@dataclass(frozen=True, slots=True)
class Yearless:
    """A month, day of a month, quarter, half, season or week without its year ("07-14", "Q3", "SU")."""

    part: str
    direction: Direction = None
    weekday: int | None = None

    def resolve(self, context: Context) -> str | None:
        """Return the occurrence that fits the direction, else the sentence's tense, else the nearest one."""
        outlook = self._outlook(context)
        if self.part in context.told and self.direction is None and outlook not in ("future", "likely"):
            return f"{context.told[self.part]}-{self.part}"
        known = covered_days(context.published) if context.published else None
        if known is None or granularity(context.published or "") == "year":
            return f"XXXX-{self.part}"
        return _occurrence(self, known, outlook)

    def _outlook(self, context: Context) -> Outlook | None:
        if self.direction is None:
            return context.outlook()
        # "cet hiver" in May is the last one, unless the verb looks ahead.
        ahead = self.direction == 0 and self.part.isalpha() and context.outlook() == "future"
        return "future" if ahead else None


@lru_cache(maxsize=10_000)
def _occurrence(reading: Yearless, known: Days, outlook: Outlook | None) -> str | None:
    """Return the occurrence of a part of a year that fits; the years reach from one 29 February to the next."""
    years = range(known[0].year - 4, known[0].year + 5)
    dated = [(days, value) for year in years if (days := covered_days(value := f"{year}-{reading.part}"))]
    if reading.weekday:
        on_weekday = [pair for pair in dated if pair[0][0].isoweekday() == reading.weekday]
        dated = [pair for pair in on_weekday if _gap(pair[0], known) < 200] or dated
    return pick(dated, known, reading.direction, outlook)


def pick(dated: list[tuple[Days, str]], known: Days, direction: Direction, outlook: Outlook | None) -> str | None:
    """Return the occurrence that fits a direction or the sentence's outlook and lies nearest."""
    fitting = dated
    if direction == -1:
        fitting = [pair for pair in dated if pair[0][1] < known[0]]
    elif direction == 1:
        fitting = [pair for pair in dated if pair[0][0] > known[1]]
    elif outlook == "future":
        fitting = [pair for pair in dated if pair[0][1] >= known[0]]
    elif outlook == "behind":
        fitting = [pair for pair in dated if pair[0][0] <= known[1]]
    behind, ahead = _FAVOUR.get(outlook, _NEUTRAL) if direction is None else (1.0, 1.0)

    def distance(pair: tuple[Days, str]) -> float:
        gap = _gap(pair[0], known)
        return gap * (ahead if pair[0][0] > known[1] else behind)

    return min(fitting, key=distance, default=(None, None))[1]


# How many times as far an occurrence behind, and one ahead, counts. A past verb may still govern a day that was fixed
# for soon; where nothing tells, a press text speaks of the past (docs/dates.md has the figures).
_FAVOUR: Mapping[Outlook | None, tuple[float, float]] = {
    "past": (1.0, 5.0),
    "present": (1.0, 2.0),
    "likely": (4.0, 1.0),
}
_NEUTRAL = (1.0, 1.5)


def _gap(days: Days, known: Days) -> int:
    """Return how many days lie between two spans."""
    return max((days[0] - known[1]).days, (known[0] - days[1]).days, 0)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday by its name ("mardi", "mardi dernier", "lundi en huit")."""

    number: int
    direction: Direction = None
    weeks: int = 0

    def resolve(self, context: Context) -> str | None:
        """Return the nearest one that fits; needs the day of publication."""
        today = context.today()
        if today is None:
            return None
        ahead = (self.number - today.isoweekday()) % 7
        behind = (today.isoweekday() - self.number) % 7
        if self.direction == -1:
            return day_value(today - timedelta(behind or 7))
        if self.direction == 1:
            return day_value(today + timedelta(ahead + 7 * self.weeks if self.weeks else ahead or 7))
        outlook = context.outlook()
        # Told in the present, the day before is still news; any other weekday is to come.
        ahead_of = {"future": True, "likely": True, "present": behind > 1, "past": False, "behind": False}
        leads = ahead < behind if outlook is None else ahead_of[outlook]
        return day_value(today + timedelta(ahead) if leads else today - timedelta(behind))


def day_value(day: date) -> str:
    """Return the TIMEX3 value of a day."""
    return day.isoformat()


@dataclass(frozen=True, slots=True)
class FromPublication:
    """So many units from publication ("l'an dernier": year -1; "dans six mois": month 6)."""

    unit: Unit
    count: int

    def resolve(self, context: Context) -> str | None:
        """Return the value in that unit, if the publication is known so finely."""
        today = context.today(self.unit)
        if today is None and self.unit == "season":
            today = context.today("month")
        if today is None:
            return self._coarsely(context)
        return _stepped(today, self.unit, self.count)

    def _coarsely(self, context: Context) -> str | None:
        # "aujourd'hui" in an article of March 2021 is at least March 2021.
        return context.published if self.count == 0 else None


def _stepped(day: date, unit: Unit, count: int) -> str | None:
    try:
        return value_of(unit, step(day, unit, count))
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class ThisWeekend:
    """The weekend of the article's week, or the one just past where the sentence looks back early in the week."""

    def resolve(self, context: Context) -> str | None:
        """Return the weekend."""
        today = context.today("weekend")
        if today is None:
            return None
        past = today.isoweekday() < 5 and context.outlook() in ("past", "behind")
        return _stepped(today, "weekend", -1 if past else 0)


@dataclass(frozen=True, slots=True)
class SportsSeason:
    """A season of sports or shows, from July to June ("cette saison")."""

    count: int

    def resolve(self, context: Context) -> str | None:
        """Return its two years as an interval."""
        today = context.today("month")
        if today is None:
            return None
        first = today.year - (today.month < 7) + self.count
        return f"{first}/{first + 1}"


@dataclass(frozen=True, slots=True)
class FromAnchor:
    """So many units from the date that the text named last ("le lendemain", "deux ans plus tard")."""

    unit: Unit
    count: int
    or_publication: bool = False
    last_day: bool = False  # from the day named last, even if a month or year was named since

    def resolve(self, context: Context) -> str | None:
        """Return the value in that unit, if the anchor is known so finely."""
        anchor = context.day if self.last_day else context.anchor
        named = granularity(anchor) if anchor else None
        if anchor and named and _FINENESS[named] <= _FINENESS[self.unit]:
            days = covered_days(anchor)
            return None if days is None else _stepped(days[0], self.unit, self.count)
        return FromPublication(self.unit, self.count).resolve(context) if self.or_publication else None


@dataclass(frozen=True, slots=True)
class SameIn:
    """The month or quarter that the text named last, in another year ("le même mois de l'an dernier")."""

    unit: Unit
    year: Reading

    def resolve(self, context: Context) -> str | None:
        """Return it, if the anchor and the year are known."""
        same, year = FromAnchor(self.unit, 0).resolve(context), self.year.resolve(context)
        return f"{year}{same[4:]}" if same and year and year.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Shifted:
    """So many units from another reading ("3 jours après le 12 janvier", "la veille de Noël")."""

    base: Reading
    unit: Unit
    count: int

    def resolve(self, context: Context) -> str | None:
        """Return the value as fine as the base and the unit allow: days from a day give a day."""
        value = self.base.resolve(context)
        days = covered_days(value) if value else None
        if value is None or days is None:
            return None
        named = granularity(value) or self.unit
        finer: Unit = named if _FINENESS[named] < _FINENESS[self.unit] else self.unit
        return _stepped(days[0], finer, 0) if self.count == 0 else self._step(days, finer)

    def _step(self, days: Days, finer: Unit) -> str | None:
        try:
            return value_of(finer, step(days[0] if self.count < 0 else days[1], self.unit, self.count))
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True, slots=True)
class Within:
    """A part of another reading, named by its own code ("juin de l'année prochaine": "06" of that year)."""

    part: str
    whole: Reading

    def resolve(self, context: Context) -> str | None:
        """Return the part, if the whole resolves to what it is a part of."""
        value = self.whole.resolve(context)
        if value is None:
            return Yearless(self.part).resolve(context)
        combined = f"{value}-{self.part}"
        return combined if covered_days(combined) or "X" in combined else None


@dataclass(frozen=True, slots=True)
class WeekdayWithin:
    """The nth weekday of a span ("premier vendredi de juillet"; "mardi de la semaine prochaine")."""

    number: int
    nth: int
    whole: Reading

    def resolve(self, context: Context) -> str | None:
        """Return that day, if the span has it."""
        value = self.whole.resolve(context)
        days = covered_days(value) if value else None
        day = nth_weekday(*days, self.number, self.nth) if days else None
        return None if day is None else day_value(day)


@dataclass(frozen=True, slots=True)
class WeekWithin:
    """The nth week or weekend of a month or year, -1 for the last: a week belongs to where its Thursday lies."""

    nth: int
    whole: Reading
    weekend: bool = False

    def resolve(self, context: Context) -> str | None:
        """Return that week, if the span has it."""
        value = self.whole.resolve(context)
        days = covered_days(value) if value else None
        if days is None:
            return None
        # ISO 8601 counts weeks by their Thursday; a weekend lies where its Saturday does.
        day = nth_weekday(*days, 6 if self.weekend else 4, self.nth)
        return None if day is None else value_of("weekend" if self.weekend else "week", day)


@dataclass(frozen=True, slots=True)
class UnitAround:
    """The week (or other unit) that another reading lies in ("la semaine du 15 septembre")."""

    unit: Unit
    base: Reading

    def resolve(self, context: Context) -> str | None:
        """Return the unit around the first day of the base."""
        value = self.base.resolve(context)
        days = covered_days(value) if value else None
        if days is None:
            return None
        # The weekend of a Monday or Tuesday is the one that leads to it.
        back = 2 if self.unit == "weekend" else 0
        return value_of(self.unit, days[0] - timedelta(back))


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast of the calendar: a fixed day, or so many days from Easter, or a weekday of a month."""

    rule: str
    year: Reading | None = None
    direction: Direction = None

    def resolve(self, context: Context) -> str | None:
        """Return its day in the year that is given, else the occurrence that fits."""
        if self.year is not None:
            value = self.year.resolve(context)
            return None if value is None or not value.isdecimal() else _feast(self.rule, int(value))
        known = covered_days(context.published) if context.published else None
        if known is None or granularity(context.published or "") == "year":
            return f"XXXX-{self.rule}" if self.rule[0].isdecimal() else None
        feasts = [_feast(self.rule, year) for year in range(known[0].year - 1, known[0].year + 2)]
        outlook = context.outlook() if self.direction is None else None
        return pick([(days, day) for day in feasts if (days := covered_days(day))], known, self.direction, outlook)


def _feast(rule: str, year: int) -> str:
    """Return the day of a feast: "12-25"; "easter+39"; "05-7-5" (May, Sunday, 5th or last)."""
    if rule.startswith("easter"):
        return day_value(easter(year) + timedelta(int(rule.removeprefix("easter") or 0)))
    if rule.count("-") == 1:
        return f"{year}-{rule}"
    month, weekday, nth = map(int, rule.split("-"))
    days = covered_days(f"{year}-{month:02}")
    assert days is not None
    day = nth_weekday(*days, weekday, nth) or nth_weekday(*days, weekday, -1)
    assert day is not None
    return day_value(day)


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day of a month that is given elsewhere ("le 21", "le 20 du mois prochain", "mardi 11")."""

    day: int
    month: Reading | None = None
    weekday: int | None = None

    def resolve(self, context: Context) -> str | None:
        """Return the day, in the month that is given or else the nearest month that fits."""
        if self.month is not None:
            value = self.month.resolve(context)
            return f"{value}-{self.day:02}" if value and covered_days(f"{value}-{self.day:02}") else None
        if context.anchor and self.weekday is None and granularity(context.anchor) in ("day", "month"):
            value = f"{context.anchor[:7]}-{self.day:02}"
            return value if covered_days(value) else None
        today = context.today()
        if today is None:
            return None
        months = [value_of("month", step(today, "month", count)) for count in range(-12, 13)]
        dated = [(days, value) for month in months if (days := covered_days(value := f"{month}-{self.day:02}"))]
        if self.weekday:
            dated = [pair for pair in dated if pair[0][0].isoweekday() == self.weekday]
        return pick(dated, (today, today), None, context.outlook())
