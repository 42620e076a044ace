"""The rows of lists, as programs are told of them; fields that are not named here come too."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from detente.model import ContactStatus, Level, Mode, MoveStatus, MoveType, Outcome

Row = dict[str, Any]
T = TypeVar("T")
_PARTIES = "Codes of the sides, sorted."
_DATE = "A prefix date: `2021`, `2021-03` or `2021-09-09`."
_SPANS = "Spans: `document`, `start`, `end` (in code points) and `text`."


class _Row(BaseModel):
    model_config = ConfigDict(extra="allow")


class ContactRow(_Row):
    """A contact: the fields of a report's contact, with what the reports together tell of it."""

    id: str = Field(examples=["e86f2e8e897ef56d-c2"])
    parties: list[str] = Field(description=_PARTIES, examples=[["GRC", "TUR"]])
    level: Level | None
    mode: Mode
    status: ContactStatus
    initiator: str | None = Field(description="The side that sought it, `both`, or null.")
    date: str | None = Field(description=_DATE, examples=["2024-03-14"])
    participants: list[Row] = Field(
        description="Who took part: `actor` (the key), `name`, `kind`, `party`, `level`."
    )
    outcome: Outcome
    evidence: list[Row] = Field(description=_SPANS)
    according_to: list[str] = Field(description="Ids of the statements that it is owed to.")
    reports: list[str] = Field(description="Keys of the documents that tell of it.")
    outlets: list[str] = Field(description="Who published them.")
    values: Row = Field(description="For each field every value told, and by whom.")
    overdue: bool = Field(description="Whether a planned day has passed without a word of it.")


class MoveRow(_Row):
    """A move of one side toward another."""

    id: str = Field(examples=["e86f2e8e897ef56d-m5"])
    source: Row = Field(description="Who acts: `actor` (the key), `name`, `party`.")
    target: Row = Field(description="Toward whom.")
    parties: list[str] = Field(description="The sides, that of the source first.")
    type: MoveType
    status: MoveStatus
    date: str | None = Field(description=_DATE)
    evidence: list[Row] = Field(description=_SPANS)
    reports: list[str] = Field(description="Keys of the documents that tell of it.")


class StatementRow(_Row):
    """What somebody is reported to have said."""

    id: str = Field(examples=["e86f2e8e897ef56d-s6"])
    document: str = Field(description="The key of the document that it stands in.")
    outlet: str | None
    published_at: str | None
    speaker: str | None = Field(description="The key of who said it.")
    name: str | None = Field(description="Their name.")
    party: str | None = Field(description="Their side.")
    kind: Literal["direct", "indirect", "mixed"]
    stance: Literal["factual", "claimed", "denied"]
    content: list[Row] = Field(description=_SPANS)
    about: list[str] = Field(description="Ids of the contacts and moves that it tells of.")


class DocumentRow(_Row):
    """A document, without its text."""

    key: str = Field(examples=["e86f2e8e897ef56d"])
    kind: Literal["report", "note", "dataset", "table"]
    title: str | None
    byline: str | None
    outlet: str | None
    published_at: str | None = Field(description="ISO 8601, with the zone where it is known.")
    url: str | None
    language: str


class DyadRow(_Row):
    """Two sides, and what has changed between them of late."""

    parties: list[str] = Field(description=_PARTIES)
    contacts: int
    moves: int
    first: str | None
    last: str | None
    score: float = Field(description="How much has changed; the list is ordered by it.")
    changes: list[Row] = Field(
        description="Each with `kind`, `level`, `date` and `why`: a sentence, a rule, evidence."
    )


class ClaimRow(_Row):
    """What a report claims about how many contacts there were, held against the record."""

    mention: str = Field(description="The id of the contact as that report tells it.")
    contact: str = Field(description="The id of the contact that it is a part of.")
    document: str = Field(description="The key of the document that claims it.")
    parties: list[str]
    claim: Any = Field(description="What is counted, or `never`.")
    verdict: Literal["confirmed", "contradicted", "not enough"]
    missing: int = Field(description="How many of those counted the record does not have.")
    found: list[str] = Field(description="Ids of those that it has.")


class Page(BaseModel, Generic[T]):
    """A page of a list."""

    items: list[T]
    next: str | None = Field(
        description="What to give as `after` for the next page; null where this is the last.",
        examples=["ZTg2ZjJlOGU4OTdlZjU2ZC1jMg"],
    )
