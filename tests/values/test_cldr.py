"""CLDR prints a sum; the same sum in the same currency is read back, wherever the print says which it is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_compact_currency, format_currency

from faitout import lexicon
from faitout.values.amounts import find_amounts

LOCALES = ("fr", "fr_BE", "fr_CH", "fr_CA")
CODES = lexicon.load("currencies")["codes"]["all"]
VALUES = [Decimal(value) for value in ("1", "12.50", "-12.50", "999", "1234567.89", "2000000")]
COMPACT_VALUES = [Decimal(value) for value in ("12000", "1230000", "45000000000")]

# Symbols that do not say which currency they are by themselves; docs/amounts.md has the same list, with the reasons.
AMBIGUOUS: dict[tuple[str, str], str | None] = {
    ("fr_CA", "CAD"): "USD",
    **{(locale, code): None for locale in ("fr", "fr_BE", "fr_CH") for code in ("XOF", "XAF")},
}


# Glued letters that can be cut in two ways: "1,23 MMTL" is M + MTL or MM + TL.
GLUED = {("fr_CA", "MTL")}


def read(text: str) -> tuple[Decimal, str | None] | None:
    """Return value and currency of a text that is one amount and nothing else."""
    amounts = find_amounts(text)
    if len(amounts) != 1 or (amounts[0].start, amounts[0].end) != (0, len(text)):
        return None
    return amounts[0].value, amounts[0].currency


def shown(value: Decimal, code: str) -> Decimal:
    """Return the value as CLDR prints it: rounded to the decimals of the currency."""
    return Decimal(format_currency(value, code, format="0.##", locale="en", currency_digits=True))


@pytest.mark.parametrize("code", CODES)
def test_every_symbol_and_every_code_reads_back(code: str) -> None:
    for locale in LOCALES:
        expected = AMBIGUOUS.get((locale, code), code)
        for value in VALUES:
            printed = format_currency(value, code, locale=locale)
            assert read(printed) == (shown(value, code), expected), printed
            by_code = format_currency(value, code, format="#,##0.## ¤¤", locale=locale)
            assert read(by_code) == (shown(value, code), code), by_code


@pytest.mark.parametrize("code", CODES)
def test_every_name_reads_back(code: str) -> None:
    for locale in LOCALES:
        for value in VALUES:
            printed = format_currency(value, code, locale=locale, format_type="name")
            assert read(printed) == (shown(value, code), code), printed


@pytest.mark.parametrize("code", CODES)
def test_every_compact_print_reads_back(code: str) -> None:
    for locale in (locale for locale in LOCALES if (locale, code) not in GLUED):
        expected = AMBIGUOUS.get((locale, code), code)
        for value in COMPACT_VALUES:
            printed = format_compact_currency(value, code, locale=locale, fraction_digits=2)
            assert read(printed) == (value, expected), printed
