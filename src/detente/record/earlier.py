"""What was told of a contact or a move by an earlier day, where more was told of it later.

Most are told once, or all at once, and stand as they are concluded. The others are put together
again from those of their mentions that were known by the day: a report by that of its publication,
a row of a table or a data set by its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, select, tuple_

from detente.record import schema
from detente.record.acts import Act
from detente.record.contacts import row_of
from detente.record.inserting import encoded
from detente.record.judging import judged, read_all
from detente.record.merged import merge
from detente.record.moves import acts_told, move_of
from detente.record.naming import direction, item_id
from detente.record.told import Mention, Told, contacts_told, portions

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
    judgements, mentions = read_all(connection), _mentions(connection, parts)
    judged_of = {j.parties for j in judgements if j.parties}
    found = {}
    for part, told in _told(connection, parts, mentions, judged_of).items():
        corrected = judged((j for j in judgements if j.parties == part), told).corrected
        at = {t.mention: place for place, t in enumerate(told)}
        for contact in (contact for contact, of in parts.items() if of == part):
            places = sorted(at[m] for m in mentions.get(contact, ()) if m in at)
            by_then = [told[place] for place in places if told[place].known_day <= on]
            if by_then:
                right = {name: value for place, name, value in corrected if place in places}
                body = merge(by_then, [], right) | {"id": contact}
                found[contact] = row_of(part, body, by_then)
    return found


def _told_again(
    connection: Connection, on: int, pair: Pair, ids: Sequence[str] | None
) -> dict[str, str]:
    """The contacts known by a day of which more was known later, with their parties."""
    c = schema.contacts.c
    query = select(c.id, c.parties).where(c.known_day <= on, c.more_day > on)
    if ids is None:
        return _parties(connection, _of_pair(query, c.parties, pair))
    found: dict[str, str] = {}
    for some in portions(ids):
        found |= _parties(connection, query.where(c.id.in_(some)))
    return found


def _parties(connection: Connection, query: Select[Any]) -> dict[str, str]:
    return {row.id: row.parties for row in connection.execute(query)}


def _of_pair(query: Select[Any], parties: Any, pair: Pair) -> Select[Any]:
    of = schema.contact_parties.c
    for party in pair or ():
        query = query.where(parties.in_(select(of.parties).where(of.party == party)))
    return query


def _mentions(connection: Connection, parts: dict[str, str]) -> dict[str, list[Mention]]:
    """Which mentions each of some contacts, given with their parties, was put together from."""
    t, m = schema.contact_mentions.c, schema.contact_members
    found: dict[str, list[Mention]] = {}
    for some in portions(sorted(set(parts.values()))):
        query = (
            select(m.c.contact_id, m.c.reading_id, m.c.number)
            .join(m, and_(m.c.reading_id == t.reading_id, m.c.number == t.number))
            .where(t.parties.in_(some))
        )
        for contact, reading, number in connection.execute(query):
            if contact in parts:
                found.setdefault(contact, []).append((reading, number))
    return found


def _told(
    connection: Connection,
    parts: dict[str, str],
    mentions: dict[str, list[Mention]],
    judged_of: set[str],
) -> dict[str, list[Told]]:
    """Mentions by their parties: those of some contacts, and all where somebody judged.

    Which mention a judgement means is known only among all that its document tells.
    """
    plain = sorted({part for part in parts.values() if part not in judged_of})
    wanted = [m for contact, part in parts.items() if part not in judged_of
              for m in mentions.get(contact, ())]  # fmt: skip
    found = contacts_told(connection, plain, wanted)
    return found | contacts_told(connection, sorted(judged_of.intersection(parts.values())))


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
            (acts[m] for m in mentions if m in acts and acts[m].known_day <= on),
            key=lambda act: (act.day, act.source.key, act.mention),
        )
        if by_then:
            found[move] = _move(move, by_then)
    return found


def _move(named: Mention, by_then: Sequence[Act]) -> Row:
    """A move as some of its mentions tell it, found by the name that it has in `moves`.

    What it shows as its id and its reports is of those mentions.
    """
    row = dict(zip((column.name for column in schema.moves.c), move_of(by_then), strict=True))
    first = by_then[0]
    reports = list(dict.fromkeys(act.source.key for act in by_then))
    body = {"id": item_id(first.source.key, f"m{first.mention[1]}"), "reports": reports}
    body |= json.loads(row["body"] or "{}")
    return row | {"reading_id": named[0], "number": named[1], "body": encoded(body)}


def _groups_told_again(
    connection: Connection, on: int, pair: Pair
) -> dict[Mention, tuple[str, list[Mention]]]:
    """The moves known by a day of which more was known later: parties and all mentions."""
    m, v = schema.move_members, schema.moves.c
    later = select(v.parties, v.reading_id, v.number).where(v.known_day <= on, v.more_day > on)
    if pair:
        both = [direction(*pair), direction(*reversed(pair))]
        later = later.where(v.parties.in_(both))
    found: dict[Mention, tuple[str, list[Mention]]] = {}
    for some in portions(connection.execute(later).all()):
        key = tuple_(m.c.parties, m.c.move_reading_id, m.c.move_number)
        query = select(m).where(key.in_([tuple(row) for row in some]))
        for parties, reading, number, own_reading, own_number in connection.execute(query):
            of = found.setdefault((own_reading, own_number), (parties, []))
            of[1].append((reading, number))
    return found
