"""The sample articles and their hand-made gold hold together, and nothing in them is copied."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT

ARTICLES = ROOT / "seeds" / "articles"
LONGEST_COMMON_RUN = 8
MENTIONS = ("organisation", "amount", "date")
ROLES = {"amount": "amount", "equivalent": "amount", "date": "date", "period": "date"}


def encoding_of(content: bytes) -> str:
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def decode(content: bytes) -> str:
    return content.decode(encoding_of(content))


def read_articles() -> Iterator[tuple[str, str]]:
    for path in sorted(ARTICLES.iterdir()):
        text = decode(path.read_bytes())
        if path.suffix == ".jsonl":
            for line in text.splitlines():
                fields = json.loads(line)
                yield fields.get("doc_id") or fields["id"], fields["text"]
        else:
            yield path.stem, text


def read_gold() -> dict[str, list[dict[str, Any]]]:
    documents = defaultdict(list)
    for line in (ROOT / "seeds" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        documents[record["doc_id"]].append(record)
    return documents


TEXTS = dict(read_articles())
GOLD = read_gold()


def of_type(doc_id: str, *types: str) -> list[dict[str, Any]]:
    return [record for record in GOLD[doc_id] if record["type"] in types]


def bare(record: dict[str, Any]) -> dict[str, Any]:
    """Return a mention as an event carries it: without ``type`` and ``doc_id``."""
    return {name: value for name, value in record.items() if name not in ("type", "doc_id")}


def test_gold_covers_exactly_the_articles() -> None:
    assert set(GOLD) == set(TEXTS)


@pytest.mark.parametrize("doc_id", TEXTS)
def test_document_record_describes_its_text(doc_id: str) -> None:
    document, *records = GOLD[doc_id]
    assert document["type"] == "document"
    assert document["chars"] == len(TEXTS[doc_id])
    assert document["sha256"] == hashlib.sha256(TEXTS[doc_id].encode()).hexdigest()
    assert document["records"] == len(records)


@pytest.mark.parametrize("doc_id", TEXTS)
def test_offsets_give_the_surface(doc_id: str) -> None:
    for mention in of_type(doc_id, *MENTIONS):
        assert TEXTS[doc_id][mention["start"] : mention["end"]] == mention["text"]


@pytest.mark.parametrize("doc_id", TEXTS)
def test_mentions_are_in_reading_order_and_do_not_overlap(doc_id: str) -> None:
    mentions = of_type(doc_id, *MENTIONS)
    for before, after in pairwise(mentions):
        assert before["end"] <= after["start"], (before["text"], after["text"])


@pytest.mark.parametrize("doc_id", TEXTS)
def test_names_of_organisations_are_printed_in_the_article(doc_id: str) -> None:
    missing = [each["name"] for each in of_type(doc_id, "organisation") if each["name"] not in TEXTS[doc_id]]
    assert not missing


@pytest.mark.parametrize("doc_id", TEXTS)
def test_roles_of_events_are_mentions_of_the_article(doc_id: str) -> None:
    mentions = {kind: [bare(mention) for mention in of_type(doc_id, kind)] for kind in MENTIONS}
    names = {mention["name"] for mention in mentions["organisation"]}
    for event in of_type(doc_id, "event"):
        for role, kind in ROLES.items():
            assert event[role] is None or event[role] in mentions[kind], (role, event)
        assert {event["subject"], event["object"]} - {None} <= names, event


@pytest.mark.parametrize("doc_id", TEXTS)
def test_every_event_is_anchored_to_an_amount_or_a_date(doc_id: str) -> None:
    assert not [event for event in of_type(doc_id, "event") if not any(event[role] for role in ROLES)]


FURNITURE = {
    "archive header": r"^ date \d{4}-\d{2} ",
    "dateline": r"^Publié le (?:\w+ )?\d{1,2} \w+ \d{4}",
    "newsletter": r"newsletter|^Recevez chaque matin",
    "share row": r"^Twitter Facebook Linkedin Flipboard Email$|^Pinterest LinkedIn Tumblr \+$",
    "bare picture name": r"^[a-z]+(?:-[a-z0-9]+)+(?:\.jpg)?$",
    "reaction": r"^Réagir$",
    "comment policy": r"^\* Les commentaires",
    "photo credit": r"© \w+$|^Crédit photo|\(Photo \w+\)$",
    "byline": r"^Par [A-Z]\w+ [A-Z]\w+$",
    "author box": r"^A propos de l'auteur$",
    "tags": r"^Tags ?:",
    "desk initials": r"^\w{3}/\w{3}/\w{3}$",
}


@pytest.mark.parametrize("kind", FURNITURE)
def test_each_kind_of_furniture_is_present_and_unmarked(kind: str) -> None:
    found = 0
    for doc_id, text in TEXTS.items():
        for match in re.finditer(FURNITURE[kind], text.replace("\r", " "), re.MULTILINE):
            found += 1
            touched = [
                mention["text"]
                for mention in of_type(doc_id, *MENTIONS)
                if mention["start"] < match.end() and match.start() < mention["end"]
            ]
            assert not touched, doc_id
    assert found


@pytest.mark.parametrize("character", ["\u00a0", "\u202f", "'", "’", "«", '"', "\r\n"])
def test_awkward_characters_are_present(character: str) -> None:
    assert any(character in text for text in TEXTS.values())


def test_encodings_are_mixed() -> None:
    encodings = {encoding_of(path.read_bytes()) for path in ARTICLES.iterdir()}
    assert encodings == {"utf-8", "utf-8-sig", "cp1252"}


def runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return zip(*(words[start:] for start in range(length)), strict=False)


def published_texts(shared: Path) -> Iterator[str]:
    for path in sorted(shared.glob("seeds/*.txt")):
        yield path.read_text(encoding="utf-8")
    for folder in ("articles", "ner"):
        for path in sorted(shared.glob(f"{folder}/*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                yield json.loads(line)["text"]


def test_no_run_of_words_is_copied_from_published_articles(shared: Path) -> None:
    length = LONGEST_COMMON_RUN + 1
    ours = {run for text in TEXTS.values() for run in runs(text, length)}
    copied = {" ".join(run) for text in published_texts(shared) for run in runs(text, length) if run in ours}
    assert not copied
