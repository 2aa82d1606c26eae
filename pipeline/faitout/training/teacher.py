"""Trains teachers of the network: the same network, told by a transformer what each token is in its sentence.

``python -m faitout.training.teacher`` takes what :mod:`faitout.training.reader` takes and writes what each teacher
makes of the articles of its own fold, which it has not learnt (``--opinions``). The network then learns from these
opinions (``--teachers``): the transformer has read far more French than there is annotated, and would take too long
to read with.

A teacher learns first from what the transformer sees as it is, then both learn on together (Kumar et al. 2022,
*Fine-tuning can distort pretrained features and underperform out-of-distribution*). Needs the ``training`` extra.
A teacher takes 45 minutes on one core.
"""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from faitout.facts.encoding import Array
from faitout.facts.fitting import Example
from faitout.facts.opinions import Opinions
from faitout.facts.reader import Reader
from faitout.training.encoder import Encoder, Packed, read_packed, tokenizer
from faitout.training.reader import (
    BATCH,
    FOLDS,
    RATE,
    Batch,
    Lesson,
    Network,
    arguments,
    batch_of,
    descend,
    learnt_from,
    loss,
    vocabulary,
)

COLUMNS = 128
"""Width of a token."""
FIRST_EPOCHS, EPOCHS = 10, 3
"""Rounds before the transformer learns too, and then."""
SHARE = 0.34
"""Part of our own articles that is learnt in each of the later rounds; those of the press are learnt in every one."""
PRESS = ("masakha", "orange", "winer")
"""What the names of articles of the press begin with."""
ENCODER_RATE, NETWORK_RATE = 1.2e-4, 1.5e-3
"""Learning rates of the transformer and of the network in the later rounds."""
POOL, PIECES, MOST = 48, 2600, 12
"""A step of the later rounds takes articles of about the same length: from so many at random, so many pieces of the
tokenizer, and at most so many articles.
"""


@dataclass(slots=True)
class Piecewise:
    """A lesson, and its article as the transformer reads it.

    Parameters
    ----------
    pieces : array of int
        The pieces of the article.
    spans : array of int, tokens x 2
        The pieces of each token: the first, and the one behind the last.
    seen : array of float, tokens x width
        What the transformer sees of each token before it learns.
    """

    lesson: Lesson
    pieces: Array
    spans: Array
    seen: Array


class Teacher(Network):
    """The network, and the transformer that tells it more of each token."""

    def __init__(self, reader: Reader, vectors: Array, encoder: Encoder) -> None:
        super().__init__(reader, vectors, COLUMNS)
        self.encoder = encoder
        self.tell = nn.Linear(encoder.width, COLUMNS)

    def answer(self, batch: Batch, seen: Tensor) -> tuple[Tensor, Tensor]:
        """Return what :meth:`Network.forward` does, by what is seen of each token."""
        tokens = self.embed(*batch.tokens) + self.tell(self.dropout(seen))
        answer: tuple[Tensor, Tensor] = self(tokens, *batch.places)
        return answer


def piecewise(examples: Sequence[Example], lessons: Sequence[Lesson], packed: Packed) -> Iterator[Piecewise]:
    """Cut the articles of lessons into pieces; what the transformer sees of them is not known yet."""
    cut = tokenizer(packed)
    for example, one in zip(examples, lessons, strict=True):
        context = example.context()
        found = cut.encode(example.article.text)
        bounds = np.array(found.offsets).reshape(-1, 2)
        sentences = [(context.views[sentence].sentence, place) for sentence, place in one.encoded.places]
        starts = np.array([sentence.starts[place] for sentence, place in sentences], int)
        ends = starts + np.array([sentence.tokens[place].length for sentence, place in sentences], int)
        first = np.minimum(np.searchsorted(bounds[:, 1], starts, "right"), len(bounds) - 1)
        last = np.maximum(np.searchsorted(bounds[:, 0], ends, "left"), first + 1)
        yield Piecewise(one, np.array(found.ids), np.stack([first, last], 1), np.zeros(0))


def look(encoder: Encoder, some: Sequence[Piecewise]) -> Tensor:
    """Return what the transformer sees of each token: the mean of its pieces; nothing before and behind an article."""
    seen = encoder([one.pieces for one in some])
    firsts = np.cumsum([0, *(len(one.pieces) for one in some)])
    rows, of_tokens, count = [], [], 0
    for one, first in zip(some, firsts, strict=False):
        lengths = one.spans[:, 1] - one.spans[:, 0]
        offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        rows.append(np.repeat(one.spans[:, 0], lengths) + offsets + first)
        of_tokens.append(np.repeat(np.arange(len(lengths)), lengths) + count + 1)
        count += len(lengths) + 2
    tokens = torch.tensor(np.concatenate(of_tokens))
    total = torch.zeros(count, seen.shape[1]).index_add(0, tokens, seen[torch.tensor(np.concatenate(rows))])
    return total / torch.bincount(tokens, minlength=count).clamp(min=1)[:, None]


def look_once(encoder: Encoder, some: Sequence[Piecewise]) -> None:
    """Keep what the transformer sees of each token as it is."""
    encoder.eval()
    with torch.no_grad():
        for one in some:
            one.seen = look(encoder, [one]).numpy().astype(np.float16)


def train(lessons: Sequence[Piecewise], packed: Packed, known: Array, seed: int = 0) -> tuple[Teacher, Reader]:
    """Return the teacher trained on these articles, and what its outputs stand for."""
    torch.manual_seed(seed)
    shuffled = random.Random(seed)
    lessons = [one for one in lessons if one.lesson.encoded.anchors]
    reader, vectors = vocabulary([one.lesson for one in lessons])
    teacher = Teacher(reader, vectors, Encoder(packed, known))

    def first(some: Sequence[Piecewise]) -> Tensor:
        batch = batch_of([one.lesson for one in some], reader)
        seen = torch.tensor(np.concatenate([one.seen for one in some]).astype(np.float32))
        return loss(*teacher.answer(batch, seen), batch, reader)

    def then(some: Sequence[Piecewise]) -> Tensor:
        batch = batch_of([one.lesson for one in some], reader)
        return loss(*teacher.answer(batch, look(teacher.encoder, some)), batch, reader)

    orders = [shuffled.sample(lessons, len(lessons)) for _ in range(FIRST_EPOCHS)]
    groups = [order[start : start + BATCH] for order in orders for start in range(0, len(order), BATCH)]
    teacher.encoder.requires_grad_(False)
    descend(teacher, groups, first, {"": RATE})
    teacher.encoder.requires_grad_(True)
    descend(teacher, list(_later_groups(lessons, shuffled)), then, {"encoder.": ENCODER_RATE, "": NETWORK_RATE})
    return teacher.eval(), reader


def _later_groups(lessons: Sequence[Piecewise], shuffled: random.Random) -> Iterator[list[Piecewise]]:
    """Yield the articles of each step of the later rounds."""
    press = [one for one in lessons if one.lesson.doc_id.startswith(PRESS)]
    own = [one for one in lessons if not one.lesson.doc_id.startswith(PRESS)]
    shuffled.shuffle(own)
    for epoch in range(EPOCHS):
        start = int(epoch * SHARE * len(own))
        order = [*press, *own[start : start + int(SHARE * len(own))]]
        shuffled.shuffle(order)
        groups = [group for at in range(0, len(order), POOL) for group in _alike(order[at : at + POOL])]
        yield from shuffled.sample(groups, len(groups))


def _alike(pool: Sequence[Piecewise]) -> list[list[Piecewise]]:
    """Part articles into groups of about the same length."""
    groups: list[list[Piecewise]] = [[]]
    for one in sorted(pool, key=lambda one: len(one.pieces)):
        count = sum(len(other.pieces) for other in groups[-1]) + len(one.pieces)
        if groups[-1] and (count > PIECES or len(groups[-1]) == MOST):
            groups.append([])
        groups[-1].append(one)
    return groups


def read(teacher: Teacher, reader: Reader, one: Piecewise) -> Opinions:
    """Return what a teacher makes of every amount and date of an article."""
    if not one.lesson.encoded.anchors:
        return {}
    with torch.no_grad():
        outputs, points = teacher.answer(batch_of([one.lesson], reader), look(teacher.encoder, [one]))
    return reader.opinions(one.lesson.encoded, outputs.numpy(), points[:, :-1].numpy())


def main() -> None:
    """Read the arguments, train the teachers, and write their opinions."""
    options = arguments((__doc__ or "").split("\n", maxsplit=1)[0]).parse_args()
    examples, lessons = learnt_from(options)
    packed = read_packed()
    articles = list(piecewise(examples, lessons, packed))
    known = np.unique(np.concatenate([one.pieces for one in articles]))
    look_once(Encoder(packed, known), articles)
    told: dict[str, Opinions] = {}
    for fold in range(FOLDS) if options.fold is None else [options.fold]:
        others = [one for place, one in enumerate(articles) if place % FOLDS != fold]
        teacher, reader = train(others, packed, known, fold)
        told |= {one.lesson.doc_id: read(teacher, reader, one) for one in articles[fold::FOLDS]}
    options.opinions.write_bytes(pickle.dumps(told))


if __name__ == "__main__":
    main()
