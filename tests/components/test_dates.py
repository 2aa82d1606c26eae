"""The dates component in a spaCy pipeline."""

import pytest
import spacy

from faitout.annotations import sentences


@pytest.fixture(scope="module")
def pipeline():
    nlp = spacy.blank("fr")
    nlp.add_pipe("faitout_dates")
    return nlp


def read(pipeline, text, published=None, furniture=()):
    doc = pipeline.make_doc(text)
    doc._.published = published
    doc._.furniture = [list(pair) for pair in furniture]
    return pipeline.get_pipe("faitout_dates")(doc)


def test_mentions_carry_the_fields_of_the_record(pipeline):
    (mention,) = read(pipeline, "Il a vendu mardi soir.", "2020-05-23")._.dates
    assert mention["text"] == "mardi soir"
    assert (mention["kind"], mention["value"], mention["mod"]) == ("date", "2020-05-19", None)
    assert mention["earliest"] == mention["latest"] == "2020-05-19"
    assert 0 < mention["confidence"] <= 1


def test_the_tense_of_the_sentence_decides(pipeline):
    text = "Il a vendu mardi. Il vendra mardi."
    assert [mention["value"] for mention in read(pipeline, text, "2020-05-23")._.dates] == ["2020-05-19", "2020-05-26"]


def test_spans_cover_the_mentions(pipeline):
    doc = read(pipeline, "Du 3 au 7 juin 2019, pendant cinq jours.")
    assert [(span.text, span.label_) for span in doc.spans["dates"]] == [
        ("3 au 7 juin 2019", "date"),
        ("cinq jours", "duration"),
    ]


def test_furniture_gives_no_dates(pipeline):
    text = "Publié le 3 mai 2019\nIl a vendu en 2018."
    assert [mention["text"] for mention in read(pipeline, text, furniture=[(0, 20)])._.dates] == ["2018"]


def test_documents_survive_serialisation(pipeline):
    doc = read(pipeline, "En 2018, il a vendu.")
    copy = spacy.tokens.Doc(pipeline.vocab).from_bytes(doc.to_bytes())
    assert copy._.dates == doc._.dates
    assert sentences(doc) == [(0, 20)]
