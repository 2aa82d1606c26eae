"""From tag probabilities to entities."""

import numpy as np

from faitout.organisations.tags import TAGS, entities, label_probabilities


def rows(*tags: str) -> np.ndarray:
    table = np.full((len(tags), len(TAGS)), 0.001, dtype=np.float32)
    for row, tag in enumerate(tags):
        table[row, TAGS.index(tag)] = 0.9
    return table


def test_a_run_of_tags_is_one_entity() -> None:
    assert entities(rows("O", "B-ORG", "I-ORG", "L-ORG", "U-PER")) == [(1, 4, "ORG"), (4, 5, "PER")]


def test_an_impossible_run_is_repaired() -> None:
    assert entities(rows("B-ORG", "L-LOC", "O")) in ([(0, 2, "ORG")], [(0, 2, "LOC")])


def test_no_tokens_no_entities() -> None:
    assert entities(np.zeros((0, len(TAGS)), dtype=np.float32)) == []


def test_label_probabilities_add_up_their_tags() -> None:
    assert label_probabilities(rows("U-LOC"))[0].argmax() == 2
