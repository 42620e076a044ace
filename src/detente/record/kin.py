"""What stands near: the documents that are copies of one, the contacts told beside one."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from detente.record import schema
from detente.record.told import portions


def stories(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Which story some documents tell.

    Arguments:
        connection: to the record, settled.
        keys: of the documents.

    Returns:
        For each document the key of the one that it is a copy of, or its own.

    """
    d, s = schema.documents, schema.stories
    origin = d.alias("origin")
    found = {key: key for key in keys}
    for some in portions(found):
        query = (
            select(d.c.key, origin.c.key)
            .join(s, s.c.document_id == d.c.id)
            .join(origin, origin.c.id == s.c.story_id)
            .where(d.c.key.in_(some))
        )
        found.update((row[0], row[1]) for row in connection.execute(query))
    return found


def told_in(connection: Connection, keys: Iterable[str]) -> list[str]:
    """The ids of the contacts that some reports tell; rows of tables and data sets are none."""
    d, r, m = schema.documents, schema.readings, schema.contact_members
    found: set[str] = set()
    for some in portions(keys):
        query = (
            select(m.c.contact_id)
            .join(r, r.c.id == m.c.reading_id)
            .join(d, d.c.id == r.c.document_id)
            .where(d.c.key.in_(some), d.c.kind.in_(["report", "note"]))
        )
        found.update(connection.scalars(query))
    return sorted(found)
