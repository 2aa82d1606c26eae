"""The component in the pipeline: every example of the lexicons, and what a document keeps."""

import pytest
import spacy
from spacy.language import Language

import faitout
from faitout import lexicon

EXAMPLES = [*lexicon.examples("organisations"), *lexicon.examples("known_names")]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return faitout.load()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text)
def test_examples_of_the_lexicons(nlp: Language, example: lexicon.Example) -> None:
    assert lexicon.mismatch(example, lambda text, _: nlp(text)._.organisations) is None


def test_every_occurrence_has_one_name_and_one_identity(nlp: Language) -> None:
    doc = nlp("Renault recrute. Selon Reuters, le groupe Renault a signé avec Michelin.")
    mentions = [one for one in doc._.organisations if one["text"] == "Renault"]
    assert [(one["name"], one["entity"]) for one in mentions] == [("Renault", "ISIN:FR0000131906")] * 2


def test_offsets_are_those_of_the_text(nlp: Language) -> None:
    text = "«\xa0L’Équipe\xa0» a été rachetée par Vivendi."
    assert all(text[one["start"] : one["end"]] == one["text"] for one in nlp(text)._.organisations)


def test_no_name_in_an_empty_or_blank_text(nlp: Language) -> None:
    assert [nlp(text)._.organisations for text in ("", " \n ")] == [[], []]


def test_a_document_survives_serialisation(nlp: Language) -> None:
    doc = nlp("Carrefour a fermé deux magasins.")
    assert spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())._.organisations == doc._.organisations
