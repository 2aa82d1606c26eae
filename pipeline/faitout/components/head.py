"""The ``faitout_head`` factory: a trainable tagger of names that keeps its probabilities for the resolver.

Unlike spaCy's ``ner``, which gives one label and no probability, it leaves the probability of every label at every
token, so that a decision can be taken for a name over the whole article; and it needs no transition system, which
makes it faster than a ``ner`` with the same token vectors.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Model, Optimizer

from faitout.annotations import text_of
from faitout.organisations.lists import known_names
from faitout.organisations.tags import LABELS, TAGS, Array, entities

PROBABILITIES = "faitout_tag_probabilities"
"""Where in ``doc.user_data`` the probability of each tag at each token is."""
KNOWN = "faitout_known_names"
"""Where in ``doc.user_data`` the known names of the text are: start, end, kind."""
_MIXERS = np.random.default_rng(0).integers(1, 2**63, size=16, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
"""Odd numbers by which the attributes of a token are mixed into one key."""
_TAG_NUMBERS = {tag: number for number, tag in enumerate(TAGS)}


class Head(TrainablePipe):  # type: ignore[misc]
    """Tags the tokens of names with their labels, and keeps how sure it is.

    Parameters
    ----------
    vocab : Vocab
        The pipeline's vocabulary, with the vectors that the model was trained on.
    model : Model
        From documents to one row of tag probabilities per token.
    name : str
        Name in the pipeline.
    forgotten : float
        Share of the known names that it is not told of while it learns, so that it also learns to do without.
    """

    def __init__(self, vocab: Vocab, model: Model[Any, Any], name: str = "ner", forgotten: float = 0.0) -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.forgotten = forgotten
        self.chance = random.Random(0)
        self.cfg: dict[str, Any] = {}

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the entities that it sets."""
        return LABELS

    @property
    def label_data(self) -> tuple[str, ...]:
        """What ``spacy init labels`` would keep: the labels do not depend on the data."""
        return LABELS

    def predict(self, docs: Iterable[Doc]) -> list[Array]:
        """Return the tag probabilities of each document."""
        batch = list(docs)
        _mark_known(batch)
        if not any(len(doc) for doc in batch):
            return [np.zeros((0, len(TAGS)), dtype=np.float32) for _ in batch]
        token_vectors, output = self.model.layers
        embed, encode = token_vectors.layers
        predicted: list[Array] = output.predict(encode.predict(_embedded(embed, batch)))
        return predicted

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from a batch of examples."""
        batch = list(examples)
        _mark_known((example.predicted for example in batch), lambda: self.chance.random() >= self.forgotten)
        learnt: dict[str, float] = super().update(batch, drop=drop, sgd=sgd, losses=losses)
        return learnt

    def set_annotations(self, docs: Sequence[Doc], scores: Sequence[Array]) -> None:
        """Set the entities of each document, and leave the probability of each tag at each token."""
        for doc, probabilities in zip(docs, scores, strict=True):
            doc.user_data[PROBABILITIES] = probabilities
            doc.set_ents([Span(doc, start, end, label) for start, end, label in entities(probabilities)])

    def get_loss(self, examples: Iterable[Example], scores: Sequence[Array]) -> tuple[float, list[Array]]:
        """Return the cross-entropy of the tags and its gradient; tokens without gold annotation count for nothing."""
        loss = 0.0
        gradients = []
        for example, probabilities in zip(examples, scores, strict=True):
            gradient = np.array(probabilities)
            for row, tag in enumerate(example.get_aligned_ner()):
                number = _TAG_NUMBERS.get(tag or "")
                if number is None:
                    gradient[row] = 0.0
                else:
                    gradient[row, number] -= 1.0
            loss += float((gradient**2).sum())
            gradients.append(gradient)
        return loss, gradients

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: Sequence[str] | None = None,
    ) -> None:
        """Give the model its sizes."""
        sample = [example.x for example, _ in zip(get_examples(), range(10), strict=False)]
        rows = [np.zeros((len(doc), len(TAGS)), dtype=np.float32) for doc in sample]
        self.model.initialize(X=sample, Y=rows)

    def score(self, examples: Iterable[Example], **settings: Any) -> dict[str, Any]:
        """Return the exact-span scores of all labels, and the F of ``ORG`` as ``org_f``."""
        scores = get_ner_prf(list(examples))
        return {**scores, "org_f": (scores.get("ents_per_type") or {}).get("ORG", {}).get("f", 0.0)}


class _Lexemes:
    """The different tokens of a batch, with what of a ``Doc`` the layers that embed tokens ask for."""

    def __init__(self, rows: Array, vocab: Vocab) -> None:
        self.rows = rows
        self.vocab = vocab

    def __len__(self) -> int:
        return len(self.rows)

    def to_array(self, attributes: Any) -> Array:
        """Return the attributes that the feature extractor reads, or the key that the vectors are found by."""
        return self.rows[:, :-1] if isinstance(attributes, list) else np.ascontiguousarray(self.rows[:, -1])


def _embedded(embed: Model[Any, Any], docs: Sequence[Doc]) -> list[Array]:
    """Return the vector of each token before its context is read, which tokens with the same attributes share.

    Two thirds of the tokens of a batch are repetitions; embedding each of them anew takes a third of the model's time.
    """
    columns = next(node.attrs["columns"] for node in embed.walk() if node.name == "extract_features")
    rows = np.concatenate([doc.to_array([*columns, docs[0].vocab.vectors.attr]) for doc in docs])
    keys = (rows * _MIXERS[: rows.shape[1]]).sum(axis=1, dtype=np.uint64)
    _, places, numbers = np.unique(keys, return_index=True, return_inverse=True)
    vectors = embed.predict([_Lexemes(rows[places], docs[0].vocab)])[0]
    bounds = np.cumsum([len(doc) for doc in docs])[:-1]
    return np.split(vectors[numbers], bounds)


@Language.factory(
    "faitout_head",
    assigns=["doc.ents"],
    default_config={"forgotten": 0.0},
    default_score_weights={"ents_f": 0.0, "org_f": 1.0},
)
def make_head(nlp: Language, name: str, model: Model[Any, Any], forgotten: float) -> Head:
    """Make the component (see :class:`Head`)."""
    return Head(nlp.vocab, model, name, forgotten)


def _mark_known(docs: Iterable[Doc], is_told: Callable[[], bool] = lambda: True) -> None:
    """Set the known names as entities, so that the model can read their kind as ``ENT_TYPE``; keep all hits."""
    for doc in docs:
        hits = list(known_names().find(text_of(doc)))
        spans = (doc.char_span(hit.start, hit.end, hit.kind) for hit in hits if is_told())
        doc.set_ents([span for span in spans if span is not None])
        doc.user_data[KNOWN] = [(hit.start, hit.end, hit.kind) for hit in hits]
