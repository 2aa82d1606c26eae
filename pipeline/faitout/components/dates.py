"""The spaCy component that leaves the dates and durations of an article on its ``Doc``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from faitout.annotations import annotate, sentences, text_of
from faitout.values.dates import find_dates
from faitout.verbs import Tenses


class Dates:
    """Finds and resolves dates, by the publication date and the verbs around them."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates, resolve them, and leave them in ``doc._.dates`` and ``doc.spans``."""
        text = text_of(doc)
        tenses = Tenses(text, sentences(doc))
        annotate(doc, "dates", find_dates(text, doc._.published, tenses.at))
        return doc


@Language.factory("faitout_dates", assigns=["doc._.dates"])
def make_dates(nlp: Language, name: str) -> Dates:
    """Make the component; it has no settings."""
    return Dates()
