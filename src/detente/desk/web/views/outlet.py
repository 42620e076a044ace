"""An outlet: what it reported, how often before all others, how often alone, and of whom."""

from __future__ import annotations

from fastapi import HTTPException
from pydantic import BaseModel, Field

from detente.desk.web.cursors import part
from detente.desk.web.desk import Desk
from detente.desk.web.views.rows import DocumentRow, Page

PAGE = 30  # documents
_LONGEST = 300


class Between(BaseModel):
    """Sides of which an outlet tells."""

    parties: list[str]
    contacts: int


class OutletPage(BaseModel):
    """An outlet, and what it tells."""

    name: str
    total: int = Field(description="How many documents of it the record has.")
    counted: int = Field(description="Over how many of these, the newest, the rest is counted.")
    copies: int = Field(description="How many of them are copies of another outlet's story.")
    contacts: int = Field(description="Of how many contacts they tell, copies too.")
    own: int = Field(description="Of how many by themselves: not in a copy.")
    first: int = Field(
        description="Of how many of these no other outlet told earlier, by the time of "
        "publication; at the same time, or on the same day where no time is told, both are first."
    )
    alone: int = Field(
        description="Of how many of these no other outlet told; a copy of its own story is none."
    )
    between: list[Between] = Field(description="The sides that it tells most contacts of.")
    documents: Page[DocumentRow]


def outlet(desk: Desk, name: str, after: str | None = None) -> OutletPage:
    """Gather what the record has of an outlet.

    Arguments:
        desk: of which record.
        name: the outlet's, as it is written.
        after: the key of the document after which documents are wanted.

    Raises:
        HTTPException: the record has nothing of it (404).
        RecordError: there is no document `after`.

    """
    found = desk.record.telling(name) if len(name) <= _LONGEST and "\0" not in name else None
    if found is None:
        raise HTTPException(404, f"the record has nothing of an outlet {name[:80]!r}")
    rows = desk.record.documents_of(name, limit=PAGE + 1, after=after)
    return OutletPage(
        name=name, total=found.documents, counted=found.counted, copies=found.copies,
        contacts=found.contacts, own=found.own, first=found.first, alone=found.alone,
        between=[Between(parties=sides, contacts=count) for sides, count in found.parties],
        documents=Page[DocumentRow].model_validate(part(rows, PAGE, lambda row: str(row["key"]))),
    )  # fmt: skip
