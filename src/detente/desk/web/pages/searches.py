"""Saving a search, and the list of one's own."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from detente.desk.web.answering import HTML, shown
from detente.desk.web.desk import TheDesk
from detente.desk.web.filters import Words
from detente.desk.web.gate import SAFE
from detente.desk.web.guard import SignedIn
from detente.desk.web.known import Known
from detente.desk.web.views.searches import ToSave, delete_search, save_search, saved_searches

router = APIRouter(include_in_schema=False)


def account_of(request: Request) -> int:
    """The number of the account that somebody is known by; a token that may only read saves none.

    Raises:
        HTTPException: they are not known (401), or their token may not (403).

    """
    known: Known = request.state.known
    own = known.session or known.token
    if own is None:
        raise HTTPException(401, "sign in, or send a token, to save searches")
    if known.token and known.token.scope == "read" and request.method not in SAFE:
        raise HTTPException(403, "this token may only read; save searches at the desk")
    return own.account.id


@router.get("/searches")
def show_searches(request: Request, desk: TheDesk, viewer: SignedIn) -> Response:
    """Show the searches that one has saved."""
    saved = saved_searches(desk, account_of(request))
    told = shown(request, desk, viewer, "searches.html", saved=saved)
    return Response(told, media_type=HTML, headers={"Cache-Control": "private, no-store"})


@router.post("/searches")
def take_search(
    request: Request, desk: TheDesk, _: SignedIn,
    name: Annotated[Words, Form()], q: Annotated[Words, Form()],
) -> Response:  # fmt: skip
    """Save a search."""
    save_search(desk, account_of(request), ToSave(name=name, q=q))
    return RedirectResponse("/searches", 303)


@router.post("/searches/{key}/delete")
def drop_search(request: Request, desk: TheDesk, _: SignedIn, key: str) -> Response:
    """Delete a search."""
    delete_search(desk, account_of(request), key)
    return RedirectResponse("/searches", 303)
