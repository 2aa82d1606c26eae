"""Which predicted mention or event answers which gold one.

Mentions align when their spans are equal after trimming what leads them (articles, prepositions). Events align
through their anchor: the amount, else the date, else the period. Both follow section 6 of the design.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import simplejson

from faitout.errors import Errors, FaitoutError
from faitout.lexicon import load

Row = Mapping[str, Any]
Documents = dict[str, dict[str, list[Row]]]

_ANCHORS = ("amount", "date", "period")
_NEEDED = {
    "document": (),
    "organisation": ("start", "end", "text", "name"),
    "amount": ("start", "end", "text", "kind", "value"),
    "date": ("start", "end", "text", "kind", "value"),
    "event": ("event", "subject", "certainty"),
}


def read_records(path: Path) -> Documents:
    """Read a file of records, predicted or gold, by document and type.

    Gold files have fewer fields than the records that Faitout writes, so only what is measured is asked for.

    Raises
    ------
    FaitoutError
        E401 if the file cannot be read, E402 if a line is not a record (with its number).
    """
    documents: Documents = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FaitoutError(Errors.E401, path=path, reason=error) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            row = _row(line, path, number)
            documents.setdefault(row["doc_id"], {}).setdefault(row["type"], []).append(row)
    return documents


def _row(line: str, path: Path, number: int) -> Row:
    try:
        row = simplejson.loads(line, use_decimal=True)
    except simplejson.JSONDecodeError as error:
        raise FaitoutError(Errors.E402, path=path, line=number, reason=error) from error
    if not isinstance(row, dict) or not isinstance(row.get("doc_id"), str):
        raise FaitoutError(Errors.E402, path=path, line=number, reason="no doc_id")
    if row.get("type") not in _NEEDED:
        raise FaitoutError(Errors.E402, path=path, line=number, reason=f"unknown type {row.get('type')!r}")
    missing = [field for field in _NEEDED[row["type"]] if field not in row]
    if missing:
        raise FaitoutError(Errors.E402, path=path, line=number, reason=f"no {', '.join(missing)}")
    return row


@cache
def _leading() -> re.Pattern[str]:
    leading = load("evaluation")["leading"]
    words, elided = "|".join(leading["words"]), "|".join(leading["elided"])
    return re.compile(rf"(?:(?:{words})\s+|(?:{elided})\s*)+(?=\S)", re.IGNORECASE)


def trimmed_span(mention: Row) -> tuple[int, int]:
    """Return the span of a mention without leading articles and prepositions (names keep theirs)."""
    start: int = mention["start"]
    if mention["type"] != "organisation":
        match = _leading().match(mention["text"])
        if match and match.end() < len(mention["text"]):
            start += match.end()
    return start, mention["end"]


def same_name(one: str | None, other: str | None) -> bool:
    """Tell whether two names are equal but for their case."""
    return (one or "").casefold().strip() == (other or "").casefold().strip()


def compatible_name(one: str | None, other: str | None) -> bool:
    """Tell whether one name is, or is part of, the other."""
    first, second = (one or "").casefold(), (other or "").casefold()
    return first == second or bool(first and second and (first in second or second in first))


def same_value(gold: Row, predicted: Row) -> bool:
    """Tell whether two mentions of the same span have the same normalised value."""
    if gold["type"] == "organisation":
        return same_name(gold["name"], predicted["name"])
    if gold["kind"] != predicted["kind"]:
        return False
    if gold["type"] == "date":
        return bool(gold["value"] == predicted["value"])
    return (
        _number(gold["value"]) == _number(predicted["value"])
        and _number(gold.get("high")) == _number(predicted.get("high"))
        and (gold["kind"] != "money" or gold.get("currency") == predicted.get("currency"))
    )


def _number(value: Any) -> Any:
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return value


@dataclass(frozen=True)
class Alignment:
    """Gold and predicted records of one document, paired.

    Parameters
    ----------
    pairs : list of (gold, predicted)
        What answers what.
    missed : list
        Gold without answer.
    spurious : list
        Predicted without question.
    """

    pairs: list[tuple[Row, Row]]
    missed: list[Row]
    spurious: list[Row]


def align_mentions(gold: Iterable[Row], predicted: Iterable[Row]) -> Alignment:
    """Pair mentions of one type whose trimmed spans are equal; a span counts once."""
    wanted = {trimmed_span(mention): mention for mention in gold}
    found = {trimmed_span(mention): mention for mention in predicted}
    return Alignment(
        pairs=[(mention, found[span]) for span, mention in wanted.items() if span in found],
        missed=[mention for span, mention in wanted.items() if span not in found],
        spurious=[mention for span, mention in found.items() if span not in wanted],
    )


def anchor(event: Row) -> tuple[bool, int, int] | None:
    """Return what an event is matched by: whether it is an amount, and its offsets; None if it has none."""
    for role in _ANCHORS:
        if event.get(role):
            return role == "amount", event[role]["start"], event[role]["end"]
    return None


def align_events(gold: Sequence[Row], predicted: Sequence[Row]) -> Alignment:
    """Pair each gold event with the best unused predicted one whose anchor overlaps: right subject, then right kind."""
    wanted = [event for event in gold if anchor(event)]
    found = [event for event in predicted if anchor(event)]
    unused = list(range(len(found)))
    pairs: list[tuple[Row, Row]] = []
    missed: list[Row] = []
    for event in wanted:
        candidates = [position for position in unused if _overlap(event, found[position])]
        if not candidates:
            missed.append(event)
            continue
        best = max(candidates, key=lambda position: _likeness(event, found[position]))
        unused.remove(best)
        pairs.append((event, found[best]))
    return Alignment(pairs, missed, [found[position] for position in unused])


def _overlap(one: Row, other: Row) -> bool:
    first, second = anchor(one), anchor(other)
    assert first is not None
    assert second is not None
    return first[0] == second[0] and first[1] < second[2] and second[1] < first[2]


def _likeness(gold: Row, predicted: Row) -> tuple[bool, bool]:
    return compatible_name(gold["subject"], predicted["subject"]), gold["event"] == predicted["event"]
