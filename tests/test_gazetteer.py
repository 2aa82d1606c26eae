"""Known names in a text."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from faitout.gazetteer import Gazetteer, Hit

NAMES = Gazetteer([("Crédit Agricole", "bank"), ("Crédit", "word"), ("L'Équipe", "media")])


def test_the_longest_name_wins() -> None:
    assert list(NAMES.find("le Crédit Agricole")) == [Hit(3, 18, "bank")]


def test_a_name_is_whole_words() -> None:
    assert list(NAMES.find("Crédits")) == []


def test_typographic_apostrophes_and_spaces_match() -> None:
    assert list(NAMES.find("L’Équipe, Crédit\xa0Agricole")) == [Hit(0, 8, "media"), Hit(10, 25, "bank")]


@given(st.text(alphabet="CréditAgol' L’É\xa0.", max_size=60))
def test_hits_never_overlap(text: str) -> None:
    hits = list(NAMES.find(text))
    assert all(one.end <= two.start for one, two in itertools.pairwise(hits))
