"""A small network that reads the words around each amount and date, and what it makes of them.

Two convolutions over the tokens of the article (word, lexicon classes, tense, kind of mention), from which the gist of
the article is taken: weighted means of all its tokens, which tell what it is about and whether organisations act in it.
Then for each amount or date, knowing the gist, one look at every token of its window, where the organisations and dates
named last before it have a place too: weighted means of what is seen (attention; Bahdanau et al. 2015, *Neural machine
translation by jointly learning to align and translate*) ask a second time, and who and when are pointed at, what
happened and how sure is it are read from both. The decisions of the event grammar take its probabilities as features
beside their own. ``models/reader.npz`` holds the weights; :mod:`faitout.training.reader` trains them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

import numpy as np

from faitout.facts.context import Context
from faitout.facts.encoding import BEFORE, Array, Encoded, encode
from faitout.facts.opinions import ROLES, Opinion, Opinions
from faitout.resources import model_file

FILE = "reader.npz"
BLOCK = 512
"""How many anchors are looked from at once: what is seen of a window takes 26 kB."""
BEGINNING = 6
"""How many letters of a word stand for it beside its vector."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The network.

    Parameters
    ----------
    kinds, degrees : sequences of str
        What the outputs stand for.
    words, beginnings, labels : dict
        The rows that a word, the beginning of a word and a label have in the tables ``vectors``, ``by_beginning`` and
        ``by_label``.
    weights : dict
        Arrays by name.
    """

    kinds: Sequence[str]
    degrees: Sequence[str]
    words: Mapping[str, int]
    beginnings: Mapping[str, int]
    labels: Mapping[str, int]
    weights: Mapping[str, Array] = field(repr=False)

    def read(self, context: Context) -> Opinions:
        """Return what the network makes of every amount and date of an article."""
        encoded = encode(context)
        if not encoded.anchors:
            return {}
        return self._opinions(encoded, *self._forward(encoded))

    @property
    def columns(self) -> tuple[slice, slice]:
        """Return which outputs stand for the kinds and for the degrees; before them is the fact, behind the roles."""
        first, second = 1 + len(self.kinds), 1 + len(self.kinds) + len(self.degrees)
        return slice(1, first), slice(first, second)

    def rows(self, encoded: Encoded) -> tuple[Array, Array, Array, Array]:
        """Return for each token the rows of its word, its beginning and its labels in their tables.

        The last array is the table of labels: the different sets of them that occur, by the labels that the network
        knows. An empty token stands before the first and behind the last.
        """
        forms, of_words = _numbered(["", *encoded.words, ""])
        words = np.array([self.words.get(form, 0) for form in forms])[of_words]
        beginnings = np.array([self.beginnings.get(form[:BEGINNING], 0) for form in forms])[of_words]
        sets, of_tokens = _numbered([(), *map(tuple, encoded.labels), ()])
        labels = np.zeros((len(sets), len(self.labels)), np.float32)
        known = [[self.labels[name] for name in names if name in self.labels] for names in sets]
        labels[np.repeat(np.arange(len(sets)), list(map(len, known))), list(chain.from_iterable(known))] = 1.0
        return words, beginnings, of_tokens, labels

    def _forward(self, encoded: Encoded) -> tuple[Array, Array]:
        """Return the outputs for each anchor, and for each of its places how well it fits each role."""
        w = self.weights
        words, beginnings, of_tokens, labels = self.rows(encoded)
        tokens = w["vectors"][words] + w["by_beginning"][beginnings] + (labels @ w["by_label"])[of_tokens]
        tokens = _normalise(tokens, w, 0)
        for layer in (1, 2):
            tokens = _normalise(tokens + _convolve(tokens, w, layer), w, layer)
        seen = tokens @ w["look"]
        gist = _gist(tokens, w)
        blocks = [
            self._look(
                tokens, seen, gist, encoded.windows[start : start + BLOCK] + 1, encoded.relations[start : start + BLOCK]
            )
            for start in range(0, len(encoded.anchors), BLOCK)
        ]
        outputs, points = zip(*blocks, strict=True)
        return np.concatenate(outputs), np.concatenate(points)

    def _look(self, tokens: Array, seen: Array, gist: Array, windows: Array, relations: Array) -> tuple[Array, Array]:
        """Look at every token of some windows from their anchors."""
        w = self.weights
        anchors = tokens[windows[:, BEFORE]]
        looked = seen[windows]
        looked += w["by_relation"][relations]
        looked += w["by_place"] + gist @ w["gist_look"]
        looked += (anchors @ w["look_from"])[:, None]
        looked = _above_zero(looked) @ w["look_2"]
        looked += w["look_2_bias"]
        looked = _above_zero(looked)
        outside = np.where(windows > 0, np.float32(0), np.float32(-1e4))[:, :, None]
        points = looked @ w["point"] + w["point_bias"] + outside
        means = _means(looked, points[:, :, len(ROLES) :])
        hidden = _above_zero(
            np.concatenate([means, anchors], 1) @ w["hidden"] + (w["hidden_bias"] + gist @ w["gist_hidden"])
        )
        return self._look_again(looked, hidden, points[:, :, : len(ROLES)], outside)

    def _look_again(self, looked: Array, hidden: Array, points: Array, outside: Array) -> tuple[Array, Array]:
        """Look a second time at what was seen of the windows, knowing what the first look told."""
        w = self.weights
        asked = (hidden @ w["ask"] + w["ask_bias"]).reshape(len(looked), -1, looked.shape[2])
        answers = np.matmul(looked, asked.transpose(0, 2, 1)) + outside
        means = _means(looked, answers[:, :, len(ROLES) :])
        hidden = hidden + _above_zero(np.concatenate([means, hidden], 1) @ w["hidden_2"] + w["hidden_2_bias"])
        return hidden @ w["output"] + w["output_bias"], points + answers[:, :, : len(ROLES)]

    def _opinions(self, encoded: Encoded, outputs: Array, points: Array) -> Opinions:
        of_kinds, of_degrees = self.columns
        kinds = _log_softmax(outputs[:, of_kinds]).tolist()
        degrees = _log_softmax(outputs[:, of_degrees]).tolist()
        of_nowhere = outputs[:, of_degrees.stop :, None]
        roles = _log_softmax(np.concatenate([points.transpose(0, 2, 1), of_nowhere], 2), 2)
        opinions = [
            Opinion(
                fact,
                dict(zip(self.kinds, kind, strict=True)),
                dict(zip(self.degrees, degree, strict=True)),
                {},
                nowhere,
            )
            for fact, kind, degree, nowhere in zip(
                outputs[:, 0].tolist(), kinds, degrees, roles[:, :, -1].tolist(), strict=True
            )
        ]
        rows, columns = np.nonzero((encoded.windows >= 0) & encoded.fillers[encoded.windows])
        chances = roles[rows, :, columns].tolist()
        tokens = encoded.windows[rows, columns].tolist()
        for row, token, of_roles in zip(rows.tolist(), tokens, chances, strict=True):
            opinions[row].places[encoded.places[token]] = of_roles
        return dict(zip(encoded.anchors, opinions, strict=True))


def _numbered(items: Sequence[Any]) -> tuple[list[Any], Array]:
    """Return the different items in the order of their first occurrence, and the number of each item among them."""
    numbers: dict[Any, int] = {}
    of_items = [numbers.setdefault(item, len(numbers)) for item in items]
    return list(numbers), np.array(of_items)


def _normalise(tokens: Array, w: Mapping[str, Array], layer: int) -> Array:
    """Give each token mean 0 and variance 1, then the learnt scale and shift."""
    normalised: Array = tokens - tokens.mean(1, keepdims=True)
    variance = np.einsum("ij,ij->i", normalised, normalised) / tokens.shape[1]
    normalised /= np.sqrt(variance + np.float32(1e-5))[:, None]
    normalised *= w[f"scale_{layer}"]
    normalised += w[f"shift_{layer}"]
    return normalised


def _means(looked: Array, scores: Array) -> Array:
    """Return for each window the means of what is seen, weighted by each column of scores, one behind the other."""
    # Places that lie side by side are summed in a third of the time.
    by_column = np.ascontiguousarray(scores.transpose(0, 2, 1))
    means: Array = np.matmul(_softmax(by_column, 2), looked)
    return means.reshape(len(looked), -1)


def _gist(tokens: Array, w: Mapping[str, Array]) -> Array:
    """Return weighted means of all tokens of the article, one behind the other."""
    chances = _softmax(tokens @ w["gist"], 0)
    gist: Array = (chances.T @ tokens).reshape(-1)
    return gist


def _convolve(tokens: Array, w: Mapping[str, Array], layer: int) -> Array:
    """Return what is seen of each token with its neighbours."""
    before, own, after = np.split(w[f"convolution_{layer}"], 3)
    seen = tokens @ own
    seen[1:] += tokens[:-1] @ before
    seen[:-1] += tokens[1:] @ after
    seen += w[f"convolution_{layer}_bias"]
    return _above_zero(seen)


def _above_zero(scores: Array) -> Array:
    """Set what is below zero to zero, in place."""
    return np.maximum(scores, 0, out=scores)


def _softmax(scores: Array, axis: int) -> Array:
    exponentials = np.exp(scores - scores.max(axis, keepdims=True))
    chances: Array = exponentials / exponentials.sum(axis, keepdims=True)
    return chances


def _log_softmax(scores: Array, axis: int = 1) -> Array:
    shifted = scores - scores.max(axis, keepdims=True)
    chances: Array = shifted - np.log(np.exp(shifted).sum(axis, keepdims=True))
    return chances


@cache
def load_reader() -> Reader:
    """Return the trained network ``models/reader.npz``.

    Raises
    ------
    FaitoutError
        E006 if it is missing or not of this form.
    """
    with model_file(FILE) as path:
        with np.load(path) as content:
            arrays = dict(content)
        texts = {name: bytes(arrays.pop(name)).decode().split("\n") for name in _TEXTS}
        words = dict(zip(texts["words"], arrays.pop("word_rows").tolist(), strict=True))
        weights = {name: array.astype(np.float32) for name, array in arrays.items()}
    return Reader(
        texts["kinds"],
        texts["degrees"],
        words,
        _rows(texts["beginnings"], 1),
        _rows(texts["labels"], 0),
        weights,
    )


_TEXTS = ("words", "beginnings", "labels", "kinds", "degrees")


def _rows(names: Sequence[str], first: int) -> dict[str, int]:
    return {name: row for row, name in enumerate(names, first)}


def write_reader(path: Any, reader: Reader) -> None:
    """Write a network as :func:`load_reader` reads it, its tables in half precision."""
    texts = {
        "words": reader.words,
        "beginnings": reader.beginnings,
        "labels": reader.labels,
        "kinds": reader.kinds,
        "degrees": reader.degrees,
    }
    arrays: dict[str, Any] = {
        **{name: np.frombuffer("\n".join(names).encode(), np.uint8) for name, names in texts.items()},
        "word_rows": np.array(list(reader.words.values()), np.int32),
        **{name: array.astype(np.float16) for name, array in reader.weights.items()},
    }
    np.savez_compressed(path, **arrays)
