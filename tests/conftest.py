"""What every test may need: the checkout, the shared gold where it lies beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the shared gold; a test that needs it is skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline that users get, loaded once."""
    from faitout.extract import load

    return load()
