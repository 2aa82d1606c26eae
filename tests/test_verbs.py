"""The verbs of a sentence and the tense that governs a date."""

import pytest

from faitout import lexicon
from faitout.sentences import split_sentences
from faitout.verbs import Tenses, find_verbs

VERBS = [
    ("Le groupe a annoncé qu'il va lancer une offre.", [("a annoncé", "past"), ("va lancer", "future")]),
    ("La firme n'a pas encore été condamnée.", [("a pas encore été condamnée", "past")]),
    ("Les ventes devraient reculer.", [("devraient reculer", "conditional")]),
    ("Le site sera-t-il fermé ?", [("sera-t-il fermé", "future")]),
    ("Il est arrivé puis s'est installé.", [("est arrivé", "past"), ("est installé", "past")]),
    ("Le produit est fabriqué ici.", [("est fabriqué", "present")]),
    ("Le patron aurait déjà vendu.", [("aurait déjà vendu", "conditional")]),
    ("L'usine était trop chère.", [("était", "imperfect")]),
    ("Ils négocièrent longtemps.", [("négocièrent", "past")]),
    ("Elle ouvrira deux magasins.", [("ouvrira", "future")]),
    ("Elle ouvrirait deux magasins.", [("ouvrirait", "conditional")]),
    ("Après avoir indiqué cela", [("avoir indiqué", "past")]),
    ("Le marché a été en hausse.", [("a été", "past")]),
    ("La société, l'opéra et le retrait de janvier", []),
    ("Un extrait du portrait", []),
    ("", []),
    ("Le conseil se penche sur un accord.", [("penche", "present")]),
    ("Il annonça un plan qui débute ici.", [("annonça", "past"), ("débute", "present")]),
    ("Un décret paru hier vise la mobilité, mais jusqu'ici tandis que", [("paru", "participle"), ("vise", "present")]),
    ("Le bail aurait dû finir.", [("aurait dû", "conditional")]),
    ("Le patron estime que tout va bien.", [("estime", "present"), ("va", "present")]),
    ("En promettant une prime", [("promettant", "infinitive")]),
    ("Une usine employant dix personnes", [("employant", "infinitive")]),
    ("Il avait jusqu'à lundi.", [("avait", "imperfect")]),
    ("Une spectaculaire hausse", []),
]


@pytest.mark.parametrize(("text", "expected"), VERBS)
def test_verbs_are_found_with_their_tense(text, expected):
    assert [(text[verb.start : verb.end], verb.tense) for verb in find_verbs(text)] == expected


def _as_mentions(text, _published):
    return [{"text": text[verb.start : verb.end], "tense": verb.tense} for verb in find_verbs(text)]


@pytest.mark.parametrize("example", tuple(lexicon.examples("verbs")), ids=lambda example: example.text)
def test_lexicon_holds_its_own_examples(example):
    assert lexicon.mismatch(example, _as_mentions) is None


@pytest.mark.parametrize(
    ("text", "date", "tense"),
    [
        ("Le maire a promis de l'argent mardi.", "mardi", "past"),
        ("Le maire fera une annonce mardi.", "mardi", "future"),
        ("Mardi, le maire a parlé.", "Mardi", "past"),
        ("La grève, indique jeudi le syndicat, continue.", "jeudi", "past"),
        ("La vente a été repoussée à juillet.", "juillet", "scheduled"),
        ("Le juge a repoussé la vente à juillet.", "juillet", "scheduling"),
        ("Le match débute vendredi.", "vendredi", "coming"),
        ("Le match se joue vendredi.", "vendredi", "present"),
        ("La gare promet d'ouvrir jeudi.", "jeudi", "intending"),
        ("La gare a promis d'ouvrir jeudi.", "jeudi", "intending"),
        ("La gare avait promis d'ouvrir jeudi.", "jeudi", "past"),
        ("La gare compte dix quais vendredi.", "vendredi", "present"),
        ("Rendez-vous vendredi.", "vendredi", None),
    ],
)
def test_nearest_verb_governs_a_date(text, date, tense):
    start = text.index(date)
    assert Tenses(text, split_sentences(text)).at(start, start + len(date)) == tense


def test_bounds_keep_to_the_sentence():
    text = "Il partira. Il est parti."
    assert [text[verb.start : verb.end] for verb in find_verbs(text, 12, len(text))] == ["est parti"]
