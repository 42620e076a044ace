"""What was told of a contact or a move by an earlier day, where more was told of it later.

Most are told once, or all at once, and stand as they are concluded. The others are put together
again from those of their mentions that had been published by the day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select, tuple_

from detente.record import schema
from detente.record.acts import Act
from detente.record.contacts import row_of
from detente.record.inserting import encoded
from detente.record.judging import judged, read_all
from detente.record.merged import merge
from detente.record.moves import acts_told, move_of
from detente.record.naming import direction
from detente.record.told import Mention, Told, contacts_told

Row = dict[str, Any]
Pair = tuple[str, str] | None


# -- contacts --------------------------------------------------------------------------------------


def contacts_known(
    connection: Connection, on: int, pair: Pair = None, ids: Sequence[str] | None = None
) -> dict[str, Row]:
    """The contacts of which more was told after a day than by it, as they were told by it.

    Arguments:
        connection: to the record.
        on: the day, as an ordinal.
        pair: two sides that took part; None for any.
        ids: of contacts; None for any.

    Returns:
        By id the columns of `contacts`, as `contacts.row_of` gives them.

    """
    parts = _told_again(connection, on, pair, ids)
    if not parts:
        return {}
    judgements, found = read_all(connection), {}
    for part, told in contacts_told(connection, sorted(set(parts.values()))).items():
        corrected = judged((j for j in judgements if j.parties == part), told).corrected
        at = {t.mention: place for place, t in enumerate(told)}
        own = [contact for contact, of in parts.items() if of == part]
        for contact, places in _places(connection, own, at):
            by_then = [told[place] for place in places if _known(told[place]) <= on]
            right = {name: value for place, name, value in corrected if place in places}
            body = merge(by_then, [], right) | {"id": contact}
            found[contact] = row_of(part, body, by_then)
    return found


def _told_again(
    connection: Connection, on: int, pair: Pair, ids: Sequence[str] | None
) -> dict[str, str]:
    """The contacts known by a day that a later document tells of as well, with their parties."""
    c, m, r, d = schema.contacts, schema.contact_members, schema.readings, schema.documents
    query = (
        select(c.c.id, c.c.parties)
        .join(m, m.c.contact_id == c.c.id)
        .join(r, r.c.id == m.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .where(d.c.published_day > on, func.coalesce(c.c.told_day, c.c.last_day) <= on)
    )
    query = query.where(c.c.id.in_(ids)) if ids is not None else _of_pair(query, c.c.parties, pair)
    return {row.id: row.parties for row in connection.execute(query)}


def _of_pair(query: Select[Any], parties: Any, pair: Pair) -> Select[Any]:
    of = schema.contact_parties.c
    for party in pair or ():
        query = query.where(parties.in_(select(of.parties).where(of.party == party)))
    return query


def _places(
    connection: Connection, contacts: Sequence[str], at: dict[Mention, int]
) -> Iterator[tuple[str, list[int]]]:
    """Which mentions each of some contacts was put together from, by their places, in order."""
    m = schema.contact_members.c
    found: dict[str, list[int]] = {}
    for some in portions(contacts):
        query = select(m.contact_id, m.reading_id, m.number).where(m.contact_id.in_(some))
        for contact, reading, number in connection.execute(query):
            if (reading, number) in at:
                found.setdefault(contact, []).append(at[reading, number])
    for contact, places in sorted(found.items()):
        yield contact, sorted(places)


def _known(told: Told) -> int:
    """The day by which a mention was known: that of its telling, else its own."""
    return told.told_day or (told.days[1] if told.days else schema.NEVER)


# -- moves -----------------------------------------------------------------------------------------


def moves_known(connection: Connection, on: int, pair: Pair = None) -> dict[Mention, Row]:
    """The moves of which more was told after a day than by it, as they were told by it.

    Returns:
        By what names them in `moves` (reading and number), their columns.

    """
    groups = _groups_told_again(connection, on, pair)
    if not groups:
        return {}
    acts = {
        act.mention: act
        for told in acts_told(connection, sorted({part for part, _ in groups.values()})).values()
        for act in told
    }
    found = {}
    for move, (_, mentions) in groups.items():
        by_then = sorted(
            (acts[m] for m in mentions if m in acts and _told(acts[m]) <= on),
            key=lambda act: (act.day, act.source.key, act.mention),
        )
        if by_then:
            found[move] = _move(move, by_then)
    return found


def _move(named: Mention, by_then: Sequence[Act]) -> Row:
    """A move as some of its mentions tell it, under the name that it has in `moves`."""
    row = dict(zip((column.name for column in schema.moves.c), move_of(by_then), strict=True))
    reports = list(dict.fromkeys(act.source.key for act in by_then))
    body = {"reports": reports} | json.loads(row["body"] or "{}")
    return row | {"reading_id": named[0], "number": named[1], "body": encoded(body)}


def _groups_told_again(
    connection: Connection, on: int, pair: Pair
) -> dict[Mention, tuple[str, list[Mention]]]:
    """The moves known by a day that a later document tells of too: parties and all mentions."""
    m, r, d, v = schema.move_members, schema.readings, schema.documents, schema.moves
    head = and_(
        v.c.parties == m.c.parties, v.c.reading_id == m.c.move_reading_id,
        v.c.number == m.c.move_number,
    )  # fmt: skip
    later = (
        select(m.c.parties, m.c.move_reading_id, m.c.move_number)
        .join(r, r.c.id == m.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .join(v, head)
        .where(d.c.published_day > on, func.coalesce(v.c.told_day, v.c.first_day) <= on)
        .distinct()
    )
    if pair:
        both = [direction(*pair), direction(*reversed(pair))]
        later = later.where(m.c.parties.in_(both))
    found: dict[Mention, tuple[str, list[Mention]]] = {}
    for some in portions(connection.execute(later).all()):
        key = tuple_(m.c.parties, m.c.move_reading_id, m.c.move_number)
        query = select(m).where(key.in_([tuple(row) for row in some]))
        for parties, reading, number, own_reading, own_number in connection.execute(query):
            of = found.setdefault((own_reading, own_number), (parties, []))
            of[1].append((reading, number))
    return found


def _told(act: Act) -> int:
    return act.source.published or (act.days[0] if act.days else schema.NEVER)


def portions(items: Iterable[Any], size: int = 500) -> Iterator[list[Any]]:
    """A list, some at a time: SQLite takes only so many at once."""
    listed = list(items)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]
