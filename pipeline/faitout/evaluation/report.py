"""Reports of an evaluation: a table for the terminal, JSON for machines, a page that shows every error in place."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from faitout.evaluation.align import Documents, Row, align_events, align_mentions, same_value
from faitout.evaluation.score import MENTION_GROUPS, Evaluation, right_slots, rows_of


def as_dict(evaluation: Evaluation) -> dict[str, Any]:
    """Return the evaluation as plain data: scores rounded to four digits with their counts, and shares."""
    scores: dict[str, Any] = {
        name: {
            "precision": round(score.precision, 4),
            "recall": round(score.recall, 4),
            "f1": round(score.f1, 4),
            "right": score.right,
            "predicted": score.predicted,
            "gold": score.gold,
        }
        for name, score in evaluation.scores.items()
    }
    shares = {
        name: {"share": round(right / matched, 4) if matched else 0.0, "right": right, "matched": matched}
        for name, (right, matched) in evaluation.shares.items()
    }
    return {"scores": scores, "shares": shares}


def as_text(evaluation: Evaluation) -> str:
    """Return the evaluation as a table to read in a terminal."""
    lines = [f"{'measure':<20} {'precision':>9} {'recall':>9} {'f1':>9} {'right':>7} {'predicted':>9} {'gold':>6}"]
    for name, score in evaluation.scores.items():
        lines.append(
            f"{name:<20} {score.precision:>9.4f} {score.recall:>9.4f} {score.f1:>9.4f}"
            f" {score.right:>7} {score.predicted:>9} {score.gold:>6}"
        )
    lines += ["", f"{'among the matched':<20} {'share':>9} {'right':>7} {'matched':>9}"]
    for name, (right, matched) in evaluation.shares.items():
        share = right / matched if matched else 0.0
        lines.append(f"{name:<20} {share:>9.4f} {right:>7} {matched:>9}")
    return "\n".join(lines)


_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1d2430;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}h3{font-size:1rem;margin:1.4rem 0 .3rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .6rem;border-bottom:1px solid #dfe3ea;text-align:right;vertical-align:top}
th:first-child,td:first-child,.words td,.words th{text-align:left}
.bar{display:inline-block;height:.6rem;background:#3a6ea5;vertical-align:middle;margin-right:.5rem}
.missed{color:#9a3412}.spurious{color:#6b21a8}.wrong{color:#92660a}
@media(prefers-color-scheme:dark){body{background:#14181f;color:#e4e8ef}th,td{border-color:#333b48}
.missed{color:#fdba74}.spurious{color:#d8b4fe}.wrong{color:#fcd34d}}
"""


def as_html(evaluation: Evaluation, predicted: Documents, gold: Documents) -> str:
    """Return a page of its own with the measures and, document by document, everything missed, spurious or wrong."""
    errors = "".join(_document_errors(doc_id, predicted, gold) for doc_id in sorted(gold))
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Faitout evaluation</title>"
        f"<meta name='viewport' content='width=device-width'><style>{_STYLE}</style></head><body>"
        f"<h1>Faitout evaluation: {len(gold)} documents</h1>{_score_table(evaluation)}{_share_table(evaluation)}"
        f"<h2>Errors by document</h2>{errors or '<p>None.</p>'}</body></html>\n"
    )


def _score_table(evaluation: Evaluation) -> str:
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{score.precision:.4f}</td><td>{score.recall:.4f}</td>"
        f"<td><span class='bar' style='width:{score.f1 * 6:.2f}rem'></span>{score.f1:.4f}</td>"
        f"<td>{score.right}</td><td>{score.predicted}</td><td>{score.gold}</td></tr>"
        for name, score in evaluation.scores.items()
    )
    head = "".join(
        f"<th>{name}</th>" for name in ("measure", "precision", "recall", "F1", "right", "predicted", "gold")
    )
    return f"<h2>Measures</h2><table><tr>{head}</tr>{rows}</table>"


def _share_table(evaluation: Evaluation) -> str:
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{right / matched if matched else 0:.4f}</td>"
        f"<td>{right}</td><td>{matched}</td></tr>"
        for name, (right, matched) in evaluation.shares.items()
    )
    head = "<th>field</th><th>share</th><th>right</th><th>matched</th>"
    return f"<h2>Among the matched</h2><table><tr>{head}</tr>{rows}</table>"


def _document_errors(doc_id: str, predicted: Documents, gold: Documents) -> str:
    rows: list[tuple[str, str, str, str]] = []
    for mention_type in dict.fromkeys(name for name, _ in MENTION_GROUPS):
        alignment = align_mentions(*(rows_of(documents, doc_id, mention_type) for documents in (gold, predicted)))
        rows += [("missed", mention_type, _mention(row), "") for row in alignment.missed]
        rows += [("spurious", mention_type, "", _mention(row)) for row in alignment.spurious]
        wrong = [(one, other) for one, other in alignment.pairs if not same_value(one, other)]
        rows += [("wrong", mention_type, _mention(one), _mention(other)) for one, other in wrong]
    events = align_events(*(rows_of(documents, doc_id, "event") for documents in (gold, predicted)))
    rows += [("missed", "event", _event(row), "") for row in events.missed]
    rows += [("spurious", "event", "", _event(row)) for row in events.spurious]
    for one, other in events.pairs:
        fields = [name for name, right in right_slots(one, other).items() if not right]
        if fields:
            rows.append(("wrong", f"event {', '.join(fields)}", _event(one), _event(other)))
    if not rows:
        return ""
    body = "".join(
        f"<tr class='{verdict}'><td>{verdict}</td>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        for verdict, *cells in rows
    )
    head = "<tr><th>verdict</th><th>type</th><th>gold</th><th>predicted</th></tr>"
    return f"<h3>{escape(doc_id)}</h3><table class='words'>{head}{body}</table>"


def _mention(row: Row) -> str:
    parts = [row.get("name") if row["type"] == "organisation" else row.get("value")]
    parts += [row.get(field) for field in ("high", "currency", "unit", "mod")]
    return f"{row['start']}–{row['end']} “{row['text']}” → {' '.join(str(part) for part in parts if part is not None)}"


def _event(row: Row) -> str:
    roles: Mapping[str, Any] = {role: row.get(role) for role in ("amount", "date", "period")}
    words = [f"{role} “{mention['text']}” at {mention['start']}" for role, mention in roles.items() if mention]
    other = f" / {row['object']}" if row.get("object") else ""
    return f"{row['subject']}{other}: {row['event']}, {row['certainty']}, {', '.join(words)}"
