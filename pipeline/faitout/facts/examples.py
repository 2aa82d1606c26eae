"""The example sentences of ``events.toml`` and ``facts.toml``: marks read as mentions, and the events they must give.

They are the lexicon's tests, and the table of weights is fitted on them together with the annotated articles: so a
new kind or cue is learned from its own examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from faitout import lexicon
from faitout.facts.reading import Article, Mention, read_article
from faitout.sentences import split_sentences

PUBLISHED = "2021-03-05"
"""The day on which an example is read, unless it says another."""

LEXICONS = ("events", "facts")
"""Lexicons whose examples are marked sentences."""

_MARK = re.compile(
    r"\[(?P<name>[^\]]+)\]"
    r"|\{(?P<again>=?)(?P<kind>money|percent|quantity) (?P<amount>[^}]+)\}"
    r"|<(?P<date>[^=<>]+)(?:=(?P<value>[^<>]+))?>"
)


@dataclass
class Marked:
    """A sentence without its marks, and the mentions that they stood for."""

    text: str = ""
    organisations: list[Mention] = field(default_factory=list)
    amounts: list[Mention] = field(default_factory=list)
    dates: list[Mention] = field(default_factory=list)

    def article(self, published: str | None = None) -> Article:
        """Return the sentence as an article of its own."""
        return read_article(
            self.text,
            split_sentences(self.text),
            self.organisations,
            self.amounts,
            self.dates,
            published or PUBLISHED,
        )


def read_marks(sentence: str) -> Marked:
    """Read ``[organisation]``, ``{money 3 euros}`` and ``<date=value>`` in a sentence."""
    marked = Marked()
    position = 0
    for match in _MARK.finditer(sentence):
        marked.text += sentence[position : match.start()]
        _add(marked, match)
        position = match.end()
    marked.text += sentence[position:]
    return marked


def _add(marked: Marked, match: re.Match[str]) -> None:
    surface = match["name"] or match["amount"] or match["date"]
    start = len(marked.text)
    marked.text += surface
    mention: Mention = {"start": start, "end": len(marked.text), "text": surface}
    if match["name"]:
        marked.organisations.append({**mention, "name": surface})
    elif match["amount"]:
        mention["kind"] = match["kind"]
        if match["again"]:
            mention["restates"] = [marked.amounts[-1]["start"], marked.amounts[-1]["end"]]
        marked.amounts.append(mention)
    else:
        value = match["value"] or surface
        mention |= {"kind": "duration" if value.startswith("P") else "date", "value": value}
        marked.dates.append(mention)


def read_examples() -> Iterator[tuple[lexicon.Example, Marked, list[dict[str, Any]]]]:
    """Yield each example of the lexicons with its mentions and the events that it must give."""
    for name in LEXICONS:
        for example in lexicon.examples(name):
            marked = read_marks(example.text)
            yield example, marked, [_event(marked, dict(given)) for given in example.gives]


def _event(marked: Marked, given: dict[str, Any]) -> dict[str, Any]:
    amounts = {mention["text"]: mention for mention in reversed(marked.amounts)}
    dates = {mention["text"]: mention for mention in reversed(marked.dates)}
    anchor = given["text"]
    event = {
        "event": given["event"],
        "subject": given["subject"] or None,
        "object": given.get("object"),
        "amount": amounts.get(anchor),
        "date": dates.get(given.get("date", "")),
        "period": dates.get(given.get("period", "")),
        "certainty": given.get("certainty", "asserted"),
    }
    if event["amount"] is None:
        role = "period" if dates[anchor]["kind"] == "duration" else "date"
        event[role] = dates[anchor]
    return event
