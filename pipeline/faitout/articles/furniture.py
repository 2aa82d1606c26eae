"""Page furniture: share rows, newsletter lines, credits, bylines, links... No mention may come out of it.

The words are in ``configs/lexicons/furniture.toml``; here is how they are looked for: line by line, and, for what
stands beside real text, within lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from faitout.articles.article import Offsets
from faitout.articles.published import find_datelines
from faitout.lexicon import Entry, load
from faitout.values.folding import fold_marks

_LONGEST_LINE = 300  # characters: longer lines are text
_LONGEST_PARAGRAPH = 600  # what a heading may take along
_LINE = re.compile(r"[^\r\n]+")
_BLANK_LINES = re.compile(r"(?:[^\S\n]{0,20}\n){1,5}")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]{0,20}(?=\n)|\Z")


def find_furniture(text: str) -> tuple[Offsets, ...]:
    """Return what of an article is page furniture.

    Returns
    -------
    tuple of pairs
        Disjoint ``(start, end)``, in reading order.
    """
    marks = fold_marks(text)
    datelines = ((found.start, found.end) for found in find_datelines(text))
    return _merged([*datelines, *_lines(marks), *_inline(marks)])


def _lines(marks: str) -> Iterator[Offsets]:
    for match in _LINE.finditer(marks):
        line = match[0].strip()
        if not line or len(line) > _LONGEST_LINE:
            continue
        start = match.start() + match[0].index(line)
        rule = _rule(line)
        if rule is not None:
            end = start + len(line)
            yield start, _end_of_paragraph(marks, end) if rule.get("extends") == "paragraph" else end


def _inline(marks: str) -> Iterator[Offsets]:
    for pattern, _ in _patterns("inline"):
        yield from (match.span() for match in pattern.finditer(marks))


def _rule(line: str) -> Entry | None:
    """Return the entry of the lexicon that says that a line is furniture."""
    for pattern, entries in _patterns("lines"):
        match = pattern.fullmatch(line)
        if match and match.lastgroup:
            return entries[match.lastgroup]
    return {} if _is_row(line) else None


def _is_row(line: str) -> bool:
    words = re.findall(r"\w[\w-]*\+?", line.lower())
    return len(words) > 1 and _row_words().issuperset(words)


def _end_of_paragraph(marks: str, end: int) -> int:
    """Return where the paragraph ends that begins at or after a heading, or the heading, if that is far away."""
    blank = _BLANK_LINES.match(marks, end)
    begin = blank.end() if blank else end
    stop = _PARAGRAPH_END.search(marks, begin, begin + _LONGEST_PARAGRAPH)
    if stop is None or (stop.end() == begin + _LONGEST_PARAGRAPH and stop.end() < len(marks)):
        return end
    return begin + len(marks[begin : stop.start()].rstrip()) if marks[begin : stop.start()].strip() else end


@cache
def _patterns(table: str) -> tuple[tuple[re.Pattern[str], dict[str, Entry]], ...]:
    """Compile the entries of a table into two patterns, by whether case counts, each entry a named group."""
    words = load("furniture")["words"]
    compiled = []
    for case_sensitive in (False, True):
        entries = {
            f"entry{position}": entry
            for position, entry in enumerate(load("furniture")[table])
            if entry.get("case_sensitive", False) is case_sensitive
        }
        pattern = "|".join(f"(?P<{name}>{_filled(entry['pattern'], words)})" for name, entry in entries.items())
        compiled.append((re.compile(pattern, 0 if case_sensitive else re.IGNORECASE), entries))
    return tuple(compiled)


def _filled(pattern: str, words: Entry) -> str:
    return pattern.replace("{agency}", _any_of(words["agencies"])).replace("{network}", _any_of(words["networks"]))


def _any_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


@cache
def _row_words() -> frozenset[str]:
    words = load("furniture")["words"]
    return frozenset((*words["networks"], *words["buttons"]))


def _merged(pairs: Iterable[Offsets]) -> tuple[Offsets, ...]:
    merged: list[Offsets] = []
    for start, end in sorted(pairs):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
