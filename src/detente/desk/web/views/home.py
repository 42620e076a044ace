"""The morning's view: what has changed, between whom, according to whom; the latest contacts."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from detente.assessment.ranking import Change, Changed
from detente.assessment.why import Evidence
from detente.desk.web.desk import Desk

_LATEST = 12  # contacts
_SHOWN = 40  # dyads without a watch list


class Headline(BaseModel):
    """A change between two sides in one sentence, with its source."""

    kind: str
    level: str | None
    date: str
    sentence: str
    rule: str
    source: Evidence | None = Field(description="The latest of what it rests on.")


class DyadLine(BaseModel):
    """Two sides, and what has changed between them."""

    parties: list[str]
    contacts: int
    moves: int
    last: str | None
    changes: list[Headline]


class Home(BaseModel):
    """What the home page shows."""

    on: str | None = Field(description="The last day on which the record was told anything.")
    days: int = Field(description="Within how many last days something must have changed.")
    watched: list[DyadLine] = Field(description="The dyads of the watch list, changed or not.")
    others: list[DyadLine] = Field(description="Other dyads that have changed.")
    latest: list[dict[str, Any]] = Field(description="The latest contacts, the newest first.")


def home(desk: Desk, days: int) -> Home:
    """Gather what has changed.

    Arguments:
        desk: of which record.
        days: within how many last days.

    """
    reach = desk.record.reach()
    lines = [_line(one) for one in desk.changed(days=days)]
    wanted = {tuple(pair) for pair in desk.settings.watched}
    on = _iso(reach[1]) if reach else None
    return Home(
        on=on,
        days=days,
        watched=[line for line in lines if tuple(line.parties) in wanted],
        others=[one for one in lines if one.changes and tuple(one.parties) not in wanted][:_SHOWN],
        latest=list(desk.record.contacts(newest_first=True, until=on, limit=_LATEST)),
    )


def _line(one: Changed) -> DyadLine:
    return DyadLine(
        parties=one.parties, contacts=one.contacts, moves=one.moves, last=one.last,
        changes=[_headline(change) for change in one.changes],
    )  # fmt: skip


def _headline(change: Change) -> Headline:
    told = [one for one in change.why.evidence if one.text or one.document]
    return Headline(
        kind=change.kind, level=change.level, date=change.date, sentence=change.why.sentence,
        rule=change.why.rule, source=told[-1] if told else None,
    )  # fmt: skip


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
