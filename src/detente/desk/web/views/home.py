"""The morning's view: what has changed, between whom, according to whom; the latest contacts."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from detente.assessment.ranking import Change, Changed
from detente.assessment.why import Evidence
from detente.assessment.wording import iso
from detente.desk.web.desk import Desk
from detente.desk.web.settings import Dyad
from detente.desk.web.views.tellers import teller

_LATEST = 12  # contacts
_SHOWN = 40  # dyads that are not on the watch list
_MOST = 3  # sentences of a dyad
# What changes are called, and what that means.
KINDS = {
    "cut": "A side refused or called off a contact of that level, or broke off relations or talks, "
    "and there was none since.",
    "stalled": "Contacts go on, and the last of which an outcome is told led nowhere.",
    "quiet": "There was no contact for longer than nearly all gaps between contacts last.",
    "reopened": "There was contact at a level that was quiet or cut until then.",
    "first": "There was contact at a level at which the record has none before.",
    "escalated": "After a failure or a silence below there was contact at a higher level.",
    "conflict": "There were more days of material conflict than is usual between them.",
    "thaw": "There were more days of cooperation than is usual between them.",
    "tension": "One side treats the other with more conflict than it did before.",
    "easing": "One side treats the other with less conflict than it did before.",
}


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
    changes: list[Headline] = Field(description="The greatest three.")
    more: int = Field(description="How many other changes there are.")


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
    wanted = set(desk.settings.watched)
    unknown = wanted - {(line.parties[0], line.parties[1]) for line in lines}
    on = iso(reach[1]) if reach else None
    return Home(
        on=on,
        days=days,
        watched=[
            *(line for line in lines if tuple(line.parties) in wanted),
            *map(_nothing, sorted(unknown)),
        ],
        others=[one for one in lines if one.changes and tuple(one.parties) not in wanted][:_SHOWN],
        latest=list(desk.record.contacts(newest_first=True, until=on, limit=_LATEST)),
    )


def others(desk: Desk, shown: Home) -> dict[str, str]:
    """What the documents without an outlet go by that sentences rest on, by their keys.

    Arguments:
        desk: of which record.
        shown: with the sentences.

    """
    changes = [change for line in (*shown.watched, *shown.others) for change in line.changes]
    sources = [change.source for change in changes if change.source]
    keys = {one.document for one in sources if one.document and not one.outlet}
    named = {key: teller(row) for key, row in desk.record.documents(*keys).items()} if keys else {}
    return {key: name for key, name in named.items() if name}


def _line(one: Changed) -> DyadLine:
    return DyadLine(
        parties=one.parties, contacts=one.contacts, moves=one.moves, last=one.last,
        changes=[_headline(change) for change in one.changes[:_MOST]],
        more=max(0, len(one.changes) - _MOST),
    )  # fmt: skip


def _nothing(sides: Dyad) -> DyadLine:
    return DyadLine(parties=list(sides), contacts=0, moves=0, last=None, changes=[], more=0)


def _headline(change: Change) -> Headline:
    told = [one for one in change.why.evidence if one.text or one.document]
    return Headline(
        kind=change.kind, level=change.level, date=change.date, sentence=change.why.sentence,
        rule=change.why.rule, source=told[-1] if told else None,
    )  # fmt: skip
