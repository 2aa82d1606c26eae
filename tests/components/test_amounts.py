"""The component leaves the amounts on the document, as plain data, outside page furniture."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from faitout.records import AmountMention


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    blank = spacy.blank("fr")
    blank.add_pipe("faitout_amounts")
    return blank


TEXT = "Le brasseur vend 30 000 fûts pour 4,5 millions d'euros.\nIl perd 12 %, contre 15 avant."


def test_amounts_are_records_with_exact_numbers(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    mentions = [AmountMention.model_validate(amount) for amount in doc._.amounts]
    assert [(mention.text, str(mention.value), mention.currency) for mention in mentions] == [
        ("30 000", "30000", None),
        ("4,5 millions d'euros", "4500000", "EUR"),
        ("12 %", "12", None),
        ("15", "15", None),
    ]


def test_spans_are_labelled_with_their_kind(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    assert [(span.text, span.label_) for span in doc.spans["amounts"]] == [
        ("30 000", "quantity"),
        ("4,5 millions d'euros", "money"),
        ("12 %", "percent"),
        ("15", "percent"),
    ]


def test_furniture_holds_no_amounts(nlp: spacy.Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc._.furniture = [[0, TEXT.index("\n")]]
    assert [amount["text"] for amount in nlp(doc)._.amounts] == ["12 %", "15"]


def test_documents_survive_bytes(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.amounts == doc._.amounts
