from __future__ import annotations

import math

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra `training` is not installed")

from faitout.facts.examples import read_marks
from faitout.facts.fitting import Example, lexicon_examples
from faitout.facts.opinions import ROLES, Opinion
from faitout.training import reader as module
from faitout.training.reader import COLUMNS, Network, batch_of, lesson, loss, teach, train, vocabulary


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
    assert learnt.kind[0].nonzero()[0].tolist() == [module.kinds().index("funding")]
    filled = {role: learnt.roles[0, :, column].nonzero()[0].tolist() for column, role in enumerate(ROLES)}
    nowhere = learnt.roles.shape[1] - 1
    assert filled["period"] == filled["object"] == [nowhere]
    assert len(filled["subject"]) == len(filled["date"]) == 1
    assert filled["subject"][0] < module.BEFORE < filled["date"][0] < nowhere


def opinion(fact: float, kind: str) -> Opinion:
    kinds = {name: -0.1 if name == kind else -9.0 for name in module.kinds()}
    return Opinion(fact, kinds, {"asserted": -0.1, "planned": -3.0, "reported": -9.0, "denied": -9.0}, {}, [0.0] * 4)


def test_what_teachers_say_is_mixed_with_what_is_annotated_where_that_is_known():
    learnt = lesson(RAISED)
    anchors = learnt.encoded.anchors
    teach([learnt], [{RAISED.doc_id: {anchor: opinion(0.0, "debt") for anchor in anchors}}, {}])
    assert learnt.fact == pytest.approx([1 - module.TAUGHT / 2, -1, module.TAUGHT / 2])
    assert learnt.kind[0, module.kinds().index("funding")] == pytest.approx(1 - module.TAUGHT, abs=1e-3)
    assert learnt.kind[0, module.kinds().index("debt")] == pytest.approx(module.TAUGHT * math.exp(-0.1), abs=1e-3)
    assert not learnt.kind[1:].any()
    assert not learnt.certainty[1:].any()


def test_what_teachers_say_of_roles_is_kept_beside_what_is_annotated():
    learnt = lesson(RAISED)
    subject = ROLES.index("subject")
    right = learnt.roles.copy()
    [place] = right[0, :, subject].nonzero()[0].tolist()
    said = opinion(0.0, "debt")
    said.places[learnt.encoded.places[learnt.encoded.windows[0, place]]] = [math.log(3)] * 4
    teach([learnt], [{RAISED.doc_id: dict.fromkeys(learnt.encoded.anchors, said)}])
    assert (learnt.roles == right).all()
    assert learnt.told[0, place, subject] == pytest.approx(0.75)
    assert learnt.told[0, -1, subject] == pytest.approx(0.25)
    assert learnt.told[0].sum(0) == pytest.approx([1] * len(ROLES))


def test_teachers_who_point_elsewhere_make_the_annotated_roles_dearer():
    untaught, agreed, disputed = lesson(RAISED), lesson(RAISED), lesson(RAISED)
    agreed.told, disputed.told = agreed.roles.copy(), np.roll(disputed.roles, 1, axis=1)
    blank, vectors = vocabulary([untaught])
    network = Network(blank, vectors, COLUMNS).eval()
    batches = [batch_of([one], blank) for one in (untaught, agreed, disputed)]
    first, same, dearer = (loss(*network(*batch.inputs), batch, blank).item() for batch in batches)
    assert same == pytest.approx(first, rel=1e-4)
    assert dearer > 2 * first


def test_a_teacher_that_read_other_amounts_is_not_listened_to():
    learnt, taught = lesson(RAISED), lesson(RAISED)
    teach([taught], [{RAISED.doc_id: {learnt.encoded.anchors[0]: opinion(0.0, "debt")}}])
    assert (taught.fact == learnt.fact).all()
    assert (taught.kind == learnt.kind).all()


@pytest.mark.parametrize("columns", [32, COLUMNS])
def test_what_is_trained_is_read_the_same_without_pytorch_however_wide(columns: int):
    lessons = [lesson(one) for one in [RAISED, *lexicon_examples()[:20]]]
    reader = train(lessons, epochs=2, columns=columns)
    blank, vectors = vocabulary(lessons)
    network = Network(blank, vectors, columns).eval()
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
