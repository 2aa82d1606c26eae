"""Who tells it: the organisation that a sentence credits its fact to."""

from __future__ import annotations

from faitout.facts.context import View, is_source


def attribution(view: View, anchor: int) -> str | None:
    """Return the name of the organisation that says it ("selon X", ", a indiqué X"), the nearest to the anchor."""
    sources = [place for place in view.sentence.organisations if is_source(view, place)]
    if not sources:
        return None
    nearest = min(sources, key=lambda place: abs(place - anchor))
    mention = view.sentence.tokens[nearest].mention
    name: str | None = mention["name"] if mention else None
    return name
