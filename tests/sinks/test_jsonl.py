"""JSON Lines files: nothing half-written, and resuming goes on after the last whole document."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from faitout.errors import FaitoutError
from faitout.records import Document, Organisation, Record
from faitout.sinks.jsonl import JsonLinesFile, JsonLinesStream


def document(doc_id: str, count: int = 2) -> list[Record]:
    return [
        Document(
            doc_id=doc_id, source=doc_id, sha256=f"hash of {doc_id}", chars=9, records=count, faitout="1", model="m"
        ),
        *(
            Organisation(doc_id=doc_id, id=str(number), start=0, end=7, text="Société", name="Société")
            for number in range(count)
        ),
    ]


def fill(sink: JsonLinesFile, *doc_ids: str) -> None:
    for doc_id in doc_ids:
        if doc_id not in sink.written:
            sink.write(document(doc_id))
    sink.finish()
    sink.close()


@pytest.fixture
def whole(tmp_path: Path) -> bytes:
    path = tmp_path / "whole.jsonl"
    fill(JsonLinesFile(path), "a", "b", "c")
    return path.read_bytes()


def test_the_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    sink = JsonLinesFile(path)
    sink.write(document("a"))
    assert not path.exists()
    sink.finish()
    sink.close()
    assert [file.name for file in tmp_path.iterdir()] == ["out.jsonl"]
    assert path.read_bytes().count(b"\n") == 3
    assert "Société".encode() in path.read_bytes()


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.part"])
@pytest.mark.parametrize("share", [0, 0.1, 0.35, 0.5, 0.99, 1])
def test_a_torn_file_is_resumed_to_the_same_bytes(tmp_path: Path, whole: bytes, name: str, share: float) -> None:
    (tmp_path / name).write_bytes(whole[: int(share * len(whole))])
    fill(JsonLinesFile(tmp_path / "out.jsonl", resume=True), "a", "b", "c")
    assert (tmp_path / "out.jsonl").read_bytes() == whole
    assert not (tmp_path / "out.jsonl.part").exists()


def test_every_cut_keeps_only_whole_documents(tmp_path: Path, whole: bytes) -> None:
    lines = whole.splitlines(keepends=True)
    ends = {sum(map(len, lines[: 3 * count])): count for count in range(4)}
    for cut in range(0, len(whole) + 1, 7):
        (tmp_path / "out.jsonl.part").write_bytes(whole[:cut])
        sink = JsonLinesFile(tmp_path / "out.jsonl", resume=True)
        sink.close()
        assert len(sink.written) == max(count for end, count in ends.items() if end <= cut)


def test_a_whole_file_stays_while_it_is_added_to(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(whole)
    sink = JsonLinesFile(path, resume=True)
    sink.write(document("d"))
    assert path.read_bytes() == whole
    sink.finish()
    sink.close()
    assert path.read_bytes().startswith(whole)
    assert path.read_bytes() != whole


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.part"])
def test_what_exists_is_not_touched_without_leave(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(FaitoutError, match=f"E201.*{name}"):
        JsonLinesFile(tmp_path / "out.jsonl")
    assert (tmp_path / name).read_text() == "mine"


def test_overwriting_replaces_only_when_it_is_done(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("mine")
    sink = JsonLinesFile(path, overwrite=True)
    sink.write(document("a"))
    assert path.read_text() == "mine"
    sink.finish()
    sink.close()
    assert whole.startswith(path.read_bytes())


@pytest.mark.parametrize(
    ("content", "reason"),
    [("not json\n", "line 1"), ('{"type": "organisation"}\n', "line 1"), ('{"type": "event"', None)],
)
def test_only_records_can_be_resumed(tmp_path: Path, content: str, reason: str | None) -> None:
    (tmp_path / "out.jsonl").write_text(content)
    if reason is None:  # one torn line is what a kill leaves
        JsonLinesFile(tmp_path / "out.jsonl", resume=True).close()
    else:
        with pytest.raises(FaitoutError, match=f"E204.*{reason}"):
            JsonLinesFile(tmp_path / "out.jsonl", resume=True)
        assert (tmp_path / "out.jsonl").read_text() == content


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FaitoutError, match="E203"):
        JsonLinesFile(tmp_path / "nowhere" / "out.jsonl")


def test_a_run_that_wrote_nothing_leaves_nothing(tmp_path: Path) -> None:
    JsonLinesFile(tmp_path / "out.jsonl").close()
    assert not list(tmp_path.iterdir())


def test_a_stream_gets_each_document_at_once() -> None:
    stream = io.BytesIO()
    JsonLinesStream(stream).write(document("a"))
    assert stream.getvalue().count(b"\n") == 3
