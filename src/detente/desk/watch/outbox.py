"""What is still to be sent: each alert to each channel, kept until the other side has taken it.

Invariants
- What a message holds and its id are settled before it is first sent, so that sent again it is the
  same; whoever has got it knows it by its id.
- Whoever sends a message has claimed it for a while; killed meanwhile, it is claimed anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, and_, func, select, update

from detente.desk.telling.visible import one_line
from detente.desk.watch.alerts import alert_of
from detente.desk.watch.backoff import later
from detente.desk.watch.channels.error import UnsentError
from detente.desk.watch.config import Channel, DigestPart
from detente.desk.watch.message import Message
from detente.record import schema
from detente.record.database import writing

_CLAIM = timedelta(minutes=5)  # longer than any sending lasts
_FIRST, _LAST = timedelta(seconds=30), timedelta(hours=6)  # waits between attempts
_MOST = 100  # alerts in one message
_LONGEST = 300  # characters of a reason
_d, _a = schema.deliveries, schema.alerts


@dataclass(frozen=True)
class Claimed:
    """A message to be sent, and the how-manieth attempt it is."""

    message: Message
    attempt: int


@dataclass(frozen=True)
class Dead:
    """A message that was given up."""

    message: str
    channel: str
    titles: list[str]
    attempts: int
    reason: str


def claim(
    engine: Engine, channel: Channel, limits: DigestPart, origin: str, now: datetime
) -> Claimed | None:
    """Claim the message that is to be sent next to a channel; None where none is due.

    Arguments:
        engine: of the record.
        channel: to which.
        limits: how many messages it gets within a time; what is more goes as one.
        origin: how readers reach the desk.
        now: the moment, in UTC.

    """
    with writing(engine) as connection:
        due = _due(connection, channel.name, now)
        if not due:
            return None
        settled = due[0].message is not None
        together = due if settled else _together(connection, channel, limits, due, now)
        if not together:
            return None
        message = str(together[0].message) if settled else uuid4().hex
        attempt = together[0].attempts + 1
        _set(connection, channel.name, together, message=message, attempts=attempt,
             next_at=now + _CLAIM)  # fmt: skip
        return Claimed(Message(message, tuple(map(alert_of, together)), origin), attempt)


def _due(connection: Connection, channel: str, now: datetime) -> list[Any]:
    """What is due of one settled message; else all that is in none yet."""
    query = (
        select(_a, _d.c.message, _d.c.attempts)
        .join(_a, _a.c.id == _d.c.alert_id)
        .where(_d.c.channel == channel, _d.c.state == "waiting", _d.c.next_at <= now)
        .order_by(_d.c.alert_id)
    )
    settled = connection.execute(query.where(_d.c.message.is_not(None)).limit(1)).first()
    if settled is None:
        return list(connection.execute(query.where(_d.c.message.is_(None)).limit(_MOST)))
    return list(connection.execute(query.where(_d.c.message == settled.message)))


def _together(
    connection: Connection, channel: Channel, limits: DigestPart, due: list[Any], now: datetime
) -> list[Any]:
    """Of what is due, what goes in one message; nothing where the channel has had enough."""
    if channel.digest is not None:
        return due
    since = now - limits.within
    sent = connection.scalars(
        select(func.max(_d.c.sent_at))
        .where(_d.c.channel == channel.name, _d.c.state == "sent", _d.c.sent_at > since)
        .group_by(_d.c.message)
    ).all()
    if len(sent) >= limits.more_than:
        free = sorted(sent)[-limits.more_than] + limits.within
        _set(connection, channel.name, due, next_at=free)
        return []
    return due if len(sent) + len(due) > limits.more_than else due[:1]


def _set(connection: Connection, channel: str, rows: Iterable[Any], **values: Any) -> None:
    ids = [row.id for row in rows]
    ours = and_(_d.c.channel == channel, _d.c.alert_id.in_(ids))
    connection.execute(update(_d).where(ours).values(values))


def sent(engine: Engine, message: Message, now: datetime) -> None:
    """Note that the other side has taken a message."""
    with writing(engine) as connection:
        ours = _d.c.message == message.id
        connection.execute(
            update(_d).where(ours).values(state="sent", sent_at=now, next_at=None, reason=None)
        )


def failed(
    engine: Engine, claimed: Claimed, error: UnsentError, now: datetime, *, most: int
) -> bool:
    """Note that it could not be sent; it is tried again, after ever longer.

    Arguments:
        engine: of the record.
        claimed: what could not be sent.
        error: why.
        now: the moment, in UTC.
        most: after how many attempts it is given up.

    Returns:
        Whether it is given up.

    """
    dead = claimed.attempt >= most
    again = None if dead else now + later(claimed.attempt, _FIRST, _LAST, error.wait)
    with writing(engine) as connection:
        connection.execute(
            update(_d)
            .where(_d.c.message == claimed.message.id)
            .values(
                state="dead" if dead else "waiting", next_at=again,
                reason=one_line(str(error))[:_LONGEST],
            )
        )  # fmt: skip
    return dead


def dead(engine: Engine) -> list[Dead]:
    """The messages that were given up, the oldest first."""
    query = (
        select(_d, _a.c.title)
        .join(_a, _a.c.id == _d.c.alert_id)
        .where(_d.c.state == "dead")
        .order_by(_d.c.alert_id)
    )
    found: dict[str, list[Any]] = {}
    with engine.connect() as connection:
        for row in connection.execute(query):
            found.setdefault(row.message, []).append(row)
    return [
        Dead(message, rows[0].channel, [row.title for row in rows], rows[0].attempts,
             rows[0].reason or "")
        for message, rows in found.items()
    ]  # fmt: skip


def retry(engine: Engine, now: datetime) -> int:
    """Have all that was given up sent again; returns how many messages."""
    messages = [one.message for one in dead(engine)]
    with writing(engine) as connection:
        connection.execute(
            update(_d).where(_d.c.state == "dead").values(state="waiting", attempts=0, next_at=now)
        )
    return len(messages)


def next_due(connection: Connection, channels: Sequence[str]) -> datetime | None:
    """When something is to be sent next to any of some channels."""
    waiting = and_(_d.c.state == "waiting", _d.c.channel.in_(channels))
    found: datetime | None = connection.scalar(select(func.min(_d.c.next_at)).where(waiting))
    return found
