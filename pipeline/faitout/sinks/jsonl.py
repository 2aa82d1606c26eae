"""JSON Lines: to a file that appears when it is whole, or to a stream.

While a run goes on, its documents stand in ``OUT.part``, each written at once; at the end that file takes the place
of OUT. A run that is killed leaves ``OUT.part``, and possibly a torn line at its end: resuming keeps the documents
that are whole, and goes on after them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from faitout.errors import Errors, FaitoutError
from faitout.records import Document, Record, from_json, to_json

SUFFIX = ".jsonl"


class Written(NamedTuple):
    """What a sink remembers of a document that it holds: the hash of its text, and who wrote its records."""

    sha256: str
    writer: str

    @classmethod
    def of(cls, document: Document) -> Written:
        """Remember a document by its record."""
        return cls(document.sha256, f"faitout {document.faitout} with {document.model}")


class Sink(Protocol):
    """Where the records of a batch go, document by document."""

    written: dict[str, Written]  # what is there already, by doc_id

    def write(self, records: Iterable[Record]) -> None:
        """Write the records of one document, all or none."""

    def finish(self) -> None:
        """Say that the batch is done: what was written takes its final place."""

    def close(self) -> None:
        """Let go of what is open."""


class JsonLinesStream:
    """Writes records to a stream such as stdout.

    Parameters
    ----------
    stream : binary file
        Each document is written and flushed at once.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.written: dict[str, Written] = {}

    def write(self, records: Iterable[Record]) -> None:
        """Write the records of one document."""
        self._stream.write(_lines(records))
        self._stream.flush()

    def finish(self) -> None:
        """Do nothing: a stream is where it should be."""

    def close(self) -> None:
        """Do nothing: the stream is not ours."""


class JsonLinesFile:
    """Writes records to a file that takes its name when the batch is done.

    Parameters
    ----------
    path : Path
        The file.
    resume, overwrite : bool
        What to do with documents that are there already: keep them, or begin anew.

    Raises
    ------
    FaitoutError
        E201 if the file exists and neither is given, E203 if it cannot be written, E204 if what is there are no
        records to go on with.
    """

    def __init__(self, path: Path, *, resume: bool = False, overwrite: bool = False) -> None:
        self.path = path
        self.written: dict[str, Written] = {}
        self._part = path.with_name(path.name + ".part")
        try:
            if resume:
                self._keep_whole_documents()
            elif not overwrite:
                self._refuse_existing()
            self._stream = self._part.open("ab" if resume else "wb")
        except OSError as error:
            raise _cannot_write(path, error) from error

    def _refuse_existing(self) -> None:
        for existing in (self.path, self._part):
            if existing.exists():
                raise FaitoutError(Errors.E201, path=existing)

    def _keep_whole_documents(self) -> None:
        """Read what a run before has left, and cut off what is torn at its end."""
        left = self._part if self._part.exists() else self.path
        if not left.exists():
            return
        whole = 0
        with left.open("rb") as stream:
            for document, end in _whole_documents(stream, self.path):
                self.written[document.doc_id] = Written.of(document)
                whole = end
        if left != self._part:
            _copy(left, self._part)
        os.truncate(self._part, whole)

    def write(self, records: Iterable[Record]) -> None:
        """Write the records of one document."""
        try:
            self._stream.write(_lines(records))
            self._stream.flush()
        except OSError as error:
            raise _cannot_write(self.path, error) from error

    def finish(self) -> None:
        """Give the file its name, now that it is whole."""
        try:
            os.fsync(self._stream.fileno())
            self._stream.close()
            self._part.replace(self.path)
        except OSError as error:
            raise _cannot_write(self.path, error) from error

    def close(self) -> None:
        """Let go of the file; what is in it can be resumed."""
        self._stream.close()
        if self._part.exists() and not self._part.stat().st_size:
            self._part.unlink()


def _lines(records: Iterable[Record]) -> bytes:
    return "".join(to_json(record) + "\n" for record in records).encode()


def _copy(source: Path, target: Path) -> None:
    """Copy so that a kill in between leaves no half of a copy behind."""
    draft = target.with_name(target.name + ".copy")
    shutil.copyfile(source, draft)
    draft.replace(target)


def _whole_documents(stream: BinaryIO, path: Path) -> Iterator[tuple[Document, int]]:
    """Yield every document of which all records are there, with the position where they end."""
    document, missing, end = None, 0, 0
    for number, line in enumerate(stream, start=1):
        end += len(line)
        if not line.endswith(b"\n"):
            return
        if missing:
            missing -= 1
        else:
            document = _document(line, number, path)
            missing = document.records
        if document and not missing:
            yield document, end


def _document(line: bytes, number: int, path: Path) -> Document:
    try:
        record = from_json(line.decode())
    except ValueError as error:
        reason = str(error).splitlines()[0]
        raise FaitoutError(Errors.E204, path=path, line=number, reason=reason) from error
    if not isinstance(record, Document):
        raise FaitoutError(Errors.E204, path=path, line=number, reason=f"{record.type} without document")
    return record


def _cannot_write(path: Path, error: OSError) -> FaitoutError:
    return FaitoutError(Errors.E203, path=path, reason=error.strerror or error)
