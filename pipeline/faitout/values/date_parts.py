"""The grammar of the parts of years and of what is longer: quarters, weeks, seasons, decades, centuries."""

from __future__ import annotations

import re

from faitout.values.date_expressions import Found
from faitout.values.date_grammar import (
    day_month,
    ends_phrase,
    month_name,
    month_tail,
    relative_month,
    year_after,
    year_digits,
)
from faitout.values.date_readings import (
    Fixed,
    FromPublication,
    Reading,
    UnitAround,
    WeekdayWithin,
    WeekWithin,
    Yearless,
)
from faitout.values.date_tokens import Tokens, periods, roles, seasons, short_weekdays, weekdays
from faitout.values.interval_readings import Stretch
from faitout.values.numeric_dates import numeric_date


def decade(tokens: Tokens, start: int) -> Found | None:
    """Read "années 1990", "années 90", "décennie 2010"."""
    return _decade_number(tokens, start, start + 1) if tokens.is_a(start, "decade_noun") else None


def next_decade(tokens: Tokens, start: int) -> Found | None:
    """Read the "90" of "les années 80 et 90"."""
    linked = tokens.is_a(start - 1, "and") or tokens.is_a(start - 1, "comma")
    return _decade_number(tokens, start, start) if linked and tokens.is_a(start - 3, "decade_noun") else None


def _decade_number(tokens: Tokens, start: int, position: int) -> Found | None:
    number = tokens.number(position)
    if number is None or number[0] % 10 or number[0] % 1:
        return None
    value = int(number[0])
    if value < 100:
        value += 2000 if value < 30 else 1900
        if value < 2010 and value >= 2000:
            return None
    if tokens.joined(number[1]) and tokens.is_a(number[1], "range_mark"):
        return None  # "la décennie 2010-2019" gives its years
    return Found(start, number[1], Fixed(f"{value // 10}X"), "decade") if 1000 <= value < 2100 else None


def century(tokens: Tokens, start: int) -> Found | None:
    """Read "XIXe siècle", "21e siècle"."""
    roman = _ROMAN.match(tokens.word(start))
    ranked = roman is not None and tokens.word(start)[roman.end() :] in roles()["roman_suffix"]
    rank = (_roman(roman[0]), start + 1) if roman is not None and ranked else tokens.ordinal(start)
    if rank is None or not 2 <= rank[0] <= 22 or not tokens.is_a(rank[1], "century_noun"):
        return None
    return Found(start, rank[1] + 1, Fixed(f"{rank[0] - 1:02}XX"), "century")


_ROMAN = re.compile(r"[ivx]{2,5}")


def _roman(letters: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in letters]
    return sum(
        value if value >= following else -value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def season_name(tokens: Tokens, start: int) -> Found | None:
    """Read a season that a modifier already announces ("fin de l'été")."""
    code = seasons().get(tokens.word(start))
    if code is None:
        return None
    reading, end = month_tail(tokens, code, start + 1)
    return Found(start, end, reading, "season", confidence=0.9)


def season(tokens: Tokens, start: int) -> Found | None:
    """Read a season after an article, "en" or a demonstrative, or before its year."""
    code = seasons().get(tokens.word(start))
    if code is None or (start and tokens.is_a(start - 1, "have_been")):
        return None
    begin = start - tokens.is_a(start - 1, "demonstrative")
    reading, end = month_tail(tokens, code, start + 1)
    if end > start + 1 and tokens.is_a(end, "range_mark") and year_digits(tokens, end + 1) is not None:
        end += 2  # "hiver 2017-2018" begins in 2017
    introduced = begin < start or tokens.is_a(start - 1, "season_before")
    alone = len(tokens) == 1 or (start == 0 and end > start + 1)
    dated = end > start + 1
    if tokens.is_a(start + 1, "after_summer"):
        return None
    if begin < start and not dated:
        reading = Yearless(code, 0)
    if not (introduced or alone or dated) or (tokens.capitalised(start) and not dated and start > 0):
        return None
    return Found(begin, end, reading, "season", confidence=0.9)


def part_of_span(tokens: Tokens, start: int) -> Found | None:
    """Read a ranked part: "troisième trimestre de 2018", "1er semestre", "dernière semaine de juillet"."""
    rank = tokens.ordinal(start)
    if rank is None or _in_a_row(tokens, rank[1] + 1):
        return None
    nth, position = rank
    unit = periods().get(tokens.word(position))
    end = position + 1
    if unit is None and (weekend := weekend_noun(tokens, position)) is not None:
        unit, end = "weekend", weekend
    if unit in ("quarter", "half"):
        return _quarter(tokens, start, nth, unit, end)
    if unit in ("week", "weekend"):
        whole = whole_span(tokens, end)
        return (
            None if whole is None else Found(start, whole[1], WeekWithin(nth, whole[0], unit == "weekend"), "nth_week")
        )
    if tokens.is_a(position, "fortnight"):
        return _fortnight(tokens, start, nth, end)
    if tokens.is_a(position, "weekday"):
        return _nth_weekday(tokens, start, nth, position)
    return None


def _in_a_row(tokens: Tokens, position: int) -> bool:
    """Tell "le quatrième trimestre d'affilée", which counts trimesters and names none."""
    return tokens.is_a(position, "consecutive") or tokens.follow(position, "de", "in_a_row") is not None


def _quarter(tokens: Tokens, start: int, nth: int, unit: str, end: int) -> Found | None:
    if nth == -1 and year_after(tokens, end) is not None:
        nth = 4 if unit == "quarter" else 2
    if nth == -1:
        return Found(start, end, FromPublication("quarter" if unit == "quarter" else "half", -1), "last_quarter")
    if nth > (4 if unit == "quarter" else 2):
        return None
    reading, last = month_tail(tokens, f"{'Q' if unit == 'quarter' else 'H'}{nth}", end)
    if last > end and tokens.is_a(last, "range_mark") and year_digits(tokens, last + 1) is not None:
        last += 2  # of the exercise "2019-2020", which begins in 2019
    return Found(start, last, reading, unit)


def _fortnight(tokens: Tokens, start: int, nth: int, end: int) -> Found | None:
    whole = whole_span(tokens, end)
    if whole is None or nth not in (1, 2, -1):
        return None
    return Found(start, whole[1], Stretch(whole[0], "first_half" if nth == 1 else "second_half"), "fortnight")


def _nth_weekday(tokens: Tokens, start: int, nth: int, position: int) -> Found | None:
    number = weekdays()[tokens.word(position)]
    whole = whole_span(tokens, position + 1)
    if whole is not None:
        return Found(start, whole[1], WeekdayWithin(number, nth, whole[0]), "nth_weekday")
    if nth > 0 and tokens.is_a(start - 1, "definite") and ends_phrase(tokens, position + 1):
        return Found(
            start, position + 1, WeekdayWithin(number, nth, FromPublication("month", 0)), "nth_weekday", confidence=0.6
        )
    return None


def weekend_noun(tokens: Tokens, position: int) -> int | None:
    """Return the position after "week-end", or None."""
    if tokens.word(position) in periods() and periods()[tokens.word(position)] == "weekend":
        return position + 1
    return tokens.follow(position, "weekend_first", "dash", "weekend_last")


def whole_span(tokens: Tokens, position: int) -> tuple[Reading, int] | None:
    """Read the span that a part belongs to: "de juillet (2016)", "du mois prochain", "de 2015", "de cette année"."""
    begin = tokens.follow(position, "of_the", "la?")
    if begin is None:
        return None
    after_month = tokens.follow(begin, "month_noun", "of_the")
    named = month_name(tokens, after_month or begin)
    if named is not None:
        return month_tail(tokens, f"{named[0]:02}", named[1])
    return relative_month(tokens, begin) or year_after(tokens, position)


def week_of(tokens: Tokens, start: int) -> Found | None:
    """Read "semaine 31", "semaine du 15 septembre", "week-end du 14 juillet"."""
    weekend = weekend_noun(tokens, start)
    after = weekend or tokens.follow(start, "week_noun")
    if after is None:
        return None
    number = tokens.digits(after)
    if weekend is None and number is not None and 1 <= number <= 53 and ends_phrase(tokens, after + 1):
        return Found(start, after + 1, Yearless(f"W{number:02}"), "week_number", confidence=0.85)
    day = tokens.follow(after, "of_the")
    dated = (
        None
        if day is None
        else day_month(tokens, day) or numeric_date(tokens, day)
        if tokens.word(day)[:1].isdecimal()
        else None
    )
    if dated is None:
        return None
    return Found(start, dated.end, UnitAround("weekend" if weekend else "week", dated.reading), "week_of")


def first_words() -> dict[str, frozenset[str]]:
    """Return the words that only this module's own tables know: short names, Roman centuries, quarter codes."""
    return {
        "short_weekday": frozenset(short_weekdays()),
        "century_number": frozenset(f"{roman}{suffix}" for roman in _CENTURIES for suffix in roles()["roman_suffix"]),
        "quarter_letter": frozenset("qths"),
        "week_letter": frozenset("w"),
    }


_CENTURIES = [
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
    "xxi",
    "xxii",
]
