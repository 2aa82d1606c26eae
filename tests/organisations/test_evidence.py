"""Evidence says what stands at a name's edges, what the lists know around it, and what cues its repetitions have."""

import re

import numpy as np
import pytest

from faitout.gazetteer import Gazetteer
from faitout.organisations.candidates import Candidate
from faitout.organisations.evidence import Evidence, Features
from faitout.organisations.tags import TAGS
from faitout.organisations.words import Words

_TOKEN = re.compile(r"\w+'|\w+|[^\w\s]")


def _evidence(text: str, *names: str, known: str = "") -> list[Features]:
    """Return the evidence of some names where they first stand, in the order of ``names``."""
    pairs = [match.span() for match in _TOKEN.finditer(text)]
    starts, ends = [start for start, _ in pairs], [end for _, end in pairs]
    words = Words(text, starts, ends)
    candidates, reached = [], dict.fromkeys(names, 0)
    for name in names:
        at = text.index(name, reached[name])
        reached[name] = at + 1
        sources = {"known"} if name == known else {"run"}
        candidates.append(Candidate(starts.index(at), ends.index(at + len(name)) + 1, sources))
    probabilities = np.full((len(pairs), len(TAGS)), 1 / len(TAGS), dtype=np.float32)
    return Evidence(words, candidates, probabilities, Gazetteer([(known, "company")] if known else []), {}).collect()


@pytest.mark.parametrize(
    ("text", "name", "feature"),
    [
        ("Le syndicat XYZ-FO proteste.", "FO", "edge.before=-_small"),
        ("Le syndicat XYZ-FO proteste.", "XYZ", "edge.after=-_on"),
        ("Le syndicat proteste contre FO.", "FO", "edge.after=._end"),
        ("Les héritiers de L'Oréal donnent.", "Oréal", "edge.capital_article_before_inside"),
        ("Les héritiers de L'Oréal donnent.", "L'Oréal", "edge.capital_article_first_inside"),
        ("L'Oréal donne.", "Oréal", "edge.capital_article_before_opening"),
    ],
)
def test_edges_of_a_name_are_evidence(text: str, name: str, feature: str) -> None:
    (features,) = _evidence(text, name)
    assert features.get(feature) == 1.0


def test_a_lower_case_article_is_no_part_of_a_name() -> None:
    (features,) = _evidence("Elle quitte la Poste.", "Poste")
    assert not [name for name in features if name.startswith("edge.capital_article")]


def test_a_known_name_speaks_about_what_overlaps_it() -> None:
    short, _, long = _evidence("Chez L'Oréal Paris, on se tait.", "Oréal", "L'Oréal", "L'Oréal Paris", known="L'Oréal")
    assert short["known.inside=company"] == 1.0
    assert long["known.contains=company"] == 1.0


def test_a_cue_beside_one_occurrence_counts_for_the_others() -> None:
    _, second = _evidence("La société Fumerolle ferme. Hier, Fumerolle a plié.", "Fumerolle", "Fumerolle")
    assert second["article.direct_before=company_noun"] > 0
