"""Numbers: every printed form gives its exact decimal and its offsets."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faitout import lexicon
from faitout.values.numbers import find_numbers, parse_number, scan_numbers


def found(text: str, published: str | None = None) -> Sequence[dict[str, Any]]:
    return [{"text": text[number.start : number.end], "value": str(number.value)} for number in find_numbers(text)]


@pytest.mark.parametrize("example", list(lexicon.examples("numbers")), ids=lambda example: example.text)
def test_every_lexicon_entry_keeps_its_examples(example: lexicon.Example) -> None:
    assert lexicon.mismatch(example, found) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("40 000", "40000"),
        ("40\u202f000", "40000"),
        ("1\xa0234\xa0567,89", "1234567.89"),
        ("1’234’567.50", "1234567.50"),
        ("10. 000", "10000"),
        ("450 .000", "450000"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("25.8 milliards", "25800000000"),
        ("1.234 milliard", "1234000000"),
        ("2.400 milliards", "2400000000000"),
        ("-1,8", "-1.8"),
        ("− 3", "-3"),
        ("deux cent deux mille", "202000"),
        ("DEUX-CENT-DEUX-MILLE", "202000"),
        ("quatre-vingt-dix-neuf", "99"),
        ("cinquante et un million cinq cent mille trois cent deux", "51500302"),
        ("un milliard deux cents millions", "1200000000"),
        ("2 millions 500.000", "2500000"),
        ("trois millions et demi", "3500000"),
        ("un virgule deux million", "1200000"),
        ("trois mille quatre cent vingt-deux virgule cinq", "3422.5"),
        ("trois et demi", "3.5"),
        ("soixante et dix", "70"),
        (".5", "0.5"),
        (",77", "0.77"),
        ("-,08", "-0.08"),
        ("1e10", "10000000000"),
        ("1,5e-3", "0.0015"),
        ("2^10", "1024"),
        ("1,1^2", "1.21"),
        ("un vingt-cinquième", "0.04"),
        ("cinq millionièmes", "0.000005"),
        ("vingt et unième", None),
        ("dix cents", None),
        ("11/01/2019", None),
        ("01 23 45 67 89", None),
        ("3.1.4", None),
        ("", None),
    ],
)
def test_a_text_that_is_one_number_gives_its_value(text: str, value: str | None) -> None:
    assert parse_number(text) == (Decimal(value) if value else None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Il fait moins vingt degrés.", "-20"),
        ("moins 12,5", "-12.5"),
        ("au moins trois", "3"),
        ("plus ou moins 5", "5"),
        ("le moins trois", "3"),
    ],
)
def test_a_minus_in_words_counts_unless_it_is_a_bound(text: str, value: str) -> None:
    assert [number.value for number in find_numbers(text)] == [Decimal(value)]


@pytest.mark.parametrize("text", ["29km", "180ml", "1m", "Deux-Sèvres", "10:30", "aucun", "quelqu'un"])
def test_what_is_no_number_by_itself_is_not_found(text: str) -> None:
    assert find_numbers(text) == []


@given(st.text(alphabet="un deux cent mille vingt-et million,. '\xa0’0123456789-+de%€İ\n", max_size=60))
def test_offsets_hold_and_numbers_do_not_overlap(text: str) -> None:
    position = 0
    for number in scan_numbers(text):
        assert position <= number.start < number.end <= len(text)
        assert not text[number.start : number.end].isspace()
        position = number.end


@given(st.integers(min_value=0, max_value=10**15))
def test_printed_integers_read_back(value: int) -> None:
    for separator in (" ", "\xa0", "\u202f", ".", "’"):
        assert parse_number(f"{value:,}".replace(",", separator)) == value
