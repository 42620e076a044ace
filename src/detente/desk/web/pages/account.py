"""Signing in and out, one's own account with its tokens, and the log."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from detente.desk.accounts import (
    By,
    Scope,
    any_open,
    begin_session,
    change_password,
    end_session,
    find_account,
    known,
    make_token,
    named,
    note,
    revoke_token,
)
from detente.desk.web.allowances import Allowances, address_of
from detente.desk.web.answering import shown
from detente.desk.web.desk import Desk, TheDesk
from detente.desk.web.guard import Editor, Reader, SignedIn
from detente.desk.web.known import cookie, give_cookie, take_cookie
from detente.desk.web.origins import local_path
from detente.desk.web.private import private
from detente.desk.web.viewer import Viewer
from detente.desk.web.views.account import log, own_tokens
from detente.record import RecordError

router = APIRouter(include_in_schema=False)
Name = Annotated[str, Form(max_length=200)]
Password = Annotated[str, Form(max_length=4000)]
Before = Annotated[int | None, Query(ge=1, le=2**53)]
_NO = "This name and this password do not belong together."
_DONE = {"password": "The password is changed; other browsers are signed out.",
         "revoked": "The token is revoked."}  # fmt: skip


@router.get("/sign-in")
def show_sign_in(
    request: Request,
    desk: TheDesk,
    viewer: Reader,
    next_: Annotated[str, Query(alias="next")] = "/",
) -> Response:
    """Ask for name and password."""
    return _sign_in(request, desk, viewer, next_)


@router.post("/sign-in")
def sign_in(  # noqa: PLR0913, PLR0917  (the fields of the form)
    request: Request,
    desk: TheDesk,
    viewer: Reader,
    name: Name = "",
    password: Password = "",
    next_: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    """Begin a session, each time a new one."""
    _may_try(request, name)
    own, place = known(desk.record, name, password), {"address": address_of(request)}
    if own is None:
        # What somebody typed for a name may be a password: it is not kept, unless it is a name.
        there = _is_name(desk, name)
        note(desk.record, None, "open", "sign-in refused", named(name) if there else None, place)
        return _sign_in(request, desk, viewer, next_, 403, wrong=_NO, name=name)
    _end_session(request, desk)
    secret = begin_session(desk.record, own)
    note(desk.record, own, "session", "sign-in", own.name, place)
    answer = RedirectResponse(local_path(next_), 303)
    give_cookie(answer, desk.settings, secret)
    return answer


@router.post("/sign-out")
def sign_out(request: Request, desk: TheDesk, viewer: SignedIn) -> Response:
    """End the session."""
    _end_session(request, desk)
    note(desk.record, viewer, viewer.via, "sign-out", viewer.name)
    answer = RedirectResponse("/", 303)
    take_cookie(answer, desk.settings)
    return answer


@router.get("/account")
def show_account(
    request: Request, desk: TheDesk, viewer: SignedIn, done: str | None = None
) -> Response:
    """Show who is signed in, and their tokens."""
    return _account(request, desk, viewer, done=_DONE.get(done or ""))


@router.post("/account/password")
def set_password(  # noqa: PLR0913, PLR0917
    request: Request,
    desk: TheDesk,
    viewer: SignedIn,
    current: Password = "",
    password: Password = "",
    again: Password = "",
) -> Response:
    """Change the password; every session ends but this browser's, which gets a new one."""
    _may_try(request, viewer.name or "")
    own = known(desk.record, viewer.name or "", current)
    if own is None:
        return _account(request, desk, viewer, 400, wrong="The present password is another one.")
    if password != again:
        return _account(request, desk, viewer, 400, wrong="The two new passwords differ.")
    try:
        change_password(desk.record, own, password, By(own.name, viewer.via))
    except RecordError as error:
        return _account(request, desk, viewer, 400, wrong=str(error))
    answer = RedirectResponse("/account?done=password", 303)
    give_cookie(answer, desk.settings, begin_session(desk.record, own))
    return answer


@router.post("/account/tokens")
def add_token(  # noqa: PLR0913, PLR0917
    request: Request,
    desk: TheDesk,
    viewer: SignedIn,
    name: Name,
    scope: Annotated[Scope, Form()] = "read",
    days: Annotated[int, Form()] = 90,
) -> Response:
    """Make a token, and show it this once."""
    own, by = find_account(desk.record, viewer.name or ""), By(viewer.name, viewer.via)
    try:
        _, made = make_token(desk.record, own, name, scope, days, by)
    except RecordError as error:
        return _account(request, desk, viewer, 400, wrong=str(error))
    return _account(request, desk, viewer, made=made)


@router.post("/account/tokens/{number}/revoke")
def take_token(desk: TheDesk, viewer: SignedIn, number: int) -> Response:
    """Revoke a token of one's own."""
    own = find_account(desk.record, viewer.name or "")
    revoke_token(desk.record, number, By(viewer.name, viewer.via), own)
    return RedirectResponse("/account?done=revoked", 303)


@router.get("/audit")
def show_log(request: Request, desk: TheDesk, viewer: Editor, before: Before = None) -> Response:
    """Show what was done, and by whom."""
    return _page(request, desk, viewer, "audit.html", log=log(desk, before), is_rest=bool(before))


def _may_try(request: Request, name: str) -> None:
    """Count a password that is tried.

    Raises:
        HTTPException: too many were, from this address or for this name (429).

    """
    allowances: Allowances = request.app.state.allowances
    allowances.sign_ins.take(f"address {address_of(request)}")
    allowances.sign_ins.take(f"name {named(name)}")


def _is_name(desk: Desk, name: str) -> bool:
    try:
        find_account(desk.record, name)
    except RecordError:
        return False
    return True


def _end_session(request: Request, desk: Desk) -> None:
    if secret := request.cookies.get(cookie(desk.settings)):
        end_session(desk.record, secret)


def _sign_in(  # noqa: PLR0913
    request: Request,
    desk: Desk,
    viewer: Viewer,
    next_: str,
    status: int = 200,
    *,
    wrong: str | None = None,
    name: str = "",
) -> Response:
    return _page(
        request, desk, viewer, "sign_in.html", status,
        wrong=wrong, name=name, next=local_path(next_), any_open=any_open(desk.record),
    )  # fmt: skip


def _account(  # noqa: PLR0913
    request: Request,
    desk: Desk,
    viewer: Viewer,
    status: int = 200,
    *,
    wrong: str | None = None,
    done: str | None = None,
    made: str | None = None,
) -> Response:
    return _page(
        request, desk, viewer, "account.html", status,
        tokens=own_tokens(desk, viewer), wrong=wrong, done=done, made=made,
    )  # fmt: skip


def _page(
    request: Request, desk: Desk, viewer: Viewer, template: str, status: int = 200, **given: Any
) -> Response:
    """A page that nobody keeps."""
    return private(shown(request, desk, viewer, template, **given), status)
