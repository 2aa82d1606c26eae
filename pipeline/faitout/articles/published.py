"""When an article was published: by the user, the metadata, the archive's header or the dateline in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate
from functools import cache

from faitout.errors import Errors, FaitoutError
from faitout.lexicon import load
from faitout.records import PublishedFrom
from faitout.values.datestamps import read_datestamp
from faitout.values.folding import fold

_HEAD = 1500  # characters at the top of an article where a dateline may stand
_TOP = 600  # where a date alone on its line is one
_FOOT = 500
_YEARS = range(1600, 2200)
_PIVOT = 70  # two-digit years from here on are of the last century
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ]\d\d:\d\d.*)?", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})[/.]?(\d\d)[/.]?(\d\d)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Words that say when the article was published.

    Parameters
    ----------
    start, end : int
        Where they stand: they are page furniture.
    value : str
        The ISO date that they say.
    rank : int
        Of several datelines, that of the lowest rank counts.
    origin : str
        ``header`` or ``text``.
    """

    start: int
    end: int
    value: str
    rank: int
    origin: PublishedFrom = "text"


def find_published(
    text: str, option: str | None = None, metadata: str | None = None
) -> tuple[str | None, PublishedFrom | None]:
    """Return the publication date of an article, and where it comes from.

    Parameters
    ----------
    text : str
        The article.
    option, metadata : str, optional
        What the user says, and what the input says beside the text; the user wins.

    Raises
    ------
    FaitoutError
        E109 if the one that counts is in no known form.
    """
    if option is not None:
        return normalise_date(option), "option"
    if metadata is not None and metadata.strip():
        return normalise_date(metadata), "metadata"
    dateline = min(find_datelines(text), key=lambda found: (found.rank, found.start), default=None)
    return (dateline.value, dateline.origin) if dateline else (None, None)


def normalise_date(value: str) -> str:
    """Return a date as ISO 8601, as fine as it is given: ``2021-03-05``, ``2021-03`` or ``2021``.

    ISO dates, with or without a time, dates of mail and feeds (RFC 2822) and French dates are known, and the stamps of
    machines and of English text that :func:`faitout.values.datestamps.read_datestamp` reads.

    Raises
    ------
    FaitoutError
        E109 for anything else.
    """
    given = value.strip()
    found = _read_iso(given) or _read_mail(given) or _read_french(given) or read_datestamp(given)
    if found is None:
        raise FaitoutError(Errors.E109, value=value)
    return found


def find_datelines(text: str) -> list[Dateline]:
    """Return the datelines of an article, in reading order."""
    folded = re.sub(r"\r(?!\n)", "\n", fold(text)).replace("\r", " ")
    found: list[Dateline] = []
    for dateline in sorted(_candidates(text, folded), key=lambda found: (found.start, found.rank)):
        if not found or dateline.start >= found[-1].end:
            found.append(dateline)
    return found


def _candidates(text: str, folded: str) -> Iterator[Dateline]:
    header = _header().match(folded)
    if header:
        value = _read_iso(header["value"])
        if value:
            yield Dateline(header.start("line"), header.end("line"), value, 0, "header")
    foot = max(_HEAD, len(folded) - _FOOT)
    for line in _lines():
        for begin, end in ((0, line.within), (foot, len(folded))) if line.at_foot else ((0, line.within),):
            for match in line.pattern.finditer(folded, begin, min(end, len(folded))):
                value = _value(match)
                start = match.start("line")
                if value and (not line.capital or text[start].isupper()):
                    yield Dateline(start, match.end("line"), value, line.rank)


# --- reading a date -------------------------------------------------------------------------------------------


def _read_iso(given: str) -> str | None:
    match = _PARTIAL.fullmatch(given) or _COMPACT.fullmatch(given)
    return _iso(*map(int, filter(None, match.groups()))) if match else None


def _read_mail(given: str) -> str | None:
    parsed = parsedate(given)
    return _iso(*parsed[:3]) if parsed and re.match(r"[A-Za-z]{3},|\d", given) else None


def _read_french(given: str) -> str | None:
    match = re.fullmatch(_full_date(named=True), fold(given))
    return _value(match) if match else None


def _iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Return a date that exists, in ISO 8601, as fine as it is given."""
    try:
        whole = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return None
    return whole[: 10 if day else 7 if month else 4] if year in _YEARS else None


def _value(match: re.Match[str]) -> str | None:
    part = match.groupdict()
    if part["iso"]:
        return _read_iso(part["iso"])
    if part["month"]:
        return _iso(int(part["year"]), _months()[part["month"]], int(part["day"]))
    year = int(part["numeric_year"])
    if len(part["numeric_year"]) == 2:
        year += 1900 if year >= _PIVOT else 2000
    return _iso(year, int(part["numeric_month"]), int(part["numeric_day"]))


# --- the patterns ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A form of dateline: its pattern, with the dateline as group ``line``, and where it may stand."""

    pattern: re.Pattern[str]
    rank: int
    within: int = _HEAD
    at_foot: bool = False
    capital: bool = False


@cache
def _header() -> re.Pattern[str]:
    words = "|".join(entry["pattern"] for entry in load("published")["headers"])
    return re.compile(rf"\s*(?P<line>(?:{words}) (?P<value>\d{{4}}(?:-\d\d){{0,2}}))(?!\S)")


@cache
def _lines() -> tuple[_Line, ...]:
    lexicon = load("published")
    around = lexicon["around"]
    by, dated, again = around["by"], _dated(named=True), _dated(named=False)
    any_cue = "|".join(entry["pattern"] for entry in lexicon["cues"])
    author = rf"(?:{by} [^\n|]{{2,80}}?[,|·–—-] ?)?"
    more = rf"(?:[ ,|·•/–—-]{{1,5}}(?:{around['and']} )?(?:{any_cue}) ?:? ?{again})?(?: {by} [^\n]{{2,60}}(?=$))?"
    after = r"(?= ?(?:$|[-–—|·•/(]|\. *$))"
    cues = [
        (rf"^ *(?P<line>{author}(?:{entry['pattern']}) ?:? ?{dated}{more}){after}", entry["rank"])
        for entry in lexicon["cues"]
    ]
    place = r"[^\W\d_][\w' -]{1,40}(?: \([^()\n]{2,30}\))?"
    places = [
        (rf"^ *(?P<line>{place}, {dated} ?{entry['pattern']}(?: ?[-–—:])?)", entry["rank"])
        for entry in lexicon["places"]
    ]
    alone = [(rf"^ *(?P<line>{dated}) *$", entry["rank"]) for entry in lexicon["alone"]]
    return (
        *(_Line(re.compile(pattern, re.MULTILINE), rank, at_foot=True) for pattern, rank in cues),
        *(_Line(re.compile(pattern, re.MULTILINE), rank, capital=True) for pattern, rank in places),
        *(_Line(re.compile(pattern, re.MULTILINE), rank, within=_TOP) for pattern, rank in alone),
    )


def _dated(named: bool) -> str:
    """Return the pattern of a date with what may stand around it: article, weekday, hour."""
    around = load("published")["around"]
    weekdays = "|".join(form for day in load("dates")["weekdays"] for form in (*day["forms"], *day["short"]))
    hour = rf"(?:,? ?(?:{around['at']} |- )?\d{{1,2}} ?(?:{around['hour']}|:) ?(?:\d\d)?(?::\d\d)?)?"
    before = rf"(?:{around['before']} )?"
    return rf"{before}(?:(?:{weekdays})[.,]? )?{before}{_full_date(named)}{hour}"


@cache
def _full_date(named: bool) -> str:
    """Return the pattern of a day, month and year, with its parts as groups or without groups."""
    first = load("published")["around"]["first_day"]
    months = "|".join(sorted(_months(), key=len, reverse=True))
    pattern = (
        rf"(?:(?P<day>\d{{1,2}})(?:{first})?[ -](?P<month>{months})\.?[ -](?P<year>\d{{4}})"
        r"|(?P<iso>\d{4}-\d\d-\d\d)"
        r"|(?P<numeric_day>\d{1,2})(?P<mark>[/.-])(?P<numeric_month>\d{1,2})(?P=mark)(?P<numeric_year>\d{4}|\d\d))(?!\d)"
    )
    if named:
        return pattern
    return re.sub(r"\(\?P<\w+>", "(?:", pattern).replace("(?P=mark)", "[/.-]")


@cache
def _months() -> dict[str, int]:
    """Return the number of each name of a month, with and without accents."""
    names = {form: month["number"] for month in load("dates")["months"] for form in (*month["forms"], *month["short"])}
    return names | {_without_accents(name): number for name, number in names.items()}


def _without_accents(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
