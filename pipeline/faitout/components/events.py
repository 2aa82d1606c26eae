"""The ``faitout_events`` component: facts from the mentions that the other components left."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from faitout.annotations import sentences, text_of
from faitout.facts.model import load_table
from faitout.facts.reader import load_reader
from faitout.facts.reading import Name, read_article
from faitout.facts.statements import find_facts

MIN_CONFIDENCE = 0.15
"""Probability that subject and kind are right from which facts are told: without those below it F is higher.

Chosen on press articles that neither the network nor the table had learnt: ``docs/events.md``.
"""


class Events:
    """Says what each organisation did, for how much, when, and how sure the article is.

    Parameters
    ----------
    min_confidence : float
        Facts below this probability are left out; 0 keeps the doubtful ones too.
    explain : bool
        Whether each fact says why it has each role, under ``explain``.
    """

    def __init__(self, min_confidence: float = MIN_CONFIDENCE, explain: bool = False) -> None:
        self.min_confidence = min_confidence
        self.explain = explain
        self.table = load_table()
        self.reader = load_reader()

    def __call__(self, doc: Doc) -> Doc:
        """Read the sentences around the mentions, and keep the facts that are sure enough."""
        article = read_article(
            text_of(doc),
            sentences(doc),
            doc._.organisations,
            doc._.amounts,
            doc._.dates,
            doc._.published,
            names_of(doc),
        )
        facts = find_facts(article, self.table, self.reader.read, explain=self.explain)
        doc._.facts = [fact for fact in facts if fact["confidence"] >= self.min_confidence]
        return doc


def names_of(doc: Doc) -> list[Name]:
    """Return the entities of a document that are no organisations."""
    return [Name(one.start_char, one.end_char, one.label_) for one in doc.ents if one.label_ != "ORG"]


@Language.factory("faitout_events", default_config={"min_confidence": MIN_CONFIDENCE, "explain": False})
def make_events(nlp: Language, name: str, min_confidence: float, explain: bool) -> Events:
    """Make the component."""
    return Events(min_confidence, explain)
