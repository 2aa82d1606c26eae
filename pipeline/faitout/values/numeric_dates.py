"""The grammar of dates in figures: "11/01/2019", "2019-01-11", "2017/2018", "Q3 2019"."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from faitout.values.calendar import covered_days
from faitout.values.date_expressions import Found
from faitout.values.date_readings import Fixed, Yearless
from faitout.values.date_tokens import Tokens

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


# Without a year: "au T4", "au S1".
_ALONE = re.compile(rf"(?P<letter>t(?=[1-4])|s(?=[12]))(?P<number>\d){_AFTER}")


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
    alone = _ALONE.match(tokens.folded, tokens.starts[start]) if tokens.is_a(start - 1, "before_quarter_code") else None
    if alone is not None and tokens.capitalised(start):
        code = f"{'H' if alone['letter'] == 's' else 'Q'}{alone['number']}"
        return Found(start, bisect_left(tokens.starts, alone.end()), Yearless(code), "quarter_code", confidence=0.6)
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
    if match["dm"]:
        return _day_and_month(tokens, start, match)
    return _part_of_years(match)


def _part_of_years(match: re.Match[str]) -> str | None:
    if match["years"]:
        ascending = int(match["y3"]) < int(match["y4"]) <= int(match["y3"]) + 500
        return f"{match['y3']}/{match['y4']}" if ascending else None
    if match["season"]:
        return _year_and(match["y5"], match["y6"])
    if match["my"]:
        return f"{match['y7']}-{int(match['m7']):02}" if 1 <= int(match["m7"]) <= 12 else None
    value = f"{match['y9']}-W{match['w9']}"
    return value if covered_days(value) else None


def _year_and(year: str, two: str) -> str | None:
    """Read "2020-21" as two years, "2019-03" as a month."""
    if int(two) == (int(year) + 1) % 100:
        return f"{year}/{int(year) + 1}"
    return f"{year}-{two}" if 1 <= int(two) <= 12 else None


def _day_and_month(tokens: Tokens, start: int, match: re.Match[str]) -> str | None:
    """Read "25/10" where something says that it is no fraction: an article, a preposition, a weekday, zeros."""
    introduced = tokens.is_a(start - 1, "preposition") or tokens.is_a(start - 1, "weekday")
    alone = start == 0 and not tokens.text[match.end() : match.end() + 20].strip()
    columns = tokens.text[max(match.start() - 3, 0) : match.start()] == "   "
    printed = len(match["d8"]) == len(match["m8"]) == 2 or columns
    if not (introduced or alone or printed):
        return None
    value = f"{int(match['m8']):02}-{int(match['d8']):02}"
    return value if covered_days(f"2020-{value}") else None


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
