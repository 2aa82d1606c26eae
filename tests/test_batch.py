"""Many articles: order, workers, failures that lose nobody else, resuming."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from faitout import batch
from faitout.annotations import annotate
from faitout.articles.article import Failure, RawArticle
from faitout.batch import ErrorsFile, Settings, extract_all, run
from faitout.errors import Errors, FaitoutError
from faitout.records import Document, to_json
from faitout.sinks.jsonl import JsonLinesFile


@Language.component("test_words")
def find_words(doc: Doc) -> Doc:
    """Call every capitalised word an organisation, named by the publication date; fail where asked to."""
    if "FAIL" in doc.text:
        raise ValueError("asked to")
    if "DIE" in doc.text:
        os._exit(1)
    words = [token for token in doc if token.text.istitle()]
    annotate(
        doc,
        "organisations",
        [
            {"start": word.idx, "end": word.idx + len(word), "text": word.text, "name": str(doc._.published)}
            for word in words
        ],
    )
    if "LIE" in doc.text:
        doc._.organisations = [{"start": 0, "end": 2, "text": "no", "name": "no"}]
    if "MESS" in doc.text:
        doc._.organisations = [{"start": "x"}]
    return doc


@pytest.fixture(scope="module")
def words() -> Language:
    nlp = spacy.blank("xx")
    nlp.add_pipe("test_words")
    return nlp


def raw(number: int, extra: str = "") -> RawArticle:
    text = f"date 2020-{number % 12 + 1:02}{extra} Renault vend {number} usines\nPar Anne Morel\nÀ Nissan."
    return RawArticle(doc_id=f"d{number}", text=text, source=f"{number}.txt")


def lines(results: Iterator[batch.Result]) -> list[str]:
    return [
        "held"
        if result is None
        else f"{result.doc_id} {result.code}"
        if isinstance(result, Failure)
        else "".join(map(to_json, result))
        for result in results
    ]


BROKEN = Failure("broken", "broken.txt", "E104", "…")


# --- order, workers, failures ---------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2])
def test_dates_and_furniture_reach_the_components(words: Language, workers: int) -> None:
    (records,) = extract_all(words, [raw(4)], workers=workers)
    assert not isinstance(records, Failure)
    assert [(record.text, record.name) for record in records[1:]] == [
        ("Renault", "2020-05"),
        ("À", "2020-05"),
        ("Nissan", "2020-05"),
    ]


@pytest.mark.parametrize("size", [1, 3, 16])
def test_the_output_is_the_same_with_any_number_of_workers(
    words: Language, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [
        BROKEN,
        raw(1),
        raw(2, " FAIL"),
        BROKEN,
        BROKEN,
        raw(3),
        raw(4, " LIE"),
        raw(5, " MESS"),
        raw(6, " FAIL"),
    ]
    alone = lines(extract_all(words, articles))
    monkeypatch.setattr(batch, "BATCH_SIZE", size)
    assert [line if line.startswith("{") is False else "records" for line in alone] == [
        "broken E104",
        "records",
        "d2 E302",
        "broken E104",
        "broken E104",
        "records",
        "d4 E301",
        "d5 E302",
        "d6 E302",
    ]
    for workers in (1, 2):
        assert lines(extract_all(words, articles, workers=workers)) == alone


def test_many_documents_come_in_the_order_of_the_input(words: Language) -> None:
    articles = list(map(raw, range(100)))
    found = [result[0].doc_id for result in extract_all(words, articles, workers=2) if isinstance(result, list)]
    assert found == [f"d{number}" for number in range(100)]


def test_workers_end_when_nobody_wants_more(words: Language) -> None:
    results = extract_all(words, [raw(number, " x" * 50_000) for number in range(100)], workers=2)
    next(results)
    results.close()
    assert not multiprocessing.active_children()


def test_a_dead_worker_stops_the_batch_with_its_code(words: Language) -> None:
    with pytest.raises(FaitoutError, match="E304"):
        list(extract_all(words, [raw(1), raw(2, " DIE")], workers=2))


def test_a_failing_component_is_named(words: Language) -> None:
    (failure,) = extract_all(words, [raw(1, " FAIL")])
    assert isinstance(failure, Failure)
    assert "test_words" in failure.message
    assert "asked to" in failure.message


def test_an_error_of_the_input_is_not_swallowed(words: Language) -> None:
    def articles() -> Iterator[RawArticle]:
        yield raw(1)
        raise FaitoutError(Errors.E205, found="x", expected="y")

    for workers in (1, 2):
        with pytest.raises(FaitoutError, match="E205"):
            list(extract_all(words, articles(), workers=workers))


def test_metadata_of_unknown_form_is_a_failure_with_its_code(words: Language) -> None:
    undated = RawArticle(doc_id="x", text="Texte", source="x", published="hier")
    assert lines(extract_all(words, [undated])) == ["x E109"]
    assert lines(extract_all(words, [undated], Settings(published="2020"))) != ["x E109"]


def test_a_document_stands_in_the_same_batch_whether_or_not_it_is_held(
    words: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "BATCH_SIZE", 3)
    seen: list[list[str]] = []
    pipe = words.pipe
    monkeypatch.setattr(
        words, "pipe", lambda docs, **options: pipe(seen.append([doc.text for doc in docs]) or docs, **options)
    )
    readings = [raw(number) for number in range(8)]
    assert lines(extract_all(words, readings, held={"d0", "d1", "d2", "d3"}))[:4] == ["held"] * 4
    held = seen.copy()
    seen.clear()
    list(extract_all(words, readings))
    assert held == seen[1:]


def test_the_selection_is_kept(words: Language) -> None:
    ((document,),) = extract_all(words, [raw(1)], Settings(types=("event",)))
    assert isinstance(document, Document)
    assert document.records == 0


def test_the_real_pipeline_gives_the_same_with_workers(nlp: Language) -> None:
    texts = [
        "Publié le 6 mai 2020\n\nLe groupe Renault a vendu mercredi une usine pour 3 millions d'euros à Nissan.\n",
        "Orange recrute 300 personnes d'ici 2022, selon Reuters.\n\nTwitter Facebook Email\n",
        "",
    ]
    articles = [RawArticle(f"d{i}", text, "x") for i, text in enumerate(texts * 6)]
    assert lines(extract_all(nlp, articles, workers=2)) == lines(extract_all(nlp, articles))


# --- whole runs -----------------------------------------------------------------------------------------------

READINGS = [raw(1), BROKEN, raw(2), raw(3, " FAIL"), raw(4), raw(5)]


def whole_run(folder: Path, nlp: Language, readings: list, stop_after: int | None = None, **options: bool) -> bytes:
    sink = JsonLinesFile(folder / "out.jsonl", **options)
    runs = run(readings, nlp, sink, ErrorsFile(folder / "errors.jsonl"))
    for count, _ in enumerate(runs, start=1):
        if count == stop_after:
            break
    sink.close()
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


@pytest.mark.parametrize("stop_after", [1, 2, 3, 4, 5, 6])
def test_a_stopped_run_resumed_gives_what_an_unbroken_run_gives(
    words: Language, tmp_path: Path, stop_after: int
) -> None:
    for name in ("unbroken", "broken"):
        (tmp_path / name).mkdir()
    unbroken = whole_run(tmp_path / "unbroken", words, READINGS)
    whole_run(tmp_path / "broken", words, READINGS, stop_after)
    assert whole_run(tmp_path / "broken", words, READINGS, resume=True) == unbroken
    assert whole_run(tmp_path / "broken", words, READINGS, resume=True) == unbroken


def test_new_documents_are_added_to_a_whole_run(words: Language, tmp_path: Path) -> None:
    whole_run(tmp_path, words, READINGS[:1])
    sink = JsonLinesFile(tmp_path / "out.jsonl", resume=True)
    *_, summary = run(READINGS, words, sink, lambda _: None)
    assert (summary.resumed, summary.written, summary.failed) == (1, 3, 2)


def test_a_changed_text_is_a_failure_when_resuming(words: Language, tmp_path: Path) -> None:
    whole_run(tmp_path, words, [raw(1)])
    failures: list[Failure] = []
    changed = RawArticle("d1", "Autre texte", "1.txt")
    *_, summary = run([changed], words, JsonLinesFile(tmp_path / "out.jsonl", resume=True), failures.append)
    assert [failure.code for failure in failures] == ["E206"]
    assert summary.written == 0


def test_the_output_of_another_model_is_not_resumed(words: Language, tmp_path: Path) -> None:
    whole_run(tmp_path, words, [raw(1)])
    path = tmp_path / "out.jsonl"
    path.write_text(path.read_text().replace('"model": "none"', '"model": "other 1.0"'))
    with pytest.raises(FaitoutError, match=r"E205.*other 1\.0"):
        list(run([raw(1)], words, JsonLinesFile(path, resume=True), lambda _: None))


def test_the_errors_file_has_one_line_per_failure(words: Language, tmp_path: Path) -> None:
    whole_run(tmp_path, words, READINGS)
    errors = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text().splitlines()]
    assert errors[0] == {"doc_id": "broken", "source": "broken.txt", "code": "E104", "message": "…"}
    assert [(error["doc_id"], error["code"]) for error in errors] == [("broken", "E104"), ("d3", "E302")]


def test_a_run_without_failures_leaves_no_errors_file(words: Language, tmp_path: Path) -> None:
    (tmp_path / "errors.jsonl").write_text("of the run before\n")
    whole_run(tmp_path, words, [raw(1)])
    assert not (tmp_path / "errors.jsonl").exists()
