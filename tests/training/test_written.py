"""Articles written to learn from become articles and gold."""

from pathlib import Path

import pytest

from faitout.training.written import Written, read_written

ARTICLE = """# 2021-03-05
Les ventes du groupe
{Fumerolle|Fumerolle SA} a vendu 12.000 poêles en février. {Fumerolle SA} en vendra 15.000 en mars.
= sales_volume | Fumerolle SA | - | 12.000 | - | février | - | asserted
= sales_volume | Fumerolle SA | - | 15.000 | - | mars | - | planned
"""


def _read(folder: Path, text: str) -> list[Written]:
    path = folder / "ours.txt"
    path.write_text(text, encoding="utf-8")
    return list(read_written(path))


def test_an_article_keeps_its_text_its_names_and_its_facts(tmp_path: Path) -> None:
    (article,) = _read(tmp_path, ARTICLE)
    records = list(article.records())
    organisations = [record for record in records if record["type"] == "organisation"]
    events = [record for record in records if record["type"] == "event"]
    assert article.text.startswith("Les ventes du groupe\nFumerolle a vendu 12.000")
    assert [(one["text"], one["name"]) for one in organisations] == [
        ("Fumerolle", "Fumerolle SA"),
        ("Fumerolle SA", "Fumerolle SA"),
    ]
    assert all(article.text[one["start"] : one["end"]] == one["text"] for one in organisations)
    assert [(one["amount"]["text"], one["date"]["value"]) for one in events] == [
        ("12.000", "2021-02"),
        ("15.000", "2021-03"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("12.000 | - | février", "13.000 | - | février", "'13.000' is none of"),
        ("12.000 | - | février", "12.000~2 | - | février", "'12.000~2' is none of"),
        ("| Fumerolle SA | - | 12.000", "| Tison | - | 12.000", "no organisation named 'Tison'"),
    ],
)
def test_a_fact_of_what_is_not_there_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    (article,) = _read(tmp_path, ARTICLE.replace(old, new))
    with pytest.raises(ValueError, match=message):
        list(article.records())


def test_a_fact_has_eight_fields(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not 8 fields"):
        _read(tmp_path, ARTICLE.replace("| asserted", ""))
