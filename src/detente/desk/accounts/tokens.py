"""Tokens, by which programs are known: `detente_` and 256 random bits, shown once, never kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Select, or_, select, update

from detente.desk.accounts import audit
from detente.desk.accounts.account import Account, as_account
from detente.desk.accounts.secret import digest, new_secret
from detente.desk.accounts.transaction import asking, changing
from detente.record import NotThereError, RecordError
from detente.record.adding import now
from detente.record.inserting import insert_one
from detente.record.schema import accounts
from detente.record.schema import tokens as table

if TYPE_CHECKING:
    from detente.record import Record

Scope = Literal["read", "write"]
PREFIX = "detente_"
MOST_DAYS = 3660
_LONGEST_NAME = 100
_NOTED = timedelta(minutes=1)  # how exactly it is kept when a token was last used


@dataclass(frozen=True)
class Token:
    """A token, without its secret.

    Attributes:
        id: its number.
        account: whose.
        name: what it is for.
        scope: `read`, or `write`, by which programs also judge and add.
        made_at, used_at, ends_at, revoked_at: moments (UTC).

    """

    id: int
    account: Account
    name: str
    scope: Scope
    made_at: datetime
    used_at: datetime | None
    ends_at: datetime | None
    revoked_at: datetime | None

    @property
    def state(self) -> Literal["holds", "has run out", "revoked"]:
        """Whether it lets its program in."""
        if self.revoked_at:
            return "revoked"
        return "has run out" if self.ends_at and self.ends_at <= now() else "holds"

    @property
    def is_to_touch(self) -> bool:
        """Whether it is to be noted that it was used."""
        return self.used_at is None or now() - self.used_at > _NOTED


def make_token(  # noqa: PLR0913, PLR0917
    record: Record, account: Account, name: str, scope: Scope, days: int, by: audit.By
) -> tuple[int, str]:
    """Make a token.

    Arguments:
        record: of which desk.
        account: whose it is.
        name: what it is for.
        scope: `read` or `write`.
        days: how long it holds.
        by: who makes it.

    Returns:
        Its number, and the token itself, which cannot be had again.

    Raises:
        RecordError: it is to write, and its account may not; it would hold for ever.

    """
    if scope == "write" and account.role != "editor":
        wrong = "this account may only read, and so may its tokens"
        raise RecordError(account.name, wrong, "make a token of scope read")
    if not 1 <= days <= MOST_DAYS:
        wrong = "so long a token may not hold"
        raise RecordError(f"{days} days", wrong, f"give 1 to {MOST_DAYS} days")
    own, at = PREFIX + new_secret(), now()
    called = " ".join(name.split())[:_LONGEST_NAME] or "unnamed"
    with changing(record) as connection:
        number = insert_one(
            connection, table,
            digest=digest(own), account_id=account.id, name=called, scope=scope, made_at=at,
            ends_at=at + timedelta(days=days),
        )  # fmt: skip
        detail = {"scope": scope, "days": days}
        audit.write(connection, by, "token made", f"{account.name}/{number}", detail)
    return number, own


def find_token(record: Record, given: str) -> Token | None:
    """The token that a program gives, if it holds and its account is open."""
    if not given.startswith(PREFIX):
        return None
    at = now()
    query = _query().where(
        table.c.digest == digest(given), table.c.revoked_at.is_(None),
        or_(table.c.ends_at.is_(None), table.c.ends_at > at), accounts.c.closed_at.is_(None),
    )  # fmt: skip
    with asking(record) as connection:
        row = connection.execute(query).first()
    return _token(row) if row else None


def list_tokens(record: Record, account: Account | None = None) -> list[Token]:
    """List tokens, also those that no longer hold, of one account or of all, the newest first."""
    query = _query().order_by(table.c.id.desc())
    if account is not None:
        query = query.where(table.c.account_id == account.id)
    with asking(record) as connection:
        return [_token(row) for row in connection.execute(query)]


def touch_token(record: Record, own: Token) -> None:
    """Note that a token was used."""
    with changing(record) as connection:
        connection.execute(update(table).where(table.c.id == own.id).values(used_at=now()))


def revoke_token(record: Record, number: int, by: audit.By, account: Account | None = None) -> None:
    """Revoke a token; one that was revoked stays so.

    Arguments:
        record: of which desk.
        number: the token's.
        by: who revokes it.
        account: whose it must be; None for anybody's.

    Raises:
        RecordError: there is no such token.

    """
    own = next((one for one in list_tokens(record, account) if one.id == number), None)
    if own is None:
        remedy = "see `detente accounts tokens`, or your account's page"
        raise NotThereError(f"token {number}", "the record has no token of this number", remedy)
    if own.revoked_at:
        return
    with changing(record) as connection:
        connection.execute(update(table).where(table.c.id == own.id).values(revoked_at=now()))
        audit.write(connection, by, "token revoked", f"{own.account.name}/{number}")


def _query() -> Select[Any]:
    own = [table.c[name].label(f"token_{name}") for name in _COLUMNS]
    return select(*own, *accounts.c).select_from(table).join(accounts)


_COLUMNS = ("id", "name", "scope", "made_at", "used_at", "ends_at", "revoked_at")


def _token(row: Any) -> Token:
    values = {name: row._mapping[f"token_{name}"] for name in _COLUMNS}
    return Token(account=as_account(row), **values)
