"""Many articles: in order, with any number of workers, and every document either written or named as failed."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, field
from multiprocessing import Event
from multiprocessing.synchronize import Event as EventType
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from faitout.articles.article import Article, Failure, RawArticle
from faitout.articles.describe import describe
from faitout.errors import Errors, FaitoutError
from faitout.extract import TYPES, Records, make_doc, make_records, model_of, version
from faitout.sinks.jsonl import Sink

BATCH_SIZE = 16
_BATCH_CHARS = 200_000  # the model takes about a kilobyte of memory for a character
_AHEAD = 2  # batches that wait for each worker
_WATCH_SECONDS = 1.0

Result = Records | Failure
Batch = list[Article | Failure]


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

    Raises
    ------
    FaitoutError
        E304 if a worker dies.
    """
    batches = _batches(articles)
    if workers > 1:
        yield from _in_workers(nlp, batches, selection, workers)
    else:
        for batch in batches:
            yield from _extract_batch(nlp, batch, selection)


def _batches(articles: Iterable[Article | Failure]) -> Iterator[Batch]:
    """Cut the articles into batches that neither idle the model nor fill the memory."""
    batch: Batch = []
    chars = 0
    for article in articles:
        batch.append(article)
        chars += len(article.text) if isinstance(article, Article) else 0
        if len(batch) == BATCH_SIZE or chars > _BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def _extract_batch(nlp: Language, batch: Batch, selection: Selection) -> list[Result]:
    """Run the pipeline over a batch; if it breaks, over each article alone."""
    with nlp.memory_zone():  # spaCy forgets the words that the batch brought
        try:
            docs = nlp.pipe(
                [make_doc(nlp, article) for article in batch if isinstance(article, Article)],
                batch_size=BATCH_SIZE,
            )
            return [
                article if isinstance(article, Failure) else _records(nlp, next(docs), article, selection)
                for article in batch
            ]
        except Exception:  # whatever the component: running each alone tells which, on what
            return [article if isinstance(article, Failure) else _alone(nlp, article, selection) for article in batch]


def _records(nlp: Language, doc: Doc, article: Article, selection: Selection) -> Result:
    try:
        return make_records(doc, article, model_of(nlp), selection.types, selection.min_confidence)
    except FaitoutError as error:
        return Failure.of(error, article.doc_id, article.source)
    except Exception as error:  # whatever a component left there, the batch goes on
        return _failure(article, "records", error)


def _alone(nlp: Language, article: Article, selection: Selection) -> Result:
    """Run the components one by one, to name the one that fails."""
    doc = make_doc(nlp, article)
    for name, component in nlp.pipeline:
        try:
            doc = component(doc)
        except Exception as error:  # whatever the component, the batch goes on
            return _failure(article, name, error)
    return _records(nlp, doc, article, selection)


def _failure(article: RawArticle | Article, component: str, error: Exception) -> Failure:
    reason = f"{type(error).__name__}: {error}"
    return Failure.of(
        FaitoutError(Errors.E302, component=component, doc_id=article.doc_id, reason=reason),
        article.doc_id,
        article.source,
    )


# --- workers --------------------------------------------------------------------------------------------------
# Not nlp.pipe(n_process=...): it hangs when it is stopped before its end, by a full disk or by `| head`.


def _in_workers(nlp: Language, batches: Iterable[Batch], selection: Selection, workers: int) -> Iterator[Result]:
    """Extract the batches in processes, so many ahead that none idles, and give the results in order."""
    stop = Event()
    with ProcessPoolExecutor(workers, initializer=_begin_worker, initargs=(nlp, selection, stop)) as pool:
        waiting: deque[Future[list[Result]]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(_work, batch))
                if len(waiting) > _AHEAD * workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise FaitoutError(Errors.E304) from error
        finally:
            if waiting:  # an error, Ctrl-C, or nobody wants more
                stop.set()
            pool.shutdown(cancel_futures=True)


_worker: tuple[Language, Selection]  # set in each worker process


def _begin_worker(nlp: Language, selection: Selection, stop: EventType) -> None:
    """Keep what every batch needs, leave Ctrl-C to the parent, and end when it says so or is gone."""
    global _worker  # noqa: PLW0603 (a process has no other place for it)
    _worker = nlp, selection
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent and not stop.wait(_WATCH_SECONDS):
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _work(batch: Batch) -> list[Result]:
    nlp, selection = _worker
    return _extract_batch(nlp, batch, selection)


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
