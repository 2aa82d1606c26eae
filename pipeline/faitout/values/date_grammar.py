"""The grammar of calendar dates: numeric dates, days, months, years and their parts, with or without a year.

Every function reads the tokens from a position and returns what stands there as :class:`Found`, or None.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from faitout.values.calendar import covered_days
from faitout.values.date_readings import (
    DayOfMonth,
    Fixed,
    FromPublication,
    Reading,
    Stretch,
    UnitAround,
    Weekday,
    WeekdayWithin,
    WeekWithin,
    Within,
    Yearless,
)
from faitout.values.date_tokens import (
    Tokens,
    directions,
    months,
    periods,
    seasons,
    short_months,
    short_weekdays,
    weekdays,
)

Modifier = Literal["start", "mid", "end", "approx"]


@dataclass(frozen=True, slots=True)
class Found:
    """A date expression of the text, not yet resolved.

    Parameters
    ----------
    start, end : int
        Its tokens, end exclusive.
    reading : Reading
        What it says.
    rule : str
        Which rule of the grammar found it.
    mod : str or None
        ``start``, ``mid``, ``end`` or ``approx``.
    kind : str
        ``date`` or ``duration``.
    confidence : float
        How sure the rule is.
    """

    start: int
    end: int
    reading: Reading
    rule: str
    mod: Modifier | None = None
    kind: Literal["date", "duration"] = "date"
    confidence: float = 0.95


Rule = Callable[[Tokens, int], Found | None]
_AFTER = r"(?![\w%€$£°]|[-/.,]\d)"
_NUMERIC = re.compile(
    rf"(?P<iso>(?P<y1>\d{{4}})(?P<s1>[-/.])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})){_AFTER}"
    rf"|(?P<dmy>(?P<d2>\d{{1,2}})(?P<s2>[-/.])(?P<m2>\d{{1,2}})(?P=s2)(?P<y2>\d{{4}}|\d{{2}})){_AFTER}"
    rf"|(?P<years>(?P<y3>[12]\d{{3}}) ?[-–/] ?(?P<y4>[12]\d{{3}})){_AFTER}"
    rf"|(?P<season>(?P<y5>[12]\d{{3}})[-–/](?P<y6>\d\d)){_AFTER}"
    rf"|(?P<my>(?P<m7>\d{{1,2}})/(?P<y7>[12]\d{{3}})){_AFTER}"
    rf"|(?P<dm>(?P<d8>\d{{1,2}})/(?P<m8>\d{{1,2}})){_AFTER}"
    rf"|(?P<week>(?P<y9>[12]\d{{3}})-w(?P<w9>\d\d)){_AFTER}"
)
_PART = re.compile(
    rf"(?P<year>[12]\d{{3}})[- ]?(?P<letter>[qths])(?P<number>[1-4]){_AFTER}"
    rf"|(?P<letter2>[qths])(?P<number2>[1-4])[- ](?P<year2>[12]\d{{3}}){_AFTER}"
    rf"|(?P<number3>[1-4])(?P<letter3>[qts])[- ]?(?P<year3>[12]\d{{3}}|\d\d){_AFTER}"
)


def full_year(digits: str) -> int:
    """Return the year of two or four digits: 00 to 49 are of this century, 50 to 99 of the last."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 50 else 1900)


def numeric_date(tokens: Tokens, start: int) -> Found | None:
    """Read "11/01/2019", "2019-01-11", "03.10.99", "11/2016", "25/10", "2017/2018", "Q3 2019"."""
    if tokens.joined(start) and (tokens.word(start - 1) in "./-–%" or tokens.word(start - 1)[-1].isalnum()):
        return None
    part = _PART.match(tokens.folded, tokens.starts[start])
    if part is not None:
        return _quarter_code(tokens, start, part)
    match = _NUMERIC.match(tokens.folded, tokens.starts[start])
    value = None if match is None else _numeric_value(tokens, start, match)
    if match is None or value is None:
        return None
    reading = Yearless(value) if match["dm"] else Fixed(value)
    named = next(name for name in ("iso", "dmy", "years", "season", "my", "dm", "week") if match[name])
    return Found(start, bisect_left(tokens.starts, match.end()), reading, f"numeric_{named}")


def _quarter_code(tokens: Tokens, start: int, match: re.Match[str]) -> Found | None:
    letter = match["letter"] or match["letter2"] or match["letter3"]
    number = match["number"] or match["number2"] or match["number3"]
    year = full_year(match["year"] or match["year2"] or match["year3"])
    code = "Q" if letter in "qt" else "H"
    if code == "H" and number not in "12":
        return None
    return Found(start, bisect_left(tokens.starts, match.end()), Fixed(f"{year}-{code}{number}"), "quarter_code")


def _numeric_value(tokens: Tokens, start: int, match: re.Match[str]) -> str | None:
    if match["iso"]:
        return _valid(int(match["y1"]), int(match["m1"]), int(match["d1"]))
    if match["dmy"]:
        return _valid(full_year(match["y2"]), int(match["m2"]), int(match["d2"]))
    if match["years"]:
        ascending = int(match["y3"]) < int(match["y4"]) <= int(match["y3"]) + 500
        return f"{match['y3']}/{match['y4']}" if ascending else None
    if match["season"]:
        return _year_and(match["y5"], match["y6"])
    if match["my"]:
        return f"{match['y7']}-{int(match['m7']):02}" if 1 <= int(match["m7"]) <= 12 else None
    if match["week"]:
        value = f"{match['y9']}-W{match['w9']}"
        return value if covered_days(value) else None
    return _day_and_month(tokens, start, match)


def _year_and(year: str, two: str) -> str | None:
    """Read "2020-21" as two years, "2019-03" as a month."""
    if int(two) == (int(year) + 1) % 100:
        return f"{year}/{int(year) + 1}"
    return f"{year}-{two}" if 1 <= int(two) <= 12 else None


def _day_and_month(tokens: Tokens, start: int, match: re.Match[str]) -> str | None:
    """Read "25/10" where something says that it is no fraction: an article, a preposition, a weekday, zeros."""
    introduced = tokens.is_a(start - 1, "preposition") or tokens.is_a(start - 1, "weekday")
    alone = not tokens.text[: match.start()].strip() and not tokens.text[match.end() : match.end() + 20].strip()
    printed = len(match["d8"]) == len(match["m8"]) == 2 or tokens.text[: match.start()].endswith("   ")
    if not (introduced or alone or printed):
        return None
    value = f"{int(match['m8']):02}-{int(match['d8']):02}"
    return value if covered_days(f"2020-{value}") else None


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def year_digits(tokens: Tokens, position: int) -> int | None:
    """Return the year that four digits at a position may be."""
    value = tokens.digits(position)
    if value is None or len(tokens.word(position)) != 4 or not 1000 <= value <= 2199 or tokens.decimals(position):
        return None
    after = tokens.word(position + 1)
    if after in ("%", "€", "$", "£", "°", "²") or (tokens.joined(position + 1) and after[:1].isalpha()):
        return None
    return value


def year_after(tokens: Tokens, position: int) -> tuple[Reading, int] | None:
    """Read the year that may close an expression: "2019", "de 2019", "de l'année 2019", "de l'an prochain"."""
    noun = tokens.follow(position, "of_the?", "la?", "year_noun") or tokens.follow(
        position, "of_the?", "la?", "exercise"
    )
    for begin in (noun, tokens.follow(position, "of_the?"), tokens.follow(position, "en")):
        year = None if begin is None else year_digits(tokens, begin)
        if begin is not None and year is not None and not tokens.is_a(begin + 1, "year_unit_after"):
            return Fixed(f"{year:04}"), begin + 1
    relative = named_year(tokens, tokens.follow(position, "of_the?", "la?") or position)
    if relative is not None:
        return relative
    return _year_in_words(tokens, position)


def named_year(tokens: Tokens, position: int) -> tuple[Reading, int] | None:
    """Read "cette année", "année prochaine", "an dernier", "année en cours"."""
    this = tokens.follow(position, "demonstrative", "year_noun")
    if this is not None:
        return FromPublication("year", 0), this
    noun = tokens.follow(position, "year_noun")
    if noun is None:
        return None
    if tokens.is_a(noun, "direction"):
        return FromPublication("year", directions()[tokens.word(noun)]), noun + 1
    current = tokens.follow(noun, "en", "current")
    return None if current is None else (FromPublication("year", 0), current)


def _year_in_words(tokens: Tokens, position: int) -> tuple[Reading, int] | None:
    number = (
        tokens.number(position) if tokens.is_a(position, "thousand") or tokens.is_a(position + 1, "thousand") else None
    )
    if number is None or not 1000 <= number[0] <= 2199 or number[0] % 1:
        return None
    return Fixed(f"{int(number[0]):04}"), number[1]


def month_name(tokens: Tokens, position: int) -> tuple[int, int, bool] | None:
    """Return the number of the month that is named at a position, its end, and whether it is abbreviated."""
    word = tokens.word(position)
    if word in months():
        return months()[word], position + 1, False
    if word in short_months():
        dotted = tokens.is_a(position + 1, "stop") and tokens.joined(position + 1)
        return short_months()[word], position + 1 + dotted, True
    return None


def two_digit_year(tokens: Tokens, position: int) -> tuple[Reading, int] | None:
    """Read the "99" of "3 janvier 99", unless it counts something."""
    value = tokens.digits(position)
    if value is None or len(tokens.word(position)) != 2 or tokens.decimals(position):
        return None
    following = tokens.word(position + 1)
    if (following[:1].isalpha() and not tokens.is_a(position + 1, "year_after")) or following in ("%", "€", "$", "/"):
        return None
    return Fixed(str(full_year(tokens.word(position)))), position + 1


def month_tail(tokens: Tokens, part: str, position: int, weekday: int | None = None) -> tuple[Reading, int]:
    """Read what follows a month or a day of a month: its year, "prochain", "dernier", or nothing."""
    line = position + (tokens.word(position) == "\n" and year_digits(tokens, position + 1) is not None)
    year = year_after(tokens, line) or two_digit_year(tokens, position)
    if year is not None:
        return Within(part, year[0]) if not isinstance(year[0], Fixed) else Fixed(f"{year[0].value}-{part}"), year[1]
    if tokens.is_a(position, "direction"):
        return Yearless(part, directions()[tokens.word(position)], weekday), position + 1
    return Yearless(part, None, weekday), position


def day_month(tokens: Tokens, start: int, weekday: int | None = None) -> Found | None:
    """Read "3 juin", "1er avril 2005", "22-avril", "dix juillet", "4e jour de juillet 1995"."""
    day = _rank_of_day(tokens, start) or tokens.day(start)
    if day is None:
        return None
    position = day[1] + (tokens.word(day[1]) == "-" and tokens.joined(day[1]))
    position = tokens.follow(position, "of_the?", "month_noun", "of_the") or position
    month = month_name(tokens, position)
    if month is None:
        return _day_of_relative_month(tokens, start, day)
    part = f"{month[0]:02}-{day[0]:02}"
    if covered_days(f"2020-{part}") is None:
        return None
    reading, end = month_tail(tokens, part, month[1], weekday)
    if end == month[1] and tokens.is_a(end - 1, "stop"):
        end -= 1
    if isinstance(reading, Fixed) and covered_days(reading.value) is None:
        return None
    return with_clock(tokens, Found(start, end, reading, "day_month"))


def _rank_of_day(tokens: Tokens, start: int) -> tuple[int, int] | None:
    rank = tokens.ordinal(start)
    noun = None if rank is None else tokens.follow(rank[1], "day_noun", "of_the")
    return None if rank is None or noun is None or not 1 <= rank[0] <= 31 else (rank[0], noun)


def _day_of_relative_month(tokens: Tokens, start: int, day: tuple[int, int]) -> Found | None:
    """Read "20 du mois prochain", "31 de ce mois", "31 du mois"."""
    position = tokens.follow(day[1], "of_the?", "the_singular?") or day[1]
    month = relative_month(tokens, position)
    return (
        None
        if month is None or (position == day[1] and not tokens.is_a(position, "demonstrative"))
        else Found(start, month[1], DayOfMonth(day[0], month[0]), "day_of_relative_month")
    )


def relative_month(tokens: Tokens, position: int) -> tuple[Reading, int] | None:
    """Read "mois prochain", "ce mois(-ci)", "mois"."""
    noun = tokens.follow(position, "demonstrative?", "month_noun")
    if noun is None:
        return None
    here = tokens.follow(noun, "dash", "here")
    if here is not None:
        return FromPublication("month", 0), here
    if tokens.is_a(noun, "direction"):
        return FromPublication("month", directions()[tokens.word(noun)]), noun + 1
    if tokens.is_a(noun, "of_the"):
        return None
    return FromPublication("month", 0), noun


def with_clock(tokens: Tokens, found: Found) -> Found:
    """Take in the hour or part of the day that belongs to a day ("à 20 heures", "au soir")."""
    end = part_of_day(tokens, found.end)
    clock = tokens.follow(end, "clock")
    hour = None if clock is None else tokens.digits(clock)
    if clock is not None and hour is not None and hour <= 24 and tokens.is_a(clock + 1, "hours"):
        end = clock + 2
        if tokens.joined(end) and tokens.word(end).isdecimal():
            end += 1
    return replace(found, end=end)


def part_of_day(tokens: Tokens, position: int) -> int:
    """Return the position after a part of the day ("soir", "après-midi", "au matin"), if one stands here."""
    begin = tokens.follow(position, "to", "small?", "part_of_day")
    if begin is not None:
        return begin
    if tokens.is_a(position, "part_of_day"):
        return position + 1
    afternoon = tokens.follow(position, "after_word", "dash?", "midi")
    return position if afternoon is None else afternoon


def weekday(tokens: Tokens, start: int) -> Found | None:
    """Read a weekday with what belongs to it: day, month, year, part of day, "dernier", "de la semaine prochaine"."""
    number, end = _weekday_name(tokens, start)
    if number is None:
        return None
    position = end + tokens.is_a(end, "comma")
    position = tokens.follow(position, "the_singular?") or position
    dated = numeric_date(tokens, position) if tokens.word(position)[:1].isdecimal() else None
    dated = dated or day_month(tokens, position, number)
    if dated is not None:
        begin = start - tokens.is_a(start - 1, "demonstrative")
        return replace(dated, start=begin, rule=f"weekday_{dated.rule}")
    if tokens.word(start) not in weekdays() and end == start + 1:
        return None  # an abbreviation without its full stop
    day = tokens.day(position)
    if day is not None and ends_phrase(tokens, day[1]) and not tokens.is_a(end, "comma"):
        return with_clock(tokens, Found(start, day[1], DayOfMonth(day[0], None, number), "weekday_day"))
    return _bare_weekday(tokens, start, number, end)


def _weekday_name(tokens: Tokens, start: int) -> tuple[int | None, int]:
    word = tokens.word(start)
    if word in weekdays():
        return weekdays()[word], start + 1
    dotted = tokens.is_a(start + 1, "stop") and tokens.joined(start + 1)
    return short_weekdays().get(word), start + 1 + dotted


def _bare_weekday(tokens: Tokens, start: int, number: int, end: int) -> Found | None:
    if _is_habit(tokens, start, end):
        return None
    begin = start - tokens.is_a(start - 1, "demonstrative")
    end = part_of_day(tokens, end)
    week = _week_after(tokens, end)
    if week is not None:
        return Found(begin, week[1], WeekdayWithin(number, 1, week[0]), "weekday_of_week")
    hence = tokens.follow(end, "en", "weeks_hence")
    if hence is not None:
        weeks = 1 if tokens.is_a(hence - 1, "one_week_hence") else 2
        return Found(begin, hence, Weekday(number, 1, weeks), "weekday_hence")
    direction = directions().get(tokens.word(end))
    if direction is not None:
        end = part_of_day(tokens, end + 1)
    sure = 0.9 if direction is None else 0.95
    return with_clock(tokens, Found(begin, end, Weekday(number, direction), "weekday", confidence=sure))


def _is_habit(tokens: Tokens, start: int, end: int) -> bool:
    """Tell a weekday in general from one day: "chaque lundi", "le Journal du dimanche", "du lundi au vendredi"."""
    if tokens.is_a(start - 1, "every") or tokens.is_a(start - 2, "every"):
        return True
    if tokens.is_a(start - 2, "quotidian") or tokens.is_a(start - 3, "quotidian"):
        return tokens.is_a(start - 1, "definite") or tokens.is_a(start - 1, "of_the")
    through = tokens.follow(end, "to", "weekday") is not None and tokens.is_a(start - 1, "du")
    return through or tokens.precede(start, "du", "weekday", "to") is not None


def _week_after(tokens: Tokens, position: int) -> tuple[Reading, int] | None:
    """Read "de la semaine prochaine", "cette semaine", "de cette semaine", "la semaine suivante"."""
    begin = tokens.follow(position, "of_the?", "la?") or position
    this = tokens.follow(begin, "demonstrative", "week_noun")
    if this is not None:
        return FromPublication("week", 0), this
    noun = tokens.follow(begin, "week_noun")
    if noun is None or begin == position:
        return None
    if tokens.is_a(noun, "direction"):
        return FromPublication("week", directions()[tokens.word(noun)]), noun + 1
    return (FromPublication("week", 1), noun + 1) if tokens.is_a(noun, "next_in_text") else None


def ends_phrase(tokens: Tokens, position: int) -> bool:
    """Tell whether nothing that a number could count follows."""
    word = tokens.word(position)
    if tokens.is_a(position, "dash"):
        return not tokens.joined(position)
    return (not word[:1].isalnum() and word not in ("%", "€", "$", "£", "/", "°")) or tokens.is_a(
        position, "year_after"
    )


def month(tokens: Tokens, start: int, introduced: bool = False) -> Found | None:
    """Read a month with or without its year; names that are months too need a sign that they are dates."""
    named = month_name(tokens, start)
    if named is None:
        return None
    number, end, short = named
    reading, last = month_tail(tokens, f"{number:02}", end)
    begin = start - tokens.is_a(start - 1, "demonstrative")
    if begin < start and last == end:
        reading = Yearless(f"{number:02}", 0)
    if last == end:
        introduced = introduced or begin < start or tokens.is_a(start - 1, "before_month")
        introduced = introduced and (not short or tokens.is_a(end - 1, "stop"))
        if not introduced and not _is_surely_a_month(tokens, start, end, short):
            return None
        last = end - (short and tokens.is_a(end - 1, "stop"))
    return Found(begin, last, reading, "month", confidence=0.9 if last == end else 0.95)


def _is_surely_a_month(tokens: Tokens, start: int, end: int, short: bool) -> bool:
    """Tell a bare month from a name or a word that looks like it ("Mars" the maker, "sept" the number)."""
    if len(tokens) == end:
        return start == 0
    if tokens.is_a(end, "range_mark") and tokens.joined(end) and tokens.is_a(end + 1, "month"):
        return True
    return not short and not tokens.capitalised(start) and not tokens.is_a(start, "ambiguous_month")


def year(tokens: Tokens, start: int) -> Found | None:
    """Read four digits as a year where the words around them say so."""
    value = year_digits(tokens, start)
    if value is None or tokens.is_a(start + 1, "year_unit_after"):
        return None
    if tokens.joined(start) and (tokens.word(start - 1) in "-–/_#@." or tokens.word(start - 1)[-1].isalnum()):
        return None
    if tokens.joined(start + 1) and tokens.word(start + 1) in ("/", "_", "@"):
        return None
    found = Found(start, start + 1, Fixed(f"{value:04}"), "year")
    if tokens.is_a(start - 1, "year_before") or _leads_to_year(tokens, start, value):
        return found
    if tokens.is_a(start - 1, "not_year_before") or not 1800 <= value <= 2100:
        return None
    name = (
        tokens.capitalised(start - 1)
        and not tokens.is_a(start - 1, "year_after")
        and not tokens.is_a(start - 1, "month")
    )
    plausible = ends_phrase(tokens, start + 1) and not name
    return replace(found, confidence=0.85) if plausible else None


def _leads_to_year(tokens: Tokens, start: int, value: int) -> bool:
    """Tell "de 1931", "depuis au moins 2011" from counted things ("près de 2000 armes")."""
    if tokens.precede(start, "since", "at", "over_under") is not None:
        return True
    linked = tokens.is_a(start - 1, "of_the") and not tokens.is_a(start - 2, "hedge")
    return linked and value % 100 != 0 and 1850 <= value <= 2060


def decade(tokens: Tokens, start: int) -> Found | None:
    """Read "années 1990", "années 90", "années quatre-vingt-dix"."""
    if not tokens.is_a(start, "years_plural"):
        return None
    number = tokens.number(start + 1)
    if number is None or number[0] % 10 or number[0] % 1:
        return None
    value = int(number[0])
    if value < 100:
        value += 2000 if value < 30 else 1900
        if value < 2010 and value >= 2000:
            return None
    return Found(start, number[1], Fixed(f"{value // 10}X"), "decade") if 1000 <= value < 2100 else None


def century(tokens: Tokens, start: int) -> Found | None:
    """Read "XIXe siècle", "21e siècle"."""
    roman = _ROMAN.fullmatch(tokens.word(start))
    rank = (_roman(roman[1]), start + 1) if roman else tokens.ordinal(start)
    if rank is None or not 2 <= rank[0] <= 22 or not tokens.is_a(rank[1], "century_noun"):
        return None
    return Found(start, rank[1] + 1, Fixed(f"{rank[0] - 1:02}XX"), "century")


_ROMAN = re.compile(r"([ivx]{1,5})(?:e|ème)")


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
    if code is None:
        return None
    begin = start - tokens.is_a(start - 1, "demonstrative")
    reading, end = month_tail(tokens, code, start + 1)
    if end > start + 1 and tokens.is_a(end, "range_mark") and year_digits(tokens, end + 1) is not None:
        end += 2  # "hiver 2017-2018" begins in 2017
    introduced = begin < start or tokens.is_a(start - 1, "season_before")
    alone = len(tokens) == 1 or (start == 0 and end > start + 1)
    dated = end > start + 1 and not tokens.is_a(start - 1, "have_been")
    if begin < start and not dated:
        reading = Yearless(code, 0)
    if not (introduced or alone or dated) or (tokens.capitalised(start) and not dated and start > 0):
        return None
    return Found(begin, end, reading, "season", confidence=0.9)


def part_of_span(tokens: Tokens, start: int) -> Found | None:
    """Read a ranked part: "troisième trimestre de 2018", "1er semestre", "dernière semaine de juillet"."""
    rank = tokens.ordinal(start)
    if rank is None:
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


def _quarter(tokens: Tokens, start: int, nth: int, unit: str, end: int) -> Found | None:
    if nth == -1:
        return Found(start, end, FromPublication("quarter" if unit == "quarter" else "half", -1), "last_quarter")
    if nth > (4 if unit == "quarter" else 2):
        return None
    reading, last = month_tail(tokens, f"{'Q' if unit == 'quarter' else 'H'}{nth}", end)
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


def day_of_this_month(tokens: Tokens, start: int) -> Found | None:
    """Read "le 21" where the number cannot count anything."""
    day = tokens.day(start)
    before = tokens.is_a(start - 1, "the_day") or tokens.precede(start, "leaving", "du") is not None
    if day is None or not before or not _sentence_ends(tokens, day[1]) or tokens.is_a(start - 2, "number_sign"):
        return None
    return Found(start, day[1], DayOfMonth(day[0]), "day_alone", confidence=0.5)


def _sentence_ends(tokens: Tokens, position: int) -> bool:
    return tokens.word(position) in ("", "\n", ".", "?", "!") and not tokens.decimals(position - 1)


def first_words() -> dict[str, frozenset[str]]:
    """Return the words that only this module's own tables know: short names, Roman centuries, quarter codes."""
    return {
        "short_weekday": frozenset(short_weekdays()),
        "century_number": frozenset(f"{roman}{suffix}" for roman in _CENTURIES for suffix in ("e", "ème")),
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
