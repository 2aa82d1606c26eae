"""Amounts: what is one, what it is worth, how it is bounded, and what is none."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faitout import lexicon
from faitout.values.amounts import Amount, find_amounts
from linear_time import is_linear

LEXICONS = ("money", "amounts", "quantities")
EXAMPLES = [example for name in LEXICONS for example in lexicon.examples(name)]


def found(text: str, published: str | None = None) -> Sequence[dict[str, Any]]:
    return [
        {name: getattr(amount, name) for name in Amount.__slots__}
        | {"restates": list(amount.restates) if amount.restates else None}
        for amount in find_amounts(text, published=published)
    ]


def only(text: str) -> Amount:
    amounts = find_amounts(text)
    assert len(amounts) == 1, amounts
    return amounts[0]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.entry} {example.text}")
def test_every_lexicon_entry_keeps_its_examples(example: lexicon.Example) -> None:
    assert lexicon.mismatch(example, found) is None


@pytest.mark.parametrize(
    ("text", "surface", "value", "currency"),
    [
        ("Un rachat à 1,5 milliard de dollars", "1,5 milliard de dollars", "1500000000", "USD"),
        ("Un rachat à 13,6\xa0milliards d’euros", "13,6\xa0milliards d’euros", "13600000000", "EUR"),
        ("Un rachat à 25.8 milliards d'euros", "25.8 milliards d'euros", "25800000000", "EUR"),
        ("Un rachat à 12 M€", "12 M€", "12000000", "EUR"),
        ("Un rachat à 3,2Md€", "3,2Md€", "3200000000", "EUR"),
        ("Un rachat à $1,234.56", "$1,234.56", "1234.56", "USD"),
        ("Un rachat à $1,500", "$1,500", "1500", "USD"),
        ("Un billet à 12€50", "12€50", "12.5", "EUR"),
        ("Un billet à 12 euros 50.", "12 euros 50", "12.5", "EUR"),
        ("Un billet à 1 euro et 23 centimes", "1 euro et 23 centimes", "1.23", "EUR"),
        ("Un plan de 500 MILLIONS D'EUROS", "500 MILLIONS D'EUROS", "500000000", "EUR"),
        ("Un plan de deux mille milliards d'euros", "deux mille milliards d'euros", "2000000000000", "EUR"),
        ("Un plan d'un demi-milliard d'euros", "un demi-milliard d'euros", "500000000", "EUR"),
        ("Un plan d'une centaine de millions d'euros", "une centaine de millions d'euros", "100000000", "EUR"),
        ("Un plan de 2 millions 500.000 euros", "2 millions 500.000 euros", "2500000", "EUR"),
        ("Une baisse de 1,63 centime", "1,63 centime", "0.0163", "EUR"),
        (
            "Un billet à vingt-neuf euros quatre-vingt-dix-neuf.",
            "vingt-neuf euros quatre-vingt-dix-neuf",
            "29.99",
            "EUR",
        ),
        ("Un billet à un dollar et dix cents", "un dollar et dix cents", "1.1", "USD"),
        ("Un billet à 10 livres et 50 pence", "10 livres et 50 pence", "10.5", "GBP"),
        ("Un billet à 85 eurocents", "85 eurocents", "0.85", "EUR"),
        ("Un billet à 99,- €", "99,- €", "99", "EUR"),
        ("Un billet à .99 €", ".99 €", "0.99", "EUR"),
        ("Un billet à 1'299.50 CHF", "1'299.50 CHF", "1299.5", "CHF"),
        ("Un billet à Fr. 12.50", "Fr. 12.50", "12.5", "CHF"),
        ("Un billet à RMB 5", "RMB 5", "5", "CNY"),
        ("Un billet à 5 $ CAD", "5 $ CAD", "5", "CAD"),
        ("Un billet à $5 CAD", "$5 CAD", "5", "CAD"),
        ("Un rachat à €5m", "€5m", "5000000", "EUR"),
        ("Un rachat à $3.5 bn", "$3.5 bn", "3500000000", "USD"),
        ("Un rachat à 5 MMUSD", "5 MMUSD", "5000000", "USD"),
        ("Un rachat à 20 dinars koweïtiens", "20 dinars koweïtiens", "20", "KWD"),
        ("Un rachat à 20 shillings kenyans", "20 shillings kenyans", "20", "KES"),
        ("Un rachat à 20 dollars taiwanais", "20 dollars taiwanais", "20", "TWD"),
        ("Un rachat à « 200 millions » d'euros", "200 millions » d'euros", "200000000", "EUR"),
    ],
)
def test_sums_give_their_exact_value_and_currency(text: str, surface: str, value: str, currency: str) -> None:
    amount = only(text)
    assert (amount.text, amount.kind, amount.value, amount.currency) == (
        surface,
        "money",
        Decimal(value),
        currency,
    )


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("de 10 à 15 millions d'euros", "10000000", "15000000"),
        ("entre 10 et 15 euros", "10", "15"),
        ("10-15 €", "10", "15"),
        ("10€ - 15€", "10", "15"),
        ("10/15 €", "10", "15"),
        ("4.000/6.000 euros", "4000", "6000"),
        ("30 000/50 000 euros", "30000", "50000"),
        ("500 à 600.000 euros", "500000", "600000"),
        ("80, voire 100 millions d'euros", "80000000", "100000000"),
        ("cinq à six millions d'euros", "5000000", "6000000"),
        ("2,5 milliards à 3 milliards de dollars", "2500000000", "3000000000"),
    ],
)
def test_a_range_is_one_amount(text: str, low: str, high: str) -> None:
    amount = only(text)
    assert (amount.value, amount.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("100 pourcent", "100"),
        ("240 pour cents", "240"),
        ("vingt pourcentage", "20"),
        ("un pour cent", "1"),
        ("deux pour cent et demi", "2.5"),
        ("zéro virgule cinq pour cent", "0.5"),
        (".5%", "0.5"),
        ("-5%", "-5"),
        ("5 pct", "5"),
    ],
)
def test_percentages_are_read_in_every_spelling(text: str, value: str) -> None:
    amount = only(text)
    assert (amount.kind, amount.unit, amount.value) == ("percent", "percent", Decimal(value))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Une prévision de 132 millions d'appareils", "132000000", "appareils"),
        ("Septante millions d'appareils vendus", "70000000", "appareils"),
        ("Le site compte 1 892 salariés.", "1892", "salariés"),
        ("Une tonne et demie, soit 1,5 tonne", "1.5", "tonne"),
        ("Un parc de 3.200 petits magasins", "3200", "magasins"),
        ("Dix ouvriers sont partis.", "10", "ouvriers"),
        ("Il reste 0,4 hectare.", "0.4", "hectare"),
        ('Il manque "25.000" enseignants.', "25000", "enseignants"),
        ("Il forme 25.000 « hackers éthiques ».", "25000", "hackers"),
        ("Près de 2000 armes ont été saisies.", "2000", "armes"),
        ("Mardi 12 sites ont fermé.", "12", "sites"),
        ("La foire attire une vingtaine de jeunes font la queue.", "20", "jeunes"),
    ],
)
def test_quantities_name_what_they_count(text: str, value: str, unit: str) -> None:
    amount = only(text)
    assert (amount.kind, amount.value, amount.unit) == ("quantity", Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "Elle est née le 11 janvier 2019 à 14h30.",
        "Il a 45 ans et travaille depuis 12 ans, 35 heures par semaine.",
        "Les années 1990, en 2013, fin 2020, de 2015 à 2018",
        "Appelez le 01 23 45 67 89.",
        "Il habite au 12 rue des Lilas, 75011 Paris.",
        "Un iPhone 12, un Boeing 737, un A320, un C919 et la 5G",
        "Le Covid-19 pèse sur le CAC 40 et le G20.",
        "Le recours au 49.3 et à l'article 16",
        "Ils gagnent 3-1 puis 2 à 0.",
        "Le numéro deux arrive 3e, le numéro 4 reste 7ème.",
        "Un logement neuf, une idée, les uns et les autres",
        "La version 10.15.7 sort mardi 12.",
        "Trois fois sur quatre, un tiers des gens, la moitié du temps",
        "La vingt et unième édition, la trente-deuxième",
        "La 250 GT, une 288 Cobra, une Mercedes 500 K Cabriolet",
        "Une part sur deux, un vingtième, 24/12, 3/4, 50/50",
        "Voir https://exemple.fr/a?x=20%25&y=12EUR",
    ],
)
def test_what_is_no_amount_is_not_found(text: str) -> None:
    assert find_amounts(text) == []


def test_a_sum_in_brackets_knows_the_sum_that_it_restates() -> None:
    text = "Il vaut 84 millions de dollars australiens (environ 51 millions d'euros)."
    first, second = find_amounts(text)
    assert second.restates == (first.start, first.end)
    assert first.restates is None
    assert second.bound == "approx"


def test_sentences_keep_an_understood_unit_to_themselves() -> None:
    text = "Il verse 57 euros. Contre 610 avant."
    apart = find_amounts(text, [(0, 18), (19, len(text))])
    together = find_amounts(text)
    assert [amount.text for amount in apart] == ["57 euros"]
    assert [amount.text for amount in together] == ["57 euros", "610"]


@given(st.text(alphabet="unde cent million,. '\xa0’0123456789-€$%()àKMd euros\n", max_size=80))
@settings(max_examples=300)
def test_surfaces_hold_and_amounts_do_not_overlap(text: str) -> None:
    position = 0
    for amount in find_amounts(text):
        assert text[amount.start : amount.end] == amount.text
        assert position <= amount.start < amount.end
        assert amount.text.strip() == amount.text
        position = amount.end


@given(
    st.decimals(min_value="0.01", max_value="9999999", places=2, allow_nan=False),
    st.sampled_from(["€", " €", " euros", " EUR", "\u202f€"]),
)
def test_printed_sums_read_back(value: Decimal, euros: str) -> None:
    assert only(f"{value:,}".replace(",", " ").replace(".", ",") + euros).value == value


@pytest.mark.parametrize(
    "piece",
    ["1", " ", "cent ", "(", "un ", "1 000 ", "10, ", "1 à ", "12 € (", "mille million ", "dix-", "5 M€ et ", "1.1,"],
    ids=repr,
)
def test_time_grows_with_the_length_of_the_text_and_no_faster(piece: str) -> None:
    assert is_linear(find_amounts, piece, 100_000)
