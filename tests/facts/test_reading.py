from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from faitout.facts.examples import read_marks
from faitout.facts.reading import read_article


def mention(text: str, surface: str, **fields):
    start = text.index(surface)
    return {"start": start, "end": start + len(surface), "text": surface, **fields}


def test_a_mention_is_one_token_that_keeps_its_offsets():
    text = "Norvia a versé 12 M€ à l’État."
    article = read_article(
        text, [(0, len(text))], [mention(text, "Norvia", name="Norvia")], [mention(text, "12 M€", kind="money")], []
    )
    [sentence] = article.sentences
    assert [token.lower for token in sentence.tokens] == [
        "<organisation>",
        "a",
        "versé",
        "<amount>",
        "à",
        "l'",
        "état",
        ".",
    ]
    assert text[sentence.starts[3] : sentence.starts[3] + sentence.tokens[3].length] == "12 M€"


def test_of_two_mentions_that_overlap_the_longer_stands():
    text = "La Banque de France parle."
    article = read_article(
        text,
        [(0, len(text))],
        [mention(text, "Banque de France", name="Banque de France"), mention(text, "France", name="France")],
        [],
        [],
    )
    assert [article.sentences[0].tokens[place].mention["name"] for place in article.sentences[0].organisations] == [
        "Banque de France"
    ]


def test_a_sentence_without_a_mention_is_not_cut_into_tokens():
    article = read_article("Rien ici. Ni là.", [(0, 9), (10, 16)], [], [], [])
    assert [sentence.tokens for sentence in article.sentences] == [[], []]


def test_the_first_line_and_lines_without_a_full_stop_are_headlines():
    text = "Norvia grandit\n\nNorvia emploie 12 personnes.\n"
    marked = read_marks("[Norvia] grandit\n\n[Norvia] emploie {quantity 12} personnes.\n")
    assert marked.text == text
    assert [sentence.headline for sentence in marked.article().sentences] == [True, False]


@given(st.text(alphabet="ab '’.,;:()\"0123456789\n\xa0", min_size=1, max_size=200))
def test_tokens_never_overlap_and_stand_in_order(text: str):
    article = read_article(text, [(0, len(text))], [], [{"start": 0, "end": min(3, len(text)), "kind": "money"}], [])
    ends = 0
    for start, token in zip(article.sentences[0].starts, article.sentences[0].tokens, strict=True):
        assert ends <= start <= start + token.length <= max(len(text), 3)
        ends = start + token.length
