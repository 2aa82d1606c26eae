"""The dates that machines and other languages print: mail headers, feeds, content management systems.

This is dateparser's part of the work. In running text our own grammar reads every form better (docs/dates.md has the
figures); for the stamp of one article, known to be a date and nothing else, dateparser knows notations by the hundred.
"""

from __future__ import annotations

import re

_SETTINGS = {
    "DATE_ORDER": "DMY",
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
}
_LANGUAGES = ["fr", "en"]
_YEAR_FIRST = re.compile(r"\s*\d{4}\D(\d\d?)\D\d\d?(?!\d)")
_LONGEST = 80


def read_datestamp(stamp: str) -> str | None:
    """Return the ISO day of a whole date stamp in French or English, or None if it is none.

    Parameters
    ----------
    stamp : str
        A date and perhaps a time, and nothing else: ``Thu, 05 Mar 2021 10:00:00 GMT``, ``March 5, 2021``. Day, month
        and year must all be there; of two numbers the first is the day.
    """
    if len(stamp) > _LONGEST or not any(letter.isdecimal() for letter in stamp):
        return None
    import dateparser

    parsed = dateparser.parse(stamp, languages=_LANGUAGES, settings=_SETTINGS)
    if parsed is None:
        return None
    # After a year stands the month: "2021-13-05" is a slip and not the 13th of May.
    year_first = _YEAR_FIRST.match(stamp)
    swapped = year_first is not None and int(year_first[1]) != parsed.month
    return None if swapped else parsed.date().isoformat()
