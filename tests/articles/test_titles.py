"""Headlines."""

from __future__ import annotations

import pytest

from faitout.articles.furniture import find_furniture
from faitout.articles.titles import find_title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Renault vend une usine\n\nLe groupe a dit...", "Renault vend une usine"),
        ("\ufeff\n  Renault vend une usine  \r\n\r\nLe groupe a dit...", "Renault vend une usine"),
        ("Partager\n\nx\n\nRenault vend une usine\nTexte.", "Renault vend une usine"),
        ("Publié le 6 mai 2020\nRenault vend une usine\nTexte.", "Renault vend une usine"),
        ("Renault vend une usine", None),
        ("Le groupe Renault a vendu une usine.\n\nTexte.", None),
        (" date 2021-03 Renault vend une usine\n\nTexte.", None),
        ("Mot " * 60 + "\n\nTexte.", None),
        ("", None),
    ],
)
def test_the_first_line_that_is_no_furniture_is_the_headline(text: str, title: str | None) -> None:
    assert find_title(text.replace("\ufeff", ""), find_furniture(text.replace("\ufeff", ""))) == title
