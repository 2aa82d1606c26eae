"""The example sentences of the classes of words that roles hang on."""

from __future__ import annotations

from typing import Any

import pytest

from faitout import lexicon
from faitout.facts.cues import find_patterns
from faitout.facts.examples import read_marks

LEXICONS = ("attribution", "certainty", "syntax")
EXAMPLES = [(name, example) for name in LEXICONS for example in lexicon.examples(name)]


def words_of(label: str, text: str) -> list[dict[str, Any]]:
    """Return the words of a class that a marked sentence holds."""
    marked = read_marks(text)
    words = []
    for sentence in marked.article().sentences:
        for first, pattern in sorted(find_patterns(sentence.tokens), key=lambda fit: (fit[0], len(fit[1].parts))):
            if pattern.label == label:
                last = first + len(pattern.parts) - 1
                words.append(marked.text[sentence.starts[first] : sentence.starts[last] + sentence.tokens[last].length])
    return [{"text": surface} for surface in words]


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=lambda value: getattr(value, "text", value))
def test_a_class_finds_its_words_and_no_others(name: str, example: lexicon.Example):
    label = example.entry.removesuffix("[0]")
    assert lexicon.mismatch(example, lambda text, _: words_of(label, text)) is None


@pytest.mark.parametrize("name", LEXICONS)
def test_every_class_has_a_sentence_with_its_words_and_one_without(name: str):
    for label, entry in lexicon.load(name).items():
        given = [bool(example["gives"]) for example in entry.get("examples", ())]
        assert set(given) == {True, False}, label
