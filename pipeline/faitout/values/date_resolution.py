"""From what a date expression says to the mention: its value in this article, and the days that it covers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from faitout.values.calendar import Days, covered_days, granularity, third
from faitout.values.date_expressions import Found
from faitout.values.date_readings import Context, FromAnchor, Outlook, Reading, Weekday, Yearless
from faitout.values.date_tokens import Tokens, date_lexicon, roles

Tense = str | None
TenseAt = Callable[..., Tense]
TenseBefore = Callable[[int], Tense]  # of a verb that stands within so many characters before the date
Mention = dict[str, Any]
Bound = Literal["before", "until", "after"]
_REACH = 12  # characters within which a verb must stand for "aujourd'hui" to be the day and not these times
_ADJACENT = 2  # characters between a verb and the weekday right behind it
_HEADLINE = 200  # characters of a headline before or after a date in it
_NEAR = 6  # words before a date in which a noun may say that it is announced
_PARAGRAPH = 2_000  # characters of a paragraph that are searched for an open quotation
_TOLD = ("past", "future", "conditional", "participle", "scheduled", "scheduling")
# Of a weekday, and of a month or day of a month: what is planned for a month just past may have been planned before.
_AHEAD: Mapping[Tense, tuple[Outlook, Outlook]] = {
    "future": ("future", "future"),
    "conditional": ("future", "likely"),
    "scheduled": ("future", "likely"),
    "scheduling": ("past", "likely"),
    "intending": ("present", "future"),
    "coming": ("present", "likely"),
}
_OUTLOOKS: Mapping[Tense, Outlook] = {"present": "present", "past": "past", "participle": "past", "imperfect": "past"}


@dataclass(slots=True)
class Story:
    """What the article has told so far.

    Parameters
    ----------
    published : str or None
        When it appeared.
    anchor, day : str or None
        The date, and the day, that it named last.
    told : dict
        The year of each day or month that it told with one ("06-30": "2017").
    spoken : str or None
        The last weekday that is past: the day of the speech that is quoted.
    """

    published: str | None
    anchor: str | None = None
    day: str | None = None
    told: dict[str, str] = field(default_factory=dict)
    spoken: str | None = None

    def note(self, reading: Reading, value: str) -> None:
        """Take note of a date that was told."""
        ends = value.split("/")
        if isinstance(reading, FromAnchor):
            return  # what leans on an anchor leaves it where it is: two "la veille" are one day
        self.anchor = ends[-1]
        self.day = self.anchor if granularity(self.anchor) == "day" else self.day
        if isinstance(reading, Weekday) and self.published and value <= self.published:
            self.spoken = value
        directed = isinstance(reading, Yearless) and reading.direction is not None
        for end in ends:
            if directed or (granularity(end) == "day" and not isinstance(reading, Yearless | Weekday)):
                self.told[end[5:]] = end[:4]


def resolved(tokens: Tokens, found: Found, story: Story, tense_at: TenseAt | None) -> Mention | None:
    """Return the expression as a mention with its value in this article, or None if it is no mention after all."""
    start, end = tokens.starts[found.start], tokens.ends[found.end - 1]
    if found.rule == "today" and _means_nowadays(tokens, found, tense_at):
        return None
    quoted = found.rule in ("today", "day_word") and story.spoken is not None and _inside_quotation(tokens.text, start)

    def outlook() -> Outlook | None:
        if tense_at is None:
            return _outlook(tokens, found, None, None)
        tense = tense_at(start, end)
        if tense == "past" and tense_at(start, end, _PARAGRAPH) is None and _inside_quotation(tokens.text, start):
            tense = None  # the verb behind the quotation tells when it was said
        return _outlook(tokens, found, tense, lambda reach: tense_at(start, end, reach))

    context = Context(story.spoken if quoted else story.published, outlook, story.anchor, story.day, story.told)
    value = found.reading.resolve(context)
    if value is None and found.rule in ("day_from_anchor", "that_span", "same_span"):
        return None  # what it leans on is not given
    days = covered_days(value) if value and found.kind == "date" else None
    earliest, latest = _days(tokens, found, days, story.published)
    return {
        "start": start,
        "end": end,
        "text": tokens.text[start:end],
        "kind": found.kind,
        "value": value,
        "mod": found.mod,
        "earliest": earliest,
        "latest": latest,
        "confidence": found.confidence if value else round(found.confidence - 0.1, 2),
        "rule": found.rule,
    }


def _means_nowadays(tokens: Tokens, found: Found, tense_at: TenseAt | None) -> bool:
    """Tell "emploie aujourd'hui" (these times) from the day, which a verb that tells or foretells governs."""
    if tense_at is None or _introduced(tokens, found.start, "from_now"):
        return False
    return tense_at(tokens.starts[found.start], tokens.ends[found.end - 1], _REACH) not in _TOLD


def _outlook(tokens: Tokens, found: Found, tense: Tense, before: TenseBefore | None) -> Outlook | None:
    """Tell whether a date without its year lies before or after the article, by its preposition and its verb."""
    stated = _stated(tokens, found)
    if stated is not None:
        return stated
    if isinstance(found.reading, Weekday):
        return _outlook_of_weekday(tokens, found, tense, before)
    toward = isinstance(found.reading, Yearless) and _introduced(tokens, found.start, "toward")
    if tense in _AHEAD:
        # "demande la fin de la grève de mars" says of what has been what shall be.
        of_another = tense in ("intending", "coming") and tokens.is_a(found.start - 1, "of_the") and not toward
        return None if of_another else _AHEAD[tense][1]
    if _awaited(tokens, found.start) or _announced(tokens, found.start, tense, weekday=False):
        return None
    if isinstance(found.reading, Yearless) and (toward or tokens.is_a(_bounding_word(tokens, found.start), "toward")):
        return _outlook_toward(tokens, found.reading, found.start, tense)
    return _OUTLOOKS.get(tense)


def _stated(tokens: Tokens, found: Found) -> Outlook | None:
    """Return what the words right before a date say of it, whatever the verb: "depuis mars", "d'ici à mars"."""
    if _introduced(tokens, found.start, "since") or _reported(tokens, found):
        return "behind"
    if _looks_back(tokens, found.start):
        return "past"
    return "future" if _by_then(tokens, found.start) else None


def _outlook_toward(tokens: Tokens, reading: Yearless, start: int, tense: Tense) -> Outlook | None:
    """Tell the outlook of "avant l'été", "jusqu'en mars": ahead where no past verb says that it has been so.

    "pour le deuxième trimestre" may be what results are of; "pour mars" is what something is meant for.
    """
    if reading.part[0] in "QH":
        return _OUTLOOKS.get(tense) if tense == "present" else None
    if _introduced(tokens, start, "meant_for"):
        return "likely"
    back = any(tokens.is_a(position, "going_back") for position in range(max(start - _NEAR, 0), start))
    if tense == "imperfect" or back:
        return "past"
    ahead = tense in (None, "present") and not _introduced(tokens, start, "as_early_as")
    return "likely" if ahead else None


def _outlook_of_weekday(tokens: Tokens, found: Found, tense: Tense, before: TenseBefore | None) -> Outlook | None:
    due = tense in (None, "present", "intending", "coming") and _introduced(tokens, found.start, "before")
    if due or _introduced(tokens, found.start, "starting_or_ending"):
        return "future"
    if tense in _AHEAD:
        return _AHEAD[tense][0]
    if before is not None and before(_ADJACENT) == "past":
        return "past"  # "candidate à la prochaine élection, elle a promis dimanche"
    if _awaited(tokens, found.start):
        return "future"
    if _announced(tokens, found.start, tense, weekday=True) or _introduced(tokens, found.start, "as_early_as"):
        return "present"
    verbless = _closes_first_half_of_headline(tokens, found) and before is not None and before(_HEADLINE) is None
    return None if verbless else _OUTLOOKS.get(tense)


def _closes_first_half_of_headline(tokens: Tokens, found: Found) -> bool:
    """Tell "Le ministre à Lyon jeudi, une enquête ouverte": what follows the comma says nothing of what stands before.

    A headline is a line without a full stop.
    """
    if not tokens.is_a(found.end, "comma") or not tokens.word(found.start - 1)[:1].isalpha():
        return False
    end = tokens.ends[found.end]
    line = tokens.text[end : end + _HEADLINE].partition("\n")
    return line[1] != "" and not line[0].rstrip().endswith((".", "!", "?"))


def _awaited(tokens: Tokens, start: int) -> bool:
    return any(tokens.is_a(position, "awaited") for position in range(max(start - _NEAR, 0), start))


def _looks_back(tokens: Tokens, start: int) -> bool:
    """Tell "moins que lundi", "contre 5 % en mai" and "ils ont, lundi soir, bloqué la rue"."""
    if _compared(tokens, start):
        return True
    return tokens.precede(start, "auxiliary", "comma") is not None


def _announced(tokens: Tokens, start: int, tense: Tense, weekday: bool) -> bool:
    """Tell what is announced by its nature: "grève jeudi", "l'élection de novembre", "ils appellent à défiler samedi".

    A verb of the past says otherwise of a weekday, unless one calls for something on it.
    """
    named = False
    for position in range(start - 1, max(start - _NEAR, 0) - 1, -1):
        if tokens.is_a(position, "sentence_end"):
            break
        if tokens.is_a(position, "appeal") and tokens.is_a(position + 1, "to"):
            return True
        named = named or tokens.is_a(position, "upcoming")
    return named and (tense is None if weekday else tokens.is_a(start - 1, "of_the"))


def _reported(tokens: Tokens, found: Found) -> bool:
    """Tell "les résultats du deuxième trimestre": they are known, whenever they are told."""
    part = found.reading.part if isinstance(found.reading, Yearless) else ""
    if part[:1] not in ("Q", "H") or not tokens.is_a(found.start - 1, "of_the"):
        return False
    return any(tokens.is_a(position, "results") for position in range(max(found.start - 3, 0), found.start - 1))


def _by_then(tokens: Tokens, start: int) -> bool:
    """Tell "d'ici (à) mars", which lies ahead whatever the verb, from "ici en mars"."""
    position = _bounding_word(tokens, start)
    return tokens.is_a(position, "by_then") and tokens.is_a(position - 1, "de")


def _compared(tokens: Tokens, start: int) -> bool:
    """Tell "de plus que lundi", "par rapport à jeudi": one compares with what has been."""
    if any(tokens.is_a(position, "versus") for position in range(max(start - 8, 0), start - 1)):
        return True
    more = any(tokens.is_a(position, "over_under") for position in range(max(start - 8, 0), start - 1))
    return (more and tokens.is_a(start - 1, "than")) or tokens.precede(start, "comparison", "at") is not None


def _introduced(tokens: Tokens, start: int, role: str) -> bool:
    """Tell whether a word of this role stands right before, articles, "de" and a quotation mark aside."""
    position = start - 1
    while tokens.is_a(position, "before_introduced"):
        position -= 1
    return tokens.is_a(position, role)


def _inside_quotation(text: str, start: int) -> bool:
    """Tell whether a quotation that began in this paragraph is still open."""
    begin = max(start - _PARAGRAPH, 0)
    begin = max(text.rfind("\n", begin, start), begin)
    opened = text.count("«", begin, start) + text.count("“", begin, start)
    closed = text.count("»", begin, start) + text.count("”", begin, start)
    return opened > closed or text.count('"', begin, start) % 2 == 1


def _days(tokens: Tokens, found: Found, days: Days | None, published: str | None) -> tuple[str | None, str | None]:
    """Return the first and last day that a date covers, opened on one side by "avant", "d'ici", "après"."""
    if days is None:
        return None, None
    bound = _bound(tokens, found.start)
    first, last = third(days, found.mod)
    if bound == "before":
        return None, _iso(first - timedelta(1)) if first > date.min else None
    if bound == "after":
        return _iso(last + timedelta(1)) if last < date.max else None, None
    if bound == "until":
        today = covered_days(published) if published else None
        return _iso(today[0]) if today and today[0] <= last else None, _iso(last)
    return _iso(first), _iso(last)


def _iso(day: date) -> str:
    return day.isoformat()


def _bound(tokens: Tokens, start: int) -> Bound | None:
    return _bounds().get(tokens.word(_bounding_word(tokens, start)))


def _bounding_word(tokens: Tokens, start: int) -> int:
    """Return the position of the word before a date that may bound it, articles, "de", "à" and "en" aside."""
    position = start - 1
    while (
        tokens.is_a(position, "article")
        or tokens.is_a(position, "of_the")
        or tokens.word(position) in roles()["bound_link"]
    ):
        position -= 1
    return position


@cache
def _bounds() -> Mapping[str, Bound]:
    return {form: entry["kind"] for entry in date_lexicon()["bounds"] for form in entry["forms"]}
