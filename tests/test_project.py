"""The rules of the project that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from conftest import ROOT

SOURCES = sorted((ROOT / "pipeline").rglob("*.py"))
MODULES = [path.relative_to(ROOT).as_posix() for path in SOURCES]

ACCENTED = "àâäçéèêëîïôöùûüÿœæ"


@pytest.mark.parametrize("module", MODULES)
def test_functions_fit_on_a_screen(module: str) -> None:
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert not {name: length for name, length in lengths.items() if length > 60}


def test_the_source_root_is_never_imported() -> None:
    files = [*SOURCES, *(ROOT / "tests").rglob("*.py")]
    importing = re.compile(r"^\s*(?:import|from) pipeline\b", re.MULTILINE)
    assert not [path for path in files if importing.search(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("module", MODULES)
def test_no_french_word_stands_in_the_code(module: str) -> None:
    """Accented words betray French; a range or a list of accented letters is not a word."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    words = [
        word
        for text in _strings_of_code(tree)
        for word in re.findall(r"[^\W\d_]{3,}", re.sub(r"\[[^\]]*\]", "", text))
        if re.search(rf"[{ACCENTED}]", word, re.IGNORECASE) and re.search("[a-z]", word, re.IGNORECASE)
    ]
    assert not words


def _strings_of_code(tree: ast.Module) -> list[str]:
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
    ]


def test_readme_begins_with_two_commands() -> None:
    readme = Path(ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"^```\w*\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert block is not None
    assert len(block.group(1).splitlines()) == 2
    assert readme[: block.end()].count("\n") < 25
