from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from faitout.errors import FaitoutError
from faitout.evaluation.align import (
    align_events,
    align_mentions,
    anchor,
    compatible_name,
    read_records,
    same_value,
    trimmed_span,
)
from faitout.evaluation.score import Score, evaluate

STATISTICS = {"precision": "p", "recall": "r", "f1": "f", "right": "tp", "predicted": "pred", "gold": "gold"}


def mention(text: str, start: int = 10, kind: str = "date", **fields: object) -> dict[str, object]:
    row = {
        "type": "date",
        "kind": kind,
        "start": start,
        "end": start + len(text),
        "text": text,
        "value": None,
    }
    return row | fields


def event(subject: str | None, name: str, start: int, role: str = "amount") -> dict[str, object]:
    return {
        "subject": subject,
        "event": name,
        "certainty": "asserted",
        role: {"start": start, "end": start + 5},
    }


def disturbed(gold: Path, seed: int) -> list[str]:
    """Return the lines of a gold file with a part dropped, moved or given other values."""
    chance = random.Random(seed)
    lines = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        row, dice = json.loads(line), chance.random()
        if row["type"] == "document" or dice > 0.5:
            lines.append(line)
            continue
        if dice < 0.1:
            continue
        if dice < 0.2 and "start" in row:
            row |= {"end": row["end"] - 1, "text": row["text"][:-1]}
        elif dice < 0.3 and "value" in row:
            row |= {"value": 7, "bound": "max", "mod": "end"}
        elif dice < 0.35 and row["type"] == "organisation":
            row["name"] += "x"
        elif row["type"] == "event":
            row |= {"subject": None} if dice < 0.4 else {"event": "price", "certainty": "denied", "date": None}
        lines.append(json.dumps(row))
    return lines


@pytest.mark.parametrize("name", ["seeds", "dev", "train"])
@pytest.mark.parametrize("seed", [1, 2])
def test_measures_equal_those_of_the_shared_scorer(shared: Path, tmp_path: Path, name: str, seed: int) -> None:
    gold = shared / "gold" / f"{name}.jsonl"
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("\n".join(disturbed(gold, seed)), encoding="utf-8")
    command = [sys.executable, str(shared / "score.py"), str(predicted), str(gold), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    ours = evaluate(read_records(predicted), read_records(gold))
    slots = theirs.pop("event.slots")
    assert ours.scores.keys() == theirs.keys()
    for measure, figures in theirs.items():
        score = ours.scores[measure]
        for statistic, short in STATISTICS.items():
            assert round(getattr(score, statistic), 4) == figures[short], (measure, statistic)
        for field in figures.keys() - set(STATISTICS.values()):
            share = "overlap" if field == "overlap_r" else field
            assert round(ours.figure(f"{measure}.{share}") or 0, 4) == figures[field], (measure, field)
    for slot, figure in slots.items():
        assert round(ours.figure(f"event.{slot}") or 0, 4) == figure, slot


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("le 11 janvier", "11 janvier"),
        ("il y a trois ans", "trois ans"),
        ("d’ici à 5 ans", "5 ans"),
        ("l'année précédente", "année précédente"),
        ("entre 2010 et 2015", "2010 et 2015"),
        ("depuis le début", "début"),
        ("en", "en"),
        ("lendemain", "lendemain"),
    ],
)
def test_leading_articles_and_prepositions_do_not_count(text: str, kept: str) -> None:
    row = mention(text)
    start, end = trimmed_span(row)
    assert text[start - 10 : end - 10] == kept


def test_names_keep_their_article() -> None:
    row = mention("Le Monde", type="organisation", name="Le Monde")
    assert trimmed_span(row) == (10, 18)


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        (
            {"kind": "money", "value": 1500000000, "currency": "EUR"},
            {"kind": "money", "value": "1.5E+9", "currency": "EUR"},
            True,
        ),
        (
            {"kind": "money", "value": 5, "currency": "EUR"},
            {"kind": "money", "value": 5, "currency": None},
            False,
        ),
        ({"kind": "percent", "value": 5, "high": 10}, {"kind": "percent", "value": 5}, False),
        (
            {"kind": "percent", "value": 5, "currency": None},
            {"kind": "percent", "value": 5.0, "currency": "EUR"},
            True,
        ),
        ({"kind": "quantity", "value": 5}, {"kind": "percent", "value": 5}, False),
    ],
)
def test_amounts_are_equal_by_number_kind_and_currency(
    gold: dict[str, object], predicted: dict[str, object], same: bool
) -> None:
    assert same_value({"type": "amount"} | gold, {"type": "amount"} | predicted) is same


@pytest.mark.parametrize(
    ("one", "other", "compatible"),
    [
        ("Xiaomi", "xiaomi", True),
        ("Great Wall", "Great Wall Motor", True),
        (None, None, True),
        (None, "Xiaomi", False),
        ("TCL", "BYD", False),
    ],
)
def test_a_name_answers_its_fuller_form(one: str | None, other: str | None, compatible: bool) -> None:
    assert compatible_name(one, other) is compatible


def test_a_span_counts_once() -> None:
    alignment = align_mentions([mention("mardi")], [mention("mardi"), mention("mardi")])
    assert (len(alignment.pairs), alignment.missed, alignment.spurious) == (1, [], [])


def test_events_are_anchored_on_amount_then_date_then_period() -> None:
    assert anchor(event("A", "price", 3)) == (True, 3, 8)
    assert anchor(event("A", "price", 3, role="period")) == (False, 3, 8)
    assert anchor({"amount": None}) is None


def test_among_events_of_one_anchor_the_right_subject_is_taken_first() -> None:
    gold = [event("A", "growth", 3), event("B", "price", 3)]
    predicted = [event("B", "growth", 3), event("A", "price", 3)]
    pairs = align_events(gold, predicted).pairs
    assert [(one["subject"], other["subject"]) for one, other in pairs] == [("A", "A"), ("B", "B")]


def test_nothing_predicted_or_expected_scores_zero() -> None:
    assert (Score(0, 0, 0).precision, Score(0, 0, 0).recall, Score(0, 0, 0).f1) == (0, 0, 0)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Line 2"),
        ("[]", "no doc_id"),
        ('{"doc_id": "a", "type": "person"}', "unknown type 'person'"),
        ('{"doc_id": "a", "type": "amount", "start": 1, "end": 2, "text": "5"}', "no kind, value"),
    ],
)
def test_a_line_that_is_no_record_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text('{"doc_id": "a", "type": "document"}\n' + line, encoding="utf-8")
    with pytest.raises(FaitoutError, match=reason) as caught:
        read_records(path)
    assert caught.value.code == "E402"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FaitoutError) as caught:
        read_records(tmp_path / "absent.jsonl")
    assert caught.value.code == "E401"
