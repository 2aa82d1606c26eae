"""``faitout extract``: exit codes, messages, files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from spacy.language import Language
from typer.testing import CliRunner

import faitout.extract
from faitout.cli import app
from faitout.records import Document, from_json

Command = Callable[..., Result]
ARTICLE = "Publié le 6 mai 2020\n\nLe groupe Renault a vendu une usine à Nissan pour 3 millions d'euros.\n"


@pytest.fixture
def faitout_extract(nlp: Language, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Run the command in a folder of its own, with the pipeline that is loaded already."""
    monkeypatch.chdir(tmp_path)
    load = faitout.extract.load
    monkeypatch.setattr(
        faitout.extract,
        "load",
        lambda config=None, **options: load(config, **options) if config or any(options.values()) else nlp,
    )
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    return lambda *arguments, stdin=None: CliRunner().invoke(app, ["extract", *arguments], input=stdin)


def test_articles_go_to_a_file_and_a_summary_to_stderr(faitout_extract: Command) -> None:
    result = faitout_extract("a.txt", "-o", "out.jsonl")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "1 article, " in result.stderr
    assert "out.jsonl" in result.stderr
    assert result.stderr.count("\n") == 1
    document, *others = map(from_json, Path("out.jsonl").read_text(encoding="utf-8").splitlines())
    assert isinstance(document, Document)
    assert (document.doc_id, document.published, document.records) == ("a", "2020-05-06", len(others))


def test_stdout_is_the_default_and_holds_records_only(faitout_extract: Command) -> None:
    result = faitout_extract("-", stdin=ARTICLE)
    assert result.exit_code == 0
    assert {from_json(line).doc_id for line in result.stdout.splitlines()} == {"stdin"}


def test_options_reach_the_records(faitout_extract: Command) -> None:
    result = faitout_extract("a.txt", "--published", "2021", "--types", "organisation,date", "--types", "amount")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert records[0]["published_from"] == "option"
    assert {record["type"] for record in records} <= {"document", "organisation", "date", "amount"}
    nothing = faitout_extract("a.txt", "--types", "event", "--min-confidence", "1")
    assert len(nothing.stdout.splitlines()) <= 1 + nothing.stdout.count('"confidence": 1.0')


def test_failed_documents_are_in_the_errors_file_and_the_others_are_written(faitout_extract: Command) -> None:
    Path("bad.jsonl").write_text('{"id": "x", "text": "Renault"}\n{"id": "y"}\n', encoding="utf-8")
    result = faitout_extract("a.txt", "empty.txt", "bad.jsonl", "-o", "out.jsonl")
    assert result.exit_code == 1
    assert "2 failed (see out.errors.jsonl)" in result.stderr
    errors = [json.loads(line) for line in Path("out.errors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(error["doc_id"], error["source"], error["code"]) for error in errors] == [
        ("empty", "empty.txt", "E105"),
        ("y", "bad.jsonl", "E108"),
    ]
    assert {from_json(line).doc_id for line in Path("out.jsonl").read_text().splitlines()} == {"a", "x"}


def test_the_errors_file_is_where_the_user_wants_it(faitout_extract: Command) -> None:
    assert faitout_extract("empty.txt", "--errors", "mine.jsonl").exit_code == 1
    assert json.loads(Path("mine.jsonl").read_text())["code"] == "E105"


def test_failures_go_to_stderr_when_records_go_to_stdout(faitout_extract: Command) -> None:
    result = faitout_extract("empty.txt")
    assert result.exit_code == 1
    assert "empty: [E105]" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nowhere.txt"], "E101"),
        (["*.nothing"], "E101"),
        (["folder"], "E113"),
        (["a.txt", "--published", "hier"], "E109"),
        (["a.txt", "--types", "person"], "E303"),
        (["a.txt", "-o", "there.jsonl"], "E201"),
        (["a.txt", "-o", "out.xml"], "E202"),
        (["a.txt", "-o", "nowhere/out.jsonl"], "E203"),
        (["a.txt", "-o", "there.jsonl", "--resume"], "E204"),
        (["a.txt", "-o", "there.jsonl", "--resume", "--overwrite"], "E207"),
        (["a.txt", "--resume"], "E207"),
        (["a.txt", "--config", "a.txt"], "E005"),
        (["a.txt", "--config", "missing.cfg"], "E001"),
    ],
)
def test_wrong_usage_and_configuration_exit_with_2_and_write_nothing(
    faitout_extract: Command, arguments: list[str], code: str
) -> None:
    Path("folder").mkdir()
    Path("there.jsonl").write_text("mine\n")
    Path("missing.cfg").write_text('[nlp]\nlang = "fr"\npipeline = []\n[initialize]\nvectors = "fr_missing_md"\n')
    before = sorted(Path().iterdir())
    result = faitout_extract(*arguments)
    assert result.exit_code == 2
    assert f"[{code}]" in result.stderr
    assert result.stdout == ""
    assert sorted(Path().iterdir()) == before
    assert Path("there.jsonl").read_text() == "mine\n"


def test_unknown_options_exit_with_2(faitout_extract: Command) -> None:
    assert faitout_extract("a.txt", "--nonsense").exit_code == 2


def test_overwriting_and_resuming_are_asked_for(faitout_extract: Command) -> None:
    faitout_extract("a.txt", "-o", "out.jsonl")
    first = Path("out.jsonl").read_bytes()
    assert faitout_extract("a.txt", "-o", "out.jsonl", "--overwrite").exit_code == 0
    assert Path("out.jsonl").read_bytes() == first
    Path("b.txt").write_text("Orange recrute.", encoding="utf-8")
    result = faitout_extract("a.txt", "b.txt", "-o", "out.jsonl", "--resume")
    assert "1 article (1 more were there)" in result.stderr
    assert Path("out.jsonl").read_bytes().startswith(first)


def test_own_entities_identify_organisations(faitout_extract: Command) -> None:
    Path("own.csv").write_text("id,name,aliases\nOWN:7,Renault,\n", encoding="utf-8")
    result = faitout_extract("a.txt", "--types", "organisation", "--entities", "own.csv")
    assert result.exit_code == 0
    found = [json.loads(line) for line in result.stdout.splitlines()[1:]]
    assert {record["entity"] for record in found if record["name"] == "Renault"} == {"OWN:7"}


def test_max_chars_limits_each_document(faitout_extract: Command) -> None:
    result = faitout_extract("a.txt", "--max-chars", "10")
    assert result.exit_code == 1
    assert "[E106]" in result.stderr


def test_output_among_the_articles_is_not_read_back(faitout_extract: Command) -> None:
    for _ in range(2):
        result = faitout_extract(".", "-o", "facts.jsonl", "--overwrite")
        assert "1 article, " in result.stderr
        assert "1 failed" in result.stderr


def test_the_seeds_have_the_ids_of_their_gold(faitout_extract: Command, shared: Path) -> None:
    result = faitout_extract(str(shared / "seeds"), "--types", "event")
    gold = (shared / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
    assert result.exit_code == 0
    assert {from_json(line).doc_id for line in result.stdout.splitlines()} == {
        json.loads(line)["doc_id"] for line in gold
    }


# --- in a process of its own ----------------------------------------------------------------------------------


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from faitout.cli import app; app()", "extract", *arguments]
    return subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    with (tmp_path / "in.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(400):
            text = f"Le groupe Renault a vendu {number} usines à Nissan, selon Reuters.\n" * 5
            stream.write(json.dumps({"id": str(number), "text": text}) + "\n")
    return tmp_path


def test_a_killed_run_resumed_gives_byte_for_byte_what_an_unbroken_run_gives(articles: Path) -> None:
    part = articles / "killed.jsonl.part"
    process = start(articles, "in.jsonl", "-o", "killed.jsonl", "--workers", "2")
    while process.poll() is None and not (part.exists() and part.stat().st_size > 1000):
        time.sleep(0.02)
    process.kill()
    process.communicate()
    assert not (articles / "killed.jsonl").exists()
    for name, options in (("killed", ["--resume"]), ("whole", ["--workers", "2"])):
        resumed = start(articles, "in.jsonl", "-o", f"{name}.jsonl", *options)
        _, messages = resumed.communicate()
        assert resumed.returncode == 0, messages
    assert "more were there" in messages or part.exists() is False
    assert (articles / "killed.jsonl").read_bytes() == (articles / "whole.jsonl").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_closed_pipe_and_ctrl_c_end_quietly(articles: Path, workers: str) -> None:
    process = start(articles, "in.jsonl", "--workers", workers)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(60) == 128 + signal.SIGPIPE
    assert process.stderr.read() == ""

    process = start(articles, "in.jsonl", "-o", "out.jsonl", "--workers", workers)
    while process.poll() is None and not (articles / "out.jsonl.part").exists():
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, messages = process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGINT
    assert messages == "faitout: interrupted; --resume goes on from here\n"
    assert not (articles / "out.jsonl").exists()
