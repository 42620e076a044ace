"""All that lies between two sides in a record, as known on a day, as columns of numbers."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.assessment.scale import SCALE
from detente.record import MOVE_STATUSES, MOVE_TYPES, OUTCOMES, STATUSES, Contacts, Moves

_LONG = 31  # days that a date may be vague by and still be counted with
_HELD = [STATUSES.index(name) for name in ("held", "ongoing")]
_LED = [OUTCOMES.index(name) for name in ("progress", "agreement")]
_DONE = MOVE_STATUSES.index("reported")
INTENSITY = np.array([SCALE[name].intensity for name in MOVE_TYPES])


@dataclass(frozen=True)
class History:
    """Two sides' contacts and moves.

    Attributes:
        sides: their codes, sorted.
        on: the day up to which it is told, as an ordinal.
        contacts: in order of `met`; those whose day is not known come first.
        met: for each contact its day: the last of those it may have been, where they are at most
            31 and not after the day it was told; where none is told, the day it was told; else 0.
        dated: for each contact whether its day is told, and not only when it was told of.
        moves: those that took place, each toward the other, in order of `day`.
        toward: for each move 0 where the first side acts toward the second, 1 the other way.

    """

    sides: tuple[str, str]
    on: int
    contacts: Contacts
    met: NDArray[np.int32]
    dated: NDArray[np.bool_]
    moves: Moves
    toward: NDArray[np.int8]

    @cached_property
    def held(self) -> NDArray[np.bool_]:
        """Which contacts took place, by the day."""
        return held(self.contacts, self.met, self.on)

    @cached_property
    def intensity(self) -> NDArray[np.float64]:
        """For each move its intensity, from -10 to 10."""
        return INTENSITY[self.moves.type]


def date_of(history: History, place: int) -> str:
    """The date of a contact as a prefix date: its day, or its month or year where that is all."""
    first, last = (int(column[place]) for column in (history.contacts.first, history.contacts.last))
    met = int(history.met[place])
    if not met and first:
        return date.fromordinal(first).isoformat()[:4]
    begins = date.fromordinal(first or met or int(history.contacts.told[place]) or history.on)
    whole_month = last - first + 1 == monthrange(begins.year, begins.month)[1]
    if history.dated[place] and begins.day == 1 and whole_month:
        return begins.isoformat()[:7]
    return date.fromordinal(met).isoformat() if met else begins.isoformat()


def history(sides: tuple[str, str], on: int, contacts: Contacts, moves: Moves) -> History:
    """Put two sides' contacts and moves in order.

    Arguments:
        sides: their codes, sorted.
        on: the day up to which it is told.
        contacts: as known on that day.
        moves: likewise.

    """
    met, dated = days_met(contacts, on)
    led = np.isin(contacts.outcome, _LED)  # of one day what led to something comes last
    order = np.lexsort((contacts.id, contacts.level, contacts.told, led, dated, met))
    acted = _placed(moves.where((moves.status == _DONE) & (moves.day <= on)))
    in_time = np.lexsort((acted.number, acted.reading, acted.day))
    acted = acted.where(in_time)
    toward = (acted.parties != f"{sides[0]}>{sides[1]}").astype(np.int8)
    return History(sides, on, contacts.where(order), met[order], dated[order], acted, toward)


def _placed(moves: Moves) -> Moves:
    """The moves, those that are vague by more than a month without a day."""
    return replace(moves, day=np.where(moves.last - moves.first <= _LONG, moves.day, 0))


def held(contacts: Contacts, met: NDArray[np.int32], on: int) -> NDArray[np.bool_]:
    """Which contacts took place by a day, given the day of each."""
    return np.isin(contacts.status, _HELD) & (met <= on)


def days_met(contacts: Contacts, on: int) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """The day of each contact, and whether it is told: `met` and `dated` of a history."""
    known = (contacts.first > 0) & (contacts.last - contacts.first <= _LONG)
    no_later = np.where(contacts.told > 0, np.maximum(contacts.told, contacts.first), on)
    day = np.where(known, np.minimum(contacts.last, no_later), 0)
    told_only = (contacts.first == 0) & (contacts.told > 0)
    return np.where(told_only, contacts.told, day).astype(np.int32), known
