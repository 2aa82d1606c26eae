"""What the facts before say of the one that is being read."""

from __future__ import annotations

import pytest

from faitout.facts.history import History, Told

QUARTER = {"kind": "date", "value": "2019-Q3"}


def told(sentence: int, kind: str, day: str | None) -> Told:
    date = {"kind": "date", "start": 0, "value": day} if day else None
    return Told(sentence, 0, kind, "Norvia", {"asserted": 1.0}, date)


OF_RESULTS = [
    ([], 1, "2019-Q3", {"first results": 1.0}),
    ([(0, "profit", "2019-Q3")], 1, "2019-Q3", {"of the results before, near": 1.0, "share of the results, near": 1.0}),
    (
        [(0, "profit", "2019-Q3")],
        1,
        "2018",
        {"not of the results before, near": 1.0, "share of the results, near": 0.0},
    ),
    ([(0, "profit", "2019-Q3")], 4, "2019-Q3", {"of the results before, far": 1.0, "share of the results, far": 1.0}),
    ([(0, "profit", None)], 1, None, {"of the results before, near": 1.0, "share of the results, near": 1.0}),
    (
        [(0, "profit", "2019-Q3"), (1, "growth", "2018")],
        1,
        "2019-Q3",
        {"not of the results before, near": 1.0, "share of the results, near": 0.5},
    ),
    ([(0, "launch", "2019-Q3")], 1, "2019-Q3", {"first results": 1.0}),
]


@pytest.mark.parametrize(("before", "sentence", "day", "expected"), OF_RESULTS)
def test_results_are_compared_with_the_time_of_the_results_before(
    before: list[tuple[int, str, str | None]], sentence: int, day: str | None, expected: dict[str, float]
):
    history = History()
    for one in before:
        history.tell(told(*one), QUARTER)
    assert history.of_results(sentence, day) == expected
