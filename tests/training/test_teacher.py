from __future__ import annotations

from itertools import chain

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra `training` is not installed")
pytest.importorskip("tokenizers", reason="the extra `training` is not installed")

import torch

from faitout.training import encoder, teacher
from faitout.training.reader import lesson
from faitout.training.teacher import look, look_once, piecewise, read, train
from training.test_encoder import packed_file
from training.test_reader import RAISED, example

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", *sorted(set(RAISED.article.text.replace(" ", ""))))


@pytest.fixture
def packed(tmp_path, monkeypatch):
    monkeypatch.setattr(encoder, "LAYERS_MEANT", (1,))
    return encoder.read_packed(packed_file(tmp_path / "small.bin", PIECES))


@pytest.fixture
def raised(packed):
    return next(piecewise([RAISED], [lesson(RAISED)], packed))


def test_each_token_has_the_pieces_that_it_is_made_of(raised):
    text, encoded = RAISED.article.text, raised.lesson.encoded
    spelled = ["".join(PIECES[piece] for piece in raised.pieces[start:end]) for start, end in raised.spans]
    assert len(spelled) == len(encoded.words)
    assert spelled[0] == "▁Norvia"
    assert "".join(spelled).replace("▁", "") == text.replace(" ", "")


def test_what_is_seen_of_a_token_is_the_mean_of_its_pieces(raised, packed):
    seeing = encoder.Encoder(packed, np.unique(raised.pieces)).eval()
    with torch.no_grad():
        tokens, pieces = look(seeing, [raised, raised]), seeing([raised.pieces])
    count = len(raised.spans) + 2
    assert tokens.shape == (2 * count, packed.width)
    start, end = raised.spans[0]
    assert torch.allclose(tokens[1], pieces[start:end].mean(0), atol=1e-3)
    assert not tokens[[0, count - 1, count]].any()


def test_a_teacher_learns_what_is_annotated(raised, packed, monkeypatch):
    monkeypatch.setattr(teacher, "FIRST_EPOCHS", 60)
    monkeypatch.setattr(teacher, "SHARE", 1.0)
    known = np.unique(raised.pieces)
    look_once(encoder.Encoder(packed, known), [raised])
    taught, reader = train([raised], packed, known)
    told = read(taught, reader, raised)
    first, _, second = raised.lesson.encoded.anchors
    assert told[first].fact > 0 > told[second].fact
    assert max(told[first].kind, key=told[first].kind.get) == "funding"


def test_later_steps_take_articles_of_about_the_same_length(packed, monkeypatch):
    monkeypatch.setattr(teacher, "PIECES", 200)
    texts = [f"[Norvia] a levé {{money 3 millions}}{' encore' * extra}." for extra in (0, 9, 1, 8)]
    several = [example(text, event="funding", subject="Norvia", certainty="asserted") for text in texts]
    cut = list(piecewise(several, [lesson(one) for one in several], packed))
    lengths = [[len(one.pieces) for one in group] for group in teacher._alike(cut)]
    assert lengths == [sorted(group) for group in lengths]
    assert all(sum(group) <= 200 or len(group) == 1 for group in lengths)
    assert sorted(chain(*lengths)) == sorted(len(one.pieces) for one in cut)
