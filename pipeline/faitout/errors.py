"""Every error of Faitout: its code, and the message that says what to do.

A message lives here and nowhere else. ``raise FaitoutError(Errors.E101, path=path)`` fills the template in;
batches write ``code`` and ``message`` to the errors file instead of stopping.
"""

from __future__ import annotations

from enum import Enum
from typing import Any


class Errors(Enum):
    """Error templates by code: E0 configuration, E1 reading, E2 writing, E3 records, E4 evaluation."""

    E001 = (
        "The spaCy model '{name}' {version} is not installed. Install it with "
        "`pip install {distribution}` or, where your index lacks it, `python -m spacy download {name}`."
    )
    E002 = (
        "Cannot find '{folder}' beside the package: the installation is damaged; run `pip install "
        "--force-reinstall faitout`."
    )
    E003 = "The lexicon '{path}' is not valid: {reason}."
    E004 = (
        "The lexicon entry '{entry}' of {path} fails its own example {example!r}: expected "
        "{expected!r}, got {actual!r}."
    )
    E005 = "The configuration '{path}' cannot be used: {reason}. Start from the one that `faitout info` names."
    E006 = (
        "The weights '{path}' cannot be used: {reason}. Reinstall faitout, or make them anew as models/README.md says."
    )
    E007 = "The list of organisations '{path}' cannot be read: {reason}. It needs the columns id, name and aliases."

    E401 = "The records file '{path}' cannot be read: {reason}."
    E402 = "Line {line} of '{path}' is not a record: {reason}. `faitout schema` prints the form of a line."
    E403 = (
        "The bar '{bar}' is not of the form MEASURE=NUMBER with one of the measures that `faitout evaluate` prints, "
        "such as organisation.precision=0.9."
    )
    E101 = "There is no input '{path}': check the path, or quote a glob so that the shell leaves it alone."
    E102 = "Cannot read '{path}': {reason}."
    E103 = "'{path}' is of a kind that Faitout does not read. It reads {suffixes}, folders of these, and `-` for stdin."
    E104 = "'{path}' is not text ({reason}). Extract its text first."
    E105 = "'{path}' holds no text."
    E106 = "'{path}' has more than {limit} characters. Split it into articles, or raise --max-chars."
    E107 = "Line {line} of '{path}' is not a JSON object: {reason}."
    E108 = "Line {line} of '{path}' has no `text`: give the article in a field of that name, as a string."
    E109 = (
        "The publication date {value!r} is not one that Faitout knows. Write 2021-03-05, 2021-03 or 2021, "
        "or take it out and give --published."
    )
    E110 = "Another document before '{path}' has the doc_id '{doc_id}'. Give each document an id of its own."
    E111 = "Line {line} of '{path}': the field `{field}` must be a string, not {value!r}."
    E112 = "'{path}' holds half of a surrogate pair at character {position}, which is no text. Encode it anew."
    E113 = "The folder '{path}' holds no file that Faitout reads ({suffixes})."

    E201 = "'{path}' exists. Give --resume to go on where it ends, or --overwrite to begin anew."
    E202 = "Cannot write '{path}': Faitout writes files ending in {suffixes}, and stdout."
    E203 = "Cannot write '{path}': {reason}."
    E204 = "Cannot resume '{path}': line {line} is not a record ({reason}). Give --overwrite to begin anew."
    E205 = "Cannot resume: the output was written by {found}, and this is {expected}. Give --overwrite to begin anew."
    E206 = (
        "The text of '{doc_id}' has changed since its facts were written; the output keeps those of the old text. "
        "Give --overwrite to begin anew."
    )
    E207 = "--resume needs a file to go on with: give one with -o, and not --overwrite with it."

    E301 = (
        "A record of '{doc_id}' says that its text at {start}-{end} is {text!r}, and it is not: this is a bug "
        "in the component that found it; nothing of this document was written."
    )
    E302 = (
        "The component '{component}' failed on '{doc_id}': {reason}. This is a bug: please report it with the article."
    )
    E303 = "'{name}' is not a type of record. The types are {types}."
    E304 = "A worker died, probably for want of memory. Go on with --resume and fewer --workers."


class FaitoutError(Exception):
    """An error with a code and a message that says what to do.

    Parameters
    ----------
    error : Errors
        Which error it is.
    **details
        What fills the template of its message.
    """

    def __init__(self, error: Errors, **details: Any) -> None:
        self.code = error.name
        self.message = error.value.format(**details)
        super().__init__(f"[{self.code}] {self.message}")
