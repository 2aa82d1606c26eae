"""Tokens that hold more than a name are split."""

import pytest

from faitout.organisations.words import split_glued


@pytest.mark.parametrize(
    ("text", "tokens", "rows"),
    [
        ("l' ex-Google va", ["l'", "ex-", "Google", "va"], [0, 1, 1, 2]),
        ("chez SpaceX.", ["chez", "SpaceX", "."], [0, 1, 1]),
        ("l' ex-ministre", ["l'", "ex-ministre"], [0, 1]),
        ("la S.A. et Inc.", ["la", "S.A.", "et", "Inc."], [0, 1, 2, 3]),
    ],
)
def test_what_is_glued_to_a_name_is_a_token_of_its_own(text: str, tokens: list[str], rows: list[int]) -> None:
    starts, ends, at = [], [], 0
    for token in text.split():
        starts.append(text.index(token, at))
        at = starts[-1] + len(token)
        ends.append(at)
    assert split_glued(text, starts, ends) == rows
    assert [text[start:end] for start, end in zip(starts, ends, strict=True)] == tokens
