from __future__ import annotations

import pytest

from faitout.facts.cues import find_words
from faitout.facts.examples import read_marks


def labels(text: str) -> set[str]:
    found = [find_words(sentence.tokens) for sentence in read_marks(text).article().sentences]
    return {hit.cue.kind for one in found for hit in one.cues} | {label for one in found for label in one.places}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("[Norvia] rachètera [Belcor].", "acquisition"),
        ("Le chiffre d’affaires de [Norvia] grimpe.", "revenue"),
        ("[Norvia] supprime {quantity 12} postes.", "workforce"),
        ("Selon [Reuters], tout va bien.", "source"),
        ("[Norvia] aurait fermé.", "hearsay"),
        ("[Norvia] envisage de fermer.", "intention"),
        ("[Norvia] n'a pas fermé.", "negation"),
        ("Le constructeur a fermé, dit [Norvia].", "company"),
    ],
)
def test_words_are_found_by_their_pattern(text: str, label: str):
    assert label in labels(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("[Norvia] a ralenti.", "acquisition"),
        ("[Norvia] a perdu sa marge de manœuvre.", "workforce"),
        ("[Norvia] a un chiffre en tête.", "revenue"),
    ],
)
def test_words_that_only_look_alike_are_not(text: str, label: str):
    assert label not in labels(text)


def test_a_pattern_that_runs_past_the_end_of_the_sentence_is_not_found():
    assert "revenue" not in labels("[Norvia] a un chiffre d'")


def test_every_word_of_a_pattern_belongs_to_its_class():
    [sentence] = read_marks("Selon les dires de [Reuters], tout va bien.").article().sentences
    found = find_words(sentence.tokens)
    assert all("source" in found.labels[place] for place in found.places["source"])
