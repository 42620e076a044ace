"""The documents of a record as a library has them: listed, and who is told of in them by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, literal, or_, select, tuple_

from detente.actors import slug
from detente.record import schema
from detente.record.days import days_of
from detente.record.error import RecordError
from detente.record.queries import Wanted
from detente.record.told import portions

COLUMNS = ("key", "kind", "title", "byline", "outlet", "published_at", "url", "language")
Row = dict[str, Any]


def documents(connection: Connection, wanted: Wanted, *, exact: bool = False) -> Iterator[Row]:
    """The documents, from the newest back, without their texts.

    Arguments:
        connection: to the record.
        wanted: `outlet`, `since`, `until`, `limit` and `after`, the key of a document.
        exact: whether `outlet` is the whole name, as it is written.

    Raises:
        RecordError: there is no document `after` which they could follow.

    """
    d, day = schema.documents.c, schema.newest_published
    query = select(*(d[name] for name in COLUMNS)).order_by(day.desc(), d.id.desc())
    if wanted.outlet and exact:
        query = query.where(d.outlet == wanted.outlet)
    elif wanted.outlet:
        query = query.where(d.outlet.in_(outlets_named(connection, wanted.outlet)))
    if wanted.since:
        query = query.where(d.published_day >= days_of(wanted.since)[0])
    if wanted.until:
        query = query.where(d.published_day <= days_of(wanted.until)[1])
    if wanted.after is not None:
        place = connection.execute(select(day, d.id).where(d.key == wanted.after)).first()
        if place is None:
            wrong = "no document of this key to go on from"
            raise RecordError(wanted.after, wrong, "begin again without it")
        query = query.where(tuple_(day, d.id) < tuple_(*map(literal, place)))
    for row in connection.execute(query.limit(wanted.limit)):
        yield dict(row._mapping)


def when_added(connection: Connection, keys: Sequence[str]) -> dict[str, datetime]:
    """When some documents came into the record (UTC), by their keys."""
    d = schema.documents.c
    return {
        key: added
        for some in portions(dict.fromkeys(keys))
        for key, added in connection.execute(select(d.key, d.added_at).where(d.key.in_(some)))
    }


def outlets_named(connection: Connection, part: str, limit: int | None = None) -> list[str]:
    """The outlets in whose names some words stand, in any case, those that told most first."""
    d = schema.documents.c
    rows = connection.execute(
        select(d.outlet, func.count()).where(d.outlet.is_not(None)).group_by(d.outlet)
    )
    found = [(-count, name) for name, count in rows if part.lower() in name.lower()]
    return [name for _, name in sorted(found)[:limit]]


def actors_named(connection: Connection, words: Sequence[str], limit: int) -> list[Row]:
    """Who has some words in the name, in any case and with or without accents.

    Returns:
        What `queries.actors` tells of them, and `contacts`, in how many they took part; those with
        the most first.

    """
    a, p = schema.actors.c, schema.contact_people.c
    met = select(func.count()).where(p.actor_id == a.id).scalar_subquery()
    columns = (a.key, a.name, a.kind, a.country, a.org, a.sector)
    query = select(*columns, met.label("contacts")).where(a.kind != "anonymous")
    for word in words:
        named = func.lower(a.name).contains(word.lower(), autoescape=True)
        bare = slug(word)  # as keys have names: "erdogan" finds Erdoğan
        query = query.where(or_(named, a.key.contains(bare, autoescape=True)) if bare else named)
    rows = connection.execute(query.order_by(met.desc(), a.name, a.key).limit(limit))
    return [dict(row._mapping) for row in rows]
