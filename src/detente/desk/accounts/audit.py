"""The log of what was done at the desk: by whom, how they were known, when, on what.

It is only added to. No text of an article goes into it, no password and no token.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Connection, select

from detente.desk.accounts.transaction import asking, changing
from detente.record.adding import now
from detente.record.inserting import insert_one
from detente.record.schema import audit as table

if TYPE_CHECKING:
    from detente.record import Record


class Named(Protocol):
    """Whoever has a name, or none: an account, a viewer."""

    @property
    def name(self) -> str | None:
        """The account's name."""


@dataclass(frozen=True)
class By:
    """Who did something.

    Attributes:
        who: the account, or the login name of who runs a command; None for nobody known.
        via: how they are known: `session`, `token`, `command`, or `open`.

    """

    who: str | None
    via: str


@dataclass(frozen=True)
class Entry:
    """One line of the log.

    Attributes:
        id: its number; later lines have higher ones.
        at: when (UTC).
        who, via: as of `By`.
        what: what was done: `sign-in`, `judgement`, `report added` …
        subject: on what: the id of a contact, a document's key, an account's name.
        detail: what else is to be known.

    """

    id: int
    at: datetime
    who: str | None
    via: str
    what: str
    subject: str | None
    detail: dict[str, Any]


def note(  # noqa: PLR0913, PLR0917  (the columns of a line)
    record: Record,
    who: Named | str | None,
    via: str,
    what: str,
    subject: str | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write a line into the log.

    Arguments:
        record: of which desk.
        who: the viewer, or a name.
        via: how they are known: `viewer.via`, or `command`.
        what: what was done, in a word or two: `judgement`, `report added`.
        subject: on what, by its id; never the text itself.
        detail: what else is to be known, as JSON; never text of an article.

    """
    name = who if who is None or isinstance(who, str) else who.name
    with changing(record) as connection:
        write(connection, By(name, via), what, subject, detail)


def write(
    connection: Connection,
    by: By,
    what: str,
    subject: str | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write a line within a transaction: it is kept if what it tells of is."""
    insert_one(
        connection, table,
        at=now(), who=by.who, via=by.via, what=what, subject=subject, detail=detail or {},
    )  # fmt: skip


def entries(record: Record, limit: int = 100, before: int | None = None) -> list[Entry]:
    """Lines of the log, the newest first.

    Arguments:
        record: of which desk.
        limit: how many at most.
        before: only older ones than the line of this number.

    """
    query = select(table).order_by(table.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(table.c.id < before)
    with asking(record) as connection:
        return [Entry(**row._mapping) for row in connection.execute(query)]
