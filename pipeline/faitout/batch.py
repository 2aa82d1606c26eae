"""Many articles: in order, with any number of workers, and every document either written or named as failed."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import chain, islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from faitout.articles.article import Article, Failure, RawArticle
from faitout.articles.describe import describe
from faitout.errors import Errors, FaitoutError
from faitout.extract import TYPES, Records, make_doc, make_records, model_of, version
from faitout.sinks.jsonl import Sink

BATCH_SIZE = 16
_ZONE = 1000  # documents after which spaCy forgets the words that they brought
_WATCH_SECONDS = 1.0

Result = Records | Failure


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records of each document to keep.

    Parameters
    ----------
    types : collection of str
        Of :data:`faitout.extract.TYPES`; the document record is always kept.
    min_confidence : float
        Records below it are left out.
    """

    types: Collection[str] = TYPES
    min_confidence: float = 0.0


EVERYTHING = Selection()


@dataclass(slots=True)
class Summary:
    """What has become of a batch so far: counts of documents, and of records."""

    written: int = 0
    records: int = 0
    failed: int = 0
    resumed: int = 0
    _began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Time since the batch began."""
        return time.monotonic() - self._began


def run(
    readings: Iterable[RawArticle | Failure],
    nlp: Language,
    sink: Sink,
    fail: Callable[[Failure], None],
    *,
    published: str | None = None,
    selection: Selection = EVERYTHING,
    workers: int = 1,
) -> Iterator[Summary]:
    """Extract every article into a sink, and yield the summary so far after each document.

    Parameters
    ----------
    readings : iterable
        The documents and failures of :func:`faitout.articles.readers.read`.
    nlp : Language
        The pipeline of :func:`faitout.extract.load`.
    sink : Sink
        Where records go; documents that it holds already are passed over.
    fail : callable
        Takes each failure, in the order of the input.
    published : str, optional
        The publication date of all of them.
    selection : Selection, optional
        Which records to keep.
    workers : int, optional
        Processes; the order of the output is that of the input however many.

    Raises
    ------
    FaitoutError
        E205 if the sink holds records of another version or model.
    """
    summary = Summary()
    remaining = _remaining(readings, sink, f"faitout {version()} with {model_of(nlp)}", summary)
    articles = (_described(reading, published) for reading in remaining)
    for result in extract_all(nlp, articles, selection, workers):
        if isinstance(result, Failure):
            fail(result)
            summary.failed += 1
        else:
            sink.write(result)
            summary.written += 1
            summary.records += len(result)
        yield summary
    sink.finish()
    yield summary


def _remaining(
    readings: Iterable[RawArticle | Failure], sink: Sink, writer: str, summary: Summary
) -> Iterator[RawArticle | Failure]:
    """Pass over the documents that the sink holds already."""
    for reading in readings:
        held = sink.written.get(reading.doc_id)
        if held is None or isinstance(reading, Failure):
            yield reading
        elif held.writer != writer:
            raise FaitoutError(Errors.E205, found=held.writer, expected=writer)
        elif held.sha256 != reading.sha256:
            yield Failure.of(FaitoutError(Errors.E206, doc_id=reading.doc_id), reading.doc_id, reading.source)
        else:
            summary.resumed += 1


def _described(reading: RawArticle | Failure, published: str | None) -> Article | Failure:
    if isinstance(reading, Failure):
        return reading
    try:
        return describe(reading, published)
    except FaitoutError as error:
        return Failure.of(error, reading.doc_id, reading.source)
    except Exception as error:  # whatever is in the text, the batch goes on
        return _failure(reading, "describe", error)


# --- through the pipeline -------------------------------------------------------------------------------------


def extract_all(
    nlp: Language,
    articles: Iterable[Article | Failure],
    selection: Selection = EVERYTHING,
    workers: int = 1,
) -> Iterator[Result]:
    """Yield the records of each article, or its failure, in the order of the input.

    Parameters
    ----------
    nlp, selection, workers
        As in :func:`run`.
    articles : iterable
        Failures among them are passed on in their place.
    """
    if workers > 1:
        _guard_workers()
    remaining = iter(articles)
    for first in remaining:
        with nlp.memory_zone():
            yield from _extract_zone(nlp, chain([first], islice(remaining, _ZONE - 1)), selection, workers)


def _extract_zone(
    nlp: Language, articles: Iterator[Article | Failure], selection: Selection, workers: int
) -> Iterator[Result]:
    """Run the pipeline over the articles; where it breaks, run those that it had taken alone, and go on."""
    feed = _Feed(nlp, articles)
    model = model_of(nlp)
    while not feed.ended:
        try:
            docs = nlp.pipe(feed, as_tuples=True, batch_size=BATCH_SIZE, n_process=workers)
            for doc, position in docs:
                yield from (_alone(nlp, missing, selection) for missing in feed.before(position))
                yield _records(doc, feed.take(), model, selection)
        except Exception:  # a component failed, or a worker died: found out by _alone
            if not feed.waiting:
                raise
        yield from (_alone(nlp, missing, selection) for missing in feed.before(None))
    if feed.error:
        raise feed.error


class _Feed:
    """Gives the pipeline its docs, numbered, and remembers which articles wait for theirs."""

    def __init__(self, nlp: Language, articles: Iterator[Article | Failure]) -> None:
        self._nlp = nlp
        self._articles = enumerate(articles)
        self.waiting: deque[tuple[int, Article | Failure]] = deque()
        self.ended = False
        self.error: Exception | None = None  # of what gives the articles, not of the pipeline

    def __iter__(self) -> Iterator[tuple[Doc, int]]:
        try:
            for position, article in self._articles:
                self.waiting.append((position, article))
                if isinstance(article, Article):
                    yield make_doc(self._nlp, article), position
        except Exception as error:
            self.error = error
        self.ended = True

    def before(self, position: int | None) -> Iterator[Article | Failure]:
        """Take, in order, what waits before a position, or all of it."""
        while self.waiting and self.waiting[0][0] != position:
            yield self.waiting.popleft()[1]

    def take(self) -> Article:
        """Take the first of those that wait."""
        article = self.waiting.popleft()[1]
        assert isinstance(article, Article)
        return article


def _records(doc: Doc, article: Article, model: str, selection: Selection) -> Result:
    try:
        return make_records(doc, article, model, selection.types, selection.min_confidence)
    except FaitoutError as error:
        return Failure.of(error, article.doc_id, article.source)
    except Exception as error:  # whatever a component left there, the batch goes on
        return _failure(article, "records", error)


def _alone(nlp: Language, article: Article | Failure, selection: Selection) -> Result:
    """Return a failure as it is; run an article alone, to find the component that fails on it."""
    if isinstance(article, Failure):
        return article
    doc = make_doc(nlp, article)
    for name, component in nlp.pipeline:
        try:
            doc = component(doc)
        except Exception as error:  # whatever the component, the batch goes on
            return _failure(article, name, error)
    return _records(doc, article, model_of(nlp), selection)


def _failure(article: RawArticle | Article, component: str, error: Exception) -> Failure:
    reason = f"{type(error).__name__}: {error}"
    return Failure.of(
        FaitoutError(Errors.E302, component=component, doc_id=article.doc_id, reason=reason),
        article.doc_id,
        article.source,
    )


# --- workers --------------------------------------------------------------------------------------------------


@cache
def _guard_workers() -> None:
    """See to it that workers end with this process, and leave Ctrl-C to it."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_end_with_parent)


def _end_with_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


# --- failures -------------------------------------------------------------------------------------------------


class ErrorsFile:
    """One JSON line for each document that failed, in the order of the input.

    Parameters
    ----------
    path : Path
        Begun anew by every run: a resumed run tries again what failed before.

    Raises
    ------
    FaitoutError
        E203 if it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise FaitoutError(Errors.E203, path=path, reason=error.strerror) from error

    def __call__(self, failure: Failure) -> None:
        """Write the line of one failure; the first makes the file."""
        try:
            with self.path.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(asdict(failure), ensure_ascii=False) + "\n")
        except OSError as error:
            raise FaitoutError(Errors.E203, path=self.path, reason=error.strerror) from error
