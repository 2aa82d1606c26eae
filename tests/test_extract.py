"""From text to records, and the pipeline behind it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import faitout
from faitout import extract as extraction
from faitout.articles.article import Article, RawArticle
from faitout.articles.describe import describe
from faitout.errors import FaitoutError
from faitout.extract import extract, load, make_doc, make_records
from faitout.records import Document, Event, Organisation, to_json

TEXT = "Renault vend 3 usines à Nissan."
BLANK = spacy.blank("fr")
ARTICLE = Article(doc_id="a", text=TEXT, source="a.txt", sha256="0")


def organisation(start: int, text: str, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": start + len(text), "text": text, "name": text, "rule": "test", **more}


def fact(cue: tuple[int, int] = (8, 12), **more: Any) -> dict[str, Any]:
    span = {"start": cue[0], "end": cue[1], "text": TEXT[slice(*cue)]}
    return {
        "start": 0,
        "end": len(TEXT),
        "text": TEXT,
        "event": "disposal",
        "subject": "Renault",
        "certainty": "asserted",
        "cue": span,
        "explain": "test",
        **more,
    }


@pytest.fixture
def doc() -> Doc:
    doc = spacy.blank("xx")(TEXT)
    doc._.organisations = [organisation(24, "Nissan"), organisation(0, "Renault", confidence=0.4)]
    doc._.amounts = [{"start": 13, "end": 14, "text": "3", "kind": "quantity", "value": "3", "unit": "usines"}]
    doc._.facts = [fact((24, 30)), fact()]
    return doc


# --- records --------------------------------------------------------------------------------------------------


def test_mentions_come_in_reading_order_then_events(doc: Doc) -> None:
    records = make_records(doc, ARTICLE, "m 1")
    assert [record.type for record in records] == [
        "document",
        "organisation",
        "amount",
        "organisation",
        "event",
        "event",
    ]
    starts = [record.start for record in records[1:4] if not isinstance(record, Document)]
    assert starts == [0, 13, 24]
    assert [event.cue.start for event in records if isinstance(event, Event) and event.cue] == [8, 24]


def test_the_document_counts_the_lines_that_follow(doc: Doc) -> None:
    everything = make_records(doc, ARTICLE, "m 1")
    some = make_records(doc, ARTICLE, "m 1", types=["organisation"], min_confidence=0.5)
    for records in (everything, some):
        assert isinstance(records[0], Document)
        assert records[0].records == len(records) - 1
    assert [record.text for record in some if isinstance(record, Organisation)] == ["Nissan"]


def test_records_have_every_field_and_exact_numbers(doc: Doc) -> None:
    lines = [json.loads(to_json(record)) for record in make_records(doc, ARTICLE, "m 1")]
    amount = next(line for line in lines if line["type"] == "amount")
    assert amount["value"] == 3
    assert amount["currency"] is None
    assert lines[0] | {"faitout": ""} == {
        "type": "document",
        "doc_id": "a",
        "source": "a.txt",
        "title": None,
        "published": None,
        "published_from": None,
        "language": None,
        "encoding": None,
        "sha256": "0",
        "chars": len(TEXT),
        "records": 5,
        "faitout": "",
        "model": "m 1",
    }


def test_ids_depend_on_document_type_and_place_alone(doc: Doc) -> None:
    def ids(doc_id: str) -> list[str]:
        article = Article(doc_id=doc_id, text=TEXT, source="a.txt", sha256="0")
        return [record.id for record in make_records(doc, article, "m") if not isinstance(record, Document)]

    before = ids("a")
    doc._.organisations = [mention | {"confidence": 0.1, "name": "X"} for mention in doc._.organisations]
    assert ids("a") == before
    assert not set(before) & set(ids("b"))


def test_two_events_of_the_same_words_have_ids_of_their_own(doc: Doc) -> None:
    doc._.facts = [fact(), fact(subject="Nissan"), fact(subject=None)]
    ids = [record.id for record in make_records(doc, ARTICLE, "m") if isinstance(record, Event)]
    assert len(set(ids)) == 3


def test_words_that_are_not_at_their_offsets_stop_the_document(doc: Doc) -> None:
    doc._.organisations = [organisation(1, "Renault")]
    with pytest.raises(FaitoutError, match="E301"):
        make_records(doc, ARTICLE, "m")


# --- in a notebook --------------------------------------------------------------------------------------------


def test_extract_gives_records_of_a_text(nlp: Language) -> None:
    text = "Publié le 6 mai 2020\n\nLe groupe Renault a vendu une usine à Nissan.\n"
    records = extract(text, nlp=nlp, doc_id="x")
    assert isinstance(records[0], Document)
    assert (records[0].published, records[0].published_from) == ("2020-05-06", "text")
    assert {record.doc_id for record in records} == {"x"}
    dated = extract(text, "2021", nlp=nlp)[0]
    assert isinstance(dated, Document)
    assert (dated.published, dated.published_from) == ("2021", "option")


def test_the_package_offers_extract_and_load_whatever_was_imported_before() -> None:
    assert callable(faitout.extract)
    assert callable(extraction)
    assert faitout.load is load


def test_a_publication_date_of_unknown_form_is_an_error(nlp: Language) -> None:
    with pytest.raises(FaitoutError, match="E109"):
        extract(TEXT, "hier", nlp=nlp)


def test_furniture_and_date_are_on_the_doc(nlp: Language) -> None:
    article = Article(doc_id="a", text=TEXT, source="", sha256="", published="2020", furniture=((0, 7),))
    doc = Doc(nlp.vocab).from_bytes(make_doc(nlp, article).to_bytes())
    assert doc._.published == "2020"
    assert doc._.furniture == [[0, 7]]


@pytest.mark.parametrize("workers", [1, 2])
def test_docs_pass_through_pipes_and_processes_with_what_is_known_of_them(nlp: Language, workers: int) -> None:
    text = "Twitter Facebook Email\n\nLe groupe Renault a vendu mercredi 300 voitures à Nissan pour 2 M€.\n"
    article = describe(RawArticle("a", text, "a.txt"), "2020-05-07")
    (doc,) = nlp.pipe([make_doc(nlp, article)], n_process=workers)
    assert (doc._.published, doc._.furniture) == ("2020-05-07", [[0, 22]])
    assert make_records(doc, article, "m") == make_records(nlp(make_doc(nlp, article)), article, "m")
    assert "Twitter" not in [mention["text"] for mention in doc._.organisations]


@given(
    st.lists(st.sampled_from(["(" * 299, "(" * 301, "a" * 700, " ", "  ", "\n", "l'", "2,5 M€", "\xa0"]), max_size=8)
)
def test_long_runs_without_spaces_keep_their_characters(pieces: list[str]) -> None:
    text = "".join(pieces)
    article = Article(doc_id="a", text=text, source="", sha256="")
    assert make_doc(BLANK, article).text == text


def test_brackets_without_end_are_tokenised_in_linear_time() -> None:
    def seconds(length: int) -> float:
        article = Article(doc_id="a", text="(" * length, source="", sha256="")
        begin = time.process_time()
        make_doc(BLANK, article)
        return time.process_time() - begin

    seconds(1000)
    assert seconds(100_000) < 25 * max(seconds(10_000), 0.02)  # quadratic would be 100


# --- the pipeline ---------------------------------------------------------------------------------------------


def test_the_pipeline_is_that_of_the_configuration(nlp: Language) -> None:
    assert nlp.pipe_names[-4:] == ["faitout_amounts", "faitout_dates", "faitout_organisations", "faitout_events"]
    assert nlp("Renault a vendu 2 millions de voitures.")._.facts is not None


def test_the_pipeline_survives_a_disk(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    text = "Le groupe Renault a vendu 300 voitures à Nissan le 6 mai 2020."
    again = spacy.load(tmp_path / "model")(text)
    assert again._.organisations == nlp(text)._.organisations
    assert again._.amounts == nlp(text)._.amounts
    assert again._.facts == nlp(text)._.facts


def config(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.cfg"
    path.write_text(text, encoding="utf-8")
    return path


def test_another_configuration_makes_another_pipeline(tmp_path: Path) -> None:
    own = '[nlp]\nlang = "fr"\npipeline = ["own"]\n[components]\n[components.own]\nfactory = "faitout_dates"\n'
    assert load(config(tmp_path, own)).pipe_names == ["own"]


@pytest.mark.parametrize(
    "text",
    [
        "not a configuration",
        '[nlp]\nlang = "fr"\npipeline = ["nothing"]\n',
        '[nlp]\nlang = "fr"\npipeline = ["x"]\n[components]\n[components.x]\nfactory = "nowhere"\n',
        '[nlp]\nlang = "zz-not-a-language"\npipeline = []\n',
    ],
)
def test_a_configuration_that_cannot_be_used_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(FaitoutError, match=r"E005.*own\.cfg"):
        load(config(tmp_path, text))


def test_a_configuration_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FaitoutError, match="E005"):
        load(tmp_path / "nowhere.cfg")


@pytest.mark.parametrize(
    "text",
    [
        '[nlp]\nlang = "fr"\npipeline = ["ner"]\n[components]\n[components.ner]\nsource = "fr_missing_md"\n',
        '[nlp]\nlang = "fr"\npipeline = []\n[initialize]\nvectors = "fr_missing_md"\n',
    ],
)
def test_a_missing_model_is_an_error_that_says_how_to_install_it(tmp_path: Path, text: str) -> None:
    with pytest.raises(FaitoutError, match=r"E001.*fr_missing_md.*pip install"):
        load(config(tmp_path, text))


def test_importing_the_package_does_not_import_spacy() -> None:
    heavy = {"spacy", "pydantic", "rich", "dateparser"}
    code = f"import sys, faitout, faitout.cli; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_extra_keys_of_mentions_do_not_reach_the_records(doc: Doc) -> None:
    for record in make_records(doc, ARTICLE, "m"):
        fields: Mapping[str, Any] = json.loads(to_json(record))
        assert "rule" not in fields
        assert "explain" not in fields
