"""Sessions: that a browser belongs to somebody who signed in.

The browser holds a random secret, the record only its digest: who reads the record cannot sign in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, delete, insert, or_, select, update

from detente.desk.accounts.account import Account, as_account
from detente.desk.accounts.secret import digest, new_secret
from detente.desk.accounts.transaction import asking, changing
from detente.record.adding import now
from detente.record.schema import accounts
from detente.record.schema import sessions as table

if TYPE_CHECKING:
    from detente.record import Record

LONGEST = timedelta(days=7)
IDLE = timedelta(hours=12)
_NOTED = timedelta(minutes=1)  # how exactly it is kept when a session was last seen


@dataclass(frozen=True)
class Session:
    """A session.

    Attributes:
        account: whose.
        digest: by which it is kept.
        csrf: the secret that the values in its forms are made of.
        seen_at: when it was last seen (UTC), to the minute.

    """

    account: Account
    digest: str
    csrf: str
    seen_at: datetime

    @property
    def is_to_touch(self) -> bool:
        """Whether it is to be noted that it was seen."""
        return now() - self.seen_at > _NOTED


def begin_session(record: Record, account: Account) -> str:
    """Begin a session; returns the secret for the browser. Those that have run out are removed."""
    secret, at = new_secret(), now()
    row = {
        "digest": digest(secret), "account_id": account.id, "csrf": new_secret(), "made_at": at,
        "seen_at": at, "ends_at": at + LONGEST,
    }  # fmt: skip
    with changing(record) as connection:
        connection.execute(delete(table).where(_over(at)))
        connection.execute(insert(table), row)
    return secret


def find_session(record: Record, secret: str) -> Session | None:
    """The session of a browser's secret, if it goes on and its account is open."""
    columns = (table.c.digest, table.c.csrf, table.c.seen_at, *accounts.c)
    query = (
        select(*columns)
        .join(accounts)
        .where(table.c.digest == digest(secret), ~_over(now()), accounts.c.closed_at.is_(None))
    )
    with asking(record) as connection:
        row = connection.execute(query).first()
    return Session(as_account(row), row.digest, row.csrf, row.seen_at) if row else None


def touch_session(record: Record, own: Session) -> None:
    """Note that a session was seen."""
    with changing(record) as connection:
        connection.execute(update(table).where(table.c.digest == own.digest).values(seen_at=now()))


def end_session(record: Record, secret: str) -> None:
    """End the session of a browser's secret, if there is one."""
    with changing(record) as connection:
        connection.execute(delete(table).where(table.c.digest == digest(secret)))


def _over(at: datetime) -> ColumnElement[bool]:
    return or_(table.c.ends_at <= at, table.c.seen_at <= at - IDLE)
