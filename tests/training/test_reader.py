from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra `training` is not installed")

from faitout.facts.examples import read_marks
from faitout.facts.fitting import Example, lexicon_examples
from faitout.facts.opinions import ROLES
from faitout.training import reader as module
from faitout.training.reader import Network, batch_of, lesson, train, vocabulary


def example(text: str, **event: str) -> Example:
    marked = read_marks(text)
    amounts = {"amount": marked.amounts[0], "date": marked.dates[0] if marked.dates else None}
    return Example(text, marked.article(), [{"object": None, "period": None, **amounts, **event}])


RAISED = example(
    "[Norvia] a levé {money 3 millions d'euros} en <2019>, contre {money 2 millions}.",
    event="funding",
    subject="Norvia",
    certainty="asserted",
)


def test_a_lesson_says_which_anchors_are_facts_and_which_mention_fills_each_role():
    learnt = lesson(RAISED)
    # The date belongs to the first amount and is no anchor to learn from.
    assert learnt.fact.tolist() == [1, -1, 0]
    assert learnt.kind[0] == module.kinds().index("funding")
    filled = {role: learnt.roles[0, :, column].nonzero()[0].tolist() for column, role in enumerate(ROLES)}
    nowhere = learnt.roles.shape[1] - 1
    assert filled["period"] == filled["object"] == [nowhere]
    assert len(filled["subject"]) == len(filled["date"]) == 1
    assert filled["subject"][0] < module.BEFORE < filled["date"][0] < nowhere


def test_what_is_trained_is_read_the_same_without_pytorch(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "EPOCHS", 2)
    lessons = [lesson(one) for one in [RAISED, *lexicon_examples()[:20]]]
    reader = train(lessons)
    blank, vectors = vocabulary(lessons)
    network = Network(blank, vectors).eval()
    assert {name: value.shape for name, value in network.weights().items()} == {
        name: value.shape for name, value in reader.weights.items()
    }
    some = [one for one in lessons if one.encoded.anchors][:3]
    outputs, points = network(*batch_of(some, blank).inputs)
    untrained = module.Reader(
        blank.kinds, blank.degrees, blank.words, blank.beginnings, blank.labels, network.weights()
    )
    first = 0
    for one in some:
        own_outputs, own_points = untrained._forward(one.encoded)
        last = first + len(one.encoded.anchors)
        assert own_outputs == pytest.approx(outputs[first:last].detach().numpy(), abs=1e-3)
        inside = (one.encoded.windows >= 0).nonzero()
        assert own_points[inside] == pytest.approx(points[first:last].detach().numpy()[:, :-1][inside], abs=1e-3)
        first = last
    assert all(np.isfinite(value).all() for value in reader.weights.values())
