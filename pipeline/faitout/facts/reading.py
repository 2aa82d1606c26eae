"""An article as the event grammar reads it: sentences of tokens, in which every mention is one token."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Mention = dict[str, Any]
TokenKind = Literal["word", "punctuation", "organisation", "amount", "date"]

_LEAD = 2
_REACH = 15
_TOKEN = re.compile(r"[^\W\d_]{1,9}['’]|[^\W_]+(?:[-.][^\W_]+)*|[^\w\s]")


def anchor_type(mention: Mention) -> str:
    """Return what an event hangs on: ``money``, ``percent``, ``quantity`` or ``date``."""
    kind: str = mention["kind"]
    return kind if kind in ("money", "percent", "quantity") else "date"


@dataclass(slots=True)
class Token:
    """A word, a sign, or a whole mention.

    Parameters
    ----------
    start, end : int
        Code points into the article.
    lower : str
        Lower case, straight apostrophes; ``<organisation>`` and the like for a mention.
    kind : str
        What it is.
    mention : dict or None
        The mention that it stands for.
    capital : bool
        Whether it opens with a capital.
    """

    start: int
    end: int
    lower: str
    kind: TokenKind
    mention: Mention | None = None
    capital: bool = False


@dataclass(slots=True)
class Sentence:
    """A sentence with its tokens, and where each mention stands among them."""

    index: int
    start: int
    end: int
    tokens: list[Token]
    organisations: list[int] = field(default_factory=list)
    amounts: list[int] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
    headline: bool = False


@dataclass(slots=True)
class Article:
    """What the facts are read from.

    Parameters
    ----------
    text : str
        The article as read.
    sentences : list of Sentence
        Only those that hold a mention have tokens; the others keep their place.
    published : str or None
        Publication date, ISO.
    """

    text: str
    sentences: list[Sentence]
    published: str | None


def read_article(
    text: str,
    bounds: Sequence[tuple[int, int]],
    organisations: Sequence[Mention],
    amounts: Sequence[Mention],
    dates: Sequence[Mention],
    published: str | None = None,
) -> Article:
    """Read the sentences of an article around its mentions.

    Parameters
    ----------
    text : str
        The article.
    bounds : sequence of (int, int)
        Its sentences.
    organisations, amounts, dates : sequences of dict
        Its mentions, as the components leave them; of two that overlap the longer stands.
    published : str or None
        Publication date.
    """
    placed = _placed(organisations, amounts, dates)
    starts = [start for start, _ in bounds]
    by_sentence: dict[int, list[tuple[TokenKind, Mention]]] = {}
    for kind, mention in placed:
        position = bisect_right(starts, mention["start"]) - 1
        if position >= 0:
            by_sentence.setdefault(position, []).append((kind, mention))
    _leave_out_of_reach(by_sentence)
    sentences = [
        _read_sentence(text, position, start, end, by_sentence.get(position, []))
        for position, (start, end) in enumerate(bounds)
    ]
    _mark_headlines(text, sentences)
    return Article(text, sentences, published)


def _leave_out_of_reach(by_sentence: dict[int, list[tuple[TokenKind, Mention]]]) -> None:
    """Take out the sentences too far from any organisation to speak of one, the headline and lead aside.

    Of the amounts and dates there, fewer than one in ten makes a fact (train), and reading them costs as much.
    """
    named = None
    for position in sorted(by_sentence):
        if any(kind == "organisation" for kind, _ in by_sentence[position]):
            named = position
        elif position >= _LEAD and (named is None or position - named > _REACH):
            del by_sentence[position]
    if named is None:
        by_sentence.clear()


def _placed(
    organisations: Iterable[Mention], amounts: Iterable[Mention], dates: Iterable[Mention]
) -> list[tuple[TokenKind, Mention]]:
    """Return the mentions in reading order; of two that overlap, the one that starts first, or the longer."""
    layers: tuple[tuple[TokenKind, Iterable[Mention]], ...] = (
        ("organisation", organisations),
        ("amount", amounts),
        ("date", dates),
    )
    everything = [(kind, mention) for kind, layer in layers for mention in layer]
    everything.sort(key=lambda pair: (pair[1]["start"], -pair[1]["end"]))
    placed: list[tuple[TokenKind, Mention]] = []
    end = 0
    for kind, mention in everything:
        if mention["start"] >= end:
            placed.append((kind, mention))
            end = mention["end"]
    return placed


def _read_sentence(text: str, index: int, start: int, end: int, mentions: list[tuple[TokenKind, Mention]]) -> Sentence:
    sentence = Sentence(index, start, end, [])
    if not mentions:
        return sentence
    tokens = sentence.tokens
    places = {
        "organisation": sentence.organisations,
        "amount": sentence.amounts,
        "date": sentence.dates,
    }
    position = start
    for kind, mention in mentions:
        tokens += _words(text, position, mention["start"])
        places[kind].append(len(tokens))
        tokens.append(Token(mention["start"], mention["end"], f"<{kind}>", kind, mention, capital=True))
        position = mention["end"]
    tokens += _words(text, position, max(end, position))
    return sentence


def _words(text: str, start: int, end: int) -> Iterable[Token]:
    for match in _TOKEN.finditer(text, start, end):
        surface = match.group()
        word = surface[0].isalnum()
        yield Token(
            match.start(),
            match.end(),
            surface.lower().replace("’", "'"),
            "word" if word else "punctuation",
            None,
            surface[0].isupper(),
        )


def _mark_headlines(text: str, sentences: list[Sentence]) -> None:
    """Mark the first sentence, and every line that does not end as a sentence does."""
    for sentence in sentences:
        closed = text[sentence.end - 1] in '.!?…"”»)'
        sentence.headline = sentence.index == 0 or not closed
