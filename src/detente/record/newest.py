"""The newest moves and statements, in the order of the keys that they are kept by.

To sort all that two great powers did to one another takes long; to walk back along a key does not.
What has no day comes after all else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, NoReturn

from sqlalchemy import Connection, Select, func, literal, select, tuple_, union_all

from detente.record import schema
from detente.record.error import RecordError
from detente.record.told import is_newest

_DOCUMENTS, _MOST_DOCUMENTS = 64, 512  # whose statements are asked for at once
_SELDOM = 5000  # statements
_LOCAL = re.compile(r"[ms][0-9]{1,15}")


class Place(NamedTuple):
    """Where an item stands.

    Attributes:
        day: as `moves` has it; of a statement that of publication, 0 for none.
        of: the reading of a move, the document of a statement.
        number: its own there.
        key: of its document.

    """

    day: int
    of: int
    number: int
    key: str


def moves_back(
    connection: Connection, query: Select[Any], directions: Sequence[str], after: str | None
) -> Iterator[Select[Any]]:
    """What to ask for, one query after the other, for moves from the newest back.

    Arguments:
        connection: to the record.
        query: selects moves with their `day`, `reading_id` and `number`, in no order.
        directions: the parties of moves, as `naming.direction` writes them; none for all.
        after: the id of the move that they follow; None to begin with the newest.

    Raises:
        RecordError: there is no move of that id.

    """
    m = schema.moves.c
    place = place_of_move(connection, after)[:3] if after is not None else None
    before = [tuple_(m.day, m.reading_id, m.number) < _literal(place)] if place else []
    if place is None or place[0] < schema.NEVER:
        yield _back(query.where(m.day < schema.NEVER, *before), directions)
        before = []
    yield _back(query.where(m.day == schema.NEVER, *before), directions)


def _back(query: Select[Any], directions: Sequence[str]) -> Select[Any]:
    """Each direction is walked by itself and the two are merged: no database then sorts them."""
    if len(directions) < 2:
        m = schema.moves.c
        query = query.where(m.parties.in_(directions)) if directions else query
        return query.order_by(m.day.desc(), m.reading_id.desc(), m.number.desc())
    legs = union_all(*(query.where(schema.moves.c.parties == way) for way in directions)).subquery()
    c = legs.c
    return select(legs).order_by(c.day.desc(), c.reading_id.desc(), c.number.desc())


def place_of_move(connection: Connection, wanted: str) -> Place:
    """Where a move stands, or that which a mention is now a part of.

    Raises:
        RecordError: there is none of that id.

    """
    reading, number = _mention(connection, wanted, "m")
    mention, member, m = schema.move_mentions.c, schema.move_members.c, schema.moves.c
    parties = connection.scalar(
        select(mention.parties).where(mention.reading_id == reading, mention.number == number)
    )
    whole = connection.execute(
        select(member.move_reading_id, member.move_number).where(
            member.parties == parties, member.reading_id == reading, member.number == number
        )
    ).first()
    own = whole or (reading, number)
    r, d = schema.readings, schema.documents
    place = connection.execute(
        select(m.day, m.reading_id, m.number, d.c.key)
        .join(r, r.c.id == m.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .where(m.parties == parties, m.reading_id == own[0], m.number == own[1])
    ).first()
    return Place(*place) if place else _none(wanted, "move")


def statements_back(
    connection: Connection, query: Select[Any], published: Sequence[Any], after: str | None
) -> Iterator[Select[Any]]:
    """What to ask for, one query after the other, for statements from the newest back.

    Arguments:
        connection: to the record.
        query: selects statements with their documents, in no order.
        published: what must hold of the documents.
        after: the id of the statement that they follow; None to begin with the newest.

    Raises:
        RecordError: there is no statement of that id.

    """
    d, number = schema.documents.c, schema.statements.c.number
    order = (schema.newest_published.desc(), d.id.desc(), number.desc())
    place: Sequence[int] | None = None
    if after is not None:
        at = place_of_statement(connection, after)
        yield query.where(d.id == at.of, number < at.number).order_by(number.desc())
        place = at.day, at.of
    some = _DOCUMENTS
    while documents := _documents_back(connection, published, place, some):
        yield query.where(d.id.in_([number for _, number in documents])).order_by(*order)
        place, some = documents[-1], min(2 * some, _MOST_DOCUMENTS)


def said_seldom(connection: Connection, speakers: Select[Any]) -> bool:
    """Whether some speakers said so little that all of it is quickly sorted."""
    s = schema.statements.c
    some = select(literal(1)).where(s.speaker_id.in_(speakers)).limit(_SELDOM).subquery()
    count = connection.scalar(select(func.count()).select_from(some))
    return (count or 0) < _SELDOM


def speakers_back(
    connection: Connection, query: Select[Any], after: str | None
) -> Iterator[Select[Any]]:
    """The same as `statements_back`, quicker where the speakers seldom spoke."""
    key = (schema.newest_published, schema.documents.c.id, schema.statements.c.number)
    if after is not None:
        at = place_of_statement(connection, after)
        query = query.where(tuple_(*key) < _literal((at.day, at.of, at.number)))
    yield query.order_by(*(part.desc() for part in key))


def _documents_back(
    connection: Connection, published: Sequence[Any], before: Sequence[int] | None, some: int
) -> list[Sequence[int]]:
    """The days and ids of the documents before a place."""
    day, number = schema.newest_published, schema.documents.c.id
    query = select(day, number).where(*published).order_by(day.desc(), number.desc()).limit(some)
    if before:
        query = query.where(tuple_(day, number) < _literal(before))
    return [tuple(row) for row in connection.execute(query)]


def place_of_statement(connection: Connection, wanted: str) -> Place:
    """Where a statement stands.

    Raises:
        RecordError: there is none of that id.

    """
    reading, number = _mention(connection, wanted, "s")
    s, r, d = schema.statements, schema.readings, schema.documents
    place = connection.execute(
        select(schema.newest_published, d.c.id, s.c.number, d.c.key)
        .select_from(s)
        .join(r, r.c.id == s.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .where(s.c.reading_id == reading, s.c.number == number)
    ).first()
    return Place(*place) if place else _none(wanted, "statement")


def _mention(connection: Connection, wanted: str, letter: str) -> tuple[int, int]:
    """The reading and the number that the id of an item names."""
    key, _, local = wanted.rpartition("-")
    reading: int | None = None
    if _LOCAL.fullmatch(local) and local.startswith(letter):
        r, d = schema.readings, schema.documents
        query = select(r.c.id).join(d, d.c.id == r.c.document_id)
        reading = connection.scalar(query.where(d.c.key == key, is_newest(r)))
    if reading is None:
        _none(wanted, "move" if letter == "m" else "statement")
    return reading, int(local[1:])


def _literal(place: Sequence[int]) -> Any:
    return tuple_(*map(literal, place))


def _none(wanted: str, kind: str) -> NoReturn:
    raise RecordError(wanted, f"no {kind} of this id to go on from", "begin again without it")
