"""Reading files, folders, globs, JSON Lines and stdin; what cannot be read is named, not lost."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from faitout.articles.article import Failure, RawArticle
from faitout.articles.readers import read
from faitout.errors import FaitoutError


def articles(*inputs: object, **options: int) -> list[RawArticle]:
    readings = list(read(map(str, inputs), **options))
    assert not [reading for reading in readings if isinstance(reading, Failure)]
    return [reading for reading in readings if isinstance(reading, RawArticle)]


def failures(*inputs: object, **options: int) -> list[tuple[str, str]]:
    readings = read(map(str, inputs), **options)
    return [(reading.doc_id, reading.code) for reading in readings if isinstance(reading, Failure)]


def write(path: Path, *lines: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8", newline="")
    return path


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


# --- which files, and their ids -------------------------------------------------------------------------------


def test_a_file_is_named_by_its_stem(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path / "a.b.txt", "Texte"))
    assert (article.doc_id, article.source, article.text) == ("a.b", str(tmp_path / "a.b.txt"), "Texte\n")


def test_a_folder_is_read_through_in_order_and_names_are_relative_to_it(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.TXT", "a.txt", "c/d/e.txt", "README.md", ".hidden.txt", ".git/x.txt"):
        write(tmp_path / name, name)
    assert [article.doc_id for article in articles(tmp_path)] == ["a", "b/1", "b/2", "c/d/e"]


@pytest.mark.parametrize(
    ("pattern", "ids"),
    [("*.txt", ["a"]), ("*/*.txt", ["b/1", "b/2"]), ("**/*", ["a", "b/1", "b/2"]), ("b/[1].txt", ["1"])],
)
def test_a_glob_names_relative_to_its_fixed_part(tmp_path: Path, pattern: str, ids: list[str]) -> None:
    for name in ("a.txt", "b/1.txt", "b/2.txt", "b/notes.md"):
        write(tmp_path / name, name)
    assert [article.doc_id for article in articles(tmp_path / pattern)] == ids


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path: Path) -> None:
    assert [article.doc_id for article in articles(write(tmp_path / "a[1].txt", "Texte"))] == ["a[1]"]


def test_the_output_is_not_read_where_it_lies_among_the_articles(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Texte")
    output = write(tmp_path / "facts.jsonl", {"type": "document"})
    assert [reading.doc_id for reading in read([str(tmp_path)], ignore=[output])] == ["a"]


@pytest.mark.parametrize(("name", "code"), [("nowhere.txt", "E101"), ("*.txt", "E101"), ("", "E113")])
def test_inputs_that_hold_nothing_are_an_error_before_anything_is_read(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "empty.md").touch()
    with pytest.raises(FaitoutError, match=code):
        read([str(tmp_path / name)])


# --- JSON Lines -----------------------------------------------------------------------------------------------


def test_fields_of_json_lines_are_kept(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl",
        {"doc_id": "x", "text": "Un", "published": "2020-05", "title": "T", "url": "https://e.fr/x"},
        "",
        {"id": 12, "text": "Deux", "date": 2019},
        {"text": "Trois\u2028et demi\u0085", "published": None, "date": "2018"},
    )
    found = [(a.doc_id, a.text, a.source, a.title, a.published) for a in articles(path)]
    assert found == [
        ("x", "Un", "https://e.fr/x", "T", "2020-05"),
        ("12", "Deux", str(path), None, "2019"),
        ("a#4", "Trois\u2028et demi\u0085", str(path), None, "2018"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_json_lines_come_in_the_encodings_of_texts(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"id": "é", "text": "Très élevé"}\n{"id": "2", "text": "À côté"}\n'.encode(encoding))
    assert [(a.doc_id, a.text) for a in articles(path)] == [("é", "Très élevé"), ("2", "À côté")]


@pytest.mark.parametrize(
    ("line", "doc_id", "code"),
    [
        ('{"id": "x", "text": "Un"', "a#2", "E107"),
        ("[1, 2]", "a#2", "E107"),
        ('"Un"', "a#2", "E107"),
        ("[" * 100_000, "a#2", "E107"),
        ('{"id": "x"}', "x", "E108"),
        ('{"id": "x", "text": null}', "x", "E108"),
        ('{"id": "x", "text": ["Un"]}', "x", "E108"),
        ('{"id": "x", "text": " \\n"}', "x", "E105"),
        ('{"id": ["x"], "text": "Un"}', "a#2", "E111"),
        ('{"id": "x", "text": "Un", "title": {}}', "x", "E111"),
        ('{"id": "x", "text": "Un", "published": true}', "x", "E111"),
        ('{"id": "x", "text": "Un \\ud83d"}', "x", "E112"),
        ('{"id": "first", "text": "Un"}', "first", "E110"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, line: str, doc_id: str, code: str) -> None:
    path = write(tmp_path / "a.jsonl", {"id": "first", "text": "Un"}, line, {"id": "last", "text": "Deux"})
    readings = list(read([str(path)]))
    assert [reading.doc_id for reading in readings] == ["first", doc_id, "last"]
    assert isinstance(readings[1], Failure)
    assert readings[1].code == code
    assert readings[1].source == str(path)
    if code in ("E107", "E108", "E111"):
        assert "Line 2" in readings[1].message


# --- bad files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "E105"),
        ("a.txt", b" \n\xc2\xa0 ", "E105"),
        ("a.txt", b"\x00\x01\x02\x03" * 50, "E104"),
        ("a.txt", b"x" * 101, "E106"),
        ("a.txt", b"x" * 5000, "E106"),
        ("a.pdf", b"%PDF-1.4", "E103"),
        ("a.html", b"<p>Un</p>", "E103"),
    ],
)
def test_bad_files_are_failures(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert failures(tmp_path / name, max_chars=100) == [("a", code)]


def test_the_limit_counts_characters_not_bytes(tmp_path: Path) -> None:
    assert len(articles(write(tmp_path / "a.txt", "é" * 99), max_chars=100)[0].text) == 100


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_failure(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Un")
    path.chmod(0)
    assert failures(path) == [("a", "E102")]


def test_a_broken_link_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere.txt")
    assert failures(tmp_path / "a.txt") == [("a", "E102")]


def test_two_documents_with_one_id_are_an_error_for_the_second(tmp_path: Path) -> None:
    write(tmp_path / "one/a.txt", "Un")
    write(tmp_path / "two/a.txt", "Deux")
    readings = list(read([str(tmp_path / "one"), str(tmp_path / "two")]))
    assert [type(reading) for reading in readings] == [RawArticle, Failure]
    assert isinstance(readings[1], Failure)
    assert (readings[1].code, readings[1].source) == ("E110", str(tmp_path / "two/a.txt"))


# --- stdin ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("Le groupe achète.\n".encode(), [("stdin", "Le groupe achète.\n")]),
        ('\ufeff  {"id": "x", "text": "Un"}\n{"text": "Deux"}'.encode(), [("x", "Un"), ("stdin#2", "Deux")]),
        ("Élevé".encode("cp1252"), [("stdin", "Élevé")]),
    ],
)
def test_stdin_is_a_text_or_json_lines(
    monkeypatch: pytest.MonkeyPatch, data: bytes, found: list[tuple[str, str]]
) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    assert [(article.doc_id, article.text) for article in articles("-")] == found


def test_a_file_without_suffix_is_read_like_stdin(tmp_path: Path) -> None:
    assert articles(write(tmp_path / "pipe", {"id": "x", "text": "Un"}))[0].doc_id == "x"


# --- offsets --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["un\r\ndeux\rtrois\n", "e\u0301 \xa0\u202f 😀 ’", "\tx\x0c"])
def test_no_character_is_changed(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    assert articles(path)[0].text == text
