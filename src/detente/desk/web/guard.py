"""Who may read, and who may write."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException, Request

from detente.desk.accounts import Session
from detente.desk.web.csrf import FIELD, HEADER, is_csrf
from detente.desk.web.gate import SAFE, unknown
from detente.desk.web.known import Known
from detente.desk.web.viewer import Viewer

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def reader(request: Request) -> Viewer:
    """Let through who may read, which the gate has seen to; of what is sent also the form.

    Raises:
        HTTPException: a signed-in browser sent no form of ours (403), or somebody too much (429).

    """
    known: Known = request.state.known
    if request.method not in SAFE:
        if known.session is not None:
            await _check_csrf(request, known.session)
        request.app.state.allowances.writes.take(known.key)
    return known.viewer


def signed_in(request: Request, viewer: Annotated[Viewer, Depends(reader)]) -> Viewer:
    """Let through who is signed in with a browser.

    Raises:
        HTTPException: nobody is (303 to where to sign in, or 401).

    """
    if viewer.via != "session":
        raise unknown(request, "sign in first")
    return viewer


def editor(request: Request, viewer: Annotated[Viewer, Depends(reader)]) -> Viewer:
    """Let through who may write.

    Raises:
        HTTPException: nobody is signed in (303 to where to sign in, or 401), or they may not (403).

    """
    if viewer.name is None:
        raise unknown(request, "sign in to judge or to add")
    if not viewer.may_write:
        wrong = "this token may only read" if viewer.via == "token" else "you may only read"
        raise HTTPException(403, f"{wrong}; judging and adding is for editors")
    return viewer


def account_of(request: Request) -> int:
    """The number of the account that somebody is known by; a token that may only read saves none.

    Raises:
        HTTPException: they are not known (401), or their token may not (403).

    """
    known: Known = request.state.known
    own = known.session or known.token
    if own is None:
        raise HTTPException(401, "sign in, or send a token, to save searches")
    if known.token and not known.viewer.may_write and request.method not in SAFE:
        raise HTTPException(403, "this token may only read; save searches at the desk")
    return own.account.id


async def _check_csrf(request: Request, session: Session) -> None:
    given = request.headers.get(HEADER)
    if given is None and request.headers.get("content-type", "").lower().startswith(_FORMS):
        # Who reads the form after this is given the same again.
        given = (await request.form()).get(FIELD)  # type: ignore[assignment]
    if not isinstance(given, str) or not is_csrf(session.csrf, given):
        raise HTTPException(403, "this form is not of your session: open its page anew and send it")


Reader = Annotated[Viewer, Depends(reader)]
SignedIn = Annotated[Viewer, Depends(signed_in)]
Editor = Annotated[Viewer, Depends(editor)]
