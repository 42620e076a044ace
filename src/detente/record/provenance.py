"""How a document came into the record, what it brought, and which others are copies of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from detente.record import schema
from detente.record.told import is_newest

_MOST = 50  # copies that are named
_COPY = ("key", "title", "outlet", "published_at")


@dataclass(frozen=True)
class Provenance:
    """Where a document is from.

    Attributes:
        key, kind, title, outlet: as in `documents`.
        added_at: when it came in, in UTC.
        added_by: who put it in, where that is kept.
        reader: who read it last: a reading model, or the map of a table.
        read_at: when, in UTC.
        contacts, moves, statements: how many mentions that reading brought.
        copies: other documents that tell the same story in the same words: of at most fifty their
            key, title, outlet and publication, the earliest first.
        copied: how many there are in all.

    """

    key: str
    kind: str
    title: str | None
    outlet: str | None
    added_at: datetime
    added_by: str | None
    reader: str
    read_at: datetime
    contacts: int
    moves: int
    statements: int
    copies: list[dict[str, Any]] = field(default_factory=list)
    copied: int = 0


def provenance(connection: Connection, key: str) -> Provenance | None:
    """Tell where a document is from.

    Arguments:
        connection: to the record, settled.
        key: of the document.

    """
    d, r = schema.documents.c, schema.readings
    found = connection.execute(
        select(d.id, d.key, d.kind, d.title, d.outlet, d.added_at, d.added_by, r.c.reader,
               r.c.read_at, r.c.id.label("reading"))
        .join(r, r.c.document_id == d.id)
        .where(d.key == key, is_newest(r))
    ).first()  # fmt: skip
    if found is None:
        return None
    contacts, moves, statements = (
        connection.scalar(
            select(func.count()).select_from(table).where(table.c.reading_id == found.reading)
        )
        or 0
        for table in (schema.contact_mentions, schema.move_mentions, schema.statements)
    )
    others = _copies(found.id)
    return Provenance(
        key=found.key, kind=found.kind, title=found.title, outlet=found.outlet,
        added_at=found.added_at, added_by=found.added_by, reader=found.reader,
        read_at=found.read_at, contacts=contacts, moves=moves, statements=statements,
        copies=[dict(row) for row in connection.execute(others.limit(_MOST)).mappings()],
        copied=connection.scalar(select(func.count()).select_from(others.subquery())) or 0,
    )  # fmt: skip


def _copies(document: int) -> Select[Any]:
    d, s = schema.documents.c, schema.stories.c
    story = select(s.story_id).where(s.document_id == document).scalar_subquery()
    return (
        select(*(d[name] for name in _COPY))
        .join(schema.stories, s.document_id == d.id)
        .where(s.story_id == story, d.id != document)
        .order_by(func.coalesce(d.published_day, schema.NEVER), d.key)
    )
