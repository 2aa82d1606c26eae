from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from faitout.facts.fitting import PRESS_WEIGHT, read_examples

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
