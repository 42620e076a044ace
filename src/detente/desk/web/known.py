"""Who asks: known by a token, by a session, or by nothing but the address."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass, replace

from fastapi import HTTPException, Request, Response

from detente.desk.accounts import (
    LONGEST,
    Session,
    Token,
    find_session,
    find_token,
    touch_session,
    touch_token,
)
from detente.desk.accounts.tokens import PREFIX
from detente.desk.web.allowances import address_of
from detente.desk.web.csrf import csrf_of
from detente.desk.web.settings import Settings
from detente.desk.web.viewer import Viewer
from detente.record import Record

_LONGEST = int(LONGEST.total_seconds())


@dataclass(frozen=True)
class Known:
    """Who asks.

    Attributes:
        viewer: as pages show them.
        key: as allowances count them.
        session, token: by which they are known, if they are.
        by_itself: whether a browser says so by itself, also with what a stranger's page sends.

    """

    viewer: Viewer
    key: str
    session: Session | None = None
    token: Token | None = None
    by_itself: bool = True

    @property
    def is_to_touch(self) -> bool:
        """Whether it is to be noted that they were here: about once a minute."""
        own = self.session or self.token
        return own is not None and own.is_to_touch

    def touch(self, record: Record) -> None:
        """Note that they were here."""
        if self.session:
            touch_session(record, self.session)
        if self.token:
            touch_token(record, self.token)


def who(request: Request, record: Record, settings: Settings) -> Known:
    """Tell who asks. A token goes before a cookie, so that what it may do is all that is done.

    Raises:
        HTTPException: the token is none, or no longer (401).

    """
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return _by_token(record, given.strip())
    if scheme.lower() == "basic" and (own_token := _password(given)).startswith(PREFIX):
        # Feed readers and calendars know no other way. A browser sends it also with forms of
        # others, so that nothing may be written by it.
        known = _by_token(record, own_token)
        return replace(known, viewer=replace(known.viewer, may_write=False), by_itself=True)
    secret = request.cookies.get(cookie(settings))
    own = find_session(record, secret) if secret else None
    if own is None:
        return Known(Viewer(), address_of(request))
    may_write = own.account.role == "editor"
    viewer = Viewer(own.account.name, may_write, "session", csrf_of(own.csrf))
    return Known(viewer, f"account {own.account.id}", session=own)


def cookie(settings: Settings) -> str:
    """The name of the cookie; `__Host-` has browsers take it from this host by https only."""
    return "__Host-detente" if settings.secure else "detente"


def give_cookie(answer: Response, settings: Settings, secret: str) -> None:
    """Have the browser keep a session's secret."""
    answer.set_cookie(
        cookie(settings), secret, max_age=_LONGEST, path="/", secure=settings.secure,
        httponly=True, samesite="lax",
    )  # fmt: skip


def take_cookie(answer: Response, settings: Settings) -> None:
    """Have the browser forget it."""
    answer.delete_cookie(
        cookie(settings), path="/", secure=settings.secure, httponly=True, samesite="lax"
    )


def _password(given: str) -> str:
    try:
        return b64decode(given).decode().partition(":")[2]
    except ValueError:
        return ""


def _by_token(record: Record, given: str) -> Known:
    own = find_token(record, given)
    if own is None:
        raise HTTPException(
            401, "the token is none of this server's, was revoked or has run out",
            {"WWW-Authenticate": 'Bearer realm="detente", error="invalid_token"'},
        )  # fmt: skip
    may_write = own.scope == "write" and own.account.role == "editor"
    viewer = Viewer(own.account.name, may_write, "token")
    return Known(viewer, f"token {own.id}", token=own, by_itself=False)
