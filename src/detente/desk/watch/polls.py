"""What is followed: when each feed and page is to be asked again, and which articles wait.

Invariant: that a feed was read as it is now is written together with the articles it told of, so
that none is lost where the watch is stopped at any moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, or_, select, update

from detente.desk.telling.visible import one_line
from detente.desk.watch.config import Source
from detente.intake import Item
from detente.intake.fetch import Version
from detente.record import schema
from detente.record.inserting import insert_new
from detente.record.told import portions

_LONGEST = 1000  # characters of what a feed says of an article
_REASON = 300
_p = schema.polls


@dataclass(frozen=True)
class Beside:
    """What a feed says of an article, and what the configuration says of the feed."""

    published: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    publisher: str | None = None


@dataclass(frozen=True)
class Poll:
    """Something that is to be fetched.

    Attributes:
        address: where.
        kind: `feed`, `page` or `article`.
        beside: of an article.
        version: by what its server knows it as it was.
        failures: in a row.

    """

    address: str
    kind: str
    beside: Beside
    version: Version
    failures: int


def enroll(connection: Connection, sources: Iterable[Source], now: datetime) -> None:
    """Have sources followed that are not yet; one that was a page and is a feed is begun anew."""
    for source in sources:
        t = _p.c
        other = and_(t.address == source.url, t.kind != source.kind)
        connection.execute(delete(_p).where(other))
        insert_new(connection, _p, [_row(source.url, source.kind, now)])


def _row(address: str, kind: str, now: datetime, beside: Beside = Beside()) -> dict[str, Any]:
    return {"address": address, "kind": kind, "beside": asdict(beside), "next_at": now}


def due(connection: Connection, kinds: Sequence[str], now: datetime, most: int) -> list[Poll]:
    """What is to be fetched now, what has waited longest first."""
    t = _p.c
    query = (
        select(_p)
        .where(t.kind.in_(kinds), t.next_at <= now)
        .order_by(t.next_at, t.address)
        .limit(most)
    )
    return [
        Poll(row.address, row.kind, Beside(**row.beside), Version(row.etag, row.last_modified),
             row.failures)
        for row in connection.execute(query)
    ]  # fmt: skip


def next_due(connection: Connection, sources: Sequence[str]) -> datetime | None:
    """When something is to be fetched next: one of some sources, or an article."""
    t = _p.c
    ours = or_(t.kind == "article", t.address.in_(sources))
    found: datetime | None = connection.scalar(select(func.min(t.next_at)).where(ours))
    return found


def checked(
    connection: Connection, address: str, version: Version | None, now: datetime, again: datetime
) -> None:
    """Note that a source was fetched; `version` is None where it is as it was."""
    values: dict[str, Any] = {
        "checked_at": now, "next_at": again, "failures": 0, "reason": None,
    }  # fmt: skip
    if version is not None:
        values |= {"etag": version.etag, "last_modified": version.modified}
    connection.execute(update(_p).where(_p.c.address == address).values(values))


def failed(
    connection: Connection, address: str, reason: str, now: datetime, again: datetime | None
) -> None:
    """Note that something could not be fetched; `again` is None where it never will be."""
    values = {
        "checked_at": now, "next_at": again, "failures": _p.c.failures + 1,
        "reason": one_line(reason)[:_REASON],
    }  # fmt: skip
    connection.execute(update(_p).where(_p.c.address == address).values(values))


def put_off(connection: Connection, address: str, again: datetime) -> None:
    """Have something fetched later, which is no failure."""
    connection.execute(update(_p).where(_p.c.address == address).values(next_at=again))


def queue(connection: Connection, items: Iterable[Item], now: datetime) -> None:
    """Have articles fetched that a feed tells of, by their addresses."""
    rows = [
        _row(item.url, "article", now, Beside(*map(_short, (
            item.published, item.title, item.outlet, item.byline, item.publisher))))
        for item in items
        if item.url
    ]  # fmt: skip
    for some in portions(rows):
        insert_new(connection, _p, some)


def _short(text: str | None) -> str | None:
    return text[:_LONGEST] if text else None


def done(connection: Connection, articles: Iterable[str]) -> None:
    """Note that articles need not be fetched any more."""
    t = _p.c
    for some in portions(articles):
        connection.execute(delete(_p).where(t.kind == "article", t.address.in_(some)))


def seen(connection: Connection, addresses: Iterable[str]) -> set[str]:
    """Which addresses were taken in before, whatever came of them, or wait to be fetched."""
    found: set[str] = set()
    for some in portions(addresses):
        for column in (schema.inputs.c.name, _p.c.address):
            found.update(connection.scalars(select(column).where(column.in_(some))))
    return found
