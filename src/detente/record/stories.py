"""Which documents tell one story: copies of one text count once as a source."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select, update

from detente.record import schema
from detente.record.copies import are_copies

_d, _b, _s = schema.documents, schema.bands, schema.stories


def settle_stories(connection: Connection) -> list[int]:
    """Find the story of every document that has none yet.

    Arguments:
        connection: in a transaction that writes.

    Returns:
        The documents whose story is now another: what they tell is to be worked out anew.

    """
    new = connection.scalars(
        select(_d.c.id)
        .join(_s, _s.c.document_id == _d.c.id, isouter=True)
        .where(_s.c.document_id.is_(None))
        .order_by(_d.c.id)
    ).all()
    moved: list[int] = []
    for document in new:
        moved += _settle(connection, document)
    return moved


def _settle(connection: Connection, document: int) -> list[int]:
    connection.execute(insert(_s), {"document_id": document, "story_id": document})
    copies = _copies(connection, document)
    if not copies:
        return []
    stories = set(
        connection.scalars(select(_s.c.story_id).where(_s.c.document_id.in_([document, *copies])))
    )
    members = connection.scalars(select(_s.c.document_id).where(_s.c.story_id.in_(stories))).all()
    first = _first(connection, members)
    connection.execute(update(_s).where(_s.c.document_id.in_(members)).values(story_id=first))
    return list(members)


def _copies(connection: Connection, document: int) -> list[int]:
    own = connection.execute(select(_d.c.shingles, _d.c.signature).where(_d.c.id == document)).one()
    if own.signature is None:
        return []
    other = _b.alias("other")
    near = (
        select(other.c.document_id)
        .join(_b, _b.c.band == other.c.band)
        .where(_b.c.document_id == document, other.c.document_id != document)
        .distinct()
    )
    rows = connection.execute(
        select(_d.c.id, _d.c.shingles, _d.c.signature)
        .join(_s, _s.c.document_id == _d.c.id)  # the others are looked at when it is their turn
        .where(_d.c.id.in_(near))
    )
    return [r.id for r in rows if are_copies(tuple(own), (r.shingles, r.signature))]


def _first(connection: Connection, members: Iterable[int]) -> int:
    """The document that was published first; so the story is the same whatever came in first."""
    rows = connection.execute(
        select(_d.c.id, _d.c.published_at, _d.c.key).where(_d.c.id.in_(list(members)))
    )
    return int(min((at or "9", key, number) for number, at, key in rows)[2])
