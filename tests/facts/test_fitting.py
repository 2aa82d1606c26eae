from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from faitout.facts.fitting import PRESS_WEIGHT, WRITTEN, Choice, Example, fit_choice, read_examples
from faitout.facts.model import Options, probabilities
from faitout.facts.reading import Article

TEXT = "Norvia emploie 90 salariés."
RECORDS = [
    {"type": "document", "published": "2019-03-04"},
    {"type": "organisation", "start": 0, "end": 6, "name": "Norvia"},
    {"type": "amount", "start": 15, "end": 17, "kind": "quantity", "value": 90.0, "unit": "salariés"},
]


def examples(folder: Path, article: dict[str, Any], doc_id: str = "a") -> list[Any]:
    articles, gold = folder / "articles.jsonl", folder / "gold.jsonl"
    articles.write_text(json.dumps({"text": TEXT} | article), encoding="utf-8")
    gold.write_text("\n".join(json.dumps({"doc_id": doc_id} | record) for record in RECORDS), encoding="utf-8")
    return read_examples([articles], [gold])


@pytest.mark.parametrize(
    ("article", "published", "weight"),
    [
        ({"doc_id": "a"}, "2019-03-04", PRESS_WEIGHT),
        ({"id": "a"}, "2019-03-04", PRESS_WEIGHT),
        ({"doc_id": "a", "published": "2020-01-01"}, "2020-01-01", PRESS_WEIGHT),
        ({"doc_id": "a", "written": True}, "2019-03-04", 1.0),
    ],
)
def test_an_article_is_joined_with_its_records_its_day_and_its_weight(
    article: dict[str, Any], published: str, weight: float, tmp_path: Path
):
    (example,) = examples(tmp_path, article)
    assert example.doc_id == "a"
    assert example.article.published == published
    assert example.weight == weight
    assert [token.mention["text"] for token in example.article.sentences[0].tokens if token.mention] == ["Norvia", "90"]


def test_an_article_without_records_is_no_example(tmp_path: Path):
    assert examples(tmp_path, {"doc_id": "b"}) == []


def test_how_often_written_articles_give_no_date_says_nothing_of_the_press():
    def choices(count: int, dateless: int, *, written: bool) -> list[Choice]:
        return [
            Choice(
                Options([{"date": 1.0}, {"none": 1.0, WRITTEN: float(written)}]),
                [place >= dateless, place < dateless],
                Example(f"{written} {place}", Article("", [], None), []),
            )
            for place in range(count)
        ]

    weights = fit_choice([*choices(400, 320, written=True), *choices(100, 30, written=False)], penalty=0.01)
    assert WRITTEN not in weights.generic
    assert probabilities(weights, Options([{"date": 1.0}, {"none": 1.0}]))[1] == pytest.approx(0.3, abs=0.02)


def test_a_name_may_be_given_by_the_offsets_of_where_it_is_printed(tmp_path: Path):
    (tmp_path / "articles.jsonl").write_text(json.dumps({"doc_id": "a", "text": TEXT}), encoding="utf-8")
    name = [0, len("Norvia")]
    records = [
        {"type": "organisation", "doc_id": "a", "start": 0, "end": 6, "name": name},
        {"type": "event", "doc_id": "a", "subject": name, "object": None},
    ]
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    [example] = read_examples([tmp_path / "articles.jsonl"], [tmp_path / "gold.jsonl"])
    assert (example.events[0]["subject"], example.events[0]["object"]) == ("Norvia", None)
    assert [token.mention["name"] for token in example.article.sentences[0].tokens if token.mention] == ["Norvia"]
