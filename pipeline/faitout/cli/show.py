"""``faitout show``: articles in the terminal, mentions coloured, facts listed, with what gave each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from faitout.cli import options
from faitout.cli.endings import FAILED, ended_well

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from faitout.articles.article import Article
    from faitout.components.events import Events

_STYLES = {
    "organisation": "bold cyan",
    "amount": "bold green",
    "date": "bold magenta",
    "cue": "underline yellow",
    "furniture": "dim",
}
_LAYERS = {"organisations": "organisation", "amounts": "amount", "dates": "date"}
_BOUNDS = {"approx": "≈ ", "min": "≥ ", "max": "≤ "}
_EVENTS = "faitout_events"
_PIPED_WIDTH = 160
_UNPRINTABLE = {code: "\ufffd" for code in range(32) if chr(code) not in "\n\t"} | {127: "\ufffd", 13: " "}

Fields = Mapping[str, Any]


def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="What `faitout extract` reads; `-` is stdin.")],
    explain: Annotated[bool, typer.Option("--explain", help="Say why each event has each role.")] = False,
    published: options.Published = None,
    config: options.Config = None,
    entities: options.Entities = None,
) -> None:
    """Show an article with its mentions coloured, its facts, and which rule or model gave each."""
    failed = False
    with ended_well():
        from rich.console import Console

        from faitout.articles import readers
        from faitout.articles.article import Failure
        from faitout.articles.describe import describe
        from faitout.extract import load, make_doc

        console = Console(highlight=False)
        if not console.is_terminal:
            console.width = _PIPED_WIDTH
        readings = readers.read([file])
        nlp = load(config, entities=entities)
        if explain and nlp.has_pipe(_EVENTS):
            cast("Events", nlp.get_pipe(_EVENTS)).explain = True
        for reading in readings:
            if isinstance(reading, Failure):
                typer.echo(f"faitout: {reading.doc_id}: [{reading.code}] {reading.message}", err=True)
                failed = True
                continue
            article = describe(reading, published)
            _show(console, article, nlp(make_doc(nlp, article))._, explain)
    if failed:
        raise typer.Exit(FAILED)


def _show(console: Console, article: Article, found: Any, explain: bool) -> None:
    """Print one article; ``found`` is what the pipeline left on its doc, with the keys that records do not have."""
    from rich.text import Text

    date = f"{article.published} (by the {article.published_from})" if article.published else "unknown"
    console.rule(Text(article.doc_id), style="dim")
    console.print(f"published {date}, language {article.language or 'unknown'}", markup=False)
    console.print(_legend(), "\n")
    console.print(_coloured(article, found), soft_wrap=not console.is_terminal)
    console.print()
    console.print(_mentions(found))
    console.print(_facts(found.facts) if found.facts else "No facts.")
    if explain:
        for number, fact in enumerate(found.facts, start=1):
            console.print(_explanation(number, fact, article.text))


def _legend() -> Text:
    from rich.text import Text

    return Text(" ").join(Text(name, style) for name, style in _STYLES.items())


def _coloured(article: Article, found: Any) -> Text:
    from rich.text import Text

    text = Text(article.text.translate(_UNPRINTABLE))
    for start, end in article.furniture:
        text.stylize(_STYLES["furniture"], start, end)
    for layer, kind in _LAYERS.items():
        for mention in getattr(found, layer):
            text.stylize(_STYLES[kind], mention["start"], mention["end"])
    for fact in found.facts:
        cue = fact.get("cue")
        if cue:
            text.stylize(_STYLES["cue"], cue["start"], cue["end"])
    return text


def _facts(facts: list[Fields]) -> Table:
    table = _table("#", "event", "subject", "object", "amount", "when", "certainty", "by", "cue", "conf.")
    for number, fact in enumerate(facts, start=1):
        amount = " = ".join(_amount(fact[role]) for role in ("amount", "equivalent") if fact.get(role))
        when = ", ".join(_date(fact[role]) for role in ("date", "period") if fact.get(role))
        cue = (fact.get("cue") or {}).get("text")
        names = (fact.get("subject"), fact.get("object"))
        _add(
            table,
            number,
            fact["event"],
            *names,
            amount,
            when,
            fact["certainty"],
            fact.get("attribution"),
            cue,
            _percent(fact),
        )
    return table


def _mentions(found: Any) -> Table:
    table = _table("at", "mention", "type", "reads", "rule", "conf.")
    for start, kind, mention in sorted(_all_mentions(found), key=lambda item: item[:2]):
        reads = {"organisation": _name, "amount": _amount, "date": _date}[kind](mention)
        _add(table, start, mention["text"], kind, reads, mention.get("rule"), _percent(mention))
    return table


def _all_mentions(found: Any) -> Iterator[tuple[int, str, Fields]]:
    for layer, kind in _LAYERS.items():
        for mention in getattr(found, layer):
            yield mention["start"], kind, mention


def _explanation(number: int, fact: Fields, text: str) -> Text:
    from rich.text import Text

    lines = [f"#{number} {fact['event']}: {_one_line(fact['text'])}"]
    lines += [f"    {role}: {_reason(reason, text)}" for role, reason in fact.get("explain", {}).items()]
    return Text("\n".join(lines) + "\n")


def _reason(reason: Any, text: str) -> str:
    """Print a reason in words: offsets with what stands there, evidence with its weights."""
    match reason:
        case None:
            return "none"
        case [int(start), int(end)]:
            return f"«{_one_line(text[start:end])}» at {start}-{end}"
        case Mapping():
            return ", ".join(f"{name} {value}" for name, value in reason.items())
        case [[str(), float() | int()], *_]:
            return "; ".join(f"{name} {weight:+.2f}" for name, weight in reason)
        case _:
            return _one_line(str(reason))


def _table(*columns: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _add(table: Table, *cells: object) -> None:
    from rich.text import Text

    table.add_row(*(Text("" if cell is None else _one_line(str(cell))) for cell in cells))


def _name(mention: Fields) -> str:
    return " ".join(filter(None, (mention.get("name"), mention.get("entity"))))


def _amount(mention: Fields) -> str:
    value = "–".join(str(mention[end]) for end in ("value", "high") if mention.get(end) is not None)
    unit = "%" if mention.get("unit") == "percent" else mention.get("currency") or mention.get("unit") or ""
    return f"{_BOUNDS.get(mention.get('bound', 'exact'), '')}{value} {unit}".rstrip()


def _date(mention: Fields) -> str:
    return " ".join(filter(None, (mention.get("mod"), mention.get("value") or f"? ({mention['text']})")))


def _percent(fields: Fields) -> str:
    return f"{fields.get('confidence', 1.0):.2f}"


def _one_line(text: str) -> str:
    return " ".join(text.translate(_UNPRINTABLE).split())
