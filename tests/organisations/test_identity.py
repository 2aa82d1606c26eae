"""Identifiers are certain or absent."""

from pathlib import Path

import pytest

from faitout import lexicon
from faitout.errors import FaitoutError
from faitout.organisations.identity import is_isin, listed_entity, read_entities
from faitout.organisations.lists import listed_companies


@pytest.mark.parametrize("entry", lexicon.load("securities")["company"], ids=lambda entry: entry["names"][0])
def test_each_isin_has_its_check_digit(entry: dict) -> None:
    assert is_isin(entry["isin"])


def test_derived_isins_have_their_check_digits() -> None:
    assert [one for one in listed_companies() if one.isin and not is_isin(one.isin)] == []


@pytest.mark.parametrize(
    ("names", "entity"),
    [
        (["Renault"], "ISIN:FR0000131906"),
        (["Française des jeux", "FDJ"], "ISIN:FR0013451333"),
        (["Fumerolle"], None),
        (["Renault", "Carrefour"], None),
    ],
)
def test_one_candidate_or_none(names: list[str], entity: str | None) -> None:
    assert listed_entity(names) == entity


def test_a_list_gives_identifiers_by_name_and_alias(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,name,aliases\nX1,Fumerolle SA,Fumerolle;La Fume\n", encoding="utf-8")
    assert read_entities(path) == {"fumerolle sa": "X1", "fumerolle": "X1", "fume": "X1"}


def test_a_list_without_its_columns_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("nom\nFumerolle\n", encoding="utf-8")
    with pytest.raises(FaitoutError, match="E007"):
        read_entities(path)
