"""Page furniture: what is, what is not, and that the search stays linear."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faitout import lexicon
from faitout.articles.furniture import find_furniture


def furniture(text: str, _: str | None = None) -> Sequence[Mapping[str, Any]]:
    return [{"text": text[start:end]} for start, end in find_furniture(text)]


@pytest.mark.parametrize("example", [*lexicon.examples("furniture")], ids=lambda example: example.text[:40])
def test_every_example_of_the_lexicon_holds(example: lexicon.Example) -> None:
    assert lexicon.mismatch(example, furniture) is None


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (" date 2021-03 Le groupe achète.", ["date 2021-03"]),
        ("Titre\n\nPublié le 6 mai 2020 à 10h\n\nLe groupe achète.", ["Publié le 6 mai 2020 à 10h"]),
        ("PARTAGER\r\nLe groupe achète.\r\nRÉAGIR\r\n", ["PARTAGER", "RÉAGIR"]),
        ("Lire\xa0aussi\u202f: Renault recrute\nLa suite.", ["Lire\xa0aussi\u202f: Renault recrute"]),
        ("S’abonner", ["S’abonner"]),
        ("", []),
    ],
)
def test_datelines_other_newlines_and_typography_are_seen(text: str, pieces: list[str]) -> None:
    assert [found["text"] for found in furniture(text)] == pieces


def test_a_box_never_takes_a_long_text_along() -> None:
    text = "À propos de l'auteur\n\n" + "Le groupe achète une usine. " * 40
    assert furniture(text) == [{"text": "À propos de l'auteur"}]


@pytest.mark.parametrize("name", ["seeds", "train"])
def test_no_gold_mention_touches_furniture(shared: Path, name: str) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (shared / "seeds").glob("*.txt")}
    for line in (shared / "articles" / "train.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        texts[article["doc_id"]] = article["text"]
    touched = []
    for line in (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        if gold["type"] in ("organisation", "amount", "date"):
            bounds = find_furniture(texts[gold["doc_id"]])
            if any(start < gold["end"] and gold["start"] < end for start, end in bounds):
                touched.append((gold["doc_id"], gold["text"]))
    assert not touched


@given(st.text(alphabet="Lire aussi:\n ©(AFP/)-_.#@xX19é'", max_size=300))
def test_bounds_are_disjoint_and_lie_in_the_text(text: str) -> None:
    offsets = [offset for bounds in find_furniture(text) for offset in bounds]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(text) for offset in offsets)


@pytest.mark.parametrize(
    "piece", ["1", " ", "a-", "(AFP/", "\n", "lire aussi ", "é_", "#a ", "© ", "Par Anne ", "abc/def\n", "avec "]
)
def test_time_is_linear_in_the_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        times = []
        for _ in range(3):
            begin = time.process_time()
            find_furniture(text)
            times.append(time.process_time() - begin)
        return min(times)

    find_furniture("warm up")
    assert seconds(1_000_000) < 25 * max(seconds(100_000), 0.01)  # quadratic would be 100
