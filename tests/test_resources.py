"""Files of ``models/`` that are missing, cut short or of another form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from faitout import resources
from faitout.errors import FaitoutError
from faitout.facts.model import load_table
from faitout.facts.reader import load_reader
from faitout.organisations.lists import listed_companies
from faitout.organisations.resolver import load_weights

CONTENTS: list[tuple[Callable[..., Any], str, bytes]] = [
    *[(load_table, "events.json", content) for content in (b"", b"{}", b"[1")],
    *[(load_reader, "reader.npz", content) for content in (b"", b"PK", b"not weights")],
    *[(load_weights, "organisations.json", content) for content in (b"", b"{}", b"[]")],
    *[(listed_companies, "listed_companies.tsv", content) for content in (b"only a name", b"\xff")],
]


@pytest.mark.parametrize(("load", "name", "content"), CONTENTS)
def test_a_model_of_another_form_has_its_own_error(
    load: Any, name: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(resources, "models", lambda: tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FaitoutError, match=rf"E006.*{name}"):
        load.__wrapped__()


@pytest.mark.parametrize("load", [load_table, load_reader, load_weights, listed_companies])
def test_a_model_that_is_missing_has_the_same_error(load: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(resources, "models", lambda: tmp_path)
    with pytest.raises(FaitoutError, match="E006"):
        load.__wrapped__()
