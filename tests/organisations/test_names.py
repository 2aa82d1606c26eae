"""One organisation, several names: the fullest one stands for all."""

import pytest

from faitout.organisations.names import Place, folded, full_names, is_acronym


def places(text: str, *surfaces: str) -> list[Place]:
    found, reached = [], 0
    for surface in surfaces:
        start = text.index(surface, reached)
        reached = start + len(surface)
        found.append(Place(start, reached, surface))
    return found


@pytest.mark.parametrize(
    ("text", "surfaces", "names"),
    [
        (
            "La Banque des Lacs (BDL) ouvre. La BDL recrute.",
            ["Banque des Lacs", "BDL", "BDL"],
            {"Banque des Lacs": "Banque des Lacs", "BDL": "Banque des Lacs"},
        ),
        (
            "Fumerolle Motor Co ouvre une usine. Fumerolle recrute.",
            ["Fumerolle Motor Co", "Fumerolle"],
            {"Fumerolle Motor Co": "Fumerolle Motor Co", "Fumerolle": "Fumerolle Motor Co"},
        ),
        (
            "Renault ferme Renault Maubeuge.",
            ["Renault", "Renault Maubeuge"],
            {"Renault": "Renault", "Renault Maubeuge": "Renault Maubeuge"},
        ),
        ("L'Équipe et L'Equipe", ["L'Équipe", "L'Equipe"], {"L'Équipe": "L'Équipe", "L'Equipe": "L'Équipe"}),
        (
            "L'Assemblée nationale vote. L'Assemblée attend.",
            ["Assemblée nationale", "Assemblée"],
            {"Assemblée nationale": "Assemblée nationale", "Assemblée": "Assemblée nationale"},
        ),
        (
            "L'ONU et les Nations unies",
            ["ONU", "Nations unies"],
            {"ONU": "Nations unies", "Nations unies": "Nations unies"},
        ),
    ],
)
def test_names_of_one_organisation_share_the_fullest(text: str, surfaces: list[str], names: dict[str, str]) -> None:
    assert full_names(text, places(text, *surfaces), lambda name: name == "Renault") == names


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("FMI", "Fonds monétaire international", True),
        ("DRAAF", "direction régionale de l'alimentation, de l'agriculture et de la forêt", True),
        ("ADEME", "Agence de l'environnement et de la maîtrise de l'énergie", True),
        ("AEMD", "Agence de l'environnement et de la maîtrise de l'énergie", False),
        ("FO", "Renault", False),
        ("PS", "Parti communiste", False),
    ],
)
def test_an_acronym_has_the_initials_of_its_name(short: str, long: str, expected: bool) -> None:
    assert is_acronym(short, long) is expected


def test_folding_forgets_article_accents_and_apostrophe() -> None:
    assert folded("L’Équipe") == folded("l'Equipe") == "equipe"
