from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from conftest import ROOT
from faitout.cli import app

GOLD = ROOT / "seeds" / "gold.jsonl"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


@pytest.fixture
def without_percentages(tmp_path: Path) -> Path:
    path = tmp_path / "predicted.jsonl"
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if json.loads(line).get("kind") != "percent"), encoding="utf-8")
    return path


def test_gold_against_itself_is_all_right() -> None:
    result = run(GOLD, GOLD, "--json")
    scores = json.loads(result.stdout)["scores"]
    assert result.exit_code == 0
    assert {score["f1"] for score in scores.values()} == {1.0}


def test_the_table_gives_counts(without_percentages: Path) -> None:
    result = run(without_percentages, GOLD)
    row = next(line.split() for line in result.stdout.splitlines() if line.startswith("percent "))
    gold = sum(json.loads(line).get("kind") == "percent" for line in GOLD.read_text(encoding="utf-8").splitlines())
    assert row[:4] == ["percent", "0.0000", "0.0000", "0.0000"]
    assert row[4:] == ["0", "0", str(gold)]


@pytest.mark.parametrize(("bar", "code"), [("percent.recall=0.1", 3), ("money.precision=1", 0), ("date.mod=0.9", 0)])
def test_a_missed_bar_exits_with_3(without_percentages: Path, bar: str, code: int) -> None:
    result = run(without_percentages, GOLD, "--fail-under", bar)
    assert result.exit_code == code
    assert ("under its bar" in result.stderr) == (code == 3)


@pytest.mark.parametrize("bar", ["percent.recall", "percent.recall=high", "nothing.recall=0.5", "percent=0.5"])
def test_a_bar_in_no_known_form_is_a_usage_error(bar: str) -> None:
    result = run(GOLD, GOLD, "--fail-under", bar)
    assert result.exit_code == 2
    assert "E403" in result.stderr


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    result = run(tmp_path / "absent.jsonl", GOLD)
    assert result.exit_code == 2
    assert "E401" in result.stderr


def test_documents_that_were_not_predicted_are_named(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    result = run(empty, GOLD)
    assert result.exit_code == 0
    assert "are not in" in result.stderr


def test_the_report_shows_what_was_missed_in_its_place(without_percentages: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    result = run(without_percentages, GOLD, "--report", report)
    page = report.read_text(encoding="utf-8")
    missed = next(row for row in map(json.loads, GOLD.open(encoding="utf-8")) if row.get("kind") == "percent")
    assert result.exit_code == 0
    assert f"{missed['start']}–{missed['end']} “{missed['text']}”" in page
    assert "<tr class='missed'><td>missed</td><td>amount</td>" in page


def test_a_report_that_cannot_be_written_is_a_usage_error(tmp_path: Path) -> None:
    result = run(GOLD, GOLD, "--report", tmp_path / "absent" / "report.html")
    assert result.exit_code == 2
    assert "E203" in result.stderr
