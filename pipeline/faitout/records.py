"""The records that Faitout writes: one pydantic model per type, and nothing else defines a field.

The JSON Schema that ``faitout schema`` prints and the tables of the sinks are made from these models. A line of
output is :func:`to_json` of a record; a line of input becomes a record again with :func:`from_json`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

import simplejson
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, TypeAdapter, WithJsonSchema

from faitout.errors import Errors, FaitoutError


def _exact(value: Any) -> Any:
    """Read a number through its printed form, so that 0.1 stays 0.1."""
    return Decimal(str(value)) if isinstance(value, (float, int)) else value


def _plain(value: Decimal) -> Decimal:
    """Return the same number without exponent and without trailing zeros: 1.50E+9 -> 1500000000."""
    text = format(value, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


ExactNumber = Annotated[
    Decimal,
    BeforeValidator(_exact),
    PlainSerializer(_plain, return_type=Decimal),
    WithJsonSchema({"type": "number"}),
]
Confidence = Annotated[float, Field(ge=0, le=1, description="Probability that this record is right.")]
Offset = Annotated[int, Field(ge=0, description="Unicode code points into the document's text.")]

AmountKind = Literal["money", "percent", "quantity"]
Bound = Literal["exact", "approx", "min", "max"]
DateKind = Literal["date", "duration"]
Modifier = Literal["start", "mid", "end", "approx"]
Certainty = Literal["asserted", "planned", "reported", "denied"]
PublishedFrom = Literal["option", "metadata", "header", "text"]


class EventKind(StrEnum):
    """What an event says, by the annotation guideline."""

    INVESTMENT = "investment"
    ACQUISITION = "acquisition"
    DISPOSAL = "disposal"
    FUNDING = "funding"
    REVENUE = "revenue"
    PROFIT = "profit"
    VALUATION = "valuation"
    PRICE = "price"
    SALES_VOLUME = "sales_volume"
    WORKFORCE = "workforce"
    MARKET_SHARE = "market_share"
    GROWTH = "growth"
    CONTRACT = "contract"
    PENALTY = "penalty"
    LAUNCH = "launch"
    DEBT = "debt"
    DIVIDEND = "dividend"
    OTHER = "other"


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Span(_Model):
    """Words of the article: ``text`` is exactly ``article[start:end]``."""

    start: Offset
    end: Offset
    text: str


class AmountMention(Span):
    """A sum, a percentage or a counted number, as an event carries it."""

    kind: AmountKind
    value: ExactNumber = Field(description="In units of the currency; the low end of a range.")
    high: ExactNumber | None = Field(None, description="The high end of a range.")
    currency: str | None = Field(None, description="ISO 4217, null if only understood.")
    unit: str | None = Field(None, description="The counted noun as printed, `percent` or `point`.")
    bound: Bound = "exact"
    confidence: Confidence = 1.0


class DateMention(Span):
    """A point or span on the calendar, or a length of time, as an event carries it."""

    kind: DateKind
    value: str | None = Field(None, description="TIMEX3 / ISO 8601; null if it cannot be resolved.")
    mod: Modifier | None = None
    earliest: str | None = Field(None, description="First day that it covers.")
    latest: str | None = Field(None, description="Last day that it covers.")
    confidence: Confidence = 1.0


class _Record(_Model):
    doc_id: str


class Document(_Record):
    """One article: where it came from, how it was read, how many records follow."""

    type: Literal["document"] = "document"
    source: str
    title: str | None = None
    published: str | None = Field(None, description="ISO date: 2021-03-05, 2021-03 or 2021.")
    published_from: PublishedFrom | None = None
    language: str | None = None
    encoding: str | None = None
    sha256: str = Field(description="Of the text in UTF-8.")
    chars: int
    records: int = Field(description="How many lines of this document follow.")
    faitout: str = Field(description="Version that wrote this.")
    model: str = Field(description="Name and version of the organisation model.")


class Organisation(_Record, Span):
    """The name of an organisation, used as an actor."""

    type: Literal["organisation"] = "organisation"
    id: str
    name: str = Field(description="Fullest form of this organisation's name in the article.")
    entity: str | None = Field(None, description="Identifier such as ISIN:FR0000131906, if certain.")
    confidence: Confidence = 1.0


class Amount(_Record, AmountMention):
    """A sum of money, a percentage or a counted quantity."""

    type: Literal["amount"] = "amount"
    id: str


class Date(_Record, DateMention):
    """A date or a duration."""

    type: Literal["date"] = "date"
    id: str


class Event(_Record, Span):
    """A fact: what an organisation did or will do, for how much, when, and how sure the article is."""

    type: Literal["event"] = "event"
    id: str
    event: EventKind
    subject: str | None = Field(None, description="`name` of the organisation concerned.")
    object: str | None = Field(None, description="`name` of the other organisation.")
    amount: AmountMention | None = None
    equivalent: AmountMention | None = Field(None, description="The same sum in another currency.")
    date: DateMention | None = None
    period: DateMention | None = None
    certainty: Certainty
    attribution: str | None = Field(None, description="The organisation it is credited to.")
    cue: Span | None = Field(None, description="The words that gave the event away.")
    confidence: Confidence = 1.0


Mention = Organisation | Amount | Date
Record = Annotated[Document | Organisation | Amount | Date | Event, Field(discriminator="type")]
RECORD: TypeAdapter[Document | Organisation | Amount | Date | Event] = TypeAdapter(Record)


def stable_id(doc_id: str, record_type: str, *offsets: int | None) -> str:
    """Return the same id for the same place of the same article, on any machine.

    Parameters
    ----------
    doc_id, record_type : str
        Which document, and which type of record.
    *offsets : int or None
        Where it stands; an event adds its cue's and its amount's and date's offsets to its sentence's.
    """
    key = "\x1f".join([doc_id, record_type, *map(str, offsets)])
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def to_json(record: _Record) -> str:
    """Return the record as one line of JSON: what it is first, numbers exact, every field present."""
    fields = record.model_dump()
    first = {name: fields.pop(name) for name in ("type", "doc_id", "id") if name in fields}
    line: str = simplejson.dumps(first | fields, use_decimal=True, ensure_ascii=False)
    return line


def from_json(line: str) -> Document | Organisation | Amount | Date | Event:
    """Read one line of JSON Lines back into its record.

    Raises
    ------
    pydantic.ValidationError
        If a field is missing or has the wrong form.
    """
    return RECORD.validate_python(simplejson.loads(line, use_decimal=True))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of one line of output."""
    return RECORD.json_schema(mode="serialization")


def check_offsets(text: str, records: Iterable[_Record]) -> None:
    """Stop if any record's words are not those of the text at its offsets.

    Raises
    ------
    FaitoutError
        E301, naming the first record that breaks the invariant.
    """
    for record in records:
        for span in _spans(record):
            if text[span.start : span.end] != span.text:
                raise FaitoutError(Errors.E301, doc_id=record.doc_id, start=span.start, end=span.end, text=span.text)


def _spans(record: _Record) -> Iterable[Span]:
    if isinstance(record, Span):
        yield record
    if isinstance(record, Event):
        roles = (record.amount, record.equivalent, record.date, record.period, record.cue)
        yield from (role for role in roles if role is not None)
