"""Peers' own French test cases of dates, durations and intervals; every miss is printed with its reason.

The reasons are of three kinds: the case contradicts the annotation guideline (it wants a preposition, "mois de" or a
vague length inside the mention, or a date where the guideline has a duration), it leaves more than one reading open
and the suite takes another, or the grammar falls short.
"""

from __future__ import annotations

import collections
import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from faitout.sentences import split_sentences
from faitout.values.calendar import covered_days
from faitout.values.dates import find_dates
from faitout.verbs import Tenses

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "peer-cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the peers' cases are not beside this checkout")

# What the guideline says otherwise, told by the words of the case.
GUIDELINE = (
    (r"\bmois d(?:e |')", "guideline: the span of 'le mois de juin' is 'juin'"),
    (r"\b(?:quelques|plusieurs|ces derni)", "guideline: vague lengths are not annotated"),
    (r"\b(?:dernie|prochain|précédent|passée)|d'ici|dans les", "guideline: a number of units is a duration"),
    (r"\b(?:avant|après|depuis|ou plus|plus de|moins de|encore)\b", "guideline: bounds stay outside the mention"),
)


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    specification = importlib.util.spec_from_file_location("score_cases", CASES / "score_cases.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def spans(text: str, published: str | None) -> list[dict[str, Any]]:
    """Map our mentions onto the peers' types; decades and centuries, which they do not know, onto their days."""
    found = []
    for mention in find_dates(text, published, Tenses(text, split_sentences(text)).at):
        value = mention["value"]
        kind = "duration" if mention["kind"] == "duration" else "interval" if value and "/" in value else "date"
        if value and re.fullmatch(r"\d+X+", value):
            first, last = covered_days(value) or (None, None)
            value = f"{first}/{last}"
        found.append({"start": mention["start"], "end": mention["end"], "type": kind, "value": value})
    return found


def is_right(scorer: ModuleType, case: dict[str, Any], found: list[dict[str, Any]]) -> bool:
    count: collections.Counter[str] = collections.Counter()
    scorer.score_case(case, found, count)
    return count["th"] == count["g"] and count["p"] == count["th"] and count["teh"] == count["eg"]


def reason(case: dict[str, Any], found: list[dict[str, Any]]) -> str:
    wanted = {scorer_span["start"] for scorer_span in case["expect"]}
    for pattern, why in GUIDELINE:
        if re.search(pattern, case["text"]):
            return why
    same_span = any(span["start"] in wanted for span in found)
    return "another reading of the same words" if same_span else "not read, or other words"


@pytest.mark.parametrize(("suite", "bar"), [("date", 0.88), ("duration", 0.88), ("interval", 0.75)])
def test_the_peers_cases_are_read_right(scorer: ModuleType, suite: str, bar: float) -> None:
    cases = [json.loads(line) for line in (CASES / f"{suite}.jsonl").read_text(encoding="utf-8").splitlines()]
    missed = []
    for case in cases:
        found = spans(case["text"], case["reference_date"])
        if not is_right(scorer, case, found):
            wanted = [(span["text"], span.get("value")) for span in case["expect"]]
            got = [(case["text"][span["start"] : span["end"]], span["value"]) for span in found]
            missed.append(f"{case['id']}: {case['text'][:90]!r} wants {wanted}, gives {got}: {reason(case, found)}")
    share = 1 - len(missed) / len(cases)
    print(f"\n{suite}: {share:.3f} of {len(cases)} right", *missed, sep="\n  ")
    assert share >= bar
