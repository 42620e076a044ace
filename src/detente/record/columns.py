"""A record's contacts and moves as columns of numbers, for whoever counts and compares them.

Words that come from a fixed list are kept as their places in it (-1: not told), days as ordinals
(0: not told), so that a million rows are some tens of megabytes.

"As known on a day" is what had been published by then. A contact or move told again later is put
together from what tells it by that day; which mentions are of one contact, and what people judged,
is a matter of reading and not of the day, and holds for all days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Self, get_args

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, select

from detente.model import ContactStatus, Level, Mode, MoveStatus, MoveType, Outcome
from detente.record import cycles, schema
from detente.record.database import all_rows
from detente.record.earlier import contacts_known, moves_known
from detente.record.naming import direction

LEVELS: tuple[str, ...] = get_args(Level)
MODES: tuple[str, ...] = get_args(Mode)
STATUSES: tuple[str, ...] = get_args(ContactStatus)
OUTCOMES: tuple[str, ...] = get_args(Outcome)
MOVE_TYPES: tuple[str, ...] = get_args(MoveType)
MOVE_STATUSES: tuple[str, ...] = get_args(MoveStatus)
_CONTACT = (
    "id", "parties", "level", "mode", "status", "initiator", "outcome", "follows", "first_day",
    "last_day", "told_day",
)  # fmt: skip
_MOVE = (
    "parties", "day", "reading_id", "number", "type", "status", "first_day", "last_day", "told_day",
    "code",
)  # fmt: skip
Days = NDArray[np.int32]
Words = NDArray[np.int8]
Texts = NDArray[np.object_]


@dataclass(frozen=True)
class _Table:
    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))

    def where(self, wanted: NDArray[Any]) -> Self:
        """The rows that a mask or an array of places picks."""
        return type(self)(**{f.name: getattr(self, f.name)[wanted] for f in fields(self)})


@dataclass(frozen=True)
class Contacts(_Table):
    """Contacts, one an item of each column.

    Attributes:
        id, parties: as text; parties as `CHN|USA`.
        level, mode, status, outcome: places in `LEVELS`, `MODES`, `STATUSES`, `OUTCOMES`.
        initiator: the side's code, "both" or None.
        follows: how many contacts the text gives as those it came after.
        first, last: the days it was, or may have been.
        told: the day on which it was first told of.

    """

    id: Texts
    parties: Texts
    level: Words
    mode: Words
    status: Words
    initiator: Texts
    outcome: Words
    follows: Days
    first: Days
    last: Days
    told: Days


@dataclass(frozen=True)
class Moves(_Table):
    """Moves, one an item of each column.

    Attributes:
        parties: as `USA>CHN`.
        day: the first day it may have been, else that on which it was told; 0 where neither is.
        type, status: places in `MOVE_TYPES` and `MOVE_STATUSES`.
        first, last, told: as of contacts.
        code: of the data set, or None.
        reading, number: what `queries.moves_of` finds it by.

    """

    parties: Texts
    day: Days
    type: Words
    status: Words
    first: Days
    last: Days
    told: Days
    code: Texts
    reading: NDArray[np.int64]
    number: NDArray[np.int64]


def contact_columns(
    connection: Connection, pair: tuple[str, str] | None, on: int | None
) -> Contacts:
    """The contacts in which two sides took part, or all, as known on a day.

    Arguments:
        connection: to the record.
        pair: two codes; None for every contact.
        on: the day as an ordinal; None for all that is known.

    """
    c = schema.contacts.c
    query: Select[Any] = select(*(c[name] for name in _CONTACT))
    for party in pair or ():
        of = schema.contact_parties.c
        query = query.where(c.parties.in_(select(of.parties).where(of.party == party)))
    if on is not None:
        query = query.where(c.known_day <= on)
    rows = all_rows(connection, query)
    if on is not None:
        known = contacts_known(connection, on, pair)
        earlier = {i: tuple(row[name] for name in _CONTACT) for i, row in known.items()}
        rows = [earlier.get(row[0], row) for row in rows]
    return _contacts(rows)


def move_columns(connection: Connection, pair: tuple[str, str] | None, on: int | None) -> Moves:
    """The moves of two sides toward each other, or all, as known on a day; arguments as above."""
    m = schema.moves.c
    query: Select[Any] = select(*(m[name] for name in _MOVE))
    if pair:
        query = query.where(m.parties.in_([direction(*pair), direction(*reversed(pair))]))
    if on is not None:
        query = query.where(m.known_day <= on)
    rows = all_rows(connection, query)
    if on is not None:
        known = moves_known(connection, on, pair)
        earlier = {i: tuple(row[name] for name in _MOVE) for i, row in known.items()}
        rows = [earlier.get((row[2], row[3]), row) for row in rows]
    return _moves(rows)


def _contacts(rows: Sequence[Any]) -> Contacts:
    with cycles.not_sought():
        ids, parties, level, mode, status, initiator, outcome, follows, first, last, told = (
            _columns(rows, 11)
        )
        return Contacts(
            _texts(ids), _texts(parties), _places(level, LEVELS), _places(mode, MODES),
            _places(status, STATUSES), _texts(initiator), _places(outcome, OUTCOMES),
            _days(follows), _days(first), _days(last), _days(told),
        )  # fmt: skip


def _moves(rows: Sequence[Any]) -> Moves:
    with cycles.not_sought():
        (parties, day, reading, number, type_, status, first, last, told, code) = _columns(rows, 10)
        days = _days(day)
        days[days == schema.NEVER] = 0
        return Moves(
            _texts(parties), days, _places(type_, MOVE_TYPES), _places(status, MOVE_STATUSES),
            _days(first), _days(last), _days(told), _texts(code),
            np.array(reading, np.int64), np.array(number, np.int64),
        )  # fmt: skip


def _columns(rows: Sequence[Any], width: int) -> list[Sequence[Any]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


def _texts(column: Sequence[Any]) -> Texts:
    found = np.empty(len(column), np.object_)
    found[:] = column
    return found


def _places(column: Sequence[Any], words: Sequence[str]) -> Words:
    place = {word: at for at, word in enumerate(words)}
    return np.array([place.get(word, -1) for word in column], np.int8)


def _days(column: Sequence[Any]) -> Days:
    return np.array([day or 0 for day in column], np.int32)
