from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faitout.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Un titre\n\nLe corps. La suite !", ["Un titre", "Le corps.", "La suite !"]),
        (
            "M. Dupont dirige J. Martin Inc. depuis 2010. Il part.",
            ["M. Dupont dirige J. Martin Inc. depuis 2010.", "Il part."],
        ),
        ("« Nous vendons. » Le groupe nie.", ["« Nous vendons. »", "Le groupe nie."]),
        ("Il dit : « Assez. » Puis part.", ["Il dit : « Assez. »", "Puis part."]),
        ("Le prix est de 1.500 euros. 30 sites ferment.", ["Le prix est de 1.500 euros.", "30 sites ferment."]),
        ("Vraiment ? Oui… Non.", ["Vraiment ?", "Oui…", "Non."]),
        ('Elle vaut 3 % de plus. "C\'est peu", dit-il.', ["Elle vaut 3 % de plus.", '"C\'est peu", dit-il.']),
        ("yahoo.fr et Amazon.com ferment", ["yahoo.fr et Amazon.com ferment"]),
        ("L'U.E. Bruxelles décide", ["L'U.E. Bruxelles décide"]),
        ("", []),
        (" \n\xa0\n", []),
    ],
)
def test_sentences_end_at_stops_and_line_breaks(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@given(st.text(alphabet="aB .!?…\n\xa0«»\"'M1"))
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    bounds = split_sentences(text)
    assert all(start < end for start, end in bounds)
    assert all(left[1] <= right[0] for left, right in pairwise(bounds))
    outside = set(range(len(text))) - {i for start, end in bounds for i in range(start, end)}
    assert all(text[position].isspace() for position in outside)
