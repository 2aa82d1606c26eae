"""An article on its way to the pipeline: as the reader found it, as it is understood, or why it failed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from faitout.errors import FaitoutError
from faitout.records import PublishedFrom

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RawArticle:
    """A text and what its input says about it, before anything is looked for in the text.

    Parameters
    ----------
    doc_id : str
        The input's own id field, else the path relative to the input root, without suffix.
    text : str
        As read: no newline translation, no normalisation, without byte order mark.
    source : str
        Path or URL, as given.
    encoding : str or None
        What the bytes were decoded with; None if there were none.
    title, published : str or None
        From the metadata of the input, as they stand there.
    """

    doc_id: str
    text: str
    source: str
    encoding: str | None = None
    title: str | None = None
    published: str | None = None

    @property
    def sha256(self) -> str:
        """The hash of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Article:
    """A text ready for the pipeline, with what is known of it.

    Parameters
    ----------
    doc_id, text, source, encoding
        As in :class:`RawArticle`.
    title : str or None
        From the metadata, else the headline in the text.
    sha256 : str
        The hash of the text in UTF-8.
    published : str or None
        ISO date: ``2021-03-05``, ``2021-03`` or ``2021``.
    published_from : str or None
        Where that date comes from: ``option``, ``metadata``, ``header`` or ``text``.
    language : str or None
        ISO 639-1 code.
    furniture : tuple of pairs
        Disjoint ``(start, end)`` of what is page furniture, in reading order.
    """

    doc_id: str
    text: str
    source: str
    sha256: str
    encoding: str | None = None
    title: str | None = None
    published: str | None = None
    published_from: PublishedFrom | None = None
    language: str | None = None
    furniture: tuple[Offsets, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be turned into records: one line of the errors file.

    Parameters
    ----------
    doc_id : str
        The id it has or would have had.
    source : str
        Path or URL, as given.
    code, message : str
        Of the error (see :mod:`faitout.errors`).
    """

    doc_id: str
    source: str
    code: str
    message: str

    @classmethod
    def of(cls, error: FaitoutError, doc_id: str, source: str) -> Failure:
        """Make the failure that an error is for a document."""
        return cls(doc_id=doc_id, source=source, code=error.code, message=error.message)
