"""Reading articles: text files, JSON Lines, folders and globs of these, and stdin.

A new kind of file is a function from a path to readings, entered in :data:`READERS`; folders, globs and messages
follow.
"""

from __future__ import annotations

import codecs
import glob
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import Any

from faitout.articles import encodings
from faitout.articles.article import Failure, RawArticle
from faitout.errors import Errors, FaitoutError

MAX_CHARS = 1_000_000
STDIN = "-"
_LONGEST_CHARACTER = 4  # bytes, in any encoding that is read
_PEEK = 64

Reading = RawArticle | Failure


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read: where it is, how the user calls it, and the doc_id that it gives."""

    path: str
    doc_id: str


def read(inputs: Iterable[str], max_chars: int = MAX_CHARS, ignore: Iterable[Path] = ()) -> Iterator[Reading]:
    """Read every document of the inputs, in order; what cannot be read becomes a :class:`Failure`.

    Parameters
    ----------
    inputs : iterable of str
        Files, folders (read through, sorted), globs, or ``-`` for stdin.
    max_chars : int
        A longer document is a failure.
    ignore : iterable of Path
        Files that are not read where a folder or a glob holds them: the output, say.

    Raises
    ------
    FaitoutError
        E101 or E113, before anything is read, if an input is not there or is a folder without anything to read.
    """
    ignored = {path.resolve() for path in ignore}
    files = [file for name in inputs for file in _find(name, ignored)]
    readings = (reading for file in files for reading in _read_file(file, max_chars))
    return _unique(_checked(readings, max_chars))


# --- finding files --------------------------------------------------------------------------------------------


def _find(name: str, ignored: set[Path]) -> list[_File]:
    """Return the files that an input means, sorted."""
    path = Path(name)
    if name == STDIN:
        return [_File(STDIN, "stdin")]
    if path.is_dir():
        files = [found for found in _walk(path) if _is_read(found, ignored)]
        if not files:
            raise FaitoutError(Errors.E113, path=name, suffixes=suffixes())
        return _under(path, files)
    if path.exists() or path.is_symlink():
        return [_File(name, path.stem)]
    if glob.has_magic(name):
        matches = map(Path, glob.glob(name, recursive=True))  # noqa: PTH207 (Path.glob knows no absolute globs)
        files = [found for found in matches if found.is_file() and _is_read(found, ignored)]
        if files:
            return _under(_fixed_part(name), files)
    raise FaitoutError(Errors.E101, path=name)


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(root) / name for name in names if not name.startswith("."))


def _is_read(path: Path, ignored: set[Path]) -> bool:
    return path.suffix.lower() in READERS and path.resolve() not in ignored


def _fixed_part(pattern: str) -> Path:
    """Return the folders of a glob before its first wildcard: what its doc_ids are relative to."""
    parts = Path(pattern).parts
    fixed = next(position for position, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:fixed])


def _under(root: Path, files: Iterable[Path]) -> list[_File]:
    """Name each file by its path under the root, and sort by it."""
    relative = sorted((path.relative_to(root).parts, path) for path in files)
    return [_File(str(path), Path(*parts).with_suffix("").as_posix()) for parts, path in relative]


def suffixes() -> str:
    """Return the suffixes that are read, for messages."""
    return ", ".join(READERS)


# --- reading files --------------------------------------------------------------------------------------------


def _read_file(file: _File, max_chars: int) -> Iterator[Reading]:
    reader = _reader_for(file)
    if reader is None:
        error = FaitoutError(Errors.E103, path=file.path, suffixes=suffixes())
        yield Failure.of(error, file.doc_id, file.path)
        return
    try:
        with _open(file.path) as stream:
            yield from reader(file, stream, max_chars)
    except OSError as error:
        reason = error.strerror or str(error)
        yield Failure.of(FaitoutError(Errors.E102, path=file.path, reason=reason), file.doc_id, file.path)


def _reader_for(file: _File) -> _Reader | None:
    suffix = Path(file.path).suffix.lower()
    # Stdin, and pipes that the shell names /dev/fd/63, have no suffix to tell what they hold.
    return READERS.get(suffix) if suffix else _read_either


def _open(path: str) -> AbstractContextManager[BufferedReader]:
    if path != STDIN:
        return Path(path).open("rb")
    stream: Any = sys.stdin.buffer
    return nullcontext(stream if isinstance(stream, BufferedReader) else BufferedReader(stream))


def _read_text(file: _File, stream: BufferedReader, max_chars: int) -> Iterator[Reading]:
    most = (max_chars + 1) * _LONGEST_CHARACTER
    data = stream.read(most + 1)
    try:
        if len(data) > most:
            raise FaitoutError(Errors.E106, path=file.path, limit=max_chars)
        text, encoding = encodings.decode(data, file.path)
    except FaitoutError as error:
        yield Failure.of(error, file.doc_id, file.path)
        return
    yield RawArticle(doc_id=file.doc_id, text=text, source=file.path, encoding=encoding)


def _read_json_lines(file: _File, stream: BufferedReader, _: int) -> Iterator[Reading]:
    for number, line in enumerate(_lines(stream), start=1):
        doc_id = f"{file.doc_id}#{number}"
        try:
            text, encoding = encodings.decode(line, file.path)
            if text.strip():
                fields = _parse(file.path, number, text)
                doc_id = fields.get("doc_id", "id") or doc_id
                yield _from_fields(fields, doc_id, encoding)
        except FaitoutError as error:
            yield Failure.of(error, doc_id, file.path)


def _read_either(file: _File, stream: BufferedReader, max_chars: int) -> Iterator[Reading]:
    """Read a stream as JSON Lines if it begins like an object, else as one text."""
    begin = stream.peek(_PEEK).removeprefix(codecs.BOM_UTF8).lstrip()
    reader = _read_json_lines if begin.startswith(b"{") else _read_text
    yield from reader(file, stream, max_chars)


_Reader = Callable[[_File, BufferedReader, int], Iterator[Reading]]
READERS: dict[str, _Reader] = {".txt": _read_text, ".jsonl": _read_json_lines}


def _lines(stream: BufferedReader) -> Iterator[bytes]:
    """Split at line feeds only: a JSON string may hold the other separators of lines."""
    encoding = encodings.mark(stream.peek(_PEEK))
    if encoding is None or encoding.startswith("utf-8"):
        return iter(stream)
    return (line.encode() for line in TextIOWrapper(stream, encoding, newline="\n"))


# --- the fields of a JSON line --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Fields:
    """The object on a line, which names itself in its errors."""

    path: str
    line: int
    values: dict[str, Any]

    def get(self, *names: str) -> str | None:
        """Return the first of these fields that is there and not null, as a string.

        Raises
        ------
        FaitoutError
            E111 if it is neither a string nor a number.
        """
        for name in names:
            value = self.values.get(name)
            if value is None:
                continue
            if isinstance(value, bool) or not isinstance(value, (str, int, float)):
                raise FaitoutError(Errors.E111, line=self.line, path=self.path, field=name, value=value)
            return str(value)
        return None


def _parse(path: str, number: int, line: str) -> _Fields:
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        reason = f"{error.msg} at column {error.pos + 1}"
        raise FaitoutError(Errors.E107, line=number, path=path, reason=reason) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets without end
        raise FaitoutError(Errors.E107, line=number, path=path, reason=error) from error
    if not isinstance(values, dict):
        raise FaitoutError(Errors.E107, line=number, path=path, reason=f"it is a {type(values).__name__}")
    return _Fields(path, number, values)


def _from_fields(fields: _Fields, doc_id: str, encoding: str) -> RawArticle:
    text = fields.values.get("text")
    if not isinstance(text, str):
        raise FaitoutError(Errors.E108, line=fields.line, path=fields.path)
    return RawArticle(
        doc_id=doc_id,
        text=text,
        source=fields.get("url") or fields.path,
        encoding=encoding,
        title=fields.get("title"),
        published=fields.get("published", "date"),
    )


# --- what every document must be ------------------------------------------------------------------------------


def _checked(readings: Iterable[Reading], max_chars: int) -> Iterator[Reading]:
    """Turn documents without text, too long, or that no encoding can hold, into failures."""
    for reading in readings:
        if isinstance(reading, RawArticle):
            try:
                _check(reading, max_chars)
            except FaitoutError as error:
                yield Failure.of(error, reading.doc_id, reading.source)
                continue
        yield reading


def _check(article: RawArticle, max_chars: int) -> None:
    if not article.text.strip():
        raise FaitoutError(Errors.E105, path=article.source)
    if len(article.text) > max_chars:
        raise FaitoutError(Errors.E106, path=article.source, limit=max_chars)
    for value in (article.text, article.doc_id, article.source, article.title or ""):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise FaitoutError(Errors.E112, path=article.source, position=error.start) from error


def _unique(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Turn every document whose doc_id has been seen before into a failure."""
    seen: set[str] = set()
    for reading in readings:
        if isinstance(reading, RawArticle):
            if reading.doc_id in seen:
                error = FaitoutError(Errors.E110, path=reading.source, doc_id=reading.doc_id)
                yield Failure.of(error, reading.doc_id, reading.source)
                continue
            seen.add(reading.doc_id)
        yield reading
