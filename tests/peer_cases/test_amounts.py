"""Peers' own French test cases, from a folder beside the checkout; every miss is printed with its reason."""

from __future__ import annotations

import collections
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from faitout.values.amounts import find_amounts
from faitout.values.numbers import find_numbers

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "peer-cases"
Case = dict[str, Any]
Spans = list[dict[str, Any]]

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the peers' cases are not beside this checkout")


def number_spans(text: str) -> Spans:
    return [
        {"start": number.start, "end": number.end, "type": "number", "value": float(number.value)}
        for number in find_numbers(text)
    ]


def amount_spans(text: str) -> Spans:
    return [
        {
            "start": amount.start,
            "end": amount.end,
            "type": amount.kind,
            "value": float(amount.value) if amount.high is None else f"{amount.value:f}/{amount.high:f}",
            "currency": amount.currency,
        }
        for amount in find_amounts(text)
    ]


def right(scorer: ModuleType, case: Case, spans: Spans) -> bool:
    """Score one case as the cases' own scorer does."""
    count: collections.Counter[str] = collections.Counter()
    scorer.score_case(case, spans, count)
    return count["th"] == count["g"] and count["p"] == count["th"] and count["teh"] == count["eg"]


def misses(suite: str, find: Callable[[str], Spans]) -> tuple[list[str], int]:
    specification = importlib.util.spec_from_file_location("score_cases", CASES / "score_cases.py")
    assert specification
    assert specification.loader
    scorer = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(scorer)
    cases = [json.loads(line) for line in (CASES / f"{suite}.jsonl").read_text(encoding="utf-8").splitlines()]
    missed = []
    for case in cases:
        spans = find(case["text"])
        if not right(scorer, case, spans):
            wanted = [(span["text"], span.get("value"), span.get("currency")) for span in case["expect"]]
            got = [(case["text"][span["start"] : span["end"]], span["value"], span.get("currency")) for span in spans]
            missed.append(f"{case['id']}: {case['text'][:90]!r} wants {wanted}, gives {got} ({case['why']})")
    return missed, len(cases)


@pytest.mark.parametrize(
    ("suite", "find", "bar"),
    [("currency", amount_spans, 0.96), ("number", number_spans, 0.96), ("percent", amount_spans, 0.95)],
)
def test_the_peers_cases_are_read_right(suite: str, find: Callable[[str], Spans], bar: float) -> None:
    missed, total = misses(suite, find)
    share = 1 - len(missed) / total
    print(f"\n{suite}: {share:.3f} of {total} right", *missed, sep="\n  ")
    assert share >= bar
