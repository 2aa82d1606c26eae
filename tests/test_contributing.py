"""CONTRIBUTING says where to add what: every place that it names is there."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PLACES = sorted(set(re.findall(r"`((?:\.?[\w-]+/)+[\w.-]*)`", GUIDE)))


def test_places_are_named() -> None:
    assert len(PLACES) > 10


@pytest.mark.parametrize("place", PLACES)
def test_every_place_exists(place: str) -> None:
    assert (ROOT / place).exists()
