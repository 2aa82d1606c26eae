"""The grammar of dates that lean on another: on the article's day, on a date of the text, or on the next words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from faitout.values import date_grammar as grammar
from faitout.values import date_parts as parts
from faitout.values.calendar import Unit
from faitout.values.date_expressions import Found, Modifier
from faitout.values.date_readings import (
    Fixed,
    FromAnchor,
    FromPublication,
    Holiday,
    Reading,
    SameIn,
    Shifted,
    SportsSeason,
    ThisWeekend,
    Weekday,
)
from faitout.values.date_tokens import Tokens, date_lexicon, directions, months, periods, roles, tokenise_name, weekdays
from faitout.values.durations import Length, collectives, is_vague, length
from faitout.values.interval_readings import Between, Stretch
from faitout.values.numeric_dates import numeric_date

Span = Literal["day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century", "sports"]
Name = tuple[tuple[str, ...], Mapping[str, object]]


def day_word(tokens: Tokens, start: int) -> Found | None:
    """Read "aujourd'hui", "hier soir", "après-demain", "la veille", "le lendemain du 13 février"."""
    named = _longest_name(tokens, start, _day_words())
    if named is None:
        return None
    end, entry = named
    if _is_figurative(tokens, start, end, entry):
        return None
    begin = start + tokens.is_a(start, "definite")
    step = int(str(entry["step"]))
    base = _base_after(tokens, end)
    if base is not None and entry.get("anchored"):
        return Found(begin, base.end, Shifted(base.reading, "day", step), "day_from_date")
    if entry.get("anchored"):
        if tokens.is_a(end, "de"):
            return None
        end = grammar.part_of_day(tokens, end)
        return Found(begin, end, FromAnchor("day", step), "day_from_anchor", confidence=0.8)
    rule = "today" if step == 0 and end - start == 2 and not tokens.is_a(start, "demonstrative") else "day_word"
    found = Found(begin, end, FromPublication("day", step), rule, confidence=0.9)
    return grammar.with_clock(tokens, found)


def _is_figurative(tokens: Tokens, start: int, end: int, entry: Mapping[str, object]) -> bool:
    """Tell "à ce jour", "ce jour de fête", "l'auto de demain" and a lone "maintenant" from a day."""
    before = start - 1
    if entry.get("within_between"):
        return not any(tokens.is_a(position, "between") for position in range(max(start - 8, 0), start))
    if entry.get("up_to_now"):
        return tokens.is_a(before, "at") or tokens.is_a(end, "de") or tokens.is_a(end, "where")
    if entry.get("times_to_come") and tokens.is_a(before, "de") and not tokens.is_a(before - 1, "leaving"):
        return grammar.part_of_day(tokens, end) == end
    return False


def _base_after(tokens: Tokens, position: int) -> Found | None:
    """Return the date that "veille de" or "lendemain de" leans on."""
    begin = tokens.follow(position, "de", "la?")
    if begin is None:
        return None
    return grammar.day_month(tokens, begin) or feast(tokens, begin) or _feast_with_head(tokens, begin)


def _feast_with_head(tokens: Tokens, position: int) -> Found | None:
    inner = tokens.follow(position, "feast_holder", "of_the", "la?")
    return None if inner is None else feast(tokens, inner)


def feast(tokens: Tokens, start: int) -> Found | None:
    """Read a feast with its year, if one is given: "Noël", "lundi de Pâques 2018"."""
    named = _longest_name(tokens, start, _feasts())
    if named is None or _is_proper_name(tokens, start, named[0]):
        return None
    end, entry = named
    if entry.get("capital") and not tokens.capitalised(end - 1):
        return None
    begin = start + (tokens.is_a(start, "definite") and end - start > 1)
    rule = str(entry["rule"])
    year = grammar.year_after(tokens, end) or grammar.two_digit_year(tokens, end)
    if year is not None:
        return Found(begin, year[1], Holiday(rule, year[0]), "feast")
    direction = directions().get(tokens.word(end))
    return Found(begin, end + (direction is not None), Holiday(rule, None, direction), "feast", confidence=0.8)


def _is_proper_name(tokens: Tokens, start: int, end: int) -> bool:
    """Tell "Xavier Noël", "le père Noël", "marchés de Noël" from the day."""
    before = start - 1
    if end - start > 1:
        return False
    if tokens.joined(start) and tokens.is_a(before, "dash"):
        return True
    titled = tokens.is_a(before, "stop") and tokens.is_a(before - 1, "title")
    if titled or (tokens.capitalised(end) and not tokens.is_a(before, "feast_before")):
        return True
    if tokens.is_a(before, "proper_before_feast"):
        return not tokens.is_a(before - 1, "feast_holder")
    return (
        tokens.capitalised(before)
        and tokens.word(before) not in months()
        and before > 0
        and not tokens.is_a(before, "preposition")
    )


def span_noun(tokens: Tokens, start: int) -> Found | None:
    """Read a span by its noun: "cette semaine", "l'an dernier", "le prochain trimestre", "l'année précédente"."""
    this = tokens.is_a(start, "demonstrative")
    position = start + this
    same = tokens.is_a(position, "same")
    before = None if same else directions().get(tokens.word(position))
    position += same or before is not None
    noun = _noun(tokens, position)
    if noun is None:
        return None
    unit, end = noun
    if same:
        return _same_span(tokens, start, unit, end)
    if before is not None:
        return _led_span(tokens, start, unit, before, end) if not this or unit != "day" else None
    if this:
        return _this_span(tokens, start, unit, end)
    return _followed_span(tokens, start, unit, end)


def _same_span(tokens: Tokens, start: int, unit: Span, end: int) -> Found | None:
    if unit == "day" or unit == "sports" or not tokens.is_a(start - 1, "the_singular"):  # noqa: PLR1714 - narrows
        return None
    year = grammar.year_after(tokens, end)
    if year is not None:
        return Found(start, year[1], SameIn(unit, year[0]), "same_span_in_year", confidence=0.8)
    return Found(start, end, FromAnchor(unit, 0), "same_span", confidence=0.7)


def rest_of_span(tokens: Tokens, start: int) -> Found | None:
    """Read "reste de la semaine", "reste de cette année"."""
    begin = tokens.follow(start, "rest", "of_the", "this_my?")
    noun = None if begin is None else _noun(tokens, begin)
    if noun is None or noun[0] == "day":
        return None
    return Found(start, noun[1], Stretch(_from_publication(noun[0], 0), "rest"), "rest_of_span", confidence=0.8)


def _noun(tokens: Tokens, position: int) -> tuple[Span, int] | None:
    if tokens.words[position] not in _span_nouns():
        return None
    weekend = parts.weekend_noun(tokens, position)
    if weekend is not None:
        return "weekend", weekend
    if tokens.is_a(position, "season_noun"):
        return "sports", position + 1
    unit = periods().get(tokens.word(position))
    return None if unit is None else (unit, position + 1)


@cache
def _span_nouns() -> frozenset[str]:
    return frozenset(periods()) | roles()["season_noun"] | roles()["weekend_first"]


def _from_publication(unit: Span, count: int) -> Reading:
    if unit == "weekend" and count == 0:
        return ThisWeekend()
    return SportsSeason(count) if unit == "sports" else FromPublication(unit, count)


def _from_anchor(unit: Span, count: int) -> Reading:
    if unit == "sports":
        return SportsSeason(count)
    return FromAnchor(unit, count, or_publication=True)


def _led_span(tokens: Tokens, start: int, unit: Span, step: int, end: int) -> Found | None:
    """Read "la dernière semaine", "le prochain trimestre"; "ces derniers jours" is vague."""
    if unit == "day" or not (tokens.is_a(start - 1, "the_singular") or unit in ("quarter", "half") or start == 0):
        return None
    if tokens.is_a(end, "of_the") and unit != "quarter":
        return None
    return Found(start, end, _from_publication(unit, step), "led_span", confidence=0.8)


def _this_span(tokens: Tokens, start: int, unit: Span, end: int) -> Found | None:
    """Read "cette année", "ce mois-ci", "cette semaine-là"."""
    there = tokens.follow(end, "dash", "there")
    if there is not None and unit != "sports":
        return Found(start, there, FromAnchor(unit, 0), "that_span", confidence=0.8)
    here = tokens.follow(end, "dash", "here")
    if unit == "month" and tokens.follow(end, "of_the", "month") is not None:
        return None  # "ce mois de mars"
    if unit == "day" or (unit == "year" and grammar.year_digits(tokens, end) is not None):
        return None
    if unit == "year" and tokens.is_a(start + 1, "exercise"):
        return None
    return Found(start, here or end, _from_publication(unit, 0), "this_span")


def _followed_span(tokens: Tokens, start: int, unit: Span, end: int) -> Found | None:
    """Read "semaine dernière", "mois à venir", "année en cours", "année précédente"."""
    if unit != "day" and tokens.is_a(end, "direction"):
        return Found(start, end + 1, _from_publication(unit, directions()[tokens.word(end)]), "span_direction")
    beside = grammar.span_beside(tokens, end)
    if beside is not None and not (unit == "day" and tokens.is_a(end, "de")):
        return Found(start, beside[1], _from_anchor(unit, beside[0]), "span_beside", confidence=0.8)
    current = tokens.follow(end, "en", "current")
    if current is not None and unit != "day":
        return Found(start, current, _from_publication(unit, 0), "current_span")
    coming = tokens.follow(end, "at", "coming")
    if coming is not None and tokens.is_a(start - 1, "the_singular") and unit != "day":
        return Found(start, coming, _from_publication(unit, 1), "coming_span")
    return _span_in_context(tokens, start, unit, end)


def _span_in_context(tokens: Tokens, start: int, unit: Span, end: int) -> Found | None:
    """Read a bare "la semaine", "le mois" where the words before make it the present one ("durant la semaine")."""
    if unit in ("day", "sports") or not tokens.is_a(start - 1, "the_singular") or _described(tokens, end):
        return None
    before = start - 2
    earlier = tokens.is_a(before, "dans") and (tokens.is_a(before - 1, "later") or tokens.is_a(before - 1, "earlier"))
    through = tokens.is_a(before, "during") or (tokens.is_a(start - 1, "of_the") and tokens.is_a(before, "course"))
    through = through or (
        tokens.is_a(start - 1, "la") and tokens.is_a(before, "of_the") and tokens.is_a(before - 1, "course")
    )
    if not (earlier or through):
        return None
    return Found(start, end, _from_publication(unit, 0), "span_in_context", confidence=0.7)


def _described(tokens: Tokens, position: int) -> bool:
    word = tokens.word(position)
    return (word[:1].isalnum() and not tokens.is_a(position, "year_after")) or tokens.is_a(position, "de")


def modified(tokens: Tokens, start: int) -> Found | None:
    """Read "fin mars", "mi-2019", "début de l'année", "fin d'année", "milieu des années 80", "courant mai"."""
    if tokens.word(start) not in _modifiers():
        return None
    mod = _modifiers()[tokens.word(start)]
    position = tokens.follow(start + 1, "dash") or start + 1
    linked = tokens.follow(position, "de", "definite?")
    begin = linked if linked is not None else position
    inner = _modifiable(tokens, begin)
    if inner is None:
        inner = _period_after_modifier(tokens, start, begin, linked is not None)
    if inner is None or inner.mod or inner.kind != "date":
        return None
    start -= tokens.is_a(start - 1, "demonstrative")
    return replace(inner, start=start, mod=mod, rule=f"{inner.rule}_{mod or 'within'}")


def _modifiable(tokens: Tokens, position: int) -> Found | None:
    after_month = tokens.follow(position, "month_noun", "of_the")
    if after_month is not None:
        return grammar.month(tokens, after_month, introduced=True)
    named = parts.decade(tokens, position)
    if named is not None:
        return named
    exercise = tokens.follow(position, "year_noun") or tokens.follow(position, "exercise")
    if exercise is not None and grammar.year_digits(tokens, exercise) is not None:
        position = exercise
    for rule in (parts.part_of_span, parts.century, span_noun, parts.season_name):
        found = rule(tokens, position)
        if found is not None:
            return found
    ranged = numeric_date(tokens, position) if tokens.word(position)[:1].isdecimal() else None
    value = grammar.year_digits(tokens, position)
    if ranged is not None:
        return ranged
    if value is not None and not tokens.is_a(position + 1, "year_unit_after"):
        return Found(position, position + 1, Fixed(f"{value:04}"), "year")
    return grammar.month(tokens, position, introduced=True)


def _period_after_modifier(tokens: Tokens, start: int, position: int, linked: bool) -> Found | None:
    """Read the "année" of "fin de l'année", "fin d'année": the present one, unless it is a fixed phrase."""
    noun = _noun(tokens, position)
    if noun is None or noun[0] in ("day", "sports") or not linked:
        return None
    bare = not tokens.is_a(position - 1, "definite") and not tokens.is_a(position - 1, "du")
    if bare and (tokens.is_a(start - 1, "de") or tokens.is_a(start - 1, "modifier_holder")):
        return None
    if _described(tokens, noun[1]):
        return None
    return Found(position, noun[1], _from_publication(noun[0], 0), "span_of_modifier", confidence=0.85)


def ago(tokens: Tokens, start: int) -> Found | None:
    """Read "il y a (environ) trois ans", "voici deux mois": a date in the granularity of its unit."""
    begin = tokens.follow(start, "il", "y", "have")
    presented = tokens.follow(start, "ago_presenter")
    counted = None if begin is None and presented is None else _hedged_length(tokens, begin or start + 1)
    if counted is None or (presented is not None and tokens.is_a(counted.end, "that")):
        return None  # "voilà trois ans que" measures
    begin = begin or presented or start
    start = start if presented is None else counted.start
    reading = _stepped(counted, -1)
    hedged = counted.approximate or any(
        tokens.is_a(position, "approximately") for position in range(begin, counted.start)
    )
    return None if reading is None else Found(start, counted.end, reading, "ago", "approx" if hedged else None)


def _opens_length(word: str) -> bool:
    """Tell quickly whether a length may begin with a word, "environ" and its like included."""
    return word[:1].isdecimal() or word in _length_words()


@cache
def _length_words() -> frozenset[str]:
    known = ("number_word", "hedge", "one", "half_word", "quarter", "days_alone")
    return frozenset(collectives()).union(*(roles()[role] for role in known))


def _hedged_length(tokens: Tokens, position: int) -> Length | None:
    """Read a length after "environ", "un peu plus de", "près de"."""
    for ahead in range(position, position + 6):
        little = tokens.follow(ahead, "one", "little")
        if not tokens.is_a(ahead, "hedge") and little is None:
            return length(tokens, ahead)
    return None


def in_time(tokens: Tokens, start: int) -> Found | None:
    """Read the length after "dans" as a date ("dans six mois"), unless it is laid out ("dans les six mois")."""
    if not tokens.is_a(start, "dans") or not _opens_length(tokens.word(start + 1)):
        return None
    counted = _hedged_length(tokens, start + 1)
    from_date = None if counted is None else shifted(tokens, counted.start)
    if from_date is not None:
        return from_date
    if counted is None or counted.pointing or is_vague(tokens, counted) or tokens.is_a(counted.end, "of_measure"):
        return None
    reading = _stepped(counted, 1)
    return (
        None
        if reading is None
        else Found(counted.start, counted.end, reading, "in_time", "approx" if counted.approximate else None)
    )


def _stepped(counted: Length, sign: int) -> Reading | None:
    steps = counted.steps()
    if not steps:
        return None
    reading: Reading = FromPublication(steps[0][0], sign * steps[0][1])
    if len(steps) > 1:
        reading = FromPublication(steps[-1][0], 0)
        for unit, count in steps:
            reading = Shifted(reading, unit, sign * count)
    return reading


def shifted(tokens: Tokens, start: int) -> Found | None:
    """Read a length that leads from another date: "deux ans plus tard", "3 jours après le 12 janvier"."""
    counted = length(tokens, start)
    steps = None if counted is None else counted.steps()
    if counted is None or steps is None or len(steps) != 1:
        return None
    unit, count = steps[0]
    end = counted.end
    sign = 0
    if tokens.follow(end, "more", "later"):
        sign, after = 1, end + 2
    elif tokens.follow(end, "more?", "earlier"):
        sign, after = -1, tokens.follow(end, "more?", "earlier") or end
    if sign:
        # "deux ans plus tôt" leads back from the article where it names no date before.
        reading = FromAnchor(unit, sign * count, or_publication=sign < 0 and unit != "day", last_day=unit == "day")
        return Found(start, after, reading, "shifted_from_anchor", confidence=0.85)
    return _shifted_from_date(tokens, start, end, unit, count)


def _shifted_from_date(tokens: Tokens, start: int, end: int, unit: Unit, count: int) -> Found | None:
    sign = 1 if tokens.is_a(end, "after") else -1 if tokens.is_a(end, "before") else 0
    begin = end + 1 if sign else tokens.follow(end, "at", "leaving", "de")
    if begin is None:
        return None
    base = _shift_base(tokens, begin)
    if base is not None:
        return Found(start, base.end, Shifted(base.reading, unit, (sign or 1) * count), "shifted_from_date")
    closed = not tokens.word(begin)[:1].isalnum()
    return (
        Found(start, begin, FromAnchor(unit, sign * count), "shifted_from_anchor", confidence=0.7)
        if sign and closed
        else None
    )


def _shift_base(tokens: Tokens, position: int) -> Found | None:
    position = tokens.follow(position, "the_singular") or position
    if tokens.word(position)[:1].isdecimal():
        return numeric_date(tokens, position) or grammar.day_month(tokens, position)
    return day_word(tokens, position) or feast(tokens, position)


def first_months(tokens: Tokens, start: int) -> Found | None:
    """Read "six premiers mois de 2019", "premiers mois" having a number, as an interval of that year."""
    number = tokens.number(start)
    if number is None or not 1 <= number[0] <= 12 or number[0] % 1:
        return None
    first = tokens.is_a(number[1], "first_plural")
    if not (first or tokens.is_a(number[1], "last_plural")) or not tokens.is_a(number[1] + 1, "month_noun"):
        return None
    whole = parts.whole_span(tokens, number[1] + 2) or _bare_year(tokens, number[1] + 2)
    if whole is None:
        return None
    part: Literal["first_months", "last_months"] = "first_months" if first else "last_months"
    return Found(start, whole[1], Stretch(whole[0], part, int(number[0])), part)


def _bare_year(tokens: Tokens, position: int) -> tuple[Reading, int] | None:
    """Read "de l'année", "de l'exercice": the present year."""
    noun = tokens.follow(position, "of_the", "definite?", "year_noun") or tokens.follow(
        position, "of_the", "definite?", "exercise"
    )
    return None if noun is None else (FromPublication("year", 0), noun)


def night_between(tokens: Tokens, start: int) -> Found | None:
    """Read "nuit de mardi à mercredi", "nuit du 3 au 4 juin"."""
    begin = tokens.follow(start, "nightfall", "of_the")
    if begin is None:
        return None
    second = tokens.follow(begin, "weekday", "to", "weekday")
    if second is None:
        return None
    low, high = (Weekday(weekdays()[tokens.word(position)]) for position in (begin, second - 1))
    return Found(start, second, Between(low, high), "night", confidence=0.7)


def _longest_name(
    tokens: Tokens, start: int, names: Mapping[str, Sequence[Name]]
) -> tuple[int, Mapping[str, object]] | None:
    for words, entry in names.get(tokens.word(start), ()):
        if tokens.words[start : start + len(words)] == list(words):
            return start + len(words), entry
    return None


def _index(table: str) -> dict[str, list[Name]]:
    index: dict[str, list[Name]] = {}
    for entry in date_lexicon()[table]:
        for name in entry["names"]:
            for words in {tokenise_name(name), tokenise_name(name, accents=False)}:
                index.setdefault(words[0], []).append((words, entry))
    return {word: sorted(names, key=lambda name: -len(name[0])) for word, names in index.items()}


@cache
def _day_words() -> Mapping[str, Sequence[Name]]:
    return _index("day_words")


@cache
def _feasts() -> Mapping[str, Sequence[Name]]:
    return _index("feasts")


@cache
def second_words() -> Mapping[str, frozenset[str]]:
    """Return the second words of day words and feasts by the first, where no name has one word only."""
    seconds: dict[str, set[str]] = {}
    for index in (_day_words(), _feasts()):
        for word, names in index.items():
            seconds.setdefault(word, set()).update(name[1] if len(name) > 1 else "" for name, _ in names)
    return {word: frozenset(following) for word, following in seconds.items() if "" not in following}


@cache
def _modifiers() -> Mapping[str, Modifier | None]:
    return {
        form: entry.get("mod")
        for entry in date_lexicon()["modifiers"]
        for form in (*entry["forms"], *entry.get("plain", ()))
    }


def first_words() -> dict[str, frozenset[str]]:
    """Return the words that a day word, a feast or a modifier can begin with."""
    return {
        "day_word": frozenset(_day_words()),
        "feast": frozenset(_feasts()),
        "modifier": frozenset(_modifiers()),
    }
