"""Writes ``configs/lexicons/currencies.toml`` from Babel's CLDR data: ``python -m faitout.training.currencies``.

Needs the ``dev`` extra (Babel); Faitout itself reads the file only. Historic and accounting currencies share their
bare names with those in use; a name goes to the currency in use, so that reading it back is unambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import babel
from babel import Locale

from faitout.resources import lexicons

LOCALES = ("fr", "fr_BE", "fr_CH", "fr_CA")
NOT_MONEY = {"XAG", "XAU", "XPD", "XPT", "XXX", "XTS", "XSU", "XFO", "XRE"}  # metals, tests, funds
SHARED = {"$", "F", "FCFA", "F CFA"}  # symbols whose country the article tells: see money.toml

HEADER = f"""\
# ISO 4217 codes, French names and symbols of CLDR {babel.__version__}.
# Written by faitout.training.currencies: do not edit; what the press adds is in money.toml.
# Every name, symbol and code is tested against every CLDR number format (tests/values/test_cldr.py).
"""


def names(locale: Locale, code: str) -> Iterator[str]:
    """Yield the names of a currency, singular and plural."""
    yield locale.currencies[code]
    yield from locale._data["currency_names_plural"].get(code, {}).values()


def spelled(name: str) -> str:
    """Fold a name as the texts are folded: lower case, plain apostrophe and spaces."""
    return name.lower().replace("’", "'").replace("\xa0", " ").replace("\u202f", " ")


def collect() -> tuple[set[str], dict[str, str], dict[str, str]]:
    """Return codes, code by name and code by symbol; the main locale and names without a note go first."""
    codes: set[str] = set()
    by_name: dict[str, str] = {}
    by_symbol: dict[str, str] = {}
    noted: dict[str, str] = {}
    for locale in map(Locale.parse, LOCALES):
        for code in sorted(set(locale.currencies) - NOT_MONEY):
            codes.add(code)
            for name in names(locale, code):
                bare = re.sub(r"\s*\([^)]*\)", "", name)
                table = by_name if bare == name else noted
                if " " in bare or code == "EUR":
                    table.setdefault(spelled(bare), code)
                if bare != name:
                    by_name.setdefault(spelled(name), code)
            symbol = locale.currency_symbols.get(code, code).replace("\xa0", " ").replace("\u202f", " ")
            if symbol != code and symbol not in SHARED:
                by_symbol.setdefault(symbol, code)
    return codes, noted | by_name, by_symbol


def table(title: str, entries: dict[str, str]) -> str:
    """Write one TOML table."""
    rows = "".join(f'"{key}" = "{value}"\n' for key, value in sorted(entries.items()))
    return f"\n[{title}]\n{rows}"


def main() -> None:
    """Write the file."""
    codes, by_name, by_symbol = collect()
    quoted = ", ".join(f'"{code}"' for code in sorted(codes))
    (lexicons() / "currencies.toml").write_text(
        f"{HEADER}\n[codes]\nall = [{quoted}]\n{table('names', by_name)}{table('symbols', by_symbol)}",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
