"""CAMEO's event codes and names, as moves and contacts of the codebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from detente.intake.eventdata.row import Initiator
from detente.intake.eventdata.tables import read, split
from detente.model import ContactStatus, Mode, MoveType


@dataclass(frozen=True, slots=True)
class Event:
    """What a CAMEO code stands for; a contact has a mode and a status, a move a type."""

    code: str
    name: str
    type: MoveType | None
    mode: Mode | None
    status: ContactStatus | None
    initiator: Initiator | None


@cache
def by_code() -> Mapping[str, Event]:
    """Return the events by code, leading zeros kept. Source: `cameo.tsv`."""
    return {row["code"]: _event(row) for row in read("cameo")}


@cache
def by_name() -> Mapping[str, Event]:
    """Return the events by their names in lower case. Source: `cameo.tsv`."""
    events: dict[str, Event] = {}
    for row in read("cameo"):
        for name in (row["name"], *split(row["names"])):
            events.setdefault(name.lower(), by_code()[row["code"]])
    return events


def _event(row: Mapping[str, str]) -> Event:
    return Event(
        code=row["code"],
        name=row["name"],
        type=cast(MoveType | None, row["type"] or None),
        mode=cast(Mode | None, row["mode"] or None),
        status=cast(ContactStatus | None, row["status"] or None),
        initiator=cast(Initiator | None, row["initiator"] or None),
    )
