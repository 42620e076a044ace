"""Saved searches: each account's own, with the address of a feed that only they know."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import delete, func, insert, select

from detente.desk.accounts.transaction import asking, changing
from detente.desk.web.desk import Desk
from detente.desk.web.filters import Words
from detente.record.adding import now
from detente.record.schema import accounts
from detente.record.schema import searches as table

_BYTES = 16  # of a key: nobody guesses it
_MOST = 100  # of an account


class ToSave(BaseModel):
    """A search that is to be saved."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"name": "Trawlers", "q": "trawlers Naxos"}}
    )

    name: Words = Field(description="What it is called.")
    q: Words = Field(description="What is sought, as in the search box.")


class Saved(BaseModel):
    """A saved search."""

    key: str = Field(description="Its key; nobody can guess it.")
    name: str
    q: str
    made_at: datetime = Field(description="When it was saved (UTC).")
    feed: str = Field(description="The address of its feed.")


class Searches(BaseModel):
    """Who asks has saved these searches."""

    items: list[Saved]


def saved_searches(desk: Desk, account: int) -> list[Saved]:
    """The searches that an account saved, the newest first."""
    query = select(table).where(table.c.account_id == account).order_by(table.c.made_at.desc())
    with asking(desk.record) as connection:
        return [_saved(desk, row) for row in connection.execute(query)]


def saved_search(desk: Desk, key: str) -> Saved:
    """A saved search by its key.

    Raises:
        HTTPException: there is none, or its account is closed (404).

    """
    query = (
        select(table)
        .join(accounts, accounts.c.id == table.c.account_id)
        .where(table.c.key == key.replace("\0", ""), accounts.c.closed_at.is_(None))
    )
    with asking(desk.record) as connection:
        row = connection.execute(query).first()
    if row is None:
        raise HTTPException(404, "there is no saved search of this key")
    return _saved(desk, row)


def save_search(desk: Desk, account: int, wanted: ToSave) -> Saved:
    """Save a search.

    Raises:
        HTTPException: the account has too many (409).

    """
    own = select(func.count()).where(table.c.account_id == account)
    with changing(desk.record) as connection:
        if (connection.scalar(own) or 0) >= _MOST:
            raise HTTPException(409, f"you have saved {_MOST} searches; delete one first")
        key = secrets.token_urlsafe(_BYTES)
        row = {"key": key, "account_id": account, "name": wanted.name, "query": {"q": wanted.q},
               "made_at": now()}  # fmt: skip
        connection.execute(insert(table), row)
    return saved_search(desk, key)


def delete_search(desk: Desk, account: int, key: str) -> None:
    """Delete a search of an account.

    Raises:
        HTTPException: the account has none of this key (404).

    """
    own = (table.c.account_id == account) & (table.c.key == key.replace("\0", ""))
    with changing(desk.record) as connection:
        if not connection.execute(delete(table).where(own)).rowcount:
            raise HTTPException(404, "you have no saved search of this key")


def _saved(desk: Desk, row: object) -> Saved:
    told = row._mapping  # type: ignore[attr-defined]
    return Saved(
        key=told["key"], name=told["name"], q=told["query"]["q"],
        made_at=told["made_at"].replace(tzinfo=UTC),
        feed=f"{desk.settings.address}/searches/{told['key']}/feed.atom",
    )  # fmt: skip
