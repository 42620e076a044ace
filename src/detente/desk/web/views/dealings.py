"""The contacts and moves of two sides as lists: a page at a time, the newest first, by filters.

As known on an earlier day they are put together as the columns of the record tell it of that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Annotated, Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from detente.actors import slug
from detente.assessment import SCALE, Record
from detente.desk.web.views.tellers import teller
from detente.model import ContactStatus, Level, Mode, MoveStatus, MoveType
from detente.record import (
    LEVELS,
    MODES,
    MOVE_STATUSES,
    MOVE_TYPES,
    STATUSES,
    Contacts,
    Moves,
    RecordError,
    days_asked,
)

PAGE = 25  # rows
_SOME = 200  # rows that are looked through at once
Row = dict[str, Any]
_T = TypeVar("_T")
Kind = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
_EMPTY = BeforeValidator(lambda given: None if given == "" else given)  # as forms send it
Text = Annotated[Annotated[str, Field(max_length=200)] | None, _EMPTY]


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True)

    on: Text = None
    since: Text = None
    until: Text = None
    after: Text = None


class ContactsAsked(_Asked):
    """Which contacts are asked for; what is None does not matter."""

    level: Annotated[Level | None, _EMPTY] = None
    mode: Annotated[Mode | None, _EMPTY] = None
    status: Annotated[ContactStatus | None, _EMPTY] = None
    outlet: Text = None
    person: Text = None


class MovesAsked(_Asked):
    """Which moves are asked for; `direction` is the side that acts, `kind` that of PLOVER."""

    type: Annotated[MoveType | None, _EMPTY] = None
    kind: Annotated[Kind | None, _EMPTY] = None
    status: Annotated[MoveStatus | None, _EMPTY] = None
    direction: Text = None


class Listed(BaseModel):
    """A page of a list.

    Attributes:
        rows: contacts or moves, the newest first.
        older: the item that the next page follows; None on the last.
        outlets: who published the documents that tell them, by their keys; else their titles.

    """

    rows: list[Row]
    older: str | None
    outlets: dict[str, str | None]


def contacts(
    record: Record, sides: tuple[str, str], asked: ContactsAsked, most: int = PAGE
) -> Listed:
    """A page of the contacts of two sides.

    Arguments:
        record: that has them.
        sides: by their codes.
        asked: which.
        most: how many.

    Raises:
        RecordError: a date is none, or there is no contact to go on from.

    """
    _, known_on = record.days_asked(asked.on)
    if known_on is None:
        wanted = asked.model_dump(exclude={"on"})
        found: Iterator[Row] = iter(
            record.contacts(*sides, newest_first=True, limit=most + 1, **wanted)
        )
    else:
        found = _contacts_known(record, sides, asked, known_on)
    return _page(record, list(islice(found, most + 1)), most)


def moves(record: Record, sides: tuple[str, str], asked: MovesAsked, most: int = PAGE) -> Listed:
    """A page of the moves of two sides toward each other; arguments as of `contacts`."""
    _, known_on = record.days_asked(asked.on)
    if known_on is None:
        wanted = asked.model_dump(include={"type", "status", "since", "until", "after"})
        every: Iterator[Row] = iter(record.moves(*sides, newest_first=True, **wanted))
    else:
        every = _moves_known(record, sides, asked, known_on)
    found = (row for row in every if _is_such(row, asked))
    return _page(record, list(islice(found, most + 1)), most)


def _page(record: Record, rows: list[Row], most: int) -> Listed:
    shown, more = rows[:most], len(rows) > most
    documents = record.documents(*{key for row in shown for key in row["reports"][:1]})
    outlets = {key: teller(one) for key, one in documents.items()}
    return Listed(rows=shown, older=shown[-1]["id"] if more else None, outlets=outlets)


def _is_such(row: Row, asked: MovesAsked) -> bool:
    if asked.direction and row["parties"][0] != asked.direction:
        return False
    return asked.kind is None or SCALE[row["type"]].quad == asked.kind


# -- as known on a day -----------------------------------------------------------------------------


def _contacts_known(
    record: Record, sides: tuple[str, str], asked: ContactsAsked, on: int
) -> Iterator[Row]:
    known, _ = record.columns(*sides, on=on)
    wanted = _in_time(known, asked)
    for name, words in (("level", LEVELS), ("mode", MODES), ("status", STATUSES)):
        if value := getattr(asked, name):
            wanted &= getattr(known, name) == words.index(value)
    known = known.where(wanted)
    day = np.where(known.first > 0, known.first, known.told)
    ids = known.id[np.lexsort((known.id, day))[::-1]].tolist()
    for some in _portions(_following(ids, asked.after)):
        for row in record.contacts_by_id(some, on):
            if _has(row["outlets"], asked.outlet) and _took_part(row, asked.person):
                yield row


def _moves_known(
    record: Record, sides: tuple[str, str], asked: MovesAsked, on: int
) -> Iterator[Row]:
    _, known = record.columns(*sides, on=on)
    wanted = _in_time(known, asked)
    for name, words in (("type", MOVE_TYPES), ("status", MOVE_STATUSES)):
        if value := getattr(asked, name):
            wanted &= getattr(known, name) == words.index(value)
    known = known.where(wanted)
    order = np.lexsort((known.number, known.reading, known.day))[::-1]
    keys = list(zip(known.reading[order].tolist(), known.number[order].tolist(), strict=True))
    found = (
        rows[key]
        for some in _portions(keys)
        for rows in [record.moves_by_key(sides, some, on)]
        for key in some
        if key in rows
    )
    yield from _after(found, asked.after)


def _in_time(known: Contacts | Moves, asked: _Asked) -> NDArray[np.bool_]:
    """Which are between two days: by their own, else by the one on which they were told of."""
    first = np.where(known.first > 0, known.first, known.told)
    last = np.where(known.last > 0, known.last, known.told)
    within = np.ones(len(known), np.bool_)
    if asked.since:
        within &= last >= days_asked("since", asked.since)[0]
    if asked.until:
        within &= (first > 0) & (first <= days_asked("until", asked.until)[1])
    return within


def _following(ids: list[str], after: str | None) -> list[str]:
    if after is None:
        return ids
    if after not in ids:
        raise _lost(after)
    return ids[ids.index(after) + 1 :]


def _after(rows: Iterator[Row], after: str | None) -> Iterator[Row]:
    if after is not None and not any(row["id"] == after for row in rows):
        raise _lost(after)
    yield from rows


def _lost(after: str) -> RecordError:
    return RecordError(after, "no item of this id to go on from", "begin again without it")


def _portions(items: Sequence[_T]) -> Iterator[list[_T]]:
    """A few items first, for most ask for no more; then as many as are looked up well at once."""
    yield list(items[: PAGE + 1])
    for start in range(PAGE + 1, len(items), _SOME):
        yield list(items[start : start + _SOME])


def _has(told: Iterable[str], part: str | None) -> bool:
    return part is None or any(part.lower() in one.lower() for one in told)


def _took_part(row: Row, person: str | None) -> bool:
    names = [one["name"] for one in row["participants"]]
    plain = slug(person or "")  # without accents
    return _has(names, person) or (bool(plain) and _has(map(slug, names), plain))
