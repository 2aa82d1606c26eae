"""Languages of texts."""

from __future__ import annotations

import pytest

from faitout import lexicon
from faitout.articles.languages import detect_language


@pytest.mark.parametrize("example", [*lexicon.examples("languages")], ids=lambda example: example.text[:40])
def test_every_example_of_the_lexicon_holds(example: lexicon.Example) -> None:
    found = detect_language(example.text)
    assert ([] if found is None else [{"text": found}]) == list(example.gives)


@pytest.mark.parametrize("text", ["", "2020", "Xiaomi", "小米"])
def test_too_few_words_have_no_language(text: str) -> None:
    assert detect_language(text) is None
