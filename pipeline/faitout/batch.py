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
_BATCH_CHARS = 100_000  # the model takes about three kilobytes of memory for a character
_AHEAD = 2  # batches that wait for each worker
_WATCH_SECONDS = 1.0

Reading = RawArticle | Failure
Result = Records | Failure


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for every document of a batch.

    Parameters
    ----------
    published : str or None
        The publication date, where the user gives one.
    types : collection of str
        Which records to keep, of :data:`faitout.extract.TYPES`; the document record is always kept.
    min_confidence : float
        Records below it are left out.
    """

    published: str | None = None
    types: Collection[str] = TYPES
    min_confidence: float = 0.0


USUAL = Settings()


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
    readings: Iterable[Reading],
    nlp: Language,
    sink: Sink,
    fail: Callable[[Failure], None],
    settings: Settings = USUAL,
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
    settings : Settings, optional
        What holds for every document.
    workers : int, optional
        Processes; the output is the same however many.

    Raises
    ------
    FaitoutError
        E205 if the sink holds records of another version or model, E304 if a worker dies.
    """
    summary = Summary()
    readings = _compared(readings, sink, f"faitout {version()} with {model_of(nlp)}")
    for result in extract_all(nlp, readings, settings, workers, held=sink.written.keys()):
        if result is None:
            summary.resumed += 1
        elif isinstance(result, Failure):
            fail(result)
            summary.failed += 1
        else:
            sink.write(result)
            summary.written += 1
            summary.records += len(result)
        yield summary
    sink.finish()
    yield summary


def _compared(readings: Iterable[Reading], sink: Sink, writer: str) -> Iterator[Reading]:
    """Compare the documents that the sink holds already with those of the input."""
    for reading in readings:
        held = sink.written.get(reading.doc_id)
        if held is None or isinstance(reading, Failure):
            yield reading
        elif held.writer != writer:
            raise FaitoutError(Errors.E205, found=held.writer, expected=writer)
        elif held.sha256 != reading.sha256:
            yield Failure.of(FaitoutError(Errors.E206, doc_id=reading.doc_id), reading.doc_id, reading.source)
        else:
            yield reading


# --- through the pipeline -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Batch:
    """Documents that go through the pipeline together.

    The model's arithmetic may differ in the last bits with what stands beside a document. A batch is therefore cut
    by the input alone, and a document that is ``held`` already goes through it again if another of its batch does.
    """

    readings: list[Reading]
    held: frozenset[str]

    @property
    def is_done(self) -> bool:
        """Tell whether no article of the batch is left to do."""
        return all(isinstance(reading, Failure) or reading.doc_id in self.held for reading in self.readings)


def extract_all(
    nlp: Language,
    readings: Iterable[Reading],
    settings: Settings = USUAL,
    workers: int = 1,
    held: Collection[str] = (),
) -> Iterator[Result | None]:
    """Yield the records of each article, or its failure, in the order of the input.

    Parameters
    ----------
    nlp, settings, workers
        As in :func:`run`.
    readings : iterable
        Failures among them are passed on in their place.
    held : collection of str
        The doc_ids of articles for which only None is wanted.

    Raises
    ------
    FaitoutError
        E304 if a worker dies.
    """
    batches = _batches(readings, held)
    if workers > 1:
        yield from _in_workers(nlp, batches, settings, workers)
    else:
        for batch in batches:
            yield from _extract_batch(nlp, batch, settings)


def _batches(readings: Iterable[Reading], held: Collection[str]) -> Iterator[_Batch]:
    """Cut the documents into batches that neither idle the model nor fill the memory."""

    def batch() -> _Batch:
        return _Batch(chosen, frozenset(reading.doc_id for reading in chosen if reading.doc_id in held))

    chosen: list[Reading] = []
    chars = 0
    for reading in readings:
        chosen.append(reading)
        chars += len(reading.text) if isinstance(reading, RawArticle) else 0
        if len(chosen) == BATCH_SIZE or chars > _BATCH_CHARS:
            yield batch()
            chosen, chars = [], 0
    if chosen:
        yield batch()


def _extract_batch(nlp: Language, batch: _Batch, settings: Settings) -> list[Result | None]:
    """Run the pipeline over a batch; if it breaks, over each article alone."""
    if batch.is_done:
        return [reading if isinstance(reading, Failure) else None for reading in batch.readings]
    articles = [_described(reading, settings) for reading in batch.readings]
    with nlp.memory_zone():  # spaCy forgets the words that the batch brought
        try:
            docs = nlp.pipe(
                [make_doc(nlp, article) for article in articles if isinstance(article, Article)],
                batch_size=BATCH_SIZE,
            )
            results = [
                article if isinstance(article, Failure) else _records(nlp, next(docs), article, settings)
                for article in articles
            ]
        except Exception:  # whatever the component: running each alone tells which, on what
            results = [
                article if isinstance(article, Failure) else _alone(nlp, article, settings) for article in articles
            ]
    return [
        None if isinstance(reading, RawArticle) and reading.doc_id in batch.held else result
        for reading, result in zip(batch.readings, results, strict=True)
    ]


def _described(reading: Reading, settings: Settings) -> Article | Failure:
    if isinstance(reading, Failure):
        return reading
    try:
        return describe(reading, settings.published)
    except FaitoutError as error:
        return Failure.of(error, reading.doc_id, reading.source)
    except Exception as error:  # whatever is in the text, the batch goes on
        return _failure(reading, "describe", error)


def _records(nlp: Language, doc: Doc, article: Article, settings: Settings) -> Result:
    try:
        return make_records(doc, article, model_of(nlp), settings.types, settings.min_confidence)
    except FaitoutError as error:
        return Failure.of(error, article.doc_id, article.source)
    except Exception as error:  # whatever a component left there, the batch goes on
        return _failure(article, "records", error)


def _alone(nlp: Language, article: Article, settings: Settings) -> Result:
    """Run the components one by one, to name the one that fails."""
    doc = make_doc(nlp, article)
    for name, component in nlp.pipeline:
        try:
            doc = component(doc)
        except Exception as error:  # whatever the component, the batch goes on
            return _failure(article, name, error)
    return _records(nlp, doc, article, settings)


def _failure(article: RawArticle | Article, component: str, error: Exception) -> Failure:
    reason = f"{type(error).__name__}: {error}"
    return Failure.of(
        FaitoutError(Errors.E302, component=component, doc_id=article.doc_id, reason=reason),
        article.doc_id,
        article.source,
    )


# --- workers --------------------------------------------------------------------------------------------------
# Not nlp.pipe(n_process=...): it hangs when it is stopped before its end, by a full disk or by `| head`.


def _in_workers(nlp: Language, batches: Iterable[_Batch], settings: Settings, workers: int) -> Iterator[Result | None]:
    """Extract the batches in processes, so many ahead that none idles, and give the results in order."""
    stop = Event()
    with ProcessPoolExecutor(workers, initializer=_begin_worker, initargs=(nlp, settings, stop)) as pool:
        waiting: deque[Future[list[Result | None]]] = deque()
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


_worker: tuple[Language, Settings]  # set in each worker process


def _begin_worker(nlp: Language, settings: Settings, stop: EventType) -> None:
    """Keep what every batch needs, leave Ctrl-C to the parent, and end when it says so or is gone."""
    global _worker  # noqa: PLW0603 (a process has no other place for it)
    _worker = nlp, settings
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent and not stop.wait(_WATCH_SECONDS):
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _work(batch: _Batch) -> list[Result | None]:
    nlp, settings = _worker
    return _extract_batch(nlp, batch, settings)


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
