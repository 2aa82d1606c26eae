"""The grammar of days, weekdays, months and years, with or without what they leave to be understood.

Every function reads the tokens from a position and returns what stands there as :class:`Found`, or None.
"""

from __future__ import annotations

from dataclasses import replace

from faitout.values.calendar import covered_days
from faitout.values.date_expressions import Found
from faitout.values.date_readings import (
    DayOfMonth,
    Fixed,
    FromAnchor,
    FromPublication,
    Reading,
    Weekday,
    WeekdayWithin,
    Within,
    Yearless,
)
from faitout.values.date_tokens import (
    Tokens,
    directions,
    months,
    plural_directions,
    short_months,
    short_weekdays,
    weekdays,
)
from faitout.values.numeric_dates import full_year, numeric_date

_OPENING = frozenset(("", "\n", ".", "!", "?", "«", "“", '"'))


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
    """Read "cette année", "cette année-là", "année prochaine", "an dernier", "année suivante", "année en cours"."""
    this = tokens.follow(position, "demonstrative", "year_noun")
    if this is not None:
        return _this_year(tokens, this)
    same = tokens.follow(position, "same", "year_noun")
    if same is not None:
        return FromAnchor("year", 0), same
    noun = tokens.follow(position, "year_noun")
    if noun is None:
        return None
    if tokens.is_a(noun, "direction"):
        return FromPublication("year", directions()[tokens.word(noun)]), noun + 1
    beside = span_beside(tokens, noun)
    if beside is not None:
        return FromAnchor("year", beside[0], or_publication=True), beside[1]
    current = tokens.follow(noun, "en", "current")
    return None if current is None else (FromPublication("year", 0), current)


def _this_year(tokens: Tokens, end: int) -> tuple[Reading, int]:
    """Read "cette année", which ends there, or "cette année-là", the one that the text named."""
    that = tokens.follow(end, "dash", "there")
    if that is None:
        return FromPublication("year", 0), end
    return FromAnchor("year", 0, or_publication=True), that


def span_beside(tokens: Tokens, position: int) -> tuple[int, int] | None:
    """Read "précédente", "d'avant", "suivante", "d'après" behind a span: how many spans on, and the end."""
    for step, named, linked in ((-1, "previous", "before"), (1, "next_in_text", "after")):
        end = tokens.follow(position, named) or tokens.follow(position, "de", linked)
        if end is not None:
            return step, end
    return None


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
    if tokens.is_a(position + 1, "to") and tokens.digits(position + 2) is not None:
        return None  # "cotera en juin 10 à 15 % des titres"
    if tokens.is_a(position + 1, "de") and (tokens.is_a(position + 2, "possessive") or tokens.digits(position + 2)):
        return None  # "a mis en juillet 95 de ses 240 techniciens au chômage"
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
    names_event = tokens.is_a(day[1], "dash") and tokens.capitalised(month[1] - 1)  # "le 11-Septembre"
    if covered_days(f"2020-{part}") is None or (names_event and year_digits(tokens, month[1]) is None):
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
    return found if end == found.end else replace(found, end=end)


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
    position = tokens.follow(position, "definite?") or position  # not "a renvoyé mardi au 9 avril le procès"
    dated = numeric_date(tokens, position) if tokens.word(position)[:1].isdecimal() else None
    dated = dated or day_month(tokens, position, number)
    if dated is not None:
        begin = start - tokens.is_a(start - 1, "demonstrative")
        return replace(dated, start=begin, rule=f"weekday_{dated.rule}")
    if tokens.word(start) not in weekdays() and not _stands_for_a_weekday(tokens, start, end):
        return None
    day = tokens.day(position)
    if day is not None and ends_phrase(tokens, day[1]) and not tokens.is_a(end, "comma"):
        return with_clock(tokens, Found(start, day[1], DayOfMonth(day[0], None, number), "weekday_day"))
    return _bare_weekday(tokens, start, number, end)


def _stands_for_a_weekday(tokens: Tokens, start: int, end: int) -> bool:
    """Tell an abbreviation ("lun." alone, "jeu. prochain") from a word that ends its sentence ("sont en jeu.")."""
    return end > start + 1 and (tokens.word(start - 1) in ("", "\n") or tokens.is_a(end, "direction"))


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
    hence = tokens.follow(end + tokens.is_a(end, "direction"), "en", "weeks_hence")
    if hence is not None:
        weeks = 1 if tokens.is_a(hence - 1, "one_week_hence") else 2
        return Found(begin, hence, Weekday(number, 1, weeks), "weekday_hence")
    direction = directions().get(tokens.word(end)) or plural_directions().get(tokens.word(end))
    if direction is not None:
        end = part_of_day(tokens, end + 1)
    elif (shared := tokens.follow(end, "and", "weekday")) is not None:
        direction = plural_directions().get(tokens.word(shared))  # "lundi et mardi prochains"
    if direction is None and begin == start and _is_general(tokens, start):
        return None
    sure = 0.9 if direction is None else 0.95
    return with_clock(tokens, Found(begin, end, Weekday(number, direction), "weekday", confidence=sure))


def _is_general(tokens: Tokens, start: int) -> bool:
    """Tell "le samedi", "la grande messe du dimanche soir" from one day; "la nuit du samedi" is one."""
    if tokens.is_a(start - 1, "and") and tokens.is_a(start - 2, "weekday"):
        start -= 2
    return tokens.is_a(start - 1, "the_general") and not tokens.is_a(start - 2, "part_of_day")


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
    this = tokens.precede(start, "demonstrative", "month_noun", "of_the")
    begin = start - tokens.is_a(start - 1, "demonstrative") if this is None else this
    if begin < start and last == end:
        reading = Yearless(f"{number:02}", 0)
    if last == end:
        introduced = introduced or begin < start or _is_introduced(tokens, start)
        if tokens.is_a(start - 1, "de") and tokens.is_a(start - 2, "before_april"):
            return None
        introduced = introduced and (not short or tokens.is_a(end - 1, "stop"))
        if not introduced and not _is_surely_a_month(tokens, start, end, short):
            return None
        last = end - (short and tokens.is_a(end - 1, "stop"))
    return Found(begin, last, reading, "month", confidence=0.9 if last == end else 0.95)


def _is_introduced(tokens: Tokens, start: int) -> bool:
    """Tell "en mai" and "et mai" from "la maison Dupin et Avril": a capital asks for a preposition of time."""
    name = tokens.capitalised(start) and not tokens.capitalised(start - 1)
    named = name and tokens.is_a(start - 1, "before_names") and not tokens.is_a(start - 2, "month")
    return tokens.is_a(start - 1, "before_month") and not named


def _is_surely_a_month(tokens: Tokens, start: int, end: int, short: bool) -> bool:
    """Tell a bare month from a name or a word that looks like it ("Mars" the maker, "sept" the number)."""
    if len(tokens) == 1:
        return True
    if tokens.is_a(end, "range_mark") and tokens.joined(end) and tokens.is_a(end + 1, "month"):
        return True
    if tokens.is_a(end, "and") and tokens.is_a(end + 1, "month") and not tokens.capitalised(start):
        return True
    if short or not tokens.capitalised(start):
        return not short
    opens = tokens.word(start - 1) in _OPENING or start == 0
    return (
        opens
        and not tokens.is_a(start, "ambiguous_month")
        and tokens.word(end)[:1].isalpha()
        and not tokens.capitalised(end)
    )


def year(tokens: Tokens, start: int) -> Found | None:
    """Read four digits as a year where the words around them say so."""
    value = year_digits(tokens, start)
    if value is None or tokens.is_a(start + 1, "year_unit_after") or _is_glued(tokens, start):
        return None
    this = tokens.precede(start, "demonstrative", "year_noun")
    found = Found(start if this is None else this, start + 1, Fixed(f"{value:04}"), "year")
    if value % 10 == 0 and tokens.is_a(start - 1, "and") and tokens.is_a(start - 3, "years_plural"):
        return Found(start, start + 1, Fixed(f"{value // 10}X"), "decade")  # "années 1980 et 1990"
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


def _is_glued(tokens: Tokens, start: int) -> bool:
    """Tell a number that is part of a name or an address ("X-2000", "2020/")."""
    before = tokens.word(start - 1)
    if tokens.joined(start) and (before in "-–/_#@." or before[-1].isalnum()):
        return True
    return tokens.joined(start + 1) and tokens.word(start + 1) in ("/", "_", "@")


def _leads_to_year(tokens: Tokens, start: int, value: int) -> bool:
    """Tell "de 1931", "pour 2020", "depuis au moins 2011" from counted things ("près de 2000 armes")."""
    if tokens.precede(start, "since", "to", "over_under") is not None:
        return True
    linked = tokens.is_a(start - 1, "meant_for") or (
        tokens.is_a(start - 1, "of_the") and not tokens.is_a(start - 2, "hedge")
    )
    return linked and value % 100 != 0 and 1850 <= value <= 2060


def day_of_this_month(tokens: Tokens, start: int) -> Found | None:
    """Read "le 21" where the number cannot count anything."""
    day = tokens.day(start)
    if tokens.is_a(start, "first"):
        return None  # "le premier" is a rank
    before = tokens.is_a(start - 1, "the_day") or tokens.precede(start, "leaving", "du") is not None
    bracketed = tokens.word(start - 2) == "(" and tokens.word(start + 1) == ")"
    closed = bracketed or (day is not None and _sentence_ends(tokens, day[1]))
    if day is None or not before or not closed or tokens.is_a(start - 2, "number_sign"):
        return None
    return Found(start, day[1], DayOfMonth(day[0]), "day_alone", confidence=0.5)


def _sentence_ends(tokens: Tokens, position: int) -> bool:
    return tokens.word(position) in ("", "\n", ".", "?", "!") and not tokens.decimals(position - 1)
