from __future__ import annotations

import pytest

from marked_sentences import read_facts


def test_a_fact_has_every_field_of_its_record_and_says_why():
    [fact] = read_facts("[Norvia] rachète [Belcor] pour {money 40 millions d'euros}.", explain=True)
    assert fact["text"] == "Norvia rachète Belcor pour 40 millions d'euros."
    assert (fact["event"], fact["subject"], fact["object"]) == ("acquisition", "Norvia", "Belcor")
    assert fact["cue"] == {"start": 7, "end": 14, "text": "rachète"}
    assert fact["explain"]["subject antecedent"] == [0, 6]
    assert fact["explain"]["kind evidence"]
    assert 0 < fact["confidence"] <= 1


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("[Altaïs] mise sur l'électrique. Le constructeur emploie {quantity 900} salariés.", "Altaïs"),
        ("[Sudair] s'enfonce. Elle a perdu {money 500 millions d'euros}.", "Sudair"),
        ("Selon [Reuters], [Belcor] va supprimer {quantity 300} postes.", "Belcor"),
        ("[Kelvia], qui emploie {quantity 700} salariés, grandit.", "Kelvia"),
    ],
)
def test_the_subject_is_found_by_reference_and_never_the_source(text: str, subject: str):
    assert [fact["subject"] for fact in read_facts(text)] == [subject]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("[Norvia] a investi {money 3 millions d'euros}.", "asserted"),
        ("[Norvia] va investir {money 3 millions d'euros}.", "planned"),
        ("[Norvia] aurait investi {money 3 millions d'euros}, selon des sources.", "reported"),
        ("[Norvia] n'a pas investi {money 3 millions d'euros}.", "denied"),
    ],
)
def test_certainty_follows_tense_mood_and_negation(text: str, certainty: str):
    assert [fact["certainty"] for fact in read_facts(text)] == [certainty]


def test_the_same_sum_in_another_currency_is_no_second_fact():
    [fact] = read_facts("[Norvia] a investi {money 10 millions de dollars} ({=money 8 millions d'euros}).")
    assert fact["equivalent"]["text"] == "8 millions d'euros"


def test_level_and_growth_are_two_facts():
    found = read_facts("Le chiffre d'affaires de [Norvia] a progressé de {percent 5%} à {money 2 milliards d'euros}.")
    assert [fact["event"] for fact in found] == ["growth", "revenue"]


@pytest.mark.parametrize("text", ["", "Rien.", "[Norvia]", "Il fait beau <lundi=2021-03-01>.", "\n\n"])
def test_an_article_without_a_fact_gives_none(text: str):
    assert read_facts(text) == []


def test_an_event_whose_subject_cannot_be_named_is_not_invented():
    assert all(fact["subject"] is None for fact in read_facts("Une entreprise a perdu {money 3 millions d'euros}."))


def test_facts_stand_in_reading_order():
    found = read_facts("[Norvia] a vendu {quantity 900} tracteurs. [Norvia] emploie {quantity 12} salariés.")
    assert [fact["start"] for fact in found] == sorted(fact["start"] for fact in found)
