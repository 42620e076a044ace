"""An account as its holder sees it, and the log of what was done at the desk."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, Field

from detente.desk.accounts import Entry, Token, entries, find_account, list_tokens
from detente.desk.web.desk import Desk
from detente.desk.web.viewer import Viewer

_AT_ONCE = 100  # lines of the log


class TokenLine(BaseModel):
    """A token, without its secret."""

    id: int
    name: str = Field(description="What it is for.")
    scope: str = Field(description="`read`, or `write`, which also judges and adds.")
    state: str = Field(description="`holds`, `has run out` or `revoked`.")
    made_at: datetime
    used_at: datetime | None
    ends_at: datetime | None


class Myself(BaseModel):
    """Who asks, as the desk knows them."""

    name: str | None = Field(description="Of the account; null where reading is open to all.")
    via: str = Field(description="`session`, `token`, or `open`: known by nothing.")
    may_write: bool = Field(description="Whether what they judge and add is taken.")


class Line(BaseModel):
    """One line of the log."""

    id: int
    at: datetime
    who: str | None = Field(description="The account; null where nobody was known.")
    via: str = Field(description="`session`, `token`, `command` or `open`.")
    what: str
    subject: str | None = Field(description="On what: a contact, a document, an account.")
    detail: dict[str, Any]


class Log(BaseModel):
    """Lines of the log, the newest first."""

    lines: list[Line]
    before: int | None = Field(description="To be given as `before` to go on; null at the end.")


def myself(viewer: Viewer) -> Myself:
    """Tell who asks."""
    return Myself(name=viewer.name, via=viewer.via, may_write=viewer.may_write)


def own_tokens(desk: Desk, viewer: Viewer) -> list[TokenLine]:
    """List the tokens of who is signed in, the newest first."""
    own = find_account(desk.record, viewer.name or "")
    return [_token(one) for one in list_tokens(desk.record, own)]


def log(desk: Desk, before: int | None) -> Log:
    """Gather lines of the log.

    Arguments:
        desk: of which record.
        before: only older ones than the line of this number.

    """
    found = entries(desk.record, _AT_ONCE + 1, before)
    shown = [_line(one) for one in found[:_AT_ONCE]]
    return Log(lines=shown, before=shown[-1].id if len(found) > _AT_ONCE else None)


def _token(one: Token) -> TokenLine:
    return TokenLine(
        id=one.id, name=one.name, scope=one.scope, state=one.state, made_at=_utc(one.made_at),
        used_at=one.used_at and _utc(one.used_at), ends_at=one.ends_at and _utc(one.ends_at),
    )  # fmt: skip


def _line(one: Entry) -> Line:
    return Line(
        id=one.id, at=_utc(one.at), who=one.who, via=one.via, what=one.what, subject=one.subject,
        detail=one.detail,
    )  # fmt: skip


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC, microsecond=0)
