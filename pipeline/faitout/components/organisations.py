"""The ``faitout_organisations`` factory: decides, per document and per name, which names are organisations."""

from __future__ import annotations

from collections import Counter, defaultdict

from spacy.language import Language
from spacy.tokens import Doc

from faitout import annotations

_SHARE = 0.34


@Language.factory("faitout_organisations", assigns=["doc._.organisations"])
def make_organisations(nlp: Language, name: str) -> Organisations:
    """Make the component (see :class:`Organisations`)."""
    return Organisations()


class Organisations:
    """Calls a name an organisation where the head's labels over all its occurrences in the article say so."""

    def __call__(self, doc: Doc) -> Doc:
        """Put the organisations of the article on ``doc._.organisations``."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for entity in doc.ents:
            votes[entity.text][entity.label_] += 1
        chosen = {name for name, labels in votes.items() if labels["ORG"] >= _SHARE * labels.total()}
        annotations.annotate(
            doc,
            "organisations",
            [
                {
                    "start": entity.start_char,
                    "end": entity.end_char,
                    "text": entity.text,
                    "name": entity.text,
                    "entity": None,
                    "confidence": votes[entity.text]["ORG"] / votes[entity.text].total(),
                    "rule": "head",
                }
                for entity in doc.ents
                if entity.text in chosen
            ],
        )
        return doc
