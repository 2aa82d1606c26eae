"""What the components leave on a spaCy ``Doc``, and what they find there.

Everything is kept in plain strings, numbers, lists and dicts, so that ``Doc.to_bytes`` and
``nlp.pipe(n_process=2)`` work; numbers that must stay exact are decimal strings. The records are made from these
at the border (:mod:`faitout.extract`).

================== =========================================================================================
``doc._.published``  publication date of the article: ``2021-03-05``, ``2021-03``, ``2021`` or None
``doc._.furniture``  ``[start, end]`` pairs of page furniture: no mention may touch these characters
``doc._.organisations``, ``doc._.amounts``, ``doc._.dates``
                     mentions in reading order: the fields of the record from ``start`` on
``doc._.facts``      events in reading order, with the fields of the ``event`` record
``doc.spans[...]``   the mentions as spaCy spans, grown to whole tokens, labelled with their kind
================== =========================================================================================

A mention or event may hold further keys that the records do not have: ``rule`` (which rule or model gave it),
``restates`` (``[start, end]`` of the amount that this one gives in another currency), ``explain`` (why each role).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc

from faitout.sentences import split_sentences

Mention = dict[str, Any]
LAYERS = ("organisations", "amounts", "dates")


def _register() -> None:
    Doc.set_extension("published", default=None, force=True)
    for name in ("furniture", *LAYERS, "facts"):
        Doc.set_extension(name, default=[], force=True)


_register()


def annotate(doc: Doc, layer: str, mentions: Iterable[Mention]) -> None:
    """Put the mentions of one layer on the document, without those that touch page furniture.

    Parameters
    ----------
    doc : Doc
        The article.
    layer : str
        One of :data:`LAYERS`.
    mentions : iterable of dict
        Each with ``start``, ``end`` (code points into ``doc.text``), ``text`` and the fields of its record.
    """
    furniture = Intervals(doc._.furniture)
    kept = sorted(
        (mention for mention in mentions if not furniture.touches(mention["start"], mention["end"])),
        key=lambda mention: (mention["start"], mention["end"]),
    )
    setattr(doc._, layer, kept)
    spans = [
        doc.char_span(mention["start"], mention["end"], mention.get("kind", "ORG"), alignment_mode="expand")
        for mention in kept
    ]
    doc.spans[layer] = [span for span in spans if span is not None]


def text_of(doc: Doc) -> str:
    """Return ``doc.text``, joined once per document, and without an object for each token as spaCy has it."""
    if "faitout_text" not in doc.user_data:
        columns = doc.to_array(["ORTH", "SPACY"]).reshape(-1, 2)
        words, spaces = columns[:, 0].tolist(), columns[:, 1].tolist()
        strings = {word: doc.vocab.strings[word] for word in set(words)}
        doc.user_data["faitout_text"] = "".join(
            [strings[word] + " " if space else strings[word] for word, space in zip(words, spaces, strict=True)]
        )
    text: str = doc.user_data["faitout_text"]
    return text


def sentences(doc: Doc) -> list[tuple[int, int]]:
    """Return the sentences of the article as offsets, split once per document."""
    if "faitout_sentences" not in doc.user_data:
        doc.user_data["faitout_sentences"] = split_sentences(text_of(doc))
    bounds: list[tuple[int, int]] = doc.user_data["faitout_sentences"]
    return bounds


class Intervals:
    """A set of disjoint, sorted ``[start, end)`` intervals that answers quickly what it touches."""

    def __init__(self, pairs: Iterable[Iterable[int]]) -> None:
        self._pairs = sorted((start, end) for start, end in pairs)
        self._starts = [start for start, _ in self._pairs]

    def touches(self, start: int, end: int) -> bool:
        """Tell whether any interval shares a character with ``[start, end)``."""
        position = bisect_right(self._starts, end - 1)
        return position > 0 and self._pairs[position - 1][1] > start
