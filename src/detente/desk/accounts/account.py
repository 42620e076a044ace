"""Accounts: who may read, who may also judge and add.

An account is never deleted, only closed, so that its name in the log and in judgements stays that
of one person.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import delete, select, update

from detente.desk.accounts import audit, passwords
from detente.desk.accounts.transaction import asking, changing
from detente.record import RecordError
from detente.record.adding import now
from detente.record.inserting import insert_one
from detente.record.schema import accounts as table
from detente.record.schema import sessions, tokens

if TYPE_CHECKING:
    from detente.record import Record

Role = Literal["reader", "editor"]
_NAME = re.compile(r"\w[\w.@-]{0,63}")


@dataclass(frozen=True)
class Account:
    """An account.

    Attributes:
        id: its number.
        name: by which its holder signs in, and under which judgements stand.
        role: `reader`, or `editor`, who also judges and adds.
        made_at, closed_at: moments (UTC); an open account has no second.

    """

    id: int
    name: str
    role: Role
    made_at: datetime
    closed_at: datetime | None


def add_account(record: Record, name: str, password: str, role: Role, by: audit.By) -> Account:
    """Make an account.

    Arguments:
        record: of which desk.
        name: letters, digits and `. _ @ -`; small and great letters are one.
        password: at least 12 characters.
        role: `reader` or `editor`.
        by: who makes it.

    Raises:
        RecordError: the name is taken or no name, the password too short.

    """
    own = named(name)
    if not _NAME.fullmatch(own):
        wrong = "this is no name for an account"
        raise RecordError(repr(name), wrong, "give up to 64 letters, digits and . _ @ -")
    kept = passwords.hashed(password)
    with changing(record) as connection:
        if connection.scalar(select(table.c.id).where(table.c.name == own)) is not None:
            wrong = "there is, or was, an account of this name"
            raise RecordError(own, wrong, "choose another")
        values = {"name": own, "password": kept, "role": role, "made_at": now()}
        number = insert_one(connection, table, **values)
        audit.write(connection, by, "account made", own, {"role": role})
    return Account(number, own, role, values["made_at"], None)  # type: ignore[arg-type]


def list_accounts(record: Record) -> list[Account]:
    """List every account, also closed ones, by name."""
    with asking(record) as connection:
        return [as_account(row) for row in connection.execute(select(table).order_by(table.c.name))]


def find_account(record: Record, name: str) -> Account:
    """An open account.

    Raises:
        RecordError: there is none of this name.

    """
    found = _open(record, name)
    if found is None:
        wrong = "there is no open account of this name"
        raise RecordError(repr(name), wrong, "see `detente accounts list`")
    return as_account(found)


def any_open(record: Record) -> bool:
    """Whether anybody can sign in."""
    with asking(record) as connection:
        return connection.scalar(select(table.c.id).where(table.c.closed_at.is_(None))) is not None


def known(record: Record, name: str, password: str) -> Account | None:
    """The account that a name and a password open; that there is none takes as long to tell."""
    found = _open(record, name)
    if not passwords.matches(found.password if found else None, password):
        return None
    if passwords.is_outdated(found.password):
        _keep_password(record, found.id, password)
    return as_account(found)


def change_password(record: Record, own: Account, password: str, by: audit.By) -> None:
    """Give an account another password, and end its sessions.

    Raises:
        RecordError: the password is too short.

    """
    kept = passwords.hashed(password)
    with changing(record) as connection:
        connection.execute(update(table).where(table.c.id == own.id).values(password=kept))
        connection.execute(delete(sessions).where(sessions.c.account_id == own.id))
        audit.write(connection, by, "password changed", own.name)


def close_account(record: Record, name: str, by: audit.By) -> None:
    """Close an account: its sessions end, and its tokens are revoked.

    Raises:
        RecordError: there is no open account of this name.

    """
    own, at = find_account(record, name), now()
    with changing(record) as connection:
        connection.execute(update(table).where(table.c.id == own.id).values(closed_at=at))
        connection.execute(delete(sessions).where(sessions.c.account_id == own.id))
        unrevoked = (tokens.c.account_id == own.id, tokens.c.revoked_at.is_(None))
        connection.execute(update(tokens).where(*unrevoked).values(revoked_at=at))
        audit.write(connection, by, "account closed", own.name)


def named(name: str) -> str:
    """A name as it is kept: however it was typed, it is one name."""
    return unicodedata.normalize("NFKC", name).strip().lower()


def as_account(row: Any) -> Account:
    """An account of a row that has its columns."""
    return Account(row.id, row.name, row.role, row.made_at, row.closed_at)


def _open(record: Record, name: str) -> Any:
    own = named(name)
    if not _NAME.fullmatch(own):
        return None
    query = select(table).where(table.c.name == own, table.c.closed_at.is_(None))
    with asking(record) as connection:
        return connection.execute(query).first()


def _keep_password(record: Record, number: int, password: str) -> None:
    kept = passwords.hashed(password)
    with changing(record) as connection:
        connection.execute(update(table).where(table.c.id == number).values(password=kept))
