"""Swaps the names of organisations in training articles, so that the head learns to read what stands around them."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry

from faitout.organisations.lists import lexicon_names, listed_companies

Augmenter = Callable[[Language, Example], Iterator[Example]]
_ELIDING = frozenset("aeiouyh")
"""Letters, accents aside, before which an article loses its vowel."""
_LISTED = 3000


@registry.augmenters("faitout.swap_names.v1")  # type: ignore[untyped-decorator]
def make_swap_names(level: float, kept: float, seed: int) -> Augmenter:
    """Make an augmenter that puts other organisations' names in the place of an article's.

    Parameters
    ----------
    level : float
        Share of the articles that are changed, at each pass anew.
    kept : float
        Share of the names of a changed article that stay.
    seed : int
        Of the choice.
    """
    chance = random.Random(seed)
    known = [name for name, _, is_organisation in lexicon_names() if is_organisation]
    names = known + chance.sample([company.name for company in listed_companies()], _LISTED)
    words: list[list[str]] = []
    collected: set[str] = set()

    def swap_names(nlp: Language, example: Example) -> Iterator[Example]:
        # Names of other articles too: were all of them on the lists, the head would learn to trust the lists alone.
        if not words:
            words.extend([token.text for token in nlp.make_doc(name)] for name in names)
        if example.reference.text not in collected:
            collected.add(example.reference.text)
            found = (entity for entity in example.reference.ents if entity.label_ == "ORG")
            words.extend([token.text for token in entity] for entity in found if entity.text[0].isupper())
        if chance.random() >= level:
            yield example
            return
        doc = _swap(example.reference, words, kept, chance)
        yield Example(_bare(doc), doc)

    return swap_names


def _bare(doc: Doc) -> Doc:
    return Doc(doc.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])


def _swap(doc: Doc, pool: list[list[str]], kept: float, chance: random.Random) -> Doc:
    """Return the article with each name of an organisation kept or replaced, the same way wherever it stands."""
    replacements: dict[str, list[str]] = {}
    starts = {entity.start: entity for entity in doc.ents}
    words: list[str] = []
    spaces: list[bool] = []
    entities: list[tuple[int, int, str]] = []
    missing: list[int] = []
    position = 0
    while position < len(doc):
        entity = starts.get(position)
        piece = entity if entity is not None else doc[position : position + 1]
        forms = [token.text for token in piece]
        gaps = [bool(token.whitespace_) for token in piece]
        if entity is not None:
            if entity.label_ == "ORG" and entity.text[0].isupper():
                forms = replacements.setdefault(entity.text, _choose(forms, pool, kept, chance))
                gaps = [not form.endswith("'") for form in forms[:-1]] + gaps[-1:]
            entities.append((len(words), len(words) + len(forms), entity.label_))
        elif doc[position].ent_iob == 0:
            missing.append(len(words))
        words += forms
        spaces += gaps
        position = piece.end
    swapped = Doc(doc.vocab, words=words, spaces=spaces)
    swapped.set_ents(
        [Span(swapped, start, end, label) for start, end, label in entities],
        missing=[Span(swapped, token, token + 1) for token in missing],
        default="outside",
    )
    return swapped


def _choose(forms: list[str], pool: list[list[str]], kept: float, chance: random.Random) -> list[str]:
    """Return another name that begins like this one as to elision (a vowel or not), or the same."""
    if chance.random() < kept:
        return forms
    vowel = _elides(forms[0])
    while True:
        other = chance.choice(pool)
        if _elides(other[0]) == vowel:
            return other


def _elides(name: str) -> bool:
    return unicodedata.normalize("NFD", name[0].lower())[0] in _ELIDING
