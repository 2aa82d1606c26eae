from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("torch", reason="the extra `training` is not installed")
pytest.importorskip("tokenizers", reason="the extra `training` is not installed")

import torch

from faitout.training import encoder as module
from faitout.training.encoder import Encoder, read_packed, tokenizer, windows

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁la", "▁dette", "▁de", "s", "▁l", "’", "État")
WIDTH, INNER, HEADS = 32, 64, 2


def packed_file(path, pieces=PIECES):
    """Write a transformer of one layer whose matrices hold 0, 1, ... 7 and -8 ... -1 halves in turn."""
    text = "".join(pieces).encode()
    bounds = np.cumsum([0, *(len(piece.encode()) for piece in pieces)]).tolist()
    tensors: dict[str, bytes] = {}

    def numbers(name, *shape, value=0.0):
        tensors[name] = np.full(shape, value, np.float32).tobytes()

    def matrix(name, rows, columns):
        nibbles = np.arange(16, dtype=np.uint8)
        block = np.float16(0.5).tobytes() + bytes(nibbles | nibbles << 4)
        tensors[name] = block * (rows * columns // module.BLOCK)

    matrix("emb.word", len(pieces), WIDTH)
    numbers("emb.pos", 512, WIDTH)
    numbers("emb.type", WIDTH, value=0.25)
    for norm in ("emb.ln", "l0.aln", "l0.oln"):
        numbers(f"{norm}.w", WIDTH, value=1.0)
        numbers(f"{norm}.b", WIDTH)
    sizes = {"q": (WIDTH, WIDTH), "k": (WIDTH, WIDTH), "v": (WIDTH, WIDTH), "ao": (WIDTH, WIDTH)}
    for name, shape in {**sizes, "fi": (INNER, WIDTH), "fo": (WIDTH, INNER)}.items():
        matrix(f"l0.{name}.w", *shape)
        numbers(f"l0.{name}.b", shape[0])
    head = module.MAGIC + struct.pack("<I7ifi", 1, WIDTH, 1, HEADS, INNER, len(pieces), 512, 1, 1e-5, module.BLOCK)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(text))
    head += struct.pack(f"<{len(bounds)}I", *bounds) + struct.pack(f"<{len(pieces)}f", *[-1.0] * len(pieces)) + text
    head += struct.pack("<iI", 1, 9) + struct.pack("<IBI", ord("ﬁ"), 1, ord("f"))
    head += struct.pack("<i", len(tensors))
    at = len(head) + sum(2 + len(name) + 21 for name in tensors)
    for name, content in tensors.items():
        head += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, 0, at, len(content))
        at += len(content)
    path.write_bytes(head + b"".join(tensors.values()))
    return path


@pytest.fixture
def packed(tmp_path):
    return read_packed(packed_file(tmp_path / "small.bin"))


def test_a_packed_file_gives_its_sizes_pieces_and_matrices(packed):
    assert (packed.width, packed.layers, packed.heads, packed.inner) == (WIDTH, 1, HEADS, INNER)
    assert tuple(packed.pieces) == PIECES
    row = [value / 2 for value in range(-8, 8)] * 2
    assert packed.matrix("emb.word", len(PIECES), WIDTH, np.array([2, 5])).tolist() == [row, row]
    assert packed.numbers("emb.type", WIDTH).tolist() == [0.25] * WIDTH


def test_another_file_is_refused(tmp_path):
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match=r"other.bin is not a packed transformer"):
        read_packed(tmp_path / "other.bin")


def test_text_is_cut_into_pieces_with_their_offsets(packed):
    cut = tokenizer(packed).encode("la  dettes de l’État")
    assert cut.tokens == ["▁la", "▁dette", "s", "▁de", "▁l", "’", "État"]
    assert [("la  dettes de l’État")[start:end].strip() for start, end in cut.offsets] == [
        *("la", "dette", "s", "de", "l", "’", "État")
    ]


@given(st.integers(0, 2000))
def test_every_piece_is_seen_at_its_place_of_one_window(count):
    of_article, places = windows(np.arange(count))
    assert [int(of_article[window][place - 1]) for window, place in places.tolist()] == list(range(count))
    assert all(place > module.EDGE for window, place in places.tolist() if window)


def test_what_is_seen_of_an_article_does_not_depend_on_those_read_beside_it(packed, monkeypatch):
    monkeypatch.setattr(module, "LAYERS_MEANT", (1,))
    encoder = Encoder(packed, np.arange(4, 11)).eval()
    short, long = np.array([5, 7]), np.resize(np.arange(4, 11), 300)
    with torch.no_grad():
        together, alone = encoder([long, short]), encoder([short])
    assert together.shape == (302, WIDTH)
    assert torch.allclose(together[300:], alone, atol=1e-2)
