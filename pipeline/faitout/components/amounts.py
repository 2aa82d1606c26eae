"""The spaCy component that finds amounts: ``doc._.amounts`` and ``doc.spans["amounts"]``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from faitout.annotations import Mention, annotate, sentences, text_of
from faitout.values.amounts import Amount, find_amounts


@Language.factory("faitout_amounts")
def make_amounts(nlp: Language, name: str) -> AmountFinder:
    """Make the component; it has no settings and needs no model."""
    return AmountFinder()


class AmountFinder:
    """Finds sums of money, percentages and quantities."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the amounts of the article, sentence by sentence, and leave them on it."""
        annotate(doc, "amounts", map(as_mention, find_amounts(text_of(doc), sentences(doc), doc._.published)))
        return doc


def as_mention(amount: Amount) -> Mention:
    """Return the plain dict that goes on a ``Doc``: exact numbers as strings."""
    return {
        "start": amount.start,
        "end": amount.end,
        "text": amount.text,
        "kind": amount.kind,
        "value": format(amount.value, "f"),
        "high": None if amount.high is None else format(amount.high, "f"),
        "currency": amount.currency,
        "unit": amount.unit,
        "bound": amount.bound,
        "confidence": amount.confidence,
        "rule": amount.rule,
        "restates": list(amount.restates) if amount.restates else None,
    }
