"""Short forms explained in brackets: which words they stand for."""

import re

import pytest

from faitout.organisations.acronyms import expansion_start, find_acronyms
from faitout.organisations.words import Words
from linear_time import is_linear

_TOKEN = re.compile(r"\w+'|\w+|[^\w\s]")


def _found(text: str) -> list[tuple[str, str, bool]]:
    found = list(_TOKEN.finditer(text))
    words = Words(text, [token.start() for token in found], [token.end() for token in found])
    return [
        (words.forms[one.short], text[words.starts[one.first] : words.ends[one.last - 1]], one.strict)
        for one in find_acronyms(words)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Il écrit au Comité des verriers de Lorraine (CVL).", [("CVL", "Comité des verriers de Lorraine", True)]),
        ("La CVL (Coopérative des verriers lorrains) recrute.", [("CVL", "Coopérative des verriers lorrains", True)]),
        ("Le Bureau de la pêche au large (BUPLA) attend.", [("BUPLA", "Bureau de la pêche au large", False)]),
        ("Le Groupe des amis de Lorient (Gal) attend.", [("Gal", "Groupe des amis de Lorient", True)]),
        ("Le maire de Lorient (PS) attend.", []),
        ("Il attend (en vain).", []),
        ("(", []),
    ],
)
def test_letters_of_a_short_form_open_the_words_it_stands_for(text: str, found: list[tuple[str, str, bool]]) -> None:
    assert _found(text) == found


@pytest.mark.parametrize(
    ("short", "words", "start"),
    [
        ("CEPALC", "la commission economique pour l amerique latine et les caraibes", 1),
        ("AFP", "le president a parle", None),
        ("XYZ", "", None),
    ],
)
def test_an_expansion_begins_where_the_rightmost_reading_does(short: str, words: str, start: int | None) -> None:
    assert expansion_start(short, words.split()) == start


@pytest.mark.parametrize("piece", ["(", "A (AB) ", "a b c d (ABCD", "ABC ("])
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    assert is_linear(_found, piece, 100_000)
