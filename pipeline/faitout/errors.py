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
    E002 = "Cannot find '{folder}' beside the package: the installation is damaged; run `pip install --force-reinstall faitout`."
    E003 = "The lexicon '{path}' is not valid: {reason}."
    E004 = "The lexicon entry '{entry}' of {path} fails its own example {example!r}: expected {expected!r}, got {actual!r}."
    E005 = "The configuration '{path}' cannot be used: {reason}. Start from the one that `faitout info` names."

    E401 = "The records file '{path}' cannot be read: {reason}."
    E402 = "Line {line} of '{path}' is not a record: {reason}. `faitout schema` prints the form of a line."
    E403 = (
        "The bar '{bar}' is not of the form MEASURE=NUMBER with one of the measures that `faitout evaluate` prints, "
        "such as organisation.precision=0.9."
    )
    E301 = (
        "A record of '{doc_id}' says that its text at {start}-{end} is {text!r}, and it is not: this is a bug "
        "in the component that found it; nothing of this document was written."
    )


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
