"""The history is worked out from what was read and judged: part by part, where something came in.

A part is all contacts of the same parties, or all moves of one side toward another. What stood
there is dropped and written anew, so that it never matters in which order reports came in.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, delete, func, select

from detente.record import cycles, schema
from detente.record.adding import touch
from detente.record.contacts import conclude_contacts
from detente.record.database import writing
from detente.record.moves import conclude_moves
from detente.record.stories import settle_stories

# Parts in one transaction, and mentions in them: writers wait no longer, and memory holds no more.
_AT_ONCE, _MENTIONS_AT_ONCE = 200, 5_000
_WORK = (("contacts", conclude_contacts), ("moves", conclude_moves))
_MENTIONS = (("contacts", schema.contact_mentions), ("moves", schema.move_mentions))


def settle(engine: Engine) -> int:
    """Work out what is unsettled.

    Returns:
        How many parts were worked out.

    """
    new = 1
    while new:
        with writing(engine) as connection:
            new, moved = settle_stories(connection)
            _touch_moved(connection, moved)
    done = 0
    while True:
        with cycles.not_sought(), writing(engine) as connection:
            parts = _next(connection)
            for kind, work in _WORK:
                of_kind = [parties for found, parties in parts if found == kind]
                if of_kind:
                    work(connection, of_kind)
                    _mark_settled(connection, kind, of_kind)
        done += len(parts)
        if not parts:
            return done


def _next(connection: Connection) -> list[tuple[str, str]]:
    """The parts that come next, as many as are well worked out at once; at least one."""
    u = schema.unsettled.c
    query = select(u.kind, u.parties).order_by(u.kind, u.parties).limit(_AT_ONCE)
    waiting = [(kind, parties) for kind, parties in connection.execute(query)]
    sizes: dict[tuple[str, str], int] = {}
    for kind, table in _MENTIONS:
        m = table.c.parties
        of_kind = m.in_([parties for found, parties in waiting if found == kind])
        for parties, count in connection.execute(
            select(m, func.count()).where(of_kind).group_by(m)
        ):
            sizes[kind, parties] = count
    taken: list[tuple[str, str]] = []
    mentions = 0
    for part in waiting:
        mentions += sizes.get(part, 0)
        if taken and mentions > _MENTIONS_AT_ONCE:
            break
        taken.append(part)
    return taken


def _mark_settled(connection: Connection, kind: str, parts: Sequence[str]) -> None:
    u = schema.unsettled
    connection.execute(delete(u).where(u.c.kind == kind, u.c.parties.in_(parts)))


def unsettle(connection: Connection) -> None:
    """Drop all that was concluded, so that the next `settle` works everything out anew."""
    for table in schema.CONCLUDED:
        connection.execute(delete(table))
    for kind, table in _MENTIONS:
        parties = connection.scalars(select(table.c.parties).distinct())
        touch(connection, [(kind, p) for p in parties])


def is_settled(connection: Connection) -> bool:
    """Whether nothing is left to be worked out."""
    return connection.execute(select(schema.unsettled).limit(1)).first() is None


def _touch_moved(connection: Connection, documents: Sequence[int]) -> None:
    for kind, table in _MENTIONS:
        r = schema.readings
        for start in range(0, len(documents), 500):
            parties = connection.scalars(
                select(table.c.parties)
                .join(r, r.c.id == table.c.reading_id)
                .where(r.c.document_id.in_(documents[start : start + 500]))
                .distinct()
            )
            touch(connection, [(kind, p) for p in parties])
