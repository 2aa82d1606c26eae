"""Dates and durations: what is found in a text, and which days it names."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faitout import lexicon
from faitout.sentences import split_sentences
from faitout.values.calendar import covered_days
from faitout.values.dates import find_dates
from faitout.verbs import Tenses
from linear_time import is_linear

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
EVERY_DAY = [date(1990, 1, 1) + timedelta(days) for days in range((date(2036, 1, 1) - date(1990, 1, 1)).days)]
A_SATURDAY = "2020-05-23"


def read(text, published=None):
    """Find dates as the component does, with the tenses of the sentences."""
    return find_dates(text, published, Tenses(text, split_sentences(text)).at)


def values(text, published=None):
    return [(mention["text"], mention["value"]) for mention in read(text, published)]


@pytest.mark.parametrize("name", ["dates", "durations"])
def test_lexicons_hold_their_own_examples(name):
    assert [wrong for example in lexicon.examples(name) if (wrong := lexicon.mismatch(example, read))] == []


CALENDAR = [
    ("Vu le 11/01/2019.", [("11/01/2019", "2019-01-11")]),
    ("Vu le 11.01.2019.", [("11.01.2019", "2019-01-11")]),
    ("Vu le 27.03.15.", [("27.03.15", "2015-03-27")]),
    ("Vu le 2019-01-11.", [("2019-01-11", "2019-01-11")]),
    ("Le 1er avril 2005", [("1er avril 2005", "2005-04-01")]),
    ("Le 14 aout 2003", [("14 aout 2003", "2003-08-14")]),
    ("En sept. 2014", [("sept. 2014", "2014-09")]),
    ("En octobre", [("octobre", "XXXX-10")]),
    ("Le 14 juillet", [("14 juillet", "XXXX-07-14")]),
    ("Au T3 2019", [("T3 2019", "2019-Q3")]),
    ("Au 1er semestre 2020", [("1er semestre 2020", "2020-H1")]),
    ("Au premier trimestre de l'exercice 2019", [("premier trimestre de l'exercice 2019", "2019-Q1")]),
    ("Dans les années 1990", [("années 1990", "199X")]),
    ("Dans les années quatre-vingt-dix", [("années quatre-vingt-dix", "199X")]),
    ("Les six premiers mois de 2019", [("six premiers mois de 2019", "2019-01/2019-06")]),
    ("Son exercice 2019/2020", [("2019/2020", "2019/2020")]),
    ("La saison 2020-21", [("2020-21", "2020/2021")]),
    ("Le premier vendredi de juillet 2016", [("premier vendredi de juillet 2016", "2016-07-01")]),
    ("La semaine du 15 septembre 2020", [("semaine du 15 septembre 2020", "2020-W38")]),
    ("Le mois de juin 2019", [("juin 2019", "2019-06")]),
    ("En mai et juin 2011", [("mai", "2011-05"), ("juin 2011", "2011-06")]),
    ("Mercredi 19 novembre 2014 à 20 heures", [("Mercredi 19 novembre 2014 à 20 heures", "2014-11-19")]),
    ("Au XIXe siècle", [("XIXe siècle", "18XX")]),
    ("Un modèle de 1931 restauré", [("1931", "1931")]),
    ("Les 5, 12 et 19 mai 2020", [("5", "2020-05-05"), ("12", "2020-05-12"), ("19 mai 2020", "2020-05-19")]),
    ("Dans les années 80 et 90", [("années 80", "198X"), ("90", "199X")]),
    ("La décennie 2010 fut calme.", [("décennie 2010", "201X")]),
    ("La décennie 2010-2019", [("2010-2019", "2010/2019")]),
    ("Les ventes du 3T20 et du S1 2021", [("3T20", "2020-Q3"), ("S1 2021", "2021-H1")]),
    ("Sur les neuf premiers mois de 2020", [("neuf premiers mois de 2020", "2020-01/2020-09")]),
    ("Le week-end du 14 juillet 2020", [("week-end du 14 juillet 2020", "2020-W28-WE")]),
    ("Depuis le 11-Septembre, tout a changé.", []),
]
RELATIVE = [
    ("Il a parlé lundi.", [("lundi", "2020-05-18")]),
    ("Il parlera lundi.", [("lundi", "2020-05-25")]),
    ("Il doit parler lundi.", [("lundi", "2020-05-25")]),
    ("Il a parlé samedi.", [("samedi", "2020-05-23")]),
    ("Il a parlé mardi dernier.", [("mardi dernier", "2020-05-19")]),
    ("La vente a été reportée à septembre.", [("septembre", "2020-09")]),
    ("Il a vendu en septembre.", [("septembre", "2019-09")]),
    ("Les ventes d'il y a trois ans", [("il y a trois ans", "2017")]),
    ("Il y a deux mois, il partait.", [("Il y a deux mois", "2020-03")]),
    ("Il partira dans six mois.", [("six mois", "2020-11")]),
    (
        "cette année, l'an passé, l'année prochaine",
        [("cette année", "2020"), ("an passé", "2019"), ("année prochaine", "2021")],
    ),
    ("ce mois-ci et le mois dernier", [("ce mois-ci", "2020-05"), ("mois dernier", "2020-04")]),
    ("Hier, il pleuvait.", [("Hier", "2020-05-22")]),
    ("Le lundi de la semaine prochaine", [("lundi de la semaine prochaine", "2020-05-25")]),
    ("Au trimestre dernier", [("trimestre dernier", "2020-Q1")]),
    ("D'ici la fin de l'année, tout changera.", [("fin de l'année", "2020")]),
    ("Il a fermé fin avril.", [("fin avril", "2020-04")]),
    ("Dans la nuit de jeudi à vendredi, il a plu.", [("nuit de jeudi à vendredi", "2020-05-21/2020-05-22")]),
    ("Une annonce est faite jeudi.", [("jeudi", "2020-05-28")]),
    ("Lundi et mardi prochains, il signe.", [("Lundi", "2020-05-25"), ("mardi prochains", "2020-05-26")]),
    ("Lundi prochain en huit, il signe.", [("Lundi prochain en huit", "2020-06-01")]),
    ("Voici deux ans, il vendait.", [("deux ans", "2018")]),
    ("Il paiera sous quinzaine.", [("quinzaine", "P15D")]),
    ("Il a vendu au T1.", [("T1", "2020-Q1")]),
    ("Le juge a renvoyé mardi au 9 juin la vente.", [("mardi", "2020-05-19"), ("9 juin", "2020-06-09")]),
    ("La foire cotera en juin 10 à 15 titres.", [("juin", "2020-06")]),
    ("Il a mis en juillet 95 de ses 240 techniciens au chômage.", [("juillet", "2020-07")]),
    ("Il a fermé en juin 12 des 40 magasins.", [("juin", "2020-06")]),
    ("La loi de juillet 95 de la région.", [("juillet 95", "1995-07")]),
    ("Elle embauchera cette année 100 gardiens.", [("cette année", "2020")]),
    ("L'année d'avant, il perdait.", [("année d'avant", "2019")]),
    ("Il a vendu deux ans plus tôt.", [("deux ans plus tôt", "2018")]),
    ("Il y travaille toute la semaine.", [("toute la semaine", "2020-W21")]),
]
# What tells whether a bare day or month lies behind or ahead: every line is one category.
OUTLOOK = [
    ("La mairie se penche lundi sur le budget.", "2020-05-25"),  # present after a pronoun
    ("Les débats se poursuivent jusqu'à mercredi.", "2020-05-27"),  # a preposition that looks ahead
    ("Le musée a choisi de rouvrir à partir de mardi.", "2020-05-26"),
    ("Un décret paru lundi interdit la vente.", "2020-05-18"),  # a participle that stands alone
    ("Le dollar grimpe vendredi à Tokyo.", "2020-05-22"),  # yesterday, told in the present
    ("La vente est avancée à mardi.", "2020-05-26"),  # a participle that looks ahead
    ("L'annonce avait surpris le marché à l'automne.", "2019-FA"),  # the pluperfect
    ("Les élus ont voté et fait adopter la loi début décembre.", "2019-12"),
    ("Le bail aurait dû finir le 31 mars.", "2020-03-31"),  # what did not come about
    ("La chute pourrait être pire en avril.", "2020-04"),  # a guess about what is just past
    ("L'usine devrait ouvrir en février.", "2021-02"),
    ("Le bal, programmé le 1er avril, n'a pas eu lieu.", "2020-04-01"),  # what had been planned
    ("Le juge a reporté jeudi la vente.", "2020-05-21"),  # who put off did so then
    ("Il en reste dix de plus que jeudi.", "2020-05-21"),  # a comparison
    ("La pause ne finira que jeudi.", "2020-05-28"),
    ("L'aide prévue de juin à décembre reste faible.", "2020-06/2020-12"),  # an interval lies near as a whole
    ("Candidate à la prochaine élection, elle a promis lundi une aide.", "2020-05-18"),  # the verb right before it
    ("Le maire au port mardi, une digue rompue\n\nPluie.", "2020-05-26"),  # a headline whose next clause is past
    ("Il a confirmé la reprise dès mercredi des trajets.", "2020-05-27"),
    ("Elles ont appelé à une marche mercredi.", "2020-05-27"),  # what one calls for
    ("Grève mercredi dans les ports.", "2020-05-27"),  # a headline that announces
    ("Grève vendredi dans les ports.", "2020-05-22"),  # yesterday is news
    ("Ils ont, mardi soir, bloqué la rue.", "2020-05-19"),  # between the auxiliary and its participle
    ("De lundi à mercredi, la rue sera fermée.", "2020-05-25/2020-05-27"),
    ("Elle a douté avant l'élection de septembre.", "2020-09"),  # a noun that announces its month
    ("« Le marché de Noël, puis les soldes d'octobre », a promis le maire.", "2020-10"),  # said, not done
    ("Réunion lundi.", "2020-05-25"),  # no verb: the nearest
    ("Il a déjà promis pour « septembre » un plan.", "2020-09"),  # a quotation mark after the preposition
    ("Le groupe a annoncé la fermeture de deux sites d'ici à mars.", "2021-03"),  # "d'ici à" lies ahead
    ("Il a supprimé 50 postes et ira plus loin d'ici à la fin août.", "2020-08"),
    ("Le titre a fondu de moitié depuis juin.", "2019-06"),  # "depuis" lies behind
    ("Il dirigera la filiale qui perd de l'argent depuis avril.", "2020-04"),
    ("Le maire promet un plan avant le 10 mars.", "2021-03-10"),  # verbs that look ahead by what they mean
    ("La marque compte ouvrir vingt boutiques au premier trimestre.", "2021-Q1"),
    ("La marque compte cent boutiques fin avril.", "2020-04"),
    ("Il s'est engagé à baisser les prix en janvier.", "2021-01"),
    ("Il avait promis en décembre de baisser les prix.", "2019-12"),
    ("Elle demande la fin de la grève de mai.", "2020-05"),
    ("La régie prévoit un trafic perturbé mardi.", "2020-05-26"),  # how it will be
    ("La régie prévoit, selon un texte publié mardi, une pause.", "2020-05-19"),
    ("Le nouveau modèle arrive en décembre.", "2020-12"),  # what comes
    ("La saison, qui débute en février, est perdue.", "2020-02"),
    ("Une tablette promise pour novembre", "2020-11"),
    ("Le chantier gelé jusqu'en novembre", "2020-11"),
    ("Il était préfet jusqu'en octobre.", "2019-10"),
    ("Il faut remonter jusqu'au 28 décembre.", "2019-12-28"),
    ("Elle verse les primes avant mardi.", "2020-05-26"),
    ("Il publiera les résultats du quatrième trimestre.", "2019-Q4"),  # known, whenever they are told
    ("Le prix doit bondir, contre +1,5 % en janvier.", "2020-01"),
    ("Elle estime, dans un entretien vendredi, que tout va bien.", "2020-05-22"),  # saying
]
ANCHORED = [
    ("En 2010, il achète. L'année suivante, il vend.", [("2010", "2010"), ("année suivante", "2011")]),
    ("Né en mai 2019, il meurt trois mois plus tard.", [("mai 2019", "2019-05"), ("trois mois plus tard", "2019-08")]),
    ("Fondé en 1990, vendu deux ans après.", [("1990", "1990"), ("deux ans après", "1992")]),
    ("Le lendemain du 13 février 2019", [("lendemain du 13 février 2019", "2019-02-14")]),
    ("Trois jours après le 12 janvier 2017", [("Trois jours après le 12 janvier 2017", "2017-01-15")]),
    ("La même année que 1990", [("1990", "1990")]),
    ("Né en 2008, il part en mai de la même année.", [("2008", "2008"), ("mai de la même année", "2008-05")]),
    (
        "En 2016, il vend trois ports, dont deux au premier semestre de cette année-là.",
        [("2016", "2016"), ("premier semestre de cette année-là", "2016-H1")],
    ),
    (
        "En 2016, il vend trois ports, puis cinq au premier trimestre de l'année suivante.",
        [("2016", "2016"), ("premier trimestre de l'année suivante", "2017-Q1")],
    ),
    (
        "Né en 2008, il part le 3 mai de l'année d'après.",
        [("2008", "2008"), ("3 mai de l'année d'après", "2009-05-03")],
    ),
    (
        "Le 30 juin 2017, il a vendu. Au matin du 30 juin, il hésitait.",
        [("30 juin 2017", "2017-06-30"), ("30 juin", "2017-06-30")],
    ),
    (
        "Du 2 au 4 mai 2017, il négocie. Deux mois plus tôt, il vendait.",
        [("2 au 4 mai 2017", "2017-05-02/2017-05-04"), ("Deux mois plus tôt", "2017-03")],
    ),
]
INTERVALS = [
    ("Entre 2010 et 2015", [("Entre 2010 et 2015", "2010/2015")]),
    ("De mars à juin 2020", [("mars à juin 2020", "2020-03/2020-06")]),
    ("De novembre à février 2017", [("novembre à février 2017", "2016-11/2017-02")]),
    ("Du 3 au 7 juin 2019", [("3 au 7 juin 2019", "2019-06-03/2019-06-07")]),
    ("Les 17 et 18 novembre 2020", [("17 et 18 novembre 2020", "2020-11-17/2020-11-18")]),
    ("Du 25 décembre 2018 au 3 janvier 2019", [("25 décembre 2018 au 3 janvier 2019", "2018-12-25/2019-01-03")]),
    ("La guerre (1975-1990)", [("1975-1990", "1975/1990")]),
    ("Sur 2020/2024", [("2020/2024", "2020/2024")]),
    ("De mi-mai 2020 à fin juin 2020", [("mi-mai 2020", "2020-05"), ("fin juin 2020", "2020-06")]),
    ("De janvier à mars", [("janvier à mars", "XXXX-01/XXXX-03")]),
]
DURATIONS = [
    ("En cinq ans", [("cinq ans", "P5Y")]),
    ("D'ici à 5 ans", [("5 ans", "P5Y")]),
    ("Ces dix prochaines années", [("Ces dix prochaines années", "P10Y")]),
    ("Pendant dix-huit mois", [("dix-huit mois", "P18M")]),
    ("Pendant un an et demi", [("un an et demi", "P1.5Y")]),
    ("Rentable en 7 à 10 ans", [("7 à 10 ans", "P7Y/P10Y")]),
    ("Un an, un mois et 21 jours", [("Un an, un mois et 21 jours", "P1Y1M21D")]),
    ("Une peine de 2 ans", [("2 ans", "P2Y")]),
    ("Un emprunt à 10 ans", [("10 ans", "P10Y")]),
    ("En 2h30", [("2h30", "PT2H30M")]),
    ("Depuis une dizaine d'années", [("dizaine d'années", "P10Y")]),
    ("Un mois et demi après la crise", [("Un mois et demi", "P1.5M")]),
    ("En neuf mois", [("neuf mois", "P9M")]),
    ("Au cours des deux dernières années", [("deux dernières années", "P2Y")]),
    ("En trois quarts d'heure", [("trois quarts d'heure", "PT0.75H")]),
    ("Après 24 heures de débats", [("24 heures", "PT24H")]),
    ("Un trajet de 2h30", [("2h30", "PT2H30M")]),
    ("Pendant toute la journée", [("toute la journée", "P1D")]),
]
NOTHING = [
    "Mars Inc. vend des barres ; Mars est une planète.",
    "Lei Jun et Theresa May dirigent.",
    "Le journal 20 Minutes et les 24 Heures du Mans",
    "ouvert 7 jours sur 7, 10%",
    "Il est âgé de 31 ans ; à 58 ans, il part ; ses 11 ans",
    "Le mécanicien de 40 ans et la patronne, 48 ans, discutent.",
    "100 euros par an, 35 heures par semaine, chaque mois, tous les six mois",
    "une seconde activité",
    "l'article 49.3 et la Covid-19",
    "2000 kilomètres, près de 2000 armes, 2016 euros, 2.019 postes",
    "Récemment, ces dernières années, il y a quelques jours",
    "Il a été vendu.",
    "32-2015 et 2015-1-32, page 1/1, 0.8/15, 12.0-16",
    "Il travaille le week-end et du lundi au vendredi.",
    "Le port est obligatoire de 11H00 à 18H00.",
    "Peugeot 2008 et Windows 2000",
    "Il l'a fait six fois sur sept.",
    "01.02.03.04.05",
    "Il n'a encore que 29 ans ; elle a 14 ans quand il naît ; elles auraient 75 ans",
    "Paul Durand, 41 ans et père, l'infirmier de 26 ans, la Suédoise de 63 ans, un gamin de 17 ans",
    "un enfant de moins de six ans, les 12-27 ans, une marque vieille de 70 ans",
    "à partir de 15H00, autour de 23H00, huit ou neuf heures du matin",
    "les samedi, le dimanche, la messe du dimanche soir, les mardi et jeudi",
    "Des vies sont en jeu.",
    "Un poisson d'avril pour l'été indien de la foire, le jour d'après",
    "Dix sites sont ouverts à ce jour, en ce jour de fête, et l'auto de demain attend.",
    "On ne skie pas toute l'année, d'un mois à l'autre.",
    "Le quotidien, qui revendique aujourd'hui dix mille lecteurs, tient.",
    "",
]


@pytest.mark.parametrize(("text", "expected"), CALENDAR + ANCHORED + INTERVALS + DURATIONS)
def test_dates_that_need_no_publication(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_dates_from_the_day_of_publication(text, expected):
    assert values(text, A_SATURDAY) == expected


@pytest.mark.parametrize(("text", "value"), OUTLOOK)
def test_the_sentence_tells_what_lies_behind_and_what_ahead(text, value):
    assert [mention["value"] for mention in read(text, A_SATURDAY)] == [value]


def test_a_day_word_inside_a_quotation_counts_from_the_speech():
    text = "Le maire a parlé jeudi.\n« Ce soir, je signe », a-t-il dit. Ce soir, il pleut."
    assert [mention["value"] for mention in read(text, A_SATURDAY)] == ["2020-05-21", "2020-05-21", "2020-05-23"]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_date(text):
    assert values(text, A_SATURDAY) == []


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("Il a parlé mardi.", "2021-03", None),
        ("Il a parlé mardi.", None, None),
        ("le mois dernier", "2021-03", "2021-02"),
        ("le mois dernier", "2021", None),
        ("l'an dernier", "2021", "2020"),
        ("En juillet, il a vendu.", "2021-03", "2020-07"),
        ("En juillet, il a vendu.", "2021", "XXXX-07"),
        ("la semaine dernière", "2021-03", None),
        ("Il y a trois ans", "2021", "2018"),
    ],
)
def test_a_coarse_publication_date_says_only_what_it_can(text, published, value):
    assert [mention["value"] for mention in read(text, published)] == [value]


@pytest.mark.parametrize(
    ("text", "mod", "earliest", "latest"),
    [
        ("fin juillet 2020", "end", "2020-07-21", "2020-07-31"),
        ("début 2020", "start", "2020-01-01", "2020-05-01"),
        ("la mi-juin 2020", "mid", "2020-06-11", "2020-06-20"),
        ("en 2020", None, "2020-01-01", "2020-12-31"),
        ("d'ici fin 2026", "end", A_SATURDAY, "2026-12-31"),
        ("avant 2025", None, None, "2024-12-31"),
        ("après 2025", None, "2026-01-01", None),
        ("jusqu'en 2025", None, A_SATURDAY, "2025-12-31"),
        ("il y a environ trois ans", "approx", "2017-01-01", "2017-12-31"),
    ],
)
def test_modifiers_and_bounds_narrow_the_days(text, mod, earliest, latest):
    (mention,) = read(text, A_SATURDAY)
    assert (mention["mod"], mention["earliest"], mention["latest"]) == (mod, earliest, latest)


def printed_forms(day):
    name = MONTHS[day.month - 1]
    ordinal = "1er" if day.day == 1 else str(day.day)
    return (
        f"le {ordinal} {name} {day.year}",
        f"{WEEKDAYS[day.isoweekday() - 1]} {day.day} {name} {day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.day:02}-{day.month:02}-{day.year}",
        day.isoformat(),
        f"{day.day:02}/{day.month:02}/{day.year % 100:02}",
        f"{ordinal} {name.upper()} {day.year}",
        f"{ordinal}\xa0{name}\u202f{day.year}",
    )


def test_every_day_in_every_printed_form_reads_back_to_itself():
    wrong = [
        form
        for day in EVERY_DAY
        for form in printed_forms(day)
        if [mention["value"] for mention in find_dates(form)] != [day.isoformat()]
    ]
    assert wrong == []


PHRASES = [text for text, _ in CALENDAR + RELATIVE + ANCHORED + INTERVALS] + ["avant mardi", "d'ici juin", "mi-2020"]


@given(st.sampled_from(PHRASES), st.dates(date(1995, 1, 1), date(2035, 12, 31)))
def test_days_come_in_order_and_inside_the_value(text, published):
    for mention in read(text, published.isoformat()):
        days = covered_days(mention["value"] or "")
        if mention["earliest"] and mention["latest"]:
            assert mention["earliest"] <= mention["latest"]
        if days and not text.startswith(("avant", "d'ici", "D'ici")):
            assert days[0].isoformat() <= mention["earliest"]
            assert mention["latest"] <= days[1].isoformat()


@given(st.sampled_from(CALENDAR), st.dates(date(1995, 1, 1), date(2035, 12, 31)), st.integers(0, 3000))
def test_a_later_publication_never_moves_an_absolute_date(case, published, later):
    text, expected = case
    if any(value.startswith("XXXX") for _, value in expected):
        return
    moved = (published + timedelta(later)).isoformat()
    assert values(text, published.isoformat()) == values(text, moved) == expected


@given(st.text(alphabet="0123456789/.-– \n,à'aehilmnrstuv", max_size=80))
def test_any_text_is_read_with_right_offsets(text):
    mentions = read(text, A_SATURDAY)
    assert all(text[mention["start"] : mention["end"]] == mention["text"] for mention in mentions)
    assert all(before["end"] <= after["start"] for before, after in pairwise(mentions))


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        " ",
        "cent cent ",
        "un ",
        "3, 3, 3, ",
        "3-",
        "1/",
        "(",
        "[(1",
        "\n",
        "entre le 3 et ",
        "fin de ",
        "lundi lundi ",
        "1er ",
    ],
)
def test_time_grows_with_the_length_and_no_faster(unit):
    assert is_linear(lambda text: read(text, A_SATURDAY), unit, 100_000)
