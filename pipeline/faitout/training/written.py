"""Reads the articles that the makers of Faitout wrote to learn from, and writes them as articles and gold.

``python -m faitout.training.written models/annotations/written -o DIR`` writes ``DIR/articles.jsonl`` and
``DIR/gold.jsonl``. Each file of the folder holds articles of this form::

    # 2021-03-05
    {Renault} a vendu 12.000 voitures en février, 5 % de moins qu'un an plus tôt, selon {Les Échos}.
    = sales_volume | Renault | - | 12.000 | - | février | - | asserted
    = growth | Renault | - | 5 % | - | février | - | asserted

The day is that of publication. Organisations stand in braces, ``{short form|full name}`` if the article names them in
full elsewhere. A fact is event, subject, object, amount, equivalent, date, period and certainty; mentions are given
as printed, ``12.000~2`` being the second one of these words. Amounts and dates are those that Faitout finds.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from faitout.components.amounts import as_mention
from faitout.sentences import split_sentences
from faitout.values.amounts import find_amounts
from faitout.values.dates import find_dates
from faitout.verbs import Tenses

_NAME = re.compile(r"\{([^{}|]+)(?:\|([^{}]+))?\}")
FIELDS = ("event", "subject", "object", "amount", "equivalent", "date", "period", "certainty")
_NONE = "-"


@dataclass
class Written:
    """An article written to learn from, and what is said in it."""

    doc_id: str
    published: str
    text: str
    organisations: list[dict[str, Any]]
    facts: list[dict[str, str | None]]
    amounts: list[dict[str, Any]] = field(default_factory=list)
    dates: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        sentences = split_sentences(self.text)
        self.amounts = [as_mention(one) for one in find_amounts(self.text, sentences, self.published)]
        self.dates = [dict(one) for one in find_dates(self.text, self.published, Tenses(self.text, sentences).at)]

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the gold records of the article.

        Raises
        ------
        ValueError
            If a fact names an organisation or a mention that is not there.
        """
        yield {"type": "document", "doc_id": self.doc_id, "published": self.published}
        for kind, mentions in (("organisation", self.organisations), ("amount", self.amounts), ("date", self.dates)):
            yield from ({"type": kind, "doc_id": self.doc_id, **mention} for mention in mentions)
        names = {one["name"] for one in self.organisations}
        for fact in self.facts:
            record: dict[str, Any] = {"type": "event", "doc_id": self.doc_id, **fact}
            for role in ("subject", "object"):
                if fact[role] is not None and fact[role] not in names:
                    raise ValueError(f"{self.doc_id}: no organisation named {fact[role]!r}")
            for role in ("amount", "equivalent"):
                record[role] = self._mention(fact[role], self.amounts)
            for role in ("date", "period"):
                record[role] = self._mention(fact[role], self.dates)
            yield record

    def _mention(self, printed: str | None, mentions: list[dict[str, Any]]) -> dict[str, Any] | None:
        if printed is None:
            return None
        words, _, place = printed.partition("~")
        found = [mention for mention in mentions if mention["text"] == words]
        if len(found) < int(place or 1):
            raise ValueError(f"{self.doc_id}: {printed!r} is none of {[mention['text'] for mention in mentions]}")
        return found[int(place or 1) - 1]


def read_written(path: Path) -> Iterator[Written]:
    """Yield the articles of one file.

    Raises
    ------
    ValueError
        If a line that begins with "=" has not eight fields.
    """
    for number, block in enumerate(re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.M)[1:]):
        published, *lines = block.strip().split("\n")
        facts = [_fact(line, f"{path.stem}-{number}") for line in lines if line.startswith("=")]
        marked = "\n".join(line for line in lines if not line.startswith("=")).strip()
        text, organisations = _unmarked(marked)
        yield Written(f"{path.stem}-{number}", published.strip(), text, organisations, facts)


def _fact(line: str, doc_id: str) -> dict[str, str | None]:
    values = [value.strip() for value in line[1:].split("|")]
    if len(values) != len(FIELDS):
        raise ValueError(f"{doc_id}: not {len(FIELDS)} fields: {line}")
    return {name: None if value == _NONE else value for name, value in zip(FIELDS, values, strict=True)}


def _unmarked(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text without its braces, and the organisations that stood in them."""
    text, organisations, end = "", [], 0
    for match in _NAME.finditer(marked):
        text += marked[end : match.start()]
        name = {"start": len(text), "end": len(text) + len(match[1]), "name": match[2] or match[1], "text": match[1]}
        organisations.append(name)
        text += match[1]
        end = match.end()
    return text + marked[end:], organisations


def main() -> None:
    """Read the arguments and write the files; say what is wrong in each article."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with (options.output / "articles.jsonl").open("w") as articles, (options.output / "gold.jsonl").open("w") as gold:
        for path in sorted(options.folder.glob("*.txt")):
            for one in read_written(path):
                article = {"doc_id": one.doc_id, "published": one.published, "text": one.text, "written": True}
                print(json.dumps(article, ensure_ascii=False), file=articles)
                for record in one.records():
                    print(json.dumps(record, ensure_ascii=False, default=str), file=gold)


if __name__ == "__main__":
    main()
