"""The ``faitout_organisations`` factory: decides, per document and per name, which names are organisations."""

from collections import defaultdict
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from faitout.annotations import Mention, annotate, text_of
from faitout.components.head import KNOWN, PROBABILITIES
from faitout.gazetteer import Hit
from faitout.organisations.candidates import Named
from faitout.organisations.identity import listed_entity, read_entities
from faitout.organisations.lists import known_names
from faitout.organisations.names import Place, folded, full_names
from faitout.organisations.resolver import Decision, resolve
from faitout.organisations.tags import TAGS, Array
from faitout.organisations.words import Words, split_glued


class Organisations:
    """Finds the organisations of an article, each with its full name, its identity and how sure that is.

    Parameters
    ----------
    entities : dict
        Identifiers of a user's own list by folded name; they win over those of listed companies.
    """

    def __init__(self, entities: dict[str, str]) -> None:
        self.entities = entities

    def __call__(self, doc: Doc) -> Doc:
        """Put the organisations of the article on ``doc._.organisations``."""
        words, probabilities, named, hits = read_doc(doc)
        decisions = resolve(words, probabilities, named, hits)
        mentions = [_mention(words, decision) for decision in decisions]
        self._name(words.text, mentions)
        annotate(doc, "organisations", mentions)
        return doc

    def _name(self, text: str, mentions: list[Mention]) -> None:
        """Give the mentions of one organisation one name and one identity."""
        places = [Place(mention["start"], mention["end"], mention["text"]) for mention in mentions]
        names = full_names(text, places, lambda name: listed_entity([name]) is not None)
        forms: dict[str, set[str]] = defaultdict(set)
        for surface, name in names.items():
            forms[name].update((surface, name))
        entities = {name: self._identify(name, surfaces) for name, surfaces in forms.items()}
        for mention in mentions:
            mention["name"] = names[mention["text"]]
            mention["entity"] = entities[mention["name"]]

    def _identify(self, name: str, surfaces: set[str]) -> str | None:
        own = {self.entities[folded(form)] for form in (name, *surfaces) if folded(form) in self.entities}
        return own.pop() if len(own) == 1 else listed_entity(surfaces)


@Language.factory("faitout_organisations", assigns=["doc._.organisations"], default_config={"entities": None})
def make_organisations(nlp: Language, name: str, entities: str | None) -> Organisations:
    """Make the component (see :class:`Organisations`)."""
    return Organisations(read_entities(Path(entities)) if entities else {})


def read_doc(doc: Doc) -> tuple[Words, Array, Named, list[Hit]]:
    """Return the words of an article, spaces left out, and what the head and the lists say of them."""
    columns = doc.to_array(["LENGTH", "SPACY", "IS_SPACE"]).astype(np.int64).reshape(-1, 3)
    lengths, spaces = columns[:, 0], columns[:, 2] != 0
    starts = np.cumsum(lengths + columns[:, 1]) - lengths - columns[:, 1]
    begins, ends = starts[~spaces].tolist(), (starts + lengths)[~spaces].tolist()
    text = text_of(doc)
    rows = split_glued(text, begins, ends)
    words = Words(text, begins, ends)
    place = np.cumsum(~spaces) - 1
    first, last = (np.searchsorted(rows, place, side).tolist() for side in ("left", "right"))
    named = [(first[entity.start], last[entity.end - 1], entity.label_) for entity in doc.ents]
    probabilities = doc.user_data.pop(PROBABILITIES, None)
    if probabilities is None:
        probabilities = _from_entities(doc)
    hits = doc.user_data.pop(KNOWN, None)
    known = known_names().find(words.text) if hits is None else (Hit(*hit) for hit in hits)
    return words, probabilities[~spaces][rows], [one for one in named if one[1] > one[0]], list(known)


def _from_entities(doc: Doc) -> Array:
    """Return the tags of the entities of any other ``ner`` as if it were sure of them."""
    probabilities: Array = np.full((len(doc), len(TAGS)), 0.01, dtype=np.float32)
    tags = ["O"] * len(doc)
    for entity in doc.ents:
        label = entity.label_
        if f"U-{label}" in TAGS:
            inner = [f"I-{label}"] * max(len(entity) - 2, 0)
            tags[entity.start : entity.end] = (
                [f"U-{label}"] if len(entity) == 1 else [f"B-{label}", *inner, f"L-{label}"]
            )
    probabilities[np.arange(len(doc)), [TAGS.index(tag) for tag in tags]] += 0.83
    return probabilities


def _mention(words: Words, decision: Decision) -> Mention:
    start, end = words.starts[decision.first], words.ends[decision.last - 1]
    return {
        "start": start,
        "end": end,
        "text": words.text[start:end],
        "confidence": round(decision.probability, 3),
        "rule": ", ".join(decision.reasons),
    }
