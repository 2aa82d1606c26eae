"""How sure plain sentences are that no table and no network has learnt: a floor under what is read."""

from __future__ import annotations

from marked_sentences import read_facts

PUBLISHED = "2020-06-04"
RIGHT = 51
"""How many of the sentences this version reads as sure as they are; docs/events.md says what the others are."""

SENTENCES = [
    ("[Norvia] ne versera pas de prime de {money 500 euros} à ses caissières.", "denied"),
    ("[Norvia] ne fermera aucun de ses {quantity 250} hypermarchés.", "denied"),
    ("Contrairement à ce qu'affirme le syndicat, [Norvia] ne supprimera pas {quantity 300} postes.", "denied"),
    ("[Norvia] n'a jamais touché {money 12 millions d'euros} d'aides, assure sa direction.", "denied"),
    ("[Norvia] nie avoir payé {money 3 millions d'euros} à cet intermédiaire.", "denied"),
    ("[Norvia] conteste avoir réalisé un chiffre d'affaires de {money 40 millions d'euros} dans ce pays.", "denied"),
    ("La direction de [Norvia] a démenti la suppression de {quantity 2.000} emplois.", "denied"),
    ("Il n'y aura pas de plan social de {quantity 400} personnes, a promis [Norvia].", "denied"),
    ("[Norvia] a abandonné son projet de racheter [Belcor] pour {money 5 milliards d'euros}.", "denied"),
    ("L'offre de {money 5 milliards d'euros} de [Norvia] a été rejetée.", "denied"),
    ("[Norvia] rejette l'offre de {money 16 milliards d'euros} de [Galvane].", "denied"),
    ("[Norvia] annule l'ouverture de {quantity 30} magasins.", "denied"),
    ("[Norvia] a finalement renoncé à fermer {quantity 12} magasins.", "denied"),
    ("[Norvia] n'a pas l'intention de vendre ses parts pour {money 300 millions d'euros}.", "denied"),
    ("[Norvia] ne compte pas augmenter ses prix de {percent 3 %}.", "denied"),
    ("Aucun accord de {money 300 millions d'euros} n'a été signé avec [Norvia].", "denied"),
    ("[Norvia] n'a pas vendu {quantity 3 millions} de masques.", "denied"),
    ("[Norvia] exclut toute hausse de prix de {percent 5 %}.", "denied"),
    ("L'information selon laquelle [Norvia] vendrait {quantity 100} magasins est fausse.", "denied"),
    ("[Norvia] n'ouvrira pas ses portes le <3 mars=2021-03-03>.", "denied"),
    ("[Norvia] n'a vendu que {quantity 3 millions} de masques.", "asserted"),
    ("[Norvia] ne compte plus que {quantity 300} magasins.", "asserted"),
    ("[Norvia] ne paie pas d'impôt sur ses {money 300 millions d'euros} de bénéfices.", "asserted"),
    ("[Norvia] n'a pas atteint son objectif : il a vendu {quantity 3 millions} de masques.", "asserted"),
    ("Pas moins de {quantity 300} magasins [Norvia] ont été touchés.", "asserted"),
    ("[Norvia], qui n'a pas souhaité commenter, a vendu {quantity 300} magasins.", "asserted"),
    ("Le chiffre d'affaires de [Norvia] n'a augmenté que de {percent 2 %}.", "asserted"),
    ("[Norvia] n'a pas encore remboursé les {money 300 millions d'euros} empruntés en <2019=2019>.", "asserted"),
    ("[Norvia] n'ouvrira ses portes que le <3 mars=2021-03-03>.", "planned"),
    ("[Norvia] n'exclut pas de vendre {quantity 100} magasins.", "planned"),
    ("Rien n'empêchera [Norvia] de lever {money 300 millions d'euros} l'<an prochain=2021>.", "planned"),
    ("[Norvia] va-t-il supprimer {quantity 3.000} postes ?", "planned"),
    ("[Norvia] serait obligé de fermer {quantity 30} magasins si la loi passait.", "planned"),
    ("Si la loi passe, [Norvia] fermera {quantity 30} magasins.", "planned"),
    ("[Norvia] pense pouvoir économiser {money 300 millions d'euros}.", "planned"),
    ("[Norvia] est en passe de racheter [Belcor] pour {money 3 milliards d'euros}.", "planned"),
    ("[Norvia] a décidé de fermer {quantity 30} magasins.", "planned"),
    ("[Norvia] a donné son feu vert à un investissement de {money 300 millions d'euros}.", "planned"),
    ("Le tribunal examinera le <12 mai=2021-05-12> le recours de [Norvia].", "planned"),
    ("[Norvia] a jusqu'au <12 juin=2020-06-12> pour répondre.", "planned"),
    ("L'assemblée générale de [Norvia] est convoquée le <12 juin=2020-06-12>.", "planned"),
    ("L'ouverture du magasin [Norvia] est fixée au <12 juin=2020-06-12>.", "planned"),
    ("[Norvia] s'attend à une perte de {money 300 millions d'euros}.", "planned"),
    ("Les analystes attendent de [Norvia] un bénéfice de {money 300 millions d'euros}.", "planned"),
    ("[Norvia] cherche à lever {money 300 millions d'euros}.", "planned"),
    ("[Norvia] veut porter sa part à {percent 40 %}.", "planned"),
    ("[Norvia] est autorisé à ouvrir {quantity 20} magasins.", "planned"),
    ("[Norvia] a obtenu l'autorisation de Bruxelles le <12 mai 2019=2019-05-12>.", "asserted"),
    ("[Norvia], qui voulait lever {money 300 millions}, en a levé {money 250 millions d'euros}.", "asserted"),
    ("Le magasin [Norvia] ouvert le <12 mai 2019=2019-05-12> emploie {quantity 30} personnes.", "asserted"),
    ("[Norvia] propose depuis <2018=2018> un abonnement à {money 10 euros}.", "asserted"),
    ("[Norvia] est valorisé {money 12 milliards d'euros}.", "asserted"),
    ("[Norvia] emploie environ {quantity 300.000} personnes.", "asserted"),
    (
        "[Norvia] a prévu une enveloppe de {money 300 millions d'euros}, dont {money 100 millions} déjà dépensés.",
        "asserted",
    ),
    ("[Norvia] aurait proposé {money 3 milliards d'euros} pour [Belcor].", "reported"),
    ("[Norvia] envisagerait de supprimer {quantity 3.000} postes, selon le journal.", "reported"),
    ("Selon nos informations, [Norvia] va supprimer {quantity 3.000} postes.", "reported"),
    ("[Norvia] est soupçonné d'avoir détourné {money 3 millions d'euros}.", "reported"),
    ("La rumeur prête à [Norvia] l'intention de racheter [Belcor] pour {money 3 milliards d'euros}.", "reported"),
    ("À en croire la presse italienne, [Norvia] a vendu ses magasins pour {money 300 millions d'euros}.", "reported"),
    ("[Norvia] devrait, selon des sources syndicales, supprimer {quantity 3.000} postes.", "reported"),
]


def test_as_many_plain_sentences_as_before_are_read_as_sure_as_they_are():
    wrong = [
        (certainty, text)
        for text, certainty in SENTENCES
        if certainty not in {fact["certainty"] for fact in read_facts(text, PUBLISHED)}
    ]
    assert len(SENTENCES) - len(wrong) >= RIGHT, wrong
