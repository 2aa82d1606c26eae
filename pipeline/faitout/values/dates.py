"""Dates and durations of a French text, each resolved to a TIMEX3 value and to the days that it covers; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import compress, count

from faitout.values import date_grammar as grammar
from faitout.values import date_parts as parts
from faitout.values import relative_dates as relative
from faitout.values.date_expressions import Found, Rule
from faitout.values.date_readings import DayOfMonth, Fixed, Yearless
from faitout.values.date_resolution import Mention, Story, TenseAt, resolved
from faitout.values.date_tokens import Tokens, roles
from faitout.values.durations import collectives, duration, short_units, units
from faitout.values.interval_readings import Between, WithYearOf
from faitout.values.numeric_dates import numeric_date

# In the order in which they are tried, each with the roles of the words that it can begin with; the first that
# reads something wins. Names are looked up in their own tables.
_RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (relative.ago, ("il", "ago_presenter")),
    (relative.in_time, ("dans",)),
    (relative.first_months, ("number_word",)),
    (relative.shifted, ("number_word", "collective")),
    (relative.day_word, ("day_word",)),
    (relative.feast, ("feast",)),
    (relative.modified, ("modifier",)),
    (relative.rest_of_span, ("rest",)),
    (numeric_date, ("quarter_letter",)),
    (grammar.weekday, ("weekday", "short_weekday")),
    (grammar.day_month, ("first", "number_word", "ordinal")),
    (parts.part_of_span, ("number_word", "ordinal")),
    (parts.century, ("century_number", "ordinal")),
    (parts.decade, ("decade_noun",)),
    (parts.week_of, ("week_noun", "weekend_first", "period")),
    (relative.night_between, ("nightfall",)),
    (relative.span_noun, ("demonstrative", "same", "direction", "period", "season_noun", "weekend_first")),
    (grammar.month, ("month", "short_month")),
    (parts.season, ("season",)),
    (duration, ("number_word", "collective", "half_word", "all_of", "unit")),
    (grammar.day_of_this_month, ("first", "number_word")),
)
# Four digits before no word that a number may lead to.
_YEAR_RULES: tuple[Rule, ...] = (numeric_date, parts.next_decade, grammar.year)
_RANGE_MARKS = frozenset("-–—/")
_DIGIT_RULES: tuple[Rule, ...] = (
    relative.first_months,
    relative.shifted,
    numeric_date,
    grammar.day_month,
    parts.part_of_span,
    parts.century,
    parts.next_decade,
    duration,
    grammar.year,
    grammar.day_of_this_month,
)


def find_dates(text: str, published: str | None = None, tense_at: TenseAt | None = None) -> list[Mention]:
    """Return the dates and durations of a text, in reading order.

    Parameters
    ----------
    text : str
        The article.
    published : str, optional
        When it appeared: ``2021-03-05``, ``2021-03`` or ``2021``. Without it, a bare month is ``XXXX-07`` and a bare
        weekday has no value.
    tense_at : callable, optional
        Gives the tense that governs the characters from one offset to another (``past``, ``present``, ``future``,
        ``conditional``, ``imperfect``, ``infinitive`` or None); it decides which Tuesday "mardi" is. Without it,
        the nearest one is taken.

    Returns
    -------
    list of dict
        With ``start``, ``end``, ``text``, ``kind`` (``date`` or ``duration``), ``value`` (TIMEX3, or None), ``mod``,
        ``earliest`` and ``latest`` (ISO days, both included, or None), ``confidence`` and ``rule``.
    """
    tokens = Tokens(text)
    mentions: list[Mention] = []
    story = Story(published)
    for found in _expressions(tokens):
        mention = resolved(tokens, found, story, tense_at)
        if mention is None:
            continue
        mentions.append(mention)
        if mention["kind"] == "date" and mention["value"]:
            story.note(found.reading, mention["value"])
    return mentions


def _expressions(tokens: Tokens) -> Iterator[Found]:
    """Yield what the grammar finds, from left to right, without overlaps."""
    by_word, followers = _rules_by_word(), _followers()
    words = tokens.words
    position = 0
    opening = {word for word in set(words) if word in by_word or word[:1].isdecimal()}
    for index in list(compress(count(), map(opening.__contains__, words))):
        if index < position:
            continue
        rules = by_word.get(words[index], _DIGIT_RULES)
        if rules is _DIGIT_RULES and _leads_nowhere(tokens, index):
            continue
        if words[index] in followers and words[index + 1] not in followers[words[index]]:
            continue
        if rules is _DIGIT_RULES and len(words[index]) == 4 and words[index + 1] not in _after_numbers():
            rules = _YEAR_RULES
        elif duration in rules and _counts_something_else(tokens, index):
            continue
        found = _expression_at(tokens, index, rules)
        if found is not None:
            yield found if found.start >= position else replace(found, start=position)
            position = found.end


@cache
def _followers() -> Mapping[str, frozenset[str]]:
    """Return the words that may follow one that only begins names ("la": "veille")."""
    names = {relative.day_word, relative.feast}
    rules = _rules_by_word()
    return {word: following for word, following in relative.second_words().items() if names.issuperset(rules[word])}


def _leads_nowhere(tokens: Tokens, position: int) -> bool:
    """Tell quickly that figures are no date: amid other figures, or before a mark that no date goes on with."""
    word, following = tokens.words[position], tokens.words[position + 1]
    if following[:1].isalpha():
        return False
    before = tokens.words[position - 1] if position else ""
    if before and before in ".,-–/" and tokens.joined(position) and tokens.words[position - 2].isdecimal():
        return not tokens.is_a(position + 1, "comma") or len(word) < 4
    if tokens.decimals(position):
        counted = tokens.words[position + (2 if following.isdecimal() else 3)]
        return counted[:1].isalpha() and counted not in _after_numbers()
    if len(word) == 4 or tokens.is_a(position - 1, "before_lone_day"):
        return False
    if following == "," and len(word) < 3:
        end = tokens.list_of_days(position)
        return not (tokens.is_a(end, "and") or tokens.is_a(end, "to") or tokens.is_a(end, "range_mark"))
    return following not in _RANGE_MARKS


def _counts_something_else(tokens: Tokens, position: int) -> bool:
    """Tell quickly that a number is none of time: the word after it belongs to no expression of time."""
    word, following = tokens.words[position], tokens.words[position + 1]
    if not following[:1].isalpha() or following in _after_numbers():
        return False
    return len(word) != 4 if word[0].isdecimal() else word in roles()["number_word"]


def _expression_at(tokens: Tokens, position: int, rules: Sequence[Rule]) -> Found | None:
    for rule in rules:
        found = rule(tokens, position)
        if found is not None:
            return _extended(tokens, found) if found.kind == "date" else found
    return _day_range(tokens, position) if rules is _DIGIT_RULES or duration in rules else None


def _date_at(tokens: Tokens, position: int) -> Found | None:
    """Read one date, without looking whether an interval begins with it."""
    word = tokens.word(position)
    rules = _DIGIT_RULES if word[:1].isdecimal() else _rules_by_word().get(word, ())
    found = next((found for rule in rules if (found := rule(tokens, position)) is not None), None)
    if found is None:
        value = grammar.year_digits(tokens, position)
        return None if value is None else Found(position, position + 1, Fixed(f"{value:04}"), "year")
    return found if found.kind == "date" else None


def _extended(tokens: Tokens, low: Found) -> Found:
    """Join a date with the one that closes its interval ("de mars à juin 2020", "entre 2010 et 2015")."""
    begin = _second_end(tokens, low)
    if low.rule in ("numeric_years", "numeric_season"):
        return replace(low, start=_opening(tokens, low.start))
    if begin is None or low.mod is not None:
        return _with_next_year(tokens, low)
    high = _date_at(tokens, begin)
    if high is None or high.start < low.end or isinstance(high.reading, Between):
        return low
    if tokens.is_a(low.end, "range_mark") and type(high.reading) is not type(low.reading) and high.rule != low.rule:
        return low
    begin = _opening(tokens, low.start)
    return replace(high, start=begin, reading=Between(low.reading, high.reading), rule="interval", mod=None)


def _with_next_year(tokens: Tokens, low: Found) -> Found:
    """Give a month or day without its year the year that the next one shares with it ("mai et juin 2011")."""
    linked = tokens.follow(low.end, "and") or tokens.follow(low.end, "or") or tokens.follow(low.end, "comma")
    if linked is None or not isinstance(low.reading, Yearless) or low.reading.direction is not None:
        return low
    begin = tokens.follow(linked, "en?", "article?") or linked
    following = _date_at(tokens, begin)
    if following is None or following.rule != low.rule or not isinstance(following.reading, Fixed):
        return low
    return replace(low, reading=WithYearOf(low.reading, following.reading))


def _opening(tokens: Tokens, start: int) -> int:
    """Return the "entre" that opens an interval: it makes two dates one mention."""
    before = tokens.precede(start, "between", "definite?", "year_noun?")
    return start if before is None else before


def _second_end(tokens: Tokens, low: Found) -> int | None:
    """Return where the second date of an interval may begin."""
    if tokens.precede(low.start, "between", "definite?", "year_noun?") is not None:
        return tokens.follow(low.end, "and", "article?") or tokens.follow(low.end, "range_mark")
    opened = tokens.is_a(low.start - 1, "of_the") or (
        tokens.is_a(low.start - 1, "la") and tokens.is_a(low.start - 2, "de")
    )
    daily = low.rule.endswith("day_month") or low.rule.startswith("numeric") or low.rule == "weekday_day"
    if opened or daily:
        after = tokens.follow(low.end, "to", "article?")
        if after is not None and (opened or not tokens.is_a(low.end, "at")):
            return after
    if low.rule == "year" and tokens.word(low.end) in roles()["to"] and grammar.year_digits(tokens, low.end + 1):
        return low.end + 1  # "les années 2015 à 2017"
    if low.rule in ("month", "year", "day_month") and tokens.is_a(low.end, "range_mark"):
        return low.end + 1
    return None


def _day_range(tokens: Tokens, position: int) -> Found | None:
    """Read days that share a month: "3 au 7 juin", "17 et 18 novembre", "vendredi 2 au jeudi 6"."""
    low = tokens.day(position)
    if low is None:
        return None
    end = tokens.list_of_days(position)
    between = tokens.precede(position, "between", "definite?")
    linked = tokens.follow(end, "to") or tokens.follow(end, "range_mark") or tokens.follow(end, "and")
    if linked is None:
        return None
    high_at = tokens.follow(linked, "article?") or linked
    high = (
        grammar.weekday(tokens, high_at)
        or grammar.day_month(tokens, high_at)
        or _closing_day(tokens, position, high_at)
    )
    if high is None:
        return None
    if tokens.is_a(end, "and") and between is None and not _in_a_row(tokens, position, high_at):
        return _day_with_month_of(tokens, position, low, high)
    start = position if between is None else between
    return replace(high, start=start, reading=Between(DayOfMonth(low[0]), high.reading), rule="day_interval")


def _in_a_row(tokens: Tokens, position: int, last: int) -> bool:
    """Tell whether the days from one position to another follow each other ("17, 18 et 19 mai")."""
    expected = None
    while (day := tokens.day(position)) is not None and position <= last:
        if expected is not None and day[0] != expected:
            return False
        expected, position = day[0] + 1, day[1] + 1
    return True


def _day_with_month_of(tokens: Tokens, position: int, day: tuple[int, int], high: Found) -> Found | None:
    """Read the first of the days that share a month without following each other ("les 5 et 19 mai")."""
    listed = tokens.is_a(position - 1, "definite") or tokens.is_a(position - 1, "the_general")
    after_another = tokens.is_a(position - 1, "comma") and tokens.digits(position - 2) is not None
    if not (listed or after_another):
        return None
    return Found(position, day[1], WithYearOf(DayOfMonth(day[0]), high.reading), "day_with_month_of")


def _closing_day(tokens: Tokens, start: int, position: int) -> Found | None:
    """Read the "dix-huit" of "entre le 13 et le dix-huit", where "du" or "entre" opens the interval."""
    opened = tokens.precede(start, "between", "definite") is not None
    day = tokens.day(position)
    if day is None or not opened or not grammar.ends_phrase(tokens, day[1]):
        return None
    return Found(position, day[1], DayOfMonth(day[0]), "day_alone", confidence=0.6)


@cache
def _starts() -> Mapping[str, frozenset[str]]:
    """Return the words of each role that a rule can begin with."""
    own = {
        **relative.first_words(),
        **parts.first_words(),
        "unit": frozenset(units()),
        "collective": frozenset(collectives()),
    }
    return {**roles(), **own}


@cache
def _rules_by_word() -> Mapping[str, tuple[Rule, ...]]:
    rules: dict[str, list[Rule]] = {}
    for rule, starts in _RULES:
        for word in {word for role in starts for word in _starts()[role]}:
            rules.setdefault(word, []).append(rule)
    return {word: tuple(found) for word, found in rules.items()}


@cache
def _after_numbers() -> frozenset[str]:
    """Return the words that may follow a number inside an expression of time."""
    inner = (
        "month", "short_month", "weekday", "period", "month_noun", "day_noun", "selecting", "to", "and", "or",
        "ordinal_suffix", "quarter_letter", "week_letter", "first_plural", "last_plural", "thousand", "the_singular",
        "demonstrative", "fortnight", "weekend_first", "century_noun", "of_the", "number_word", "half_word",
        "collective", "ordinal", "pointing", "whole", "quarter",
    )  # fmt: skip
    return frozenset(word for role in inner for word in _starts()[role]) | set(units()) | set(short_units())
