"""An article as the event grammar reads it: sentences of tokens, in which every mention is one token."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple

Mention = dict[str, Any]
TokenKind = Literal["word", "punctuation", "organisation", "amount", "date"]

_LEAD = 2
_REACH = 15
_TOKEN = re.compile(r"[^\W_]+(?:(?<=[^\W\d_])['’]|(?:[-.][^\W_]+)*)|[^\w\s]")


def anchor_type(mention: Mention) -> str:
    """Return what an event hangs on: ``money``, ``percent``, ``quantity`` or ``date``."""
    kind: str = mention["kind"]
    return kind if kind in ("money", "percent", "quantity") else "date"


def digits(mention: Mention) -> int:
    """Return how many digits an amount has before the point, ten at most."""
    return min(10, len(str(mention.get("value") or "").split(".")[0]))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, or a whole mention. All places of a word share one token.

    Parameters
    ----------
    lower : str
        Lower case, straight apostrophes; ``<organisation>`` and the like for a mention.
    kind : str
        What it is.
    capital : bool
        Whether it opens with a capital.
    length : int
        Code points that it covers.
    mention : dict or None
        The mention that it stands for.
    """

    lower: str
    kind: TokenKind
    capital: bool
    length: int
    mention: Mention | None = None


@dataclass(slots=True)
class Sentence:
    """A sentence with its tokens, where in the article each starts, and which of them are mentions."""

    index: int
    start: int
    end: int
    tokens: list[Token] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    organisations: list[int] = field(default_factory=list)
    amounts: list[int] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
    headline: bool = False


class Name(NamedTuple):
    """The name of something else than an organisation: offsets, and ``PER``, ``LOC`` or ``MISC``."""

    start: int
    end: int
    label: str


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
    names : sequence of Name
        Persons, places and other things named, in reading order.
    """

    text: str
    sentences: list[Sentence]
    published: str | None
    names: Sequence[Name] = ()


def read_article(
    text: str,
    bounds: Sequence[tuple[int, int]],
    organisations: Sequence[Mention],
    amounts: Sequence[Mention],
    dates: Sequence[Mention],
    published: str | None = None,
    names: Sequence[Name] = (),
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
    names : sequence of Name
        What else is named, in reading order.
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
    return Article(text, sentences, published, names)


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
    sentence = Sentence(index, start, end)
    if not mentions:
        return sentence
    places = {
        "organisation": sentence.organisations,
        "amount": sentence.amounts,
        "date": sentence.dates,
    }
    position = start
    for kind, mention in mentions:
        _add_words(sentence, text, position, mention["start"])
        places[kind].append(len(sentence.tokens))
        sentence.tokens.append(Token(f"<{kind}>", kind, True, mention["end"] - mention["start"], mention))
        sentence.starts.append(mention["start"])
        position = mention["end"]
    _add_words(sentence, text, position, max(end, position))
    return sentence


def _add_words(sentence: Sentence, text: str, start: int, end: int) -> None:
    tokens, starts = sentence.tokens, sentence.starts
    for surface in _TOKEN.findall(text, start, end):
        start = text.index(surface, start)
        tokens.append(_word(surface))
        starts.append(start)
        start += len(surface)


@lru_cache(maxsize=65536)
def _word(surface: str) -> Token:
    kind: TokenKind = "word" if surface[0].isalnum() else "punctuation"
    return Token(surface.lower().replace("’", "'"), kind, surface[0].isupper(), len(surface))


def _mark_headlines(text: str, sentences: list[Sentence]) -> None:
    """Mark the first sentence, and every line that does not end as a sentence does."""
    for sentence in sentences:
        closed = text[sentence.end - 1] in '.!?…"”»)'
        sentence.headline = sentence.index == 0 or not closed
