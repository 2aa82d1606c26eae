"""The example sentences of the classes of words that roles hang on."""

from __future__ import annotations

import re

import pytest

from faitout import lexicon
from faitout.facts.cues import find_words
from faitout.facts.examples import read_marks

LEXICONS = ("attribution", "certainty", "references", "syntax")
EXAMPLES = [(name, example) for name in LEXICONS for example in lexicon.examples(name)]


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=lambda value: getattr(value, "text", value))
def test_a_class_finds_its_words_and_no_others(name: str, example: lexicon.Example):
    label = example.entry.removesuffix("[0]")
    marked = read_marks(example.text)
    [sentence] = marked.article().sentences
    found = find_words(sentence.tokens)
    given = [re.search(rf"(?<!\w){re.escape(one['text'])}(?!(?<=\w)\w)", marked.text) for one in example.gives]
    assert {sentence.starts[place] for place in found.places.get(label, ())} == {one.start() for one in given}
    covered = [start for place, start in enumerate(sentence.starts) if label in found.labels.get(place, ())]
    assert covered == [start for start in sentence.starts if any(one.start() <= start < one.end() for one in given)]


@pytest.mark.parametrize("name", LEXICONS)
def test_every_class_has_a_sentence_with_its_words_and_one_without(name: str):
    for label, entry in lexicon.load(name).items():
        given = [bool(example["gives"]) for example in entry.get("examples", ())]
        assert set(given) == {True, False}, label
