"""All dyads of a record by what has changed between them in the last days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from pydantic import Field

from detente.assessment.alarms import Alarm, alarms
from detente.assessment.channels.gaps import FEW, Usual
from detente.assessment.dyads import contacts_by_dyad, moves_by_dyad
from detente.assessment.evidence import Rows, Sources
from detente.assessment.history import History, history
from detente.assessment.rivalry.rise import RECENT
from detente.assessment.why import Part, Why
from detente.assessment.wording import iso
from detente.record import LEVELS, Contacts, Moves

LATELY = 30  # days


class Change(Part):
    """Something that has changed between two sides."""

    kind: str = Field(
        description="`cut`, `stalled`, `quiet`, `reopened`, `first`, `escalated`, `conflict`, "
        "`tension`, `thaw` or `easing`."
    )
    level: str | None = Field(description="Of a channel; None where it is not told or of none.")
    date: str = Field(
        description="The day on which it happened or began; of `conflict` and `thaw` that of the "
        "first act counted, of `tension` and `easing` of the last that moved it."
    )
    why: Why


class Changed(Part):
    """A dyad, how much the record has of it, and what has changed."""

    parties: list[str]
    contacts: int
    moves: int
    first: str | None = Field(description="The first and the last day of anything between them.")
    last: str | None
    score: float = Field(description="How much has changed; dyads are listed by it.")
    changes: list[Change]


@dataclass(frozen=True)
class Whole:
    """A whole record's columns, as known on a day.

    Attributes:
        contacts, moves: the columns.
        on: the day up to which they are told, as an ordinal.
        reach: the first day of the record.
        known_on: the day as known on which they are told; None for all that is known.

    """

    contacts: Contacts
    moves: Moves
    on: int
    reach: int
    known_on: int | None


def ranked(
    whole: Whole, usual: Mapping[int, Usual | None], rows: Rows, days: int = LATELY
) -> list[Changed]:
    """Every dyad, those with the greatest changes first, then those with the most between them.

    Arguments:
        whole: the record.
        usual: gaps that are usual among its dyads, by level.
        rows: where the evidence is looked up.
        days: the last days, in which something must have changed.

    """
    found = [
        _changed(of, usual, Sources(rows, of, whole.known_on), whole.reach, days)
        for of in histories(whole)
    ]
    return sorted(found, key=lambda c: (-c.score, -c.contacts - c.moves, c.parties))


def histories(whole: Whole) -> Iterator[History]:
    """The history of every dyad that has any."""
    contacts = contacts_by_dyad(whole.contacts.parties)
    moves = moves_by_dyad(whole.moves.parties)
    nothing = np.empty(0, np.intp)
    for sides in sorted(contacts.keys() | moves.keys()):
        yield history(
            sides, whole.on,
            whole.contacts.where(contacts.get(sides, nothing)),
            whole.moves.where(moves.get(sides, nothing)),
        )  # fmt: skip


def _changed(
    of: History, usual: Mapping[int, Usual | None], sources: Sources, reach: int, days: int
) -> Changed:
    still = _is_still(of, of.on - days)
    found = [] if still else alarms(of, usual, sources, reach, of.on - days)
    known = np.concatenate([of.met[(of.met > 0) & (of.met <= of.on)], of.moves.day])
    known = known[known > 0]
    return Changed(
        parties=list(of.sides), contacts=len(of.contacts), moves=len(of.moves),
        first=iso(int(known.min())) if len(known) else None,
        last=iso(int(known.max())) if len(known) else None,
        score=round(sum(alarm.weight for alarm in found), 2),
        changes=[_change(alarm) for alarm in found],
    )  # fmt: skip


def _is_still(of: History, since: int) -> bool:
    """Whether nothing can have changed: nothing lately, and too few contacts to fall silent."""
    if int(of.held.sum()) > FEW:
        return False
    acted = of.moves.day > min(since, of.on - RECENT)
    return not (acted.any() or (np.maximum(of.met, of.contacts.told) > since).any())


def _change(alarm: Alarm) -> Change:
    level = LEVELS[alarm.level] if alarm.level >= 0 else None
    return Change(kind=alarm.kind, level=level, date=iso(alarm.day), why=alarm.why)
