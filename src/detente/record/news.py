"""What came into the record after a document: the reports, and the contacts and moves they tell.

Documents are numbered as they come in, by one writer at a time, so that whoever remembers the last
number has seen all before it. Event data and tables are no news: only reports and entries by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, and_, func, select, tuple_

from detente.record import schema
from detente.record.naming import item_id
from detente.record.told import is_newest, portions

_KINDS = ("report", "note")
Move = tuple[str, int, int]  # its parties, as `USA>CHN`; its reading, and its number there


@dataclass(frozen=True)
class News:
    """What came in.

    Attributes:
        last: the number of the newest document; 0 where there is none.
        documents: the new ones: `key`, `title`, `outlet`, `url`, `published_day`, `text`, and
            `story`: the key of the document of which they are copies, or their own.
        contacts: ids of the contacts that any of them tells of.
        moves: the moves that any of them tells of, each with the ids of all its mentions.

    """

    last: int
    documents: list[dict[str, Any]] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    moves: dict[Move, list[str]] = field(default_factory=dict)


def last_document(connection: Connection) -> int:
    """The number of the newest document; 0 where there is none."""
    return connection.scalar(select(func.max(schema.documents.c.id))) or 0


def news(connection: Connection, after: int) -> News:
    """Gather what came in after a document.

    Arguments:
        connection: to a settled record.
        after: the document's number, as `last_document` gave it.

    """
    last = last_document(connection)
    if last <= after:
        return News(last)
    return News(
        last, list(_documents(connection, after)), _contacts(connection, after),
        _moves(connection, after),
    )  # fmt: skip


def _documents(connection: Connection, after: int) -> Iterator[dict[str, Any]]:
    d, s, first = schema.documents, schema.stories, schema.documents.alias()
    query = (
        select(d.c.key, d.c.title, d.c.outlet, d.c.url, d.c.published_day, d.c.text,
               func.coalesce(first.c.key, d.c.key).label("story"))
        .outerjoin(s, s.c.document_id == d.c.id)
        .outerjoin(first, first.c.id == s.c.story_id)
        .where(d.c.id > after, d.c.kind.in_(_KINDS))
        .order_by(d.c.id)
    )  # fmt: skip
    return (dict(row._mapping) for row in connection.execute(query))


def _contacts(connection: Connection, after: int) -> list[str]:
    m, r, d = schema.contact_members, schema.readings, schema.documents
    query = (
        select(m.c.contact_id)
        .join(r, r.c.id == m.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .where(d.c.id > after, d.c.kind.in_(_KINDS))
        .distinct()
        .order_by(m.c.contact_id)
    )
    return list(connection.scalars(query))


def _moves(connection: Connection, after: int) -> dict[Move, list[str]]:
    """The moves: those of one mention are named by it, the others by `move_members`."""
    m, of, r, d = schema.move_mentions, schema.move_members, schema.readings, schema.documents
    joined = and_(
        of.c.parties == m.c.parties, of.c.reading_id == m.c.reading_id, of.c.number == m.c.number
    )
    query = (
        select(m.c.parties, m.c.reading_id, m.c.number, d.c.key, of.c.move_reading_id,
               of.c.move_number)
        .join(r, r.c.id == m.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .outerjoin(of, joined)
        .where(d.c.id > after, d.c.kind.in_(_KINDS), is_newest(r))
    )  # fmt: skip
    found: dict[Move, list[str]] = {}
    merged: list[Move] = []
    for parties, reading, number, key, own_reading, own_number in connection.execute(query):
        if own_reading is None:
            found[parties, reading, number] = [item_id(key, f"m{number}")]
        else:
            merged.append((parties, own_reading, own_number))
    for move, mention in _members(connection, list(dict.fromkeys(merged))):
        found.setdefault(move, []).append(mention)
    return found


def _members(connection: Connection, moves: Sequence[Move]) -> Iterator[tuple[Move, str]]:
    of, r, d = schema.move_members, schema.readings, schema.documents
    for some in portions(moves):
        own = tuple_(of.c.parties, of.c.move_reading_id, of.c.move_number)
        query = (
            select(of.c.parties, of.c.move_reading_id, of.c.move_number, d.c.key, of.c.number)
            .join(r, r.c.id == of.c.reading_id)
            .join(d, d.c.id == r.c.document_id)
            .where(own.in_(some))
            .order_by(d.c.id, of.c.number)
        )
        for parties, reading, number, key, local in connection.execute(query):
            yield (parties, reading, number), item_id(key, f"m{local}")
