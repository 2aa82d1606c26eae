from __future__ import annotations

import numpy as np
import pytest

from faitout.facts.context import Context, build_context
from faitout.facts.encoding import (
    BEFORE,
    DATED,
    DATES,
    ELSEWHERE,
    IN_FOCUS,
    NAMED,
    NOTHING,
    READ,
    WIDTH,
    Encoded,
    encode,
)
from faitout.facts.examples import read_marks
from faitout.facts.reading import Name, read_article

TWO_SENTENCES = (
    "[Norvia] grandit en <2019>. Le groupe, qui a investi {money 3 millions d'euros}, emploie {quantity 90} salariés."
)


def context_of(text: str) -> Context:
    return build_context(read_marks(text).article())


def words_of(encoded: Encoded, row: int) -> list[str]:
    return [encoded.words[token] for token in encoded.windows[row] if token >= 0]


def test_every_amount_and_date_has_a_window_with_itself_in_its_place():
    encoded = encode(context_of(TWO_SENTENCES))
    assert [sentence for sentence, _ in encoded.anchors] == [0, 1, 1]
    assert encoded.windows.shape == encoded.relations.shape == (3, WIDTH)
    assert ["amount" in encoded.labels[token] for token in encoded.windows[:, BEFORE]] == [False, True, True]
    assert encoded.fillers[encoded.windows[:, BEFORE]].tolist() == [True, False, False]


def test_a_window_goes_back_to_the_sentence_before_and_ends_with_its_own():
    encoded = encode(context_of(TWO_SENTENCES))
    assert "salariés" not in words_of(encoded, 0)
    assert "grandit" in words_of(encoded, 1)
    assert encoded.relations[1][encoded.windows[1] == encoded.words.index("grandit")] == ELSEWHERE


def test_clauses_between_are_counted_and_what_lies_outside_is_nothing():
    encoded = encode(context_of(TWO_SENTENCES))
    of_anchor, of_first = (
        encoded.relations[1][encoded.windows[1] == encoded.words.index(word)] for word in ("qui", "groupe")
    )
    assert 0 <= of_anchor < of_first < ELSEWHERE
    assert ((encoded.relations == NOTHING) == (encoded.windows < 0)).all()


FAR = " Or" + " mot" * BEFORE


@pytest.mark.parametrize(
    ("text", "remembered"),
    [
        ("[Norvia] grandit." + FAR + " il emploie {quantity 90} salariés.", ["Norvia"]),
        ("[Norvia] grandit, [Teldis] aussi." + FAR + " il emploie {quantity 90} salariés.", ["Teldis", "Norvia"]),
        ("[Norvia] grandit. [Teldis] bat [Norvia]." + FAR + " il a {quantity 90} sites.", ["Norvia", "Teldis"]),
        ("[Norvia] grandit." + FAR + " [Norvia] emploie {quantity 90} salariés.", []),
        ("[Norvia] grandit." + FAR + " ils sont {quantity 90} chez [Norvia].", []),
        ("[Norvia] emploie {quantity 90} salariés.", []),
    ],
)
def test_organisations_named_before_what_is_read_are_remembered_the_latest_first(text: str, remembered: list[str]):
    context = context_of(text)
    encoded = encode(context)
    places = [encoded.places[token] for token in encoded.windows[0, READ:-DATES] if token >= 0]
    names = [context.views[sentence].mention(position)["name"] for sentence, position in places]
    assert names == remembered


def test_a_remembered_organisation_in_focus_is_told_from_the_others():
    encoded = encode(context_of("[Norvia] grandit. [Teldis] recule." + FAR + " il emploie {quantity 90} salariés."))
    assert encoded.relations[0, READ:-DATES].tolist() == [IN_FOCUS, NAMED, NOTHING, NOTHING]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("[Norvia] est né en <2012>." + FAR + " il emploie {quantity 90} salariés.", ["2012"]),
        (
            "[Norvia] change en <2012>, <2013>, <2014> et <2015>." + FAR + " {quantity 90} y sont.",
            ["2015", "2014", "2013"],
        ),
        ("[Norvia] a mûri <2010 et 2015=2010/2015>, <dix ans=P10Y>." + FAR + " {quantity 90} y sont.", []),
        ("[Norvia] est né en <2012> et emploie {quantity 90} salariés.", []),
        ("[Norvia] grandit." + FAR + " {quantity 90} y sont depuis <2019>.", []),
    ],
)
def test_dates_before_what_is_read_are_remembered_the_latest_first_and_lengths_are_not(text: str, dates: list[str]):
    context = context_of(text)
    encoded = encode(context)
    row = [context.views[sentence].sentence.tokens[place].kind for sentence, place in encoded.anchors].index("amount")
    places = [encoded.places[token] for token in encoded.windows[row, -DATES:] if token >= 0]
    assert [context.views[sentence].mention(place)["text"] for sentence, place in places] == dates
    assert (encoded.relations[row, -DATES:] == DATED).tolist() == [place < len(dates) for place in range(DATES)]


def test_a_sum_said_again_in_another_currency_has_no_window():
    encoded = encode(context_of("[Norvia] a investi {money 10 millions de dollars} ({=money 8 millions d'euros})."))
    assert len(encoded.anchors) == 1


@pytest.mark.parametrize("text", ["[Norvia] grandit.", "Rien à lire."])
def test_an_article_without_amounts_or_dates_has_no_windows(text: str):
    encoded = encode(context_of(text))
    assert encoded.windows.shape == (0, WIDTH)
    assert isinstance(encoded.windows, np.ndarray)


def test_words_in_the_names_of_persons_and_places_are_marked_and_mentions_are_not():
    text = "À Lyon, Anne Le Bihan a vendu Norvia pour 3 millions d'euros."
    amount = {"kind": "money", "value": 3000000.0, "start": 42, "end": 60, "text": "3 millions d'euros"}
    organisation = {"name": "Norvia", "start": 30, "end": 36, "text": "Norvia"}
    names = [Name(2, 6, "LOC"), Name(8, 21, "PER"), Name(30, 36, "MISC")]
    article = read_article(text, [(0, len(text))], [organisation], [amount], [], names=names)
    encoded = encode(build_context(article))
    marked = {
        word: label
        for word, labels in zip(encoded.words, encoded.labels, strict=True)
        for label in labels
        if label.startswith("in a name")
    }
    assert marked == {
        "lyon": "in a name, LOC",
        "anne": "in a name, PER",
        "le": "in a name, PER",
        "bihan": "in a name, PER",
    }


ORDER_LABELS = {"first mention", "named once", "named last"}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("[Norvia] grandit.", [{"first mention", "named once"}]),
        ("[Norvia] grandit. [Norvia] embauche.", [{"first mention"}, {"named last"}]),
        (
            "[Norvia] grandit, [Sedex] non. [Norvia] embauche.",
            [{"first mention"}, ORDER_LABELS - {"named last"}, set()],
        ),
        ("[Norvia] perd. Il pleut sur le port. Il neige. [Norvia] gagne.", [{"first mention"}, {"named last"}]),
    ],
)
def test_a_mention_says_whether_it_brings_its_organisation_in_or_goes_on_with_it(text: str, labels: list[set[str]]):
    encoded = encode(context_of(text))
    found = [ORDER_LABELS.intersection(of_token) for of_token in encoded.labels if "organisation" in of_token]
    assert found == labels
