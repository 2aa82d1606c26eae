"""Encodings of French archives."""

from __future__ import annotations

import codecs

import pytest

from faitout.articles.encodings import decode
from faitout.errors import FaitoutError

TEXT = "L’usine a coûté 3 M€ à l'été 2019 : « c'est très élevé », a dit sa directrice à Besançon.\r\nFin\n"
PLAIN = "Le marché a baissé à l'été : c'est très préoccupant pour la société de Besançon."


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (TEXT.encode(), TEXT, "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), TEXT, "utf-8-sig"),
        (TEXT.encode("utf-16"), TEXT, "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT, "utf-16"),
        (TEXT.encode("utf-16-le"), TEXT, "utf-16-le"),
        (TEXT.encode("utf-16-be"), TEXT, "utf-16-be"),
        (TEXT.encode("cp1252"), TEXT, "cp1252"),
        (PLAIN.encode("cp1252"), PLAIN, "cp1252"),
        (PLAIN.encode("mac_roman"), PLAIN, "mac_roman"),
        (PLAIN.encode("cp850"), PLAIN, "cp850"),
        ("Un prêt de 3 M€ à l'été".encode("iso8859_15"), "Un prêt de 3 M€ à l'été", "iso8859_15"),
        (b"ascii", "ascii", "utf-8"),
        (b"", "", "utf-8"),
        (PLAIN.encode()[:-1] + b"\xc3", PLAIN[:-1] + "\ufffd", "utf-8 (damaged)"),
    ],
)
def test_text_is_decoded_as_it_was_written(data: bytes, text: str, encoding: str) -> None:
    assert decode(data, "article.txt") == (text, encoding)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\nLe texte", b"PK\x03\x04rest", b"\x1f\x8b\x08", bytes(range(256)) * 4, b"\x00" * 100]
)
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(FaitoutError, match=r"E104.*article\.bin"):
        decode(data, "article.bin")
