"""Publication dates: what each form reads as, and which source wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faitout import lexicon
from faitout.articles.published import find_datelines, find_published, normalise_date
from faitout.errors import FaitoutError


def datelines(text: str, _: str | None) -> Sequence[Mapping[str, Any]]:
    return [{"text": text[found.start : found.end], "value": found.value} for found in find_datelines(text)]


@pytest.mark.parametrize("example", [*lexicon.examples("published")], ids=lambda example: example.text[:40])
def test_every_example_of_the_lexicon_holds(example: lexicon.Example) -> None:
    assert lexicon.mismatch(example, datelines) is None


@pytest.mark.parametrize(
    ("given_date", "value"),
    [
        ("2021-03-05", "2021-03-05"),
        ("2021-03", "2021-03"),
        ("2021", "2021"),
        (" 2021-03-05 ", "2021-03-05"),
        ("2021-03-05T23:59:00+01:00", "2021-03-05"),
        ("2021-03-05 08:00", "2021-03-05"),
        ("2021/03/05", "2021-03-05"),
        ("20210305", "2021-03-05"),
        ("Fri, 05 Mar 2021 10:00:00 GMT", "2021-03-05"),
        ("5 mars 2021", "2021-03-05"),
        ("1er février 2021", "2021-02-01"),
        ("05/03/2021", "2021-03-05"),
        ("5.3.21", "2021-03-05"),
        ("March 5, 2021", "2021-03-05"),
        ("Mar 05, 2021 10:12 PM", "2021-03-05"),
        ("Fri Mar 05 10:00:00 2021", "2021-03-05"),
        ("vendredi 5 mars 2021 à 10:00", "2021-03-05"),
    ],
)
def test_known_forms_become_iso_dates(given_date: str, value: str) -> None:
    assert normalise_date(given_date) == value


@pytest.mark.parametrize(
    "given_date",
    [
        "hier",
        "2021-13",
        "2021-13-05",
        "2 days ago",
        "2021-02-30",
        "",
        "0000",
        "5 mars",
        "1614902400",
        "2021-W12",
        "99/99/2021",
    ],
)
def test_unknown_forms_are_an_error(given_date: str) -> None:
    with pytest.raises(FaitoutError, match="E109"):
        normalise_date(given_date)


TEXT = " date 2018-07 Le groupe achète.\n\nPublié le 4 juillet 2018 à 10h\n\nSuite."


@pytest.mark.parametrize(
    ("text", "option", "metadata", "expected"),
    [
        (TEXT, "2020", "2019-01-01", ("2020", "option")),
        (TEXT, None, "2019-01-01", ("2019-01-01", "metadata")),
        (TEXT, None, None, ("2018-07", "header")),
        (TEXT, None, "  ", ("2018-07", "header")),
        (TEXT.replace(" date 2018-07 ", ""), None, None, ("2018-07-04", "text")),
        ("Le groupe achète.", None, None, (None, None)),
        ("Mis à jour le 7 mai 2020\nPublié le 6 mai 2020\nTexte.", None, None, ("2020-05-06", "text")),
        ("Titre\r\nPublié le 6 mai 2020\r\nTexte.", None, None, ("2020-05-06", "text")),
        ("Titre\rPublié le 6\xa0mai\u202f2020\rTexte.", None, None, ("2020-05-06", "text")),
        ("Texte.\n" * 500 + "Publié le 6 mai 2020", None, None, ("2020-05-06", "text")),
        ("Texte.\n" * 500 + "Publié le 6 mai 2020\n" + "Texte.\n" * 500, None, None, (None, None)),
    ],
)
def test_the_user_wins_over_metadata_over_header_over_text(
    text: str, option: str | None, metadata: str | None, expected: tuple[str | None, str | None]
) -> None:
    assert find_published(text, option, metadata) == expected


@given(st.dates())
def test_every_day_reads_back_from_its_iso_form(day: Any) -> None:
    if 1600 <= day.year < 2200:
        assert normalise_date(day.isoformat()) == day.isoformat()


@given(st.text(alphabet="le 0123456789/.-:h\npublié mai,()|à", max_size=400))
def test_datelines_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    found = find_datelines(text)
    bounds = [offset for dateline in found for offset in (dateline.start, dateline.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= offset <= len(text) for offset in bounds)
