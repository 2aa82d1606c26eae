"""The grammar of lengths of time: "cinq ans", "18 à 24 mois", "un an et demi", "ces dix prochaines années"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from faitout.lexicon import load
from faitout.values.ages import is_age
from faitout.values.calendar import Unit as CalendarUnit
from faitout.values.date_expressions import Found
from faitout.values.date_readings import Fixed, FromPublication
from faitout.values.date_tokens import Tokens


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: its TIMEX3 code, whether it stands after the T, and how many of the code it is."""

    code: str
    time: bool
    factor: int


@dataclass(frozen=True, slots=True)
class Length:
    """A counted length, before it is known whether it stands for itself or leads to a date.

    Parameters
    ----------
    start, end : int
        Its tokens.
    parts : tuple of (Decimal, Unit)
        What is counted, from the coarsest unit to the finest.
    approximate : bool
        Whether the words say that it is not exact ("une dizaine de jours").
    pointing : bool
        Whether it is laid from the present ("ces dix prochaines années").
    """

    start: int
    end: int
    parts: tuple[tuple[Decimal, Unit], ...]
    approximate: bool = False
    pointing: bool = False

    @property
    def value(self) -> str:
        """The TIMEX3 value: ``P5Y``, ``P18M``, ``PT24H``."""
        days = "".join(f"{_plain(count * unit.factor)}{unit.code}" for count, unit in self.parts if not unit.time)
        time = "".join(f"{_plain(count * unit.factor)}{unit.code}" for count, unit in self.parts if unit.time)
        return f"P{days}" + (f"T{time}" if time else "")

    def steps(self) -> tuple[tuple[CalendarUnit, int], ...] | None:
        """Return the length in whole calendar units, or None if it has hours or uneven fractions."""
        steps: list[tuple[CalendarUnit, int]] = []
        for printed, unit in self.parts:
            count = printed
            name, size = _CALENDAR.get((unit.code, unit.factor), (None, 1)) if not unit.time else (None, 1)
            if name is None:
                return None
            if count % 1 and name == "year":
                name, size, count = "month", 1, count * 12
            if count % 1:
                return None
            steps.append((name, int(count) * size))
        return tuple(steps)


_CALENDAR: Mapping[tuple[str, int], tuple[CalendarUnit, int]] = {
    ("Y", 1): ("year", 1),
    ("M", 1): ("month", 1),
    ("W", 1): ("week", 1),
    ("D", 1): ("day", 1),
    ("Y", 10): ("decade", 1),
    ("Y", 100): ("century", 1),
    ("M", 3): ("quarter", 1),
    ("M", 6): ("half", 1),
}


def _plain(count: Decimal) -> str:
    text = format(count, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def length(tokens: Tokens, start: int) -> Length | None:
    """Read a number and its unit, with any smaller units that follow ("un an, un mois et 21 jours")."""
    counted = _counted(tokens, start)
    if counted is None:
        return None
    while True:
        following = _next_part(tokens, counted)
        if following is None:
            return counted
        counted = following


def _counted(tokens: Tokens, start: int) -> Length | None:
    number = _quantity(tokens, start)
    if number is None:
        return _days_alone(tokens, start) or _part_of_unit(tokens, start)
    count, position, approximate = number
    pointing = False
    while tokens.is_a(position, "selecting"):
        pointing, position = True, position + 1
    unit = unit_at(tokens, position, glued=tokens.joined(position))
    if unit is None:
        return _part_of_unit(tokens, start)
    end = position + 1
    half = tokens.follow(end, "and", "half_word")
    if half is not None and not tokens.is_a(half, "number_word"):
        count, end = count + Decimal("0.5"), half
    elif (quarter := tokens.follow(end, "and", "quarter")) is not None:
        count, end = count + Decimal("0.25"), quarter
    if tokens.is_a(end, "pointing"):
        pointing, end = True, end + 1
    begin = start + (approximate and tokens.is_a(start, "one"))
    return Length(begin, end, ((count, unit),), approximate, pointing)


def _quantity(tokens: Tokens, start: int) -> tuple[Decimal, int, bool] | None:
    """Read a number, or a round one such as "dizaine de"."""
    start += tokens.is_a(start, "one") and tokens.word(start + 1) in collectives()
    collective = collectives().get(tokens.word(start))
    if collective is not None:
        linked = tokens.follow(start + 1, "of_the")
        return None if linked is None else (Decimal(collective), linked, True)
    number = tokens.number(start)
    return None if number is None else (*number, False)


def _days_alone(tokens: Tokens, start: int) -> Length | None:
    """Read "quinzaine" as days where a preposition of time stands before it ("sous quinzaine")."""
    position = start + tokens.is_a(start, "one")
    closed = not tokens.word(position + 1)[:1].isalnum()
    if not tokens.is_a(position, "days_alone") or not closed or not tokens.is_a(start - 1, "before_days_alone"):
        return None
    days = Decimal(collectives()[tokens.word(position)])
    return Length(start, position + 1, ((days, units()[_lexicon()["words"]["day"][0]]),), approximate=True)


def _part_of_unit(tokens: Tokens, start: int) -> Length | None:
    """Read "demi-heure", "quart d'heure", "trois quarts d'heure"."""
    number = tokens.number(start)
    quarters = tokens.follow(start if number is None else number[1], "dash?", "quarter", "of_measure", "hour")
    if quarters is not None:
        count = Decimal(1) if number is None else number[0]
        return Length(start, quarters, ((count / 4, Unit("H", True, 1)),))
    position = tokens.follow(start, "half_word", "dash")
    unit = None if position is None else unit_at(tokens, position)
    if position is None or unit is None:
        return None
    begin = start - tokens.is_a(start - 1, "one")
    return Length(begin, position + 1, ((Decimal("0.5"), unit),))


def _next_part(tokens: Tokens, counted: Length) -> Length | None:
    """Read a smaller unit that goes on with the length: "et 21 jours", "2h30"."""
    last = counted.parts[-1][1]
    glued = tokens.word(counted.end)
    if last.time and last.code == "H" and tokens.joined(counted.end) and len(glued) == 2 and glued.isdecimal():
        return replace(counted, end=counted.end + 1, parts=(*counted.parts, (Decimal(glued), _MINUTE)))
    begin = tokens.follow(counted.end, "comma?", "and?") or counted.end
    number = tokens.number(begin)
    if number is None or (number[0] % 1 and begin > counted.end):
        return None
    unit = unit_at(tokens, number[1], glued=tokens.joined(number[1]))
    if unit is None:
        return None
    if _size(unit) >= _size(last):
        return None
    return replace(counted, end=number[1] + 1, parts=(*counted.parts, (number[0], unit)))


_MINUTE = Unit("M", True, 1)
_DAYS = {"Y": 365.0, "M": 30.0, "W": 7.0, "D": 1.0}
_TIME_DAYS = {"H": 1 / 24, "M": 1 / 1440, "S": 1 / 86400}


def _size(unit: Unit) -> float:
    return (_TIME_DAYS if unit.time else _DAYS)[unit.code] * unit.factor


def unit_at(tokens: Tokens, position: int, glued: bool = False) -> Unit | None:
    """Return the unit of time that is named at a position; abbreviations must stand right after their number."""
    word = tokens.word(position)
    unit = units().get(word)
    if unit is None:
        unit = short_units().get(word) if glued or len(word) > 2 else None
    return unit


def duration(tokens: Tokens, start: int) -> Found | None:
    """Read a length that stands for itself, unless it is an age, a clock time, a rate or a name."""
    whole = _whole_unit(tokens, start)
    if whole is not None:
        return whole
    ranged = _range(tokens, start)
    if ranged is not None:
        return None if _is_excluded(tokens, ranged.start, ranged.end) else ranged
    counted = length(tokens, start)
    if counted is None:
        return _sharing_unit(tokens, start)
    if _is_excluded(tokens, counted.start, counted.end) or is_vague(tokens, counted):
        return None
    if (
        counted.pointing
        and tokens.is_a(counted.end - 2, "first_plural")
        and tokens.is_a(counted.end - 1, "round_of_matches")
    ):
        return None
    start = counted.start
    begin = start - (counted.pointing and tokens.is_a(start - 1, "demonstrative"))
    approximate = (
        counted.approximate
        or tokens.is_a(start - 1, "approximately")
        or (tokens.is_a(start - 1, "de") and tokens.is_a(start - 2, "approximately"))
    )
    return Found(begin, counted.end, Fixed(counted.value), "duration", "approx" if approximate else None, "duration")


def _range(tokens: Tokens, start: int) -> Found | None:
    """Read "7 à 10 ans", "deux ou trois mois", "18-24 mois", "5 et 10 ans" after "entre"."""
    low = tokens.number(start)
    if low is None or low[0] >= 1000:
        return None
    own = unit_at(tokens, low[1])
    position = low[1] + (own is not None)
    joint = tokens.is_a(position, "to") or tokens.is_a(position, "or") or tokens.is_a(position, "range_mark")
    between = tokens.is_a(position, "and") and tokens.is_a(start - 1, "between")
    if not (joint or between):
        return None
    high = length(tokens, position + 1)
    if high is None or len(high.parts) > 1:
        return None
    count, unit = high.parts[0]
    ends = [Length(start, start, ((low[0], own or unit),)).value, high.value]
    if low[0] == count and (own or unit) == unit:
        return None
    begin = start - between
    return Found(begin, high.end, Fixed("/".join(ends)), "duration_range", None, "duration")


def _sharing_unit(tokens: Tokens, start: int) -> Found | None:
    """Read the "5" of "condamnés à 5 et 4 ans de prison": the next length has its unit."""
    low = tokens.number(start)
    linked = None if low is None or low[0] >= 100 else tokens.follow(low[1], "and")
    number = None if linked is None else tokens.number(linked)
    if low is None or number is None or tokens.is_a(start - 1, "the_day") or tokens.is_a(start - 1, "between"):
        return None
    unit = unit_at(tokens, number[1])
    if unit is None or unit.time or _is_excluded(tokens, start, number[1] + 1):
        return None
    value = Length(start, low[1], ((low[0], unit),)).value
    return Found(start, low[1], Fixed(value), "duration_sharing_unit", None, "duration", 0.8)


def _whole_unit(tokens: Tokens, start: int) -> Found | None:
    """Read "pour toute la journée", "une journée entière" as one of the unit, "toute la semaine" as the present one.

    The guideline leaves sets out: "ouvert toute l'année" is read only where a preposition measures it.
    """
    begin = tokens.follow(start, "all_of", "definite")
    unit = None if begin is None else unit_at(tokens, begin)
    if begin is not None and unit is not None:
        dated = tokens.digits(begin + 1) is not None or tokens.is_a(begin + 1, "direction")
        if dated or tokens.is_a(begin + 1, "of_the"):
            return None
        measured = tokens.is_a(start - 1, "lasting") or len(tokens) == begin + 1 - start
        if tokens.is_a(begin, "whole_is_present") and not measured:
            reading = FromPublication("week" if unit.code == "W" else "month", 0)
            return Found(start, begin + 1, reading, "whole_of_present", confidence=0.6)
        return Found(start, begin + 1, Fixed(_one(unit)), "whole_unit", None, "duration", 0.7) if measured else None
    unit = unit_at(tokens, start)
    if unit is not None and tokens.is_a(start + 1, "whole"):
        return Found(start, start + 2, Fixed(_one(unit)), "whole_unit", None, "duration", 0.8)
    return None


def _one(unit: Unit) -> str:
    return Length(0, 0, ((Decimal(1), unit),)).value


def is_vague(tokens: Tokens, counted: Length) -> bool:
    """Tell "un jour", "une année difficile" from a length of one."""
    if tokens.is_a(counted.end, "whole"):
        return True  # the unit alone is the length: "mois entier"
    if len(counted.parts) > 1 or counted.end - counted.start != 2 or not tokens.is_a(counted.start, "singular_count"):
        return False
    if (tokens.is_a(counted.end, "on") or tokens.is_a(counted.end, "at")) and tokens.is_a(counted.end + 2, "other"):
        return True  # "d'une année sur l'autre", "d'un mois à l'autre"
    if not tokens.is_a(counted.start + 1, "vague_alone"):
        return False
    measured = tokens.is_a(counted.start - 1, "measuring")
    followed = tokens.word(counted.end)
    plain = not followed[:1].isalnum() or tokens.is_a(counted.end, "year_after") or tokens.is_a(counted.end, "after")
    return not (measured and plain)


def _is_excluded(tokens: Tokens, start: int, end: int) -> bool:
    ends_range = tokens.joined(start) and tokens.word(start - 1) == "-" and tokens.word(start - 2).isdecimal()
    return (
        ends_range
        or _is_rate(tokens, start, end)
        or (tokens.joined(end) and tokens.word(end) == "-")
        or _is_name(tokens, start, end)
        or _is_clock(tokens, start, end)
        or (tokens.word(end - 1) in _year_forms() and is_age(tokens, start, end))
    )


def _is_rate(tokens: Tokens, start: int, end: int) -> bool:
    """Tell a set ("35 heures par semaine", "tous les six mois") from a length."""
    sharing = tokens.follow(end, "on")
    whole = None if sharing is None else tokens.number(sharing)
    if whole is not None and unit_at(tokens, whole[1]) is None:
        return True  # "7 jours sur 7"
    if tokens.precede(start, "every", "crowd") is not None:
        return True
    return (tokens.is_a(end, "per") and unit_at(tokens, end + 1) is not None) or tokens.is_a(end, "rate")


def _is_name(tokens: Tokens, start: int, end: int) -> bool:
    """Tell "20 Minutes" and "24 Heures" from lengths: the unit has a capital and the line is not in capitals."""
    unit = tokens.text[tokens.starts[end - 1] : tokens.ends[end - 1]]
    law = tokens.is_a(start, "law_35") and tokens.is_a(start - 1, "crowd")
    return law or (len(unit) > 1 and unit[0].isupper() and not unit.isupper())


def _is_clock(tokens: Tokens, start: int, end: int) -> bool:
    """Tell "à 20 heures", "de 9h à 18h", "huit heures du matin" from lengths."""
    if tokens.is_a(end - 1, "hours") and tokens.follow(end, "of_the", "part_of_day") is not None:
        return True
    if not tokens.is_a(start + 1, "hours"):
        return False
    value = tokens.digits(start)
    if value is None or value > 24:
        # "à deux heures de Lyon" is a distance.
        return value is None and tokens.is_a(start - 1, "at") and not tokens.is_a(end, "of_measure")
    if tokens.joined(start + 1):
        return _is_clock_glued(tokens, start)
    if tokens.is_a(end, "of_measure"):
        return False
    through = _range_of_hours(tokens, end)
    return through or (tokens.is_a(start - 1, "clock_before") and not tokens.is_a(start - 1, "de"))


def _is_clock_glued(tokens: Tokens, start: int) -> bool:
    """Tell "11h00" from a length, which it is only after "en", "pendant", "moins de"..."""
    before = start - 1
    if tokens.is_a(before, "de"):
        return not tokens.is_a(before - 1, "measured_in_hours")
    return not tokens.is_a(before, "measuring_hours")


def _range_of_hours(tokens: Tokens, end: int) -> bool:
    after = tokens.follow(end, "to")
    return after is not None and tokens.digits(after) is not None and tokens.is_a(after + 1, "hours")


@cache
def _lexicon() -> Mapping[str, Any]:
    return load("durations")


@cache
def units() -> Mapping[str, Unit]:
    """Return the units of time by their names."""
    return {form: _unit(entry) for entry in _lexicon()["units"] for form in entry["forms"]}


@cache
def short_units() -> Mapping[str, Unit]:
    """Return the units of time by their abbreviations."""
    return {form: _unit(entry) for entry in _lexicon()["units"] for form in entry["short"]}


def _unit(entry: Mapping[str, Any]) -> Unit:
    return Unit(entry["code"], entry.get("time", False), entry.get("factor", 1))


@cache
def _year_forms() -> frozenset[str]:
    return frozenset(_lexicon()["units"][0]["forms"])


@cache
def collectives() -> Mapping[str, int]:
    """Return the round numbers by their names ("dizaine")."""
    return {form: entry["count"] for entry in _lexicon()["collectives"] for form in entry["forms"]}
